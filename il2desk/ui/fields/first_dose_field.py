"""The planned first dose: a date and a time in two lines, recorded as one moment."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from il2desk.domain.assessment.assessment import Assessment
from il2desk.ui.fields.feedback import NOTHING, Echo, Echoed, refusal, with_left_out
from il2desk.ui.fields.field import Field
from il2desk.ui.fields.line_edit import LineEdit
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.theme import Tone

HELP = "Date year-month-day, time with 24 hours, as in 2026-03-09 and 09:00."


class FirstDoseField(Field):
    """Two lines; what stands in them is joined by a blank, so that the time is all behind the last one."""

    def __init__(self, record: Callable[[str | None], None], echo: Callable[[Assessment], Echoed]) -> None:
        super().__init__("first_dose", "Date and time of the first dose", HELP)
        self._record, self._echo_of = record, echo
        self.date, self.time = LineEdit(), LineEdit()
        self.echo = Echo()
        row = QHBoxLayout()
        row.setSpacing(14)
        for line, name, width in (
            (self.date, "Date of the first dose", 200),
            (self.time, "Time of the first dose", 120),
        ):
            line.setAccessibleName(name)
            line.setMaximumWidth(width)
            line.typed.connect(self._record_both)
            line.refused.connect(lambda why: self.echo.show_echo(refusal(why)))
            row.addLayout(_captioned(line, name.split()[0]), 1)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(self.echo)

    def first_control(self) -> QWidget:
        return self.time if self.date.text() and not self.time.text() else self.date

    def is_settled(self) -> bool:
        return bool(self.date.text() and self.time.text()) and self.echo.echoed.tone is Tone.GOOD

    def describe(self, words: str) -> None:
        for line in (self.date, self.time):
            line.setAccessibleDescription(f"{HELP} {self.echo.echoed.words} {words}".strip())

    def set_access_key(self, marked: str) -> None:
        self.label.setBuddy(self.date)
        self.label.say(marked)

    def refresh(self, assessment: Assessment) -> None:
        recorded = assessment.case.cycle.first_dose
        if (recorded or None) != self._joined():
            day, _, clock = (recorded or "").rpartition(" ")
            self.date.show_text(day)
            self.time.show_text(clock)
        echoed = with_left_out(self._echo_of(assessment) if recorded else NOTHING, recorded)
        self.echo.show_echo(echoed)
        for line in (self.date, self.time):
            line.setAccessibleDescription(f"{HELP} {echoed.words}".strip())

    def _joined(self) -> str | None:
        day, clock = self.date.text(), self.time.text()
        return f"{day} {clock}" if day or clock else None

    def _record_both(self) -> None:
        self._record(self._joined())


def _captioned(line: LineEdit, caption: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(3)
    column.addWidget(Words(caption, tone=Tone.MUTED))
    column.addWidget(line)
    return column
