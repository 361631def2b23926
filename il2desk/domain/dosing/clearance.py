"""The permission to compute a dose: only a signed assessment that allows a plan has one."""

from dataclasses import InitVar, dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from il2desk.domain.assessment.assessment import Assessment, Plan
from il2desk.domain.assessment.missing_entries import unfinished
from il2desk.domain.assessment.retiming import NewStart
from il2desk.domain.case.case import Deviation, Signature
from il2desk.domain.errors import RefusedForReasons
from il2desk.domain.values.local_settings import LocalSettings
from il2desk.domain.values.parsing import Quantity

_ISSUED_HERE: Final = object()


class NoClearance(RefusedForReasons):
    """No plan is allowed; `reasons` are sentences."""

    exit_code = 3


@dataclass(frozen=True)
class Clearance:
    """What a dose may be computed from; made by `clear` alone."""

    assessment: Assessment
    signature: Signature
    weight: Quantity
    weight_date: date
    first_dose: datetime
    zone: ZoneInfo
    deviations: tuple[Deviation, ...]
    new_start: NewStart | None
    issued: InitVar[object]

    def __post_init__(self, issued: object) -> None:
        if issued is not _ISSUED_HERE:
            raise TypeError("a clearance is made by clear() alone")

    @property
    def settings(self) -> LocalSettings:
        return self.assessment.settings


def clear(assessment: Assessment) -> Clearance:
    """The clearance of a signed assessment. Raises NoClearance with every reason in the way."""
    signature, basis, cycle = assessment.signature, assessment.basis, assessment.case.cycle
    deviated = {one.id for one in assessment.to_deviate}
    reasons = [*assessment.no_plan]
    if assessment.plan is Plan.NEEDS_DEVIATION:
        reasons += [f"{one.title}: {one.outcome.words}. {one.says}" for one in assessment.to_deviate]
        reasons += assessment.deviation_gaps
    if signature is None:
        reasons.append(
            "The case is changed since it was signed, or the signature is not a named clinician's of today or before."
            if assessment.case.signatures
            else "The case is not signed by a clinician."
        )
    reasons += (gap.says for gap in unfinished(assessment) if gap.says not in reasons)
    if reasons or signature is None:
        raise NoClearance(tuple(reasons))
    moved = cycle.retiming is None or basis.new_start is not None
    if not (basis.weight and basis.weight_date and basis.first_dose and basis.zone and moved):
        raise AssertionError("a plan is allowed only on a complete basis")
    return Clearance(
        assessment,
        signature,
        basis.weight,
        basis.weight_date,
        basis.first_dose,
        basis.zone,
        tuple(one for one in cycle.deviations if one.criterion in deviated),
        basis.new_start,
        _ISSUED_HERE,
    )
