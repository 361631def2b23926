"""A paragraph of characters that need no shaping: broken at blanks, drawn as one text object."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from il2desk.documents.text import fonts
from il2desk.documents.text.content_operators import fill, number, write
from il2desk.documents.text.flowables import Paragraph
from il2desk.documents.text.reportlab_internals import pdf_document

EM = 1000.0
LEAST_LINES = 2
BLANKS = re.compile(r"[^\S\xa0\u2007\u202f]+")

Run = tuple[str, str]
"""A font, and text in it."""
Line = tuple[float, list[Run]]
"""A width in thousandths of the type size, and the runs of that width."""


class Word:
    """Runs without a blank between them; their width, and that of the blank after them, in thousandths of the size."""

    __slots__ = ("blank", "runs", "width")

    def __init__(self, runs: list[Run]) -> None:
        self.runs = runs
        self.width = advance(runs)
        self.blank = fonts.font(runs[-1][0]).advance(" ") if runs else 0.0


class PlainParagraph(Paragraph):
    """Sentences under one another, each of runs with single blanks between words."""

    def __init__(self, sentences: Sequence[list[Run]], style: ParagraphStyle) -> None:
        super().__init__(style)
        self.sentences = sentences
        self.lines: list[Line] = []
        self.ends: list[int] = []

    def measure(self, width: float) -> float:
        """Breaks the sentences into lines; `ends` counts the lines up to the end of each sentence."""
        self.lines, self.ends = [], []
        for sentence in self.sentences:
            self.lines += break_lines(sentence, width * EM / self.style.fontSize)
            self.ends.append(len(self.lines))
        return len(self.lines) * float(self.style.leading)

    def line_widths(self) -> list[float]:
        return [width * self.style.fontSize / EM for width, _ in self.lines]

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - reportlab's name
        self.wrap(availWidth, availHeight)
        count, taken = len(self.lines), int(availHeight / self.style.leading)
        if taken >= max(count, LEAST_LINES):
            return [self]
        taken = min(taken, count - LEAST_LINES)
        if taken < LEAST_LINES:
            return []
        return [PlainParagraph(self._sentences(*part), self.style) for part in ((0, taken), (taken, count))]

    def _sentences(self, begin: int, end: int) -> list[list[Run]]:
        """The sentences that some of the lines make up."""
        parts = groupby(range(begin, end), key=lambda line: bisect_right(self.ends, line))
        return [join_words(Word(self.lines[at][1]) for at in places) for _, places in parts]

    def drawOn(self, canvas: Canvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803 - reportlab's names
        style, document = self.style, pdf_document(canvas)
        first = number(self.height - style.fontSize)
        size = f"{number(style.fontSize)} Tf {number(style.leading)} TL"
        operators = [f"q 1 0 0 1 {number(x)} {number(y)} cm {fill(style.textColor)} BT 1 0 0 1 0 {first} Tm"]
        selected, moved = "", 0.0
        for width, runs in self.lines:
            if style.alignment == TA_RIGHT:
                left = self.width - width * style.fontSize / EM
                operators.append(f"{number(left - moved)} 0 Td")
                moved = left
            for subset, literal in (one for font, text in runs for one in fonts.font(font).encode(text, document)):
                if subset != selected:
                    operators.append(f"{subset} {size}")
                    selected = subset
                operators.append(f"({literal}) Tj")
            operators.append("T*")
        operators.append("ET Q")
        write(canvas, " ".join(operators))


def single_spaced(runs: Sequence[Run]) -> list[Run]:
    """Runs with single blanks between words, and none at either end."""
    if len(runs) == 1:  # as join_words(split_words(runs)), without measuring each word
        font, text = runs[0]
        bare = BLANKS.sub(" ", text).strip(" ")
        return [(font, bare)] if bare else []
    return join_words(split_words(runs))


def split_words(runs: Sequence[Run]) -> list[Word]:
    """The words between blanks; a word may change its font within."""
    words: list[Word] = []
    held: list[Run] = []
    for font, text in runs:
        first, *more = BLANKS.split(text)
        held += [(font, first)] if first else []
        for part in more:
            words += [Word(held)] if held else []
            held = [(font, part)] if part else []
    return [*words, Word(held)] if held else words


def advance(runs: Iterable[Run]) -> float:
    """The width of runs in thousandths of the type size."""
    return sum(fonts.font(font).advance(text) for font, text in runs)


def join_words(words: Iterable[Word]) -> list[Run]:
    """The runs of words; a blank stands in the font of the word before it."""
    pieces: list[Run] = []
    for word in words:
        pieces += [(pieces[-1][0], " "), *word.runs] if pieces else word.runs
    return [(font, "".join(text for _, text in group)) for font, group in groupby(pieces, lambda piece: piece[0])]


def break_lines(sentence: list[Run], room: float) -> Iterator[Line]:
    """Puts as many words on each line as fit it; a word wider than a whole line is broken where the line is full."""
    whole = advance(sentence)
    if whole <= room:
        yield whole, sentence
        return
    line: list[Word] = []
    reached = blank = 0.0
    for word in split_words(sentence):
        if reached + blank + word.width <= room:
            pieces = [word]
        elif word.width <= room:
            pieces = [Word([]), word]  # nothing more on this line, all of it on the next
        else:
            pieces = list(break_word(word, room - reached - blank, room))
        for place, piece in enumerate(pieces):
            if place:
                yield reached, join_words(line)
                line, reached, blank = [], 0.0, 0.0
            if piece.runs:
                line, reached, blank = [*line, piece], reached + blank + piece.width, piece.blank
    yield reached, join_words(line)


def break_word(word: Word, left: float, room: float) -> Iterator[Word]:
    """Breaks a word into what fits the rest of a line, maybe nothing, and what fits each line after it."""
    held: list[Run] = []
    for font, text in word.runs:
        for letter in text:
            width = fonts.font(font).advance(letter)
            if width > left and (held or left < room):
                yield Word(held)
                held, left = [], room
            held.append((font, letter))
            left -= width
    yield Word(held)
