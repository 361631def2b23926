"""A paragraph of letters that stand one after the other as they are: broken at blanks, drawn in one go."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import ClassVar

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from il2desk.documents.text import fonts
from il2desk.documents.text.content_operators import fill, number, write
from il2desk.documents.text.reportlab_internals import pdf_document

EM = 1000.0
LEAST_LINES = 2

BLANKS = re.compile(r"[^\S\xa0\u2007\u202f]+")

Run = tuple[str, str]
"""A font and letters of it."""


class Paragraph(Flowable):
    """Lines of one style; a page break leaves at least two of them on either side."""

    _ZEROSIZE: ClassVar[bool] = False

    def __init__(self, style: ParagraphStyle) -> None:
        super().__init__()
        self.style = style
        self.measured_for = -1.0

    def line_widths(self) -> list[float]:
        """How wide each line is, once it is known how wide one may be."""
        raise NotImplementedError


class Word:
    """Letters without a blank between them, measured in thousandths of the type size, and the blank after them."""

    __slots__ = ("blank", "runs", "width")

    def __init__(self, runs: list[Run]) -> None:
        self.runs = runs
        self.width = advance(runs)
        self.blank = fonts.font(runs[-1][0]).advance(" ") if runs else 0.0


Line = tuple[float, list[Run]]
"""Its width in thousandths of the type size, and what stands on it."""


class PlainParagraph(Paragraph):
    """Sentences under one another, each of runs with single blanks between their words."""

    def __init__(self, sentences: Sequence[list[Run]], style: ParagraphStyle) -> None:
        super().__init__(style)
        self.sentences = sentences
        self.lines: list[Line] = []
        self.ends: list[int] = []

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - reportlab's name
        if self.measured_for != availWidth:
            room = availWidth * EM / self.style.fontSize
            self.lines, self.ends = [], []
            for sentence in self.sentences:
                self.lines += lines(sentence, room)
                self.ends.append(len(self.lines))
            self.width = self.measured_for = availWidth
            self.height = len(self.lines) * self.style.leading
        return self.width, self.height

    def line_widths(self) -> list[float]:
        return [width * self.style.fontSize / EM for width, _ in self.lines]

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - reportlab's name
        self.wrap(availWidth, availHeight)
        count, taken = len(self.lines), int(availHeight / self.style.leading)
        if taken < LEAST_LINES:
            return []
        if count <= taken:
            return [self]
        taken = min(taken, count - LEAST_LINES)
        if taken < LEAST_LINES:
            return []
        return [PlainParagraph(self._sentences(*part), self.style) for part in ((0, taken), (taken, count))]

    def _sentences(self, begin: int, end: int) -> list[list[Run]]:
        """What stands on some of the lines, by sentence."""
        parts = groupby(range(begin, end), key=lambda line: bisect_right(self.ends, line))
        return [joined(Word(self.lines[at][1]) for at in places) for _, places in parts]

    def drawOn(self, canvas: Canvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803 - reportlab's names
        style, right = self.style, self.style.alignment == TA_RIGHT
        first = number(self.height - style.fontSize)
        told = [f"q 1 0 0 1 {number(x)} {number(y)} cm {fill(style.textColor)} BT 1 0 0 1 0 {first} Tm"]
        pen, moved = _LetterPen(canvas, style), 0.0
        for width, runs in self.lines:
            if right:
                left = self.width - width * style.fontSize / EM
                told.append(f"{number(left - moved)} 0 Td")
                moved = left
            told += [pen.shown(font, text) for font, text in runs]
            told.append("T*")
        told.append("ET Q")
        write(canvas, " ".join(told))


class _LetterPen:
    """Writes letters, naming their font where it is another than that of the letters before."""

    def __init__(self, canvas: Canvas, style: ParagraphStyle) -> None:
        self.document = pdf_document(canvas)
        self.sizes = f"{number(style.fontSize)} Tf {number(style.leading)} TL"
        self.font = ""

    def shown(self, font: str, text: str) -> str:
        told = []
        for name, letters in fonts.font(font).written(text, self.document):
            if name != self.font:
                told.append(f"{name} {self.sizes}")
                self.font = name
            told.append(f"({letters}) Tj")
        return " ".join(told)


def sentence_of(runs: Sequence[Run]) -> list[Run]:
    """Runs with single blanks between words, and none at either end."""
    if len(runs) == 1:
        text = BLANKS.sub(" ", runs[0][1]).strip(" ")
        return [(runs[0][0], text)] if text else []
    return joined(words_of(runs))


def words_of(runs: Sequence[Run]) -> list[Word]:
    """The words of a sentence; one may change its font within."""
    found: list[Word] = []
    held: list[Run] = []
    for font, text in runs:
        first, *more = BLANKS.split(text)
        held += [(font, first)] if first else []
        for word in more:
            found += [Word(held)] if held else []
            held = [(font, word)] if word else []
    return [*found, Word(held)] if held else found


def advance(runs: Sequence[Run]) -> float:
    return sum(fonts.font(font).advance(text) for font, text in runs)


def joined(words: Iterable[Word]) -> list[Run]:
    """The runs of words, a blank standing in the font of the word before it."""
    runs: list[Run] = []
    for word in words:
        if runs:
            runs[-1] = (runs[-1][0], runs[-1][1] + " ")
        for font, text in word.runs:
            if runs and runs[-1][0] == font:
                runs[-1] = (font, runs[-1][1] + text)
            else:
                runs.append((font, text))
    return runs


def lines(sentence: list[Run], room: float) -> Iterator[Line]:
    """As many words on each line as fit it; a word wider than any line is broken where the line is full."""
    whole = advance(sentence)
    if whole <= room:
        yield whole, sentence
        return
    line: list[Word] = []
    reached = blank = 0.0
    for word in words_of(sentence):
        if line and reached + blank + word.width > room >= word.width:
            yield reached, joined(line)
            line, reached, blank = [], 0.0, 0.0
        pieces = [word] if reached + blank + word.width <= room else list(broken(word, room - reached - blank, room))
        for place, piece in enumerate(pieces):
            if place:
                yield reached, joined(line)
                line, reached, blank = [], 0.0, 0.0
            if piece.runs:
                line, reached, blank = [*line, piece], reached + blank + piece.width, piece.blank
    yield reached, joined(line)


def broken(word: Word, left: float, room: float) -> Iterator[Word]:
    """What of a word fits what is left of a line, maybe nothing, and then what fits each line after it."""
    held: list[Run] = []
    for font, text in word.runs:
        for letter in text:
            width = fonts.font(font).advance(letter)
            if width > left and (held or left < room):
                yield Word(joined([Word(held)]) if held else [])
                held, left = [], room
            held.append((font, letter))
            left -= width
    yield Word(joined([Word(held)]))
