"""The whole set against its words by a bare canvas and through a second library, its codes, and a short batch."""

from collections.abc import Callable, Sequence
from pathlib import Path

from batch import batch_rows
from sheet import bare, side_by_side

from il2desk.documents.model.report import Report

BATCH = 60


def set_rows(row: type) -> list[object]:
    """The five sheets with their cover as one file; a code; and the last sets of a batch against its first."""
    from sample import signed_sample

    from il2desk.app.sheet_service import SheetMaker
    from il2desk.domain.records.sheet_kinds import SheetKind
    from il2desk.storage.site.paths import resources

    assessment, plan, now = signed_sample()
    maker = SheetMaker(resources())
    record = maker.record(assessment, "A4", now)

    def ours() -> bytes:
        return maker.job(assessment, plan, record).pdf(SheetKind.SET)

    made, reports = ours(), maker.job(assessment, plan, record).reports(SheetKind.SET)
    taken, drawn = side_by_side(ours, bare(made))
    also, second = side_by_side(ours, _second_library(reports, resources() / "fonts"))
    return [
        row("five-sheet set made, against a bare canvas", "ms", taken * 1000, drawn * 1000, 5),
        row("the same set, against its words laid out by fpdf2", "ms", also * 1000, second * 1000, 1),
        *_code_rows(row),
        *batch_rows(row, BATCH),
    ]


def _second_library(reports: Sequence[Report], folder: Path) -> Callable[[], bytes]:
    """A function that lets fpdf2 lay out the same words, paragraph by paragraph, without tags and rules."""
    from fpdf import FPDF

    from il2desk.documents.model.rich_text import spoken

    told = [[words.text for words in spoken(report.blocks) if words.text.strip()] for report in reports]

    def draw() -> bytes:
        document = FPDF(unit="pt", format="A4")
        document.add_font("noto", fname=folder / "NotoSans-Regular.ttf")
        document.set_font("noto", size=9)
        for paragraphs in told:
            document.add_page()
            for words in paragraphs:
                document.multi_cell(0, 11.5, words, new_x="LMARGIN", new_y="NEXT")
        return bytes(document.output())

    return draw


def _code_rows(row: type) -> list[object]:
    """One page's code, from its words to what stands on the page, against reportlab's own."""
    import segno
    from reportlab.graphics.barcode.qr import QrCodeWidget

    words = "IL2DESK/0F3A-77B2-9C01/R1/S3F2A-91C0/P2/0123456789ABCDEF"

    def ours() -> bytes:
        return bytes(segno.make(words, error="m", micro=False).matrix[0])

    def other() -> bytes:
        QrCodeWidget(words, barLevel="M").draw()
        return b""

    taken, drawn = side_by_side(ours, other)
    return [row("a page's code, against reportlab's own", "ms", taken * 1000, drawn * 1000, 1)]
