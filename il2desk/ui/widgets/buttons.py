"""Push buttons: plain ones, quiet ones that look like links, and the filled one that leads on."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from il2desk.ui.widgets.theme import colours

_CENTRED = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic)


def button(text: str, parent: QWidget | None = None, *, quiet: bool = False) -> QPushButton:
    """A push button that Enter presses only while it has the focus; a `quiet` one looks like a link."""
    made = QuietButton(text, parent) if quiet else _Button(text, parent)
    if not quiet:
        words = made.fontMetrics().horizontalAdvance(text.replace("&", ""))
        made.setMinimumSize(words + 32, made.fontMetrics().height() + 14)
    return made


def relabel(made: QPushButton, text: str) -> None:
    """Give a button other words, and the room for them."""
    made.setText(text)
    made.setMinimumWidth(made.fontMetrics().horizontalAdvance(text.replace("&", "")) + 32)


def ring(painter: QPainter, control: QWidget) -> None:
    """What has the focus is known by it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours(control.palette()).accent), 2))
    painter.drawRoundedRect(QRectF(control.rect()).adjusted(1, 1, -1, -1), 5, 5)


class _Button(QPushButton):
    """Enter presses it in every window and dialog while it has the focus, and from nowhere else."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ringed with the focus, however it came: a style's own outline is thin, or left out."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            ring(painter, self)
            painter.end()


class QuietButton(_Button):
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
        if self.hasFocus() or self.isDown():
            ring(painter, self)
        font = self.font()
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(QColor(scheme.accent if self.isEnabled() else scheme.muted))
        painter.drawText(self.rect(), _CENTRED, self.text())
        painter.end()


class FilledButton(_Button):
    """The button that leads on, in the accent colour."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
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
