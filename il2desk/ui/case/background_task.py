"""What takes long is done beside the window: it stays alive, says what it is at, and can be told to leave it."""

import gc
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QMessageBox, QWidget

from il2desk.ui.widgets.busy_cursor import busy

Result = TypeVar("Result")
AT_WORK = "Checking whether the pages of this file are those of the case it carries…"
PATIENCE, LOOK_EVERY = 0.3, 30
"""Seconds for which the window may stand still, which is mostly enough, and milliseconds between looks afterwards."""


class BackgroundTask(QObject):
    """One piece of work at a time, in a thread that touches nothing of Qt; one that is left is not heard of again."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._thread = ThreadPoolExecutor(1)
        self._box: QMessageBox | None = None
        self._looking: QTimer | None = None

    @property
    def is_at_work(self) -> bool:
        return self._looking is not None

    def begin(self, work: Callable[[], Result], then: Callable[["Future[Result]"], None]) -> None:
        """Do it, and give what came of it or what it raised; `work` must hold nothing of Qt."""
        self.leave()
        future = self._thread.submit(_without_tidying, work)
        with busy():
            wait((future,), PATIENCE)
        if future.done():
            then(future)
            return

        def look() -> None:
            if future.done():
                self.leave()
                then(future)

        self._looking = QTimer(self, interval=LOOK_EVERY)
        self._looking.timeout.connect(look)
        self._looking.start()
        self._say()

    def leave(self) -> None:
        """Whatever comes of the work now, nobody is told."""
        looking, self._looking = self._looking, None
        if looking is not None:
            looking.stop()
            looking.deleteLater()
        box, self._box = self._box, None
        if box is not None:
            box.done(0)

    def _say(self) -> None:
        self._box = box = QMessageBox(QMessageBox.Icon.NoIcon, "il2desk", AT_WORK, parent=self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setStandardButtons(QMessageBox.StandardButton.Cancel)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(self._left)
        box.open()

    def _left(self) -> None:
        """Cancelled by the person, or closed because the window was locked."""
        if self._box is not None:
            self._box = None
            self.leave()


def _without_tidying(work: Callable[[], Result]) -> Result:
    """Python's tidying up, in another thread than the window's, could destroy what belongs to Qt there."""
    tidies = gc.isenabled()
    gc.disable()
    try:
        return work()
    finally:
        if tidies:
            gc.enable()
