"""The one door through which words reach a page: plain text in, a paragraph out, nothing ever read as markup."""

import re
import unicodedata
from collections.abc import Iterator

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.paragraph import Paragraph
from reportlab.platypus.paraparser import ParaFrag

from il2desk.documents import fonts
from il2desk.documents.words import Part, Strong, Words, parts

UNITS = "kg|mL|mg|cm|L|million|international|micrograms|days?|hours?|minutes?|percent|doses?|litres?|years?"
BEFORE_UNIT = re.compile(rf"(?<=[0-9]) (?=(?:{UNITS})\b)")
NO_BREAK = "\N{NO-BREAK SPACE}"


def paragraph(words: Words, style: ParagraphStyle) -> Paragraph:
    """A paragraph of exactly these characters, built from finished pieces so that no parser ever sees them."""
    pieces = [piece for part in parts(words) for piece in _pieces(part, style)]
    return Paragraph("", style, frags=pieces or [_piece("", style.fontName, style)])


def printable(text: str) -> str:
    """The composed form that is drawn; a number stays on the line of its unit."""
    whole = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ")
    return BEFORE_UNIT.sub(NO_BREAK, whole)


def _pieces(part: Part, style: ParagraphStyle) -> Iterator[ParaFrag]:
    text = part if isinstance(part, str) else part.text
    font = fonts.BOLD if isinstance(part, Strong) else style.fontName
    for number, line in enumerate(printable(text).split("\n")):
        if number:
            yield _piece("", font, style, lineBreak=True)
        for name, piece in fonts.runs(line, font):
            yield _piece(piece, name, style)


def _piece(text: str, font: str, style: ParagraphStyle, **more: bool) -> ParaFrag:
    return ParaFrag(
        text=text,
        fontName=font,
        fontSize=style.fontSize,
        textColor=style.textColor,
        rise=0,
        greek=0,
        link=[],
        us_lines=[],
        **more,
    )
