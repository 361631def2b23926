"""What a typed text was understood as, beside the field: the value with its unit, or why it is refused."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from il2desk.domain.values.invisible import left_out
from il2desk.ui.widgets.icons import IconLabel, MarkWidget
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.theme import Size, Tone


@dataclass(frozen=True, slots=True)
class Echoed:
    """Words beside a field: an understood value, a refusal, something still asked, or a remark."""

    words: str = ""
    tone: Tone = Tone.GOOD
    mark: IconLabel | None = IconLabel.CHECK


def understood(words: str) -> Echoed:
    return Echoed(words)


def refusal(words: str) -> Echoed:
    return Echoed(words, Tone.BAD, IconLabel.CROSS)


def asked(words: str) -> Echoed:
    return Echoed(words, Tone.ATTENTION, IconLabel.ATTENTION)


def remark(words: str) -> Echoed:
    return Echoed(words, Tone.MUTED, None)


NOTHING = remark("")


def with_left_out(echoed: Echoed, typed: str | None) -> Echoed:
    """What is read back of a typed text, with a word on the unseen marks that were taken off its ends."""
    says = left_out(typed or "")
    if not says:
        return echoed
    return asked(says) if echoed == NOTHING else replace(echoed, words=f"{echoed.words} {says}")


class Echo(QWidget):
    """One such line; it keeps its height while empty, so that nothing moves while somebody types."""

    def __init__(self, parent: QWidget | None = None, *, holds_place: bool = True) -> None:
        super().__init__(parent)
        self._holds_place = holds_place
        self.echoed = NOTHING
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 0, 0)
        row.setSpacing(7)
        self._mark = MarkWidget()
        self.words = Words(size=Size.SMALL)
        row.addWidget(self._mark)
        row.setAlignment(self._mark, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.setMinimumHeight(self.words.fontMetrics().height() + 2 if holds_place else 0)
        self._mark.hide()
        if not holds_place:
            self.hide()

    def show_echo(self, echoed: Echoed) -> None:
        if echoed == self.echoed:
            return
        self.echoed = echoed
        self.words.say(echoed.words, echoed.tone)
        self._mark.show_mark(echoed.mark, echoed.tone)
        self._mark.setVisible(echoed.mark is not None)
        if not self._holds_place:
            self.setVisible(bool(echoed.words))
