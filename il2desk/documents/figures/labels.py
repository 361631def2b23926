"""Figures with labels: words measured, then drawn at their places."""

from reportlab.lib.styles import ParagraphStyle

from il2desk.documents.layout.containers import ENDLESS
from il2desk.documents.layout.symbols import Symbol
from il2desk.documents.model.rich_text import Words
from il2desk.documents.text.paragraph import paragraph


class FigureLabel:
    """Words measured: `width` is that of the longest line, which is at most `room`; all in points."""

    def __init__(self, words: Words, style: ParagraphStyle, room: float = ENDLESS) -> None:
        self.paragraph = paragraph(words, style)
        _, self.height = self.paragraph.wrap(room, ENDLESS)
        self.width = max(self.paragraph.line_widths(), default=0.0) + 0.1


class DrawnFigure(Symbol):
    """A drawing of a fixed height with alternative text and labels."""

    def put(self, label: FigureLabel, x: float, top: float, *, share: float = 0) -> None:
        """Draws a label with its upper edge at `top`; `share` of its width lies to the left of x."""
        label.paragraph.drawOn(self.canv, x - share * label.width, top - label.height)
