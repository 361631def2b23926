"""Text taken back out of a PDF, page by page, with where it stands."""

from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO
from typing import Any, NamedTuple

from pypdf import PageObject, PdfReader
from reportlab.pdfbase.pdfmetrics import stringWidth

from il2desk.documents.layout.styles import SCALES
from il2desk.documents.model.blocks import Text
from il2desk.documents.model.paper import Paper
from il2desk.documents.model.report import Audience, Report
from il2desk.documents.pdf.render import to_pdf
from il2desk.documents.text import fonts
from il2desk.storage.site.paths import resources
from tests.documents.glyphs import squeezed

FONTS = resources() / "fonts"
OURS = {file.removesuffix(".ttf"): name for name, file in fonts.FILES.items()}


def pdf(report: Report, paper: Paper = Paper.A4) -> bytes:
    """The sheet as PDF, made once for each report and paper."""
    return _made(report, paper)


@lru_cache(maxsize=512)
def _made(report: Report, paper: Paper) -> bytes:
    return to_pdf((report,), paper, FONTS)


def pages(content: bytes) -> list[str]:
    return [page.text for page in _read(content)]


class Page(NamedTuple):
    """A page as it is read once: its text, and each piece drawn with its font, size, left end and height."""

    text: str
    pieces: tuple[tuple[str, str, float, float, float], ...]


@lru_cache(maxsize=512)
def _read(content: bytes) -> tuple[Page, ...]:
    return tuple(_read_page(page) for page in PdfReader(BytesIO(content)).pages)


def _read_page(page: PageObject) -> Page:
    pieces: list[tuple[str, str, float, float, float]] = []

    def keep(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        if text.strip() and font:
            pieces.append((text, font["/BaseFont"], size, tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]))

    return Page(page.extract_text(visitor_text=keep), tuple(pieces))


def body(report: Report, paper: Paper = Paper.A4) -> str:
    """The squeezed words of all pages without what stands on each of them."""
    furniture = [squeezed(line) for line in pages(pdf(replace(report, blocks=(Text("|"),)), paper))[0].splitlines()]
    kept = []
    for number, page in enumerate(pages(pdf(report, paper)), start=1):
        lines = [squeezed(line) for line in page.splitlines()]
        same = [line for line in furniture if line != "|" and not line.startswith("Page")]
        for line in same:
            assert line in lines, f"page {number} lacks {line!r}"
            lines.remove(line)
        kept += [line for line in lines if not line.startswith(f"Page{number}of")]
    return "".join(kept)


@dataclass(frozen=True)
class Run:
    """A drawn run of words: where it begins, and where it ends."""

    text: str
    left: float
    right: float
    y: float


def runs(content: bytes) -> list[list[Run]]:
    return [[_run(*piece) for piece in page.pieces] for page in _read(content)]


def _run(text: str, font: str, size: float, left: float, y: float) -> Run:
    face = OURS[font.lstrip("/").split("+")[-1]]
    return Run(text, left, left + max(stringWidth(line.strip(), face, size) for line in text.splitlines()), y)


def outside_margins(content: bytes, paper: Paper, reader: Audience = Audience.CLINICIAN) -> list[Run]:
    width, height = paper.value
    edges = SCALES[reader].edges
    return [
        run
        for page in runs(content)
        for run in page
        if run.left < edges.side - 1
        or run.right > width - edges.side + 1
        or not edges.foot < run.y < height - edges.top
    ]
