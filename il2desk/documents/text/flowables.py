"""Flowables that take the width they are offered, and are measured once for each width."""

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from il2desk.documents.text.structure import Element


class Measured(Flowable):
    """A flowable as wide as its room, whose height depends on that width alone."""

    measured_for = -1.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - reportlab's name
        if self.measured_for != availWidth:
            self.width = self.measured_for = availWidth
            self.height = self.measure(availWidth)
        return self.width, self.height

    def measure(self, width: float) -> float:
        """Lays the content out in `width` and returns its height, both in points."""
        raise NotImplementedError


class Paragraph(Measured):
    """Lines of one style; a page break leaves at least two of them on either side.

    `split_element` is the element that the parts of a split paragraph have in common where they are not tagged.
    """

    split_element: Element | None = None

    def __init__(self, style: ParagraphStyle) -> None:
        super().__init__()
        self.style = style

    def line_widths(self) -> list[float]:
        """The width of each line in points, after wrapping."""
        raise NotImplementedError
