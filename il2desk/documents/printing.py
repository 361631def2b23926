"""The door to paper: a report and a paper size in, the bytes of a PDF out, or a sentence saying why not."""

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from il2desk.documents.report import Report


class PaperError(ValueError):
    """A sheet that cannot be made or kept; the message is a sentence for the user, without what was recorded."""


class SheetWithheld(PaperError):
    """A sheet that may not be made as things stand: a setting or a clearance it needs is missing."""


class Paper(Enum):
    """Width and height in points."""

    A4 = (210 * 72 / 25.4, 297 * 72 / 25.4)
    LETTER = (612.0, 792.0)


def to_pdf(report: "Report", paper: Paper, fonts: Path) -> bytes:
    """The sheet as PDF, the same bytes for the same report; `fonts` is the folder of bundled fonts."""
    from il2desk.documents.page import draw

    return draw(report, paper, fonts)
