"""What can wait until a person sees the first page."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

_BY_HAND = frozenset(
    {
        QEvent.Type.ShortcutOverride,
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class AfterFirstPaint(QObject):
    """Calls `then` once `widget` is on the screen: in the turn after its first painting, and before anything by hand.

    A key or a click that comes sooner is held until `then` has returned; a turn of the wheel is dropped.
    """

    def __init__(self, widget: QWidget, then: Callable[[], None]) -> None:
        super().__init__(widget)
        self._widget, self._then = widget, then
        self._is_painted = self._is_done = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.Paint and not self._is_painted:
            self._is_painted = True
            self._widget.removeEventFilter(self)
            application = QCoreApplication.instance()
            if application is not None:
                application.installEventFilter(self)
            QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, self._run))
        elif kind in _BY_HAND and not self._is_done:
            self._run()
            return kind is QEvent.Type.Wheel
        return super().eventFilter(watched, event)

    def _run(self) -> None:
        if self._is_done:
            return
        self._is_done = True
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._then()
