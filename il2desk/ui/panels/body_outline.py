"""The body outline as something to click: each site's shape is filled while the site is marked in the list."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from il2desk.domain.packs.body_outline import BOX, Body, Path
from il2desk.ui.widgets.theme import Colours, colours

WIDTH, HEIGHT = 256, 462
NEAR, FAR = 225, 785  # what of the box is drawn on
REACH = 9  # how far beside a small shape a click still counts, in the box
NAME = "Body outline of involved sites"
KEYS = "Arrow keys move from site to site, Space marks"
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}


class BodyOutlineView(QWidget):
    """The sites in `labels` that have a shape, in that order; `choose` is called with the one clicked.

    It fills what it is told to; whether a site becomes marked is not decided here.
    """

    pointed = Signal(str)
    """The site under the pointer or under the keys, or nothing."""

    def __init__(self, body: Body, labels: Mapping[str, str], choose: Callable[[str], None]) -> None:
        super().__init__()
        self._body, self._choose = body, choose
        self.labels = {site: words for site, words in labels.items() if site in body.shape_by_site}
        self._outline = painter_path(body.outline)
        self._details = [painter_path(detail) for detail in body.details]
        self._shapes = {one.site: painter_path(one.path) for one in body.shapes if one.site in self.labels}
        self.marked: frozenset[str] = frozenset()
        self.current: str | None = None
        self.hovered: str | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(QSize(200, HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(NAME)
        self._describe()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def show_sites(self, sites: Iterable[str]) -> None:
        """Fill these and no others."""
        marked = frozenset(sites)
        if marked != self.marked:
            self.marked = marked
            self._describe()
            self.update()

    def words_of(self, site: str) -> str:
        return f"{self.labels[site]}: {'marked' if site in self.marked else 'not marked'}"

    def place_of(self, x: float, y: float) -> QPointF:
        """Where a point of the box stands in the widget."""
        return self._transform().map(QPointF(x, y))

    def site_at(self, position: QPointF) -> str | None:
        back, _ = self._transform().inverted()
        point = back.map(position)
        site = self._body.site_at(round(point.x()), round(point.y()), REACH)
        return site if site in self.labels else None

    def _transform(self) -> QTransform:
        scale = min((self.width() - 12) / (FAR - NEAR), (self.height() - 12) / BOX)
        middle = QTransform.fromTranslate(self.width() / 2, self.height() / 2)
        return middle.scale(scale, scale).translate(-(NEAR + FAR) / 2, -BOX / 2)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.site_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        site = self.site_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and site is not None:
            self._point_to(site)
            self._choose(site)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick clicks are two clicks."""
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        order = list(self.labels)
        if key in _STEPS and order:
            here = order.index(self.current) + _STEPS[key] if self.current in order else 0
            self._point_to(order[max(0, min(here, len(order) - 1))])
        elif key is Qt.Key.Key_Space and self.current is not None:
            if not event.isAutoRepeat():
                self._choose(self.current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current is None and self.labels and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self._point_to(next(iter(self.labels)))
        self.update()
        self.pointed.emit(self.hovered or self.current or "")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
        self.pointed.emit(self.hovered or "")

    def _point_to(self, site: str) -> None:
        self.current = site
        self._describe()
        self.pointed.emit(site)
        self.update()

    def _hover(self, site: str | None) -> None:
        if site != self.hovered:
            self.hovered = site
            self.setCursor(Qt.CursorShape.PointingHandCursor if site else Qt.CursorShape.ArrowCursor)
            self.pointed.emit(site or (self.current if self.hasFocus() else None) or "")
            self.update()

    def _describe(self) -> None:
        here = f"{self.words_of(self.current)}. " if self.current else ""
        filled = ", ".join(words for site, words in self.labels.items() if site in self.marked) or "none"
        self.setAccessibleDescription(f"{here}Marked: {filled}. {KEYS}.")

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme = colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(QColor(scheme.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        painter.setTransform(self._transform(), True)
        self._paint_body(painter, scheme)
        for site, shape in self._shapes.items():
            if site in self.marked:
                _paint(painter, shape, scheme.accent, scheme.text, 1.4)
            else:
                _paint(painter, shape, scheme.base, scheme.muted, 0.9)
        for pointed in (self.current if self.hasFocus() else None, self.hovered):
            if pointed is not None:
                _paint_pointer(painter, scheme, self._shapes[pointed])
        painter.end()

    def _paint_body(self, painter: QPainter, scheme: Colours) -> None:
        _paint(painter, self._outline, scheme.window, scheme.muted, 1.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for detail in self._details:
            painter.strokePath(detail, _pen(painter, scheme.line, 0.9))


def painter_path(path: Path) -> QPainterPath:
    drawn = QPainterPath()
    for loop in path:
        drawn.moveTo(*loop.start)
        for stroke in loop.strokes:
            points = [QPointF(*point) for point in stroke]
            drawn.lineTo(points[0]) if len(points) == 1 else drawn.cubicTo(*points)
        drawn.closeSubpath()
    return drawn


def _paint_pointer(painter: QPainter, scheme: Colours, shape: QPainterPath) -> None:
    """Two lines around a shape, one of them seen on whatever lies behind."""
    painter.strokePath(shape, _pen(painter, scheme.attention, 5))
    painter.strokePath(shape, _pen(painter, scheme.base, 1.8))


def _paint(painter: QPainter, path: QPainterPath, fill: str, line: str, width: float) -> None:
    painter.fillPath(path, QColor(fill))
    painter.strokePath(path, _pen(painter, line, width))


def _pen(painter: QPainter, colour: str, width: float) -> QPen:
    """A pen as wide on a small figure as on a large one."""
    pen = QPen(QColor(colour), width / painter.worldTransform().m11())
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
