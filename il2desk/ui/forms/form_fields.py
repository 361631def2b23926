"""Fields of the pages before a case: a named line with its echo, a secret one, a new passphrase, and a choice."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLayout, QLineEdit, QVBoxLayout, QWidget

from il2desk.domain.values.parsing import Refused
from il2desk.domain.values.passphrase import SHORTEST_PASSPHRASE, as_tried, check_passphrase
from il2desk.ui.fields.check_and_radio import CheckRow, RadioRow, choose
from il2desk.ui.fields.feedback import NOTHING, Echo, Echoed, asked, refusal, remark, understood
from il2desk.ui.fields.line_edit import LineEdit
from il2desk.ui.widgets.accessibility import group
from il2desk.ui.widgets.flow_layout import Flow
from il2desk.ui.widgets.focus_part import Part
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.theme import Tone

_SHORT = 240
CAPS_LOCK = "Caps Lock seems to be on."
_RULE = f"At least {SHORTEST_PASSPHRASE} characters. Four or five words are easy to remember."


class NamedLine(Part):
    """A question, the line below it, and what is said of what was typed; `marked` has & before the access key."""

    typed = Signal(str)
    entered = Signal()

    def __init__(
        self,
        marked: str,
        line: LineEdit | None = None,
        *,
        beside: QWidget | None = None,
        short: bool = False,
        holds_place: bool = False,
    ) -> None:
        super().__init__()
        self.ask = marked.replace("&", "")
        self.line, self.echo = line or LineEdit(), Echo(holds_place=holds_place)
        self.line.setAccessibleName(self.ask)
        label = Words(marked, bold=True)
        label.setBuddy(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        if beside is not None:
            row.addWidget(beside)
        if short:
            self.line.setMaximumWidth(_SHORT)
            row.addStretch(0)
        column.addWidget(label)
        column.addLayout(row)
        column.addWidget(self.echo)
        self.line.typed.connect(self._typed)
        self.line.refused.connect(lambda why: self.say(refusal(why)))
        self.line.returnPressed.connect(self.entered)

    def first_control(self) -> QWidget:
        return self.line

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter was meant for this line: it must not go on to press whatever has the focus by now."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
        else:
            super().keyPressEvent(event)

    def text(self) -> str:
        return self.line.text()

    def say(self, echoed: Echoed) -> None:
        self.echo.show_echo(echoed)
        self.line.setAccessibleDescription(echoed.words)

    def _typed(self, text: str) -> None:
        self.say(NOTHING)
        self.typed.emit(text)


class SecretLine(LineEdit):
    """A line whose letters are not seen; `caps_lock` tells whether a letter came as it does under Caps Lock."""

    caps_lock = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.show_letters(False)

    def show_letters(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self.setInputMethodHints(hints | Qt.InputMethodHint.ImhNoAutoUppercase)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        letter, shift = event.text(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if len(letter) == 1 and letter.lower() != letter.upper():
            self.caps_lock.emit(letter.isupper() is not shift)


class Passphrase(NamedLine):
    """One passphrase, typed unseen unless "Show" is marked; `again` leaves it to the one above to show both."""

    def __init__(self, marked: str, again: "Passphrase | None" = None) -> None:
        self.secret = SecretLine()
        self.show_box: CheckRow = CheckRow("Show") if again is None else again.show_box
        self.show_box.toggled.connect(self.secret.show_letters)
        beside = self.show_box if again is None else QWidget()
        beside.setFixedWidth(self.show_box.sizeHint().width())
        super().__init__(marked, self.secret, beside=beside, holds_place=True)
        self.secret.caps_lock.connect(self._hint)
        if again is None:
            self.show_box.setAccessibleName(f"Show what is typed: {self.ask}")

    def clear(self) -> None:
        self.show_box.setChecked(False)
        self.secret.show_text("")

    def _hint(self, on: bool) -> None:
        if on and self.echo.echoed.tone is not Tone.BAD:
            self.say(asked(CAPS_LOCK))


class NewPassphrase(Part):
    """A passphrase typed twice, with the rule of its length beside it."""

    entered = Signal()

    def __init__(self, marked: str = "&Passphrase", marked_again: str = "Passphrase &again") -> None:
        super().__init__()
        self.first = Passphrase(marked)
        self.again = Passphrase(marked_again, self.first)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for one in (self.first, self.again):
            column.addWidget(one)
        self.first.typed.connect(self._echo)
        self.again.typed.connect(self._echo)
        self.first.entered.connect(self.again.take_focus)
        self.again.entered.connect(self.entered)
        self._echo()

    def first_control(self) -> QWidget:
        return self.first

    def read(self) -> str:
        """The passphrase. Raises Refused, with the cursor where it has to be typed again."""
        try:
            check_passphrase(self.first.text())
        except Refused as problem:
            self.first.say(refusal(str(problem)))
            self.first.take_focus()
            raise
        if as_tried(self.again.text()) != as_tried(self.first.text()):
            self.again.say(refusal("This is not the same passphrase. Type it again."))
            self.again.take_focus()
            raise Refused("The two passphrases are not the same. Type the second one again.")
        return self.first.text()

    def clear(self) -> None:
        self.first.clear()
        self.again.clear()
        self._echo()

    def _echo(self) -> None:
        first, again = self.first.text(), self.again.text()
        self.first.say(_length_of(first))
        if not again or (first.startswith(again) and first != again):
            self.again.say(NOTHING)
        else:
            same = as_tried(first) == as_tried(again)
            self.again.say(understood("The same.") if same else asked("Not the same as above."))


def _length_of(passphrase: str) -> Echoed:
    if not passphrase:
        return remark(_RULE)
    try:
        check_passphrase(passphrase)
    except Refused as problem:
        length = len(as_tried(passphrase))
        return remark(f"{_RULE} So far {length}.") if length < SHORTEST_PASSPHRASE else asked(str(problem))
    return understood(f"{len(passphrase)} characters.")


class RadioChoices(Part):
    """Radio buttons below a question, none pre-set; `chosen` gives the id of the one that was marked."""

    chosen = Signal(str)

    def __init__(self, ask: str, choices: Iterable[tuple[str, str]], *, across: bool = False) -> None:
        super().__init__()
        group(self, ask)
        self.group = QButtonGroup(self)
        self.rows: dict[str, RadioRow] = {}
        rows: QLayout = Flow() if across else QVBoxLayout()
        rows.setSpacing(0)
        self.setLayout(rows)
        rows.setContentsMargins(0, 0, 0, 0)
        for id_, words in choices:
            row = RadioRow(words)
            row.clicked.connect(lambda _checked=False, id_=id_: self.chosen.emit(id_))
            self.group.addButton(row)
            self.rows[id_] = row
            rows.addWidget(row)

    def first_control(self) -> QWidget:
        return next(iter(self.rows.values()))

    def choice(self) -> str | None:
        return next((id_ for id_, row in self.rows.items() if row.isChecked()), None)

    def clear(self) -> None:
        """Take the mark off."""
        choose(self.group, tuple(self.rows.values()), None)
