"""A TrueType font that can be drawn glyph by glyph: shaped letters have forms that no character stands for."""

from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary, ref

from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from il2desk.documents.text.reportlab_internals import font_data

FORMS = 0xF0000  # a glyph that is no character of the text gets the code above this, which no text can hold
BLANK = "\N{ZERO WIDTH SPACE}"
PER_BLOCK = 100


class GlyphFont(TTFont):
    """As reportlab's, with a code for every glyph that depends on nothing but the glyph, and text to copy for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meant: WeakKeyDictionary[object, dict[int, str]] = WeakKeyDictionary()
        self.codes: WeakKeyDictionary[object, _Codes] = WeakKeyDictionary()

    @cached_property
    def widths(self) -> "_Widths":
        return _Widths(self)

    def advance(self, text: str) -> float:
        """How wide letters are that stand one after the other, in thousandths of the type size."""
        return sum(map(self.widths.__getitem__, text))

    def written(self, text: str, document: Any) -> list[tuple[str, str]]:
        """Letters as strings of the file's subsets, each behind the name of its subset."""
        codes = self.codes.get(document)
        if codes is None:
            codes = self.codes[document] = _Codes(self, document)
        letters = text.translate(codes)
        if codes.beyond.isdisjoint(text):
            return [(codes.name, letters)]
        parts = self.splitString(text, document)
        return [(self.getSubsetInternalName(subset, document), _escaped(part)) for subset, part in parts]

    @cached_property
    def shaper(self) -> Any:
        """HarfBuzz's font, measuring in the units of the face."""
        import uharfbuzz  # type: ignore[import-untyped]  # it has no types of its own

        return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(font_data(self))))

    def form(self, glyph: int) -> str:
        """The code by which a glyph is drawn that is not the plain form of its character."""
        code = FORMS + glyph
        if code not in self.face.charToGlyph:
            self.face.charToGlyph[code] = glyph
            self.face.charWidths[code] = self.em(self.shaper.get_glyph_h_advance(glyph))
        return chr(code)

    def em(self, units: float) -> float:
        """Units of the face as thousandths of the type size."""
        return float(self.pdfScale(units))  # type: ignore[no-untyped-call]  # as reportlab has it

    def width(self, code: str) -> float:
        """The width the file gives a code, in thousandths of the type size."""
        return float(self.face.getCharWidth(ord(code)))  # type: ignore[no-untyped-call]  # as reportlab has it

    def means(self, document: object, code: str, text: str) -> None:
        """Say what a form stands for in this document, where nothing was said before."""
        self.meant.setdefault(document, {}).setdefault(ord(code), text)

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        """Add the font's objects, and to those with forms a map back to the text that reportlab could not write."""
        subsets = self.state[doc].subsets
        meant = self.meant.pop(doc, {})
        super().addObjects(doc)
        for number, codes in enumerate(subsets):
            if any(code >= FORMS for code in codes):
                name = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX)).decode("pdfdoc")
                texts = [meant.get(code) or (BLANK if code >= FORMS else chr(code)) for code in codes]
                doc.idToObject["toUnicodeCMap:" + name].content = to_unicode(texts)


class _Widths(dict[str, float]):
    """The width of each letter, read when it is first asked for."""

    def __init__(self, font: GlyphFont) -> None:
        super().__init__()
        self.font = font

    def __missing__(self, letter: str) -> float:
        self[letter] = self.font.width(letter)
        return self[letter]


class _Codes(dict[int, str]):
    """What each letter of the first subset is in a string of one document; those of later subsets are `beyond`."""

    def __init__(self, font: GlyphFont, document: Any) -> None:
        super().__init__()
        self.font, self.document = font, ref(document)  # the font outlives the document and must not hold it
        self.beyond: set[str] = set()
        self.name: str = ""

    def __missing__(self, code: int) -> str:
        document = self.document()
        [(subset, byte)] = self.font.splitString(chr(code), document)
        if subset:
            self.beyond.add(chr(code))
        self.name = self.name or self.font.getSubsetInternalName(0, document)
        self[code] = _escaped(byte)
        return self[code]


def _escaped(letters: bytes) -> str:
    return str(escapePDF(letters))


def to_unicode(texts: list[str]) -> str:
    """A CMap that says which text each code of a subset stands for."""
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
