"""Breaks shaped text into lines in logical order (after UAX #14), then reorders each line visually (UAX #9, L2)."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby, pairwise

from il2desk.documents.text import font_fallback
from il2desk.documents.text.bidi import base_level, levels, visual_order
from il2desk.documents.text.fonts import Piece
from il2desk.documents.text.shaping import Glyph, shape
from il2desk.domain.values.characters import JOINERS

FUZZ = 0.001
TOO_EMPTY = 0.5


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one piece in one font at one embedding level; `start` and `end` are places in the sentence."""

    piece: int
    start: int
    end: int
    level: int
    font: str
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class PlacedRun:
    """Glyphs drawn in one go with the text they show; `x` from the left, in thousandths of the type size."""

    text: str
    font: str
    x: float
    glyphs: tuple[Glyph, ...]


class ShapedSentence:
    """Text without a line break, shaped once as a whole, so that breaking it into lines changes no glyph."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.text = "".join(piece.text for piece in pieces)
        letters: list[str] = []
        self.runs: list[Run] = []
        for number, piece in enumerate(pieces):
            in_fonts = font_fallback.with_fonts(piece.text, piece.font)
            self.runs += _runs(number, piece, in_fonts, offset=sum(map(len, letters)))
            letters += [letter for letter, _ in in_fonts]
        glyphs = [glyph for run in self.runs for glyph in run.glyphs]
        advances = [0.0] * len(self.text)
        for glyph in glyphs:
            advances[glyph.cluster] += glyph.advance
        self.reach = list(accumulate(advances, initial=0.0))
        clusters = {glyph.cluster for glyph in glyphs}
        self.ends = [end for end in accumulate(map(len, letters)) if end in clusters or end == len(self.text)]
        opportunities = font_fallback.break_opportunities(letters)
        self.breaks = {place: is_last_resort for place, is_last_resort in opportunities if place in clusters}

    def width(self, start: int, end: int) -> float:
        """The width of the text between two places, without blanks at its end."""
        return self.reach[self.without_blanks(start, end)] - self.reach[start]

    def without_blanks(self, start: int, end: int) -> int:
        """The end of the text between two places once blanks at its end are left off."""
        return start + len(self.text[start:end].rstrip(" "))

    def line_end(self, start: int, end: int, width: float) -> int:
        """Where the line from `start` ends, at the latest at `end`; a word wider than the line is broken anywhere."""
        if self.width(start, end) <= width + FUZZ:
            return end
        fitting: list[int] = []
        for place in self.ends[bisect_right(self.ends, start) :]:
            if fitting and self.width(start, place) > width + FUZZ:
                break
            fitting.append(place)
        usual = max((place for place in fitting if self.breaks.get(place) is False), default=start)
        last_resort = max((place for place in fitting if self.breaks.get(place)), default=start)
        if usual > start and self.width(start, last_resort) - self.width(start, usual) <= width * TOO_EMPTY:
            return usual
        furthest = max(usual, last_resort)
        return furthest if furthest > start else fitting[-1]


@dataclass(frozen=True)
class VisualLine:
    """A stretch of a sentence that stands on one line; lengths in thousandths of the type size."""

    sentence: ShapedSentence
    start: int
    end: int

    @cached_property
    def placed(self) -> tuple[PlacedRun, ...]:
        """The runs of the line in logical order, each at its visual place."""
        inked = self.sentence.without_blanks(self.start, self.end)
        runs = [
            _cut(run, max(run.start, self.start), min(run.end, inked))
            for run in self.sentence.runs
            if run.start < inked and run.end > self.start
        ]
        x, lefts = 0.0, dict[int, float]()
        for place in _visual_places(runs):
            lefts[place] = x
            x += sum(glyph.advance for glyph in runs[place].glyphs)
        last = len(runs) - 1  # it takes the blanks at the end of the line
        return tuple(
            placed
            for place, run in enumerate(runs)
            for placed in self._place(run, self.end if place == last else run.end, lefts[place])
        )

    def _place(self, run: Run, end: int, x: float) -> Iterator[PlacedRun]:
        """A run to the right in one go; one to the left letter by letter, for readers that sort text by its place."""
        if run.level % 2 == 0:
            yield PlacedRun(self.sentence.text[run.start : end], run.font, x, run.glyphs)
            return
        drawn: dict[int, tuple[float, list[Glyph]]] = {}
        for glyph in run.glyphs:
            drawn.setdefault(glyph.cluster, (x, []))[1].append(glyph)
            x += glyph.advance
        for start, after in pairwise([*sorted(drawn), end]):
            left, glyphs = drawn[start]
            text = self.sentence.text[start:after]
            shown = text.rstrip(JOINERS)
            yield PlacedRun(shown, run.font, left, tuple(glyphs))
            if text != shown:
                yield PlacedRun(text[len(shown) :], run.font, left, ())

    @property
    def width(self) -> float:
        return self.sentence.width(self.start, self.end)

    @cached_property
    def top(self) -> float:
        return max((glyph.top for run in self.placed for glyph in run.glyphs), default=0.0)

    @cached_property
    def bottom(self) -> float:
        return min((glyph.bottom for run in self.placed for glyph in run.glyphs), default=0.0)


def break_lines(stretches: Sequence[VisualLine], width: float) -> Iterator[VisualLine]:
    """Breaks stretches of sentences into lines of at most `width` thousandths of the type size."""
    for stretch in stretches:
        start = stretch.start
        end = -1
        while end < stretch.end:
            end = stretch.sentence.line_end(start, stretch.end, width)
            yield VisualLine(stretch.sentence, start, end)
            start = end


def join_lines(lines: Sequence[VisualLine]) -> list[VisualLine]:
    """Joins neighbouring lines of one sentence into one stretch, which can be broken to another width."""
    groups = [list(group) for _, group in groupby(lines, lambda line: id(line.sentence))]
    return [VisualLine(group[0].sentence, group[0].start, group[-1].end) for group in groups]


def _runs(number: int, piece: Piece, in_fonts: Sequence[tuple[str, str]], offset: int) -> Iterator[Run]:
    """The runs of a piece that begins at `offset` of its sentence."""
    embedding = levels(piece.text, base_level(piece.text) if piece.recorded else 0)
    starts = accumulate((len(letter) for letter, _ in in_fonts), initial=0)
    letters = [(letter, font, embedding[start]) for (letter, font), start in zip(in_fonts, starts, strict=False)]
    start = 0
    for (font, level), group in groupby(letters, lambda each: each[1:]):
        end = start + sum(len(letter) for letter, *_ in group)
        glyphs = shape(piece.text, start, end, font, level % 2 == 1, offset)
        yield Run(number, start + offset, end + offset, level, font, tuple(glyphs))
        start = end


def _cut(run: Run, start: int, end: int) -> Run:
    glyphs = tuple(glyph for glyph in run.glyphs if start <= glyph.cluster < end)
    return Run(run.piece, start, end, run.level, run.font, glyphs)


def _visual_places(runs: Sequence[Run]) -> Iterator[int]:
    """The places of runs from left to right: pieces in logical order, the runs within each by their levels."""
    for _, group in groupby(range(len(runs)), lambda place: runs[place].piece):
        places = list(group)
        yield from (places[seen] for seen in visual_order([runs[place].level for place in places]))
