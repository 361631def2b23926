"""Forms that are printed on both sides: rows on fronts, what belongs to them overleaf; fronts have odd page numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from math import ceil
from typing import ClassVar

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from reportlab.platypus import PageBreak as NextPage

from il2desk.documents.layout.containers import ENDLESS, FUZZ
from il2desk.documents.layout.styles import QUIET, style
from il2desk.documents.layout.tagged_drawing import Container, place
from il2desk.documents.text.paragraph import paragraph
from il2desk.documents.text.reportlab_internals import is_at_top

LEAST_ROWS = 2
LEFT_BLANK = "This side is left blank, so that the next sheet begins on its own paper."


@dataclass(frozen=True, slots=True)
class SideStrip:
    """What is repeated beside rows: how much width it takes of theirs, how high it is, and the gap between rows.

    `join` puts it beside some rows, told whether the back fits overleaf of each front; `again` makes what stands above
    the rows of every front on which they go on.
    """

    width: float
    height: float
    gap: float
    join: Callable[[list[Flowable], bool], Flowable]
    again: Callable[[], Flowable]


class FrontRows(Container):
    """Rows on fronts beside a strip that is repeated; wherever they break, the back is drawn before they go on.

    `back` makes what stands overleaf, `page` is how high a page is. A back too long for that is left to what follows,
    and the rows then take any page.
    """

    def __init__(
        self,
        rows: list[Flowable],
        strip: SideStrip,
        back: Callable[[], Flowable],
        page: float,
        back_height: Callable[[float], float] | None = None,
        goes_on: bool = False,
    ) -> None:
        super().__init__()
        self.above = [strip.again()] if goes_on else []
        self.rows, self.strip, self.back, self.page = rows, strip, back, page
        self.back_height = back_height or cache(lambda width: back().wrap(width, ENDLESS)[1])
        self.joined: Flowable | None = None

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - reportlab's name
        self.joined = self.joined or self._beside_strip(self.rows, availWidth)
        width, height = self.joined.wrap(availWidth, availHeight)
        self.width, self.height = width, height
        return width, height if self._is_front(availWidth) else max(height, availHeight + 1)

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - reportlab's name
        if not self._is_front(availWidth):
            return self._turn()
        fitting = self._fitting(self.rows, availWidth, availHeight, self.above)
        if fitting < LEAST_ROWS:
            return [] if is_at_top(self) else [NextPage(), self._with(self.rows)]
        taken = self._shared_out(fitting, availWidth)
        upper = self._beside_strip(self.rows[:taken], availWidth)
        upper.spaceBefore = self.getSpaceBefore()
        rest = self._with(self.rows[taken:])
        overleaf = [NextPage(), self.back()] if self._back_fits(availWidth) else []
        return [upper, *overleaf, NextPage(), rest]

    def paint(self, canvas: Canvas, left: float, bottom: float) -> None:
        """Draw with the lower left corner there."""
        if self.joined:
            place(self.joined, canvas, left, bottom)

    def _with(self, rows: list[Flowable]) -> "FrontRows":
        return FrontRows(rows, self.strip, self.back, self.page, self.back_height, goes_on=True)

    def _beside_strip(self, rows: list[Flowable], width: float) -> Flowable:
        return self.strip.join([*self.above, *rows], self._back_fits(width))

    def _fitting(self, rows: list[Flowable], width: float, height: float, above: list[Flowable]) -> int:
        """How many rows fit below what stands above them, where the strip does."""
        if self.strip.height > height + FUZZ:
            return 0

        def takes(one: Flowable) -> float:
            return one.wrap(width - self.strip.width, ENDLESS)[1] + self.strip.gap

        room, heights = height + FUZZ - sum(map(takes, above)), map(takes, rows)
        return sum(reached - self.strip.gap <= room for reached in accumulate(heights))

    def _shared_out(self, fitting: int, width: float) -> int:
        """How many rows to take of those that fit here, so that the last front does not hold a single one."""
        following = self.rows[fitting:]
        if not following:
            return fitting
        on_each = self._fitting(following, width, self.page, [self.strip.again()])
        fronts = 1 + ceil(len(following) / max(on_each, 1))
        return min(fitting, ceil(len(self.rows) / fronts))

    def _turn(self) -> list[Flowable]:
        """To the next front; a back with nothing on it yet is not left empty."""
        again = self._with(self.rows)
        return [self.back(), NextPage(), again] if is_at_top(self) else [NextPage(), again]

    def _back_fits(self, width: float) -> bool:
        return self.back_height(width) <= self.page

    def _is_front(self, width: float) -> bool:
        canvas = getattr(self, "canv", None)  # none while it is only measured
        return canvas is None or not self._back_fits(width) or bool(canvas.getPageNumber() % 2)


class UpToBack(Container):
    """At the end of a sheet: where that is a front, its back is left blank and says so, for what follows."""

    _ZEROSIZE: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self.words = paragraph(LEFT_BLANK, style(9, 12, ink=QUIET))
        self.was_on_front = False

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - reportlab's name
        height = self.words.wrap(availWidth, ENDLESS)[1]
        on_front = bool(self.canv.getPageNumber() % 2)
        self.was_on_front = self.was_on_front or on_front
        self.width, self.height = availWidth, height if self.was_on_front else 0
        return availWidth, availHeight + 1 if on_front else self.height

    def paint(self, canvas: Canvas, left: float, bottom: float) -> None:
        """Draw with the lower left corner there."""
        if self.was_on_front:
            place(self.words, canvas, left, bottom)
