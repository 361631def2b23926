"""The line a search is typed in, and what stands in the place of an empty list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from il2desk.ui.fields.line_edit import LineEdit
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.layouts import column
from il2desk.ui.widgets.theme import Size, Tone

_INTO_LIST = {Qt.Key.Key_Down, Qt.Key.Key_PageDown}


class SearchLine(LineEdit):
    """`below` tells that an arrow leads into the list."""

    below = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _INTO_LIST:
            self.below.emit()
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.selectAll()
            self.insert("")
            event.accept()
        else:
            super().keyPressEvent(event)


class Nothing(QWidget):
    """What stands in the place of an empty list."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.detail = Words(size=Size.HEADING, bold=True), Words(tone=Tone.MUTED)
        column(self.words, self.detail, 1, of=self, margins=(24, 30, 24, 30), spacing=6)

    def tell(self, words: str, detail: str) -> None:
        self.words.say(words)
        self.detail.say(detail)
