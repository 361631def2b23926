"""Check your answers: every question with its answer, step by step, each step with a way back to it."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from il2desk.ui.widgets.label import Words, button
from il2desk.ui.widgets.panel import Section
from il2desk.ui.widgets.theme import Tone


class AnswersOfStep(QWidget):
    """One step's answers in two columns, under its name and a button that leads there."""

    def __init__(self, step: str, name: str, go_to: Callable[[str, str | None], None]) -> None:
        super().__init__()
        self._rows: dict[str, tuple[Words, Words]] = {}
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

    def refresh(self, answers: Iterable[tuple[str, str, bool]]) -> None:
        """Show question, answer, and whether it is missing; a question that is not asked is left out."""
        shown = set()
        for question, answer, missing in answers:
            shown.add(question)
            if question not in self._rows:
                self._rows[question] = self._row(question)
            self._rows[question][1].say(answer, Tone.ATTENTION if missing else Tone.PLAIN)
        for question, row in self._rows.items():
            for words in row:
                words.setVisible(question in shown)

    def _row(self, question: str) -> tuple[Words, Words]:
        row = Words(question, tone=Tone.MUTED), Words()
        place = self._grid.rowCount()
        self._grid.addWidget(row[0], place, 0)
        self._grid.addWidget(row[1], place, 1)
        return row


class AnswersList(Section):
    """All steps' answers."""

    def __init__(self, steps: Iterable[tuple[str, str]], go_to: Callable[[str, str | None], None]) -> None:
        super().__init__("Check your answers", "Read as understood, not as typed.")
        self.steps: dict[str, AnswersOfStep] = {}
        for step, name in steps:
            self.steps[step] = AnswersOfStep(step, name, go_to)
            self.add(self.steps[step])
