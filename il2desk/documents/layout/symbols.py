"""Small drawn things: the shapes of outcomes, boxes to tick, lines to write on, a hundred people."""

from collections.abc import Sequence

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from il2desk.documents.layout.styles import HEAD, INK, LINE, WHITE
from il2desk.documents.model.blocks import OutcomeShape
from il2desk.documents.text.content_operators import line, rectangle, stroke, write

SHAPES = {OutcomeShape.MET: "tick", OutcomeShape.NOT_MET: "cross", OutcomeShape.CANNOT_TELL: "question mark"}
STRENGTHS = ("outlined figure", "half-filled figure", "solid figure")
BOX_SIDE = 10.4  # more than three and a half millimetres, so that a hand can tick it


class Symbol(Flowable):
    """A drawing of a fixed height in whatever width it is given; without words for it, it says nothing."""

    alternative: str = ""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.height = height

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - reportlab's name
        self.width = availWidth
        return availWidth, self.height


class OutcomeSymbol(Symbol):
    """Met: a tick in an open circle; not met: a cross in a solid square; cannot tell: a query in an open diamond."""

    def __init__(self, outcome: OutcomeShape, line: float) -> None:
        super().__init__(line)
        self.outcome = outcome
        self.alternative = SHAPES[outcome]

    def draw(self) -> None:
        canv = self.canv
        canv.translate(6, self.height / 2 - 0.4)
        canv.setLineCap(1)
        canv.setLineJoin(1)
        canv.setLineWidth(1.1)
        canv.setStrokeColor(INK)
        {OutcomeShape.MET: self._tick, OutcomeShape.NOT_MET: self._cross, OutcomeShape.CANNOT_TELL: self._query}[
            self.outcome
        ]()

    def _tick(self) -> None:
        self.canv.circle(0, 0, 5.4, stroke=1, fill=0)
        self._strokes([(-2.5, -0.1), (-0.7, -2.1), (2.6, 2.2)], INK, 1.4)

    def _cross(self) -> None:
        self.canv.setFillColor(INK)
        self.canv.rect(-5.2, -5.2, 10.4, 10.4, stroke=0, fill=1)
        self._strokes([(-2.6, -2.6), (2.6, 2.6)], WHITE, 1.5)
        self._strokes([(-2.6, 2.6), (2.6, -2.6)], WHITE, 1.5)

    def _query(self) -> None:
        self._strokes([(0, 6), (6, 0), (0, -6), (-6, 0), (0, 6)], INK, 1.1)
        path = self.canv.beginPath()
        path.moveTo(-1.5, 1.3)
        path.curveTo(-1.5, 3.6, 1.7, 3.6, 1.7, 1.5)
        path.curveTo(1.7, 0.2, 0, 0.3, 0, -1.1)
        self.canv.setLineWidth(1.2)
        self.canv.drawPath(path, stroke=1, fill=0)
        self.canv.setFillColor(INK)
        self.canv.circle(0, -3, 0.75, stroke=0, fill=1)

    def _strokes(self, points: Sequence[tuple[float, float]], ink: Color, width: float) -> None:
        path = self.canv.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        self.canv.setStrokeColor(ink)
        self.canv.setLineWidth(width)
        self.canv.drawPath(path, stroke=1, fill=0)


class TickBox(Symbol):
    """An empty square, level with the first line of the words beside it."""

    def __init__(self, line: float) -> None:
        super().__init__(line)
        self.alternative = "box to tick"

    def drawOn(self, canvas: Canvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803 - reportlab's names
        bottom = y + (self.height - BOX_SIDE) / 2 - 0.6
        write(canvas, f"{stroke(INK, 0.8)} {rectangle((x + 0.4, bottom, BOX_SIDE, BOX_SIDE))} S")


class WriteLine(Symbol):
    """A line to write on, with room above it."""

    def drawOn(self, canvas: Canvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803 - reportlab's names
        write(canvas, f"{stroke(LINE, 0.7)} {line(x, y + 0.5, x + self.width, y + 0.5)}")


class CrowdDrawing(Symbol):
    """A hundred people in rows of twenty-five; each group is (how many, how strongly drawn)."""

    ROW = 25

    def __init__(self, groups: Sequence[tuple[int, int]], alternative: str) -> None:
        self.alternative = alternative
        self.strengths = [strength for count, strength in groups for _ in range(count)]
        self.rows = -(-len(self.strengths) // self.ROW)
        super().__init__(self.rows * 20.0)

    def draw(self) -> None:
        step = (self.width - 10) / (self.ROW - 1)
        for place, strength in enumerate(self.strengths):
            row, column = divmod(place, self.ROW)
            person(self.canv, column * step + 5, self.height - row * 20 - 10, strength)


class PersonSymbol(Symbol):
    """One person, as a key to a crowd."""

    def __init__(self, strength: int, line: float) -> None:
        super().__init__(line)
        self.strength = strength
        self.alternative = STRENGTHS[strength]

    def draw(self) -> None:
        person(self.canv, 5, self.height / 2, self.strength)


def person(canvas: Canvas, x: float, y: float, strength: int) -> None:
    """A head over shoulders: outlined (0), half filled (1) or solid (2); drawn once in the file and then repeated."""
    name = f"person-{strength}"
    if not canvas.hasForm(name):
        canvas.beginForm(name, -6, -9, 6, 9)
        canvas.setStrokeColor(HEAD if strength else LINE)
        canvas.setFillColor(HEAD)
        canvas.setLineWidth(0.9)
        canvas.circle(0, 4.2, 2.3, stroke=1, fill=int(strength > 0))
        canvas.roundRect(-3.6, -7, 7.2, 8, 2.6, stroke=1, fill=int(strength == 2))
        canvas.endForm()
    # a hundred times on a sheet: keeping and restoring the library's own state would take a twentieth of its time
    write(canvas, f"q 1 0 0 1 {x:.3f} {y:.3f} cm")
    canvas.doForm(name)
    write(canvas, "Q")
