"""The standing: every criterion as a card, always beside the page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from il2desk.domain.assessment.assessment import Assessment
from il2desk.ui.panels.criterion_card import CriterionCard
from il2desk.ui.panels.outcome import BLOCKS, banner_look, in_brief
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.panel import BannerPanel
from il2desk.ui.widgets.scrolling import Scrolled, Scrolling
from il2desk.ui.widgets.theme import Size, Tone


class CriteriaPanel(Scrolling):
    """The verdict so far, then both blocks apart from each other."""

    why = Signal(str)

    def __init__(self, assessment: Assessment) -> None:
        super().__init__()
        self.setAccessibleName("Standing of every criterion")
        self._assessment = assessment
        self._cards: dict[str, CriterionCard] = {}
        self._briefs: dict[str, Words] = {}
        self.verdict = BannerPanel()

    @property
    def cards(self) -> dict[str, CriterionCard]:
        """By criterion."""
        self.fill()
        return self._cards

    def fill(self) -> None:
        """Make the cards, once; the window does so as soon as its first page is on the screen."""
        if self._cards:
            return
        assessment = self._assessment
        inner = Scrolled()
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 14, 14, 14)
        column.setSpacing(8)
        column.addWidget(self.verdict)
        for block, heading in BLOCKS.items():
            column.addSpacing(8)
            column.addWidget(Words(heading, bold=True))
            self._briefs[block] = Words(size=Size.SMALL, tone=Tone.MUTED)
            column.addWidget(self._briefs[block])
            for finding in assessment.block(block):
                card = CriterionCard(finding)
                card.why.connect(self.why)
                column.addWidget(card)
                self._cards[finding.id] = card
        column.addStretch(1)
        self.refresh(assessment)
        self.setWidget(inner)

    def refresh(self, assessment: Assessment) -> None:
        """Bring the cards up to date, synchronously."""
        self._assessment = assessment
        if not self._cards:
            return
        mark, tone = banner_look(assessment)
        self.verdict.say(assessment.banner, "", tone, mark)
        for block, brief in self._briefs.items():
            brief.say(in_brief(assessment.block(block)))
        for finding in assessment.findings:
            self._cards[finding.id].show_finding(finding)

    def look_at(self, criteria: list[str]) -> None:
        """Scroll to the cards of a page."""
        if not criteria or not self._cards:
            self.verticalScrollBar().setValue(0)
            return
        for id_ in reversed(criteria):
            self.ensureWidgetVisible(self._cards[id_], 0, 12)
