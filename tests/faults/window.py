"""The program's real window, driven for a moment by a person who is not there, with words that must not leak.

`python -m tests.faults.window OUT CASE.json` opens the window, types the case, copies from it, saves its sheets
to OUT, opens every dialog, meets errors that quote the words, and closes.
"""

import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

import il2desk.app.wiring
from il2desk.cli import demo
from il2desk.domain.case.case import Case
from il2desk.storage.files.case_file import read_case
from il2desk.storage.site import paths
from il2desk.ui.window.main_window import MainWindow
from tests.faults import child

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"
SITE = Path(__file__).parent / "site"  # its policy: nothing is kept on this workstation
PROGRAM = ("--settings", str(SAMPLE / "settings.toml"), "--now", demo.NOW)


class Visit:
    """One after the other, each in a turn of the window's own loop; a failure of the visit itself ends it with 9."""

    def __init__(self, window: MainWindow, case: Case, out: Path) -> None:
        self.window, self.case, self.out = window, case, out
        self.person = demo._Person(window, case, out)

    def begin(self) -> None:
        try:
            self.go_through()
            self.window.session.note_printed()
        except BaseException as problem:
            sys.stderr.write(f"the visit failed: {problem!r}\n")
            QApplication.exit(9)
            return
        QTimer.singleShot(0, self.meet_an_error)

    def go_through(self) -> None:
        self.out.mkdir(exist_ok=True)
        self.person.takes_sheets = self.takes_sheets  # type: ignore[method-assign, assignment]
        for _picture in self.person.goes_through("A4"):
            pass
        self.copies()
        self.opens_dialogs()

    def takes_sheets(self, _paper: str) -> list[Path]:
        page: Any = self.window.wizard.page_of("documents").content
        demo._type(page.printed_by.name, demo.CLINICIAN)
        demo._type(page.patient_check.end_of_identifier, (self.case.patient.identifier or "")[-4:])
        demo._type(page.patient_check.year_of_birth, (self.case.patient.date_of_birth or "")[:4])
        assert page.patient_check.check()
        demo._press_space(page.save_button)
        dialog = page.findChild(QFileDialog) or self.window.findChild(QFileDialog)
        assert dialog is not None
        name = Path(dialog.selectedFiles()[0]).name
        dialog.setDirectory(str(self.out))
        dialog.selectFile(name)
        dialog.accept()
        demo._settle()
        assert (self.out / name).exists(), "the dialog saved nothing"
        return []

    def copies(self) -> None:
        self.window.go_to("diagnosis")
        name: Any = self.window.wizard.page_of("diagnosis").control_of("name")
        name.selectAll()
        name.copy()
        assert QApplication.clipboard().text() == self.case.patient.name
        demo._settle()

    def opens_dialogs(self) -> None:
        self.window.explain("ldh")
        self.window.open_settings("")
        self.window._choose_pdf()
        demo._settle()
        for dialog in self.window.findChildren(QDialog):
            if isinstance(dialog, QFileDialog):
                dialog.setDirectory(str(self.out))
            dialog.reject()
        demo._settle()

    def meet_an_error(self) -> None:
        """In a thread, where nothing can be raised, and in a slot; each quotes the words."""
        QTimer.singleShot(200, self.close)
        thread = threading.Thread(target=partial(fail, self.case))
        thread.start()
        thread.join()
        fails_when_it_goes(self.case)
        fail(self.case)

    def close(self) -> None:
        self.window.session.note_printed()
        for widget in QApplication.topLevelWidgets():
            if widget is not self.window and isinstance(widget, QWidget):
                widget.close()
        self.window.close()


def fail(case: Case) -> None:
    raise ValueError(f"an error about {case.patient.name}, {case.patient.identifier}")


def fails_when_it_goes(case: Case) -> None:
    class Thing:
        def __del__(self) -> None:
            fail(case)

    Thing()


class Visitor(Protocol):
    def begin(self) -> None:
        """Called once the window is made and its loop runs."""


def run(visit: Callable[[MainWindow], Visitor], site: Path) -> None:
    """Be the program at that site, visited in its real window."""
    make, visitors = il2desk.app.wiring.make_window, list[Visitor]()

    def made(found: il2desk.app.wiring.Found) -> MainWindow:
        window = make(found)
        visitors.append(visit(window))
        QTimer.singleShot(100, visitors[0].begin)
        return window

    il2desk.app.wiring.make_window = made
    paths._site_folder = lambda: site
    child.run(*PROGRAM)


if __name__ == "__main__":
    sample, place = read_case(Path(sys.argv[2])), Path(sys.argv[1])
    run(lambda window: Visit(window, sample, place), SITE)
