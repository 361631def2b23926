"""The delay after wrong passphrases, counted down on the button that it disables."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QPushButton

from il2desk.domain.errors import WrongPassphrase


class RetryDelay(QObject):
    """Disables a button for some seconds; `left` is the remaining number."""

    def __init__(self, button: QPushButton, words: str) -> None:
        super().__init__(button)
        self._button, self._words, self.left = button, words, 0
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.pass_second)

    @property
    def is_on(self) -> bool:
        return self.left > 0

    def begin(self, seconds: int) -> None:
        self.left = max(0, seconds)
        if self.is_on:
            self._timer.start()
        self._show()

    def begin_after(self, problem: Exception) -> None:
        """Starts the delay that a wrong passphrase carries; other refusals carry none."""
        self.begin(problem.wait if isinstance(problem, WrongPassphrase) else 0)

    def pass_second(self) -> None:
        self.left = max(0, self.left - 1)
        if not self.is_on:
            self._timer.stop()
        self._show()

    def _show(self) -> None:
        self._button.setEnabled(not self.is_on)
        minutes, seconds = divmod(self.left, 60)
        self._button.setText(f"Wait {minutes}:{seconds:02d}" if self.is_on else self._words)
