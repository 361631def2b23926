"""Sizes, spaces and inks of a page: one scale for clinicians, a larger one for patients."""

from dataclasses import dataclass
from functools import cache

from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from il2desk.documents import fonts
from il2desk.documents.report import Reader

INK = HexColor(0x161A1F)
HEAD = HexColor(0x1B3350)
QUIET = HexColor(0x454E58)
LINE = HexColor(0x7B858F)
HAIR = HexColor(0xC3C9CF)
TINT = HexColor(0xF1F3F5)
STOP = HexColor(0x7F1D1D)
WHITE = white

MARGIN = 56.0
TOP, FOOT = 40.0, 34.0


@dataclass(frozen=True, slots=True)
class Scale:
    """Type sizes and the spaces that go with them, in points."""

    body: float
    leading: float
    small: float
    small_leading: float
    heading: float
    minor: float
    block_gap: float
    heading_gap: float
    row_gap: float


SCALES = {
    Reader.CLINICIAN: Scale(9.5, 13, 8.2, 11, 13, 10.5, 7, 18, 7),
    Reader.PATIENT: Scale(12, 17, 9.5, 13, 15, 12.5, 8, 20, 9),
}


@dataclass(frozen=True)
class Styles:
    """Paragraph styles made from one scale, each made once."""

    scale: Scale

    @property
    def body(self) -> ParagraphStyle:
        return style(self.scale.body, self.scale.leading)

    @property
    def body_right(self) -> ParagraphStyle:
        return style(self.scale.body, self.scale.leading, right=True)

    @property
    def strong(self) -> ParagraphStyle:
        return style(self.scale.body, self.scale.leading, font=fonts.BOLD)

    @property
    def lead(self) -> ParagraphStyle:
        return style(self.scale.body + 1.5, self.scale.leading + 2.5)

    @property
    def small(self) -> ParagraphStyle:
        return style(self.scale.small, self.scale.small_leading, ink=QUIET)

    @property
    def small_right(self) -> ParagraphStyle:
        return style(self.scale.small, self.scale.small_leading, ink=QUIET, right=True)

    @property
    def label(self) -> ParagraphStyle:
        return style(self.scale.body, self.scale.leading, ink=QUIET)

    @property
    def column_head(self) -> ParagraphStyle:
        return style(self.scale.small, self.scale.small_leading, font=fonts.BOLD, ink=HEAD)

    @property
    def heading(self) -> ParagraphStyle:
        return style(self.scale.heading, self.scale.heading + 4, font=fonts.BOLD, ink=HEAD)

    @property
    def minor(self) -> ParagraphStyle:
        return style(self.scale.minor, self.scale.minor + 4, font=fonts.BOLD, ink=HEAD)


@cache
def style(
    size: float, leading: float, *, font: str = fonts.REGULAR, ink: Color = INK, right: bool = False
) -> ParagraphStyle:
    """A paragraph style; nothing is ever justified or hyphenated, and an over-long word is wrapped, not cut."""
    return ParagraphStyle(
        f"{font}-{size}-{leading}-{ink.hexval()}-{right}",
        fontName=font,
        bulletFontName=font,
        fontSize=size,
        leading=leading,
        textColor=ink,
        alignment=TA_RIGHT if right else TA_LEFT,
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
    )


@cache
def styles_for(reader: Reader) -> Styles:
    return Styles(SCALES[reader])
