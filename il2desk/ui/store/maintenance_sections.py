"""Backup, data check, export and erasure: sections that show their result in a sentence."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from il2desk.domain.errors import Refusal
from il2desk.domain.records.print_record import JournalHead
from il2desk.domain.records.store_records import Listed
from il2desk.domain.values.local_time import shown_time
from il2desk.domain.values.parsing import Refused
from il2desk.domain.values.passphrase import as_printed, is_last_group
from il2desk.ui.case.store_ports import Maintenance
from il2desk.ui.cases.case_row import whose
from il2desk.ui.fields.feedback import NOTHING, Echo, Echoed, refusal, understood
from il2desk.ui.fields.line_edit import HandTypedLine
from il2desk.ui.forms.disclosure import Disclosed
from il2desk.ui.forms.form_fields import NamedLine
from il2desk.ui.widgets.busy_cursor import busy
from il2desk.ui.widgets.buttons import button
from il2desk.ui.widgets.file_dialog import ask_for_folder
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.layouts import button_row
from il2desk.ui.widgets.panel import SectionPanel
from il2desk.ui.widgets.theme import Tone

_BACKUP = "An encrypted copy on a stick or another disk; it is read back and looked through before it counts."
_DATA = "Every page, entry of the journal, draft, revision and printed sheet is compared with what was written."
_EXPORT = "Everything of this case as plain files, not encrypted, in a folder you choose. The journal says so."
_ERASE = (
    "Draft, revisions and printed sheets of this case are removed for good. The journal keeps that it was erased and "
    "by whom, and nothing about the patient. Copies in backups and on paper are not reached."
)
_NOT_SETTLED = " Close other windows of the program, so that the last traces in its files go too."


def outcome_of(act: Callable[[], str]) -> Echoed:
    """Runs an action under a busy cursor; returns its result, or its refusal, in words."""
    try:
        with busy():
            return understood(act())
    except Refusal as problem:
        return refusal(str(problem))


class BackupSection(SectionPanel):
    """Backs the store up to a folder; `done` is emitted after a new backup."""

    done = Signal()

    def __init__(self, care: Maintenance) -> None:
        super().__init__("Backup", _BACKUP)
        self._care = care
        self.last, self.outcome = Words(), Echo(holds_place=False)
        self.button = button("&Back up to a folder…")
        self.add(self.last, button_row(self.button), self.outcome)
        self.button.clicked.connect(lambda: ask_for_folder(self, "Back up to a folder", self.back_up))
        self.show_last()

    def show_last(self) -> None:
        try:
            last = self._care.last_backup()
        except Refusal as problem:
            self.last.say(f"It cannot be told when the last backup was made. {problem}")
            return
        self.last.say(f"Last backup: {shown_time(last)}" if last else "No backup was made yet.")

    def back_up(self, folder: Path) -> None:
        def act() -> str:
            made = self._care.back_up(folder)
            return f"Backed up and looked through: {made.name}. Keep the stick away from this workstation."

        echoed = outcome_of(act)
        self.outcome.show_echo(echoed)
        self.show_last()
        if echoed.tone is Tone.GOOD:
            self.done.emit()


class IntegritySection(SectionPanel):
    """Verifies all stored data; its `head` compares the journal with a printed sheet."""

    def __init__(self, care: Maintenance) -> None:
        super().__init__("Data", _DATA)
        self._care = care
        self.button, self.outcome = button("&Verify the data"), Echo(holds_place=False)
        self.head = JournalComparison(care)
        self.add(button_row(self.button), self.outcome)
        self.button.clicked.connect(self.look_through)

    def look_through(self) -> None:
        def act() -> str:
            found = self._care.verify()
            if found.faults:
                raise Refusal(f"{found.in_words} Tell whoever manages the store, and keep the last backup.")
            return found.in_words

        self.outcome.show_echo(outcome_of(act))


class JournalComparison(Disclosed):
    """Compares the journal with the length and head printed on a sheet."""

    def __init__(self, care: Maintenance) -> None:
        note = "Every printed sheet carries length and head of the journal. Here they are held against the journal."
        super().__init__("Journal and paper", note, "&Compare with a sheet…", "Compare")
        self._care = care
        self.length, self.head = NamedLine("Number of entries", short=True), NamedLine("Head")
        self.finish_form(self.length, self.head)
        self.length.entered.connect(self.head.take_focus)
        self.head.entered.connect(self.accept)

    def first_control(self) -> QWidget:
        return self.length.line

    def accept(self) -> None:
        self.outcome.show_echo(NOTHING)
        self.outcome.show_echo(outcome_of(self._compare))

    def _compare(self) -> str:
        length = "".join(self.length.text().replace(",", "").split())
        if not (length.isascii() and length.isdigit() and len(length) < 12):
            raise Refused("Type the number of entries as the sheet has it, in digits.")
        head = self.head.text().strip()
        if not head:
            raise Refused("Type the head as the sheet has it.")
        says = self._care.check_journal(JournalHead(length=int(length), head=as_printed(head))).says
        if says:
            raise Refusal(f"The journal does not fit this sheet: {says}. Tell whoever manages the store.")
        return "The journal fits this sheet: up to there nothing was changed or taken out."


class ExportSection(SectionPanel):
    """Exports the case marked in the list to plain files; holds the form that erases it.

    `erased` is emitted with the case id.
    """

    erased = Signal(str)

    def __init__(self, care: Maintenance, listed: Listed | None) -> None:
        super().__init__("One patient")
        self._care, self._listed = care, listed
        self.who, self.outcome = Words(), Echo(holds_place=False)
        self.button = button("&Take along as files…")
        self.erase = EraseForm(care, listed)
        self.add(self.who, Words(_EXPORT), button_row(self.button), self.outcome)
        self.button.setEnabled(listed is not None)
        self.who.say(_whose(listed))
        self.button.clicked.connect(lambda: ask_for_folder(self, "Take one case along as files", self.export))
        self.erase.erased.connect(self._tell_erased)

    def export(self, folder: Path) -> None:
        listed = self._listed
        if listed is not None:
            self.outcome.show_echo(outcome_of(lambda: f"Written: {self._care.export(listed.case_id, folder).name}."))

    def _tell_erased(self, case_id: str) -> None:
        self._listed = None
        self.button.setEnabled(False)
        self.who.say(_whose(None))
        self.outcome.show_echo(NOTHING)
        self.erased.emit(case_id)


class EraseForm(Disclosed):
    """Erases a case after the last group of its id was typed by hand; `erased` is emitted with the id."""

    erased = Signal(str)

    def __init__(self, care: Maintenance, listed: Listed | None) -> None:
        super().__init__("Erase one patient", _ERASE, "&Erase…", "Erase for good")
        self._care, self._listed = care, listed
        self.who, self.said = Words(bold=True), Echo(holds_place=False)
        self.group = NamedLine("Type the last group of the case id", HandTypedLine(), short=True)
        self.finish_form(self.who, self.group)
        self.add(self.said)
        self.open_button.setEnabled(listed is not None)
        self.who.say(f"{whose(listed)}\nCase {listed.case_id}" if listed else "")
        self.group.entered.connect(self.accept)

    def first_control(self) -> QWidget:
        return self.group.line

    def close_form(self) -> None:
        super().close_form()
        self.group.line.show_text("")

    def accept(self) -> None:
        listed = self._listed
        if listed is None:
            return
        if not is_last_group(self.group.text(), listed.case_id):
            self.group.say(refusal("This is not the last group of the case id above. Nothing was erased."))
            self.group.take_focus()
            return
        echoed = outcome_of(lambda: self._erase(listed.case_id))
        if echoed.tone is not Tone.GOOD:
            self.outcome.show_echo(echoed)
            return
        self.close_form()
        self._listed = None
        self.open_button.setEnabled(False)
        self.said.show_echo(echoed)
        self.erased.emit(listed.case_id)

    def _erase(self, case_id: str) -> str:
        gone = self._care.erase(case_id)
        left = "" if gone.settled else _NOT_SETTLED
        return f"Case {case_id} was erased. Revisions removed: {gone.revisions}, sheets: {gone.sheets}.{left}"


def _whose(listed: Listed | None) -> str:
    if listed is None:
        return "No case is marked. Close this, mark one in the list, and come back."
    return whose(listed)
