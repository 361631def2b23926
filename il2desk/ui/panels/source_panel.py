"""Why a criterion is asked and how it was judged: source, reading, notes, use and misuse, in a window of its own."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.assessment.findings import Finding
from il2desk.domain.packs.citations import Citation, Note
from il2desk.domain.packs.guideline import Guideline
from il2desk.ui.widgets.label import Words, button
from il2desk.ui.widgets.panel import SectionPanel
from il2desk.ui.widgets.scrolling import Scrolled, Scrolling
from il2desk.ui.widgets.theme import Size, Tone
from il2desk.ui.widgets.window_size import fit

READ = {
    "full": "read in full",
    "part": "read in part",
    "abstract": "abstract read",
    "no": "not read; as reported by others",
}


class WhyWindow(QDialog):
    """A window beside the wizard, never in front of it in the way of an answer; Escape closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModal(False)
        fit(self, 620, 640)
        self._area = Scrolling()
        self.finished.connect(self._forget)
        close = button("&Close")
        close.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.addWidget(self._area, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def explain(self, assessment: Assessment, criterion_id: str) -> None:
        """Show one criterion of one assessment."""
        guideline, finding = assessment.packs.guideline, assessment.finding(criterion_id)
        column = self._start(finding.title)
        column.addWidget(_judged(finding))
        if finding.criterion.reading or finding.criterion.why:
            section = SectionPanel("How it is read here")
            for text in (finding.criterion.reading, finding.criterion.why):
                if text:
                    section.add(Words(text))
            column.addWidget(section)
        column.addWidget(_sources("Sources of this criterion", finding.sources, guideline))
        if finding.block == "guideline":
            column.addWidget(_notes("What the guideline states", guideline.statement))
            column.addWidget(_notes("Notes on the source", guideline.notes))
        column.addWidget(_use(guideline))
        self._finish(column)

    def tell_age(self, assessment: Assessment) -> None:
        """Show the age of the guidance, its positions, and what the whole pack rests on."""
        guideline = assessment.packs.guideline
        column = self._start(guideline.notice.title)
        notice = _notes("", (guideline.notice,))
        notice.add(Words(assessment.settings.label_checked_in_words()))
        column.addWidget(notice)
        column.addWidget(_notes("Positions", guideline.positions))
        column.addWidget(_notes("What the guideline states", guideline.statement))
        column.addWidget(_notes("Notes on the source", guideline.notes))
        column.addWidget(_use(guideline))
        cited = tuple(Citation(source=source.id, at="cited in this pack") for source in guideline.sources)
        column.addWidget(_sources("All sources", cited, guideline))
        self._finish(column)

    def _forget(self) -> None:
        """Once it is closed, nothing of the case stays in it."""
        shown = self._area.takeWidget()
        if shown is not None:
            shown.deleteLater()

    def _start(self, title: str) -> QVBoxLayout:
        self.setWindowTitle(title)
        inner = Scrolled()
        column = QVBoxLayout(inner)
        column.setContentsMargins(18, 14, 18, 18)
        column.setSpacing(14)
        column.addWidget(Words(title, Size.TITLE, bold=True))
        self._area.setWidget(inner)
        return column

    def _finish(self, column: QVBoxLayout) -> None:
        column.addStretch(1)
        self._area.verticalScrollBar().setValue(0)
        self.show()
        self.raise_()
        self.activateWindow()


def _judged(finding: Finding) -> SectionPanel:
    section = SectionPanel("How it stands")
    section.add(Words(f"{finding.outcome.words[:1].upper()}{finding.outcome.words[1:]}. {finding.says}".strip()))
    section.add(Words(f"Recorded: {finding.found}"))
    section.add(Words(f"Asked: {finding.threshold}"))
    return section


def _notes(heading: str, notes: Iterable[Note]) -> SectionPanel:
    section = SectionPanel(heading)
    for note in notes:
        if heading:
            section.add(Words(note.title, bold=True))
        section.add(Words(note.text))
        section.add(Words("; ".join(str(citation) for citation in note.cite), Size.SMALL, Tone.MUTED))
    return section


def _sources(heading: str, citations: Iterable[Citation], guideline: Guideline) -> SectionPanel:
    section = SectionPanel(heading)
    for citation in citations:
        source = guideline.source_by_id[citation.source]
        section.add(Words(f"{citation}", bold=True))
        section.add(Words(source.text))
        section.add(Words(READ[source.read], Size.SMALL, Tone.MUTED))
    return section


def _use(guideline: Guideline) -> SectionPanel:
    section = SectionPanel("Use and misuse of this guideline")
    section.add(Words(guideline.purpose))
    for heading, sentences in (("Use", guideline.use), ("Misuse", guideline.misuse)):
        section.add(Words(heading, bold=True))
        for sentence in sentences:
            section.add(Words(f"–  {sentence}"))
    return section
