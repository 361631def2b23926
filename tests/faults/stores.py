"""Stores to be broken: made with cheap keys, opened as the window opens them, and examined after a fault."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from il2desk.domain.errors import StoreRefused
from il2desk.storage.store.folder.known_stores import KnownStores
from il2desk.storage.store.gate import StoreGate
from il2desk.storage.store.keys.key_file import Costs
from il2desk.storage.store.store import CaseStore
from il2desk.storage.store.tables.database import reading
from tests.faults.work import CANARY, Work, World, read_world

PASSPHRASE = "four words for testing"
CHEAP = Costs(iterations=1, lanes=1, memory_kib=64)
PERSON = "Dr. Berta Signer"
PACKS = {"guideline": "1", "product": "1"}


def now() -> datetime:
    return datetime.now(UTC)


def gate_of(folder: Path, clock: Callable[[], datetime] = now) -> StoreGate:
    return StoreGate(folder, clock, PACKS, CHEAP, KnownStores(folder.with_name("stores.json")))


def make(folder: Path) -> str:
    """A new, closed store; its recovery key."""
    store, recovery = gate_of(folder).create(PERSON, "clinician", PASSPHRASE)
    store.lock()
    return recovery


def unlock(folder: Path, clock: Callable[[], datetime] = now, passphrase: str = PASSPHRASE) -> CaseStore:
    gate = gate_of(folder, clock)
    return gate.unlock(gate.users()[0], passphrase)


def resume(folder: Path, world: World, clock: Callable[[], datetime] = now) -> CaseStore:
    """The store with every draft opened, as by somebody who goes on working."""
    store = unlock(folder, clock)
    for case_id in world.drafts:
        store.drafts.open(case_id)
    return store


@contextmanager
def opened(folder: Path, passphrase: str = PASSPHRASE) -> Iterator[CaseStore]:
    store = unlock(folder, passphrase=passphrase)
    try:
        yield store
    finally:
        store.lock()


def filled(folder: Path, seed: int, number: int) -> Work:
    """A closed store in which so many operations were done, and the work that goes on from there.

    Its recovery key lies beside it in the file `recovery`.
    """
    folder.with_name("recovery").write_text(make(folder), encoding="ascii")
    work = Work(seed)
    with opened(folder) as store:
        for _ in range(number):
            operation = work.next()
            operation.do(store)
            work.taken(operation)
    return work


def copy(folder: Path, target: Path) -> Path:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder, target)
    return target


@dataclass(frozen=True)
class Found:
    """What is left after a fault: the world as it is read, or the sentence it is refused with, and what is wrong."""

    world: World | None = None
    refused: str = ""
    missing: int = 0
    wrong: str = ""


def examine(folder: Path, passphrase: str = PASSPHRASE) -> Found:
    """Open the store as a person does and check everything in it; `wrong` is empty where all is well."""
    try:
        with opened(folder, passphrase) as store:
            world = read_world(store)
            with reading():
                return Found(world, missing=store.missing, wrong=_wrong(store))
    except StoreRefused as refusal:
        return Found(refused=str(refusal))


def _wrong(store: CaseStore) -> str:
    connection = store.ledger.connection
    said = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    if said != ["ok"]:
        return f"integrity_check: {said[0]}"
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the next check reads the file itself, not what is beside it
    sealed = [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
    if sealed:
        return f"cipher_integrity_check: {sealed[0]}"
    checked = store.journal.check()
    if checked.first_bad is not None:
        return f"journal: {checked.says}"
    return ""


def left_behind(*folders: Path) -> list[str]:
    """Temporary files that stayed, and files that hold the patient's name readably."""
    files = [file for folder in folders if folder.exists() for file in sorted(folder.rglob("*")) if file.is_file()]
    parts = [file.name for file in files if ".part" in str(file)]
    return parts + [f"{file.name} is readable" for file in files if CANARY.encode() in file.read_bytes()]
