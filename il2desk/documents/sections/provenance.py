"""Where a sheet comes from: case, program, packs, instant and copy, as they stand at the foot of every page."""

from dataclasses import dataclass
from datetime import datetime

from il2desk import __version__
from il2desk.documents.model import report as r
from il2desk.documents.model.rich_text import Part
from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.packs.reference import Library, Pack
from il2desk.domain.records.print_record import PrintRecord
from il2desk.domain.values.local_time import offset_of, on_clocks_of
from il2desk.domain.values.user_text import UserText

PROGRAM = f"il2desk {__version__}"
DIGEST = 8
NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Imprint:
    """`printed` is the record's instant in the case's zone; `packs` is what the sheet was made with, in words."""

    case_id: str
    revision: int
    packs: tuple[str, ...]
    printed: datetime
    record: PrintRecord

    @property
    def versions(self) -> str:
        return f"{PROGRAM}. Packs: {', '.join(self.packs)}."

    @property
    def instant(self) -> str:
        return to_the_minute(self.printed)

    @property
    def case_line(self) -> tuple[Part, ...]:
        record, replaced, journal = self.record, self.record.replaces, self.record.journal
        by: tuple[Part, ...] = (" by ", UserText(record.person)) if record.person else ()
        words: list[Part] = [
            "Case ",
            UserText(self.case_id),
            f", revision {self.revision}, copy {record.copy_number}. ",
        ]
        words += [f"Printed {self.instant}", *by, "."]
        if replaced:
            words.append(f" Replaces copy {replaced.copy_number} of revision {replaced.revision}.")
        if journal:
            words.append(f" Journal before: {journal.length} entries, head {journal.head[:16]}.")
        else:
            words.append(" No journal; copies count in one window only.")
        return tuple(words)

    @property
    def subject(self) -> str:
        """What a file says about itself: the case by its number, never by the patient's name."""
        return f"Case {self.case_id}, revision {self.revision}"

    @property
    def stamp(self) -> r.Stamp:
        return r.Stamp(self.case_id, self.revision, self.record.case, self.record.set_id)


def to_the_minute(instant: datetime) -> str:
    """Date and 24-hour time of an aware instant, with its offset."""
    return f"{instant:%Y-%m-%d %H:%M} {offset_of(instant)}"


def imprint(assessment: Assessment, library: Library, record: PrintRecord) -> Imprint:
    """The imprint of a sheet made from this assessment."""
    packs = assessment.packs
    judged_with = [_named(one.id, one.version, packs.digests[one.id]) for one in (packs.guideline, packs.product)]
    referred_to = [named(pack) for pack in library.packs]
    shown = on_clocks_of(assessment.basis.zone, record.printed)
    case = assessment.case
    return Imprint(case.case_id, case.revision, (*judged_with, *referred_to), shown, record)


def named(pack: Pack) -> str:
    return _named(pack.id, pack.version, pack.digest)


def _named(pack_id: str, version: str, digest: str) -> str:
    return f"{pack_id}{NO_BREAK}{version}{NO_BREAK}({digest[:DIGEST]})"
