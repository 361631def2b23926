"""Lays out ruled rows: labelled values, grids, arithmetic and criterion cards, all on the same left columns."""

from collections.abc import Sequence
from itertools import accumulate
from math import ceil

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from il2desk.documents.layout.box_style import BoxStyle
from il2desk.documents.layout.containers import Columns, Fixed, Measure, Stack
from il2desk.documents.layout.styles import HAIR, LINE, Styles
from il2desk.documents.layout.symbols import OutcomeSymbol
from il2desk.documents.layout.tagged_drawing import blank
from il2desk.documents.model import blocks as b
from il2desk.documents.model.rich_text import Words, plain
from il2desk.documents.text.paragraph import paragraph
from il2desk.documents.text.structure import Element, tagged

LABEL, STEP, SHORT, SHAPE = Fixed(100), Fixed(150), Fixed(36), Fixed(16)
OUTCOME = Fixed(66)
GAP, NARROW = 12.0, 4.0
COMPARED = (3, 2)
SHORT_LINE = 50
RULED = BoxStyle(rule=HAIR)


def facts(block: b.LabelledValues, styles: Styles) -> Flowable:
    if block.compact:
        return _compact_facts(block, styles)
    rows = [
        _row([paragraph(row.label, styles.label), paragraph(row.value, styles.body)], [LABEL, 1], heads=1)
        for row in block.rows
    ]
    return tagged(Stack(rows, gap=styles.scale.row_gap, box=RULED, whole_up_to=170), "Table")


def _row(
    cells: Sequence[Flowable], widths: Sequence[Measure], gap: float = GAP, *, heads: int = 0, scope: str = "Row"
) -> Columns:
    """A row of a table that begins with so many header cells."""
    for place, cell in enumerate(cells):
        is_head = place < heads
        tagged(cell, "TH" if is_head else "TD", scope=scope if is_head else None)
    return tagged(Columns(cells, widths, gap), "TR")


def _compact_facts(block: b.LabelledValues, styles: Styles) -> Flowable:
    pairs = [
        _row([paragraph(row.label, styles.small), paragraph(row.value, styles.compact)], [SHORT, 1], NARROW, heads=1)
        for row in block.rows
    ]
    gap = styles.scale.row_gap / 2.5
    if not block.halved:
        return tagged(Stack(pairs, gap=gap), "Table")
    middle = _middle(block.rows)
    return tagged(Columns([Stack(pairs[:middle], gap=gap), Stack(pairs[middle:], gap=gap)], [1, 1], GAP), "Table")


def _middle(rows: Sequence[b.LabelledValue]) -> int:
    """How many rows make the first column, so that both have about as many lines."""
    lines = list(accumulate(ceil(len(plain(row.value)) / SHORT_LINE) for row in rows))
    return sum(2 * before < lines[-1] for before in (0, *lines[:-1]))


def read_across(cells: Sequence[Flowable], columns: int, gap: float = GAP) -> list[Flowable]:
    """Cells in rows of so many, the last row filled up with blanks."""
    if columns == 1:
        return list(cells)
    starts = range(0, len(cells), columns)
    rows = [[*cells[at : at + columns], *[blank()] * (at + columns - len(cells))] for at in starts]
    return [Columns(row, [1] * columns, gap) for row in rows]


def across(block: b.Across, styles: Styles) -> Flowable:
    cells = [labelled(fact.label, styles.small, paragraph(fact.value, styles.body)) for fact in block.facts]
    return tagged(Columns(cells, block.shares, GAP), "L")


def labelled(label: str, style: ParagraphStyle, *values: Flowable, gap: float = 0) -> Stack:
    """A label above its values, as an item of a list."""
    return tagged(Stack([paragraph(label, style), *values], gap=gap), "LBody", parent=Element("LI"))


def list_item(label: Flowable, body: Flowable, width: Fixed) -> Columns:
    """A label of that width beside its body, as an item of a list."""
    return tagged(Columns([tagged(label, "Lbl"), tagged(body, "LBody")], [width, 1], gap=0), "LI")


def grid(block: b.Grid, styles: Styles) -> Flowable:
    def cells(row: tuple[Words, ...], style: ParagraphStyle, heads: int = 0) -> Columns:
        return _row([paragraph(cell, style) for cell in row], block.shares, heads=heads, scope="Column")

    head = cells(block.head, styles.column_head, heads=len(block.head))
    gap = styles.scale.row_gap / 1.8 if block.compact else styles.scale.row_gap
    rows = [cells(row, styles.compact if block.compact else styles.body) for row in block.rows]
    box = BoxStyle(rule=HAIR, rules_below=True)
    return tagged(Stack(rows, gap=gap, box=box, head=head, whole_up_to=130), "Table")


def steps(block: b.Steps, styles: Styles) -> Flowable:
    rows = [
        _row(
            [
                paragraph(row.label, styles.label),
                paragraph(row.working, styles.body),
                paragraph(row.result, styles.strong_right),
            ],
            [STEP, 5, 4],
            heads=1,
        )
        for row in block.rows
    ]
    return tagged(Stack(rows, gap=styles.scale.row_gap, box=RULED), "Table")


def cards(block: b.CriterionCards, styles: Styles) -> Flowable:
    outcome, *compared = (tagged(paragraph(words, styles.column_head), "TH", scope="Column") for words in block.head)
    head = tagged(Columns([outcome, Columns(compared, COMPARED, GAP)], [OUTCOME, 1], NARROW), "TR")
    rows = [_card(card, styles) for card in block.cards]
    return tagged(Stack(rows, gap=styles.scale.row_gap, box=BoxStyle(rule=LINE), head=head), "Table")


def _card(card: b.Card, styles: Styles) -> Flowable:
    word = paragraph(card.outcome_word, styles.strong)
    verdict = tagged(Columns([OutcomeSymbol(card.outcome, styles.body.leading), word], [SHAPE, 1], gap=0), "TD")
    found = tagged(Stack([paragraph(card.title, styles.strong), paragraph(card.found, styles.body)]), "TD")
    asked = Element("TD")
    compared = Columns([found, tagged(paragraph(card.asked, styles.body), "P", parent=asked)], COMPARED, GAP)
    notes = [tagged(paragraph(note, styles.small), "P", parent=asked) for note in card.notes]
    told = Stack([compared, *notes], gap=1)
    return tagged(Columns([verdict, told], [OUTCOME, 1], NARROW), "TR")
