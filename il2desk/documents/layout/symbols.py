"""Small drawings: outcome symbols, tick boxes, lines to write on, a hundred people."""

from collections.abc import Sequence

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from il2desk.documents.layout.styles import HEAD, INK, LINE, WHITE
from il2desk.documents.model.blocks import OutcomeShape
from il2desk.documents.text.content_operators import line, rectangle, stroke, write
from il2desk.documents.text.flowables import Measured

SHAPES = {OutcomeShape.MET: "tick", OutcomeShape.NOT_MET: "cross", OutcomeShape.CANNOT_TELL: "question mark"}
STRENGTHS = ("outlined figure", "half-filled figure", "solid figure")
BOX_SIDE = 10.4  # more than three and a half millimetres, so that a hand can tick it


class Symbol(Measured):
    """A drawing of a fixed height in whatever width it is given; without alternative text it is an artifact."""

    def __init__(self, height: float, alternative: str = "") -> None:
        super().__init__()
        self.height, self.alternative = height, alternative

    def measure(self, width: float) -> float:
        return self.height


class OutcomeSymbol(Symbol):
    """Met: a tick in an open circle; not met: a cross in a solid square; cannot tell: a query in an open diamond."""

    def __init__(self, outcome: OutcomeShape, height: float) -> None:
        super().__init__(height, SHAPES[outcome])
        self.outcome = outcome

    def draw(self) -> None:
        canvas = self.canv
        canvas.translate(6, self.height / 2 - 0.4)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        canvas.setLineWidth(1.1)
        canvas.setStrokeColor(INK)
        draw = {OutcomeShape.MET: _tick, OutcomeShape.NOT_MET: _cross, OutcomeShape.CANNOT_TELL: _query}
        draw[self.outcome](canvas)


def _tick(canvas: Canvas) -> None:
    canvas.circle(0, 0, 5.4, stroke=1, fill=0)
    draw_polyline(canvas, [(-2.5, -0.1), (-0.7, -2.1), (2.6, 2.2)], INK, 1.4)


def _cross(canvas: Canvas) -> None:
    canvas.setFillColor(INK)
    canvas.rect(-5.2, -5.2, 10.4, 10.4, stroke=0, fill=1)
    draw_polyline(canvas, [(-2.6, -2.6), (2.6, 2.6)], WHITE, 1.5)
    draw_polyline(canvas, [(-2.6, 2.6), (2.6, -2.6)], WHITE, 1.5)


def _query(canvas: Canvas) -> None:
    draw_polyline(canvas, [(0, 6), (6, 0), (0, -6), (-6, 0), (0, 6)], INK, 1.1)
    path = canvas.beginPath()
    path.moveTo(-1.5, 1.3)
    path.curveTo(-1.5, 3.6, 1.7, 3.6, 1.7, 1.5)
    path.curveTo(1.7, 0.2, 0, 0.3, 0, -1.1)
    canvas.setLineWidth(1.2)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.setFillColor(INK)
    canvas.circle(0, -3, 0.75, stroke=0, fill=1)


def draw_polyline(canvas: Canvas, points: Sequence[tuple[float, float]], ink: Color, width: float) -> None:
    """Strokes straight lines from point to point."""
    first, *others = points
    path = canvas.beginPath()
    path.moveTo(*first)
    for point in others:
        path.lineTo(*point)
    canvas.setStrokeColor(ink)
    canvas.setLineWidth(width)
    canvas.drawPath(path, stroke=1, fill=0)


class TickBox(Symbol):
    """An empty square, level with the first line of the words beside it."""

    def __init__(self, height: float) -> None:
        super().__init__(height, "box to tick")

    def drawOn(self, canvas: Canvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803 - reportlab's names
        bottom = y + (self.height - BOX_SIDE) / 2 - 0.6
        write(canvas, f"{stroke(INK, 0.8)} {rectangle((x + 0.4, bottom, BOX_SIDE, BOX_SIDE))} S")


class WriteLine(Symbol):
    """A line to write on, with room above it."""

    def drawOn(self, canvas: Canvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803 - reportlab's names
        write(canvas, f"{stroke(LINE, 0.7)} {line(x, y + 0.5, x + self.width, y + 0.5)}")


class CrowdDrawing(Symbol):
    """People in rows of twenty-five; each group is (how many, how strongly drawn)."""

    ROW = 25

    def __init__(self, groups: Sequence[tuple[int, int]], alternative: str) -> None:
        self.strengths = [strength for count, strength in groups for _ in range(count)]
        super().__init__(-(-len(self.strengths) // self.ROW) * 20.0, alternative)

    def draw(self) -> None:
        step = (self.width - 10) / (self.ROW - 1)
        for place, strength in enumerate(self.strengths):
            row, column = divmod(place, self.ROW)
            draw_person(self.canv, column * step + 5, self.height - row * 20 - 10, strength)


class PersonSymbol(Symbol):
    """One person, for the key of a crowd."""

    def __init__(self, strength: int, height: float) -> None:
        super().__init__(height, STRENGTHS[strength])
        self.strength = strength

    def draw(self) -> None:
        draw_person(self.canv, 5, self.height / 2, self.strength)


def draw_person(canvas: Canvas, x: float, y: float, strength: int) -> None:
    """Draws a head over shoulders: outlined (0), half filled (1) or solid (2), as a form XObject of the file."""
    name = f"person-{strength}"
    if not canvas.hasForm(name):
        canvas.beginForm(name, -6, -9, 6, 9)
        canvas.setStrokeColor(HEAD if strength else LINE)
        canvas.setFillColor(HEAD)
        canvas.setLineWidth(0.9)
        canvas.circle(0, 4.2, 2.3, stroke=1, fill=int(strength > 0))
        canvas.roundRect(-3.6, -7, 7.2, 8, 2.6, stroke=1, fill=int(strength == 2))
        canvas.endForm()
    # a hundred times on a sheet: saving and restoring reportlab's own state would take a twentieth of its time
    write(canvas, f"q 1 0 0 1 {x:.3f} {y:.3f} cm")
    canvas.doForm(name)
    write(canvas, "Q")
