"""Forms that are printed on both sides: rows on fronts, what belongs to them overleaf; fronts have odd page numbers."""

from collections.abc import Callable

from reportlab.platypus import Flowable
from reportlab.platypus import PageBreak as NextPage

from il2desk.documents.flowables import ENDLESS, FUZZ

LEAST_ROWS = 2


class FrontRows(Flowable):
    """Rows on fronts beside a strip that is repeated; wherever they break, the back is drawn before they go on.

    `rows` and `back` are made anew for each place they are drawn in, `beside` joins rows and strip.
    """

    def __init__(
        self,
        rows: list[Flowable],
        beside: Callable[[list[Flowable]], Flowable],
        back: Callable[[], Flowable],
    ) -> None:
        super().__init__()
        self.rows, self.beside, self.back = rows, beside, back
        self.joined = beside(rows)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - reportlab's name
        width, height = self.joined.wrap(availWidth, availHeight)
        self.width, self.height = width, height
        return width, height if self._is_front() else max(height, availHeight + 1)

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - reportlab's name
        again = FrontRows(self.rows, self.beside, self.back)
        if not self._is_front():
            return [self.back(), NextPage(), again] if self._is_empty_page() else [NextPage(), again]
        fitting = self._fitting(availWidth, availHeight)
        if fitting < LEAST_ROWS:
            return []
        upper = self.beside(self.rows[:fitting])
        rest = FrontRows(self.rows[fitting:], self.beside, self.back)
        return [upper, NextPage(), self.back(), NextPage(), rest]

    def draw(self) -> None:
        self.joined.drawOn(self.canv, 0, 0)

    def _fitting(self, width: float, height: float) -> int:
        return next(
            (
                number
                for number in range(len(self.rows), 0, -1)
                if self.beside(self.rows[:number]).wrap(width, ENDLESS)[1] <= height + FUZZ
            ),
            0,
        )

    def _is_front(self) -> bool:
        canvas = getattr(self, "canv", None)  # none while it is only measured
        return canvas is None or bool(canvas.getPageNumber() % 2)

    def _is_empty_page(self) -> bool:
        frame = getattr(self, "_frame", None)
        return frame is None or bool(frame._atTop)
