"""The numbers of another sheet's pages: a place is kept for them, and they are written when all sheets are laid out."""

from collections.abc import Sequence

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas

from il2desk.documents.layout.tagged_drawing import Container
from il2desk.documents.text.content_operators import apart
from il2desk.documents.text.paragraph import paragraph
from il2desk.documents.text.reportlab_internals import page_operators
from il2desk.documents.text.structure import tags_of


class PageNumbers(Container):
    """From which to which page the sheet at that place in the file goes, each sheet counting its own."""

    def __init__(self, place: int, style: ParagraphStyle) -> None:
        super().__init__()
        self.place, self.style = place, style

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - reportlab's name
        self.width, self.height = availWidth, self.style.leading
        return availWidth, self.height

    def paint(self, canvas: Canvas, left: float, bottom: float) -> None:
        """Keep the place, with its lower left corner there."""
        code = page_operators(canvas)
        with tags_of(canvas).content(canvas):
            at = len(code)
            code.append("")

        def write(counts: Sequence[int]) -> None:
            if self.place < len(counts):
                last = counts[self.place]
                words = paragraph(f"1 to {last}" if last > 1 else "1", self.style)
                words.wrap(self.width, self.height)
                code[at] = apart(canvas, lambda: words.drawOn(canvas, left, bottom))

        canvas.later.append(write)  # type: ignore[attr-defined]
