"""Areas that scroll up and down, with a slim bar and never sideways."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollArea, QScrollBar, QWidget

_SLIM = """
QScrollBar:vertical { width: 12px; margin: 0; background: transparent; border: none; }
QScrollBar::handle:vertical { background: palette(mid); border-radius: 4px; min-height: 36px; margin: 2px; }
QScrollBar::handle:vertical:hover { background: palette(placeholder-text); }
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical { height: 0; }
QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical { background: transparent; }
"""


class SlimBar(QScrollBar):
    """A vertical scroll bar without arrows."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.setStyleSheet(_SLIM)


def see_through(area: QAbstractScrollArea) -> None:
    """Let what is behind an area show through it.

    The view is made here: to name the one that Qt made, Qt for Python first builds every class it could be of.
    """
    area.setViewport(QWidget())


class Scrolled(QWidget):
    """What is scrolled: as wide as there is room, and as tall as that width asks for."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class Scrolling(QScrollArea):
    """Shows one widget as wide as there is room and as tall as it needs."""

    def __init__(self, inner: QWidget | None = None) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(SlimBar())
        see_through(self)
        if inner is not None:
            self.setWidget(inner)

    def setWidget(self, inner: QWidget) -> None:
        """What is behind shows through."""
        super().setWidget(inner)
        inner.setAutoFillBackground(False)
