"""A PDF of this program is chosen or dropped: read, its pages held against its case, and the case shown read-only."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from il2desk.domain.errors import Refusal
from il2desk.domain.records.pdf_payload import PdfComparison, PdfStatus, Returned, entries_alone
from il2desk.domain.records.print_history import Printed, Printing, file_name
from il2desk.domain.records.store_records import Kept
from il2desk.domain.values.local_time import on_clocks_of, shown_time
from il2desk.domain.values.parsing import echo_date
from il2desk.ui.case.background_task import BackgroundTask
from il2desk.ui.case.patient import named
from il2desk.ui.case.session import Session
from il2desk.ui.widgets.file_dialog import ask_to_open

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

LARGEST = 64 * 1024 * 1024
_ONE = "Drop one PDF at a time. Nothing was opened."
_LOCAL = "Only a file on this workstation can be opened. Save the PDF here first, then open it. Nothing was opened."
_TYPE = "Only PDF files that il2desk made can be opened. Nothing was opened."
_GONE = "The file could not be read: it was moved, is locked, or is no file. Nothing was opened."
_LARGE = "The file is too large to be one of ours. Nothing was opened."
_CARRIES = (
    "Nothing of the file is shown. It carries revision {revision} of this case: {patient}.\n\n"
    "Its entries can be shown, read-only and without what was signed; then check every figure against the patient's "
    "chart. Otherwise nothing is opened."
)
_ENTRIES_ALONE = (
    "They are not shown. These are the entries it carries, read-only and without what was signed: check every figure "
    "against the patient's chart."
)


class PdfOpener(QObject):
    """`refused` says why nothing was opened; `opened` that the session shows another case."""

    refused = Signal(str)
    opened = Signal()

    def __init__(self, session: Session, window: QWidget, ask: Callable[[Callable[[], None]], None]) -> None:
        super().__init__(window)
        self._session, self._window, self._ask = session, window, ask
        self.comparing = BackgroundTask(window)

    def choose(self) -> None:
        """Ask for a file."""
        ask_to_open(self._window, "Open a PDF made by il2desk", "PDF files (*.pdf *.PDF)", self.open_file)

    def drop(self, urls: Sequence[QUrl]) -> None:
        """What was dropped on the window."""
        url = QUrl(urls[0]) if len(urls) == 1 else QUrl()
        if url.host().casefold() == "localhost":
            url.setHost("")
        if len(urls) != 1:
            self.refused.emit(_ONE)
        elif not url.isLocalFile() or url.host():
            self.refused.emit(_LOCAL)
        elif not url.toLocalFile().casefold().endswith(".pdf"):
            self.refused.emit(_TYPE)
        else:
            self.open_file(url.toLocalFile())

    def open_file(self, path: str) -> None:
        """Read and compare it; the present case is left alone until then, and until somebody agrees to lose it."""
        try:
            content = _content(Path(path))
        except OSError:
            self.refused.emit(_GONE)
        except Refusal as problem:
            self.refused.emit(str(problem))
        else:
            self.comparing.begin(partial(self._session.ports.open_returned, content), partial(self._compare, content))

    def _compare(self, content: bytes, read: "Future[Returned]") -> None:
        try:
            returned = read.result()
            kept = self._kept(returned)
        except Refusal as problem:
            self.refused.emit(str(problem))
        else:
            verify = partial(self._session.ports.verify, content, kept)
            self.comparing.begin(verify, partial(self._take, returned))

    def _kept(self, returned: Returned) -> bytes | None:
        """What the open store keeps of that sheet of that printing. Raises StoreRefused."""
        store = self._session.store
        printings = store.printed.of_case(returned.case.case_id) if store is not None else ()
        sheets = (sheet for one in printings if one.record == returned.record for sheet in one.sheets)
        return next((sheet.content for sheet in sheets if sheet.name == returned.sheet), None)

    def _take(self, returned: Returned, compared: "Future[PdfComparison]") -> None:
        try:
            returned = replace(returned, verified=compared.result())
        except Refusal as problem:
            self.refused.emit(str(problem))
        else:
            self._offer_entries(returned) if returned.is_doubted else self._ask(partial(self._show, returned))

    def _offer_entries(self, returned: Returned) -> None:
        """Nobody knows whose the pages are: only what was entered is shown, and only on purpose."""
        says = returned.verified.in_words if returned.verified else ""
        box = QMessageBox(QMessageBox.Icon.Warning, "il2desk", says, parent=self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        patient = named(self._session.try_case(returned.case))
        box.setInformativeText(_CARRIES.format(revision=returned.case.revision, patient=patient))
        show = box.addButton("Show the entries", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton("Do not open", QMessageBox.ButtonRole.RejectRole))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries = replace(returned, case=entries_alone(returned.case))
        show.clicked.connect(lambda _checked=False: self._ask(partial(self._show, entries)))
        box.open()

    def _show(self, returned: Returned) -> None:
        shown = returned.verified.shown if returned.verified else None
        self._session.reopen(returned, None if shown is None else _printing(returned, shown))
        self.opened.emit()


def in_words(returned: Returned | Kept, zone: "ZoneInfo | None") -> str:
    """What the bar says of a case that came back, or that is looked back at."""
    if isinstance(returned, Kept):
        return _kept_in_words(returned, zone)
    record, case, verified = returned.record, returned.case, returned.verified
    if verified is not None and returned.is_doubted:
        return f"{verified.in_words} {_ENTRIES_ALONE}"
    when = shown_time(on_clocks_of(zone, record.printed))
    differs = f" {verified.in_words}" if verified is not None and verified.standing is PdfStatus.CHANGED else ""
    return (
        f"Opened from a PDF, revision {case.revision}, copy {record.copy_number}, printed {when}: read-only, nothing "
        f"can be changed or printed anew.{differs}"
    )


def _kept_in_words(kept: Kept, zone: "ZoneInfo | None") -> str:
    day = echo_date(on_clocks_of(zone, datetime.fromisoformat(kept.instant)).date())
    return (
        f"Cycle {kept.case.cycle.number}, revision {kept.case.revision} as it was {kept.how}, {day}: read-only, "
        "nothing can be changed or printed anew."
    )


def _content(path: Path) -> bytes:
    """Raises OSError, or Refusal where the file is too large."""
    if not path.is_file():
        raise OSError
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Refusal(_LARGE)
    return content


def _printing(returned: Returned, content: bytes) -> Printing:
    case, record, name = returned.case, returned.record, returned.sheet
    called = file_name(name, case.case_id, case.revision, record.copy_number)
    printed = Printed(name, name.called, called, content)
    return Printing(case.case_id, case.revision, case.cycle.number, record, (printed,))
