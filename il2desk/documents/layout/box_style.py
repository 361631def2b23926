"""What surrounds rows on a page and stands between them; it is there for the eye and says nothing."""

from dataclasses import dataclass

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from il2desk.documents.text.content_operators import fill, line, rectangle, stroke, write
from il2desk.documents.text.structure import tags_of

BAR, HAIRLINE = 3.0, 0.5


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
            if self.ground and self.frame:
                box = f"{fill(self.ground)} {stroke(self.frame, self.frame_width)} {rectangle(place)} B"
                write(canvas, box)
            elif self.ground:
                write(canvas, f"{fill(self.ground)} {rectangle(place)} f")
            elif self.frame:
                write(canvas, f"{stroke(self.frame, self.frame_width)} {rectangle(place)} S")
            if self.bar:
                write(canvas, f"{fill(self.bar)} {rectangle((left, bottom, BAR, height))} f")

    def draw_rule(self, canvas: Canvas, left: float, width: float, y: float) -> None:
        """A hairline, where there are any."""
        if self.rule:
            with tags_of(canvas).artefact(canvas):
                write(canvas, f"{stroke(self.rule, HAIRLINE)} {line(left, y, left + width, y)}")
