"""Until when a judgement holds: the last day of a first dose on which nothing it rests on has become too old."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.dosing.dose_plan import DosePlan
from il2desk.domain.values.formatting import in_days
from il2desk.domain.values.parsing import echo_date

WEIGHT_AGE = "age_weight"


@dataclass(frozen=True, slots=True)
class Limit:
    """The last day on which a first dose is still within a local limit, in words why, and the settings that say so."""

    day: date
    what: str
    settings: tuple[str, ...]

    @property
    def in_words(self) -> str:
        """The day as a sentence."""
        return f"Valid for a first dose until {echo_date(self.day)}, that day included."


def holds_until(assessment: Assessment) -> Limit | None:
    """The first limit to pass of all that are met: answers with a date, and the weight; None where none is met.

    Both ends count: a first dose on that day is within every limit, one on the day after is not.
    """
    found = list(dict.fromkeys(_limits(assessment)))
    if not found:
        return None
    first = min(day for day, _, _ in found)
    passing = [one for one in found if one[0] == first]
    return Limit(first, "; ".join(what for _, what, _ in passing), tuple(dict.fromkeys(name for _, _, name in passing)))


def papers_valid_until(plan: DosePlan) -> Limit | None:
    """The limit of the papers of a plan; None where none is set, and for re-timed papers, whose cycle has begun."""
    return holds_until(plan.clearance.assessment) if plan.retimed is None else None


def _limits(assessment: Assessment) -> Iterator[tuple[date, str, str]]:
    readings, basis = assessment.readings, assessment.basis
    for criterion in readings.guideline.criteria:
        for limit in criterion.limits:
            yield from _limit(assessment, readings.day(limit.question), limit.setting, readings.short(limit.question))
    yield from _limit(assessment, basis.weight_date, WEIGHT_AGE, "Weight")


def _limit(assessment: Assessment, observed: date | None, setting: str, what: str) -> Iterator[tuple[date, str, str]]:
    allowed = assessment.settings.days(setting)
    if observed is None or allowed is None:
        return
    if 0 <= (assessment.readings.reference_day - observed).days <= allowed:
        last = date.fromordinal(min(observed.toordinal() + allowed, date.max.toordinal()))
        yield last, f"{what}: {echo_date(observed)}, the centre allows {in_days(allowed)}", setting
