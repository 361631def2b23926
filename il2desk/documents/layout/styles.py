"""Type sizes, spaces and colours of a page: one scale for clinicians, a larger one for patients."""

from dataclasses import dataclass
from functools import cache

from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from il2desk.documents.model.blocks import Voice
from il2desk.documents.model.report import Audience
from il2desk.documents.text import fonts

INK = HexColor(0x161A1F)
HEAD = HexColor(0x1B3350)
QUIET = HexColor(0x454E58)
LINE = HexColor(0x7B858F)
HAIR = HexColor(0xC3C9CF)
TINT = HexColor(0xF1F3F5)
STOP = HexColor(0x7F1D1D)
WHITE = white


@dataclass(frozen=True, slots=True)
class Edges:
    """Margins of a page, and the space between its body and its header and footer, in points."""

    side: float
    top: float
    foot: float
    clear: float


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
    edges: Edges


SCALES = {
    Audience.CLINICIAN: Scale(9, 11.5, 7.8, 9.4, 12, 9.5, 4.5, 10, 4.4, Edges(43, 43, 43, 10)),
    Audience.PATIENT: Scale(12, 17, 9.5, 13, 15, 12.5, 8, 20, 9, Edges(56, 40, 34, 16)),
}


class Styles:
    """The paragraph styles of one scale, by what they are for."""

    def __init__(self, scale: Scale) -> None:
        body, leading, small, below = scale.body, scale.leading, scale.small, scale.small_leading
        self.scale = scale
        self.body = style(body, leading)
        self.strong = style(body, leading, font=fonts.BOLD)
        self.strong_right = style(body, leading, font=fonts.BOLD, right=True)
        self.lead = style(body + 1.5, leading + 2.5)
        self.label = style(body, leading, ink=QUIET)
        self.small = style(small, below, ink=QUIET)
        self.compact = style(small, below)
        self.column_head = style(small, below, font=fonts.BOLD, ink=HEAD)
        self.heading = style(scale.heading, scale.heading + 4, font=fonts.BOLD, ink=HEAD)
        self.minor = style(scale.minor, scale.minor + 4, font=fonts.BOLD, ink=HEAD)
        self.banner = style(body + 3, leading + 4, font=fonts.BOLD)
        self.dose = style(15, 18, font=fonts.BOLD)

    def of(self, voice: Voice) -> ParagraphStyle:
        return {Voice.BODY: self.body, Voice.LEAD: self.lead, Voice.SMALL: self.small}[voice]


@cache
def style(
    size: float, leading: float, *, font: str = fonts.REGULAR, ink: Color = INK, right: bool = False
) -> ParagraphStyle:
    """A paragraph style; `size` and `leading` in points."""
    return ParagraphStyle(
        f"{font}-{size}-{leading}-{ink.hexval()}-{right}",
        fontName=font,
        fontSize=size,
        leading=leading,
        textColor=ink,
        alignment=TA_RIGHT if right else TA_LEFT,
    )


@cache
def styles_for(reader: Audience) -> Styles:
    return Styles(SCALES[reader])
