"""The bundled fonts: those of every sheet are loaded at once, those of other scripts when a text needs them."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError

from il2desk.documents.model.paper import PaperError
from il2desk.documents.text.glyph_font import GlyphFont
from il2desk.documents.text.reportlab_internals import glyph_ids, has_outline
from il2desk.domain.values.characters import ARABIC, DEVANAGARI, HAN, HEBREW, MARKS, THAI

REGULAR, BOLD, ITALIC, SIGNS = "il2desk", "il2desk-bold", "il2desk-italic", "il2desk-signs"
FILES = {
    REGULAR: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    ITALIC: "NotoSans-Italic.ttf",
    SIGNS: "NotoSansMath-Regular.ttf",
}
SCRIPT_FILES = {
    ARABIC: "NotoSansArabic-Regular.ttf",
    ARABIC + BOLD: "NotoSansArabic-Bold.ttf",
    HEBREW: "NotoSansHebrew-Regular.ttf",
    HEBREW + BOLD: "NotoSansHebrew-Bold.ttf",
    DEVANAGARI: "NotoSansDevanagari-Regular.ttf",
    DEVANAGARI + BOLD: "NotoSansDevanagari-Bold.ttf",
    THAI: "NotoSansThai-Regular.ttf",
    THAI + BOLD: "NotoSansThai-Bold.ttf",
    HAN: "wqy-microhei.ttc",  # one weight only: bold words of these scripts stand in it too
}
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
RIGHT_TO_LEFT = {"R", "AL", "AN"}
_paths: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one font, ordered apart from its neighbours; `recorded` if a person typed it.

    The base direction of recorded text is that of its first strong character (UAX #9, P2), else left to right.
    """

    text: str
    font: str
    recorded: bool


def register(folder: Path) -> None:
    """Loads the fonts of every sheet from `folder`; those of other scripts follow from there when they are needed.

    Raises PaperError if a font file is missing or damaged.
    """
    _paths.update({name: str(folder / file) for name, file in (FILES | SCRIPT_FILES).items()})
    for name in FILES:
        pdfmetrics.registerFont(font(name))


@cache
def _load(name: str, path: str) -> GlyphFont:  # a Path would take its time to be compared
    try:
        return GlyphFont(name, BytesIO(Path(path).read_bytes()), asciiReadable=name in FILES)
    except (OSError, TTFError) as problem:
        raise PaperError(f"The font file {Path(path).name} is missing or damaged; no sheet can be made.") from problem


def font(name: str) -> GlyphFont:
    """The font of that name, loaded now if it is the first time; raises PaperError as `register` does."""
    return _load(name, _paths[name])


@cache
def covered(name: str) -> frozenset[str]:
    """The characters that a font prints: those with an outline, and blanks."""
    own = font(name)
    return frozenset(
        chr(code)
        for code, glyph in glyph_ids(own).items()
        if code < 0x110000
        and (kind := unicodedata.category(chr(code))) not in INVISIBLE
        and (kind == "Zs" or has_outline(own, glyph))
    )


@cache
def simple(name: str) -> frozenset[str]:
    """The covered characters that need no shaping: left to right, and no combining marks."""
    return frozenset(
        char
        for char in covered(name)
        if unicodedata.category(char) not in MARKS and unicodedata.bidirectional(char) not in RIGHT_TO_LEFT
    )


def is_simple(text: str, name: str) -> bool:
    """Whether a text needs neither another script's font nor shaping."""
    return simple(name).issuperset(text) or all(char in simple(name) or char in simple(SIGNS) for char in text)


def runs(text: str, name: str) -> Iterator[tuple[str, str]]:
    """Cuts a simple text into runs (font, text); the font of signs prints what its own does not."""
    own = simple(name)
    if own.issuperset(text):
        yield name, text
        return
    for is_own, run in groupby(text, own.__contains__):
        yield (name if is_own else SIGNS), "".join(run)


def refusal(characters: Iterable[str]) -> PaperError:
    """The error that names characters which no bundled font prints."""
    shown = [f"U+{ord(char):04X} {unicodedata.name(char, 'unnamed')}" for char in dict.fromkeys(characters)]
    more = f" and {len(shown) - 5} more" if len(shown) > 5 else ""
    named = ", ".join(shown[:5])
    return PaperError(f"These characters cannot be printed; please write them differently: {named}{more}.")
