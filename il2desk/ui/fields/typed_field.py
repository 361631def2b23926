"""A field for typed text: number, date or words, with what it was understood as, and "not known" beside it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.values.parsing import NOT_KNOWN
from il2desk.ui.fields.check_and_radio import CheckRow
from il2desk.ui.fields.feedback import NOTHING, Echo, Echoed, refusal, with_left_out
from il2desk.ui.fields.field import Field
from il2desk.ui.fields.line_edit import HandTypedLine, LineEdit
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.theme import Tone


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, and how the field looks."""

    id: str
    ask: str
    help: str | None = None
    suffix: str = ""
    short: bool = True
    by_hand: bool = False
    may_be_unknown: bool = False
    may_be_empty: bool = False


@dataclass(frozen=True, slots=True)
class Binding:
    """How a field records, what stands recorded, and what that was understood as."""

    record: Callable[[str | None], None]
    recorded: Callable[[Assessment], str | None]
    echo: Callable[[Assessment], Echoed]


class TypedField(Field):
    """One line with its unit, its echo and, where the question allows it, "Not known"."""

    def __init__(self, asked: Asked, binding: Binding, parent: QWidget | None = None) -> None:
        super().__init__(asked.id, asked.ask, asked.help, parent)
        self._binding, self._may_be_empty = binding, asked.may_be_empty
        self.editor: LineEdit = HandTypedLine() if asked.by_hand else LineEdit()
        self.editor.setAccessibleName(asked.ask)
        self.not_known = CheckRow("Not known") if asked.may_be_unknown else None
        self.echo = Echo()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.editor, 1)
        if asked.short:
            self.editor.setMinimumWidth(130)
            self.editor.setMaximumWidth(240)
        if asked.suffix:
            unit = Words(asked.suffix, tone=Tone.MUTED)
            unit.setWordWrap(False)
            row.addWidget(unit)
        if self.not_known is not None:
            self.not_known.setAccessibleName(f"{asked.ask}: not known")
            row.addWidget(self.not_known)
            self.not_known.toggled.connect(self._record)
        if asked.short:
            row.addStretch()
        row.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(row)
        self.column.addWidget(self.echo)
        self.editor.typed.connect(self._record)
        self.editor.refused.connect(self._say_why_not_taken)

    def first_control(self) -> QWidget:
        return self.not_known if self.not_known is not None and self.not_known.isChecked() else self.editor

    def is_settled(self) -> bool:
        return (self._may_be_empty or self._held() is not None) and self.echo.echoed.tone is not Tone.BAD

    def refresh(self, assessment: Assessment) -> None:
        recorded = _unless_blank(self._binding.recorded(assessment))
        if recorded != self._held():
            self._adopt(recorded or "")
        echoed = NOTHING if recorded is None else with_left_out(self._binding.echo(assessment), recorded)
        self.echo.show_echo(echoed)
        self.editor.setAccessibleDescription(f"{self.help} {echoed.words}".strip())

    def describe(self, words: str) -> None:
        self.editor.setAccessibleDescription(f"{self.help} {self.echo.echoed.words} {words}".strip())

    def _held(self) -> str | None:
        if self.not_known is not None and self.not_known.isChecked():
            return NOT_KNOWN
        return _unless_blank(self.editor.text())

    def _adopt(self, recorded: str) -> None:
        unknown = self.not_known is not None and recorded == NOT_KNOWN
        if self.not_known is not None:
            self.not_known.blockSignals(True)
            self.not_known.setChecked(unknown)
            self.not_known.blockSignals(False)
            self.not_known.update()
        self.editor.setEnabled(not unknown)
        if not unknown:
            self.editor.show_text(recorded)

    def _record(self) -> None:
        self.editor.setEnabled(self.not_known is None or not self.not_known.isChecked())
        self._binding.record(self._held())

    def _say_why_not_taken(self, why: str) -> None:
        self.echo.show_echo(refusal(why))
        self.editor.setAccessibleDescription(why)


def _unless_blank(text: str | None) -> str | None:
    return text if text and text.strip() else None
