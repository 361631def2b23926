"""One sheet against its own words drawn at their places by a bare reportlab canvas in the same embedded fonts."""

import io
import statistics
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

RUNS = 15


def sheet_rows(row: type) -> list[object]:
    """A row for each sheet of the signed sample case."""
    from sample import signed_sample

    from il2desk.app import SHEETS, SheetMaker
    from il2desk.storage.places import resources

    assessment, plan, now = signed_sample()
    maker = SheetMaker(resources())
    record = maker.record(assessment, "A4", now)
    rows = []
    for sheet in SHEETS:

        def ours(sheet: str = sheet) -> bytes:
            return maker.pdf(sheet, assessment, plan, record)

        bare = _bare(ours(), now)
        taken, drawn = _side_by_side(ours, bare)
        rows.append(row(f"{sheet} sheet made", "ms", taken * 1000, drawn * 1000, 4))
    rows.append(_set_row(row, [maker.report(sheet, assessment, plan, record) for sheet in SHEETS], now))
    return rows


def _set_row(row: type, reports: list[Any], now: datetime) -> object:
    """All sheets in one file, with two attachments of the size of a case and a record."""
    from il2desk.documents.printing import Attachment, Paper, to_pdf
    from il2desk.storage.places import resources

    attached = tuple(
        Attachment(name, "What the sheets were made from", "application/json", "Source", b"x" * size)
        for name, size in (("case.json", 12_000), ("print-record.json", 1_000))
    )

    def ours() -> bytes:
        return to_pdf(reports, Paper.A4, resources() / "fonts", attached)

    taken, drawn = _side_by_side(ours, _bare(ours(), now))
    return row(f"{len(reports)} sheets in one file, with attachments", "ms", taken * 1000, drawn * 1000, 5)


def _bare(pdf: bytes, now: datetime) -> Callable[[], bytes]:
    """A function that draws the words of a made sheet again, each at its place, size and font."""
    from pypdf import PdfReader
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfgen.canvas import Canvas

    fonts = {pdfmetrics.getFont(name).face.name: name for name in pdfmetrics.getRegisteredFontNames()}
    fonts = {key.decode() if isinstance(key, bytes) else key: name for key, name in fonts.items()}
    pages: list[list[tuple[str, float, float, float, str]]] = []
    for page in PdfReader(io.BytesIO(pdf)).pages:
        words: list[tuple[str, float, float, float, str]] = []

        def keep(text, _cm, tm, font, size, words=words) -> None:  # type: ignore[no-untyped-def]
            if text.strip() and font:
                face = font["/BaseFont"].lstrip("/").split("+")[-1]
                name = next((one for key, one in fonts.items() if key.replace(" ", "") == face), None)
                words.append((text.replace("\n", " "), tm[4], tm[5], size, name or next(iter(fonts.values()))))

        page.extract_text(visitor_text=keep)
        pages.append(words)

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


def _side_by_side(ours: Callable[[], bytes], bare: Callable[[], bytes]) -> tuple[float, float]:
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(RUNS):
        for kept, work in zip(times, (ours, bare), strict=True):
            start = time.perf_counter()
            work()
            kept.append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])
