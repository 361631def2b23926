"""What stands in the place of the standing while a second person checks the figures."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from il2desk.ui.widgets.icons import IconLabel
from il2desk.ui.widgets.panel import BannerPanel
from il2desk.ui.widgets.theme import Tone

HIDDEN = "Hidden for the independent check"
_WHY = "Whatever shows weight or dose comes back when the check is over or this page is left."


class Cover(QWidget):
    """A calm card, and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 40, 14, 14)
        card = BannerPanel()
        card.say(HIDDEN, _WHY, Tone.ACCENT, IconLabel.LOCKED)
        column.addWidget(card)
        column.addStretch(1)
