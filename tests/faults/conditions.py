"""A workstation as it should not be: each condition once, with the very sentence the program says about it."""

import os
import resource
import shutil
import signal
import subprocess
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace

from sqlcipher3 import dbapi2 as sqlite

from il2desk.domain.errors import StoreRefused
from il2desk.storage.store.care.backup import back_up
from il2desk.storage.store.store import CaseStore
from tests.faults.rows import Row
from tests.faults.stores import PASSPHRASE, copy, examine, filled, gate_of, opened, resume, unlock
from tests.faults.traced_child import run_traced
from tests.faults.work import Operation, Work

DAMAGED = (
    "The case store is damaged, or it is no store of this program. Nothing was changed. Keep the folder as it is, and "
    "restore the newest backup."
)
NOT_ENCRYPTED = "The file of the case store is not encrypted, so it is not ours. Nothing was read or changed."
NEWER = (
    "The case store was written by a newer version of il2desk. Nothing was changed; install that version to open it."
)
NO_KEYS = (
    "The key file of the case store cannot be read (No such file or directory). Without it no case can be opened; "
    "bring it back from a backup."
)
BAD_KEYS = (
    "The key file of the case store is damaged or of a newer version. The cases themselves are untouched; bring the "
    "key file back from a backup, or install the newer version."
)
OTHER_WINDOW = (
    "Another window of il2desk is open on this store, so this one only shows. Nothing was changed; close the other "
    "window, then unlock again."
)
FULL = (
    "Not stored: the disk is full. Make room, then it is tried again. What was stored is whole; what is typed is on "
    "the screen."
)
READ_ONLY = FULL.replace(
    "the disk is full. Make room", "its folder may not be written to. Ask for the right to write there"
)
ERROR = FULL.replace("the disk is full. Make room", "the disk reports an error. Check that it is still there")
NO_MEMORY = FULL.replace("the disk is full. Make room", "the workstation is out of memory. Close other programs")
GONE = FULL.replace(
    "the disk is full. Make room",
    "the folder of the case store is gone, or another was put in its place. Bring it back",
)
NO_BACKUP = (
    "No backup was made: no space left on device. The store itself is whole, and earlier backups are as they were."
)
NO_STICK = "The folder for the backup is not there. Put in the stick, or choose another folder."
COULD_NOT = (
    "The case store could not do this. What is stored is whole; what is typed is on the screen. Try again; if it stays "
    "so, print what is open, close the program and start it anew."
)
NO_PACKS = (
    "Not kept: the packs it was judged with cannot be read (too many open files). What is stored is whole; what is "
    "typed is on the screen. Try again."
)
BEFORE = 5
CONDITIONS: list[tuple[str, Callable[[Path], str]]] = []


def rows(folder: Path, *, short: bool) -> list[Row]:
    """The same in short and in full: each takes a fraction of a second."""
    found = []
    for number, (name, condition) in enumerate(CONDITIONS):
        here = folder / str(number)
        here.mkdir()
        row = Row("conditions", name, 1)
        try:
            row.says = condition(here)
        except Exception:
            row.break_(traceback.format_exc(limit=-2))
        found.append(row)
    return found


def _condition(name: str) -> Callable[[Callable[[Path], str]], Callable[[Path], str]]:
    def kept(condition: Callable[[Path], str]) -> Callable[[Path], str]:
        CONDITIONS.append((name, condition))
        return condition

    return kept


def _said(action: Callable[[], object], sentence: str) -> str:
    """The sentence, which the action must be refused with."""
    try:
        action()
    except StoreRefused as refusal:
        assert str(refusal) == sentence, f"said {refusal}"
        return sentence
    raise AssertionError(f"was not refused: {sentence}")


def _made(folder: Path) -> tuple[Path, Work]:
    store = folder / "store"
    return store, filled(store, 5, BEFORE)


def _taken(work: Work, store: CaseStore, kind: str = "save") -> Operation:
    operation = work.next(kind)
    operation.do(store)
    work.taken(operation)
    return operation


def _still(store: Path, work: Work) -> None:
    found = examine(store)
    assert found.world is not None, found.refused
    assert not found.wrong and not found.missing, (found.wrong, found.missing)
    assert not found.world.difference(work.world), found.world.difference(work.world)


