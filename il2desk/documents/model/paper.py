"""The door to paper: a report and a paper size in, the bytes of a PDF out, or a sentence saying why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from il2desk.documents.model.report import Report


class PaperError(ValueError):
    """A sheet that cannot be made or kept; the message is a sentence for the user, without what was recorded."""


class SheetWithheld(PaperError):
    """A sheet that may not be made as things stand: a clearance is missing, or the local setting called `setting`."""

    def __init__(self, says: str, setting: str | None = None) -> None:
        super().__init__(says)
        self.setting = setting


class Paper(Enum):
    """Width and height in points."""

    A4 = (210 * 72 / 25.4, 297 * 72 / 25.4)
    LETTER = (612.0, 792.0)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside a PDF; `relationship` is how it relates to it, in the words of PDF 2.0."""

    name: str
    description: str
    media_type: str
    relationship: Literal["Source", "Data", "Supplement"]
    content: bytes


def to_pdf(reports: "Sequence[Report]", paper: Paper, fonts: Path, attachments: Sequence[Attachment] = ()) -> bytes:
    """Sheets one after the other as one PDF, the same bytes for the same input; `fonts` is the folder of them."""
    from il2desk.documents.pdf.render import draw

    return draw(reports, paper, fonts, attachments)
