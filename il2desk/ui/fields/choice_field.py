"""A field with a few answers to choose from: radio buttons, none pre-set, and a way to take the answer back."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QLayout, QVBoxLayout, QWidget

from il2desk.domain.assessment.assessment import Assessment
from il2desk.ui.fields.check_and_radio import RadioRow, choose
from il2desk.ui.fields.feedback import NOTHING, Echo, remark
from il2desk.ui.fields.field import Field
from il2desk.ui.widgets.accessibility import group
from il2desk.ui.widgets.flow_layout import Flow
from il2desk.ui.widgets.label import button

MOST_BESIDE, SHORT = 4, 32


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: its id, its words, and what choosing it means."""

    id: str
    words: str
    says: str | None = None


class ChoiceField(Field):
    """Radio buttons below a question; what the chosen answer means is said below them."""

    def __init__(
        self,
        id_: str,
        ask: str,
        choices: tuple[Choice, ...],
        record: Callable[[str | None], None],
        recorded: Callable[[Assessment], str | None],
        help_: str | None = None,
    ) -> None:
        super().__init__(id_, ask, help_)
        group(self, ask)
        self._choices = {choice.id: choice for choice in choices}
        self._record, self._recorded = record, recorded
        self._group = QButtonGroup(self)
        self.rows: dict[str, RadioRow] = {}
        self.column.addLayout(self._laid_out(choices))
        self._add_clear_button()
        self.echo = Echo(holds_place=False)
        self.column.addWidget(self.echo)

    def _laid_out(self, choices: tuple[Choice, ...]) -> QLayout:
        short = len(choices) <= MOST_BESIDE and all(len(choice.words) <= SHORT for choice in choices)
        layout: QLayout = Flow() if short else QVBoxLayout()
        layout.setSpacing(0)
        for choice in choices:
            row = RadioRow(choice.words)
            self._group.addButton(row)
            row.clicked.connect(lambda _checked=False, chosen=choice.id: self._record(chosen))
            layout.addWidget(row)
            self.rows[choice.id] = row
        return layout

    def _add_clear_button(self) -> None:
        self.clear_button = button("Clear", quiet=True)
        self.clear_button.setAccessibleName(f"Clear the answer to: {self.ask}")
        self.clear_button.clicked.connect(self._clear)
        keep = self.clear_button.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.clear_button.setSizePolicy(keep)
        self.clear_button.hide()
        self.head.addWidget(self.clear_button)
        self.head.setAlignment(self.clear_button, Qt.AlignmentFlag.AlignTop)

    def first_control(self) -> QWidget:
        return next((row for row in self.rows.values() if row.isChecked()), next(iter(self.rows.values())))

    def describe(self, words: str) -> None:
        for row in self.rows.values():
            row.setAccessibleDescription(f"{self.ask} {words}".strip())

    def is_settled(self) -> bool:
        return self._group.checkedButton() is not None

    def refresh(self, assessment: Assessment) -> None:
        chosen = self._recorded(assessment) or ""
        row = self.rows.get(chosen)
        choose(self._group, tuple(self.rows.values()), row)
        self.clear_button.setVisible(row is not None)
        says = self._choices[chosen].says if row is not None else None
        self.echo.show_echo(remark(says[:1].upper() + says[1:]) if says else NOTHING)

    def _clear(self) -> None:
        self.first_control().setFocus()
        self._record(None)
