"""What a hand completes, and the one line a hand must never misread: signatures, boxes, blanks, the dose."""

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from il2desk.documents.layout.containers import Blank, Columns, Dress, Fixed, Measure, Stack
from il2desk.documents.layout.styles import INK, TINT, Styles
from il2desk.documents.layout.symbols import TickBox, WriteLine
from il2desk.documents.layout.tables import labelled
from il2desk.documents.model import blocks as b
from il2desk.documents.model.rich_text import Words, plain
from il2desk.documents.text.paragraph import paragraph, printable
from il2desk.documents.text.structure import tagged

BOX = Fixed(21)
SIGN_ROOM = 20.0


def dose_line(block: b.DoseLine, styles: Styles) -> Flowable:
    """Labels above, values level below; only the dose for one infusion is large."""

    def cell(fact: b.LabelledValue, *values: Flowable) -> Stack:
        return labelled(fact.label, styles.small, *values, gap=1)

    def beside(fact: b.LabelledValue) -> Stack:
        return cell(fact, Stack([Blank(styles.dose_drop), paragraph(fact.value, styles.beside_dose)]))

    dose = cell(block.dose, paragraph(block.dose.value, styles.dose))
    row = Columns([beside(block.per_kg), beside(block.weight), dose], [Fixed(104), Fixed(74), 1], gap=12)
    dress = Dress(pad_x=12, pad_y=6, ground=TINT, frame=INK, frame_width=1.2)
    return Stack([tagged(row, "L")], dress=dress, whole_up_to=300)


def tick_boxes(block: b.TickBoxes, styles: Styles) -> Flowable:
    rows = []
    for place, item in enumerate(block.items):
        words: Flowable = paragraph(item, styles.body)
        if place in block.blanks:
            words = _with_blank(item, styles)
        box = Stack([TickBox(styles.body.leading)])
        rows.append(tagged(Columns([tagged(box, "Lbl"), tagged(words, "LBody")], [BOX, 1], gap=0), "LI"))
    return tagged(Stack(rows, gap=styles.scale.row_gap), "L", numbering="Square")


def write_lines(block: b.WriteLines, styles: Styles) -> Flowable:
    lines = [WriteLine(styles.body.leading + 9) for _ in range(block.lines - 1)]
    return Stack([_with_blank(block.label, styles), *lines], gap=0, whole_up_to=300)


def _with_blank(words: Words, styles: Styles) -> Flowable:
    style = styles.body
    width = stringWidth(printable(plain(words)), style.fontName, style.fontSize) + 2
    if width > 340:
        return Stack([paragraph(words, style), WriteLine(style.leading + 6)])
    return Columns([paragraph(words, style), WriteLine(style.leading - 1)], [Fixed(width), 1], gap=6)


def signature_lines(block: b.SignatureLines, styles: Styles) -> Flowable:
    rows = [_signature(row, block.head, styles) for row in block.rows]
    return Stack(rows, gap=styles.scale.block_gap + 5)


def _signature(row: b.SignatureBlock, head: tuple[str, str, str, str], styles: Styles) -> Flowable:
    """The typed name stands on its line; the other three lines are left for the hand."""
    name = paragraph(row.name, styles.body)
    widths: list[Measure] = [4, 5, 2, 1.4]
    lines = Columns([WriteLine(1.5) for _ in head], widths, gap=14)
    under = Columns([paragraph(label, styles.small) for label in head], widths, gap=14)
    room = Blank(SIGN_ROOM)
    over = Columns([name, Blank(), Blank(), Blank()], widths, gap=14)
    noted = [paragraph(row.note, styles.small)] if row.note else []
    return Stack([paragraph(row.role, styles.strong), room, over, lines, under, *noted], gap=1, whole_up_to=300)
