"""The bundled typefaces: those of every sheet registered once, those of other scripts loaded when a text needs them."""

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


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one font whose order nothing around them changes; those a person typed begin where their script does."""

    text: str
    font: str
    recorded: bool


_waiting: dict[str, Path] = {}
_loaded: dict[str, GlyphFont] = {}


def register(folder: Path) -> None:
    """Load the fonts every sheet has from `folder`, and know where the others lie; later calls cost nothing."""
    _register(folder)
    _waiting.update({name: folder / file for name, file in SCRIPT_FILES.items()})


@cache
def _register(folder: Path) -> None:
    for name, file in FILES.items():
        _load(name, folder / file)


def _load(name: str, path: Path) -> GlyphFont:
    try:
        font = GlyphFont(name, BytesIO(path.read_bytes()), asciiReadable=name in FILES)
    except (OSError, TTFError) as problem:
        raise PaperError(f"The font file {path.name} is missing or damaged; no sheet can be made.") from problem
    pdfmetrics.registerFont(font)
    _loaded[name] = font
    return font


def font(name: str) -> GlyphFont:
    """The font of that name, loaded now if it is one of another script."""
    return _loaded.get(name) or _load(name, _waiting[name])


@cache
def covered(name: str) -> frozenset[str]:
    """The characters of a font that print as themselves, without those a font has only as an empty place."""
    face = font(name).face
    return frozenset(
        chr(code)
        for code, glyph in face.charToGlyph.items()
        if code < 0x110000
        and (kind := unicodedata.category(chr(code))) not in INVISIBLE
        and (kind == "Zs" or face.glyphPos[glyph + 1] > face.glyphPos[glyph])
    )


@cache
def simple(name: str) -> frozenset[str]:
    """The covered characters that stand one after the other from left to right, whatever their neighbours are."""
    return frozenset(
        char
        for char in covered(name)
        if unicodedata.category(char) not in MARKS and unicodedata.bidirectional(char) not in RIGHT_TO_LEFT
    )


def is_simple(text: str, name: str) -> bool:
    """Whether a text needs neither another script's font nor shaping."""
    return simple(name).issuperset(text) or all(char in simple(name) or char in simple(SIGNS) for char in text)


def runs(text: str, name: str) -> Iterator[tuple[str, str]]:
    """A simple text cut into (font, piece), falling back to the font of signs."""
    own = simple(name)
    if own.issuperset(text):
        yield name, text
        return
    for ours, piece in groupby(text, own.__contains__):
        yield (name if ours else SIGNS), "".join(piece)


def refusal(characters: Iterable[str]) -> PaperError:
    """What is said, by name, of characters that no bundled font prints."""
    shown = [f"U+{ord(char):04X} {unicodedata.name(char, 'unnamed')}" for char in dict.fromkeys(characters)]
    more = f" and {len(shown) - 5} more" if len(shown) > 5 else ""
    named = ", ".join(shown[:5])
    return PaperError(f"These characters cannot be printed; please write them differently: {named}{more}.")
