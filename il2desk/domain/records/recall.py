"""Which kept revisions something that was found to be wrong concerns."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Known = Literal["used", "version not known"]


@dataclass(frozen=True, slots=True)
class Recalled:
    """One kept revision; texts as recorded, `instant` when it was kept, `state` how far its case has come since."""

    case_id: str
    name: str
    identifier: str
    date_of_birth: str
    revision: int
    kept_as: str
    instant: str
    state: str
    known: Known = "used"

    @property
    def day(self) -> str:
        """The day it was kept, on the calendar of the place it was kept in."""
        return datetime.fromisoformat(self.instant).date().isoformat()


@dataclass(frozen=True, slots=True)
class Recall:
    """What was asked, in words, and the revisions it holds for, in the order in which they were kept."""

    asked: str
    rows: tuple[Recalled, ...]

    @property
    def cases(self) -> int:
        return len({row.case_id for row in self.rows})


def version_key(version: str) -> tuple[tuple[int, int, str], ...]:
    """By which versions follow one another: `2026.9.1` before `2026.11.2`, figures before words."""
    return tuple(_part_key(part) for part in version.strip().casefold().removeprefix("v").split("."))


def _part_key(part: str) -> tuple[int, int, str]:
    """Figures are compared by how many there are and then one by one, for there may be more than a number can have."""
    if not (part.isascii() and part.isdigit()):
        return 1, 0, part
    figures = part.lstrip("0")
    return 0, len(figures), figures


def within(version: str, first: str | None, last: str | None) -> bool:
    """Whether a version lies between two others, both included; None is no bound."""
    key = version_key(version)
    return (first is None or version_key(first) <= key) and (last is None or key <= version_key(last))
