"""The recovery key as it stands on paper or in a file of its own."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QApplication

from il2desk.ui.sheets.printing import PrintError
from il2desk.ui.store.output import Leaf

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

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


def leaf_of(recovery: str) -> Leaf:
    return Leaf(
        title="recovery key",
        file_name="il2desk-recovery-key.txt",
        kind="Text files (*.txt)",
        content=lambda: as_text(recovery).encode(),
        send=partial(print_key, recovery),
    )


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
