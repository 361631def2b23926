"""Containers that measure their children once: a stack that breaks between rows, and rows of columns side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from il2desk.documents.layout.box_style import Dress
from il2desk.documents.layout.tagged_drawing import (
    Blank,
    Container,
    continue_paragraph,
    paragraphs_apart,
    place,
    place_head,
)
from il2desk.documents.text.plain_paragraph import Paragraph
from il2desk.documents.text.structure import share

__all__ = ["ENDLESS", "Blank", "Columns", "Dress", "Fixed", "Measure", "Stack", "halve", "leads", "opening", "place"]

ENDLESS = 100_000.0
WHOLE_ROW = 240.0
FUZZ = 0.001


class Stack(Container):
    """Children under one another; `head` is repeated where they break, and one that leads stays with what follows."""

    _ZEROSIZE: ClassVar[bool] = False

    def __init__(
        self,
        children: Sequence[Flowable],
        gap: float = 0,
        dress: Dress | None = None,
        head: Flowable | None = None,
        whole_up_to: float = 0,
        leads: bool = False,
    ) -> None:
        super().__init__()
        self.children = list(children)
        self.gap, self.dress, self.head, self.whole_up_to = gap, dress or Dress(), head, whole_up_to
        self.leads = leads
        self.heights: list[float] = []
        self.head_height = 0.0
        self.measured_for = -1.0
        if len(self.children) > 1:
            paragraphs_apart(self.children)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - reportlab's name
        if self.measured_for != availWidth:
            inner = availWidth - 2 * self.dress.pad_x
            self.heights = [child.wrap(inner, ENDLESS)[1] for child in self.children]
            self.head_height = self.head.wrap(inner, ENDLESS)[1] + self.gap if self.head else 0.0
            self.width, self.measured_for = availWidth, availWidth
            between = self.gap * max(len(self.children) - 1, 0)
            self.height = sum(self.heights) + between + self.head_height + 2 * self.dress.pad_y
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - reportlab's name
        height = self.wrap(availWidth, availHeight)[1]
        if height <= self.whole_up_to:
            return []
        inner = availWidth - 2 * self.dress.pad_x
        room = availHeight - 2 * self.dress.pad_y - self.head_height
        taken: list[Flowable] = []
        rest = list(self.children)
        while rest and self.heights[len(taken)] <= room + FUZZ:
            room -= self.heights[len(taken)] + self.gap
            taken.append(rest.pop(0))
        halves = halve(rest[0], inner, room) if rest and room > 0 else None
        if halves:
            taken.append(halves[0])
            rest[0] = halves[1]
        while taken and rest and leads(taken[-1]):
            rest.insert(0, taken.pop())
        if not (taken and rest):
            return []
        upper, lower = self._part(taken), self._part(rest)
        lower.spaceBefore = max(lower.spaceBefore, self.gap)  # or it would fit where it did not with its gap
        return [upper, lower]

    def _part(self, children: Sequence[Flowable]) -> "Stack":
        part = Stack(children, self.gap, self.dress, self.head, self.whole_up_to)
        part.spaceBefore = getattr(self, "spaceBefore", 0)
        share(self, part)
        return part

    def opening(self, width: float) -> float:
        """The least height worth beginning this stack for: all of it, or its head and what leads to its first row."""
        height = self.wrap(width, ENDLESS)[1]
        if height <= self.whole_up_to or not self.children:
            return height
        inner, need = width - 2 * self.dress.pad_x, self.head_height + 2 * self.dress.pad_y
        for child in self.children:
            need += opening(child, inner) + (self.gap if leads(child) else 0)
            if not leads(child):
                break
        return min(height, need)

    def paint(self, canvas: Canvas, left: float, bottom: float) -> None:
        """Draw with the lower left corner there, without a coordinate system of its own."""
        self.dress.paint(canvas, (left, bottom, self.width, self.height))
        x, y = left + self.dress.pad_x, bottom + self.height - self.dress.pad_y
        if self.head:
            y -= self.head_height
            place_head(self.head, canvas, x, y + self.gap)
            self.dress.draw_rule(canvas, left, self.width, y + self.gap / 2)
        if self.dress.rules_above:
            self.dress.draw_rule(canvas, left, self.width, bottom + self.height)
        for number, (child, height) in enumerate(zip(self.children, self.heights, strict=True)):
            if number:
                self.dress.draw_rule(canvas, left, self.width, y + self.gap / 2)
            place(child, canvas, x, y - height)
            y -= height + self.gap
        if self.dress.rules_below:
            self.dress.draw_rule(canvas, left, self.width, bottom)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A column width in points, where a bare number is a share of what is left."""

    points: float


