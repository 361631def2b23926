"""The recovery key on screen, on paper and in a text file."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from il2desk.domain.values.passphrase import is_last_group
from il2desk.ui.case.store_ports import SaveFile
from il2desk.ui.fields.feedback import Echo, refusal, understood
from il2desk.ui.fields.line_edit import HandTypedLine
from il2desk.ui.forms.form_fields import NamedLine
from il2desk.ui.panels.page_frame import View
from il2desk.ui.sheets.printing import PrintError
from il2desk.ui.store.output import Output, PrintableDocument
from il2desk.ui.widgets.buttons import FilledButton, button
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.layouts import button_row
from il2desk.ui.widgets.panel import SectionPanel
from il2desk.ui.widgets.theme import Size

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


_LEAD = (
    "If a passphrase is forgotten, only this key opens the store. It is shown this once and kept nowhere. Print it or "
    "write it down, and keep it under lock and key, away from this workstation: it opens every case."
)
_NOTE = "The letters O, I, L and U are not used: a round sign is a zero, an upright stroke is a one."
_WRONG = "This is not the last group as it is shown above. Compare it with your paper."
_SAVED = "Saved. Keep the file off this workstation: on a stick under lock and key, or printed."
_PRINTED = "Sent to the printer {}. Compare the paper with the screen."
_ACROSS = 4


class RecoveryKeyView(View):
    """Shows a recovery key once; `noted` is emitted after its last group was typed from the paper or file."""

    noted = Signal()

    def __init__(self, recovery: str, save_file: SaveFile, words: str = "&Go on") -> None:
        super().__init__("Keep the recovery key", _LEAD)
        self.recovery = recovery
        self.output = Output(document_of(recovery), save_file, self)
        self.print_button, self.save_button = button("&Print…"), button("Save as &text…")
        self.outcome = Echo()
        self.last = NamedLine("Type the &last group from your paper", HandTypedLine(), short=True)
        self.go_on = FilledButton(words)
        self.go_on.setMinimumWidth(140)
        key = SectionPanel("Recovery key", _NOTE)
        key.add(_Groups(recovery), button_row(self.print_button, self.save_button), self.outcome)
        check = SectionPanel()
        check.add(self.last, button_row(self.go_on))
        self.add(key, check)
        self.print_button.clicked.connect(self.output.ask_to_print)
        self.save_button.clicked.connect(self.output.ask_to_save)
        self.output.saved.connect(lambda _path: self._noted_down(_SAVED))
        self.output.printed.connect(lambda name: self._noted_down(_PRINTED.format(name)))
        self.output.refused.connect(lambda words: self.outcome.show_echo(refusal(words)))
        self.last.entered.connect(self._go_on)
        self.go_on.clicked.connect(self._go_on)

    def first_control(self) -> QWidget:
        return self.print_button

    def _noted_down(self, words: str) -> None:
        self.outcome.show_echo(understood(words))
        self.last.take_focus()

    def _go_on(self) -> None:
        if is_last_group(self.last.text(), self.recovery):
            self.noted.emit()
            return
        self.last.say(refusal(_WRONG))
        self.last.take_focus()


class _Groups(QWidget):
    """The groups in rows of four, large enough to copy by hand."""

    def __init__(self, recovery: str) -> None:
        super().__init__()
        self.setAccessibleName("Recovery key: " + ", ".join(" ".join(group) for group in in_groups(recovery)))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(26)
        grid.setVerticalSpacing(8)
        for place, group in enumerate(in_groups(recovery)):
            words = Words(group, Size.DOSE, bold=True)
            words.setWordWrap(False)
            grid.addWidget(words, place // _ACROSS, place % _ACROSS, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(_ACROSS, 1)


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
    """Splits a recovery key into the groups in which it is read and typed."""
    return tuple(recovery.split("-"))


def in_lines(recovery: str, a_line: int = 4) -> tuple[str, ...]:
    groups = in_groups(recovery)
    return tuple("   ".join(groups[at : at + a_line]) for at in range(0, len(groups), a_line))


def as_text(recovery: str) -> str:
    return "\n\n".join((_TITLE, "\n".join(in_lines(recovery)), *_TEXT)) + "\n"


def document_of(recovery: str) -> PrintableDocument:
    return PrintableDocument(
        title="recovery key",
        file_name="il2desk-recovery-key.txt",
        kind="Text files (*.txt)",
        content=lambda: as_text(recovery).encode(),
        send=partial(print_key, recovery),
    )


def print_key(recovery: str, printer: "QPrinter") -> None:
    """Prints one page. Raises PrintError if the printer refuses it."""
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
