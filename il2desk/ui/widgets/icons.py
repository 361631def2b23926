"""Small drawn symbols that say an outcome or a state by their shape; no font needs to have them."""

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from il2desk.ui.widgets.theme import Tone, colours


class IconLabel(Enum):
    CHECK = "check"
    CROSS = "cross"
    QUESTION = "question"
    STOP = "stop"
    OPEN = "open"
    ATTENTION = "attention"
    LOCKED = "locked"


def paint_mark(painter: QPainter, box: QRectF, mark: IconLabel, colour: QColor, ground: QColor) -> None:
    """Draw a symbol filling a square box; `ground` is what shows through its strokes."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 16, box.height() / 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    _SHAPES[mark](painter, colour)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ground, 1.9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    _STROKES.get(mark, _nothing)(painter)
    painter.restore()


def _disc(painter: QPainter, _colour: QColor) -> None:
    painter.drawEllipse(QRectF(1, 1, 14, 14))


def _ring(painter: QPainter, colour: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 1.6))
    painter.drawEllipse(QRectF(2, 2, 12, 12))


def _octagon(painter: QPainter, _colour: QColor) -> None:
    corners = [(5, 1), (11, 1), (15, 5), (15, 11), (11, 15), (5, 15), (1, 11), (1, 5)]
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))


def _triangle(painter: QPainter, _colour: QColor) -> None:
    painter.drawPolygon(QPolygonF([QPointF(8, 1), QPointF(15.6, 15), QPointF(0.4, 15)]))


def _padlock(painter: QPainter, colour: QColor) -> None:
    painter.drawRoundedRect(QRectF(3, 7, 10, 8), 1.5, 1.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 1.8))
    painter.drawArc(QRectF(5, 2, 6, 10), 0, 180 * 16)


def _square(painter: QPainter, _colour: QColor) -> None:
    painter.drawRoundedRect(QRectF(1.5, 1.5, 13, 13), 2, 2)


def _nothing(_painter: QPainter) -> None:
    return None


def _tick(painter: QPainter) -> None:
    painter.drawPolyline(QPolygonF([QPointF(4.6, 8.4), QPointF(7, 10.8), QPointF(11.4, 5.6)]))


def _cross(painter: QPainter) -> None:
    painter.drawLine(QPointF(5.2, 5.2), QPointF(10.8, 10.8))
    painter.drawLine(QPointF(10.8, 5.2), QPointF(5.2, 10.8))


def _bar(painter: QPainter) -> None:
    painter.drawLine(QPointF(5, 8), QPointF(11, 8))


def _question(painter: QPainter) -> None:
    painter.drawArc(QRectF(5.6, 3.6, 4.8, 4.8), -60 * 16, 240 * 16)
    painter.drawLine(QPointF(8, 8.8), QPointF(8.6, 8.3))
    painter.drawPoint(QPointF(8, 11.9))


def _exclamation(painter: QPainter) -> None:
    painter.drawLine(QPointF(8, 6), QPointF(8, 9.6))
    painter.drawPoint(QPointF(8, 12.4))


_SHAPES = {
    IconLabel.CHECK: _disc,
    IconLabel.CROSS: _square,
    IconLabel.QUESTION: _disc,
    IconLabel.STOP: _octagon,
    IconLabel.OPEN: _ring,
    IconLabel.ATTENTION: _triangle,
    IconLabel.LOCKED: _padlock,
}
_STROKES = {
    IconLabel.CHECK: _tick,
    IconLabel.CROSS: _cross,
    IconLabel.QUESTION: _question,
    IconLabel.STOP: _bar,
    IconLabel.ATTENTION: _exclamation,
}


class MarkWidget(QWidget):
    """One symbol as tall as the text beside it. It is decoration: the word beside it carries the meaning."""

    def __init__(self, mark: IconLabel | None = None, tone: Tone = Tone.MUTED, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark, self._tone = mark, tone
        side = round(self.fontMetrics().ascent() * 1.15)
        self.setFixedSize(QSize(side, side))

    def show_mark(self, mark: IconLabel | None, tone: Tone) -> None:
        if (mark, tone) != (self._mark, self._tone):
            self._mark, self._tone = mark, tone
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._mark is None:
            return
        scheme = colours(self.palette())
        painter = QPainter(self)
        paint_mark(painter, QRectF(self.rect()), self._mark, scheme.tone(self._tone), QColor(scheme.base))
        painter.end()
