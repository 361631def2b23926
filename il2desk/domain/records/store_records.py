"""What a store of cases tells: who works with it, which cases it holds, and what was kept of each."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from il2desk.domain.case.case import Case

if TYPE_CHECKING:
    from il2desk.domain.assessment.earlier_cycle import Given

Role = Literal["clinician", "pharmacist", "nurse", "administrator"]
KeptAs = Literal["signed", "checked", "named"]
State = Literal["unfinished", "signed", "checked", "printed"]
_KEPT_AS: dict[KeptAs, str] = {"signed": "signed by", "checked": "checked by", "named": "kept as"}


@dataclass(frozen=True, slots=True)
class User:
    """Somebody with a passphrase of their own; `manages` allows users, restoring, exporting and erasing."""

    id: str
    name: str
    role: Role
    manages: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list of cases, one a cycle; texts as typed, `instant` the last change, ISO 8601 with offset.

    `verdict` is the assessment's overall outcome, `state` how far the case has come. `is_over` tells that the case has
    gone on with another cycle, so that of this one only what was kept can be shown. `valid_until` is the last day of a
    first dose, `YYYY-MM-DD`, blank where there is no plan or no limit.
    """

    case_id: str
    name: str
    identifier: str
    date_of_birth: str
    verdict: str
    state: State
    revision: int
    instant: str
    cycle: int = 1
    is_over: bool = False
    valid_until: str = ""


@dataclass(frozen=True, slots=True)
class OtherCase:
    """A case of the same patient identifier: its lines of the list, newest first, and what was given of its cycles."""

    lines: tuple[Listed, ...]
    given: "tuple[Given, ...]"


@dataclass(frozen=True, slots=True)
class Stand:
    """What is saved with a case: its verdict, state and validity for the list, the step shown, and half-typed text by
    field.
    """

    verdict: str
    state: State
    step: str
    typed: tuple[tuple[str, str], ...] = ()
    valid_until: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A case as last saved while it was being recorded, and the step of the wizard that was shown.

    `version` grows with each save; `typed` holds, by field, half-typed text that no answer holds yet.
    """

    case: Case
    version: int
    step: str
    typed: tuple[tuple[str, str], ...]
    instant: str
    person: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A revision that was kept for good; `parent` is the SHA-256 of the content it came from, `content` its own."""

    number: int
    case: Case
    kept_as: KeptAs
    name: str
    content: str
    digest: str
    parent: str | None
    instant: str
    person: str

    @property
    def how(self) -> str:
        """As `signed by A. Name`, or `kept as` and the name it was given."""
        return f"{_KEPT_AS[self.kept_as]} {self.name}"


@dataclass(frozen=True, slots=True)
class Erased:
    """What was removed of a case; `settled` if nothing of it remains in the database's log either."""

    drafts: int
    revisions: int
    sheets: int
    settled: bool
