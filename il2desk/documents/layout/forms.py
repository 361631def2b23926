"""Lays out what is completed by hand (boxes, blanks, signatures), and the line of the dose."""

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from il2desk.documents.layout.box_style import BoxStyle
from il2desk.documents.layout.containers import Columns, Fixed, Measure, Stack
from il2desk.documents.layout.styles import INK, TINT, Styles
from il2desk.documents.layout.symbols import TickBox, WriteLine
from il2desk.documents.layout.tables import labelled, list_item
from il2desk.documents.layout.tagged_drawing import blank
from il2desk.documents.model import blocks as b
from il2desk.documents.model.rich_text import Words, plain
from il2desk.documents.text.paragraph import paragraph, printable
from il2desk.documents.text.structure import tagged

BOX = Fixed(21)
SIGN_ROOM = 20.0
DOSE_DROP = 5.6  # from the top of the dose to that of the figures beside it


def dose_line(block: b.DoseLine, styles: Styles) -> Flowable:
    """Labels above, values level below; only the dose of one infusion is large."""

    def cell(fact: b.LabelledValue, *values: Flowable) -> Stack:
        return labelled(fact.label, styles.small, *values, gap=1)

    def beside(fact: b.LabelledValue) -> Stack:
        return cell(fact, Stack([blank(DOSE_DROP), paragraph(fact.value, styles.body)]))

    dose = cell(block.dose, paragraph(block.dose.value, styles.dose))
    row = Columns([beside(block.per_kg), beside(block.weight), dose], [Fixed(104), Fixed(74), 1], gap=12)
    box = BoxStyle(pad_x=12, pad_y=6, ground=TINT, frame=INK, frame_width=1.2)
    return Stack([tagged(row, "L")], box=box, whole_up_to=300)


def tick_boxes(block: b.TickBoxes, styles: Styles) -> Flowable:
    rows = []
    for place, item in enumerate(block.items):
        words = _with_blank(item, styles) if place in block.blanks else paragraph(item, styles.body)
        rows.append(list_item(Stack([TickBox(styles.body.leading)]), words, BOX))
    return tagged(Stack(rows, gap=styles.scale.row_gap), "L", numbering="Square")


def write_lines(block: b.WriteLines, styles: Styles) -> Flowable:
    lines = [WriteLine(styles.body.leading + 9) for _ in range(block.lines - 1)]
    return Stack([_with_blank(block.label, styles), *lines], gap=0, whole_up_to=300)


def _with_blank(words: Words, styles: Styles) -> Flowable:
    """Words with a line to write on beside them, or below where they are long."""
    style = styles.body
    width = stringWidth(printable(plain(words)), style.fontName, style.fontSize) + 2
    if width > 340:
        return Stack([paragraph(words, style), WriteLine(style.leading + 6)])
    return Columns([paragraph(words, style), WriteLine(style.leading - 1)], [Fixed(width), 1], gap=6)


def signature_lines(block: b.SignatureLines, styles: Styles) -> Flowable:
    rows = [_signature(row, block.head, styles) for row in block.rows]
    return Stack(rows, gap=styles.scale.block_gap + 5)


def _signature(row: b.SignatureBlock, head: tuple[str, str, str, str], styles: Styles) -> Flowable:
    """The typed name on its line, and three lines for the hand."""
    name = paragraph(row.name, styles.body)
    widths: list[Measure] = [4, 5, 2, 1.4]
    lines = Columns([WriteLine(1.5) for _ in head], widths, gap=14)
    under = Columns([paragraph(label, styles.small) for label in head], widths, gap=14)
    over = Columns([name, blank(), blank(), blank()], widths, gap=14)
    noted = [paragraph(row.note, styles.small)] if row.note else []
    role = paragraph(row.role, styles.strong)
    return Stack([role, blank(SIGN_ROOM), over, lines, under, *noted], gap=1, whole_up_to=300)
