"""The page with the list of cases, and what can be started from it."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from il2desk.ui.case.store_ports import Store
from il2desk.ui.case.user_roles import named
from il2desk.ui.cases.search import CaseSearch
from il2desk.ui.panels.message_bars import AlertBar
from il2desk.ui.panels.notices import READ_ONLY, Notice, Reminder, missing_in_words
from il2desk.ui.panels.page_frame import FrontHeader
from il2desk.ui.widgets.buttons import button
from il2desk.ui.widgets.focus_part import Part
from il2desk.ui.widgets.icons import IconLabel
from il2desk.ui.widgets.layouts import column
from il2desk.ui.widgets.theme import Tone


class CaseListPage(Part):
    """`chosen` is emitted with a row of the list, `second_cycle` with the id of a case."""

    chosen = Signal(object)
    new_case = Signal()
    open_pdf = Signal()
    second_cycle = Signal(str)
    lock = Signal()
    people = Signal()
    care = Signal()

    def __init__(self, store: Store, today: date | None = None) -> None:
        super().__init__()
        self._store = store
        self.header = FrontHeader()
        self.header.name_user(named(store.user))
        self.people_button, self.care_button = button("P&eople…", quiet=True), button("&Backup and data…", quiet=True)
        self.lock_button = button("&Lock", quiet=True)
        self.lock_button.setAccessibleName("Lock the cases")
        self.read_only = Notice(Tone.ACCENT, IconLabel.LOCKED)
        self.missing = Notice(Tone.BAD, IconLabel.ATTENTION)
        self.reminder, self.alert = Reminder(), AlertBar()
        self.cases = CaseSearch(store, today)
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Reads the list again, for example after work on a case; the marked case stays marked."""
        self.read_only.tell(READ_ONLY if self._store.is_read_only else "")
        self.missing.tell(missing_in_words(self._store.missing) if self._store.missing else "")
        self.alert.hide()
        self.cases.refresh()

    def first_control(self) -> QWidget:
        return self.cases.search

    def remind(self, sentence: str) -> None:
        """Shows when the last backup was made; an empty sentence hides the line."""
        self.reminder.tell(sentence)

    def _connect(self) -> None:
        for one, signal in (
            (self.people_button, self.people),
            (self.care_button, self.care),
            (self.lock_button, self.lock),
            (self.cases.new_button, self.new_case),
            (self.cases.open_pdf_button, self.open_pdf),
        ):
            one.clicked.connect(signal)
        self.reminder.pressed.connect(self.care)
        self.reminder.dismissed.connect(self.cases.search.setFocus)
        self.cases.chosen.connect(self.chosen)
        self.cases.second_cycle.connect(self.second_cycle)
        self.cases.refused.connect(self.alert.say)
        QShortcut("Ctrl+N", self, activated=self.cases.new_button.click)  # type: ignore[call-overload]
        QShortcut("Ctrl+F", self, activated=self.cases.search.setFocus)  # type: ignore[call-overload]

    def _lay_out(self) -> None:
        for one in (self.people_button, self.care_button, self.lock_button):
            self.header.row.addWidget(one)
        bars = (self.header, self.missing, self.read_only, self.reminder, self.alert)
        column(*bars, (self.cases, 1), of=self, spacing=0)
