"""From blocks to flowables: which function lays out which kind of block."""

from collections.abc import Callable, Iterable
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable
from reportlab.platypus import PageBreak as NextPage

from il2desk.documents.figures.body_outline import body_outline
from il2desk.documents.figures.concentration import concentration_window
from il2desk.documents.figures.time_line import time_line
from il2desk.documents.layout import forms, prose, tables, ward_forms
from il2desk.documents.layout.box_style import BoxStyle
from il2desk.documents.layout.containers import Stack, leads, opening_height
from il2desk.documents.layout.styles import LINE, Styles
from il2desk.documents.layout.tagged_drawing import Container
from il2desk.documents.model import blocks as b
from il2desk.documents.model import figure_blocks, form_blocks
from il2desk.documents.model.rich_text import plain
from il2desk.documents.text.paragraph import paragraph
from il2desk.documents.text.structure import FIGURE, tagged

RENDERERS: dict[type, Callable[[Any, Styles], Flowable]] = {
    b.Heading: prose.heading,
    b.Text: prose.text,
    b.Bullets: prose.bullets,
    b.Banner: prose.banner,
    b.PeopleChart: prose.people,
    figure_blocks.BodyOutline: body_outline,
    figure_blocks.TimeLine: time_line,
    figure_blocks.ConcentrationWindow: concentration_window,
    b.LabelledValues: tables.facts,
    b.Across: tables.across,
    b.Grid: tables.grid,
    b.Steps: tables.steps,
    b.CriterionCards: tables.cards,
    b.DoseLine: forms.dose_line,
    b.TickBoxes: forms.tick_boxes,
    b.WriteLines: forms.write_lines,
    b.SignatureLines: forms.signature_lines,
    form_blocks.Cells: ward_forms.cells,
    form_blocks.FormGrid: ward_forms.form_grid,
    form_blocks.Labels: ward_forms.labels,
}


def story(blocks: Iterable[b.Block], styles: Styles, width: float, height: float) -> list[Flowable]:
    """The flowables of all blocks; before each heading there must be room for it and the beginning of what follows."""
    placed = [lay(block, styles, (width, height)) for block in blocks]
    flowables: list[Flowable] = []
    for place, flowable in enumerate(placed):
        follows_heading = place > 0 and leads(placed[place - 1])
        if leads(flowable) and not follows_heading:
            flowables.append(CondPageBreak(min(_room(placed[place:], width), height)))
        flowables.append(flowable)
    return flowables


def lay(block: b.Block, styles: Styles, body: tuple[float, float]) -> Flowable:
    """One block as a flowable, with the space before it; `body` is width and height of a page's body in points."""

    def stack(blocks: Iterable[b.Block], whole_up_to: float = 0) -> Stack:
        return Stack([lay(one, styles, body) for one in blocks], styles.scale.block_gap, whole_up_to=whole_up_to)

    flowable: Flowable
    match block:
        case b.PageBreak():
            return NextPage()
        case b.Box():
            flowable = _box(block, styles, body)
        case b.BothSides():
            flowable = ward_forms.dose_record(block.front, lambda: stack(block.overleaf), body)
        case b.KeepTogether():
            flowable = stack(block.blocks, whole_up_to=body[1])
        case _:
            flowable = _one(block, styles)
    flowable.spaceBefore = styles.scale.heading_gap if _begins_with_heading(block) else styles.scale.block_gap
    return flowable


def _one(block: b.Block, styles: Styles) -> Flowable:
    """A block without blocks in it; with alternative text it is a figure."""
    flowable = RENDERERS[type(block)](block, styles)
    if not isinstance(flowable, Container):
        flowable = Stack([flowable])
    alternative = getattr(block, "alternative", None)
    if alternative and not isinstance(block, b.PeopleChart):
        tagged(flowable, FIGURE, alternative=plain(alternative))
    return flowable


def _begins_with_heading(block: b.Block) -> bool:
    if isinstance(block, b.KeepTogether):
        return bool(block.blocks) and _begins_with_heading(block.blocks[0])
    if isinstance(block, b.Banner):
        return not block.slim
    return isinstance(block, b.Heading | b.Box | b.DoseLine)


def _room(following: list[Flowable], width: float) -> float:
    """The height that a heading, what leads after it, and the beginning of what follows need."""
    need = 0.0
    for flowable in following:
        need += flowable.getSpaceBefore() + opening_height(flowable, width)
        if not leads(flowable):
            break
    return need


def _box(box: b.Box, styles: Styles, body: tuple[float, float]) -> Stack:
    title = Stack([paragraph(box.title, styles.strong)], leads=True)
    inner = [lay(block, styles, body) for block in box.blocks]
    frame = BoxStyle(pad_x=12, pad_y=10, frame=LINE, frame_width=0.9)
    return tagged(Stack([title, *inner], gap=styles.scale.block_gap - 2, box=frame, whole_up_to=body[1] / 3), "Div")
