"""The program's real window, unlocked and typed into, until somebody else ends it.

`python -m tests.faults.typing_window PASSPHRASE TEXT` unlocks the store of its user, begins a case, says on stdout
whether it may write, and types the text into the name, one letter every few milliseconds, again and again.
"""

import sys
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from il2desk.cli import demo
from il2desk.ui.window.main_window import MainWindow
from il2desk.ui.window.workspace import Workspace
from tests.faults.kept_window import NO_SITE
from tests.faults.window import run

EVERY_MS = 15


class Typing:
    """A failure ends it with 9."""

    def __init__(self, window: MainWindow, passphrase: str, text: str) -> None:
        self.window, self.passphrase, self.text, self.at = window, passphrase, text, 0
        self.timer = QTimer(window)
        self.timer.timeout.connect(self.types_a_letter)

    def begin(self) -> None:
        try:
            self.unlocks()
        except BaseException as problem:
            sys.stderr.write(f"the visit failed: {problem!r}\n")
            QApplication.exit(9)

    def unlocks(self) -> None:
        desk = self.window.findChild(Workspace)
        assert isinstance(desk, Workspace)
        shown: Any = desk.stack.currentWidget()
        shown.passphrase.line.setFocus()
        for mark in self.passphrase:
            QTest.keyClick(self.window.windowHandle(), mark)
        QTest.keyClick(self.window.windowHandle(), Qt.Key.Key_Return)
        demo._settle()
        store = self.window.session.store
        assert store is not None
        if store.is_read_only:
            self.says("read-only")
            return
        desk.begin_case()
        self.window.go_to("diagnosis", "name")
        demo._settle()
        self.says(self.window.session.case.case_id)
        self.timer.start(EVERY_MS)

    def types_a_letter(self) -> None:
        QTest.keyClick(self.window.windowHandle(), self.text[self.at % len(self.text)])
        self.at += 1
        if self.at == len(self.text):
            self.says("typed")

    @staticmethod
    def says(word: str) -> None:
        sys.stdout.write(f"{word}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    words = sys.argv[1:]
    run(lambda window: Typing(window, *words), NO_SITE)
