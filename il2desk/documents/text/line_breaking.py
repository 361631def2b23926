"""Words of any script set in lines: broken in the order of reading, each line then put into the order of seeing."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby

from il2desk.documents.text import font_fallback
from il2desk.documents.text.bidi import base_level, levels, visual_order
from il2desk.documents.text.fonts import Piece
from il2desk.documents.text.shaping import Glyph, shape
from il2desk.domain.values.characters import JOINERS

FUZZ = 0.001
TOO_EMPTY = 0.5


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one piece in one font and one direction, with their places in the sentence."""

    piece: int
    start: int
    end: int
    level: int
    font: str
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class PlacedRun:
    """What is drawn in one go: where, in thousandths of the type size from the left, and what it says."""

    says: str
    font: str
    x: float
    glyphs: tuple[Glyph, ...]


class ShapedSentence:
    """Text without a line break, shaped once as a whole so that breaking it changes no letter."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.text = "".join(piece.text for piece in pieces)
        letters: list[str] = []
        self.runs: list[Run] = []
        for number, piece in enumerate(pieces):
            told = font_fallback.with_fonts(piece.text, piece.font)
            self.runs += _runs(number, piece, told, sum(map(len, letters)))
            letters += [letter for letter, _ in told]
        glyphs = [glyph for run in self.runs for glyph in run.glyphs]
        advances = [0.0] * len(self.text)
        for glyph in glyphs:
            advances[glyph.cluster] += glyph.advance
        self.reach = list(accumulate(advances, initial=0.0))
        whole = {glyph.cluster for glyph in glyphs}
        self.ends = [place for place in accumulate(map(len, letters)) if place in whole or place == len(self.text)]
        free = dict(font_fallback.free_ends(letters))
        self.free = {place: unwilling for place, unwilling in free.items() if place in whole}

    def width(self, start: int, end: int) -> float:
        """How wide the letters between two places are, without blanks at their end."""
        return self.reach[self.inked(start, end)] - self.reach[start]

    def inked(self, start: int, end: int) -> int:
        return start + len(self.text[start:end].rstrip(" "))

    def line_end(self, start: int, end: int, width: float) -> int:
        """Where the line from `start` ends, at the latest at `end`; a word too long for any line is broken."""
        if self.width(start, end) <= width + FUZZ:
            return end
        held: list[int] = []
        for place in self.ends[bisect_right(self.ends, start) :]:
            if held and self.width(start, place) > width + FUZZ:
                break
            held.append(place)
        firm = next((place for place in reversed(held) if self.free.get(place) is False), start)
        loose = next((place for place in reversed(held) if self.free.get(place)), start)
        if firm > start and (self.width(start, loose) - self.width(start, firm) <= width * TOO_EMPTY):
            return firm
        return max(firm, loose) if max(firm, loose) > start else held[-1]


@dataclass(frozen=True)
class VisualLine:
    """One line as it is drawn: a stretch of a sentence."""

    sentence: ShapedSentence
    start: int
    end: int

    @cached_property
    def placed(self) -> tuple[PlacedRun, ...]:
        """What is drawn of this line in the order of reading, each at its place in the order of seeing."""
        inked = self.sentence.inked(self.start, self.end)
        cut = [
            _cut(run, max(run.start, self.start), min(run.end, inked))
            for run in self.sentence.runs
            if run.start < inked and run.end > self.start
        ]
        x, at = 0.0, dict[int, float]()
        for place in _seen(cut):
            at[place] = x
            x += sum(glyph.advance for glyph in cut[place].glyphs)
        ends = [*(run.end for run in cut[:-1]), self.end]
        return tuple(
            letter
            for place, (run, end) in enumerate(zip(cut, ends, strict=True))
            for letter in self._letters(run, end, at[place])
        )

    def _letters(self, run: Run, end: int, x: float) -> Iterator[PlacedRun]:
        """A run to the right as it is; one to the left letter by letter, for those who read by places."""
        if run.level % 2 == 0:
            yield PlacedRun(self.sentence.text[run.start : end], run.font, x, run.glyphs)
            return
        drawn: dict[int, tuple[float, list[Glyph]]] = {}
        for glyph in run.glyphs:
            drawn.setdefault(glyph.cluster, (x, []))[1].append(glyph)
            x += glyph.advance
        starts = sorted(drawn)
        for start, after in zip(starts, [*starts[1:], end], strict=True):
            place, glyphs = drawn[start]
            says = self.sentence.text[start:after]
            shown = says.rstrip(JOINERS)
            yield PlacedRun(shown, run.font, place, tuple(glyphs))
            if says != shown:
                yield PlacedRun(says[len(shown) :], run.font, place, ())

    @property
    def width(self) -> float:
        return self.sentence.width(self.start, self.end)

    @cached_property
    def top(self) -> float:
        return max((glyph.top for run in self.placed for glyph in run.glyphs), default=0.0)

    @cached_property
    def bottom(self) -> float:
        return min((glyph.bottom for run in self.placed for glyph in run.glyphs), default=0.0)


def rows(stretches: Sequence[VisualLine], width: float) -> Iterator[VisualLine]:
    """Stretches of sentences broken into lines no wider than told, in thousandths of the type size."""
    for stretch in stretches:
        start = stretch.start
        while True:
            end = stretch.sentence.line_end(start, stretch.end, width)
            yield VisualLine(stretch.sentence, start, end)
            start = end
            if start >= stretch.end:
                break


def joined(set_rows: Sequence[VisualLine]) -> list[VisualLine]:
    """Neighbouring lines of one sentence as one stretch again, which can be set to another width."""
    whole: list[VisualLine] = []
    for row in set_rows:
        if whole and whole[-1].sentence is row.sentence:
            whole[-1] = VisualLine(row.sentence, whole[-1].start, row.end)
        else:
            whole.append(row)
    return whole


def _runs(number: int, piece: Piece, told: Sequence[tuple[str, str]], offset: int) -> Iterator[Run]:
    found = levels(piece.text, base_level(piece.text) if piece.recorded else 0)
    start = 0
    places = ((letter, name, at) for (letter, name), at in zip(told, _starts(told), strict=True))
    for (name, level), group in groupby(places, lambda each: (each[1], found[each[2]])):
        end = start + sum(len(letter) for letter, *_ in group)
        glyphs = shape(piece.text, start, end, name, level % 2 == 1)
        yield Run(number, start + offset, end + offset, level, name, tuple(_moved(glyphs, offset)))
        start = end


def _starts(told: Sequence[tuple[str, str]]) -> list[int]:
    return list(accumulate((len(letter) for letter, _ in told), initial=0))[:-1]


def _moved(glyphs: Sequence[Glyph], offset: int) -> Iterator[Glyph]:
    for glyph in glyphs:
        yield glyph.at(glyph.cluster + offset)


def _cut(run: Run, start: int, end: int) -> Run:
    glyphs = tuple(glyph for glyph in run.glyphs if start <= glyph.cluster < end)
    return Run(run.piece, start, end, run.level, run.font, glyphs)


def _seen(cut: Sequence[Run]) -> Iterator[int]:
    """The runs of a line from left to right: pieces as they come, the runs within each by its own directions."""
    for _, group in groupby(range(len(cut)), lambda place: cut[place].piece):
        places = list(group)
        yield from (places[seen] for seen in visual_order([cut[place].level for place in places]))
