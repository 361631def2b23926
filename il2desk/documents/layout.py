"""From what a sheet says to what stands on the page: each block becomes flowables on one column grid."""

from collections.abc import Iterable, Iterator

from reportlab.platypus import CondPageBreak, Flowable
from reportlab.platypus import PageBreak as NextPage

from il2desk.documents import report as r
from il2desk.documents.flowables import Blank, Columns, Dress, Stack, opening
from il2desk.documents.forms import dose_line, signature_lines, tick_boxes, write_lines
from il2desk.documents.marks import Crowd, Figure, Shape
from il2desk.documents.styles import HAIR, HEAD, LINE, STOP, TINT, Styles
from il2desk.documents.text import paragraph
from il2desk.documents.words import Words

LABEL = 112.0
GAP = 12.0


class Layout:
    """Lays out blocks for one width and one page height."""

    def __init__(self, styles: Styles, width: float, height: float) -> None:
        self.styles, self.width, self.height = styles, width, height

    def story(self, blocks: Iterable[r.Block]) -> list[Flowable]:
        """All blocks in order; before each heading room is demanded for it and the beginning of what follows."""
        placed = [flowable for block in blocks for flowable in self.lay(block)]
        story: list[Flowable] = []
        for place, flowable in enumerate(placed):
            if getattr(flowable, "leads", False) and not getattr(placed[place - 1], "leads", False):
                story.append(CondPageBreak(self._room_for(placed[place:])))
            story.append(flowable)
        return story

    def _room_for(self, following: list[Flowable]) -> float:
        need = 0.0
        for flowable in following:
            need += flowable.getSpaceBefore() + opening(flowable, self.width)
            if not getattr(flowable, "leads", False):
                break
        return min(need, self.height)

    def lay(self, block: r.Block) -> Iterator[Flowable]:
        match block:
            case r.PageBreak():
                yield NextPage()
            case r.Heading():
                yield self._heading(block)
            case _:
                flowable = self._body(block)
                flowable.spaceBefore = self.styles.scale.block_gap
                yield flowable

    def _body(self, block: r.Block) -> Flowable:
        match block:
            case r.Text():
                return Stack([paragraph(block.words, self._voice(block.voice))])
            case r.Bullets():
                return self._bullets(block)
            case r.Facts():
                return self._rows((paragraph(row.label, self.styles.label), row.value) for row in block.rows)
            case r.Grid():
                return self._grid(block)
            case r.Banner():
                return self._banner(block)
            case r.Steps():
                return self._steps(block)
            case r.CriterionCards():
                return self._cards(block)
            case r.People():
                return self._people(block)
            case r.Box() | r.KeepTogether():
                return self._group(block)
            case _:
                return self._form(block)

    def _form(self, block: r.Block) -> Flowable:
        match block:
            case r.DoseLine():
                return dose_line(block, self.styles)
            case r.TickBoxes():
                return tick_boxes(block, self.styles)
            case r.WriteLines():
                return write_lines(block, self.styles)
            case r.SignatureLines():
                return signature_lines(block, self.styles)
            case _:
                raise TypeError(f"no layout for {type(block).__name__}")

    def _voice(self, voice: r.Voice) -> object:
        return {r.Voice.BODY: self.styles.body, r.Voice.LEAD: self.styles.lead, r.Voice.SMALL: self.styles.small}[voice]