def _in_a_child(action: Callable[[], None]) -> None:
    """Limits of a process are tried in one of its own."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        told = b""
        try:
            action()
        except BaseException:
            told = traceback.format_exc(limit=-3).encode()
        finally:
            with suppress(BaseException):
                resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            os.write(writer, told or b"fine")
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as file:
        said = file.read().decode()
    os.waitpid(pid, 0)
    assert said == "fine", said or "the child ended without a word"


@contextmanager
def _small_disk(folder: Path, size: str) -> Iterator[Path | None]:
    """A disk of its own, or None where this account may not mount one."""
    disk = folder / "disk"
    disk.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if done.returncode:
        yield None
        return
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def _refusing(folder: Path, error: str, sentence: str) -> str:
    """Where no disk can be mounted, strace lets every write fail with that error until the child was refused."""
    store, work = _made(folder)
    told = run_traced(
        lambda: [partial(work.next("save").do, resume(store, work.world))],
        ["-e", "trace=pwrite64", "-e", f"inject=pwrite64:error={error}:when=1+"],
    )
    assert told.sentences == [sentence] and told.acknowledged == 1 and not told.tracebacks, told
    work.taken(work.next("save"))
    _still(store, work)
    return sentence


@_condition("the disk is full in mid-save (a small disk)")
def _full_disk(folder: Path) -> str:
    with _small_disk(folder, "3M") as disk:
        if disk is None:
            return _refusing(folder, "ENOSPC", FULL)
        store, work = _made(disk)
        unlocked = resume(store, work.world)
        filler = disk / "filler"
        with suppress(OSError):
            filler.write_bytes(bytes(4_000_000))
        with suppress(OSError), filler.open("ab", buffering=0) as file:
            while True:
                file.write(bytes(512))

        def until_full() -> None:
            for _ in range(500):
                _taken(work, unlocked, "print")

        sentence = _said(until_full, FULL)
        _still(copy(store, folder / "copied"), work)
        filler.unlink()
        _taken(work, unlocked)
        unlocked.lock()
        _still(store, work)
    return sentence


@_condition("the disk becomes read-only while cases are open")
def _read_only_disk(folder: Path) -> str:
    with _small_disk(folder, "10M") as disk:
        if disk is None:
            return _refusing(folder, "EROFS", ERROR)
        store, work = _made(disk)
        unlocked = resume(store, work.world)
        remount = ["mount", "--bind", "-o", "remount,ro", str(disk)]
        done = subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=False, capture_output=True)
        if done.returncode:  # files are open for writing: the bound view of the folder becomes read-only instead
            unlocked.lock()
            subprocess.run(["mount", "--bind", str(disk), str(disk)], check=True)
            subprocess.run(remount, check=True)
            try:
                return _said(
                    lambda: unlock(store),
                    "The folder of the case store cannot be used (read-only file system). What is stored is whole. "
                    "Check that its disk is there, has room and may be written to, then try again.",
                )
            finally:
                subprocess.run(["umount", "--lazy", str(disk)], check=True)
                _still(store, work)
        sentence = _said(lambda: _taken(work, unlocked), READ_ONLY)
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        _taken(work, unlocked)
        unlocked.lock()
        _still(store, work)
    return sentence


@_condition("the database is cut off in the middle")
def _truncated(folder: Path) -> str:
    store, _ = _made(folder)
    database = store / "cases.db"
    os.truncate(database, database.stat().st_size // 2 + 100)
    found = examine(store)
    assert found.refused == DAMAGED, found
    return found.refused


@_condition("the database is empty")
def _empty(folder: Path) -> str:
    store, _ = _made(folder)
    os.truncate(store / "cases.db", 0)
    return _said(lambda: unlock(store), DAMAGED)


@_condition("a database of another program stands in its place")
def _foreign(folder: Path) -> str:
    store, _ = _made(folder)
    (store / "cases.db").unlink()
    connection = sqlite.connect(str(store / "cases.db"))
    connection.execute("CREATE TABLE another (program)")
    connection.commit()
    connection.close()
    return _said(lambda: unlock(store), NOT_ENCRYPTED)


@_condition("a file of another kind, or another store's database, stands in its place")
def _another(folder: Path) -> str:
    store, _ = _made(folder)
    other = folder / "other"
    other.mkdir()
    another, _ = _made(other)
    shutil.copy(another / "cases.db", store / "cases.db")
    _said(lambda: unlock(store), DAMAGED)
    (store / "cases.db").write_bytes(b"%PDF-1.7 " * 1000)
    return _said(lambda: unlock(store), DAMAGED)


@_condition("the store was written by a newer version")
def _newer(folder: Path) -> str:
    store, _ = _made(folder)
    with opened(store) as whole:
        whole.ledger.connection.execute("PRAGMA user_version = 99")
    sentence = _said(lambda: unlock(store), NEWER)
    return sentence


@_condition("the key file is lost")
def _lost_keys(folder: Path) -> str:
    store, work = _made(folder)
    keys = store / "keys.json"
    kept = keys.read_bytes()
    keys.unlink()
    assert gate_of(store).is_there(), "a new store would be offered over the old one"
    sentence = _said(lambda: gate_of(store).users(), NO_KEYS)
    keys.write_bytes(kept)
    _still(store, work)
    return sentence


@_condition("the key file is cut off, or of a newer version")
def _bad_keys(folder: Path) -> str:
    store, work = _made(folder)
    keys = store / "keys.json"
    kept = keys.read_bytes()
    for bad in (b"", kept[:-20], kept.replace(b"il2desk-keys-2", b"il2desk-keys-3")):
        keys.write_bytes(bad)
        _said(lambda: gate_of(store).users(), BAD_KEYS)
    keys.write_bytes(kept)
    _still(store, work)
    return BAD_KEYS


@_condition("the folder is removed while cases are open")
def _removed(folder: Path) -> str:
    store, work = _made(folder)
    unlocked = resume(store, work.world)
    store.rename(folder / "elsewhere")
    sentence = _said(lambda: _taken(work, unlocked), GONE)
    copy(folder / "elsewhere", store)
    _said(lambda: _taken(work, unlocked), GONE)
    shutil.rmtree(store)
    (folder / "elsewhere").rename(store)
    _taken(work, unlocked)
    unlocked.lock()
    _still(store, work)
    return sentence


@_condition("the stick for a backup is too small")
def _small_stick(folder: Path) -> str:
    store, work = _made(folder)
    with _small_disk(folder, "64K") as stick:
        if stick is None:
            told = run_traced(
                lambda: [partial(back_up, resume(store, work.world), folder, datetime.now(UTC))],
                ["-e", "trace=write", "-e", "inject=write:error=ENOSPC:when=1+"],
            )
            assert told.sentences == [NO_BACKUP] and not told.tracebacks, told
        else:
            with opened(store) as unlocked:
                _said(lambda: back_up(unlocked, stick, datetime.now(UTC)), NO_BACKUP)
            assert list(stick.iterdir()) == [], "something was left on the stick"
    _still(store, work)
    return NO_BACKUP


@_condition("the stick for a backup was taken out")
def _no_stick(folder: Path) -> str:
    store, work = _made(folder)
    with opened(store) as unlocked:
        sentence = _said(lambda: back_up(unlocked, folder / "stick", datetime.now(UTC)), NO_STICK)
    _still(store, work)
    return sentence


@_condition("a second window on the same store")
def _two_windows(folder: Path) -> str:
    store, work = _made(folder)
    first = resume(store, work.world)
    _in_a_child(lambda: _is_read_only(store, work))
    _taken(work, first)
    first.lock()
    with opened(store) as alone:
        assert not alone.is_read_only
    _still(store, work)
    return OTHER_WINDOW


def _is_read_only(store: Path, work: Work) -> None:
    second = resume(store, work.world)
    assert second.is_read_only
    _said(lambda: _taken(work, second), OTHER_WINDOW)
    assert second.listing.number() > 0
    second.lock()


@_condition("a second window, after the first was killed")
def _second_after_kill(folder: Path) -> str:
    store, work = _made(folder)
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        resume(store, work.world)
        os.write(writer, b".")
        signal.pause()
    os.read(reader, 1)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(reader)
    os.close(writer)
    with opened(store) as second:
        assert not second.is_read_only
    _still(store, work)
    return "it writes: nothing of the first is left that would keep it from that"


@_condition("what was written last was taken away (cases.db-wal deleted after a kill)")
def _tail_taken_away(folder: Path) -> str:
    store, work = _made(folder)
    unlocked = resume(store, work.world)
    for kind in ("save", "print", "save"):
        _taken(work, unlocked, kind)
    here = copy(store, folder / "copied")
    unlocked.lock()
    (here / "cases.db-wal").unlink()
    found = examine(here)
    assert found.missing > 0 and not found.wrong, found
    return f"says that {found.missing} entries of the journal are gone"


@_condition("an older copy of the database was put back")
def _rolled_back(folder: Path) -> str:
    store, _ = _made(folder)
    older = (store / "cases.db").read_bytes()
    with opened(store):
        pass
    (store / "cases.db").write_bytes(older)
    found = examine(store)
    assert found.missing > 0 and not found.wrong, found
    return f"says that {found.missing} entries of the journal are gone"


@_condition("the clock is set back a day")
def _clock_back(folder: Path) -> str:
    store, work = _made(folder)
    yesterday = datetime.now(UTC) - timedelta(days=1)
    unlocked = resume(store, work.world, lambda: yesterday)
    _taken(work, unlocked)
    jumps = [one for one in unlocked.journal.entries() if one.kind == "clock_jump"]
    assert jumps, "the journal was not told"
    unlocked.lock()
    _still(store, work)
    return "works on; the journal notes the jump with both instants"


def _at(folder: Path, *instants: datetime) -> None:
    store, work = _made(folder)
    for instant in instants:
        unlocked = resume(store, work.world, lambda instant=instant: instant)
        operation = _taken(work, unlocked)
        draft = unlocked.drafts.open(operation.case.case_id)
        assert draft and datetime.fromisoformat(draft.instant) == instant
        assert unlocked.listing.recent(1)[0].instant[:10] == f"{instant:%Y-%m-%d}"
        unlocked.lock()
    assert examine(store).wrong == ""


@_condition("the year 2038 and after")
def _in_2038(folder: Path) -> str:
    overflow = datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC)
    _at(folder, overflow, overflow + timedelta(seconds=1), datetime(2106, 2, 7, 6, 28, 16, tzinfo=UTC))
    return "instants are kept and read back as they were"


@_condition("a leap day, and the seconds around its ends")
def _leap_day(folder: Path) -> str:
    _at(folder, *(datetime(2028, 2, day, hour, 59, 59, tzinfo=UTC) for day, hour in ((28, 23), (29, 0), (29, 23))))
    return "instants are kept and read back as they were"


@_condition("too few open files allowed")
def _few_files(folder: Path) -> str:
    store, work = _made(folder)

    def poor() -> None:
        gate = gate_of(store)
        user = gate.users()[0]
        unlocked = resume(store, work.world)
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (len(list(Path("/proc/self/fd").iterdir())) + 5, hard))
        taken = _every_handle_taken()
        _taken(work, unlocked)  # its files are open already
        _said(lambda: work.next("keep").do(unlocked), NO_PACKS)
        os.close(taken.pop())
        os.close(taken.pop())
        os.close(taken.pop())
        _taken(work, unlocked, "keep")
        unlocked.lock()
        taken += _every_handle_taken()
        _said(gate.users, NO_KEYS.replace("No such file or directory", "Too many open files"))
        while True:  # with each handle more the unlocking gets a step further, until it succeeds
            os.close(taken.pop())
            try:
                gate.unlock(user, PASSPHRASE).lock()
                break
            except StoreRefused as refusal:
                assert str(refusal).endswith(".") and "Errno" not in str(refusal), refusal

    _in_a_child(poor)
    for kind in ("save", "keep"):
        work.taken(work.next(kind))
    _still(store, work)
    return NO_PACKS


def _every_handle_taken() -> list[int]:
    taken = []
    with suppress(OSError):
        while True:
            taken.append(os.open(os.devnull, os.O_RDONLY))
    return taken


@_condition("too little memory")
def _little_memory(folder: Path) -> str:
    store, work = _made(folder)

    def poor() -> None:
        unlocked = resume(store, work.world)
        printing = _a_large_printing(work)
        with Path("/proc/self/statm").open(encoding="ascii") as file:
            used = int(file.read().split()[0]) * resource.getpagesize()
        said = set()
        for spare in range(1_000_000, 70_000_000, 6_000_000):
            resource.setrlimit(resource.RLIMIT_AS, (used + spare, resource.RLIM_INFINITY))
            try:
                unlocked.printed.keep(printing)
            except StoreRefused as refusal:
                said.add(str(refusal))
            resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert said and said <= {NO_MEMORY, COULD_NOT}, said
        _taken(work, unlocked)
        unlocked.lock()

    _in_a_child(poor)
    work.taken(work.next("save"))
    found = examine(store)
    assert found.world is not None and not found.wrong, found  # the large sheet is there once there was memory enough
    assert found.world.drafts == work.world.drafts
    return NO_MEMORY


def _a_large_printing(work: Work):  # type: ignore[no-untyped-def]
    kept = []
    recorder = SimpleNamespace(printed=SimpleNamespace(keep=kept.append))
    work.next("print").do(recorder)
    return replace(kept[0], sheets=(replace(kept[0].sheets[0], content=bytes(20_000_000)),))
