"""A window with a case in it, shown, and closed again without asking."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.case.case import Case
from il2desk.domain.dosing.dose_plan import DosePlan
from il2desk.domain.errors import Refusal
from il2desk.domain.records.pdf_payload import PdfComparison, Returned
from il2desk.domain.records.print_record import PrintRecord
from il2desk.domain.values.local_settings import LocalSettings
from il2desk.storage.files.case_file import read_case
from il2desk.storage.site.paths import resources
from il2desk.ui.case.ports import Ports
from il2desk.ui.case.session import Session
from il2desk.ui.sheets import printing, sheet_output
from il2desk.ui.sheets.printing import new_printer
from il2desk.ui.window.main_window import MainWindow
from tests.cases import NOW, a_record, body, packs, settings
from tests.ui.outside import Dialog, Outside

Opened = Callable[..., MainWindow]


def no_sheet(_assessment: Assessment, _plan: DosePlan | None, _record: PrintRecord) -> NoReturn:
    raise Refusal("No sheets are made in these tests.")


def no_pdf(_raw: bytes) -> Returned:
    raise Refusal("No PDF is opened in these tests.")


def no_verifying(_raw: bytes, _kept: bytes | None) -> PdfComparison:
    raise Refusal("No PDF is compared in these tests.")


def ports_of(local: LocalSettings | None = None, **changes: object) -> Ports:
    given: dict[str, object] = {
        "packs": packs(),
        "settings": settings() if local is None else local,
        "now": lambda: NOW,
        "save_settings": lambda _changed: None,
        "record": a_record,
        "print_job": no_sheet,
        "save_file": lambda _content, _path: None,
        "open_returned": no_pdf,
        "verify": no_verifying,
        "body": body,
    }
    return Ports(**{**given, **changes})  # type: ignore[arg-type]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    """Opens a window on a case: `opened(a_case(), local=settings())`."""
    windows: list[MainWindow] = []

    def open_one(case: Case | None = None, local: LocalSettings | None = None, **changes: object) -> MainWindow:
        window = MainWindow(ports_of(local, **changes), lambda: case or Case(case_id="TEST-0001"))
        window.resize(1366, 768)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        qtbot.waitUntil(lambda: window.sides.standing.widget() is not None)
        windows.append(window)
        return window

    yield open_one
    for window in windows:
        window.session.note_printed()
        window.close()
        window.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens a window with a desk before a store in the folder of the test."""
    from tests.ui.desks import desks

    with desks(qtbot, tmp_path) as open_one:
        yield open_one


@pytest.fixture
def sample() -> Case:
    return read_case(resources() / "sample" / "case.json").model_copy(update={"case_id": "0F3A-77B2-9C01"})


@pytest.fixture
def outside() -> Outside:
    return Outside()


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Callable[..., Any]]:
    def show(session: Session) -> Any:
        from il2desk.ui.sheets.documents_page import DocumentsPage

        page = DocumentsPage(session)
        qtbot.addWidget(page)
        page.resize(1000, 640)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        return page

    return show


@pytest.fixture
def printer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[bytes, str]]:
    """A workstation with one printer; what reaches it."""
    sent: list[tuple[bytes, str]] = []
    Dialog.opened = []

    def to_file(paper: str) -> QPrinter:
        made = new_printer(paper)
        made.setOutputFileName(str(tmp_path / "printed.pdf"))
        return made

    monkeypatch.setattr(sheet_output, "printer_names", lambda: ["Ward 3"])
    monkeypatch.setattr(sheet_output, "new_printer", to_file)
    monkeypatch.setattr(printing, "new_dialog", lambda made, _: Dialog(made))
    monkeypatch.setattr(QDialog, "open", lambda _: None)
    monkeypatch.setattr(sheet_output, "refuse_file", lambda _: None)
    monkeypatch.setattr(sheet_output, "print_sheet", lambda content, _, job, _tell: sent.append((content, job)))
    return sent
