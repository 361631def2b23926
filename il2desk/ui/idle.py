"""Nobody at the keyboard: after some minutes without a key or the mouse, it says so."""

from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

_BY_HAND = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)
LOOK_EVERY = 5000


class IdleWatch(QObject):
    """`idle` once for each time that nobody did anything for so many seconds; a workstation that slept counts too."""

    idle = Signal()

    def __init__(self, seconds: int, parent: QObject) -> None:
        super().__init__(parent)
        self._seconds, self._since, self._has_told = seconds, monotonic(), False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(min(LOOK_EVERY, seconds * 1000))
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def look(self) -> None:
        if not self._has_told and monotonic() - self._since >= self._seconds:
            self._has_told = True
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _BY_HAND:
            self._since, self._has_told = monotonic(), False
        return super().eventFilter(watched, event)
