"""Putting a measured flowable on a page, as the element of the sheet that it is."""

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from il2desk.documents.text.plain_paragraph import Paragraph
from il2desk.documents.text.structure import FIGURE, HOLDS_WORDS, Element, element_of, share, tagged, tags_of


class Container(Flowable):
    """Holds other flowables, and paints them at places of the page without a coordinate system of its own."""

    def paint(self, canvas: Canvas, left: float, bottom: float) -> None:
        """Draw with the lower left corner there."""
        raise NotImplementedError

    def draw(self) -> None:
        place(self, self.canv, 0, 0)


class Blank(Flowable):
    """Nothing, of a given height."""

    def __init__(self, height: float = 0) -> None:
        super().__init__()
        self.height = height

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - reportlab's name
        return availWidth, self.height

    def draw(self) -> None:
        return


def place(flowable: Flowable, canvas: Canvas, x: float, y: float) -> None:
    """Draw a measured flowable as the element it is; containers of ours need no graphics state of their own."""
    if isinstance(flowable, Blank):
        return
    tags = tags_of(canvas)
    if isinstance(flowable, Container):
        element = element_of(flowable)
        if element is None:
            flowable.paint(canvas, x, y)
            return
        if element.role == FIGURE:
            element.box = _box(flowable, canvas, x, y)
        top = canvas.absolutePosition(x, y + flowable.height)[1] if element.title else 0
        with tags.element(element, top):
            flowable.paint(canvas, x, y)
        return
    element = element_of(flowable) or _usual(flowable, tags.current)
    if element is None and not isinstance(flowable, Paragraph) and tags.current.role != FIGURE:
        with tags.artefact(canvas):
            flowable.drawOn(canvas, x, y)
        return
    if element and element.role == FIGURE:
        element.box = _box(flowable, canvas, x, y)
    with tags.element(element), tags.content(canvas):
        flowable.drawOn(canvas, x, y)


def _box(flowable: Flowable, canvas: Canvas, x: float, y: float) -> tuple[float, float, float, float]:
    left, bottom = canvas.absolutePosition(x, y)
    return left, bottom, left + flowable.width, bottom + flowable.height


def _usual(flowable: Flowable, around: Element) -> Element | None:
    """What a leaf is that nobody named: a drawing with words for it is a figure, a text by itself a paragraph."""
    if isinstance(flowable, Paragraph):
        return None if around.role in HOLDS_WORDS else getattr(flowable, "own_paragraph", None) or Element("P")
    alternative = getattr(flowable, "alternative", None)
    return Element(FIGURE, str(alternative)) if alternative and around.role != FIGURE else None


def paragraphs_apart(children: Sequence[Flowable]) -> None:
    """Texts under one another are paragraphs of their own, also inside a cell."""
    for child in children:
        if isinstance(child, Paragraph) and element_of(child) is None:
            tagged(child, "P")


def place_head(head: Flowable, canvas: Canvas, x: float, y: float) -> None:
    """A head that is repeated says nothing new."""
    element, tags = element_of(head), tags_of(canvas)
    if element and element.begun:
        with tags.artefact(canvas):
            place(head, canvas, x, y)
    else:
        place(head, canvas, x, y)


def continue_paragraph(whole: Paragraph, pieces: Sequence[Flowable]) -> None:
    """The pieces of a text that breaks are still one paragraph."""
    own = getattr(whole, "own_paragraph", None) or Element("P")
    for piece in pieces:
        share(whole, piece)
        piece.own_paragraph = own  # type: ignore[attr-defined]  # a flowable carries what it is through its halves
