"""One criterion as it stands: outcome, the patient's value, what is asked, and on whose word."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from il2desk.domain.assessment.findings import Finding
from il2desk.ui.panels.outcome import LOOKS
from il2desk.ui.widgets.icons import MarkWidget
from il2desk.ui.widgets.label import Words, button
from il2desk.ui.widgets.panel import Panel
from il2desk.ui.widgets.theme import Size, Tone


class CriterionCard(Panel):
    """A compact card that changes only what has changed; `why` asks for the source."""

    why = Signal(str)

    def __init__(self, finding: Finding) -> None:
        super().__init__(LOOKS[finding.outcome][1])
        self.id = finding.id
        self._shown: Finding | None = None
        self._mark = MarkWidget()
        self.outcome = Words(bold=True)
        self.outcome.setWordWrap(False)
        self.value = Words(size=Size.SMALL)
        self.why_button = button("Why?", quiet=True)
        self.why_button.setFont(self.value.font())
        self.why_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.why_button.setAccessibleName(f"Why? {finding.title}")
        self.why_button.clicked.connect(lambda: self.why.emit(self.id))
        self._lay_out(finding)
        self.show_finding(finding)

    def _lay_out(self, finding: Finding) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 9, 8, 8)
        column.setSpacing(3)
        top = QHBoxLayout()
        top.setSpacing(7)
        top.addWidget(self._mark)
        top.addWidget(Words(finding.title, bold=True), 1)
        top.addWidget(self.outcome)
        column.addLayout(top)
        column.addWidget(self.value)
        column.addWidget(Words(f"Asked: {finding.threshold}", Size.SMALL, Tone.MUTED))
        foot = QHBoxLayout()
        foot.addWidget(Words(_sources(finding), Size.SMALL, Tone.MUTED), 1)
        foot.addWidget(self.why_button)
        foot.setAlignment(self.why_button, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(foot)

    def show_finding(self, finding: Finding) -> None:
        """Repaint what differs from what is shown."""
        if finding == self._shown:
            return
        mark, tone = LOOKS[finding.outcome]
        self._shown = finding
        self.set_tone(tone)
        self.set_tinted(tone is Tone.BAD)
        self._mark.show_mark(mark, tone)
        self.outcome.say(finding.outcome.words, tone)
        found = f"{finding.found[:1].upper()}{finding.found[1:]}"
        self.value.say(found)
        self.setAccessibleName(f"{finding.title}: {finding.outcome.words}. {found}. Asked: {finding.threshold}.")


def _sources(finding: Finding) -> str:
    return "Source: " + ", ".join(dict.fromkeys(_named(citation.source) for citation in finding.sources))


def _named(source: str) -> str:
    return {"program": "program rule", "centre": "the centre"}.get(source, source)
