"""Backgrounds, frames and rules around and between rows; all are artifacts."""

from dataclasses import dataclass

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from il2desk.documents.text.content_operators import fill, line, rectangle, stroke, write
from il2desk.documents.text.structure import tags_of

BAR, HAIRLINE = 3.0, 0.5


@dataclass(frozen=True, slots=True)
class BoxStyle:
    """How a stack is drawn: padding, background, frame, a bar at its left, hairlines between its rows."""

    pad_x: float = 0
    pad_y: float = 0
    ground: Color | None = None
    frame: Color | None = None
    frame_width: float = 0.6
    bar: Color | None = None
    rule: Color | None = None
    rules_above: bool = False
    rules_below: bool = False

    def draw_box(self, canvas: Canvas, place: tuple[float, float, float, float]) -> None:
        """Draws background, frame and bar around a place (left, bottom, width, height)."""
        if not (self.ground or self.frame or self.bar):
            return
        left, bottom, _, height = place
        with tags_of(canvas).artifact(canvas):
            if self.ground or self.frame:
                inks = [fill(self.ground)] if self.ground else []
                inks += [stroke(self.frame, self.frame_width)] if self.frame else []
                paint = "f" if not self.frame else "B" if self.ground else "S"
                write(canvas, " ".join([*inks, rectangle(place), paint]))
            if self.bar:
                write(canvas, f"{fill(self.bar)} {rectangle((left, bottom, BAR, height))} f")

    def draw_rule(self, canvas: Canvas, left: float, width: float, y: float) -> None:
        """Draws a hairline if the style has rules."""
        if self.rule:
            with tags_of(canvas).artifact(canvas):
                write(canvas, f"{stroke(self.rule, HAIRLINE)} {line(left, y, left + width, y)}")
