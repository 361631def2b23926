"""A clinician signs one case as it stands: answers, weight and first dose together."""

from datetime import datetime
from types import MappingProxyType

from il2desk.domain.assessment import Assessment, Overall
from il2desk.domain.case import CLINICIAN, Case, Signature, content_digest
from il2desk.domain.entry import Refused, read_date, read_line
from il2desk.domain.person import names_someone, same_person


class CannotSign(Exception):
    """The case is not ready; `reasons` are sentences, one for each thing that is missing."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def unfinished(assessment: Assessment) -> tuple[str, ...]:
    """What must still be answered before signing; "not known" is an answer, silence is not."""
    case, readings = assessment.case, assessment.readings
    if assessment.overall is Overall.WRONG_CONTEXT:
        return ("The context is wrong for this guideline; there is nothing to sign.",)
    missing = [*_patient_gaps(case, assessment)]
    missing += [readings.why_missing(question) for question in readings.open_questions()]
    kinds = readings.guideline.site_by_id
    if any(kinds[site.id].free_text and not (site.text or "").strip() for site in case.sites):
        missing.append("Say in words which other site is involved.")
    if case.sites_complete is None:
        missing.append("Say whether the list of involved sites is complete.")
    missing += assessment.basis.refused.values()
    if assessment.seeks_plan:
        missing += assessment.basis.open.values()
    if assessment.basis.zone is None and "zone" not in assessment.basis.refused:
        missing.append("The centre has not set its time zone.")
    return tuple(missing)


def _patient_gaps(case: Case, assessment: Assessment) -> list[str]:
    gaps = []
    for text, what in ((case.patient.name, "Name"), (case.patient.identifier, "Patient identifier")):
        try:
            if not read_line(text or "", what):
                gaps.append(f"{what} is not recorded.")
        except Refused as refusal:
            gaps.append(str(refusal))
    try:
        read_date(case.patient.date_of_birth or "", "Date of birth", not_after=assessment.readings.today)
    except Refused as refusal:
        gaps.append(str(refusal))
    return gaps


def sign(assessment: Assessment, name: str, now: datetime) -> Case:
    """The case with its settings, zone and packs kept in it, and the clinician's signature over all of that.

    `now` is an aware instant. Raises CannotSign with every reason.
    """
    reasons, signer = list(unfinished(assessment)), ""
    try:
        signer = read_line(name, "Your name")
        if not names_someone(signer):
            reasons.append("Type your name to sign.")
    except Refused as refusal:
        reasons.append(str(refusal))
    second = assessment.case.cycle.second_clinician
    if assessment.to_deviate and second and same_person(name, second):
        reasons.append("The second clinician must be another person than the one who signs.")
    zone = assessment.basis.zone
    if reasons or zone is None:
        raise CannotSign(tuple(reasons))
    kept = assessment.case.model_copy(
        update={
            "settings": assessment.settings,
            "zone": zone.key,
            "packs": MappingProxyType(dict(assessment.packs.digests)),
            "signatures": (),
        }
    )
    try:
        digest = content_digest(kept)
    except Refused as refusal:
        raise CannotSign((str(refusal),)) from refusal
    instant = now.astimezone(zone).isoformat(timespec="seconds")
    signature = Signature(name=signer, role=CLINICIAN, instant=instant, covers=digest)
    return kept.model_copy(update={"signatures": (signature,)})
