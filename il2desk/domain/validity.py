"""STUB"""

from dataclasses import dataclass
from datetime import date, timedelta
from il2desk.domain.assessment import Assessment


@dataclass(frozen=True)
class Limit:
    day: date
    what: str


def holds_until(assessment: Assessment) -> Limit | None:
    b = assessment.basis
    return Limit(b.weight_date + timedelta(days=3), "the age of the weight") if b.weight_date else None
