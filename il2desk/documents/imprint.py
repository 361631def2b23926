"""Where a sheet comes from: case, program, packs and instant, as they stand at the foot of every page."""

from dataclasses import dataclass
from datetime import datetime

from il2desk import __version__
from il2desk.documents.words import Recorded, Words
from il2desk.domain.assessment import Assessment
from il2desk.domain.reference import Library, Pack

PROGRAM = f"il2desk {__version__}"
DIGEST = 8
NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Imprint:
    """`printed` is an aware instant, shown in its own offset; `packs` is what the sheet was made with."""

    case_id: str
    revision: int
    packs: tuple[str, ...]
    printed: datetime

    @property
    def versions(self) -> str:
        return f"{PROGRAM}. Packs: {', '.join(self.packs)}."

    @property
    def instant(self) -> str:
        return f"{self.printed:%Y-%m-%d %H:%M} {self.printed.isoformat()[-6:]}"

    @property
    def case_line(self) -> Words:
        return "Case ", Recorded(self.case_id), f", revision {self.revision}. Printed {self.instant}."

    @property
    def subject(self) -> str:
        """What a file says about itself: the case by its number, never by the patient's name."""
        return f"Case {self.case_id}, revision {self.revision}"


def imprint(assessment: Assessment, library: Library, printed: datetime) -> Imprint:
    """The imprint of a sheet made from this assessment."""
    packs = assessment.packs
    judged_with = [_named(one.id, one.version, packs.digests[one.id]) for one in (packs.guideline, packs.product)]
    referred_to = [named(pack) for pack in library.packs]
    zone = assessment.basis.zone
    shown = printed.astimezone(zone) if zone else printed
    return Imprint(assessment.case.case_id, assessment.case.revision, (*judged_with, *referred_to), shown)


def named(pack: Pack) -> str:
    return _named(pack.id, pack.version, pack.digest)


def _named(pack_id: str, version: str, digest: str) -> str:
    return f"{pack_id}{NO_BREAK}{version}{NO_BREAK}({digest[:DIGEST]})"
