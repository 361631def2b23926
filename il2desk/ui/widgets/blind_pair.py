"""Weight and dose typed blind: two lines that are only typed, echo nothing, and forget what one person typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from il2desk.ui.theme import Tone
from il2desk.ui.widgets.line import HandTypedLine
from il2desk.ui.widgets.text import Words

KILOGRAMS, MILLIONS = "Weight in kilograms", "Dose in million international units"


class BlindPair(QWidget):
    """`typed` tells that something was typed, never what; `refused` why something was not taken in."""

    typed = Signal()
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.kilograms, self.million_units = HandTypedLine(), HandTypedLine()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(5)
        asked = (
            ("Weight in &kilograms", KILOGRAMS, self.kilograms, "kg"),
            ("&Dose in million international units", MILLIONS, self.million_units, "million international units"),
        )
        for row, (marked, name, line, unit) in enumerate(asked):
            label = Words(marked, bold=True)
            label.setBuddy(line)
            line.setAccessibleName(name)
            line.setAccessibleDescription("Typed by hand from the chart; pasting is off.")
            line.setFixedWidth(line.fontMetrics().averageCharWidth() * 16)
            line.typed.connect(lambda _text: self.typed.emit())
            line.refused.connect(self.refused)
            words = Words(unit, tone=Tone.MUTED)
            words.setWordWrap(False)
            across = QHBoxLayout()
            across.setSpacing(10)
            across.addWidget(line)
            across.addWidget(words)
            across.addStretch(1)
            grid.addWidget(label, 3 * row, 0)
            grid.addLayout(across, 3 * row + 1, 0)
            grid.setRowMinimumHeight(3 * row + 2, 6)

    @property
    def is_complete(self) -> bool:
        return bool(self.kilograms.text().strip() and self.million_units.text().strip())

    def forget(self) -> None:
        """Empty both lines, with what undoing would bring back."""
        for line in (self.kilograms, self.million_units):
            line.setText("")
            line.show_text("")
