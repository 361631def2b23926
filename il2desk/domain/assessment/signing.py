"""A clinician signs one case as it stands: answers, weight and first dose together."""

from datetime import datetime
from types import MappingProxyType

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.assessment.missing_entries import unfinished
from il2desk.domain.case.case import CLINICIAN, Case, Signature, content_digest
from il2desk.domain.errors import RefusedForReasons
from il2desk.domain.values.names import NAMESAKES, names_someone, same_person
from il2desk.domain.values.parsing import Refused, read_line


class CannotSign(RefusedForReasons):
    """The case is not ready; `reasons` are sentences, one for each thing that is missing."""


def sign(assessment: Assessment, name: str, now: datetime) -> Case:
    """The case with its settings, zone and packs kept in it, and the clinician's signature over all of that.

    Earlier signatures and second checks are dropped. `now` is an aware instant. Raises CannotSign with every reason.
    """
    reasons, signer = [gap.says for gap in unfinished(assessment)], ""
    try:
        signer = read_line(name, "Your name")
        if not names_someone(signer):
            reasons.append("Type your name to sign.")
    except Refused as refusal:
        reasons.append(str(refusal))
    second = assessment.case.cycle.second_clinician
    if assessment.to_deviate and second and same_person(name, second):
        reasons.append(f"The second clinician must be another person than the one who signs. {NAMESAKES}")
    zone = assessment.basis.zone
    if reasons or zone is None:
        raise CannotSign(tuple(reasons))
    kept = assessment.case.model_copy(
        update={
            "settings": assessment.settings,
            "zone": zone.key,
            "packs": MappingProxyType(dict(assessment.packs.digests)),
            "signatures": (),
            "second_checks": (),
        }
    )
    try:
        digest = content_digest(kept)
    except Refused as refusal:
        raise CannotSign((str(refusal),)) from refusal
    instant = now.astimezone(zone).isoformat(timespec="seconds")
    signature = Signature(name=signer, role=CLINICIAN, instant=instant, covers=digest)
    return kept.model_copy(update={"signatures": (signature,)})
