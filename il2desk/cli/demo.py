"""A person who is not there: drives the real wizard through the sample case by keystrokes, and keeps what it sees."""

import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from il2desk.app.saving import save_file
from il2desk.app.sheet_service import SheetMaker
from il2desk.app.startup import make_application
from il2desk.app.startup_files import installed_packs, only_locked_time_zones
from il2desk.app.wiring import dress, ports
from il2desk.cli.prompt import harmless
from il2desk.domain.case.case import Case, Cycle, canonical
from il2desk.domain.records.sheet_kinds import SheetKind
from il2desk.domain.values.formatting import in_millions
from il2desk.domain.values.parsing import plain
from il2desk.storage.files.case_file import read_case
from il2desk.storage.site.paths import resources
from il2desk.storage.site.settings_file import read_settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from il2desk.ui.widgets.theme import Colours
    from il2desk.ui.window.main_window import MainWindow

NOW = "2026-11-20T10:00+01:00"
CLINICIAN = "Dr. B. Example (not a real clinician)"
CHECKER = "N. Sample (not a real pharmacist)"
WIDTH, HEIGHT = 1366, 768


class DemoStopped(RuntimeError):
    """The wizard did not do what the demo expects; the message says at which step."""


def run_demo(out: Path, paper: str, scheme: "Colours | None" = None) -> Iterator[Path]:
    """Go through the sample case and give the files as they are written: screenshots, sheets, the signed case.

    The pictures are light unless another scheme of colours is given.
    """
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from il2desk.ui.widgets.theme import LIGHT
    from il2desk.ui.window.main_window import MainWindow

    only_locked_time_zones()
    sample = resources() / "sample"
    person = read_case(sample / "case.json")
    now = datetime.fromisoformat(NOW)
    _silence_offscreen()
    application = make_application()
    dress(application, scheme or LIGHT)
    settings = read_settings(sample / "settings.toml")
    given = ports(installed_packs(), settings, lambda: now, out / "settings.toml", SheetMaker(resources()))
    window = MainWindow(given, lambda: Case(case_id=person.case_id))
    window.resize(WIDTH, HEIGHT)
    window.show()
    application.processEvents()
    out.mkdir(parents=True, exist_ok=True)
    yield from _Person(window, person, out).goes_through(paper)
    window.session.note_printed()
    window.close()


