"""Everything inside reportlab that has no documentation and is relied on here; a test tries each name first."""

from hashlib import md5
from typing import Any

from reportlab.pdfbase.ttfonts import SUBSETN, TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable


class FitsAnywhere(Flowable):
    """A flowable that is asked for its size even where a frame has no height left."""

    _ZEROSIZE = True


def page_operators(canvas: Canvas) -> list[str]:
    """The content stream of the current page, which may be read and written in place."""
    operators: list[str] = canvas._code  # type: ignore[attr-defined]  # the stubs leave private names out
    return operators


def pdf_document(canvas: Canvas) -> Any:
    """The file being written, by which a font tells one file's subsets from another's."""
    return canvas._doc  # type: ignore[attr-defined]


def set_identity(canvas: Canvas, text: str) -> None:
    """Makes the file's identifier depend on a text alone, where it would take in an instant of the environment."""
    pdf_document(canvas).signature = md5(text.encode(), usedforsecurity=False)


def hold_page(canvas: Canvas) -> dict[str, Any]:
    """Begins a new page and returns all that is known of the old one, which is not written yet."""
    held = dict(canvas.__dict__)
    canvas._startPage()  # type: ignore[attr-defined]
    return held


def resume_page(canvas: Canvas, held: dict[str, Any]) -> None:
    """Makes a page that was held the current one again."""
    canvas.__dict__.update(held)


def is_at_top(flowable: Flowable) -> bool:
    """Whether nothing stands above a flowable in the frame in which it is being placed."""
    return bool(flowable._frame._atTop)  # type: ignore[attr-defined]


def glyph_ids(font: TTFont) -> dict[int, int]:
    """The glyph of each character code of a font; a code that is added can be drawn."""
    ids: dict[int, int] = font.face.charToGlyph
    return ids


def glyph_widths(font: TTFont) -> dict[int, float]:
    """The advance of each character code of a font, in thousandths of the type size."""
    widths: dict[int, float] = font.face.charWidths
    return widths


def has_outline(font: TTFont, glyph: int) -> bool:
    """Whether a glyph has anything to draw."""
    offsets = font.face.glyphPos
    return bool(offsets[glyph + 1] > offsets[glyph])


def subsets_of(font: TTFont, document: Any) -> list[list[int]]:
    """The character codes of each subset of a font in one file, until the font is written into it."""
    subsets: list[list[int]] = font.state[document].subsets
    return subsets


def replace_to_unicode(font: TTFont, document: Any, subset: int, cmap: str) -> None:
    """Replaces the CMap from which a reader takes the text of a subset that is written already."""
    name = b"".join((SUBSETN(subset), b"+", font.face.name, font.face.subfontNameX)).decode("pdfdoc")
    document.idToObject["toUnicodeCMap:" + name].content = cmap
