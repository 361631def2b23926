"""What surrounds rows on a page and stands between them; it is there for the eye and says nothing."""

from dataclasses import dataclass

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from il2desk.documents.styles import HAIR
from il2desk.documents.tags import tags_of


@dataclass(frozen=True, slots=True)
class Dress:
    """What surrounds a stack: padding, ground, frame, a bar at its left, hairlines between its rows."""

    pad_x: float = 0
    pad_y: float = 0
    ground: Color | None = None
    frame: Color | None = None
    frame_width: float = 0.6
    bar: Color | None = None
    rule: Color | None = None
    rules_above: bool = False
    rules_below: bool = False

    def paint(self, canvas: Canvas, place: tuple[float, float, float, float]) -> None:
        """Ground, frame and bar of what stands there: left, bottom, width, height."""
        if not (self.ground or self.frame or self.bar):
            return
        left, bottom, _, height = place
        with tags_of(canvas).artefact(canvas):
            if self.ground or self.frame:
                canvas.setFillColor(self.ground or HAIR)
                canvas.setStrokeColor(self.frame or HAIR)
                canvas.setLineWidth(self.frame_width)
                canvas.rect(*place, stroke=int(bool(self.frame)), fill=int(bool(self.ground)))
            if self.bar:
                canvas.setFillColor(self.bar)
                canvas.rect(left, bottom, 3, height, stroke=0, fill=1)

    def draw_rule(self, canvas: Canvas, left: float, width: float, y: float) -> None:
        """A hairline, where there are any."""
        if self.rule:
            with tags_of(canvas).artefact(canvas):
                canvas.setStrokeColor(self.rule)
                canvas.setLineWidth(0.5)
                canvas.line(left, y, left + width, y)
