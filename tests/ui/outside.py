"""A documents page on its own, with what lies beyond the screen: sheets made, files kept, faults on demand."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from io import BytesIO
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.case.case import Case
from il2desk.domain.dosing.dose_plan import DosePlan
from il2desk.domain.records.print_record import PrintRecord
from il2desk.domain.records.sheet_kinds import SINGLE, SheetKind
from il2desk.domain.values.local_settings import LocalSettings
from il2desk.storage.packs.library import load_packs
from il2desk.storage.site.paths import resources
from il2desk.storage.site.settings_file import read_settings
from il2desk.ui.case.session import Session
from il2desk.ui.sheets.documents_page import DocumentsPage

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
PAPERS = {"A4": (210 * 72 / 25.4, 297 * 72 / 25.4), "Letter": (612.0, 792.0)}
PACKS = cache(lambda: load_packs(resources()))
SETTINGS = cache(lambda: read_settings(resources() / "sample" / "settings.toml"))


@cache
def a_pdf(paper: str, words: str) -> bytes:
    target = BytesIO()
    canvas = Canvas(target, pagesize=PAPERS[paper], invariant=1)
    for page in (1, 2):
        canvas.drawString(72, 500, f"{words}, page {page}")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


class Outside:
    """What lies beyond the screen: sheets made, files kept, faults on demand."""

    def __init__(self, settings: LocalSettings | None = None) -> None:
        self.settings = settings if settings is not None else SETTINGS()
        self.files: dict[str, bytes] = {}
        self.saving: Callable[[], None] = lambda: None
        self.making: Callable[[], None] = lambda: None
        self.made = 0

    def make_sheet(self, name: str, assessment: Assessment, plan: DosePlan | None, record: PrintRecord) -> bytes:
        self.making()
        self.made += 1
        dose = plan.in_words if plan else assessment.mark
        return a_pdf(record.paper, f"{name} {assessment.case.patient.identifier} {dose}")

    def print_job(
        self, assessment: Assessment, plan: DosePlan | None, record: PrintRecord
    ) -> Callable[[SheetKind], bytes]:
        return lambda name: self.make_sheet(name, assessment, plan, record)

    def save_file(self, content: bytes, path: str) -> None:
        self.saving()
        self.files[path] = content

    def session(self, case: Case, *, signed: bool = True) -> Session:
        from tests.ui.conftest import ports_of

        ports = ports_of(self.settings, packs=PACKS(), print_job=self.print_job, save_file=self.save_file)
        session = Session(ports, Case(case_id="0F3A-77B2-9C01"))
        session.begin(Case(case_id="0F3A-77B2-9C01"))
        session.edit(case)
        if signed:
            session.sign("Dr. B. Sample")
        return session


class Dialog(QObject):
    """Stands for the system's print dialog: accepts or not, as the test says."""

    accepted = Signal(object)
    opened: "list[Dialog]" = []

    def __init__(self, printer: QPrinter) -> None:
        super().__init__()
        self.printer = printer
        self.opened.append(self)

    def setAttribute(self, *_: object) -> None: ...

    def accept(self) -> None:
        self.accepted.emit(None)
        QApplication.processEvents()


def name_printer(qtbot: QtBot, page: DocumentsPage, name: str = "N. Printer") -> None:
    page.printed_by.name.setFocus()
    qtbot.keyClicks(page.printed_by.name, name)
    qtbot.keyClick(page.printed_by.name, Qt.Key.Key_Return)


def single(qtbot: QtBot, page: DocumentsPage, *names: str) -> None:
    """Choose these sheets instead of the whole set."""
    press(qtbot, page.choice.boxes["set"])
    for name in SINGLE:
        if name not in names:
            press(qtbot, page.choice.boxes[name])


def check_patient(qtbot: QtBot, page: DocumentsPage, end: str = "0417", year: str = "1961") -> None:
    if page._session.person is None:
        name_printer(qtbot, page)
    for field, text in ((page.patient_check.end_of_identifier, end), (page.patient_check.year_of_birth, year)):
        field.setFocus()
        field.clear()
        if text.isascii():
            qtbot.keyClicks(field, text)
        else:
            field.insert(text)  # QTest types Latin letters only
    qtbot.keyClick(page.patient_check.year_of_birth, Qt.Key.Key_Return)


def press(qtbot: QtBot, button: object) -> None:
    qtbot.keyClick(button, Qt.Key.Key_Space)


def everything_said(page: DocumentsPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())
