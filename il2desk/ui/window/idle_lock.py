"""Nobody at the keyboard: after some minutes without a key or the mouse, it says so."""

import sys
import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

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
_COUNTS_SLEEP = {"linux": "CLOCK_BOOTTIME", "darwin": "CLOCK_MONOTONIC"}
"""Python's own monotonic clock stands still there while the workstation sleeps; elsewhere it goes on."""


def seconds_passed() -> float:
    """Seconds from some moment on, sleep included, whatever the wall clock is set to."""
    named = _COUNTS_SLEEP.get(sys.platform, "")
    return time.clock_gettime(getattr(time, named)) if hasattr(time, named) else time.monotonic()


class IdleWatch(QObject):
    """`idle` while nobody has done anything for so many seconds, again and again: what had to wait is done later.

    A workstation that slept counts too; while the program itself is at work, it waits. Hands are seen from `begin` on.
    """

    idle = Signal()

    def __init__(self, seconds: int, parent: QObject) -> None:
        super().__init__(parent)
        self._seconds, self._since = seconds, seconds_passed()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(min(LOOK_EVERY, seconds * 1000))

    def begin(self) -> None:
        """Look at every event of the application, of which Python is told from then on."""
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def look(self) -> None:
        is_at_work = QGuiApplication.overrideCursor() is not None  # a print can take minutes
        if not is_at_work and seconds_passed() - self._since >= self._seconds:
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _BY_HAND:
            self._since = seconds_passed()
        return super().eventFilter(watched, event)
