"""A PDF of this program is chosen or dropped: it is read, asked about where work would be lost, and shown read-only."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from il2desk.domain.entry import echo_date
from il2desk.domain.printings import Printed, Printing
from il2desk.domain.returned import Returned
from il2desk.domain.stored import Kept
from il2desk.ui.session import Session
from il2desk.ui.sheets import TITLES, file_name

LARGEST = 64 * 1024 * 1024
_ONE = "Drop one PDF at a time. Nothing was opened."
_LOCAL = "Only a file on this workstation can be opened. Save the PDF here first, then open it. Nothing was opened."
_TYPE = "Only PDF files that il2desk made can be opened. Nothing was opened."
_GONE = "The file could not be read: it was moved, is locked, or is no file. Nothing was opened."
_LARGE = "The file is too large to be one of ours. Nothing was opened."


class Opening(QObject):
    """`refused` says why nothing was opened; `opened` that the session shows another case."""

    refused = Signal(str)
    opened = Signal()

    def __init__(self, session: Session, window: QWidget, ask: Callable[[Callable[[], None]], None]) -> None:
        super().__init__(window)
        self._session, self._window, self._ask = session, window, ask

    def choose(self) -> None:
        """Ask for a file."""
        dialog = QFileDialog(self._window, "Open a PDF made by il2desk")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("PDF files (*.pdf *.PDF)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.open_file)
        dialog.open()

    def drop(self, urls: Sequence[QUrl]) -> None:
        """What was dropped on the window."""
        if len(urls) != 1:
            self.refused.emit(_ONE)
        elif not urls[0].isLocalFile() or urls[0].host():
            self.refused.emit(_LOCAL)
        elif not urls[0].toLocalFile().casefold().endswith(".pdf"):
            self.refused.emit(_TYPE)
        else:
            self.open_file(urls[0].toLocalFile())

    def open_file(self, path: str) -> None:
        """Read it; the present case is left alone until it is read, and until somebody agrees to lose what is in it."""
        try:
            content = _content(Path(path))
            returned = self._session.ports.open_returned(content)
        except OSError:
            self.refused.emit(_GONE)
            return
        except ValueError as problem:
            self.refused.emit(str(problem))
            return

        def show() -> None:
            self._session.reopen(returned, _printing(returned, content))
            self.opened.emit()

        self._ask(show)


def in_words(returned: Returned | Kept) -> str:
    """What the bar says of a case that came back, or that is looked back at."""
    if isinstance(returned, Kept):
        return _kept_in_words(returned)
    record, case = returned.record, returned.case
    when = f"{echo_date(record.printed.date())} {record.printed:%H:%M}"
    return (
        f"Opened from a PDF, revision {case.revision}, copy {record.copy_number}, printed {when}: read-only, nothing "
        "can be changed or printed anew."
    )


def _kept_in_words(kept: Kept) -> str:
    day = echo_date(date.fromisoformat(kept.instant[:10]))
    return (
        f"Cycle {kept.case.cycle.number}, revision {kept.case.revision} as it was {kept.how}, {day}: read-only, "
        "nothing can be changed or printed anew."
    )


def _content(path: Path) -> bytes:
    """Raises OSError, or ValueError with a sentence."""
    if not path.is_file():
        raise OSError
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError(_LARGE)
    return content


def _printing(returned: Returned, content: bytes) -> Printing:
    case, record, name = returned.case, returned.record, returned.sheet
    printed = Printed(name, TITLES[name], file_name(name, case.case_id, case.revision, record), content)
    return Printing(case.case_id, case.revision, case.cycle.number, record, (printed,))
