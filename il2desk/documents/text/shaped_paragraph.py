"""A paragraph of shaped glyphs; every run is drawn with the text it shows (ActualText)."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from il2desk.documents.text import fonts
from il2desk.documents.text.content_operators import number, write
from il2desk.documents.text.flowables import Paragraph
from il2desk.documents.text.line_breaking import PlacedRun, VisualLine, break_lines, join_lines
from il2desk.documents.text.plain_paragraph import EM, LEAST_LINES
from il2desk.documents.text.reportlab_internals import pdf_document

FUZZ = 0.001


class ShapedParagraph(Paragraph):
    """Lines of shaped text; one whose glyphs are taller than its leading gets more room."""

    def __init__(self, stretches: Sequence[VisualLine], style: ParagraphStyle) -> None:
        super().__init__(style)
        self.stretches = list(stretches)
        self.lines: list[VisualLine] = []

    def measure(self, width: float) -> float:
        self.lines = list(break_lines(self.stretches, width * EM / self.style.fontSize))
        return sum(map(self._line_height, self.lines))

    def line_widths(self) -> list[float]:
        return [line.width * self.style.fontSize / EM for line in self.lines]

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - reportlab's name
        if self.wrap(availWidth, availHeight)[1] <= availHeight + FUZZ:
            return [self]
        fitting = sum(reached <= availHeight + FUZZ for reached in accumulate(map(self._line_height, self.lines)))
        taken = min(fitting, len(self.lines) - LEAST_LINES)
        if taken < LEAST_LINES:
            return []
        return [ShapedParagraph(join_lines(part), self.style) for part in (self.lines[:taken], self.lines[taken:])]

    def draw(self) -> None:
        canvas, size = self.canv, self.style.fontSize
        canvas.setFillColor(self.style.textColor)
        y = self.height
        for line in self.lines:
            left = self.width - line.width * size / EM if self.style.alignment == TA_RIGHT else 0.0
            baseline = y - size - self._above(line)
            for run in line.placed:
                write(canvas, _drawn(pdf_document(canvas), run, left + run.x * size / EM, baseline, size))
            y -= self._line_height(line)

    def _line_height(self, line: VisualLine) -> float:
        leading, size = self.style.leading, self.style.fontSize
        below = max(0.0, -line.bottom * size / EM - (leading - size))
        return float(leading + self._above(line) + below)

    def _above(self, line: VisualLine) -> float:
        """How far glyphs reach above the type size, in points."""
        return max(0.0, line.top * self.style.fontSize / EM - self.style.fontSize)


def _drawn(document: Any, run: PlacedRun, x: float, y: float, size: float) -> str:
    """The operators of a run in a marked-content sequence that holds its text."""
    text = ("\ufeff" + run.text).encode("utf-16-be").hex().upper()
    if not run.glyphs:
        return f"/Span <</ActualText <{text}>>> BDC\nEMC"
    shown = " ".join(_shown(document, run, size))
    return f"/Span <</ActualText <{text}>>> BDC\nBT 1 0 0 1 {number(x)} {number(y)} Tm {shown} ET\nEMC"


def _shown(document: Any, run: PlacedRun, size: float) -> Iterator[str]:
    """The text operators of a run, one TJ for neighbouring glyphs of one subset and rise.

    Each glyph is moved from where the widths in the file have put the pen to where shaping puts it.
    """
    font = fonts.font(run.font)
    pen = cursor = 0.0
    placed = []
    for glyph in run.glyphs:
        font.set_meaning(document, glyph.code, glyph.meaning)
        [(subset, byte)] = font.splitString(glyph.code, document)
        placed.append((subset, glyph, byte, cursor + glyph.right))
        cursor += glyph.advance
    for (subset, up), group in groupby(placed, lambda each: (each[0], each[1].up)):
        moves = []
        for _, glyph, byte, place in group:
            moves += [number(pen - place)] if pen != place else []
            moves.append(f"<{byte.hex().upper()}>")
            pen = place + font.advance(glyph.code)
        name = font.getSubsetInternalName(subset, document)
        yield f"{name} {number(size)} Tf {number(up * size / EM)} Ts [{' '.join(moves)}] TJ"
    yield "0 Ts"
