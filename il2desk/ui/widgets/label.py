"""Words on the screen: always plain text, wrapped, and breakable where somebody typed no blanks."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QWidget

from il2desk.ui.widgets.buttons import button
from il2desk.ui.widgets.theme import Size, Tone, sized

__all__ = ["Words", "button", "shown"]

_UNBROKEN, _PIECE = re.compile(r"\S{31,}"), re.compile(r".{16}")
_UNSEEN = {ord(mark): "\ufffd" for mark in "\0\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"}
LONGEST_SHOWN = 4000


def shown(text: str) -> str:
    """The text as it can be shown: long runs can be broken, marks that reorder it are seen, and it ends somewhere."""
    if len(text) > LONGEST_SHOWN:
        text = f"{text[:LONGEST_SHOWN]} … ({len(text)} characters in all)"
    return _UNBROKEN.sub(lambda run: _PIECE.sub("\\g<0>\u200b", run[0]), text.translate(_UNSEEN))


class Words(QLabel):
    """A label that never takes its text for markup and wraps it."""

    def __init__(
        self,
        text: str = "",
        size: Size = Size.BODY,
        tone: Tone = Tone.PLAIN,
        *,
        bold: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        if size is not Size.BODY or bold:
            self.setFont(sized(QApplication.font(), size, bold=bold))
        if tone is not Tone.PLAIN:
            self.setForegroundRole(tone.value)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.say(text)

    def say(self, text: str, tone: Tone | None = None) -> None:
        """Show a text, in another tone if one is given; nothing happens where it stands already."""
        self.setText(shown(text))
        if tone is not None and self.foregroundRole() is not tone.value:
            self.setForegroundRole(tone.value)
