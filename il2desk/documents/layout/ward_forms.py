"""Lays out ruled forms for the hand: cells with labels, tables with blanks, dose rows beside a strip, bag labels."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from il2desk.documents.layout.box_style import BoxStyle
from il2desk.documents.layout.containers import ENDLESS, Columns, Fixed, Measure, Stack
from il2desk.documents.layout.duplex import DuplexRows, SideStrip
from il2desk.documents.layout.page_references import PageNumbers
from il2desk.documents.layout.styles import HAIR, HEAD, INK, LINE, QUIET, STOP, TINT, Styles, style
from il2desk.documents.layout.symbols import BOX_SIDE, TickBox
from il2desk.documents.layout.tables import list_item, read_across
from il2desk.documents.layout.tagged_drawing import blank, place
from il2desk.documents.model import form_blocks as f
from il2desk.documents.model.rich_text import PagesOf, Words
from il2desk.documents.text.content_operators import line, rectangle, stroke, write
from il2desk.documents.text.fonts import BOLD
from il2desk.documents.text.paragraph import paragraph
from il2desk.documents.text.structure import tagged, tags_of

MILLIMETRE = 72 / 25.4
WRITING = 8.2 * MILLIMETRE
PAD, RULE, CLEAR = 3.0, 0.6, 1.2
LONGEST_STRIP = 376.0
NARROW, WIDE, BESIDE, BETWEEN = Fixed(104), Fixed(132), 7.0, 1.5
CORNER = style(6.8, 8, ink=QUIET)
TICK = style(9, 12, ink=INK)
BOX, OUTCOME, NUMBERS = Fixed(BOX_SIDE + 4), Fixed(60), Fixed(48)
STRIP_TITLE, STRIP_BODY = style(8.6, 10.4, font=BOLD, ink=STOP), style(7, 8.4, ink=INK)
ONE_DOSE = style(11, 14.5, font=BOLD)
NUMBER, PLANNED, REMARKS = style(9.6, 11.5, font=BOLD), style(9, 10.9, font=BOLD), style(7.8, 9.7, ink=INK)


class BorderedRow(Columns):
    """Bordered cells of at least a height in points, their contents at the top or in the middle; it is never broken."""

    def __init__(self, cells: Sequence[Flowable], widths: Sequence[Measure], least: float, middle: bool = False):
        super().__init__(cells, widths, gap=0, pad=PAD)
        self.least, self.middle = least, middle

    def measure(self, width: float) -> float:
        return max(self.least, super().measure(width) + (6 if self.middle else 2))

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - reportlab's name
        return []

    def paint(self, canvas: Canvas, left: float, bottom: float) -> None:
        self._draw_borders(canvas, left, bottom)
        for cell, width, height in zip(self.cells, self.widths, self.heights, strict=True):
            above = (self.height - height) / 2 if self.middle else 1.2
            place(cell, canvas, left + PAD, bottom + self.height - height - above)
            left += width

    def _draw_borders(self, canvas: Canvas, left: float, bottom: float) -> None:
        with tags_of(canvas).artifact(canvas):
            operators = [stroke(LINE, RULE), rectangle((left, bottom, self.width, self.height)), "S"]
            for width in self.widths[:-1]:
                left += width
                operators.append(line(left, bottom, left, bottom + self.height))
            write(canvas, " ".join(operators))


def cells(block: f.Cells, styles: Styles) -> Flowable:
    return Stack([_line(row, styles.body) for row in block.rows], whole_up_to=300)


def _line(row: Sequence[f.Cell], ticked: ParagraphStyle = TICK) -> Stack:
    """One line of cells, a table of its own: the next line may have more cells or fewer."""
    bordered = BorderedRow([_cell(one, ticked) for one in row], [float(one.share) for one in row], WRITING)
    return tagged(Stack([tagged(bordered, "TR")]), "Table")


def _cell(cell: f.Cell, ticked: ParagraphStyle) -> Stack:
    """A label and the cell it is the header of; words beside a tick box are the header of what follows in the line."""
    if cell.tick:
        words = Columns([TickBox(ticked.leading), paragraph(cell.tick, ticked)], [BOX, 1], gap=0)
        return tagged(Stack([words]), "TH", scope="Row")
    label = tagged(paragraph(cell.label, CORNER), "TH", scope="Row")
    room = tagged(Stack([TickBox(ticked.leading)] if cell.tick is not None else []), "TD")
    return Stack([label, room])


def form_grid(block: f.FormGrid, styles: Styles) -> Flowable:
    shares = [float(share) for share in block.shares]

    def row(words: Sequence[Words | PagesOf], least: float, head: bool = False) -> BorderedRow:
        cells = [cell(place, one, head) for place, one in enumerate(words)]
        return tagged(BorderedRow(cells, shares, least, middle=True), "TR")

    def cell(place: int, words: Words | PagesOf, head: bool) -> Flowable:
        if isinstance(words, PagesOf):
            return tagged(PageNumbers(words.place, styles.compact), "TD")
        strong = head or place in block.strong
        usual = styles.body if place in block.figures else styles.compact
        printed = paragraph(words, styles.column_head if strong else usual)
        return tagged(printed, "TH" if strong else "TD", scope=("Column" if head else "Row") if strong else None)

    rows = [row(words, WRITING) for words in block.rows]
    return tagged(Stack(rows, head=row(block.head, 0, head=True), whole_up_to=90), "Table")


def dose_record(block: f.DoseRecord, back: Callable[[], Flowable], body: tuple[float, float]) -> Flowable:
    """The doses on fronts, each front with the whole strip; `back` makes what stands on the back.

    `body` is width and height of the body of a page in points. A back higher than that is left to what follows; a long
    strip is wider, and one higher than that says instead where its items stand.
    """
    fits, room = back().wrap(*body)[1] <= body[1], min(LONGEST_STRIP, body[1])
    strips = [block.strip, block.behind]
    width = NARROW if _height(strips, NARROW) <= room else WIDE
    if _height(strips, width) > room:
        strips = [replace(one, groups=(one.instead,)) for one in strips]
    overleaf, behind = strips

    def beside(rows: list[Flowable]) -> Flowable:
        return Columns([Stack(rows, gap=BETWEEN), _strip(overleaf if fits else behind)], [1, width], gap=BESIDE)

    cells, units = (block.cells, "") if width is NARROW else (block.beside_wide, block.units)
    strip = SideStrip(width.points + BESIDE, _height(strips, width), BETWEEN, beside, lambda: _again(block, units))
    first, *others = [_dose(row, block.outcomes, cells) for row in block.doses]
    opening = Stack([*_units(units), *map(_earlier, block.earlier), first], gap=BETWEEN, whole_up_to=ENDLESS)
    return DuplexRows([opening, *others], strip, back if fits else None, body[1])


def _units(words: str) -> list[Flowable]:
    return [paragraph(words, REMARKS)] if words else []


def _earlier(row: f.EarlierDose) -> Stack:
    """A grey line without a frame, so that nothing looks like a place to write."""
    words = [_level(row.number, NUMBER), _level(row.where, PLANNED)]
    return Stack([Columns(words, [NUMBERS, 1], gap=4)], box=BoxStyle(pad_x=PAD, pad_y=1, ground=HAIR))


def _again(block: f.DoseRecord, units: str) -> Stack:
    """The amount of one dose, framed as at the top of the sheet, and the units to write in."""
    words = [paragraph(block.again, REMARKS), paragraph(block.dose, ONE_DOSE)]
    framed = Stack(words, box=BoxStyle(pad_x=6, pad_y=3, ground=TINT, frame=INK, frame_width=1.2))
    return Stack([framed, *_units(units)], gap=BETWEEN, whole_up_to=ENDLESS)


def _dose(row: f.DoseRow, outcomes: Sequence[str], cells: Sequence[Sequence[f.Cell]]) -> Stack:
    words = [_level(row.number, NUMBER), _level(row.planned, PLANNED), _level(row.remarks, REMARKS)]
    named = [Columns(words, [NUMBERS, Fixed(132), 1], gap=4), blank(CLEAR)]
    title = Stack(named, box=BoxStyle(pad_x=PAD, ground=TINT))
    lines = Stack([_line(cell_row) for cell_row in cells])
    outcome = BorderedRow([_outcomes(outcomes)], [1], WRITING * len(cells), middle=True)
    return Stack([title, Columns([outcome, lines], [OUTCOME, 1], gap=0)], whole_up_to=200)


def _level(words: str, style: ParagraphStyle) -> Stack:
    """Words with the first baseline of the dose's number."""
    return Stack([blank(NUMBER.fontSize - style.fontSize), paragraph(words, style)])


