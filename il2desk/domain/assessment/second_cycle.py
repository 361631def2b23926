"""A case goes on with the second cycle of a course; nothing computed goes along."""

from types import MappingProxyType
from typing import Any

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.assessment.earlier_cycle import Given, given_before
from il2desk.domain.case.case import Case, Cycle
from il2desk.domain.case.revision import CannotBegin, new_revision

__all__ = ["CannotBegin", "Given", "cycle_words", "given_before", "new_revision", "second_cycle"]

SECOND = 2


def second_cycle(case: Case, doses_given: str | None, first_given: str | None, last_given: str | None) -> Case:
    """The case of the second cycle: the same patient, and of the first cycle what was planned and given, as typed.

    Answers, sites, deviations and weights are asked again. What was given may still be incomplete here; it is read
    with the rest and must be complete before signing. Raises CannotBegin with every reason.
    """
    if len(case.cycles) != 1:
        raise CannotBegin(("A course has two cycles; the second is begun from the case of the first.",))
    typed = {"doses_given": doses_given, "first_given": first_given, "last_given": last_given}
    over = case.cycle.model_copy(update={name: (text or "").strip() or None for name, text in typed.items()})
    asked_again: dict[str, Any] = {"answers": MappingProxyType({}), "sites": (), "sites_complete": None}
    return new_revision(case).model_copy(update={"cycles": (over, Cycle(number=SECOND)), **asked_again})


def cycle_words(assessment: Assessment) -> str:
    """The number of the cycle; of a later one also what was given before, and the most of a course."""
    before = "; ".join(given.in_words for given in given_before(assessment.case))
    most = assessment.packs.product.most_doses_a_course
    number = str(assessment.case.cycle.number)
    return f"{number}. {before}. At most {most} doses in the course by the label" if before else number
