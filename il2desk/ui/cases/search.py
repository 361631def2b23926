"""The search line above the list of cases, and the buttons below it."""

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from il2desk.domain.records.store_records import Listed
from il2desk.ui.case.store_ports import Store
from il2desk.ui.cases.case_list import CaseList
from il2desk.ui.cases.case_list_model import CaseListModel
from il2desk.ui.fields.check_and_radio import CheckRow
from il2desk.ui.fields.line_edit import LineEdit
from il2desk.ui.widgets.buttons import FilledButton, button
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.layouts import button_row, column, row
from il2desk.ui.widgets.panel import Panel
from il2desk.ui.widgets.theme import Size, Tone

PAUSE = 120  # milliseconds without a key before the search begins
WIDEST = 1180
_HINT = "Name, identifier, date or verdict"
_NO_CASES = "No cases yet."
_BEGIN = "“New case” begins the first one. It is kept here from the first answer on, and this list shows it."
_ALL_SIGNED = "No unfinished cases."
_SEE_ALL = "Every case was signed. Take the mark off “Only unfinished” to see them."
_NOTHING = "Nothing found."
_HOW = "Words are found by their beginnings, in any order: “ann 1961” finds Anna, born 1961. Try fewer letters."
_ONLY = "Only unfinished cases were searched. Take the mark off “Only unfinished” to search all."


class CaseSearch(QWidget):
    """`chosen` is emitted with a row of the list, `refused` with the reason why cases could not be read."""

    chosen = Signal(object)
    second_cycle = Signal(str)
    refused = Signal(str)

    def __init__(self, store: Store, today: date | None = None) -> None:
        super().__init__()
        self._store = store
        self.search, self.cases = SearchLine(), CaseListModel(today)
        self.list, self.nothing = CaseList(self.cases), EmptyList()
        self.unfinished = CheckRow("Only unfinished")
        self.number = Words(size=Size.SMALL, tone=Tone.MUTED)
        self.new_button, self.open_pdf_button = FilledButton("&New case"), button("&Open PDF…")
        self.open_button, self.cycle_button = button("Open case"), button("Start second &cycle…")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._dress()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Reads the list again; the marked case stays marked."""
        marked = self.list.current()
        self.look()
        row = self.cases.row_of(marked) if marked else None
        if row is not None:
            self.list.go_to(row)

    def look(self) -> None:
        """Shows the cases that match the search text and the filter."""
        self._pause.stop()
        self.cases.show_from(self._page)

    def _page(self, limit: int, after: Listed | None) -> tuple[Listed, ...]:
        typed, unfinished = self.search.text().strip(), self.unfinished.isChecked()
        if typed:
            return self._store.listing.found(typed, limit, after, unfinished=unfinished)
        return self._store.listing.recent(limit, after, unfinished=unfinished)

    def _show_outcome(self) -> None:
        number, typed = self.cases.rowCount(), self.search.text().strip()
        self.list.setVisible(bool(number))
        self.nothing.setVisible(not number)
        if typed:
            self.nothing.tell(_NOTHING, _ONLY if self.unfinished.isChecked() else _HOW)
        elif self.unfinished.isChecked():
            self.nothing.tell(_ALL_SIGNED, _SEE_ALL)
        else:
            self.nothing.tell(_NO_CASES, _BEGIN)
        self.number.say(_found(number, self.cases.is_whole) if typed and number else "")
        self._show_ways()

    def _show_ways(self) -> None:
        listed = self.list.current()
        self.open_button.setEnabled(listed is not None)
        may_follow = listed is not None and listed.state != "unfinished" and listed.cycle == 1 and not listed.is_over
        self.cycle_button.setEnabled(may_follow and not self._store.is_read_only)
        self.new_button.setEnabled(not self._store.is_read_only)

    def _enter(self) -> None:
        """Opens the case if exactly one was found; otherwise moves into the list, so that none is opened unseen."""
        self.look()
        first = self.cases.at(0)
        if first is not None and self.cases.rowCount() == 1 and self.search.text().strip():
            self.chosen.emit(first)
        else:
            self._go_into_list()

    def _go_into_list(self) -> None:
        if self._pause.isActive():
            self.look()
        if self.cases.rowCount():
            self.list.setFocus()
            if self.list.current() is None:
                self.list.go_to(0)

    def _type_on(self, text: str) -> None:
        self.search.setFocus()
        self.search.end(False)
        if text:
            self.search.insert(text)
        else:
            self.search.backspace()

    def _open(self) -> None:
        listed = self.list.current()
        if listed is not None:
            self.chosen.emit(listed)

    def _begin_cycle(self) -> None:
        listed = self.list.current()
        if listed is not None:
            self.second_cycle.emit(listed.case_id)

    def _connect(self) -> None:
        self.search.typed.connect(lambda _text: self._pause.start())
        self.search.refused.connect(self.refused)
        self.search.below.connect(self._go_into_list)
        self.search.returnPressed.connect(self._enter)
        self._pause.timeout.connect(self.look)
        self.unfinished.toggled.connect(lambda _on: self.look())
        self.cases.turned.connect(self._show_outcome)
        self.cases.refused.connect(self.refused)
        self.list.moved.connect(self._show_ways)
        self.list.opened.connect(self.chosen)
        self.list.typed.connect(self._type_on)
        self.list.left_above.connect(self.search.setFocus)
        self.open_button.clicked.connect(self._open)
        self.cycle_button.clicked.connect(self._begin_cycle)

    def _dress(self) -> None:
        self.search.setAccessibleName("Search the cases")
        self.search.setAccessibleDescription(_HINT)
        self.search.setPlaceholderText(_HINT)
        self.search.setMinimumWidth(160)
        self.unfinished.setAccessibleDescription("Leaves out what was signed, checked or printed")
        self.unfinished.setShortcut("Alt+U")
        self.unfinished.setToolTip("Alt+U")
        self.number.setWordWrap(False)
        self.new_button.setMinimumWidth(120)
        self.new_button.setToolTip("Ctrl+N")

    def _lay_out(self) -> None:
        body = QWidget()
        body.setMaximumWidth(WIDEST)
        sheet = Panel()
        column((self.list, 1), (self.nothing, 1), of=sheet, margins=(2, 4, 2, 4))
        label = Words("&Search", bold=True)
        label.setWordWrap(False)
        label.setBuddy(self.search)
        top = row(label, (self.search, 1), self.new_button, self.open_pdf_button, spacing=10)
        filters = row(self.unfinished, 1, self.number)
        ways = button_row(self.open_button, self.cycle_button)
        column(top, filters, (sheet, 1), ways, of=body, spacing=10)
        row(1, (body, 1000), 1, of=self, margins=(20, 18, 20, 16))


def _found(number: int, whole: bool) -> str:
    if not whole:
        return f"{number} and more found"
    return "1 case found" if number == 1 else f"{number} cases found"


_INTO_LIST = {Qt.Key.Key_Down, Qt.Key.Key_PageDown}


class SearchLine(LineEdit):
    """`below` is emitted when an arrow key leaves the line downward."""

    below = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _INTO_LIST:
            self.below.emit()
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.selectAll()
            self.insert("")
            event.accept()
        else:
            super().keyPressEvent(event)


class EmptyList(QWidget):
    """Shown in place of an empty list."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.detail = Words(size=Size.HEADING, bold=True), Words(tone=Tone.MUTED)
        column(self.words, self.detail, 1, of=self, margins=(24, 30, 24, 30), spacing=6)

    def tell(self, words: str, detail: str) -> None:
        self.words.say(words)
        self.detail.say(detail)
