"""Duplex forms: rows on front sides (odd page numbers), what belongs to them on the back."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from reportlab.platypus import PageBreak as NextPage

from il2desk.documents.layout.containers import ENDLESS, FUZZ
from il2desk.documents.layout.styles import QUIET, style
from il2desk.documents.layout.tagged_drawing import Container, place
from il2desk.documents.text.paragraph import paragraph
from il2desk.documents.text.reportlab_internals import FitsAnywhere, is_at_top

LEAST_ROWS = 2
LEFT_BLANK = "This side is left blank, so that the next sheet begins on its own paper."


@dataclass(frozen=True, slots=True)
class SideStrip:
    """A strip that is repeated beside rows: the width it takes from them, its height, and the gap between rows.

    `join` puts it beside rows; `again` makes what stands above the rows on each further front.
    """

    width: float
    height: float
    gap: float
    join: Callable[[list[Flowable]], Flowable]
    again: Callable[[], Flowable]


class DuplexRows(Container):
    """Rows on fronts beside a repeated strip; after each front comes its back.

    `back` makes what stands on the back; without it the rows take fronts and backs. `page` is the height of a page in
    points.
    """

    def __init__(
        self,
        rows: list[Flowable],
        strip: SideStrip,
        back: Callable[[], Flowable] | None,
        page: float,
        goes_on: bool = False,
    ) -> None:
        super().__init__()
        self.above = [strip.again()] if goes_on else []
        self.rows, self.strip, self.back, self.page = rows, strip, back, page
        self.joined = strip.join([*self.above, *rows])

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - reportlab's name
        self.width, self.height = self.joined.wrap(availWidth, availHeight)
        return self.width, self.height if self._may_stand_here() else max(self.height, availHeight + 1)

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - reportlab's name
        backs = [self.back()] if self.back else []
        next_front = [NextPage(), self._with(self.rows)]
        if not self._may_stand_here():
            return [*backs, *next_front] if is_at_top(self) else next_front
        fitting = self._fitting(self.rows, availWidth, availHeight, self.above)
        if fitting < LEAST_ROWS:
            return [] if is_at_top(self) else next_front
        taken = self._shared_out(fitting, availWidth)
        upper = self.strip.join([*self.above, *self.rows[:taken]])
        upper.spaceBefore = self.getSpaceBefore()
        overleaf = [one for back in backs for one in (NextPage(), back)]
        return [upper, *overleaf, NextPage(), self._with(self.rows[taken:])]

    def paint(self, canvas: Canvas, left: float, bottom: float) -> None:
        place(self.joined, canvas, left, bottom)

    def _with(self, rows: list[Flowable]) -> "DuplexRows":
        return DuplexRows(rows, self.strip, self.back, self.page, goes_on=True)

    def _fitting(self, rows: list[Flowable], width: float, height: float, above: list[Flowable]) -> int:
        """How many rows fit into a height below those `above` them; none if the strip does not fit."""
        if self.strip.height > height + FUZZ:
            return 0

        def height_of(row: Flowable) -> float:
            return row.wrap(width - self.strip.width, ENDLESS)[1] + self.strip.gap

        room = height + FUZZ - sum(map(height_of, above))
        return sum(reached - self.strip.gap <= room for reached in accumulate(map(height_of, rows)))

    def _shared_out(self, fitting: int, width: float) -> int:
        """How many of the fitting rows to place here, so that all fronts hold about as many."""
        following = self.rows[fitting:]
        if not following:
            return fitting
        on_each = self._fitting(following, width, self.page, [self.strip.again()])
        fronts = 1 + ceil(len(following) / max(on_each, 1))
        return min(fitting, ceil(len(self.rows) / fronts))

    def _may_stand_here(self) -> bool:
        """Whether this page is a front, or may be a back; a flowable without a canvas is only measured."""
        return self.back is None or not hasattr(self, "canv") or bool(self.canv.getPageNumber() % 2)


class BlankBack(FitsAnywhere, Container):
    """The end of a sheet: if that is a front, its back is left blank and says so."""

    def __init__(self) -> None:
        super().__init__()
        self.words = paragraph(LEFT_BLANK, style(9, 12, ink=QUIET))
        self.was_on_front = False

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - reportlab's name
        self.width, height = self.words.wrap(availWidth, ENDLESS)
        on_front = bool(self.canv.getPageNumber() % 2)
        self.was_on_front = self.was_on_front or on_front
        self.height = height if self.was_on_front else 0
        return availWidth, availHeight + 1 if on_front else self.height

    def paint(self, canvas: Canvas, left: float, bottom: float) -> None:
        if self.was_on_front:
            place(self.words, canvas, left, bottom)
