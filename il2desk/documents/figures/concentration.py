"""Draws the concentration window on a scale, with the concentration by one method above and by the other below."""

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from il2desk.documents.figures.labels import DrawnFigure, FigureLabel
from il2desk.documents.layout.containers import Stack
from il2desk.documents.layout.styles import INK, LINE, WHITE, Styles
from il2desk.documents.model.figure_blocks import ConcentrationWindow, Reading
from il2desk.documents.model.rich_text import plain
from il2desk.documents.text.paragraph import paragraph

SHADE = HexColor(0xD3D9DF)
BAND, REACH, RADIUS = 13.0, 5.0, 2.9


def concentration_window(block: ConcentrationWindow, styles: Styles) -> Flowable:
    return Stack([WindowFigure(block, styles), paragraph(block.caption, styles.small)], gap=2, whole_up_to=200)


def scale_of(block: ConcentrationWindow) -> tuple[float, float]:
    """Begin and end of the scale: the window and a quarter of it at either side, or more to hold both readings."""
    least, most = (float(end) for end in block.ends)
    margin = (most - least) / 4
    found = [float(block.above.at), float(block.below.at)]
    begin = min(least - margin, min(found) - margin / 2)
    return max(0.0, begin), max(most + margin, max(found) + margin / 2)


class WindowFigure(DrawnFigure):
    """A reading inside the window is a disc, outside a square; solid for the chosen method, else open."""

    def __init__(self, block: ConcentrationWindow, styles: Styles) -> None:
        self.block = block
        self.least, self.most = (FigureLabel(words, styles.column_head) for words in (block.least, block.most))
        self.above, self.below = (FigureLabel(one.words, styles.compact) for one in (block.above, block.below))
        side = REACH + RADIUS + 1 + styles.compact.leading
        super().__init__(BAND + 2 * side, plain(block.alternative))

    def draw(self) -> None:
        canv = self.canv
        low = (self.height - BAND) / 2
        begin, end = (self._x(float(one)) for one in self.block.ends)
        canv.setFillColor(SHADE)
        canv.setStrokeColor(INK)
        canv.setLineWidth(0.6)
        canv.rect(begin, low, end - begin, BAND, stroke=0, fill=1)
        canv.setStrokeColor(LINE)
        canv.rect(0, low, self.width, BAND, stroke=1, fill=0)
        canv.setStrokeColor(INK)
        canv.setLineWidth(1.4)
        canv.line(begin, low, begin, low + BAND)
        canv.line(end, low, end, low + BAND)
        level = low + BAND / 2 + self.least.height / 2
        self._mark(self.block.above, self.above, low + BAND, 1)
        self._mark(self.block.below, self.below, low, -1)
        self.put(self.least, begin - 4, level, share=1)
        self.put(self.most, end + 4, level)

    def _x(self, figure: float) -> float:
        begin, end = scale_of(self.block)
        return (figure - begin) / (end - begin) * self.width

    def _mark(self, reading: Reading, label: FigureLabel, edge: float, way: int) -> None:
        """A stem from the edge of the band, up (1) or down (-1), then the mark and the label."""
        canv = self.canv
        x, y = self._x(float(reading.at)), edge + way * REACH
        canv.setStrokeColor(INK)
        canv.setFillColor(INK if reading.chosen else WHITE)
        canv.setLineWidth(1.1)
        canv.line(x, edge, x, y)
        if reading.inside:
            canv.circle(x, y, RADIUS, stroke=1, fill=1)
        else:
            canv.rect(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS, stroke=1, fill=1)
        middle = min(max(x, label.width / 2), self.width - label.width / 2)
        top = self.height if way > 0 else label.height
        self.put(label, middle, top, share=0.5)
