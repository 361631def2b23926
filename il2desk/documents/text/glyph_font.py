"""A TrueType font that can be drawn glyph by glyph, also by glyphs that no character stands for."""

from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary, ref

from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase.ttfonts import TTFont

from il2desk.documents.text.reportlab_internals import glyph_ids, glyph_widths, replace_to_unicode, subsets_of

FORMS = 0xF0000  # a glyph that is no character of the text gets the code above this, which no text can hold
BLANK = "\N{ZERO WIDTH SPACE}"
PER_BLOCK = 100


class GlyphFont(TTFont):
    """A font with a code for every glyph that depends on the glyph alone, and the text that a reader copies for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._meanings: WeakKeyDictionary[object, dict[int, str]] = WeakKeyDictionary()
        self._encodings: WeakKeyDictionary[object, _FirstSubset] = WeakKeyDictionary()

    def advance(self, text: str) -> float:
        """The sum of the advances of the characters, unshaped, in thousandths of the type size."""
        return sum(map(glyph_widths(self).__getitem__, map(ord, text)))

    def em(self, units: float) -> float:
        """Units of the font file as thousandths of the type size."""
        return float(self.pdfScale(units))  # type: ignore[no-untyped-call]  # as reportlab has it

    @cached_property
    def shaper(self) -> Any:
        """HarfBuzz's font, which measures in units of the font file."""
        import uharfbuzz  # type: ignore[import-untyped]  # it has no types of its own

        return uharfbuzz.Font(self.hbFace)

    def glyph_of(self, character: str) -> int | None:
        """The plain glyph of a character, or None if the font has none."""
        return glyph_ids(self).get(ord(character))

    def code_of(self, glyph: int) -> str:
        """The code by which a glyph is drawn that is not the plain glyph of its character."""
        code = FORMS + glyph
        if code not in glyph_ids(self):
            glyph_ids(self)[code] = glyph
            glyph_widths(self)[code] = self.em(self.shaper.get_glyph_h_advance(glyph))
        return chr(code)

    def encode(self, text: str, document: Any) -> list[tuple[str, str]]:
        """A text as literal strings for one file, each with the resource name of its subset of the font."""
        first = self._encodings.get(document)
        if first is None:
            first = self._encodings[document] = _FirstSubset(self, document)
        encoded = text.translate(first)
        if first.beyond.isdisjoint(text):
            return [(first.name, encoded)]
        parts = self.splitString(text, document)
        return [(self.getSubsetInternalName(subset, document), _literal(part)) for subset, part in parts]

    def set_meaning(self, document: object, code: str, text: str) -> None:
        """Sets what a reader copies for a code in one file; the first setting counts."""
        self._meanings.setdefault(document, {}).setdefault(ord(code), text)

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        """Adds the font to a file, with a ToUnicode map of our own for each subset that holds glyphs without character.

        reportlab's own map cannot say that a code stands for several characters or for none.
        """
        subsets = subsets_of(self, doc)
        meanings = self._meanings.pop(doc, {})
        super().addObjects(doc)
        for number, codes in enumerate(subsets):
            if max(codes) >= FORMS:
                texts = [meanings.get(code) or (BLANK if code >= FORMS else chr(code)) for code in codes]
                replace_to_unicode(self, doc, number, to_unicode(texts))


class _FirstSubset(dict[int, str]):
    """The encoding of each character of a font's first subset in one file, read when it is first asked for.

    `beyond` collects the characters that lie in later subsets.
    """

    def __init__(self, font: GlyphFont, document: Any) -> None:
        super().__init__()
        self.font, self.document = font, ref(document)  # the font outlives the document and must not hold it
        self.beyond: set[str] = set()
        self.name = ""

    def __missing__(self, code: int) -> str:
        document = self.document()
        [(subset, byte)] = self.font.splitString(chr(code), document)
        if subset:
            self.beyond.add(chr(code))
        self.name = self.name or self.font.getSubsetInternalName(0, document)
        self[code] = _literal(byte)
        return self[code]


def _literal(encoded: bytes) -> str:
    return str(escapePDF(encoded))


def to_unicode(texts: list[str]) -> str:
    """A ToUnicode CMap by which the codes of a subset, from 0, stand for these texts."""
    lines = [f"<{code:02X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in enumerate(texts)]
    blocks = [lines[at : at + PER_BLOCK] for at in range(0, len(lines), PER_BLOCK)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )
