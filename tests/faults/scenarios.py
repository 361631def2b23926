"""What is interrupted at each of its system calls: what the child does, and what must be on the disk afterwards."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from il2desk.app.saving import save_file
from il2desk.domain.errors import Refusal
from il2desk.storage.store.care.backup import PREFIX, back_up
from il2desk.storage.store.care.restore import restore, users_of
from il2desk.storage.store.folder.folder_swap import finish
from il2desk.storage.store.store import CaseStore
from tests.faults.stores import PASSPHRASE, PERSON, examine, filled, gate_of, make, now, resume, unlock
from tests.faults.work import CANARY, Operation, Work, World

Action = Callable[[], None]
OTHER_PASSPHRASE = "four other words for testing"
SHEET = (f"%PDF-1.7 {CANARY} " * 2000).encode()


@dataclass(frozen=True)
class Scenario:
    """`actions` prepares in the child and gives the calls to interrupt; `stands` says what is wrong, given how many
    of them were acknowledged, in a copy of the folder; `again` must succeed after any interruption.
    """

    name: str
    prepare: Callable[[Path], None]
    actions: Callable[[Path], list[Action]]
    stands: Callable[[Path, int], str]


def scenarios() -> list[Scenario]:
    return [
        _work("save", ["save", "save"]),
        _work("save with a checkpoint", ["save", "save"], "PRAGMA wal_autocheckpoint = 1"),
        _work("keep a revision", ["keep"]),
        Scenario("print", _prepare, _print_actions, _print_stands),
        Scenario("lock and unlock", _prepare, _lock_actions, lambda folder, _: _differs(folder, _begun().world)),
        Scenario("first start", lambda folder: None, _create_actions, _create_stands),
        Scenario("passphrase set by recovery key", _prepare, _recovery_actions, _recovery_stands),
        Scenario("back up", _prepare, _backup_actions, _backup_stands),
        Scenario("restore", _prepare_restoring, _restore_actions, _restore_stands),
    ]


SEED, BEFORE = 7, 5


def _prepare(folder: Path) -> None:
    store = folder / "store"
    filled(store, SEED, BEFORE)
    (folder / "sheets").mkdir()


def _begun() -> Work:
    work = Work(SEED)
    for _ in range(BEFORE):
        work.taken(work.next())
    return work


def _next(kinds: list[str]) -> list[Operation]:
    work, found = _begun(), []
    for kind in kinds:
        found.append(work.next(kind))
        work.taken(found[-1])
    return found


def _open(folder: Path, setting: str = "") -> CaseStore:
    store = resume(folder / "store", _begun().world)
    if setting:
        store.ledger.connection.execute(setting)
    return store


def _work(name: str, kinds: list[str], setting: str = "") -> Scenario:
    def actions(folder: Path) -> list[Action]:
        store = _open(folder, setting)
        return [lambda one=one: one.do(store) for one in _next(kinds)]

    def stands(folder: Path, acknowledged: int) -> str:
        worlds = [_begun().world, *(one.after for one in _next(kinds))]
        return _differs(folder, *worlds[acknowledged : acknowledged + 2])

    return Scenario(name, _prepare, actions, stands)


def _print_actions(folder: Path) -> list[Action]:
    store, (kept,) = _open(folder), _next(["print"])
    return [lambda: kept.do(store), lambda: save_file(SHEET, str(folder / "sheets" / "order.pdf"))]


def _print_stands(folder: Path, acknowledged: int) -> str:
    (kept,) = _next(["print"])
    worlds = [_begun().world, kept.after]
    sheet = folder / "sheets" / "order.pdf"
    if sheet.exists() and sheet.read_bytes() != SHEET:
        return "the sheet is torn"
    if acknowledged == 2 and not sheet.exists():
        return "lost: the sheet"
    if any(one.stat().st_mode & 0o077 for one in (folder / "sheets").iterdir()):
        return "a sheet can be read by others"
    return _differs(folder, *(worlds[1:] if acknowledged else worlds))


def _lock_actions(folder: Path) -> list[Action]:
    held = [_open(folder)]

    def lock() -> None:
        if held:
            held.pop().lock()

    def unlock_again() -> None:
        held.append(_writable(unlock(folder / "store")))

    return [lock, unlock_again]


def _create_actions(folder: Path) -> list[Action]:
    gate = gate_of(folder / "new" / "store")

    return [lambda: _writable(gate.create(PERSON, "clinician", PASSPHRASE)[0]).lock()]


def _create_stands(folder: Path, acknowledged: int) -> str:
    store = folder / "new" / "store"
    if gate_of(store).is_there():
        return _differs(folder, World(), store=store)
    if acknowledged:
        return "lost: the new store"
    make(store)  # as the person does who starts the program anew
    return _differs(folder, World(), store=store)


def _writable(store: CaseStore) -> CaseStore:
    assert not store.is_read_only, "a try that failed still holds the store"
    return store


def _recovery_actions(folder: Path) -> list[Action]:
    gate, recovery = gate_of(folder / "store"), (folder / "recovery").read_text(encoding="ascii")
    return [lambda: _writable(gate.unlock_by_recovery(recovery, gate.users()[0], OTHER_PASSPHRASE)).lock()]


def _recovery_stands(folder: Path, acknowledged: int) -> str:
    passphrases = (OTHER_PASSPHRASE, PASSPHRASE)[: 1 if acknowledged else 2]
    said = [_differs(folder, _begun().world, passphrase=one) for one in passphrases]
    return "" if "" in said else said[0]


def _backup_actions(folder: Path) -> list[Action]:
    store, later = _open(folder), _each_later()
    return [lambda: _is_path(back_up(store, folder / "sheets", next(later)))]


def _is_path(made: Path) -> None:
    assert made.is_dir()


def _backup_stands(folder: Path, acknowledged: int) -> str:
    """The store is as it was, and whatever stands under the name of a backup can be restored."""
    backups = sorted((folder / "sheets").glob(f"{PREFIX}*"))
    if acknowledged and not backups:
        return "lost: the backup"
    said = [_differs(folder, _begun().world)]
    for number, backup in enumerate(backups):
        restored = folder / f"restored {number}"
        try:
            restore(backup, restored, users_of(backup)[0], PASSPHRASE, now())
        except Refusal as refusal:
            said.append(f"a backup that cannot be restored: {refusal}")
        else:
            said.append(_differs(folder, _begun().world, store=restored))
    return next((one for one in said if one), "")


def _prepare_restoring(folder: Path) -> None:
    _prepare(folder)
    store = _open(folder)
    back_up(store, folder / "sheets", now())
    for operation in _next(["save", "keep"]):
        operation.do(store)
    store.lock()


def _restore_actions(folder: Path) -> list[Action]:
    (backup,) = (folder / "sheets").glob(f"{PREFIX}*")
    user, later = users_of(backup)[0], _each_later()
    return [lambda: _is_path(restore(backup, folder / "store", user, PASSPHRASE, next(later)).folder)]


def _each_later() -> Iterator[datetime]:
    """Somebody who tries again does so seconds later, and names are made of seconds."""
    begun = now()
    return (begun + timedelta(seconds=tried) for tried in count())


def _restore_stands(folder: Path, acknowledged: int) -> str:
    """The store is the one before or the restored one; the one before is never lost."""
    finish(folder / "store")  # as the program does when it starts
    before, restored = _next(["save", "keep"])[-1].after, _begun().world
    said = _differs(folder, restored) if acknowledged else _differs(folder, restored, before)
    if said:
        return said
    places = [folder / "store", *folder.glob("store.before-restore-*")]
    if all(_differs(folder, before, store=one) for one in places):
        return "lost: the store that was there before"
    return ""


def _differs(folder: Path, *worlds: World, store: Path | None = None, passphrase: str = PASSPHRASE) -> str:
    """Empty where the store is sound and holds one of these worlds; begins with `lost` where it is sound but none."""
    found = examine(store or folder / "store", passphrase)
    if found.world is None or found.wrong or found.missing:
        return found.refused or found.wrong or "entries of the journal are gone"
    if all(found.world.difference(world) for world in worlds):
        return f"lost: {found.world.difference(worlds[0])}"
    return ""
