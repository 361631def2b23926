"""Draws measured flowables on a page, each as its structure element."""

from collections.abc import Sequence
from contextlib import nullcontext

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer

from il2desk.documents.text.flowables import Measured, Paragraph
from il2desk.documents.text.structure import (
    FIGURE,
    HOLDS_WORDS,
    Element,
    element_of,
    share_element,
    tagged,
    tags_of,
)


class Container(Measured):
    """Holds other flowables and draws them at places of the page, without a coordinate system of its own."""

    def paint(self, canvas: Canvas, left: float, bottom: float) -> None:
        """Draws with the lower left corner there."""
        raise NotImplementedError

    def draw(self) -> None:
        place(self, self.canv, 0, 0)


def blank(height: float = 0) -> Spacer:
    """Empty space of a height in points."""
    return Spacer(0, height)


def place(flowable: Flowable, canvas: Canvas, x: float, y: float) -> None:
    """Draws a measured flowable with its lower left corner there, as its structure element or as an artifact."""
    if isinstance(flowable, Spacer):
        return
    tags, top = tags_of(canvas), 0.0
    element = element_of(flowable) or _default_element(flowable, tags.current)
    if element and element.role == FIGURE:
        left, bottom = canvas.absolutePosition(x, y)
        element.box = (left, bottom, left + flowable.width, bottom + flowable.height)
    if element and element.title:
        top = canvas.absolutePosition(x, y + flowable.height)[1]
    with tags.element(element, top):
        if isinstance(flowable, Container):
            flowable.paint(canvas, x, y)
            return
        is_content = element or isinstance(flowable, Paragraph) or tags.current.role == FIGURE
        with tags.content(canvas) if is_content else tags.artifact(canvas):
            flowable.drawOn(canvas, x, y)


def _default_element(flowable: Flowable, around: Element) -> Element | None:
    """The element of an untagged flowable: Figure if it has alternative text, P for a paragraph, or none."""
    if isinstance(flowable, Paragraph):
        return None if around.role in HOLDS_WORDS else flowable.split_element or Element("P")
    alternative = getattr(flowable, "alternative", None)
    return Element(FIGURE, alternative) if alternative and around.role != FIGURE else None


def tag_paragraphs(children: Sequence[Flowable]) -> None:
    """Makes each untagged paragraph a P of its own, also inside a cell."""
    for child in children:
        if isinstance(child, Paragraph) and element_of(child) is None:
            tagged(child, "P")


def place_head(head: Flowable, canvas: Canvas, x: float, y: float) -> None:
    """Draws a table's head, which is an artifact wherever it is repeated."""
    element = element_of(head)
    with tags_of(canvas).artifact(canvas) if element and element.begun else nullcontext():
        place(head, canvas, x, y)


def share_paragraph(whole: Paragraph, parts: Sequence[Flowable]) -> None:
    """Keeps the parts of a split paragraph one element, whichever its default is."""
    share_element(whole, parts)
    element = whole.split_element or Element("P")
    for part in parts:
        if isinstance(part, Paragraph):
            part.split_element = element