Measure = Fixed | float


class Columns(Container):
    """Cells side by side, each as wide as told, their first lines level; a very tall row breaks within its cells."""

    def __init__(self, cells: Sequence[Flowable], widths: Sequence[Measure], gap: float = 12) -> None:
        super().__init__()
        self.cells, self.shares, self.gap = list(cells), list(widths), gap
        self.heights: list[float] = []
        self.widths: list[float] = []
        self.measured_for = -1.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - reportlab's name
        if self.measured_for != availWidth:
            self.widths = spread(self.shares, availWidth - self.gap * (len(self.cells) - 1))
            self.heights = [cell.wrap(width, ENDLESS)[1] for cell, width in zip(self.cells, self.widths, strict=True)]
            self.width, self.measured_for = availWidth, availWidth
            self.height = max(self.heights, default=0.0)
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - reportlab's name
        if self.wrap(availWidth, availHeight)[1] <= WHOLE_ROW:
            return []
        halves = [
            (cell, Blank()) if height <= availHeight else halve(cell, width, availHeight)
            for cell, width, height in zip(self.cells, self.widths, self.heights, strict=True)
        ]
        if any(half is None for half in halves):
            return []
        upper = Columns([half[0] for half in halves if half], self.shares, self.gap)
        lower = Columns([half[1] for half in halves if half], self.shares, self.gap)
        share(self, upper)
        share(self, lower)
        return [upper, lower]

    def paint(self, canvas: Canvas, left: float, bottom: float) -> None:
        """Draw with the lower left corner there, without a coordinate system of its own."""
        for cell, width, height in zip(self.cells, self.widths, self.heights, strict=True):
            place(cell, canvas, left, bottom + self.height - height)
            left += width + self.gap


def leads(flowable: Flowable) -> bool:
    """Whether this must stay on the page of what follows it."""
    return isinstance(flowable, Stack) and flowable.leads


def halve(cell: Flowable, width: float, height: float) -> tuple[Flowable, Flowable] | None:
    """The part of a cell that fits the height, and the rest; None where it cannot be broken there."""
    pieces = cell.split(width, height)
    if len(pieces) < 2:
        cell.wrap(width, ENDLESS)  # a paragraph forgets its lines when it cannot be split
        return None
    if isinstance(cell, Paragraph):
        continue_paragraph(cell, pieces)
    return pieces[0], pieces[1] if len(pieces) == 2 else Stack(pieces[1:])


def spread(measures: Sequence[Measure], width: float) -> list[float]:
    """Widths of columns: points as they are, and what they leave divided by the shares."""
    left = width - sum(one.points for one in measures if isinstance(one, Fixed))
    shares = sum(one for one in measures if not isinstance(one, Fixed))
    return [one.points if isinstance(one, Fixed) else one * left / shares for one in measures]


def opening(flowable: Flowable, width: float) -> float:
    """The least height that must be free for a flowable to begin."""
    if isinstance(flowable, Stack):
        return flowable.opening(width)
    height = flowable.wrap(width, ENDLESS)[1]
    if isinstance(flowable, Paragraph):
        return min(height, 3 * flowable.style.leading)
    return min(height, WHOLE_ROW)
