"""Every private name of reportlab that the program relies on, each behind a function; a test tries each."""

from typing import Any

from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable


def page_operators(canvas: Canvas) -> list[str]:
    """The content stream of the present page, which may be read and written in place."""
    operators: list[str] = canvas._code  # type: ignore[attr-defined]  # the stubs leave private names out
    return operators


def pdf_document(canvas: Canvas) -> Any:
    """The file being written, to which fonts and glyph codes belong."""
    return canvas._doc  # type: ignore[attr-defined]


def begin_page(canvas: Canvas) -> None:
    """Begins a page without writing the previous one."""
    canvas._startPage()  # type: ignore[attr-defined]


def font_data(font: TTFont) -> bytes:
    """The bytes of the font file."""
    data: bytes = font.face._ttf_data  # type: ignore[attr-defined]
    return data


def is_at_top(flowable: Flowable) -> bool:
    """Whether nothing stands above a flowable in the frame in which it is being placed."""
    return bool(flowable._frame._atTop)  # type: ignore[attr-defined]
