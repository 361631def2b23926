"""Push buttons: plain ones, quiet ones that look like links, and the filled one that leads on."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from il2desk.ui.widgets.theme import colours

_CENTRED = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic)


def button(text: str, parent: QWidget | None = None, *, quiet: bool = False) -> QPushButton:
    """A push button that Enter presses only while it has the focus; a `quiet` one looks like a link."""
    made = QuietButton(text, parent) if quiet else QPushButton(text, parent)
    made.setAutoDefault(False)
    if not quiet:
        words = made.fontMetrics().horizontalAdvance(text.replace("&", ""))
        made.setMinimumSize(words + 32, made.fontMetrics().height() + 14)
    return made


def relabel(made: QPushButton, text: str) -> None:
    """Give a button other words, and the room for them."""
    made.setText(text)
    made.setMinimumWidth(made.fontMetrics().horizontalAdvance(text.replace("&", "")) + 32)


class QuietButton(QPushButton):
    """Words in the accent colour, underlined under the pointer, ringed with the focus."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
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
        painter.drawText(self.rect(), _CENTRED, self.text())
        painter.end()


class FilledButton(QPushButton):
    """The button that leads on, in the accent colour."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAutoDefault(False)
        self.setMinimumHeight(self.fontMetrics().height() + 16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme = colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        fill, words = (scheme.accent, scheme.on_accent) if self.isEnabled() else (scheme.window, scheme.muted)
        colour = QColor(fill)
        if self.isDown() or (self.underMouse() and self.isEnabled()):
            colour = colour.darker(112)
        painter.setPen(QPen(QColor(scheme.line), 1) if not self.isEnabled() else Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(box, 5, 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(scheme.on_accent), 1.5))
            painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), 3, 3)
        painter.setPen(QColor(words))
        painter.drawText(self.rect(), _CENTRED, self.text())
        painter.end()
