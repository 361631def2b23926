"""The one thing that changes: a session holds one frozen case, replaces it, and says so."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from il2desk.domain.assessment.assessment import Assessment, assess
from il2desk.domain.assessment.signing import CannotSign, sign
from il2desk.domain.case.case import CLINICIAN, Case, Deviation, SecondCheck, Site
from il2desk.domain.case.judged_day import day_of
from il2desk.domain.case.revision import edited, unsigned
from il2desk.domain.records.print_history import Printing, Printings
from il2desk.domain.values.local_settings import LocalSettings
from il2desk.ui.case.ports import Ports

if TYPE_CHECKING:
    from il2desk.domain.dosing.dose_plan import DosePlan
    from il2desk.domain.dosing.second_check import Checking
    from il2desk.domain.records.pdf_payload import Returned
    from il2desk.domain.records.store_records import Kept
    from il2desk.ui.case.store_ports import Store

__all__ = ["Ports", "Session"]


class Session(QObject):
    """One case being recorded, its assessment and, once it is signed and cleared, its dose plan and second check.

    `returned` is what came back in a PDF or was kept earlier, `returned_as` the printing it came from; as long as one
    is set, the case is shown and nothing in it changes.
    `store` is where cases are kept, None where nothing is; `kept_revisions` are those of this case it keeps for good.
    `voided` says what an edit took away: a signature, a second check, and the revision that is on paper already, by
    giving the number of the one begun (0 where none was).
    """

    changed = Signal()
    voided = Signal(bool, bool, int)
    entry_refused = Signal()

    def __init__(self, ports: Ports, case: Case, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ports, self.case = ports, case
        self.settings, self.settings_fault = ports.settings, ports.settings_fault
        self.assessment: Assessment
        self.plan: DosePlan | None = None
        self.check: SecondCheck | None = None
        self.checking: Checking | None = None
        self.returned: Returned | Kept | None = None
        self.returned_as: Printing | None = None
        self.printings = Printings()
        self.person: str | None = None
        self.blocked_by_error = False
        self.store: Store | None = None
        self.stored: Case | None = None
        self.kept_revisions: frozenset[int] = frozenset()
        self._begun_with: Case | None = case
        self._on_paper: Case | None = None
        self._judge_again()

    @property
    def is_on_paper(self) -> bool:
        """Whether the case as it stands was printed or saved as PDF."""
        return self._on_paper == self.case

    @property
    def would_be_lost(self) -> bool:
        """Whether something is recorded that is on no paper and in no store."""
        return self.case != self._begun_with and not self.is_on_paper and self.case != self.stored

    @property
    def disagrees(self) -> bool:
        """Whether the second check found figures that are not the plan's, and has not passed since."""
        return self.checking is not None and self.checking.stage.value in {"retype", "blocked"}

    @property
    def is_being_checked(self) -> bool:
        """Whether there is a plan that a second person has yet to check."""
        return self.returned is None and self.plan is not None and self.check is None

    def leave(self, printing: Printing) -> None:
        """Let the store keep what is about to be printed or saved. Raises Refusal where it cannot."""
        if self.store is not None:
            self.store.printed.keep(printing)

    def put_on_paper(self) -> None:
        """Note that the case as it stands was printed or saved as PDF."""
        self._on_paper = self.case
        self.changed.emit()

    def begin(self, case: Case, *, holds_work: bool = False) -> None:
        """Put the present case away for good and begin another; `holds_work` where it would be missed already."""
        self._put_away(case, None)
        self._begun_with = None if holds_work else case
        self._judge_again()

    @property
    def is_doubted(self) -> bool:
        """Whether the case came with pages of which nobody knows whose they are."""
        return bool(getattr(self.returned, "is_doubted", False))

    def reopen(self, returned: "Returned", printing: Printing | None) -> None:
        """Put the present case away and show one that came back from a PDF, with the printing where that is known."""
        self._put_away(returned.case, returned)
        if printing is not None:
            self.returned_as = printing
            self.printings.keep(printing)
            self._on_paper = returned.case
        self._judge_again()

    def take_up(
        self, case: Case, printings: Iterable[Printing], kept_revisions: frozenset[int], kept: "Kept | None" = None
    ) -> None:
        """Put the present case away for one of the store; with `kept` it is looked back at, and nothing changes."""
        self._put_away(case, kept)
        self.stored, self.kept_revisions = case, kept_revisions
        for printing in printings:
            self.printings.keep(printing)
        self._judge_again()

    def _put_away(self, case: Case, returned: "Returned | Kept | None") -> None:
        if case.case_id != self.case.case_id:
            self.kept_revisions = frozenset()
        self.case = self._begun_with = case
        self.returned, self.returned_as = returned, None
        self._on_paper = self.stored = None
        self.printings.forget_others_than(case.case_id)

    @property
    def today(self) -> date:
        """The day the case is judged on, by the same calendar as everywhere else."""
        return day_of(self.ports.now(), self.case, self.settings)

    def answer(self, question: str, text: str | None) -> None:
        """Replace the answer to one question of the pack; None or blank removes it."""
        self._replace(self.case.with_answer(question, text))

    def set_patient(self, field: str, text: str | None) -> None:
        """Replace `name`, `identifier` or `date_of_birth`."""
        self._replace(self.case.with_patient(**{field: text or None}))

    def set_sites(self, sites: tuple[Site, ...], complete: bool | None) -> None:
        self._replace(self.case.model_copy(update={"sites": sites, "sites_complete": complete}))

    def set_cycle(self, **changes: Any) -> None:
        """Replace fields of the present cycle (see `il2desk.domain.case.case.Cycle`)."""
        self._replace(self.case.with_cycle(**changes))

    def confirm(self, what: str, confirmed: bool) -> None:
        """Set or remove one confirmation of the present cycle."""
        others = tuple(one for one in self.case.cycle.confirmed if one != what)
        self.set_cycle(confirmed=(*others, what) if confirmed else others)

    def deviate(self, deviation: Deviation) -> None:
        """Record or replace the deviation for one criterion."""
        others = tuple(one for one in self.case.cycle.deviations if one.criterion != deviation.criterion)
        self.set_cycle(deviations=(*others, deviation))

    def set_given(self, name: str, text: str | None, confirmed: tuple[str, ...]) -> None:
        """Replace `doses_given`, `first_given` or `last_given` of the cycle before, and what is confirmed of this."""
        *earlier, before, present = self.case.cycles
        changed = before.model_copy(update={name: text}), present.model_copy(update={"confirmed": confirmed})
        self._replace(self.case.model_copy(update={"cycles": (*earlier, *changed)}))

    def try_case(self, case: Case) -> Assessment:
        """Another case judged as it would be, unsigned; nothing is recorded."""
        return assess(unsigned(case), self.ports.packs, self.settings, self.today)

    def change_settings(self, settings: LocalSettings) -> Path | None:
        """Write the settings, then judge by them. Gives what the port gives; what it raises leaves all as it was."""
        kept, before = self.ports.save_settings(settings), self.settings
        self.settings, self.settings_fault = settings, ""
        if settings.to_judge_by() == before.to_judge_by():
            self.changed.emit()
        elif self.returned is None:
            self._replace(self.case, even_if_equal=True)
        else:
            self._judge_again()
        return kept

    def sign(self, name: str) -> None:
        """Sign the case as it stands, judged anew on the day it now is. Raises CannotSign with reasons."""
        if self.returned is not None:
            raise CannotSign(("This case is read-only. Start a new revision to sign it.",))
        if self.store is not None and self.store.user.role != CLINICIAN:
            raise CannotSign((f"Only a clinician signs; {self.store.user.name} is no clinician in this store.",))
        self.assessment = self._assess()
        self.case = sign(self.assessment, name, self.ports.now())
        self._judge_again()

    def take_check(self, checking: "Checking") -> None:
        """Take one step of the second check; one that passed is kept in the case."""
        if self.returned is not None or self.plan is None or checking.plan is not self.plan:
            return
        if checking.stage.value == "passed":
            self.case = checking.checked_case()
            self._judge_again()
        else:
            self.checking = checking
            self.changed.emit()

    def block(self) -> None:
        """After an unexpected error: no dose is shown and nothing printed until an entry is judged without one."""
        self.blocked_by_error = True
        self.plan = self.check = self.checking = None
        self.changed.emit()

    def _replace(self, case: Case, *, even_if_equal: bool = False) -> None:
        if case == self.case and not even_if_equal:
            return
        if self.returned is not None:
            self.entry_refused.emit()
            self.changed.emit()
            return
        before = self.case
        self.plan = self.check = self.checking = None
        is_out = self.printings.has_revision(before.revision) or before.revision in self.kept_revisions
        self.case = edited(before, case, is_out=is_out)
        self._judge_again()
        if before.signatures or is_out:
            self.voided.emit(bool(before.signatures), bool(before.second_checks), self.case.revision if is_out else 0)

    def _judge_again(self) -> None:
        self.plan = self.check = self.checking = None
        self.assessment = self._assess()
        self.plan = self._plan_doses()
        if self.plan is not None:
            from il2desk.domain.dosing.second_check import fitting_check

            self.check = fitting_check(self.plan, self.today)
        self.blocked_by_error = False
        self.changed.emit()

    def _plan_doses(self) -> "DosePlan | None":
        """None where there is no clearance, or where a case that came back was planned with other packs."""
        of_other_packs = self.returned is not None and not self.ports.packs.judged(self.case)
        if self.assessment.signature is None or of_other_packs:
            return None
        from il2desk.domain.dosing.dose_plan import plan_if_clear

        return plan_if_clear(self.assessment)

    def _assess(self) -> Assessment:
        return assess(self.case, self.ports.packs, self.settings, self.today)
