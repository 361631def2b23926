"""One local setting on the form: its title, what is typed, who set it and when, and why an entry is refused."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from il2desk.domain.values.local_settings import Setting
from il2desk.domain.values.parsing import echo_date
from il2desk.ui.fields.check_and_radio import RadioRow, choose
from il2desk.ui.fields.feedback import Echo, refusal, remark
from il2desk.ui.fields.line_edit import LineEdit, PassageEdit
from il2desk.ui.settings.entry import SettingSpec
from il2desk.ui.widgets.accessibility import group
from il2desk.ui.widgets.buttons import button
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.theme import Tone

IN_WORDS = {
    ("dilution", "added"): "Added to the bag",
    ("dilution", "replacing"): "Replacing the same volume of diluent",
    ("paper", "A4"): "A4, 210 by 297 millimetres",
    ("paper", "Letter"): "US Letter, 8.5 by 11 inches",
    ("hold_stop_set", "A"): "A: the table of the current label",
    ("hold_stop_set", "B"): "B: the consensus of 2014, with a counting rule of the centre",
    ("hold_stop_set", "own"): "The centre’s own set",
}


class SettingChoices(QWidget):
    """Radio buttons, none pre-set, with a way back to unset."""

    typed = Signal(str)

    def __init__(self, spec: SettingSpec) -> None:
        super().__init__()
        group(self, spec.title)
        self._group = QButtonGroup(self)
        self.rows = {choice: RadioRow(IN_WORDS.get((spec.name, choice), choice)) for choice in spec.choices}
        self.clear = button("Unset", quiet=True)
        self.clear.setAccessibleName(f"Unset: {spec.title}")
        column = QVBoxLayout()
        column.setSpacing(0)
        for choice, row in self.rows.items():
            row.clicked.connect(lambda _checked=False, choice=choice: self._choose(choice))
            self._group.addButton(row)
            column.addWidget(row)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addLayout(column, 1)
        across.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignTop)
        self.clear.clicked.connect(lambda: self._choose(""))

    def text(self) -> str:
        return next((choice for choice, row in self.rows.items() if row.isChecked()), "")

    def show_text(self, text: str) -> None:
        choose(self._group, tuple(self.rows.values()), self.rows.get(text))
        self.clear.setEnabled(bool(text))
        self.setFocusProxy(self.rows.get(text) or next(iter(self.rows.values())))

    def _choose(self, choice: str) -> None:
        self.show_text(choice)
        if not choice:
            self.setFocus()
        self.typed.emit(choice)


class SettingRow(QWidget):
    """`edited` tells every change by hand; nothing is recorded before the form is saved."""

    edited = Signal()

    def __init__(self, spec: SettingSpec, setting: Setting | None, zone_echo: Callable[[str], str]) -> None:
        super().__init__()
        self.spec, self._setting, self._zone_echo = spec, setting, zone_echo
        self._shown = "" if setting is None else str(setting.value)
        self.label = Words(spec.title, bold=True)
        self.editor = _editor(spec)
        self.editor.setAccessibleName(spec.title if not spec.unit else f"{spec.title}, in {spec.unit}")
        self.echo = Echo()
        self._lay_out()
        self.editor.show_text(self._shown)
        self.editor.typed.connect(self._typed)
        self._tell()

    def is_changed(self) -> bool:
        return self.editor.text().strip() != self._shown.strip()

    def read(self) -> str | int | None:
        """The value as it now stands, None where it is unset. Raises Refused."""
        return self.spec.read(self.editor.text())

    def refuse(self, sentence: str) -> None:
        self.echo.show_echo(refusal(sentence))
        self.editor.setAccessibleDescription(sentence)

    def set_access_key(self, marked: str) -> None:
        self.label.setBuddy(self.editor)
        self.label.say(marked)

    def _typed(self) -> None:
        self._tell()
        self.edited.emit()

    def _tell(self) -> None:
        said = self._standing()
        self.echo.show_echo(remark(said))
        self.editor.setAccessibleDescription(said)

    def _standing(self) -> str:
        if self.is_changed():
            return self._zone_echo(self.editor.text().strip()) if self.spec.name == "zone" else "Not saved yet."
        if self._setting is None:
            return "Unset."
        return f"Set by {self._setting.set_by}, {echo_date(self._setting.set_on)}."

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(self.label)
        across = QHBoxLayout()
        across.setSpacing(10)
        across.addWidget(self.editor)
        if self.spec.unit:
            self.editor.setMaximumWidth(self.fontMetrics().averageCharWidth() * 14)
            across.addWidget(Words(self.spec.unit, tone=Tone.MUTED), 1)
        column.addLayout(across)
        column.addWidget(self.echo)
        if isinstance(self.editor, LineEdit | PassageEdit):
            self.editor.refused.connect(self.refuse)


def _editor(spec: SettingSpec) -> LineEdit | PassageEdit | SettingChoices:
    if spec.choices:
        return SettingChoices(spec)
    return PassageEdit(longest=spec.longest) if spec.is_passage else LineEdit()
