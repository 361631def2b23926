"""A print record: one act of putting a case on paper, from which the same case gives the same bytes again."""

from datetime import datetime
from hashlib import sha256
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.case.case import Case, Instant, canonical
from il2desk.domain.values.local_settings import PaperName
from il2desk.domain.values.model_base import FrozenTexts, Strict

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
CopyNumber = Annotated[int, Field(ge=1, le=9999)]


class JournalHead(Strict):
    """How many entries the journal had before this printing, and the authentication code of the last one."""

    length: int = Field(ge=0)
    head: str


class Replaced(Strict):
    """The printing that this one takes the place of."""

    revision: int = Field(ge=1)
    copy_number: CopyNumber


class PrintRecord(Strict):
    """What a printing adds to its case; `case` is the SHA-256 of the whole case, signatures included.

    `instant` is ISO 8601 with offset; `packs` is the SHA-256 of every pack the sheets are made with, by pack id;
    `person` is who printed, None where nobody was named; `journal` is None where no journal is kept.
    """

    record_schema: Literal["il2desk-print-1"] = Field(default="il2desk-print-1", alias="schema")
    case: Digest
    instant: Instant
    person: str | None = None
    copy_number: CopyNumber = 1
    replaces: Replaced | None = None
    journal: JournalHead | None = None
    program: str
    packs: FrozenTexts
    paper: PaperName
    locale: Literal["en"] = "en"

    @property
    def printed(self) -> datetime:
        """The aware instant of printing."""
        return datetime.fromisoformat(self.instant)

    @property
    def set_id(self) -> str:
        """Eight hexadecimal digits in two groups that stand on every page of what was printed together."""
        digits = sha256(canonical(self).encode()).hexdigest()[:8].upper()
        return f"{digits[:4]}-{digits[4:]}"


def as_judged(assessment: Assessment) -> Case:
    """The case with the settings, zone and packs it was judged by kept in it; a signed one keeps them already."""
    case, zone = assessment.case, assessment.basis.zone
    if case.signatures:
        return case
    return case.model_copy(
        update={
            "settings": assessment.settings,
            "zone": zone.key if zone else case.zone,
            "packs": MappingProxyType(dict(assessment.packs.digests)),
        }
    )
