"""Before the first print of a case: the end of the identifier and the year of birth, typed again by hand."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from il2desk.domain.case.case import Case
from il2desk.domain.values.folding import is_end_of, run_together
from il2desk.domain.values.parsing import Refused, read_date, read_line
from il2desk.ui.case.session import Session
from il2desk.ui.fields.feedback import NOTHING, Echo, refusal, understood
from il2desk.ui.fields.line_edit import HandTypedLine
from il2desk.ui.forms.mending import clear_when_mended
from il2desk.ui.widgets.label import Words

LAST = 4
_WRONG = (
    "This does not fit the patient on the screen. Nothing was printed or saved. Look at the patient’s own papers and "
    "type both again."
)
_UNKNOWN = (
    "The identifier or the date of birth of this case is not recorded or not readable. Nothing is printed or saved "
    "before both are: go back to the patient page."
)


class PatientCheck(QWidget):
    """Two fields and a sentence; passed once for one identifier and date of birth of one case."""

    passed = Signal()
    refused = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._passed_for: tuple[str, str | None, str | None] | None = None
        self.end_of_identifier = _field("Last four characters of the patient identifier")
        self.year_of_birth = _field("Year of birth, four digits")
        self.echo = Echo(holds_place=False)
        for field in (self.end_of_identifier, self.year_of_birth):
            field.refused.connect(lambda why: self.echo.show_echo(refusal(why)))
        self._form = QWidget()
        self._lay_out()
        clear_when_mended(self.echo, self._form)

    def is_passed(self) -> bool:
        return self._passed_for == _identity(self._session.case)

    def refresh(self) -> None:
        """Ask again where another patient stands on the screen than the one that was checked."""
        if self._passed_for is not None and not self.is_passed():
            self._passed_for = None
            self.echo.show_echo(NOTHING)
        self._form.setVisible(not self.is_passed())

    def check(self) -> bool:
        """Whether what is typed fits the case; says why not, and puts the cursor on the first field."""
        if self.is_passed():
            return True
        if not self.end_of_identifier.text().strip() or not self.year_of_birth.text().strip():
            return self._refuse("Type both to print or save: is this the right patient?")
        expected = _expected(self._session.case)
        if expected is None:
            return self._refuse(_UNKNOWN)
        if not _fit(self.end_of_identifier.text(), self.year_of_birth.text(), *expected):
            return self._refuse(_WRONG)
        self._passed_for = _identity(self._session.case)
        self.end_of_identifier.clear()
        self.year_of_birth.clear()
        self.echo.show_echo(understood("Patient checked: the identifier and the year of birth fit."))
        self.refresh()
        self.passed.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes from the first field to an empty second, and else checks; the window does not hear of it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            if self.end_of_identifier.hasFocus() and self.end_of_identifier.text() and not self.year_of_birth.text():
                self.year_of_birth.setFocus()
            else:
                self.check()
        else:
            super().keyPressEvent(event)

    def _refuse(self, sentence: str) -> bool:
        self.echo.show_echo(refusal(sentence))
        blank = not self.end_of_identifier.text().strip() or bool(self.year_of_birth.text().strip())
        field = self.end_of_identifier if blank else self.year_of_birth
        field.setFocus()
        field.selectAll()
        self.refused.emit()
        return False

    def _lay_out(self) -> None:
        grid = QGridLayout(self._form)
        grid.setContentsMargins(0, 0, 0, 0)
        fields = (("Last four of the &identifier", self.end_of_identifier), ("Year of bir&th", self.year_of_birth))
        for column, (text, field) in enumerate(fields):
            label = Words(text)
            label.setBuddy(field)
            grid.addWidget(label, 0, column, Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(field, 1, column, Qt.AlignmentFlag.AlignLeft)
            grid.setColumnStretch(column, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._form)
        rows.addWidget(self.echo)


def _field(name: str) -> HandTypedLine:
    field = HandTypedLine()
    field.setAccessibleName(name)
    field.setFixedWidth(field.fontMetrics().averageCharWidth() * 13)
    return field


def _identity(case: Case) -> tuple[str, str | None, str | None]:
    return case.case_id, case.patient.identifier, case.patient.date_of_birth


def _expected(case: Case) -> tuple[str, str] | None:
    """The identifier and the year of birth, or None where one is not readable."""
    try:
        identifier = read_line(case.patient.identifier or "", "Identifier")
        born = read_date(case.patient.date_of_birth or "", "Date of birth")
    except Refused:
        return None
    return (identifier, f"{born:%Y}") if run_together(identifier) else None


def _fit(end: str, year: str, identifier: str, born: str) -> bool:
    """Whether both are typed as they stand on the screen; blanks, hyphens and marks that are not seen count nothing."""
    try:
        typed, typed_year = read_line(end, "Identifier"), read_line(year, "Year of birth")
    except Refused:
        return False
    return is_end_of(typed, identifier, LAST) and run_together(typed_year) == born
