"""One answer to choose: a radio button or check box whose words wrap and whose whole row can be clicked."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from il2desk.ui.widgets.label import shown
from il2desk.ui.widgets.theme import Colours, colours

_PAD, _GAP, _INDICATOR = 9, 10, 16
_ARROWS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft


if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object  # two Qt bases in one class end the process


class _Row(_Button):
    """What both kinds share; the words are drawn here, so no character of them becomes a shortcut."""

    _round = False

    def dress(self, words: str) -> None:
        self.words = shown(words)
        self._heights: dict[int, int] = {}
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)

    def _text_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self.words) + 2

    def _beside(self) -> int:
        return _PAD + _INDICATOR + _GAP + _PAD

    def sizeHint(self) -> QSize:
        width = min(self._text_width(), 460)
        return QSize(width + self._beside(), self.heightForWidth(width + self._beside()))

    def minimumSizeHint(self) -> QSize:
        longest = max((self.fontMetrics().horizontalAdvance(word) for word in self.words.split()), default=0)
        width = min(longest, 240) + self._beside()
        return QSize(width, self.fontMetrics().height() + 2 * _PAD)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._text_box(width).height() + 2 * _PAD
        return self._heights[width]

    def _text_box(self, width: int) -> QRect:
        room = QRect(0, 0, max(20, width - self._beside()), 10_000)
        return self.fontMetrics().boundingRect(room, int(_WRAP), self.words)

    def hitButton(self, _position: QPoint) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme = colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or (self.underMouse() and self.isEnabled()):
            painter.setBrush(QColor(scheme.calm_tint if self.isChecked() else scheme.window))
            painter.drawRoundedRect(box, 5, 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(scheme.accent), 2))
            painter.drawRoundedRect(box, 5, 5)
        self._paint_indicator(painter, scheme)
        painter.setPen(QColor(scheme.text if self.isEnabled() else scheme.muted))
        left = _PAD + _INDICATOR + _GAP
        painter.drawText(QRect(left, _PAD, self.width() - left - _PAD, self.height() - _PAD), int(_WRAP), self.words)
        painter.end()

    def _paint_indicator(self, painter: QPainter, scheme: Colours) -> None:
        """Drawn here and not by the style: the class of styles alone takes Qt for Python a hundredth of a second."""
        top = _PAD + (self.fontMetrics().height() - _INDICATOR) / 2
        box = QRectF(_PAD, top, _INDICATOR, _INDICATOR).adjusted(0.75, 0.75, -0.75, -0.75)
        on, enabled = self.isChecked(), self.isEnabled()
        painter.setPen(QPen(QColor(scheme.accent if on and enabled else scheme.muted), 1.5))
        painter.setBrush(QColor(scheme.accent if on and enabled and not self._round else scheme.base))
        if self._round:
            painter.drawEllipse(box)
        else:
            painter.drawRoundedRect(box, 3, 3)
        if not on:
            return
        if self._round:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(scheme.accent if enabled else scheme.muted))
            painter.drawEllipse(box.adjusted(3.75, 3.75, -3.75, -3.75))
            return
        painter.setPen(QPen(QColor(scheme.on_accent if enabled else scheme.muted), 2))
        middle = box.center()
        painter.drawPolyline(
            [QPointF(middle.x() - 3.7, middle.y()), middle + QPointF(-1, 2.8), middle + QPointF(3.9, -3.2)]
        )

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._heights.clear()


class RadioRow(_Row, QRadioButton):
    """One of several answers."""

    _round = True

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        QRadioButton.__init__(self, parent)
        self.dress(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An arrow only moves on to the next answer, Space marks it: no answer changes under a key that scrolls."""
        step = _ARROWS.get(Qt.Key(event.key()))
        group = self.group()
        if step is None or group is None:
            super().keyPressEvent(event)
            return
        rows = [row for row in group.buttons() if row is self or (row.isEnabled() and not row.isHidden())]
        place = rows.index(self) + step
        if 0 <= place < len(rows):
            reason = Qt.FocusReason.TabFocusReason if step > 0 else Qt.FocusReason.BacktabFocusReason
            rows[place].setFocus(reason)
        event.accept()


class CheckRow(_Row, QCheckBox):
    """An answer that stands by itself."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        QCheckBox.__init__(self, parent)
        self.dress(words)


def choose(group: QButtonGroup, rows: Sequence[RadioRow], chosen: RadioRow | None) -> None:
    """Show which of a group is chosen, or none; nothing is touched that stands so already."""
    if group.checkedButton() is chosen:
        return
    group.setExclusive(False)
    for row in rows:
        row.setChecked(row is chosen)
    group.setExclusive(True)
