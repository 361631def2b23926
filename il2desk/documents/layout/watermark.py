"""The word of a mark, large and pale across a page behind all that is on it, in outline so that it hides nothing."""

from functools import cache
from hashlib import sha256
from math import atan2, degrees, hypot

import uharfbuzz  # type: ignore[import-untyped]
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from il2desk.documents.text import fonts
from il2desk.documents.text.reportlab_internals import font_data

PALE = HexColor(0xC9CED4)
LARGEST = 150.0
SHARE = 0.72
LEADING = 1.25
STROKE = 0.9


def draw_large_words(canvas: Canvas, words: tuple[str, ...], width: float, height: float) -> None:
    """Each word from the lower left towards the upper right; drawn once in the file and then repeated."""
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
    length, strokes = _outline(word)
    path = canvas.beginPath()
    for kind, points in strokes:
        placed = [each * size for each in points]
        for place in range(0, len(placed), 2):
            placed[place] -= length * size / 2
            placed[place + 1] += up - 0.36 * size
        _add(path, kind, placed)
    canvas.drawPath(path, stroke=1, fill=0)


def _add(path: PDFPathObject, kind: str, points: list[float]) -> None:
    getattr(path, {"move": "moveTo", "line": "lineTo", "curve": "curveTo", "close": "close"}[kind])(*points)


@cache
def _outline(word: str) -> tuple[float, list[tuple[str, list[float]]]]:
    """The length of a word, and the strokes of its letters, for a type size of 1."""
    face = uharfbuzz.Face(font_data(fonts.font(fonts.BOLD)))
    font, em = uharfbuzz.Font(face), face.upem
    buffer = uharfbuzz.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    pen, x = _StrokePen(em), 0.0
    for glyph, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        pen.left = x
        font.draw_glyph_with_pen(glyph.codepoint, pen)
        x += position.x_advance
    return x / em, pen.strokes


class _StrokePen:
    """Collects strokes in shares of the type size; quadratic curves become cubic ones."""

    def __init__(self, em: float) -> None:
        self.em, self.left = em, 0.0
        self.strokes: list[tuple[str, list[float]]] = []
        self.at = (0.0, 0.0)

    def moveTo(self, to: tuple[float, float]) -> None:  # noqa: N802 - the library's name
        self._keep("move", to)

    def lineTo(self, to: tuple[float, float]) -> None:  # noqa: N802
        self._keep("line", to)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._keep("curve", *points)

    def qCurveTo(self, by: tuple[float, float], to: tuple[float, float]) -> None:  # noqa: N802
        near, far = ((one[0] + 2 * (by[0] - one[0]) / 3, one[1] + 2 * (by[1] - one[1]) / 3) for one in (self.at, to))
        self._keep("curve", near, far, to)

    def closePath(self) -> None:  # noqa: N802
        self.strokes.append(("close", []))

    def _keep(self, kind: str, *points: tuple[float, float]) -> None:
        self.at = points[-1]
        self.strokes.append((kind, [each for x, y in points for each in ((x + self.left) / self.em, y / self.em)]))