class _Person:
    """Reads the sample case and types it."""

    def __init__(self, window: "MainWindow", case: Case, out: Path) -> None:
        self.window, self.case, self.out = window, case, out
        self.wizard = window.wizard

    def goes_through(self, paper: str) -> Iterator[Path]:
        for number, step in enumerate(self.wizard.steps):
            if number:
                _click(self.wizard.next)
            if self.wizard.here != step:
                raise DemoStopped(f"Next does not lead to the step {step.name}")
            _settle()
            name = f"{number + 1:02d}-{step.id.replace('_', '-')}"
            if step.id in {"verdict", "check"}:
                yield self.looks(name)
                name += "-signed" if step.id == "verdict" else "-passed"
            self.answers(step.id)
            if step.id == "documents":
                yield from self.takes_sheets(paper)
            yield self.looks(name)

    def answers(self, step: str) -> None:
        """Type what the sample case holds for one step."""
        content: Any = self.wizard.page_of(step).content
        guideline = self.window.session.assessment.packs.guideline
        if step == guideline.page_asking("patient"):
            for name in ("name", "identifier", "date_of_birth"):
                self.types(step, name, getattr(self.case.patient, name))
        if step == guideline.page_asking("sites"):
            self.marks_sites(content)
        if step == "weight":
            self.types_cycle(self.case.cycle)
        if step == "verdict":
            self.signs(content)
        if step == "check":
            self.checks(content)
        for question in guideline.questions_on(step):
            text = self.case.answers.get(question.id)
            if text is not None and self.window.session.assessment.readings.is_asked(question.id):
                self.chooses(content, question.id, text) if question.options else self.types(step, question.id, text)

    def types(self, step: str, field: str, text: str | None) -> None:
        control = self.wizard.page_of(step).control_of(field)
        if control is None or text is None:
            raise DemoStopped(f"there is no field {field} on the step {step}")
        _type(control, text)

    def chooses(self, content: Any, question: str, option: str) -> None:
        _press_space(next(one for one in content.fields if one.id == question).rows[option])

    def marks_sites(self, content: Any) -> None:
        from il2desk.ui.fields.site_checks import SiteChecks

        for site in self.case.sites:
            _press_space(next(one.boxes[site.id] for one in content.findChildren(SiteChecks) if site.id in one.boxes))
        self.chooses(content, "sites_complete", "yes" if self.case.sites_complete else "no")

    def types_cycle(self, cycle: Cycle) -> None:
        for name in ("weight", "weight_again", "weight_date", "height"):
            self.types("weight", name, getattr(cycle, name).removesuffix(" kg").removesuffix(" cm"))
        day, clock = (cycle.first_dose or "").split(" ")
        for part in (day, clock):
            self.types("weight", "first_dose", part)

    def signs(self, content: Any) -> None:
        _type(content.signature.name, CLINICIAN)
        _press_space(content.signature.sign_button)
        if self.window.session.plan is None:
            raise DemoStopped("the sample case was signed and has no plan")

    def checks(self, content: Any) -> None:
        """The second person, who is invented too, types what the plan says."""
        plan = self.window.session.plan
        if plan is None:
            raise DemoStopped("there is no plan to check")
        _type(content.name, CHECKER)
        _type(content.pair.kilograms, plain(plan.clearance.weight.value))
        _type(content.pair.million_units, plain(in_millions(plan.units)))
        _press_space(content.compare_button)
        if self.window.session.check is None:
            raise DemoStopped("the second check did not pass")

    def takes_sheets(self, paper: str) -> Iterator[Path]:
        """The bytes the documents page shows, once somebody is named and the patient checked: set, then sheets."""
        from PySide6.QtWidgets import QRadioButton

        page: Any = self.wizard.page_of("documents").content
        _press_space(page.choice.findChild(QRadioButton, paper))
        _type(page.printed_by.name, CLINICIAN)
        _type(page.patient_check.end_of_identifier, (self.case.patient.identifier or "")[-4:])
        _type(page.patient_check.year_of_birth, (self.case.patient.date_of_birth or "")[:4])
        if not page.patient_check.check():
            raise DemoStopped("the documents page does not know the patient")
        for _ in range(2):
            if not page.made or not page.printed_by.check():
                raise DemoStopped("the documents page shows no sheet")
            for sheet in page.made:
                target = self.out / f"{sheet.file_name}.pdf"
                save_file(sheet.content, target)
                yield target
            _press_space(page.choice.boxes[SheetKind.SET])
        kept = self.out / "case.json"
        save_file(canonical(self.window.session.case).encode(), kept)
        yield kept

    def looks(self, name: str) -> Path:
        """A screenshot of the window as it stands."""
        _settle()
        target = self.out / f"{name}.png"
        if not self.window.grab().save(str(target)):
            raise DemoStopped(f"the screenshot {target.name} could not be written")
        return target


def _silence_offscreen() -> None:
    """Qt's offscreen platform says at every size hint that it knows none."""
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler

    def handle(kind: QtMsgType, _where: object, message: str) -> None:
        if "propagateSizeHints" not in message and kind is not QtMsgType.QtDebugMsg:
            sys.stderr.write(f"{harmless(message)}\n")

    qInstallMessageHandler(handle)


def _settle() -> None:
    from PySide6.QtTest import QTest

    QTest.qWait(30)


def _type(control: "QWidget", text: str) -> None:
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    control.setFocus()
    for mark in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(control, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, mark))


def _click(control: "QWidget") -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    QTest.mouseClick(control, Qt.MouseButton.LeftButton)


def _press_space(control: "QWidget") -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    control.setFocus()
    QTest.keyClick(control, Qt.Key.Key_Space)