def _outcomes(words: Sequence[str]) -> Stack:
    """A list of tick boxes, of which one is ticked for each dose."""
    items = [list_item(Stack([TickBox(TICK.leading)]), paragraph(each, TICK), BOX) for each in words]
    return tagged(Stack(items, gap=2), "L", numbering="Square")


def _height(strips: Sequence[f.MarginStrip], width: Fixed) -> float:
    return max(_strip(one).wrap(width.points, ENDLESS)[1] for one in strips)


def _strip(strip: f.MarginStrip) -> Stack:
    body = [paragraph(words, STRIP_BODY) for words in (strip.lead, *strip.groups)]
    frame = BoxStyle(pad_x=6, pad_y=5, frame=STOP, frame_width=1.4)
    return Stack([paragraph(strip.title, STRIP_TITLE), *body], gap=2.6, box=frame)


def labels(block: f.Labels, styles: Styles) -> Flowable:
    return Stack(read_across([_label(one, styles) for one in block.labels], columns=2, gap=10), gap=10)


def _label(label: f.BagLabel, styles: Styles) -> Stack:
    marks = [paragraph(mark, style(9, 11, font=BOLD, ink=STOP)) for mark in label.marks]
    count = paragraph(label.count, style(9, 11, font=BOLD, ink=HEAD, right=True))
    words = [
        *marks,
        Columns([paragraph(label.patient, styles.strong), count], [1, Fixed(104)], gap=6),
        paragraph(label.identifiers, styles.compact),
        paragraph(label.drug, styles.compact),
        paragraph(label.dose, style(9.6, 12, font=BOLD)),
        *(paragraph(line, styles.compact) for line in label.lines),
        _line(label.blanks),
    ]
    return Stack(words, gap=1.2, box=BoxStyle(pad_x=6, pad_y=5, frame=INK, frame_width=0.8), whole_up_to=ENDLESS)
