"""What all pictures on a page have in common: a leaf of fixed height with its alternative text, and placed words."""

from reportlab.lib.styles import ParagraphStyle

from il2desk.documents.layout.symbols import Symbol
from il2desk.documents.model.rich_text import Words, plain
from il2desk.documents.text.paragraph import paragraph

ENDLESS = 100_000.0


class Picture(Symbol):
    """A drawing of a fixed height that can also be told in a sentence."""

    def __init__(self, height: float, alternative: Words) -> None:
        super().__init__(height)
        self.alternative = plain(alternative)

    def put(self, label: "FigureLabel", x: float, top: float, *, share: float = 0) -> None:
        """Words with their upper edge at `top`; of their width, `share` lies to the left of x."""
        label.paragraph.drawOn(self.canv, x - share * label.width, top - label.height)


class FigureLabel:
    """Words measured: as wide as they are, and no wider than the room."""

    def __init__(self, words: Words, style: ParagraphStyle, room: float = ENDLESS) -> None:
        self.paragraph = paragraph(words, style)
        _, self.height = self.paragraph.wrap(room, ENDLESS)
        self.width = max(self.paragraph.line_widths(), default=0.0) + 0.1
        if room < ENDLESS:
            return
        _, self.height = self.paragraph.wrap(self.width + 1, ENDLESS)
