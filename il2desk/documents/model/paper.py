"""Paper sizes, files attached to a PDF, and why a sheet cannot be made."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from il2desk.domain.errors import Refusal


class PaperError(Refusal):
    """A sheet that cannot be made or kept; the message is a sentence for the user, without what was recorded."""


class SheetWithheld(PaperError):
    """A sheet that may not be made as things stand: a clearance is missing, or the local setting called `setting`."""

    exit_code = 3

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
