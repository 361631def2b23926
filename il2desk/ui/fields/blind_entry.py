"""Weight and dose typed blind: two lines that are only typed, echo nothing, and forget what one person typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from il2desk.ui.fields.line_edit import HandTypedLine
from il2desk.ui.widgets.label import Words

KILOGRAMS, MILLIONS = "Weight in kilograms", "Dose in million international units"


class BlindPair(QWidget):
    """`typed` tells that something was typed, never what; `refused` why something was not taken in."""

    typed = Signal()
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.kilograms, self.million_units = HandTypedLine(), HandTypedLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        asked = (
            ("Weight in &kilograms", KILOGRAMS, self.kilograms),
            ("&Dose in million international units", MILLIONS, self.million_units),
        )
        for marked, name, line in asked:
            label = Words(marked, bold=True)
            label.setBuddy(line)
            line.setAccessibleName(name)
            line.setAccessibleDescription("Typed by hand from the chart; pasting is off.")
            line.setFixedWidth(line.fontMetrics().averageCharWidth() * 18)
            line.typed.connect(lambda _text: self.typed.emit())
            line.refused.connect(self.refused)
            column.addWidget(label)
            column.addWidget(line)
            column.addSpacing(8)

    def forget(self) -> None:
        """Empty both lines, with what undoing would bring back."""
        for line in (self.kilograms, self.million_units):
            line.setText("")
            line.show_text("")
