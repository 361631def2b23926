"""One sheet against its own words drawn at their places by a bare reportlab canvas in the same embedded fonts."""

import io
import statistics
import time
from collections.abc import Callable

RUNS = 15


def sheet_rows(row: type) -> list[object]:
    """A row for each sheet of the signed sample case."""
    from sample import signed_sample

    from il2desk.app.sheet_service import SheetMaker
    from il2desk.domain.records.sheet_kinds import SINGLE
    from il2desk.storage.site.paths import resources

    assessment, plan, now = signed_sample()
    maker = SheetMaker(resources())
    record = maker.record(assessment, "A4", now)
    rows = []
    for sheet in SINGLE:

        def ours(sheet: str = sheet) -> bytes:
            return maker.job(assessment, plan, record).pdf(sheet)

        taken, drawn = side_by_side(ours, bare(ours()))
        rows.append(row(f"{sheet} sheet made", "ms", taken * 1000, drawn * 1000, 4))
    return rows


Placed = tuple[str, float, float, float, str]
"""A run of words with its place and size in points, and its face."""


def placed_words(pdf: bytes) -> list[list[Placed]]:
    """The words of every page of a made file, each at its place."""
    from pypdf import PdfReader

    pages: list[list[Placed]] = []
    for page in PdfReader(io.BytesIO(pdf)).pages:
        words: list[Placed] = []

        def keep(text, _cm, tm, font, size, words=words) -> None:  # type: ignore[no-untyped-def]
            if text.strip() and font:
                face = font["/BaseFont"].lstrip("/").split("+")[-1]
                words.append((text.replace("\n", " "), tm[4], tm[5], size, face))

        page.extract_text(visitor_text=keep)
        pages.append(words)
    return pages


def bare(pdf: bytes) -> Callable[[], bytes]:
    """A function that draws the words of a made file again, each at its place, size and font."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfgen.canvas import Canvas

    faces = {name: pdfmetrics.getFont(name).face.name for name in pdfmetrics.getRegisteredFontNames()}
    known = {(key.decode() if isinstance(key, bytes) else key).replace(" ", ""): name for name, key in faces.items()}
    anything = next(iter(known.values()))
    pages = [[(*word, known.get(face, anything)) for *word, face in words] for words in placed_words(pdf)]

    def draw() -> bytes:
        held = io.BytesIO()
        canvas = Canvas(held, pagesize=A4, invariant=1)
        for words in pages:
            for text, x, y, size, font in words:
                canvas.setFont(font, max(size, 1))
                canvas.drawString(x, y, text)
            canvas.showPage()
        canvas.save()
        return held.getvalue()

    return draw


def side_by_side(ours: Callable[[], bytes], bare: Callable[[], bytes]) -> tuple[float, float]:
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(RUNS):
        for kept, work in zip(times, (ours, bare), strict=True):
            start = time.perf_counter()
            work()
            kept.append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])
