"""The recovery key on paper or in a file of its own, through the system's dialogs and only where somebody asks."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from il2desk.documents.printing import PaperError
from il2desk.documents.saving import save
from il2desk.ui.printing import PrintError, new_dialog, new_printer, printer_names, refuse_file

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

NO_PRINTER = (
    "No printer is set up on this workstation. Save the recovery key as text on a stick and print it where there is "
    "a printer, or write it down."
)
_TITLE = "Recovery key of il2desk’s case store"
_TEXT = (
    "Whoever has this key can open every case in the store on this workstation. Keep it under lock and key, away from "
    "the workstation, as you keep a spare key to the pharmacy.",
    "It is needed when a passphrase is forgotten: choose “Passphrase forgotten?” where the program asks for the "
    "passphrase. The letters O, I, L and U are not used: a round sign is a zero, an upright stroke is a one.",
    "It is shown once. A new one can be made as long as the store can be opened; this one then opens nothing.",
)
_LARGE, _HEAD, _BODY = 20, 16, 11


def in_groups(recovery: str) -> tuple[str, ...]:
    """The groups a recovery key is read and typed in."""
    return tuple(recovery.split("-"))


def in_lines(recovery: str, a_line: int = 4) -> tuple[str, ...]:
    groups = in_groups(recovery)
    return tuple("   ".join(groups[at : at + a_line]) for at in range(0, len(groups), a_line))


def as_text(recovery: str) -> str:
    return "\n\n".join((_TITLE, "\n".join(in_lines(recovery)), *_TEXT)) + "\n"


class RecoverySheet(QObject):
    """`kept` tells how the key left the screen, `refused` why it did not."""

    kept = Signal(str)
    refused = Signal(str)

    def __init__(self, recovery: str, window: QWidget) -> None:
        super().__init__(window)
        self._recovery, self._window = recovery, window

    def ask_to_print(self) -> None:
        if not printer_names():
            self.refused.emit(NO_PRINTER)
            return
        printer = new_printer("A4")
        dialog = new_dialog(printer, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda *_: self._print(printer))
        QDialog.open(dialog)  # QPrintDialog's own open() wants a slot's name

    def ask_to_save(self) -> None:
        dialog = QFileDialog(self._window, "Save the recovery key as text")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("Text files (*.txt)")
        dialog.setDefaultSuffix("txt")
        dialog.selectFile("il2desk-recovery-key.txt")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, path: str) -> None:
        try:
            save(as_text(self._recovery).encode(), Path(path))
        except PaperError as problem:
            self.refused.emit(f"{problem} The recovery key is still on the screen: choose another place, or print it.")
        else:
            self.kept.emit("Saved. Keep the file off this workstation: on a stick under lock and key, or printed.")

    def _print(self, printer: "QPrinter") -> None:
        try:
            refuse_file(printer)
            printer.setDocName("il2desk")
            print_key(self._recovery, printer)
        except PrintError as problem:
            self.refused.emit(str(problem))
        else:
            self.kept.emit(f"Sent to the printer {printer.printerName()}. Compare the paper with the screen.")


def print_key(recovery: str, printer: "QPrinter") -> None:
    """One page. Raises PrintError where the printer does not take it."""
    painter = QPainter()
    if not painter.begin(printer):
        raise PrintError("The printer did not accept the job. Nothing was printed. Check the printer and print again.")
    margin = printer.resolution() * 0.9
    page = printer.pageLayout().fullRectPixels(printer.resolution())
    room = QRectF(margin, margin, page.width() - 2 * margin, page.height() - 2 * margin)
    gap = margin / 3
    for points, lines in ((_HEAD, (_TITLE,)), (_LARGE, in_lines(recovery)), (_BODY, _TEXT)):
        font = QFont(QApplication.font())
        font.setPointSizeF(points)
        font.setBold(points != _BODY)
        painter.setFont(font)
        for line in lines:
            wrapped = int(Qt.TextFlag.TextWordWrap)
            taken = painter.boundingRect(room, wrapped, line)
            painter.drawText(room, wrapped, line)
            room.setTop(room.top() + taken.height() + gap)
    if not painter.end() or printer.printerState() is type(printer).PrinterState.Error:
        raise PrintError("The printer stopped. Destroy what came out, check the printer and print again.")
