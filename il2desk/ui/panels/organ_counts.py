"""The two counts of involved organs, large and live."""

from PySide6.QtWidgets import QGridLayout

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.assessment.facts import count_organs, counts_in_words
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.panel import Panel
from il2desk.ui.widgets.theme import Size, Tone

LOW = "without nodes, soft tissue, muscle, skin and subcutaneous sites; lung with pleura, and the gut, as one"
HIGH = "every kind marked, once each"
NEITHER = "Sites in the central nervous system are judged by themselves and count in neither."


class OrganCounts(Panel):
    """Low count and high count side by side, each with what it counts."""

    def __init__(self) -> None:
        super().__init__(Tone.ACCENT)
        grid = QGridLayout(self)
        grid.setContentsMargins(22, 16, 22, 16)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(4)
        self.low, self.high = Words("0", Size.TITLE, bold=True), Words("0", Size.TITLE, bold=True)
        for column, (number, what, says) in enumerate(
            ((self.low, "organs, low count", LOW), (self.high, "organs, high count", HIGH))
        ):
            grid.addWidget(number, 0, column)
            grid.addWidget(Words(what, bold=True), 1, column)
            grid.addWidget(Words(says, Size.SMALL, Tone.MUTED), 2, column)
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(2, 1)
        grid.addWidget(Words(NEITHER, Size.SMALL, Tone.MUTED), 3, 0, 1, 2)

    def refresh(self, assessment: Assessment) -> None:
        count = count_organs(assessment.readings)
        self.low.say(str(count.low))
        self.high.say(str(count.high))
        self.setAccessibleName(counts_in_words(assessment.readings))
