"""What a PDF of this program carries besides its pages, and the judgement it was made from, made again."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field

from il2desk.domain.assessment.assessment import Assessment, Packs, assess
from il2desk.domain.case.case import LARGEST_REVISION, Case, canonical
from il2desk.domain.records.print_record import Digest, PrintRecord
from il2desk.domain.records.sheet_kinds import OFFERED, SheetKind
from il2desk.domain.values.local_settings import LocalSettings
from il2desk.domain.values.local_time import on_clocks_of
from il2desk.domain.values.model_base import Strict

CASE_FILE, RECORD_FILE = "case.json", "print-record.json"
SHEET_FILE, STAMP_FILE = "print-sheet.json", "print-stamp.json"


def _offered(kind: SheetKind) -> SheetKind:
    if kind not in OFFERED:
        raise ValueError("no file is made of this sheet")
    return kind


class SheetInFile(Strict):
    """Which sheet a PDF is, or the whole set of them, and the SHA-256 of the print record beside it."""

    sheet_schema: Literal["il2desk-sheet-1"] = Field(default="il2desk-sheet-1", alias="schema")
    sheet: Annotated[SheetKind, AfterValidator(_offered)]
    record: Digest


class PrintStamp(Strict):
    """All that a consent sheet alone says about its case, because it leaves the house; `digest` is the case's."""

    stamp_schema: Literal["il2desk-stamp-1"] = Field(default="il2desk-stamp-1", alias="schema")
    case_id: str
    revision: int = Field(ge=1, le=LARGEST_REVISION)
    digest: Digest


class PdfStatus(Enum):
    """What became of a file since it was made."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    NOT_COMPARED = "cannot be compared"


@dataclass(frozen=True, slots=True)
class PdfComparison:
    """How a file compares with what was printed; `says` goes on in a sentence.

    `shown` are the bytes as they were printed, where the pages of the file are the same; None where they are not, or
    where that cannot be known: then nothing of the file is shown as ours.
    """

    standing: PdfStatus
    says: str
    shown: bytes | None = None

    @property
    def in_words(self) -> str:
        """A sentence on the file, whatever became of it."""
        if self.shown is not None:
            return f"{self.says[0].upper()}{self.says[1:]}."
        if self.standing is PdfStatus.NOT_COMPARED:
            return f"The pages of this file cannot be compared with the case it carries: {self.says}."
        return f"The pages of this file are not those of the case it carries: {self.says}."


@dataclass(frozen=True, slots=True)
class Returned:
    """A PDF read back: its case as it was judged, the record of its printing, and which sheet it is.

    `verified` says how its pages compare, where that was looked into.
    """

    case: Case
    record: PrintRecord
    sheet: SheetKind
    verified: PdfComparison | None = None

    @property
    def is_doubted(self) -> bool:
        """Whether its pages were looked at, and are not shown as ours."""
        return self.verified is not None and self.verified.shown is None


def entries_alone(case: Case) -> Case:
    """What was entered in a case that came with pages of which nobody knows whose they are: nothing in it is signed."""
    return case.model_copy(update={"signatures": (), "second_checks": ()})


def record_digest(record: PrintRecord) -> str:
    """SHA-256, in hexadecimal, of a print record."""
    return sha256(canonical(record).encode()).hexdigest()


def printed_day(record: PrintRecord, zone: ZoneInfo | None) -> date:
    """The day of printing on the calendar of that zone, or of the place it was printed in where none is known."""
    return on_clocks_of(zone, record.printed).date()


def judged_when_printed(case: Case, record: PrintRecord, packs: Packs, settings: LocalSettings) -> Assessment:
    """The case judged on the day of its printing; `settings` count only where the case keeps none."""
    provisional = assess(case, packs, settings, record.printed.date())
    day = printed_day(record, provisional.basis.zone)
    return provisional if day == record.printed.date() else assess(case, packs, settings, day)
