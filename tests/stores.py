"""Stores for tests: quick keys, a clock that is set by hand, cases by difference, and rows changed behind its back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from il2desk.domain.assessment.signing import sign
from il2desk.domain.case.case import Case, Patient
from il2desk.domain.records.print_history import Printed, Printing
from il2desk.domain.records.print_record import JournalHead
from il2desk.domain.records.store_records import Stand, State, User
from il2desk.storage.store import open_store as cases
from il2desk.storage.store.care.users import StoreUsers
from il2desk.storage.store.keys.key_file import Costs
from il2desk.storage.store.store import DATABASE, CaseStore
from il2desk.storage.store.tables.database import open_database
from il2desk.storage.store.tables.journal import Entry
from il2desk.storage.store.tables.revisions import PackText
from tests.cases import NOW, SIGNER, a_case, a_record, judged

CHEAP = Costs(iterations=1, lanes=1, memory_kib=64)
OWNER, PASSPHRASE = "Dr. Berta Signer", "correct horse battery"
NURSE, OTHER, THIRD = "Nurse Clara Third", "another long passphrase", "a third long passphrase"
PACK = PackText("guide", "2026.1", sha256(b"guide 1").hexdigest(), b"guide 1")


@dataclass
class Clock:
    """An instant that only moves when it is told to."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at

    def tick(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Made:
    """A store in its folder, unlocked, with what it takes to lock and unlock it."""

    folder: Path
    store: CaseStore
    recovery: str
    clock: Clock = field(default_factory=Clock)

    @property
    def owner(self) -> User:
        return self.store.user

    @property
    def users(self) -> StoreUsers:
        return StoreUsers(self.store, self.clock, CHEAP)

    @property
    def connection(self) -> Any:
        return self.store.ledger.connection

    def rows(self, query: str, *values: object) -> list[Any]:
        return list(self.connection.execute(query, values))

    def entries(self, kind: str | None = None) -> list[Entry]:
        return [one for one in self.store.journal.entries() if kind in (None, one.kind)]

    def again(self, passphrase: str = PASSPHRASE, user: User | None = None) -> "Made":
        """Locked, and unlocked anew."""
        user = user or self.owner
        self.store.lock()
        return Made(self.folder, cases.unlock(self.folder, user, passphrase, self.clock), self.recovery, self.clock)

    def beside(self) -> "Made":
        """A second window on the same store."""
        other = cases.unlock(self.folder, self.owner, PASSPHRASE, self.clock)
        return Made(self.folder, other, self.recovery, self.clock)


def a_store(folder: Path, clock: Clock | None = None) -> Made:
    """A new store with one user, who manages it."""
    clock = clock or Clock()
    store, recovery = cases.create(folder, OWNER, "clinician", PASSPHRASE, clock, CHEAP)
    return Made(folder, store, recovery, clock)


def with_nurse(made: Made) -> User:
    """A second user of that store, who does not manage it."""
    return made.users.add_user(NURSE, "nurse", OTHER)


def a_stand(state: State = "unfinished", step: str = "ecog", *typed: tuple[str, str], verdict: str = "meets") -> Stand:
    return Stand(verdict, state, step, typed)


def case_of(case_id: str, name: str | None = "Example, Anna", revision: int = 1, **changes: Any) -> Case:
    """The base case under that id and name; the rest as in `a_case`."""
    return a_case(name=name, **changes).model_copy(update={"case_id": case_id, "revision": revision})


def signed_of(case: Case) -> Case:
    return sign(judged(case), SIGNER, NOW)


def tiny(case_id: str, name: str) -> Case:
    """A case with a name and nothing else, where many are wanted."""
    return Case(case_id=case_id, patient=Patient(name=name))


def save(made: Made, case: Case, stand: Stand | None = None, *, settled: bool = True) -> None:
    made.store.drafts.save(case, stand or a_stand(), settled=settled)


def keep(
    made: Made, case: Case, packs: tuple[PackText, ...] = (PACK,), outcomes: Mapping[str, str] | None = None
) -> None:
    """The case kept for good as signed."""
    made.store.revisions.keep(case, "signed", SIGNER, outcomes or {"ecog": "met"}, packs)


def a_printing(case: Case, *contents: bytes, head: JournalHead | None = None, copy: int = 1) -> Printing:
    """A printing of that case: one sheet for each content."""
    record = a_record(judged(case), "A4", NOW, journal=head, copy_number=copy)
    sheets = tuple(
        Printed(f"sheet{at}", f"Sheet {at}", f"il2desk-sheet{at}", content) for at, content in enumerate(contents)
    )
    return Printing(case.case_id, case.revision, case.cycle.number, record, sheets)


@contextmanager
def behind_its_back(made: Made) -> Iterator[Any]:
    """The open database of a locked store as somebody with its key could change it: without its triggers."""
    key = made.store.data.derived("database")
    made.store.lock()
    connection = open_database(made.folder / DATABASE, key)
    try:
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _, sql in triggers:
            connection.execute(sql)
    finally:
        connection.close()


def unlocked(made: Made) -> Made:
    """The store of a locked one, unlocked by its owner."""
    return Made(made.folder, cases.unlock(made.folder, made.owner, PASSPHRASE, made.clock), made.recovery, made.clock)
