"""What was put on paper: every record of a printing with the very bytes of its sheets, of one case."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from il2desk.domain.records.print_record import Replaced
from il2desk.domain.values.local_time import on_clocks_of, shown_time

if TYPE_CHECKING:
    from il2desk.domain.records.print_record import PrintRecord, Replaced


_AS_IT_IS = re.compile(r"[A-Z0-9-]{1,40}")


def file_name(sheet: str, case_id: str, revision: int, copy_number: int | None = None) -> str:
    """A name for a file or a print job, without ending: nothing of the patient, and never that of another case.

    An id that no file name could hold as it is, or that differs from another only by what is left out or by capitals,
    is told by a digest.
    """
    case = case_id
    if not _AS_IT_IS.fullmatch(case_id):
        left = re.sub(r"[^A-Za-z0-9-]", "", case_id)[:27]
        case = f"{left}_{sha256(case_id.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
    copy = "" if copy_number is None else f"-c{copy_number}"
    return f"il2desk-{sheet}-{case}-r{revision}{copy}"


@dataclass(frozen=True, slots=True)
class Printed:
    """One sheet as it left the screen; for `file_name` see the function of that name."""

    name: str
    title: str
    file_name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Printing:
    """One record and the sheets put on paper under it."""

    case_id: str
    revision: int
    cycle: int
    record: "PrintRecord"
    sheets: tuple[Printed, ...]

    @property
    def as_replaced(self) -> "Replaced":

        return Replaced(revision=self.revision, copy_number=self.record.copy_number)


class Printings:
    """The printings of one case in the order in which they happened."""

    def __init__(self) -> None:
        self._all: list[Printing] = []

    def __iter__(self) -> Iterator[Printing]:
        return iter(tuple(self._all))

    def forget_others_than(self, case_id: str) -> None:
        """Another patient's sheets must not be shown with this case."""
        self._all = [one for one in self._all if one.case_id == case_id]

    def keep(self, made: Printing) -> None:
        """Add a printing, or its sheets to those kept under the same record."""
        for place, one in enumerate(self._all):
            if (one.record, one.case_id, one.revision) == (made.record, made.case_id, made.revision):
                new = tuple(sheet for sheet in made.sheets if sheet not in one.sheets)
                self._all[place] = replace(one, sheets=(*one.sheets, *new))
                return
        self._all.append(made)

    def of_record(self, record: "PrintRecord") -> Printing | None:
        return next((one for one in self._all if one.record == record), None)

    def has_revision(self, revision: int) -> bool:
        return any(one.revision == revision for one in self._all)

    def last(self, cycle: int) -> Printing | None:
        """What the next printing of a cycle takes the place of: the newest copy of its newest revision."""
        of_cycle = (one for one in self._all if one.cycle == cycle)
        return max(of_cycle, key=lambda one: (one.revision, one.record.copy_number), default=None)


def in_words(printing: Printing, zone: ZoneInfo | None) -> str:
    """As `Revision 1, copy 2, Friday 2026-11-20 10:00 by A. Name`, by the clocks of that zone."""
    record = printing.record
    printed = on_clocks_of(zone, record.printed)
    by = f" by {record.person}" if record.person else ""
    return f"Revision {printing.revision}, copy {record.copy_number}, {shown_time(printed)}{by}"
