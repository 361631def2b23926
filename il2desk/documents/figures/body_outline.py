"""Draws the body outline: involved sites dark and heavily outlined, each with a label at its side."""

from dataclasses import dataclass
from functools import cache

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from il2desk.documents.figures.label_spacing import spread_out
from il2desk.documents.figures.labels import DrawnFigure, FigureLabel
from il2desk.documents.layout.containers import Stack
from il2desk.documents.layout.styles import INK, LINE, QUIET, TINT, WHITE, Styles
from il2desk.documents.layout.symbols import draw_polyline
from il2desk.documents.model.figure_blocks import BodyOutline
from il2desk.documents.model.rich_text import plain
from il2desk.documents.text.content_operators import write
from il2desk.documents.text.paragraph import paragraph
from il2desk.domain.packs.body_outline import BOX, Body, Loop, Path, SiteShape

HEIGHT = 184.0
NEAR, FAR = 225, 785  # the part of the box that the outline takes; labels begin beside it
INVOLVED, FAINT = HexColor(0x3C5673), HexColor(0x9AA3AC)
GAP, ARM = 1.2, 10.0


def body_outline(block: BodyOutline, styles: Styles) -> Flowable:
    return Stack([BodyFigure(block, styles), paragraph(block.caption, styles.small)], gap=4, whole_up_to=400)


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A label, its middle in points from the top of the figure, and the shape it names."""

    label: FigureLabel
    middle: float
    shape: SiteShape


def placed(labels: list[tuple[SiteShape, FigureLabel]], height: float) -> list[PlacedLabel]:
    """The labels of one side from top to bottom, none touching another."""
    scale = height / BOX
    in_order = sorted(labels, key=lambda one: one[0].anchor[1])
    wished = [shape.anchor[1] * scale for shape, _ in in_order]
    middles = spread_out(wished, [label.height for _, label in in_order], GAP, height)
    return [PlacedLabel(label, middle, shape) for (shape, label), middle in zip(in_order, middles, strict=True)]


@cache
def _outline(loop: Loop) -> str:
    """A closed path of lines and cubic curves, as operators."""
    operators = [f"{loop.start[0]} {loop.start[1]} m"]
    for part in loop.strokes:
        operators += [*(f"{x} {y}" for x, y in part), "l" if len(part) == 1 else "c"]
    return " ".join([*operators, "h"])


class BodyFigure(DrawnFigure):
    """The outline in the middle, labels in a column at either side."""

    def __init__(self, block: BodyOutline, styles: Styles) -> None:
        super().__init__(HEIGHT, plain(block.alternative))
        self.block, self.styles = block, styles
        self.sides: dict[str, list[PlacedLabel]] = {}

    def measure(self, width: float) -> float:
        """Places the labels, which may need more height than the outline."""
        room = width / 2 - (FAR - NEAR) / 2 * HEIGHT / BOX - ARM - 4
        by_site = self.block.body.shape_by_site
        labels = [(by_site[one.site], FigureLabel(one.label, self.styles.compact, room)) for one in self.block.sites]
        sides = {side: [one for one in labels if one[0].side == side] for side in ("left", "right")}
        needed = [sum(label.height + GAP for _, label in side) for side in sides.values()]
        height = max(HEIGHT, *needed)
        self.sides = {side: placed(ones, height) for side, ones in sides.items()}
        return height

    def draw(self) -> None:
        canv, scale = self.canv, HEIGHT / BOX
        canv.saveState()
        canv.translate(self.width / 2 - BOX / 2 * scale, self.height)
        canv.scale(scale, -scale)
        self._draw_body(self.block.body, {one.site for one in self.block.sites}, scale)
        canv.restoreState()
        for side, ones in self.sides.items():
            for one in ones:
                self._draw_label(one, -1 if side == "left" else 1, scale)

    def _draw_body(self, body: Body, involved: set[str], scale: float) -> None:
        canv = self.canv
        canv.setLineJoin(1)
        canv.setFillColor(TINT)
        canv.setStrokeColor(LINE)
        self._path(body.outline, 0.7 / scale, fill=True)
        canv.setStrokeColor(FAINT)
        for detail in body.details:
            self._path(detail, 0.3 / scale, fill=False)
        for is_involved, ground, ink, width in ((False, WHITE, FAINT, 0.4), (True, INVOLVED, INK, 0.9)):
            for shape in (one for one in body.shapes if (one.site in involved) is is_involved):
                canv.setFillColor(ground)
                canv.setStrokeColor(ink)
                self._path(shape.path, width / scale, fill=True)

    def _path(self, path: Path, width: float, *, fill: bool) -> None:
        self.canv.setLineWidth(width)
        write(self.canv, f"{' '.join(map(_outline, path))} {'B*' if fill else 'S'}")

    def _draw_label(self, one: PlacedLabel, way: int, scale: float) -> None:
        canv, centre = self.canv, self.width / 2
        edge = centre + way * (FAR - NEAR) / 2 * scale
        y = self.height - one.middle
        x_to, y_to = centre + (one.shape.anchor[0] - BOX / 2) * scale, self.height - one.shape.anchor[1] * scale
        leader = [(edge + way * ARM, y), (edge, y), (x_to, y_to)]
        draw_polyline(canv, leader, WHITE, 1.7)
        draw_polyline(canv, leader, QUIET, 0.5)
        canv.setStrokeColor(INK)
        canv.setFillColor(WHITE)
        canv.setLineWidth(0.6)
        canv.circle(x_to, y_to, 1.3, stroke=1, fill=1)
        self.put(one.label, edge + way * (ARM + 3), y + one.label.height / 2, share=1 if way < 0 else 0)
