"""Printing or saving a short document through the system's dialogs."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from il2desk.domain.errors import Refusal
from il2desk.ui.case.store_ports import SaveFile
from il2desk.ui.sheets.print_spool import private_spool
from il2desk.ui.sheets.printing import ask_for_printer, new_printer, printer_names, refuse_file
from il2desk.ui.widgets.busy_cursor import busy
from il2desk.ui.widgets.file_dialog import ask_to_save

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

NO_PRINTER = "No printer is set up on this workstation. Save it as a file, and print that where there is a printer."


@dataclass(frozen=True)
class PrintableDocument:
    """A document that can be saved or printed.

    `content` returns the bytes of the file; `send` prints and raises PrintError. `file_name` has its extension and
    nothing about a patient; `kind` is the file filter of the save dialog.
    """

    title: str
    file_name: str
    kind: str
    content: Callable[[], bytes]
    send: "Callable[[QPrinter], None]"


class Output(QObject):
    """Asks where to print or save a document; emits `printed` (printer), `saved` (path) or `refused` (why)."""

    saved = Signal(str)
    printed = Signal(str)
    refused = Signal(str)

    def __init__(self, document: PrintableDocument, save_file: SaveFile, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._save_file, self._window = document, save_file, window

    def ask_to_print(self) -> None:
        if not printer_names():
            self.refused.emit(NO_PRINTER)
            return
        printer = new_printer("A4")
        ask_for_printer(printer, self._window, lambda: self._print(printer))

    def ask_to_save(self) -> None:
        title = f"Save the {self._document.title}"
        ask_to_save(self._window, title, self._document.file_name, self._document.kind, self.save_to)

    def save_to(self, path: str) -> None:
        try:
            with busy():
                self._save_file(self._document.content(), path)
        except Refusal as problem:
            self.refused.emit(
                f"The {self._document.title} was not saved. {problem} It is still here: choose another place."
            )
        else:
            self.saved.emit(path)

    def _print(self, printer: "QPrinter") -> None:
        try:
            refuse_file(printer)
            printer.setDocName(Path(self._document.file_name).stem)
            with busy(), private_spool():
                self._document.send(printer)
        except Refusal as problem:
            self.refused.emit(str(problem))
        else:
            self.printed.emit(printer.printerName())
