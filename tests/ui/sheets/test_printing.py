"""Printing: true size on the sheet's own paper, one page image at a time, and every failure said in a sentence."""

import weakref
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from il2desk.ui.sheets import printing
from il2desk.ui.sheets.printing import (
    PrintError,
    ask_for_printer,
    new_dialog,
    new_printer,
    print_pages,
    print_sheet,
    refuse_file,
)

A4, LETTER = (210 * 72 / 25.4, 297 * 72 / 25.4), (612.0, 792.0)
MM = 72 / 25.4
LEFT_MM, BOTTOM_MM, SIDE_MM = 20.0, 50.0, 100.0

pytestmark = pytest.mark.usefixtures("qapp")


def a_pdf(size: tuple[float, float] = A4, pages: int = 2) -> bytes:
    """Pages with one black square of 100 mm, 20 mm from the left and 50 mm from the lower edge."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=size, invariant=1)
    for _ in range(pages):
        canvas.rect(LEFT_MM * MM, BOTTOM_MM * MM, SIDE_MM * MM, SIDE_MM * MM, fill=1, stroke=0)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def file_printer(path: Path, paper: str = "A4", dpi: int = 150) -> QPrinter:
    printer = new_printer(paper)
    printer.setOutputFileName(str(path))
    printer.setResolution(dpi)
    return printer


def page_images(path: Path, dpi: int) -> list[QImage]:
    buffer, document = QBuffer(), QPdfDocument()
    buffer.setData(QByteArray(path.read_bytes()))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    images = []
    for page in range(document.pageCount()):
        image = document.render(page, (document.pagePointSize(page) * (dpi / 72)).toSize())
        paper = QImage(image.size(), QImage.Format.Format_RGB32)
        paper.fill(QColor("white"))
        painter = QPainter(paper)
        painter.drawImage(0, 0, image)
        painter.end()
        images.append(paper)
    document.close()
    return images


def is_black(image: QImage, x: int, y: int) -> bool:
    return image.pixelColor(x, y).lightness() < 128


def edges_of_the_square(image: QImage) -> tuple[int, int, int, int]:
    """Left, right, top and bottom in pixels, searched from its middle outwards."""
    middle_x = round((LEFT_MM + SIDE_MM / 2) / 210 * image.width())
    middle_y = round((297 - BOTTOM_MM - SIDE_MM / 2) / 297 * image.height())
    row = [x for x in range(image.width()) if is_black(image, x, middle_y)]
    column = [y for y in range(image.height()) if is_black(image, middle_x, y)]
    return row[0], row[-1] + 1, column[0], column[-1] + 1


class StandIn:
    """Pages of A4 that remember the images they gave out."""

    def __init__(self, pages: int = 3, *, fails_at: int | None = None) -> None:
        self.pages, self.fails_at = pages, fails_at
        self.sizes: list[QSize] = []
        self.alive = self.most_alive = 0

    def pageCount(self) -> int:
        return self.pages

    def pagePointSize(self, page: int, /) -> QSizeF:
        return QSizeF(*A4)

    def render(self, page: int, imageSize: QSize, /) -> QImage:  # noqa: N803 - Qt's name
        if page == self.fails_at:
            return QImage()
        self.sizes.append(imageSize)
        image = QImage(8, 8, QImage.Format.Format_ARGB32)
        image.fill(QColor("transparent"))
        self.alive += 1
        self.most_alive = max(self.most_alive, self.alive)
        weakref.finalize(image, self.gone)
        return image

    def gone(self) -> None:
        self.alive -= 1


class UnwillingPrinter(QPrinter):
    """Takes so many pages and no more; notes when it is told to abort."""

    def __init__(self, path: Path, pages: int) -> None:
        super().__init__()
        self.setOutputFileName(str(path))
        self.left, self.aborted = pages, False

    def newPage(self) -> bool:
        self.left -= 1
        return self.left > 0 and super().newPage()

    def abort(self) -> bool:
        self.aborted = True
        return super().abort()


@pytest.mark.parametrize("dpi", [150, 300])
def test_a_printed_page_has_its_true_size_and_place_to_within_a_pixel(tmp_path: Path, dpi: int) -> None:
    path, read_at = tmp_path / "printed.pdf", 600
    print_sheet(a_pdf(pages=1), file_printer(path, dpi=dpi), "job")
    [image] = page_images(path, read_at)
    measured = [edge * 25.4 / read_at for edge in edges_of_the_square(image)]
    expected = [LEFT_MM, LEFT_MM + SIDE_MM, 297 - BOTTOM_MM - SIDE_MM, 297 - BOTTOM_MM]
    assert measured == pytest.approx(expected, abs=25.4 / min(dpi, 200))


def test_every_page_is_printed_in_order_and_told(tmp_path: Path) -> None:
    path, told = tmp_path / "printed.pdf", []
    print_sheet(a_pdf(pages=3), file_printer(path, dpi=72), "job", lambda *page: told.append(page))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert len(page_images(path, 20)) == 3


def test_letter_is_printed_on_letter(tmp_path: Path) -> None:
    path = tmp_path / "printed.pdf"
    print_sheet(a_pdf(LETTER, pages=1), file_printer(path, "Letter"), "job")
    [image] = page_images(path, 150)
    assert (image.width(), image.height()) == (1275, 1650)


def test_behind_the_letters_there_is_white_paper_and_no_transparency(tmp_path: Path) -> None:
    path = tmp_path / "printed.pdf"
    print_sheet(a_pdf(pages=1), file_printer(path), "job")
    assert b"/SMask" not in path.read_bytes().replace(b"/SMask /None", b"")
    [image] = page_images(path, 150)
    assert image.pixelColor(2, 2) == QColor("white")


@pytest.mark.parametrize(("printer_dpi", "image_dpi"), [(300, 300), (600, 600), (1200, 600)])
def test_pages_are_rendered_at_the_printers_resolution_but_never_finer_than_600_dpi(
    tmp_path: Path, printer_dpi: int, image_dpi: int
) -> None:
    pages = StandIn(pages=1)
    print_pages(pages, file_printer(tmp_path / "printed.pdf", dpi=printer_dpi))
    assert pages.sizes == [QSize(round(210 / 25.4 * image_dpi), round(297 / 25.4 * image_dpi))]


def test_only_one_page_image_is_in_memory_at_a_time(tmp_path: Path) -> None:
    pages = StandIn(pages=5)
    print_pages(pages, file_printer(tmp_path / "printed.pdf"))
    assert len(pages.sizes) == 5
    assert pages.most_alive == 1


def test_another_paper_is_refused_and_nothing_printed(tmp_path: Path) -> None:
    path = tmp_path / "printed.pdf"
    with pytest.raises(PrintError, match=r"216 × 279 mm; this sheet is made for 210 × 297 mm"):
        print_sheet(a_pdf(), file_printer(path, "Letter"), "job")
    assert not path.exists()


def test_paper_on_its_side_is_refused(tmp_path: Path) -> None:
    printer = file_printer(tmp_path / "printed.pdf")
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    with pytest.raises(PrintError, match="297 × 210 mm"):
        print_sheet(a_pdf(), printer, "job")


def test_margins_chosen_in_the_dialog_neither_move_nor_shrink_the_page(tmp_path: Path) -> None:
    path = tmp_path / "printed.pdf"
    printer = file_printer(path)
    printer.setFullPage(False)
    printer.setPageMargins(QMarginsF(10, 10, 10, 10), QPageLayout.Unit.Millimeter)
    print_sheet(a_pdf(pages=1), printer, "job")
    [image] = page_images(path, 150)
    assert edges_of_the_square(image)[0] == pytest.approx(LEFT_MM / 25.4 * 150, abs=1)


def test_a_printer_that_does_not_begin_is_said(tmp_path: Path) -> None:
    with pytest.raises(PrintError, match="did not accept the job"):
        print_sheet(a_pdf(), file_printer(tmp_path / "no such folder" / "printed.pdf"), "job")


def test_a_printer_that_takes_no_further_page_is_said_and_told_to_abort(tmp_path: Path) -> None:
    printer = UnwillingPrinter(tmp_path / "printed.pdf", pages=2)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    with pytest.raises(PrintError, match="stopped at page 2"):
        print_pages(StandIn(pages=3), printer)
    assert printer.aborted


def test_a_page_that_cannot_be_rendered_is_said(tmp_path: Path) -> None:
    with pytest.raises(PrintError, match="not enough memory to print page 2"):
        print_pages(StandIn(pages=3, fails_at=1), file_printer(tmp_path / "printed.pdf"))


def test_an_error_of_the_printer_at_the_end_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinter, "printerState", lambda _: QPrinter.PrinterState.Error)
    with pytest.raises(PrintError, match="Pages may be missing"):
        print_sheet(a_pdf(), file_printer(tmp_path / "printed.pdf"), "job")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 broken"])
def test_what_is_no_pdf_is_not_printed(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(PrintError, match="could not be read back"):
        print_sheet(content, file_printer(tmp_path / "printed.pdf"), "job")


def test_each_copy_the_printer_cannot_make_is_a_job_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs: list[int] = []
    monkeypatch.setattr(printing, "print_pages", lambda document, *_: jobs.append(document.pageCount()))
    printer = file_printer(tmp_path / "printed.pdf")
    printer.setCopyCount(3)
    print_sheet(a_pdf(), printer, "job")
    assert jobs == [2, 2, 2]


def test_the_dialog_offers_neither_a_file_nor_part_of_a_set(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = new_dialog(new_printer("A4"), parent)
    offered = QAbstractPrintDialog.PrintDialogOption
    for option in (offered.PrintToFile, offered.PrintSelection, offered.PrintPageRange, offered.PrintCurrentPage):
        assert not dialog.testOption(option)


def test_printing_begins_only_when_the_dialog_has_ended(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    parent, begun = QWidget(), list[bool]()
    qtbot.addWidget(parent)
    dialog = QDialog(parent)
    monkeypatch.setattr(printing, "new_dialog", lambda *_: dialog)
    ask_for_printer(new_printer("A4"), parent, lambda: begun.append(True))
    dialog.accept()
    assert begun == []
    qtbot.waitUntil(lambda: begun == [True])


def test_a_file_instead_of_a_printer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PrintError, match="Save as PDF"):
        refuse_file(file_printer(tmp_path / "printed.pdf"))
