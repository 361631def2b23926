"""The watermark: the words of a sheet's marks across the page, in pale outline behind all that is on it."""

from functools import cache
from hashlib import sha256
from math import atan2, degrees, hypot

import uharfbuzz  # type: ignore[import-untyped]
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from il2desk.documents.text import fonts

PALE = HexColor(0xC9CED4)
LARGEST = 150.0
SHARE = 0.72
LEADING = 1.25
STROKE = 0.9

Point = tuple[float, float]
Segment = tuple[str, list[Point]]
"""The name of a method of reportlab's path, and the points it takes."""


def draw_watermark(canvas: Canvas, words: tuple[str, ...], width: float, height: float) -> None:
    """Draws each word from the lower left towards the upper right, as one form XObject of the file."""
    if not words:
        return
    name = f"large-{sha256('|'.join(words).encode()).hexdigest()[:16]}-{width:.0f}-{height:.0f}"
    if not canvas.hasForm(name):
        canvas.beginForm(name, 0, 0, width, height)
        canvas.translate(width / 2, height / 2)
        canvas.rotate(degrees(atan2(height, width)))
        canvas.setStrokeColor(PALE)
        canvas.setLineWidth(STROKE)
        longest = max(length for length, _ in map(_outline, words))
        size = min(LARGEST, SHARE * hypot(width, height) / longest)
        for line, word in enumerate(words):
            middle = (len(words) - 1) / 2 - line
            _draw(canvas, word, size, middle * LEADING * size)
        canvas.endForm()
    canvas.doForm(name)


def _draw(canvas: Canvas, word: str, size: float, up: float) -> None:
    length, segments = _outline(word)
    path = canvas.beginPath()
    for operation, points in segments:
        placed = [(x * size - length * size / 2, y * size + (up - 0.36 * size)) for x, y in points]
        getattr(path, operation)(*(number for point in placed for number in point))
    canvas.drawPath(path, stroke=1, fill=0)


@cache
def _outline(word: str) -> tuple[float, list[Segment]]:
    """The length of a word, and the segments of its letters, for a type size of 1."""
    font = fonts.font(fonts.BOLD).shaper
    buffer = uharfbuzz.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    pen = _SegmentPen(font.face.upem)
    for glyph, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        font.draw_glyph_with_pen(glyph.codepoint, pen)
        pen.left += position.x_advance
    return pen.left / pen.em, pen.segments


class _SegmentPen:
    """Collects segments in shares of the type size; quadratic curves become cubic ones."""

    def __init__(self, em: float) -> None:
        self.em, self.left = em, 0.0
        self.segments: list[Segment] = []
        self.at = (0.0, 0.0)

    def moveTo(self, to: Point) -> None:  # noqa: N802 - the library's name
        self._add("moveTo", to)

    def lineTo(self, to: Point) -> None:  # noqa: N802
        self._add("lineTo", to)

    def curveTo(self, *points: Point) -> None:  # noqa: N802
        self._add("curveTo", *points)

    def qCurveTo(self, by: Point, to: Point) -> None:  # noqa: N802
        near, far = ((one[0] + 2 * (by[0] - one[0]) / 3, one[1] + 2 * (by[1] - one[1]) / 3) for one in (self.at, to))
        self._add("curveTo", near, far, to)

    def closePath(self) -> None:  # noqa: N802
        self.segments.append(("close", []))

    def _add(self, operation: str, *points: Point) -> None:
        self.at = points[-1]
        self.segments.append((operation, [((x + self.left) / self.em, y / self.em) for x, y in points]))
