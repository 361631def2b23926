"""The choice to work on one case without keeping anything on this workstation."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from il2desk.ui.widgets.buttons import button
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.layouts import button_row, column
from il2desk.ui.widgets.panel import SectionPanel
from il2desk.ui.widgets.theme import Size, Tone

MEANS = (
    "No store, no journal, no users and no copy numbers; the sheets say so. What is not finished can be saved as a "
    "DRAFT summary PDF in a place of your choice, which opens again here. Everything else is gone when the program is "
    "closed, and it asks before that."
)


class KeepNothing(QWidget):
    """A button with an explanation, as a section of its own or as one quiet line; `chosen` is emitted when it is
    pressed.
    """

    chosen = Signal()

    def __init__(self, *, as_a_whole: bool = True) -> None:
        super().__init__()
        self.button = button("&Work without keeping anything", quiet=not as_a_whole)
        if as_a_whole:
            section = SectionPanel("Or keep nothing")
            section.add(Words(MEANS), button_row(self.button))
            column(section, of=self)
        else:
            means = Words(MEANS, Size.SMALL, Tone.MUTED)
            means.setContentsMargins(9, 0, 9, 0)
            column(button_row(self.button), means, of=self, spacing=2)
        self.button.clicked.connect(self.chosen)
