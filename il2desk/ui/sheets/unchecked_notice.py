"""Beside the print button: that no second person has checked the figures, and the way to the check."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from il2desk.ui.case.session import Session
from il2desk.ui.sheets.sheets import is_unchecked
from il2desk.ui.widgets.icons import IconLabel, MarkWidget
from il2desk.ui.widgets.label import Words, button
from il2desk.ui.widgets.panel import Panel
from il2desk.ui.widgets.theme import Tone

_OPEN = "No second check yet: sheets with a dose are marked NOT CHECKED. Give no dose by them."
_DISAGREES = (
    "The figures of the second check do not agree. The ward’s sheets cannot be made; a summary is marked NOT CHECKED."
)


class Unchecked(Panel):
    """Shown only while it is so."""

    def __init__(self, session: Session, go_there: Callable[[], None]) -> None:
        super().__init__(Tone.ATTENTION)
        self._session = session
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 10, 9)
        row.setSpacing(9)
        mark = MarkWidget(IconLabel.ATTENTION, Tone.ATTENTION)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        self.words = Words()
        self.go_button = button("Go to the second check")
        self.go_button.clicked.connect(go_there)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self.words)
        column.addWidget(self.go_button, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(column, 1)
        self.hide()

    def refresh(self) -> None:
        session = self._session
        self.words.say(_DISAGREES if session.disagrees else _OPEN)
        self.setVisible(session.viewed is None and is_unchecked(session))
