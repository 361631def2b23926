"""Containers that measure their children once: a stack that breaks between rows, and columns side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from il2desk.documents.layout.box_style import BoxStyle
from il2desk.documents.layout.tagged_drawing import Container, blank, place, place_head, share_paragraph, tag_paragraphs
from il2desk.documents.text.flowables import Paragraph
from il2desk.documents.text.structure import share_element

ENDLESS = 100_000.0
WHOLE_ROW = 240.0
FUZZ = 0.001


class Stack(Container):
    """Children under one another, broken between pages.

    `head` is repeated after each break, and a child that leads stays with what follows it. A stack of at most
    `whole_up_to` points is not broken.
    """

    def __init__(
        self,
        children: Sequence[Flowable],
        gap: float = 0,
        box: BoxStyle | None = None,
        head: Flowable | None = None,
        whole_up_to: float = 0,
        leads: bool = False,
    ) -> None:
        super().__init__()
        self.children = list(children)
        self.gap, self.box, self.head, self.whole_up_to = gap, box or BoxStyle(), head, whole_up_to
        self.leads = leads
        self.heights: list[float] = []
        self.head_height = 0.0
        if len(self.children) > 1:
            tag_paragraphs(self.children)

    def measure(self, width: float) -> float:
        inner = width - 2 * self.box.pad_x
        self.heights = [child.wrap(inner, ENDLESS)[1] for child in self.children]
        self.head_height = self.head.wrap(inner, ENDLESS)[1] + self.gap if self.head else 0.0
        between = self.gap * max(len(self.children) - 1, 0)
        return sum(self.heights) + between + self.head_height + 2 * self.box.pad_y

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - reportlab's name
        if self.wrap(availWidth, availHeight)[1] <= self.whole_up_to:
            return []
        room = availHeight - 2 * self.box.pad_y - self.head_height
        taken: list[Flowable] = []
        rest = list(self.children)
        while rest and self.heights[len(taken)] <= room + FUZZ:
            room -= self.heights[len(taken)] + self.gap
            taken.append(rest.pop(0))
        halves = split_at(rest[0], availWidth - 2 * self.box.pad_x, room) if rest and room > 0 else []
        if len(halves) == 2:
            taken.append(halves[0])
            rest[0] = halves[1]
        while taken and rest and leads(taken[-1]):
            rest.insert(0, taken.pop())
        if not (taken and rest):
            return []
        parts = [Stack(children, self.gap, self.box, self.head, self.whole_up_to) for children in (taken, rest)]
        share_element(self, parts)
        above = getattr(self, "spaceBefore", 0)
        parts[0].spaceBefore = above
        parts[1].spaceBefore = max(above, self.gap)  # or it would fit where it did not with its gap
        return [*parts]

    def paint(self, canvas: Canvas, left: float, bottom: float) -> None:
        box = self.box
        box.draw_box(canvas, (left, bottom, self.width, self.height))
        x, y = left + box.pad_x, bottom + self.height - box.pad_y
        if self.head:
            y -= self.head_height
            place_head(self.head, canvas, x, y + self.gap)
            box.draw_rule(canvas, left, self.width, y + self.gap / 2)
        if box.rules_above:
            box.draw_rule(canvas, left, self.width, bottom + self.height)
        for number, (child, height) in enumerate(zip(self.children, self.heights, strict=True)):
            if number:
                box.draw_rule(canvas, left, self.width, y + self.gap / 2)
            place(child, canvas, x, y - height)
            y -= height + self.gap
        if box.rules_below:
            box.draw_rule(canvas, left, self.width, bottom)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A column width in points, where a bare number is a share of what is left."""

    points: float


Measure = Fixed | float


class Columns(Container):
    """Cells side by side, their upper edges level; a row of more than WHOLE_ROW points is broken within its cells.

    `gap` stands between cells, `pad` at the left and right inside each, in points.
    """

    def __init__(self, cells: Sequence[Flowable], widths: Sequence[Measure], gap: float = 12, pad: float = 0) -> None:
        super().__init__()
        self.cells, self.shares, self.gap, self.pad = list(cells), list(widths), gap, pad
        self.heights: list[float] = []
        self.widths: list[float] = []

    def measure(self, width: float) -> float:
        self.widths = column_widths(self.shares, width - self.gap * (len(self.cells) - 1))
        rooms = zip(self.cells, self.widths, strict=True)
        self.heights = [cell.wrap(width - 2 * self.pad, ENDLESS)[1] for cell, width in rooms]
        return max(self.heights, default=0.0)

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - reportlab's name
        if self.wrap(availWidth, availHeight)[1] <= WHOLE_ROW:
            return []
        halves = [
            [cell, blank()] if height <= availHeight else split_at(cell, width, availHeight)
            for cell, width, height in zip(self.cells, self.widths, self.heights, strict=True)
        ]
        if any(len(half) == 1 for half in halves):
            return []
        parts = [Columns(cells, self.shares, self.gap, self.pad) for cells in zip(*halves, strict=True)]
        share_element(self, parts)
        return [*parts]

    def paint(self, canvas: Canvas, left: float, bottom: float) -> None:
        for cell, width, height in zip(self.cells, self.widths, self.heights, strict=True):
            place(cell, canvas, left + self.pad, bottom + self.height - height)
            left += width + self.gap


def leads(flowable: Flowable) -> bool:
    """Whether a flowable must stay on the page of what follows it."""
    return isinstance(flowable, Stack) and flowable.leads


def split_at(cell: Flowable, width: float, height: float) -> list[Flowable]:
    """The part of a cell that fits the height, and the rest; the cell alone where it cannot be broken there."""
    parts = cell.split(width, height)
    if len(parts) < 2:
        return [cell]
    if isinstance(cell, Paragraph):
        share_paragraph(cell, parts)
    return [parts[0], parts[1] if len(parts) == 2 else Stack(parts[1:])]


def column_widths(measures: Sequence[Measure], width: float) -> list[float]:
    """Widths of columns: points as they are, and what they leave divided by the shares."""
    left = width - sum(one.points for one in measures if isinstance(one, Fixed))
    shares = sum(one for one in measures if not isinstance(one, Fixed))
    return [one.points if isinstance(one, Fixed) else one * left / shares for one in measures]


def opening_height(flowable: Flowable, width: float) -> float:
    """The least height that must be free for a flowable to begin: of a stack, that up to its first row."""
    height = flowable.wrap(width, ENDLESS)[1]
    if isinstance(flowable, Paragraph):
        return min(height, 3 * float(flowable.style.leading))
    if not isinstance(flowable, Stack):
        return min(height, WHOLE_ROW)
    if height <= flowable.whole_up_to or not flowable.children:
        return height
    inner, need = width - 2 * flowable.box.pad_x, flowable.head_height + 2 * flowable.box.pad_y
    for child in flowable.children:
        need += opening_height(child, inner) + (flowable.gap if leads(child) else 0)
        if not leads(child):
            break
    return min(height, need)
