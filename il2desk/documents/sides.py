"""Forms that are printed on both sides: rows on fronts, what belongs to them overleaf; fronts have odd page numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from math import ceil
from typing import Any, ClassVar

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from reportlab.platypus import PageBreak as NextPage

from il2desk.documents.flowables import ENDLESS, FUZZ
from il2desk.documents.placing import Container, place
from il2desk.documents.styles import QUIET, style
from il2desk.documents.text import paragraph

LEAST_ROWS = 2
LEFT_BLANK = "This side is left blank, so that the next sheet begins on its own paper."


@dataclass(frozen=True, slots=True)
class Strip:
    """What is repeated beside rows: how much width it takes of theirs, how high it is, and the gap between rows.

    `again` makes what stands above the rows of every front on which they go on.
    """

    width: float
    height: float
    gap: float
    join: Callable[[list[Flowable]], Flowable]
    again: Callable[[], Flowable]


class FrontRows(Container):
    """Rows on fronts beside a strip that is repeated; wherever they break, the back is drawn before they go on.

    `back` makes what stands overleaf. A back too long for a page is left to what follows, and the rows then take any
    page.
    """

    _frame: Any  # the toolkit's, while it places this

    def __init__(
        self,
        rows: list[Flowable],
        strip: Strip,
        back: Callable[[], Flowable],
        back_height: Callable[[float], float] | None = None,
        goes_on: bool = False,
    ) -> None:
        super().__init__()
        self.above = [strip.again()] if goes_on else []
        self.rows, self.strip, self.back = rows, strip, back
        self.back_height = back_height or cache(lambda width: back().wrap(width, ENDLESS)[1])
        self.joined = strip.join([*self.above, *rows])

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - reportlab's name
        width, height = self.joined.wrap(availWidth, availHeight)
        self.width, self.height = width, height
        return width, height if self._is_front() else max(height, availHeight + 1)

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - reportlab's name
        if not self._is_front():
            return self._turn()
        fitting = self._fitting(availWidth, availHeight, self.above)
        if fitting < LEAST_ROWS:
            return [] if self._frame._atTop else [NextPage(), self._with(self.rows)]
        taken = self._shared_out(fitting, availWidth)
        upper = self.strip.join([*self.above, *self.rows[:taken]])
        upper.spaceBefore = self.getSpaceBefore()
        rest = self._with(self.rows[taken:])
        return [upper, *self._overleaf(), NextPage(), rest]

    def paint(self, canvas: Canvas, left: float, bottom: float) -> None:
        """Draw with the lower left corner there."""
        place(self.joined, canvas, left, bottom)

    def _with(self, rows: list[Flowable]) -> "FrontRows":
        return FrontRows(rows, self.strip, self.back, self.back_height, goes_on=True)

    def _fitting(self, width: float, height: float, above: list[Flowable]) -> int:
        """How many rows fit below what stands above them, where the strip does."""
        if self.strip.height > height + FUZZ:
            return 0

        def takes(one: Flowable) -> float:
            return one.wrap(width - self.strip.width, ENDLESS)[1] + self.strip.gap

        room, heights = height + FUZZ - sum(map(takes, above)), map(takes, self.rows)
        return sum(reached - self.strip.gap <= room for reached in accumulate(heights))

    def _shared_out(self, fitting: int, width: float) -> int:
        """How many rows to take of those that fit here, so that the last front does not hold a single one."""
        following = len(self.rows) - fitting
        if following <= 0:
            return fitting
        fronts = 1 + ceil(following / max(self._fitting(width, self._frame._aH, [self.strip.again()]), 1))
        return min(fitting, ceil(len(self.rows) / fronts))

    def _turn(self) -> list[Flowable]:
        """To the next front; a back with nothing on it yet is not left empty."""
        again = self._with(self.rows)
        return [self.back(), NextPage(), again] if self._frame._atTop else [NextPage(), again]

    def _overleaf(self) -> list[Flowable]:
        return [NextPage(), self.back()] if self._back_fits() else []

    def _back_fits(self) -> bool:
        frame = self._frame
        return bool(self.back_height(frame._aW) <= frame._aH)

    def _is_front(self) -> bool:
        canvas = getattr(self, "canv", None)  # none while it is only measured
        return canvas is None or not self._back_fits() or bool(canvas.getPageNumber() % 2)


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
