"""Check your answers: every question with its answer, step by step, each step with a way back to it."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from il2desk.domain.assessment.read_back import Answer
from il2desk.ui.widgets.label import Words, button
from il2desk.ui.widgets.panel import SectionPanel
from il2desk.ui.widgets.theme import Tone


class AnswersOfStep(QWidget):
    """One step's answers in two columns, under its name and a button that leads there."""

    def __init__(self, step: str, name: str, go_to: Callable[[str, str | None], None]) -> None:
        super().__init__()
        self.rows: list[tuple[Words, Words]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 6, 0, 10)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        head = QHBoxLayout()
        head.addWidget(Words(name, bold=True), 1)
        self.change_button = button("Change", quiet=True)
        self.change_button.setAccessibleName(f"Change the answers of step: {name}")
        self.change_button.clicked.connect(lambda: go_to(step, None))
        head.addWidget(self.change_button)
        self._grid.addLayout(head, 0, 0, 1, 2)

    def refresh(self, answers: Sequence[Answer]) -> None:
        """Show each question with its answer, in their order, and which are missing."""
        while len(self.rows) < len(answers):
            self.rows.append(self._row())
        for answer, (question, words) in zip(answers, self.rows, strict=False):
            question.say(answer.question)
            words.say(answer.words, Tone.ATTENTION if answer.missing else Tone.PLAIN)
        for place, row in enumerate(self.rows):
            for part in row:
                part.setVisible(place < len(answers))

    def _row(self) -> tuple[Words, Words]:
        row, place = (Words(tone=Tone.MUTED), Words()), self._grid.rowCount()
        for column, words in enumerate(row):
            self._grid.addWidget(words, place, column)
        return row


class AnswersList(SectionPanel):
    """All steps' answers."""

    def __init__(self, steps: Iterable[tuple[str, str]], go_to: Callable[[str, str | None], None]) -> None:
        super().__init__("Check your answers", "Read as understood, not as typed.")
        self.steps: dict[str, AnswersOfStep] = {}
        for step, name in steps:
            self.steps[step] = AnswersOfStep(step, name, go_to)
            self.add(self.steps[step])

    def refresh(self, answers: Sequence[Answer]) -> None:
        for step, part in self.steps.items():
            part.refresh([one for one in answers if one.step == step])
