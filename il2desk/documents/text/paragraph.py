"""The only way for words to a page: plain text in, a paragraph out; nothing is ever read as markup."""

import re
from collections.abc import Iterator

from reportlab.lib.styles import ParagraphStyle

from il2desk.documents.model.rich_text import Strong, Words, parts
from il2desk.documents.text import fonts
from il2desk.documents.text.flowables import Paragraph
from il2desk.documents.text.fonts import Piece
from il2desk.documents.text.plain_paragraph import PlainParagraph, single_spaced
from il2desk.domain.values.characters import composed
from il2desk.domain.values.user_text import UserText

UNITS = "kg|mL|mg|cm|L|million|international|micrograms|days?|hours?|minutes?|percent|doses?|litres?|years?"
BEFORE_UNIT = re.compile(rf"(?<=[0-9]) (?=(?:{UNITS})\b)")
NO_BREAK = "\N{NO-BREAK SPACE}"


def paragraph(words: Words, style: ParagraphStyle) -> Paragraph:
    """A paragraph of exactly these characters; raises PaperError for those that no bundled font prints."""
    lines = list(_lines(words, style))
    if not all(fonts.is_simple(piece.text, piece.font) for line in lines for piece in line):
        return _shaped(lines, style)
    sentences = [single_spaced([run for piece in line for run in fonts.runs(piece.text, piece.font)]) for line in lines]
    return PlainParagraph(sentences if len(sentences) > 1 or sentences[0] else [], style)


def printable(text: str) -> str:
    """The text as it is drawn: composed (NFC), and a number never parted from its unit."""
    return BEFORE_UNIT.sub(NO_BREAK, composed(text))


def _lines(words: Words, style: ParagraphStyle) -> Iterator[list[Piece]]:
    """The pieces of each line; a line break in the words ends one."""
    line: list[Piece] = []
    for part in parts(words):
        text = part if isinstance(part, str) else part.text
        font = fonts.BOLD if isinstance(part, Strong) else style.fontName
        for number, each in enumerate(printable(text).split("\n")):
            if number:
                yield line
                line = []
            line.append(Piece(each, font, isinstance(part, UserText)))
    yield line


def _shaped(lines: list[list[Piece]], style: ParagraphStyle) -> Paragraph:
    from il2desk.documents.text.line_breaking import ShapedSentence, VisualLine
    from il2desk.documents.text.shaped_paragraph import ShapedParagraph

    sentences = [ShapedSentence(line) for line in lines]
    return ShapedParagraph([VisualLine(each, 0, len(each.text)) for each in sentences], style)
