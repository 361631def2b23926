"""From the sheets that are shown to the printer or to files, through the system's dialogs; never without the person."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from il2desk.domain.errors import Refusal
from il2desk.domain.records.print_history import Printed, Printing
from il2desk.ui.case.session import Session
from il2desk.ui.sheets.printing import (
    PrintError,
    ask_for_printer,
    new_printer,
    print_sheet,
    printer_names,
    refuse_file,
)
from il2desk.ui.sheets.sheets import MadeSheet
from il2desk.ui.widgets.busy_cursor import busy
from il2desk.ui.widgets.file_dialog import ask_to_save

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

NO_PRINTER = (
    "No printer is set up on this workstation. Use “Save as PDF…” and print the file where there is one, or ask for a "
    "printer to be set up and press Print again."
)
_CHANGED = "The case was changed meanwhile. Nothing was printed or saved; look at the sheets again first."

_STOPPED = (
    "Printing was stopped at page {} because of an unexpected error. Pages may be missing: destroy what came out and "
    "look at the sheets again before you print."
)


class SheetOutput(QObject):
    """Prints and saves; `kept` tells each sheet that is on paper or in a file, `ended` that no more of these follow.

    A sheet is one being made or one printed before; the latter is only saved.
    """

    kept = Signal(object)
    ended = Signal()
    working = Signal(str)
    said = Signal(str)
    refused = Signal(str)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window

    def has_printer(self) -> bool:
        """Whether there is a printer; says so where there is none."""
        found = bool(printer_names())
        if not found:
            self.refused.emit(NO_PRINTER)
        return found

    def print_all(self, sheets: tuple[MadeSheet, ...]) -> None:
        """Ask for the printer once; each sheet is a job of its own, so that none lies behind a page of another."""
        printer = new_printer(sheets[0].paper)
        ask_for_printer(printer, self._window, lambda: self._print(sheets, printer))

    def save_all(
        self, sheets: "tuple[MadeSheet | Printed, ...]", of: Printing | None = None, saved: tuple[str, ...] = ()
    ) -> None:
        """Ask where to save the first sheet, save it, and go on with the next; `of` is what was printed before."""
        sheet = sheets[0]
        ask_to_save(
            self._window,
            f"Save the {sheet.title} as PDF",
            f"{sheet.file_name}.pdf",
            "PDF files (*.pdf)",
            lambda path: self._save(path, sheets, of, saved),
            lambda: self.ended.emit() if saved else None,
        )

    def _print(self, sheets: tuple[MadeSheet, ...], printer: "QPrinter") -> None:
        if not self._are_current(sheets):
            return
        kept = 0
        try:
            refuse_file(printer)
            for sheet in sheets:
                with busy():
                    self._tell_store(sheet, None)
                    print_sheet(sheet.content, printer, sheet.file_name, partial(self._tell_page, sheet))
                self.kept.emit(sheet)
                kept += 1
        except Refusal as problem:
            if kept:
                self.ended.emit()
            self.refused.emit(str(problem))
        else:
            self.ended.emit()
            sent = ", ".join(sheet.title for sheet in sheets)
            self.said.emit(f"Sent to the printer {printer.printerName()}: {sent}.")

    def _tell_page(self, sheet: MadeSheet, page: int, pages: int) -> None:
        """Let the window show how far it is: a page takes a second or two."""
        self.working.emit(f"Printing the {sheet.title}: page {page} of {pages}.")
        QGuiApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        if self._session.is_blocked:
            raise PrintError(_STOPPED.format(page))

    def _save(
        self, path: str, sheets: "tuple[MadeSheet | Printed, ...]", of: Printing | None, saved: tuple[str, ...]
    ) -> None:
        sheet, *left = sheets
        if not self._are_current(sheets):
            return
        try:
            self._tell_store(sheet, of)
            self._session.ports.save_file(sheet.content, path)
        except Refusal as problem:
            if saved:
                self.ended.emit()
            self.refused.emit(f"The {sheet.title} was not saved. {problem}")
            return
        saved = (*saved, path)
        self.kept.emit(sheet)
        if left:
            self.save_all(tuple(left), of, saved)
        else:
            self.ended.emit()
        self.said.emit(f"Saved: {', '.join(saved)}")

    def _tell_store(self, sheet: "MadeSheet | Printed", of: Printing | None) -> None:
        """First the store, then the paper: no copy may be about that nobody knows of. Raises Refusal."""
        printing = of if of is not None else sheet.as_printing if isinstance(sheet, MadeSheet) else None
        if printing is not None:
            self._session.keep_printing(printing)

    def _are_current(self, sheets: "tuple[MadeSheet | Printed, ...]") -> bool:
        current = not self._session.is_blocked and all(
            isinstance(sheet, Printed) or sheet.is_of(self._session) for sheet in sheets
        )
        if not current:
            self.refused.emit(_CHANGED)
        return current
