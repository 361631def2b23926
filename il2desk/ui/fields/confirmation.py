"""A question that appears only where a figure is unusual, answered by a check box."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from il2desk.ui.fields.check_and_radio import CheckRow
from il2desk.ui.fields.feedback import Echo, asked
from il2desk.ui.widgets.panel import Panel
from il2desk.ui.widgets.theme import Tone


class Confirmation(Panel):
    """What is unusual, with a box to confirm it; hidden while there is nothing to confirm."""

    def __init__(self, confirm: str, record: Callable[[bool], None]) -> None:
        super().__init__(Tone.ATTENTION)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 10)
        self._why = Echo(holds_place=False)
        self.box = CheckRow(confirm)
        self.box.clicked.connect(record)
        column.addWidget(self._why)
        column.addWidget(self.box)
        self.hide()

    def refresh(self, question: str | None, confirmed: bool) -> None:
        """Show the question while it is open, and the box as long as it is confirmed."""
        if question:
            self._why.show_echo(asked(question))
            self.box.setAccessibleDescription(question)
        if self.box.isChecked() != confirmed:
            self.box.setChecked(confirmed)
        self.setVisible(bool(question) or confirmed)
