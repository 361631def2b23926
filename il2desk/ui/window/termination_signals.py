"""The system asks the program to end: what is entered is stored first, then it ends as if it were closed."""

import os
import signal
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier

DONE, NOT_STORED = 0, 1


class LeavingWhenTold(QObject):
    """Listens for SIGTERM, SIGINT and SIGHUP where the system has them; `settle` tells whether all is stored.

    Python runs its own handlers only between two of its instructions, and Qt may wait for hours between two of those:
    a byte in a pipe wakes it.
    """

    def __init__(self, parent: QObject, settle: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._settle = settle
        self._read, write = os.pipe()
        for end in (self._read, write):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        for told in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(told, lambda _number, _frame: None)
        self._notifier = QSocketNotifier(self._read, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._leave)

    def _leave(self) -> None:
        os.read(self._read, 1024)
        QCoreApplication.exit(DONE if self._settle() else NOT_STORED)
