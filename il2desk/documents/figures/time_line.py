"""Draws the time line of doses: nights shaded, midnights ruled, a numbered mark for each dose with its clock time."""

from collections.abc import Sequence
from itertools import pairwise

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from il2desk.documents.figures.label_spacing import spread_out
from il2desk.documents.figures.labels import DrawnFigure, FigureLabel
from il2desk.documents.layout.containers import Stack
from il2desk.documents.layout.styles import INK, LINE, QUIET, WHITE, Styles
from il2desk.documents.model.figure_blocks import TimeLine
from il2desk.documents.model.rich_text import plain
from il2desk.documents.text.paragraph import paragraph

NIGHT = HexColor(0xD3D9DF)
BAND, MARK, GAP = 26.0, 6.6, 3.0


def time_line(block: TimeLine, styles: Styles) -> Flowable:
    return Stack([TimeLineFigure(block, styles), paragraph(block.caption, styles.small)], gap=2, whole_up_to=200)


class TimeLineFigure(DrawnFigure):
    """From top to bottom: the days, the band with the marks, the clock times, and what the clock does."""

    def __init__(self, block: TimeLine, styles: Styles) -> None:
        self.block = block
        self.days = [[FigureLabel(words, styles.compact) for words in day.words] for day in block.days]
        self.clocks = [FigureLabel(dose.clock, styles.compact) for dose in block.doses]
        self.numbers = [FigureLabel(dose.number, styles.column_head) for dose in block.doses]
        self.changes = [FigureLabel(change.words, styles.compact) for change in block.changes]
        self.line = styles.compact.leading
        self.head = self.line * max((len(day) for day in self.days), default=0)
        super().__init__(self.head + 3 + BAND + 1 + self.line * (2 if self.changes else 1), plain(block.alternative))

    def draw(self) -> None:
        canv, x = self.canv, self._x
        top = self.height - self.head - 3
        low = top - BAND
        canv.setFillColor(NIGHT)
        for dusk, dawn in self.block.nights:
            canv.rect(x(dusk), low, x(dawn) - x(dusk), BAND, stroke=0, fill=1)
        canv.setStrokeColor(LINE)
        canv.setLineWidth(0.6)
        canv.rect(0, low, self.width, BAND, stroke=1, fill=0)
        for day in self.block.days[1:]:
            canv.line(x(day.at), low, x(day.at), top + 3)
        canv.line(0, low + BAND / 2, self.width, low + BAND / 2)
        self._draw_days()
        self._draw_doses(low + BAND / 2)
        self._put_apart(self.clocks, [x(dose.at) for dose in self.block.doses], low - 1)
        self._draw_changes(top, low)

    def _x(self, minutes: int) -> float:
        return minutes / self.block.length * self.width

    def _draw_days(self) -> None:
        edges = [*(day.at for day in self.block.days), self.block.length]
        middles = [(self._x(one) + self._x(other)) / 2 for one, other in pairwise(edges)]
        widths = [max(label.width for label in day) for day in self.days]
        for day, middle in zip(self.days, spread_out(middles, widths, GAP, self.width), strict=True):
            for line, label in enumerate(day):
                self.put(label, middle, self.height - line * self.line, share=0.5)

    def _draw_doses(self, y: float) -> None:
        canv = self.canv
        canv.setStrokeColor(INK)
        canv.setFillColor(WHITE)
        for dose, number in zip(self.block.doses, self.numbers, strict=True):
            x = self._x(dose.at)
            canv.setLineWidth(1.5 if dose.late else 0.9)
            if dose.late:
                canv.rect(x - MARK, y - MARK, 2 * MARK, 2 * MARK, stroke=1, fill=1)
            else:
                canv.circle(x, y, MARK, stroke=1, fill=1)
            self.put(number, x, y + number.height / 2 + 0.3, share=0.5)

    def _draw_changes(self, top: float, low: float) -> None:
        canv = self.canv
        places = [self._x(change.at) for change in self.block.changes]
        canv.setStrokeColor(QUIET)
        canv.setLineWidth(1.2)
        canv.setDash(3, 2)
        for x in places:
            canv.line(x, top + 3, x, low)
        canv.setDash()
        self._put_apart(self.changes, places, low - 1 - self.line)

    def _put_apart(self, labels: Sequence[FigureLabel], places: Sequence[float], top: float) -> None:
        """Draws labels centred on their places, or moved so that none touches another."""
        widths = [label.width for label in labels]
        for label, middle in zip(labels, spread_out(places, widths, GAP, self.width), strict=True):
            self.put(label, middle, top, share=0.5)
