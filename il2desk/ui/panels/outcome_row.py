"""One criterion in the verdict: its outcome, what it rests on, and the way to its source."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from il2desk.domain.assessment.findings import Finding
from il2desk.ui.panels.outcome import LOOKS
from il2desk.ui.widgets.icons import MarkWidget
from il2desk.ui.widgets.label import Words, button
from il2desk.ui.widgets.theme import Size, Tone


class OutcomeRow(QWidget):
    """Symbol, number and title, outcome in words, and the reasons below."""

    why = Signal(str)

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self._mark, self.outcome = MarkWidget(), Words(bold=True)
        self.outcome.setWordWrap(False)
        self.reasons = Words(size=Size.SMALL, tone=Tone.MUTED)
        why = button("Why?", quiet=True)
        why.setAccessibleName(f"Why? {finding.title}")
        why.clicked.connect(lambda: self.why.emit(finding.id))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(9)
        grid.setVerticalSpacing(2)
        grid.addWidget(self._mark, 0, 0)
        grid.addWidget(Words(f"{finding.criterion.number}  {finding.title}"), 0, 1)
        grid.addWidget(self.outcome, 0, 2)
        grid.addWidget(why, 0, 3)
        grid.addWidget(self.reasons, 1, 1, 1, 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)
        self.show_finding(finding)

    def show_finding(self, finding: Finding) -> None:
        mark, tone = LOOKS[finding.outcome]
        self._mark.show_mark(mark, tone)
        self.outcome.say(finding.outcome.words, tone)
        self.reasons.say(finding.says)
        self.reasons.setVisible(bool(finding.says))
