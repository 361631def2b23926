"""The program's real window with a store, driven from its first start to its end by a person who is not there.

`python -m tests.faults.kept_window OUT CASE.json PASSPHRASE` makes the store, types the case, signs it, has it checked
and saves its sheets to OUT, locks and unlocks, and closes. What it can see of the store while it is open must be
readable by nobody.
"""

import sys
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from il2desk.cli import demo
from il2desk.storage.files.case_file import read_case
from il2desk.storage.store import gate as store_gate
from il2desk.ui.cases.case_list_page import CaseListPage
from il2desk.ui.store.first_start import FirstStartPage
from il2desk.ui.store.recovery_key import in_groups
from il2desk.ui.store.unlock import UnlockPage
from il2desk.ui.window.workspace import LOCKED, Workspace
from tests.faults.window import Visit, run
from tests.stores import CHEAP

NO_SITE = Path(__file__).parent / "no site"  # without a policy


class KeptVisit(Visit):
    """As a visit of a window that keeps nothing, between making a store and closing it again."""

    passphrase = ""

    def begin(self) -> None:
        try:
            self.makes_the_store()
            self.desk.begin_case()
            self.go_through()
            self.locks_and_comes_back()
            self.looks_at_the_store()
        except BaseException as problem:
            sys.stderr.write(f"the visit failed: {problem!r}\n")
            QApplication.exit(9)
            return
        QTimer.singleShot(0, self.window.close)

    @property
    def desk(self) -> Workspace:
        found = self.window.findChild(Workspace)
        assert isinstance(found, Workspace)
        return found

    @property
    def page(self) -> Any:
        demo._settle()
        return self.desk.stack.currentWidget()

    def makes_the_store(self) -> None:
        first = self.page
        assert isinstance(first, FirstStartPage)
        self.keys(first.name.line, "Dr. Berta Signer")
        demo._press_space(first.role.rows["clinician"])
        self.keys(first.passphrase.first.line, self.passphrase)
        self.keys(first.passphrase.again.line, self.passphrase)
        demo._press_space(first.make_button)
        self.recovery = first.key.recovery
        self.keys(first.key.last.line, in_groups(self.recovery)[-1])
        demo._press_space(first.key.go_on)
        assert isinstance(self.page, CaseListPage)

    def locks_and_comes_back(self) -> None:
        case = self.window.session.case
        assert case.signatures
        assert case == self.window.session.stored
        self.desk.lock(LOCKED)
        shown = self.page
        assert isinstance(shown, UnlockPage)
        self.keys(shown.passphrase.line, self.passphrase)
        QTest.keyClick(self.window.windowHandle(), Qt.Key.Key_Return)
        demo._settle()
        assert self.desk.stack.shows_case
        assert self.window.session.case == case

    def looks_at_the_store(self) -> None:
        folder = self.window.session.store.folder  # type: ignore[union-attr]
        names = sorted(file.name for file in folder.iterdir())
        assert {"cases.db", "cases.db-shm", "cases.db-wal", "journal.head", "keys.json"} <= set(names), names
        patient = self.case.patient
        words = (*in_groups(self.recovery), *self.passphrase.split(), *(patient.name or "").split(), patient.identifier)
        for file in folder.iterdir():
            assert file.stat().st_mode & 0o777 == 0o600, file.name
            for word in words:
                assert str(word).encode() not in file.read_bytes(), f"{file.name} can be read"

    def keys(self, line: Any, text: str) -> None:
        """By key events of the window, wherever the focus is."""
        line.setFocus()
        for mark in text:
            QTest.keyClick(self.window.windowHandle(), mark)
        assert line.text() == text


if __name__ == "__main__":
    sample, place = read_case(Path(sys.argv[2])), Path(sys.argv[1])
    KeptVisit.passphrase = sys.argv[3]
    store_gate.StoreGate = partial(store_gate.StoreGate, costs=CHEAP)  # type: ignore[misc, assignment]
    run(lambda window: KeptVisit(window, sample, place), NO_SITE)
