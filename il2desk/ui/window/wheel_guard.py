"""The wheel never changes an input, anywhere in the application: over one, it scrolls the page instead."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QWidget,
)

_INPUTS = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QTabBar)


class WheelGuard(QObject):
    """An event filter for the whole application; installed once the first page is shown."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.Wheel or not isinstance(watched, QWidget):
            return False
        if not isinstance(watched, _INPUTS) or isinstance(watched, QScrollBar):
            return False
        page = _scrolling(watched)
        if page is not None:
            QCoreApplication.sendEvent(page.verticalScrollBar(), event)
        return True


def _scrolling(widget: QWidget) -> QAbstractScrollArea | None:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above
