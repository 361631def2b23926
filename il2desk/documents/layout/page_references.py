"""References to the pages of another sheet, written when all sheets are laid out."""

from collections.abc import Sequence

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas

from il2desk.documents.layout.tagged_drawing import Container
from il2desk.documents.text.content_operators import operators_of
from il2desk.documents.text.paragraph import paragraph
from il2desk.documents.text.reportlab_internals import page_operators
from il2desk.documents.text.structure import tags_of


class PageNumbers(Container):
    """The page range of the sheet at a place in the file, from 0; each sheet counts its own pages."""

    def __init__(self, place: int, style: ParagraphStyle) -> None:
        super().__init__()
        self.place, self.style = place, style

    def measure(self, width: float) -> float:
        return float(self.style.leading)

    def paint(self, canvas: Canvas, left: float, bottom: float) -> None:
        """Keeps a place among the operators of the page, which is filled when the canvas is saved."""
        stream = page_operators(canvas)
        with tags_of(canvas).content(canvas):
            at = len(stream)
            stream.append("")

        def write(counts: Sequence[int]) -> None:
            if self.place < len(counts):
                last = counts[self.place]
                words = paragraph(f"1 to {last}" if last > 1 else "1", self.style)
                words.wrap(self.width, self.height)
                stream[at] = operators_of(canvas, lambda: words.drawOn(canvas, left, bottom))

        canvas.later.append(write)  # type: ignore[attr-defined]
