"""Words on the screen: always plain text, wrapped, and breakable where somebody typed no blanks."""

import re

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSizePolicy, QWidget

from il2desk.ui.theme import Size, Tone, colours, sized

_UNBROKEN = re.compile(r"\S{24}")
LONGEST_SHOWN = 4000


def shown(text: str) -> str:
    """The text with places to break in long unbroken runs, and with its length where it is too long to show whole."""
    if len(text) > LONGEST_SHOWN:
        text = f"{text[:LONGEST_SHOWN]} … ({len(text)} characters in all)"
    return _UNBROKEN.sub("\\g<0>\u200b", text.replace("\0", "\ufffd"))


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


def button(text: str, parent: QWidget | None = None, *, quiet: bool = False) -> QPushButton:
    """A push button that Enter presses only while it has the focus; a `quiet` one looks like a link."""
    made = QuietButton(text, parent) if quiet else QPushButton(text, parent)
    made.setAutoDefault(False)
    if not quiet:
        made.setMinimumHeight(made.fontMetrics().height() + 14)
    return made


class QuietButton(QPushButton):
    """Words in the accent colour, underlined under the pointer, ringed with the focus."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        plain = self.text().replace("&", "")
        return QSize(self.fontMetrics().horizontalAdvance(plain) + 18, self.fontMetrics().height() + 10)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme = colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.isDown():
            painter.setPen(QPen(QColor(scheme.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        font = self.font()
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(QColor(scheme.accent if self.isEnabled() else scheme.muted))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic
        painter.drawText(self.rect(), int(flags), self.text())
        painter.end()
