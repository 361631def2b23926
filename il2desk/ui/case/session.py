"""The session: one frozen case at a time, replaced at every entry and judged again."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from il2desk.domain.assessment.assessment import Assessment, assess
from il2desk.domain.assessment.signing import CannotSign, sign
from il2desk.domain.case.case import CLINICIAN, Case, SecondCheck
from il2desk.domain.case.judged_day import day_of
from il2desk.domain.case.revision import edited, unsigned
from il2desk.domain.records.print_history import Printing, Printings
from il2desk.domain.values.local_settings import LocalSettings
from il2desk.ui.case.ports import Ports
from il2desk.ui.case.session_state import Blocked, Editing, Viewing, with_dose, without_dose

if TYPE_CHECKING:
    from il2desk.domain.dosing.dose_plan import DosePlan
    from il2desk.domain.dosing.second_check import Checking
    from il2desk.domain.records.pdf_payload import Returned
    from il2desk.domain.records.store_records import Kept
    from il2desk.ui.case.store_ports import Store


class Session(QObject):
    """One case, its assessment, and the state it is in.

    `store` keeps cases, if any; `stored` is this case as last stored, `kept_revisions` are the numbers of its revisions
    kept for good. `voided` tells what an edit voids: signature, second check; and the revision it begins, or 0.
    """

    changed = Signal()
    voided = Signal(bool, bool, int)
    entry_refused = Signal()

    def __init__(self, ports: Ports, case: Case, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ports, self.case = ports, case
        self.settings, self.settings_fault = ports.settings, ports.settings_fault
        self.assessment: Assessment
        self.state: Editing | Viewing | Blocked = Editing()
        self.printings = Printings()
        self.person: str | None = None
        self.store: Store | None = None
        self.stored: Case | None = None
        self.kept_revisions: frozenset[int] = frozenset()
        self._begun_with: Case | None = case
        self._on_paper: Case | None = None
        self._judge()

    @property
    def is_blocked(self) -> bool:
        return isinstance(self.state, Blocked)

    @property
    def plan(self) -> "DosePlan | None":
        return None if isinstance(self.state, Blocked) else self.state.plan

    @property
    def check(self) -> SecondCheck | None:
        return None if isinstance(self.state, Blocked) else self.state.check

    @property
    def checking(self) -> "Checking | None":
        """A second check that has begun and not passed."""
        return self.state.checking if isinstance(self.state, Editing) else None

    @property
    def viewed(self) -> "Returned | Kept | None":
        """Where the case came from if it is only shown."""
        shown = without_dose(self.state)
        return shown.source if isinstance(shown, Viewing) else None

    @property
    def viewed_printing(self) -> Printing | None:
        return self.state.printing if isinstance(self.state, Viewing) else None

    @property
    def is_doubted(self) -> bool:
        """Whether the case came with pages that may be another patient's."""
        return bool(getattr(self.viewed, "is_doubted", False))

    @property
    def is_on_paper(self) -> bool:
        """Whether the case was printed or saved as PDF exactly as it is."""
        return self._on_paper == self.case

    @property
    def would_be_lost(self) -> bool:
        """Whether something is recorded that is neither on paper nor in the store."""
        return self.case != self._begun_with and not self.is_on_paper and self.case != self.stored

    @property
    def disagrees(self) -> bool:
        """Whether the second check found other figures than the plan's, and has not passed since."""
        return self.checking is not None and self.checking.disagrees

    @property
    def is_being_checked(self) -> bool:
        """Whether there is a plan that a second person has yet to check."""
        return self.viewed is None and self.plan is not None and self.check is None

    @property
    def today(self) -> date:
        """The day on which the case is judged."""
        return day_of(self.ports.now(), self.case, self.settings)

    def use_store(self, store: "Store | None") -> None:
        """Keeps cases in that store from now on, or nowhere; then nobody is named as the one who prints."""
        self.store = store
        if store is None:
            self.person = None

    def name_person(self, person: str | None) -> None:
        """Sets who prints from now on."""
        self.person = person

    def note_stored(self, case: Case) -> None:
        """Notes that the store holds that case as it is."""
        self.stored = case

    def note_kept(self, *revisions: int) -> None:
        """Notes numbers of revisions that the store keeps for good."""
        self.kept_revisions |= frozenset(revisions)

    def note_printed(self) -> None:
        """Notes that the case as it is was printed or saved as PDF."""
        self._on_paper = self.case
        self.changed.emit()

    def keep_printing(self, printing: Printing) -> None:
        """Lets the store keep what is about to be printed or saved. Raises Refusal."""
        if self.store is not None:
            self.store.printed.keep(printing)

    def begin(self, case: Case, *, holds_work: bool = False) -> None:
        """Closes the present case and begins another; `holds_work` if losing that one would already lose something."""
        self._change_case(case, Editing())
        self._begun_with = None if holds_work else case
        self._judge()

    def reopen(self, returned: "Returned", printing: Printing | None) -> None:
        """Shows a case from a PDF, with its printing if that is known."""
        self._change_case(returned.case, Viewing(source=returned, printing=printing))
        if printing is not None:
            self.printings.keep(printing)
            self._on_paper = returned.case
        self._judge()

    def load(
        self, case: Case, printings: Iterable[Printing], kept_revisions: frozenset[int], kept: "Kept | None" = None
    ) -> None:
        """Takes a case from the store; with `kept`, a revision that is only shown."""
        self._change_case(case, Editing() if kept is None else Viewing(source=kept))
        self.stored, self.kept_revisions = case, kept_revisions
        for printing in printings:
            self.printings.keep(printing)
        self._judge()

    def _change_case(self, case: Case, state: Editing | Viewing) -> None:
        if case.case_id != self.case.case_id:
            self.kept_revisions = frozenset()
        self.case = self._begun_with = case
        self.state, self._on_paper, self.stored = state, None, None
        self.printings.forget_others_than(case.case_id)

    def answer(self, question: str, text: str | None) -> None:
        """Replaces the answer to a question of the pack; None or blank removes it."""
        self.edit(self.case.with_answer(question, text))

    def set_patient(self, field: str, text: str | None) -> None:
        """Replaces `name`, `identifier` or `date_of_birth`."""
        self.edit(self.case.with_patient(**{field: text or None}))

    def set_cycle(self, **changes: Any) -> None:
        """Replaces fields of the present cycle (see `il2desk.domain.case.case.Cycle`)."""
        self.edit(self.case.with_cycle(**changes))

    def try_case(self, case: Case) -> Assessment:
        """Judges another case, unsigned; nothing is recorded."""
        return assess(unsigned(case), self.ports.packs, self.settings, self.today)

    def change_settings(self, settings: LocalSettings) -> Path | None:
        """Writes the settings, then judges by them; returns and raises what `Ports.save_settings` does."""
        kept, before = self.ports.save_settings(settings), self.settings
        self.settings, self.settings_fault = settings, ""
        if settings.to_judge_by() == before.to_judge_by():
            self.changed.emit()
        elif self.viewed is None:
            self.edit(self.case, even_if_equal=True)
        else:
            self._judge()
        return kept

    def sign(self, name: str) -> None:
        """Signs the case, judged on the present day. Raises CannotSign with reasons."""
        if self.viewed is not None:
            raise CannotSign(("This case is read-only. Start a new revision to sign it.",))
        if self.store is not None and self.store.user.role != CLINICIAN:
            raise CannotSign((f"Only a clinician signs; {self.store.user.name} is no clinician in this store.",))
        self.assessment = self._assess()
        self.case = sign(self.assessment, name, self.ports.now())
        self._judge()

    def take_check(self, checking: "Checking") -> None:
        """Takes one step of the second check; a check that has passed is recorded in the case."""
        if not isinstance(self.state, Editing) or self.state.plan is None or checking.plan is not self.state.plan:
            return
        if checking.has_passed:
            self.case = checking.checked_case()
            self._judge()
        else:
            self.state = replace(self.state, checking=checking)
            self.changed.emit()

    def block(self) -> None:
        """After a fault of the program: removes every dose and forbids printing until an entry is judged again."""
        self.state = Blocked(without_dose(self.state))
        self.changed.emit()

    def edit(self, case: Case, *, even_if_equal: bool = False) -> None:
        """Replaces the case by an edited one, which voids signature and second check; refused while it is viewed."""
        if case == self.case and not even_if_equal:
            return
        if self.viewed is not None:
            self.entry_refused.emit()
            self.changed.emit()
            return
        before = self.case
        self.state = without_dose(self.state)
        is_out = self.printings.has_revision(before.revision) or before.revision in self.kept_revisions
        self.case = edited(before, case, is_out=is_out)
        self._judge()
        if before.signatures or is_out:
            self.voided.emit(bool(before.signatures), bool(before.second_checks), self.case.revision if is_out else 0)

    def _judge(self) -> None:
        """Judges the case again; if that fails, no dose is left."""
        self.state = shown = without_dose(self.state)
        self.assessment = self._assess()
        if self.viewed is None or self.ports.packs.judged(self.case):
            self.state = with_dose(shown, self.assessment, self.today)
        self.changed.emit()

    def _assess(self) -> Assessment:
        return assess(self.case, self.ports.packs, self.settings, self.today)
