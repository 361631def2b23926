"""The way to the printer: the bytes that were shown, at true size, one page image in memory at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSize, QSizeF, Qt, QTimer
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter

from il2desk.domain.errors import Refusal
from il2desk.ui.sheets.print_spool import private_spool

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter
    from PySide6.QtWidgets import QWidget

FINEST_DPI = 600
POINTS_PER_INCH = 72
TOLERANCE_MM = 1.0
PAGE_SIZES = {"A4": QPageSize.PageSizeId.A4, "Letter": QPageSize.PageSizeId.Letter}


class PrintError(Refusal):
    """Nothing, or not everything, was printed; the message is a sentence saying what happened and what to do."""


class Pages(Protocol):
    """What is needed of a QPdfDocument; page sizes are in points."""

    def pageCount(self) -> int: ...
    def pagePointSize(self, page: int, /) -> QSizeF: ...
    def render(self, page: int, imageSize: QSize, /) -> QImage: ...  # noqa: N803 - Qt's name


def printer_names() -> list[str]:
    """The printers of this workstation; without any, QPrinter would quietly write a PDF file somewhere."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return QPrinterInfo.availablePrinterNames()


def new_printer(paper: str) -> "QPrinter":
    """A printer set to the sheet's paper ("A4" or "Letter"), upright, without margins of its own."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    size = QPageSize(PAGE_SIZES[paper])
    printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
    printer.setFullPage(True)
    return printer


def new_dialog(printer: "QPrinter", parent: "QWidget") -> "QPrintDialog":
    """The system's dialog; a set of sheets is printed whole and on paper, so print-to-file and page ranges are off."""
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

    dialog = QPrintDialog(printer, parent)
    offered = QAbstractPrintDialog.PrintDialogOption
    for option in (offered.PrintToFile, offered.PrintSelection, offered.PrintPageRange, offered.PrintCurrentPage):
        dialog.setOption(option, False)
    return dialog


def ask_for_printer(printer: "QPrinter", parent: "QWidget", then: Callable[[], None]) -> None:
    """Open the system's dialog; `then` is called once it was accepted and has ended.

    In a turn of its own: while pages are drawn events are dealt with, and a dialog that is deleted in the middle of
    its own ending ends the program.
    """
    from PySide6.QtWidgets import QDialog

    dialog = new_dialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda *_: QTimer.singleShot(0, parent, then))
    QDialog.open(dialog)  # QPrintDialog's own open() wants a slot's name


def refuse_file(printer: "QPrinter") -> None:
    """Raises PrintError where the dialog ended at a file instead of a printer."""
    if printer.outputFileName() or printer.outputFormat() is not type(printer).OutputFormat.NativeFormat:
        raise PrintError("A file was chosen instead of a printer. Nothing was printed; use “Save as PDF…” for a file.")


def _no_word(_page: int, _pages: int) -> None:
    return None


def print_sheet(content: bytes, printer: "QPrinter", job: str, tell: Callable[[int, int], None] = _no_word) -> None:
    """Print a PDF; `job` names it in the print queue, `tell` is called with each page and their number.

    Raises PrintError.
    Copies the printer cannot make itself are jobs of their own, so that no page of one lies behind a page of another.
    """
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    with opened(content) as document, private_spool():
        refuse_wrong_paper(document, printer)
        printer.setDocName(job)
        for _ in range(copies):
            print_pages(document, printer, tell)


@contextmanager
def opened(content: bytes) -> Iterator[Pages]:
    """The pages of a PDF. Raises PrintError where it cannot be read."""
    from PySide6.QtPdf import QPdfDocument

    buffer, document = QBuffer(), QPdfDocument()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    try:
        if document.status() is not QPdfDocument.Status.Ready or not document.pageCount():
            raise PrintError("The sheet could not be read back as a PDF. Nothing was printed.")
        yield document
    finally:
        document.close()


def refuse_wrong_paper(document: Pages, printer: "QPrinter") -> None:
    """Raises PrintError unless the printer's paper is the sheet's, upright: nothing is scaled to fit."""
    paper = printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter).size()
    for page in range(document.pageCount()):
        sheet = document.pagePointSize(page) * (25.4 / POINTS_PER_INCH)
        if max(abs(sheet.width() - paper.width()), abs(sheet.height() - paper.height())) > TOLERANCE_MM:
            raise PrintError(
                f"The printer is set to paper of {_millimetres(paper)}; this sheet is made for {_millimetres(sheet)}. "
                "Nothing was printed. Set the printer to the sheet's paper, upright, or choose the other paper here."
            )


def print_pages(document: Pages, printer: "QPrinter", tell: Callable[[int, int], None] = _no_word) -> None:
    """One job. Raises PrintError as soon as the printer does not take a page."""
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise PrintError("The printer did not accept the job. Nothing was printed. Check the printer and print again.")
    try:
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        for page in range(document.pageCount()):
            if page and not printer.newPage():
                raise _stopped(page)
            tell(page + 1, document.pageCount())
            _paint(document, page, painter, printer)
    except BaseException:
        printer.abort()
        raise
    finally:
        ended = painter.end()
    if not ended or printer.printerState() is type(printer).PrinterState.Error:
        raise _stopped(document.pageCount())


def _paint(document: Pages, page: int, painter: QPainter, printer: "QPrinter") -> None:
    """One page in its true size, its corner on the corner of the paper."""
    fine = min(printer.resolution(), FINEST_DPI)
    size = document.pagePointSize(page) * (fine / POINTS_PER_INCH)
    image = document.render(page, size.toSize())
    if image.isNull():
        raise PrintError(
            f"There is not enough memory to print page {page + 1}. Close other programs and print all pages again."
        )
    _make_opaque(image)
    stretch = printer.resolution() / fine
    painter.drawImage(QRectF(0, 0, image.width() * stretch, image.height() * stretch), image)


def _make_opaque(image: QImage) -> None:
    """White paper behind the letters, without a second image; transparency would be kept in the print data."""
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOver)
    painter.fillRect(image.rect(), "white")
    painter.end()
    image.reinterpretAsFormat(QImage.Format.Format_RGB32)


def _stopped(page: int) -> PrintError:
    return PrintError(
        f"The printer stopped at page {page}. Pages may be missing: destroy what came out, check the printer and "
        "print all pages again."
    )


def _millimetres(size: QSizeF) -> str:
    return f"{size.width():.0f} × {size.height():.0f} mm"
