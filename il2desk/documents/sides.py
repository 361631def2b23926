"""Which side of the paper a block stands on: fronts have odd page numbers, backs even ones."""

from reportlab.platypus import Flowable

from il2desk.documents.flowables import FUZZ, Stack
from il2desk.documents.styles import QUIET, style
from il2desk.documents.text import paragraph

LEFT_BLANK = "This side is left blank, so that what follows stands on the right side of the paper."
NEVER_FITS = 1_000_000.0


class OnSide(Flowable):
    """A stack that begins on a front, or on a back; an empty side before it says so."""

    def __init__(self, stack: Stack, front: bool, page: float) -> None:
        super().__init__()
        self.stack, self.front, self.page = stack, front, page

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - reportlab's name
        width, height = self.stack.wrap(availWidth, availHeight)
        return width, height if self._is_right_side() else NEVER_FITS

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - reportlab's name
        whole_page = availHeight >= self.page - FUZZ
        if not self._is_right_side():
            again = OnSide(self.stack, self.front, self.page)  # the toolkit remembers which it put off once
            return [EmptySide(availHeight), again] if whole_page else []
        return self.stack.split(availWidth, availHeight) if whole_page else []

    def draw(self) -> None:
        self.stack.paint(self.canv, 0, 0)

    def _is_right_side(self) -> bool:
        canvas = getattr(self, "canv", None)  # none while it is only measured
        return canvas is None or bool(canvas.getPageNumber() % 2) is self.front


class EmptySide(Flowable):
    """A side left blank, with a sentence that says so."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.height = height

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - reportlab's name
        self.width = availWidth
        return availWidth, self.height

    def draw(self) -> None:
        words = paragraph(LEFT_BLANK, style(9, 12, ink=QUIET))
        height = words.wrap(self.width, self.height)[1]
        words.drawOn(self.canv, 0, self.height - height)
