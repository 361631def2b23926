"""The preview of sheets: one is shown, and where there are more a radio button for each."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from il2desk.domain.errors import Refusal
from il2desk.domain.records.print_history import Printed
from il2desk.domain.records.sheet_kinds import OFFERED
from il2desk.ui.sheets.preview import Preview
from il2desk.ui.sheets.sheets import MadeSheet
from il2desk.ui.widgets.accessibility import group
from il2desk.ui.widgets.flow_layout import Flow
from il2desk.ui.widgets.theme import ringed

Shown = MadeSheet | Printed


class SheetSwitch(QWidget):
    """Holds nothing but what it shows; `unshowable` names a sheet whose bytes are no PDF."""

    unshowable = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preview = Preview()
        self.buttons: dict[str, QRadioButton] = {}
        for kind in OFFERED:
            self.buttons[kind] = button = QRadioButton(f"{kind.called[:1].upper()}{kind.called[1:]}")
            ringed(button)
            button.setAccessibleName(f"Show the {kind.called}")
        self._sheets: dict[str, Shown] = {}
        self._row = QWidget()
        group(self._row, "Which sheet is shown")
        self._lay_out()

    def show_sheets(self, sheets: Sequence[Shown]) -> None:
        """Show the sheet that was shown before where it is still among them, else the first."""
        self._sheets = {sheet.name: sheet for sheet in sheets}
        for name, button in self.buttons.items():
            button.setVisible(name in self._sheets)
        self._row.setVisible(len(sheets) > 1)
        before = next((name for name, button in self.buttons.items() if button.isChecked()), None)
        shown = before if before in self._sheets else sheets[0].name
        self.buttons[shown].setChecked(True)
        self._show(shown)

    def blank(self, sentence: str) -> None:
        self._sheets = {}
        self._row.hide()
        self.preview.blank(sentence)

    def _show(self, name: str) -> None:
        sheet = self._sheets.get(name)
        if sheet is None:
            return
        try:
            self.preview.show_sheet(sheet.content, sheet.title)
        except Refusal as problem:
            self.unshowable.emit(name, str(problem))

    def _lay_out(self) -> None:
        row = Flow()
        self._row.setLayout(row)
        buttons = QButtonGroup(self)
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, name=name: self._show(name))
            buttons.addButton(button)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._row)
        column.addWidget(self.preview, 1)
        self._row.hide()
