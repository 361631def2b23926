"""A date and a time typed in two lines outside any case, read back as one moment with its weekday."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from il2desk.domain.values.local_time import shown_time
from il2desk.domain.values.parsing import Refused, read_moment
from il2desk.ui.fields.feedback import NOTHING, Echo, refusal, understood, with_left_out
from il2desk.ui.fields.line_edit import LineEdit
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.theme import Size, Tone

HELP = "Date year-month-day, time with 24 hours, as in 2026-03-09 and 09:00."


class MomentLines(QWidget):
    """`what` names the moment; what stands in both lines is joined by a blank. `typed` tells of a change by hand.

    A moment that has happened lies on no day after `latest`.
    """

    typed = Signal()

    def __init__(self, what: str, latest: Callable[[], date] | None = None) -> None:
        super().__init__()
        self._what, self._latest = what, latest
        self.date, self.time, self.echo = LineEdit(), LineEdit(), Echo()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(Words(what, bold=True))
        column.addWidget(Words(HELP, Size.SMALL, Tone.MUTED))
        row = QHBoxLayout()
        row.setSpacing(14)
        for line, caption, width in ((self.date, "Date", 200), (self.time, "Time", 120)):
            line.setAccessibleName(f"{what}: {caption.lower()}")
            line.setAccessibleDescription(HELP)
            line.setMaximumWidth(width)
            line.typed.connect(self._typed)
            line.refused.connect(lambda why: self.echo.show_echo(refusal(why)))
            above = QVBoxLayout()
            above.setSpacing(3)
            above.addWidget(Words(caption, tone=Tone.MUTED))
            above.addWidget(line)
            row.addLayout(above, 1)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.echo)

    def text(self) -> str | None:
        day, clock = self.date.text().strip(), self.time.text().strip()
        return f"{day} {clock}" if day or clock else None

    def show_text(self, text: str | None) -> None:
        day, _, clock = (text or "").partition(" ")
        self.date.show_text(day)
        self.time.show_text(clock)
        self.tell()

    def _typed(self) -> None:
        self.tell()
        self.typed.emit()

    def tell(self) -> None:
        """Say how what stands in the lines is understood."""
        echoed = NOTHING
        if self.date.text().strip() and self.time.text().strip():
            try:
                latest = self._latest() if self._latest else None
                moment = read_moment(self.text() or "", self._what, not_after=latest)
                echoed = with_left_out(understood(shown_time(moment)), self.text())
            except Refused as why:
                echoed = refusal(str(why))
        self.echo.show_echo(echoed)
        for line in (self.date, self.time):
            line.setAccessibleDescription(f"{HELP} {echoed.words}".strip())
