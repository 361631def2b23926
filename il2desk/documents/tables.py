"""Ruled rows on a page: facts, grids, arithmetic and criterion cards, all on the same left columns."""

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from il2desk.documents import blocks as b
from il2desk.documents.flowables import Columns, Dress, Fixed, Stack
from il2desk.documents.marks import Shape
from il2desk.documents.styles import HAIR, LINE, Styles
from il2desk.documents.text import paragraph
from il2desk.documents.words import Words

LABEL, STEP, SHORT, SHAPE = Fixed(100), Fixed(156), Fixed(40), Fixed(21)
GAP = 12.0
COMPARED = (5, 4)
RULED = Dress(rule=HAIR)


def facts(block: b.Facts, styles: Styles) -> Flowable:
    label, value = (styles.small, styles.compact) if block.compact else (styles.label, styles.body)
    rows = [
        Columns([paragraph(row.label, label), paragraph(row.value, value)], [SHORT if block.compact else LABEL, 1], GAP)
        for row in block.rows
    ]
    if block.compact:
        return Stack(rows, gap=styles.scale.row_gap / 2)
    return Stack(rows, gap=styles.scale.row_gap, dress=RULED, whole_up_to=170)


def grid(block: b.Grid, styles: Styles) -> Flowable:
    def cells(row: tuple[Words, ...], left: ParagraphStyle, right: ParagraphStyle) -> Columns:
        inked = [paragraph(cell, right if place in block.right else left) for place, cell in enumerate(row)]
        return Columns(inked, block.shares, GAP)

    head = cells(block.head, styles.column_head, styles.column_head_right)
    left, right = (styles.compact, styles.compact_right) if block.compact else (styles.body, styles.body_right)
    gap = styles.scale.row_gap / 1.6 if block.compact else styles.scale.row_gap
    rows = [cells(row, left, right) for row in block.rows]
    return Stack(rows, gap=gap, dress=Dress(rule=HAIR, rules_below=True), head=head, whole_up_to=130)


def steps(block: b.Steps, styles: Styles) -> Flowable:
    rows = [
        Columns(
            [
                paragraph(row.label, styles.label),
                paragraph(row.working, styles.body),
                paragraph(row.result, styles.strong_right),
            ],
            [STEP, 5, 4],
            GAP,
        )
        for row in block.rows
    ]
    return Stack(rows, gap=styles.scale.row_gap, dress=RULED)


def cards(block: b.CriterionCards, styles: Styles) -> Flowable:
    outcome, *compared = (paragraph(words, styles.column_head) for words in block.head)
    head = Columns([outcome, Columns(compared, COMPARED, GAP)], [LABEL, 1], GAP)
    rows = [_card(card, styles) for card in block.cards]
    return Stack(rows, gap=styles.scale.row_gap + 3, dress=Dress(rule=LINE), head=head)


def _card(card: b.Card, styles: Styles) -> Flowable:
    word = paragraph(card.outcome_word, styles.strong)
    verdict = Columns([Shape(card.outcome, styles.body.leading), word], [SHAPE, 1], gap=0)
    compared = Columns([paragraph(card.found, styles.body), paragraph(card.asked, styles.body)], COMPARED, GAP)
    notes = [paragraph(note, styles.small) for note in card.notes]
    told = Stack([paragraph(card.title, styles.strong), compared, *notes], gap=2)
    return Columns([verdict, told], [LABEL, 1], GAP)
