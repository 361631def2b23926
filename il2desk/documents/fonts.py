"""The bundled typefaces: registered once, and every character accounted for before it is drawn."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont, TTFontFace

from il2desk.documents.printing import PaperError

REGULAR, BOLD, ITALIC, SIGNS = "il2desk", "il2desk-bold", "il2desk-italic", "il2desk-signs"
FILES = {
    REGULAR: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    ITALIC: "NotoSans-Italic.ttf",
    SIGNS: "NotoSansMath-Regular.ttf",
}
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@cache
def register(folder: Path) -> None:
    """Load the fonts of `folder`; later calls cost nothing."""
    for name, file in FILES.items():
        try:
            pdfmetrics.registerFont(TTFont(name, BytesIO((folder / file).read_bytes())))
        except (OSError, TTFError) as problem:
            raise PaperError(f"The font file {file} is missing or damaged; no sheet can be made.") from problem


@cache
def covered(font: str) -> frozenset[str]:
    """The characters of a font that print as themselves."""
    face: TTFontFace = pdfmetrics.getFont(font).face  # type: ignore[attr-defined]  # every font here is a TTFont
    codes = face.charToGlyph
    return frozenset(
        chr(code) for code in codes if code < 0x110000 and unicodedata.category(chr(code)) not in INVISIBLE
    )


def runs(text: str, font: str) -> Iterator[tuple[str, str]]:
    """The text cut into (font, piece), falling back to the font of signs; raises PaperError for anything else."""
    own = covered(font)
    if own.issuperset(text):
        yield font, text
        return
    refuse_uncovered(text, font)
    for ours, piece in groupby(text, own.__contains__):
        yield (font if ours else SIGNS), "".join(piece)


def refuse_uncovered(text: str, font: str) -> None:
    strangers = dict.fromkeys(char for char in text if char not in covered(font) and char not in covered(SIGNS))
    if strangers:
        raise PaperError(f"These characters cannot be printed; please write them differently: {_named(strangers)}.")


def _named(characters: dict[str, None]) -> str:
    shown = [f"U+{ord(char):04X} {unicodedata.name(char, 'unnamed')}" for char in list(characters)[:5]]
    more = len(characters) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
