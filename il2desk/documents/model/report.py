"""One sheet as a frozen record: who it is for, what stands on every page, and its blocks."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from il2desk.documents.model.blocks import Block, LabelledValue
from il2desk.documents.model.rich_text import UNPRINTED, Words
from il2desk.domain.records.sheet_kinds import SheetKind


class Audience(Enum):
    """Who reads it; a patient's sheet is set larger."""

    CLINICIAN = "clinician"
    PATIENT = "patient"


@dataclass(frozen=True, slots=True)
class SheetMark:
    """The band on every page of a sheet that must not be acted on."""

    word: str
    meaning: str


DRAFT, WRONG_CONTEXT, NO_PLAN, OUTSIDE = "DRAFT", "WRONG CONTEXT", "NO PLAN", "OUTSIDE"
NOT_CHECKED, RE_TIMED = "NOT CHECKED", "RE-TIMED"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a page's code says, so that paper can be matched with its record; `digest` is the case's SHA-256."""

    case_id: str
    revision: int
    digest: str
    set_id: str


@dataclass(frozen=True, slots=True)
class Report:
    """One sheet. `identity` and `marks` stand at the top of every page, `footer` at its foot.

    `pages` is the page count in words, with {n} and {m}, counting this sheet alone; `printed` is an aware instant,
    given, never the clock's.
    """

    sheet: SheetKind
    title: str
    subtitle: str
    identity: tuple[LabelledValue, ...]
    marks: tuple[SheetMark, ...]
    footer: tuple[Words, ...]
    pages: str
    printed: datetime
    language: str = field(metadata=UNPRINTED)
    author: str = field(metadata=UNPRINTED)
    subject: str = field(metadata=UNPRINTED)
    stamp: Stamp = field(metadata=UNPRINTED)
    blocks: tuple[Block, ...]
    reader: Audience = Audience.CLINICIAN
