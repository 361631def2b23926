"""A paragraph whose letters need shaping or run from right to left; every run drawn carries the text it shows."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from il2desk.documents.text import fonts
from il2desk.documents.text.content_operators import number
from il2desk.documents.text.line_breaking import PlacedRun, VisualLine, joined, rows
from il2desk.documents.text.plain_paragraph import Paragraph
from il2desk.documents.text.reportlab_internals import pdf_document

EM = 1000.0
FUZZ = 0.001


class ShapedParagraph(Paragraph):
    """As reportlab's paragraph on the page, with lines of its own; a line whose letters are taller gets more room."""

    def __init__(self, stretches: Sequence[VisualLine], style: ParagraphStyle) -> None:
        super().__init__(style)
        self.stretches = list(stretches)
        self.rows: list[VisualLine] = []

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - reportlab's name
        if self.measured_for != availWidth:
            self.rows = list(rows(self.stretches, availWidth * EM / self.style.fontSize))
            self.width = self.measured_for = availWidth
            self.height = sum(map(self._room, self.rows))
        return self.width, self.height

    def line_widths(self) -> list[float]:
        return [row.width * self.style.fontSize / EM for row in self.rows]

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - reportlab's name
        """Two parts, never with a single line on either side; none where there is no room."""
        if self.wrap(availWidth, availHeight)[1] <= availHeight + FUZZ:
            return [self]
        taken, room = 0, availHeight
        while taken < len(self.rows) and room + FUZZ >= self._room(self.rows[taken]):
            room -= self._room(self.rows[taken])
            taken += 1
        taken = min(taken, len(self.rows) - 2)
        if taken < 2:
            return []
        return [ShapedParagraph(joined(part), self.style) for part in (self.rows[:taken], self.rows[taken:])]

    def draw(self) -> None:
        canvas, size = self.canv, self.style.fontSize
        canvas.setFillColor(self.style.textColor)
        y = self.height
        for row in self.rows:
            left = self.width - row.width * size / EM if self.style.alignment == TA_RIGHT else 0.0
            baseline = y - size - self._above(row)
            for run in row.placed:
                canvas.addLiteral(_drawn(canvas, run, left + run.x * size / EM, baseline, size))
            y -= self._room(row)

    def _room(self, row: VisualLine) -> float:
        leading: float = self.style.leading
        return leading + self._above(row) + self._below(row)

    def _above(self, row: VisualLine) -> float:
        return max(0.0, row.top * self.style.fontSize / EM - self.style.fontSize)

    def _below(self, row: VisualLine) -> float:
        return max(0.0, -row.bottom * self.style.fontSize / EM - (self.style.leading - self.style.fontSize))


def _drawn(canvas: Canvas, run: PlacedRun, x: float, y: float, size: float) -> str:
    """The operators that draw a run, marked with its text."""
    says = ("\ufeff" + run.says).encode("utf-16-be").hex().upper()
    if not run.glyphs:
        return f"/Span <</ActualText <{says}>>> BDC\nEMC"
    shown = " ".join(_shown(pdf_document(canvas), run, size))
    return f"/Span <</ActualText <{says}>>> BDC\nBT 1 0 0 1 {number(x)} {number(y)} Tm {shown} ET\nEMC"


def _shown(document: Any, run: PlacedRun, size: float) -> Iterator[str]:
    """Glyphs by subset and height, each moved from where the widths in the file have led to where it belongs."""
    font = fonts.font(run.font)
    reached = cursor = 0.0
    told = []
    for glyph in run.glyphs:
        font.means(document, glyph.code, glyph.means)
        [(subset, byte)] = font.splitString(glyph.code, document)
        told.append((subset, glyph, byte, cursor + glyph.aside))
        cursor += glyph.advance
    for (subset, up), group in groupby(told, lambda each: (each[0], each[1].up)):
        moves = []
        for _, glyph, byte, place in group:
            moves += [number(reached - place)] if reached != place else []
            moves.append(f"<{byte.hex().upper()}>")
            reached = place + font.width(glyph.code)
        name = font.getSubsetInternalName(subset, document)
        yield f"{name} {number(size)} Tf {number(up * size / EM)} Ts [{' '.join(moves)}] TJ"
    yield "0 Ts"
