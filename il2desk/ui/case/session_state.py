"""The states of a session: a case is edited, only viewed, or blocked by a fault of the program."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.dosing.dose_plan import plan_if_clear
from il2desk.domain.dosing.second_check import fitting_check
from il2desk.domain.records.print_history import Printing

if TYPE_CHECKING:
    from il2desk.domain.case.case import SecondCheck
    from il2desk.domain.dosing.dose_plan import DosePlan
    from il2desk.domain.dosing.second_check import Checking
    from il2desk.domain.records.pdf_payload import Returned
    from il2desk.domain.records.store_records import Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """The case is being recorded; once it is cleared it has a plan, which a second person checks."""

    plan: "DosePlan | None" = None
    check: "SecondCheck | None" = None
    checking: "Checking | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewing:
    """The case came back in a PDF, or was kept earlier; nothing in it changes. `printing` is the one it came from."""

    source: "Returned | Kept"
    printing: Printing | None = None
    plan: "DosePlan | None" = None
    check: "SecondCheck | None" = None


@dataclass(frozen=True, slots=True)
class Blocked:
    """The program has failed: no dose and no printing until an entry is judged again. `before` has no plan either."""

    before: Editing | Viewing


def without_dose(state: Editing | Viewing | Blocked) -> Editing | Viewing:
    """The same state without plan and second check, no longer blocked."""
    shown = state.before if isinstance(state, Blocked) else state
    return Viewing(source=shown.source, printing=shown.printing) if isinstance(shown, Viewing) else Editing()


def with_dose(state: Editing | Viewing, assessment: Assessment, today: date) -> Editing | Viewing:
    """The same state with the plan of a cleared assessment, and the second check that covers it."""
    if assessment.signature is None:
        return state

    plan = plan_if_clear(assessment)
    if plan is None:
        return state

    return replace(state, plan=plan, check=fitting_check(plan, today))
