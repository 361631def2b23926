"""One bit flipped in a file of the store: it is refused, found by the check, or nothing read is different."""

import os
import shutil
import signal
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random

from sqlcipher3 import dbapi2 as sqlite

from tests.faults.rows import Row
from tests.faults.stores import Found, examine, filled, opened, resume
from tests.faults.work import Operation, World, read_world

OPERATIONS = 25
DATABASE, KEYS, WITNESS = "cases.db", "keys.json", "journal.head"
FULL = {DATABASE: 8_500, KEYS: 1_000, WITNESS: 500}
SHORT = {DATABASE: 60, KEYS: 25, WITNESS: 10}
AFTER_A_KILL, AFTER_A_KILL_SHORT = 1_000, 15
CONTROL, CONTROL_SHORT = 2_000, 60
UNTOLD = "half-typed text since the last entry of the journal is gone, and nothing says so"


def rows(folder: Path, *, short: bool) -> list[Row]:
    store = folder / "store"
    filled(store, 3, OPERATIONS)
    with opened(store) as whole:
        world = read_world(whole)
    found = [_flip_often(store, name, tried, world) for name, tried in (SHORT if short else FULL).items()]
    found.append(_after_a_kill(folder / "killed", AFTER_A_KILL_SHORT if short else AFTER_A_KILL))
    return [*found, _control(store, folder / "plain.db", CONTROL_SHORT if short else CONTROL)]


def _flip_often(store: Path, name: str, tried: int, world: World) -> Row:
    row = Row("bits", f"one bit flipped in {name}, the store closed", tried)
    counted: Counter[str] = Counter()

    def judge(folder: Path, number: int) -> None:
        found = examine(folder)
        told = _told(found, world)
        if told == "silent":
            row.lose(f"flip {number}: {found.world.difference(world) if found.world else ''}")
        elif name == KEYS and told == "nothing different":
            row.lose(f"flip {number}: the seal over the key file did not show it")
        counted[told] += 1

    _each_flip(store, name, tried, judge)
    row.says = "; ".join(f"{told}: {number:,}" for told, number in counted.most_common())
    return row


def _told(found: Found, world: World) -> str:
    if found.refused or found.wrong:
        return "refused, or found by the check"
    if found.missing:
        return "said that entries of the journal are gone"
    return "nothing different" if found.world == world else "silent"


def _each_flip(store: Path, name: str, tried: int, judge: Callable[[Path, int], None]) -> None:
    """A copy of the folder with one bit flipped in the file of that name, for each number; files are small."""
    contents = {one.name: one.read_bytes() for one in store.iterdir()}
    damaged = store.with_name("damaged")
    for number in range(tried):
        shutil.rmtree(damaged, ignore_errors=True)
        damaged.mkdir(mode=0o700)
        for other, content in contents.items():
            (damaged / other).write_bytes(_flipped(content, number) if other == name else content)
        judge(damaged, number)


def _flipped(content: bytes, number: int) -> bytes:
    flipped = bytearray(content)
    bit = Random(f"flip {number}").randrange(8 * len(content))
    flipped[bit // 8] ^= 1 << bit % 8
    return bytes(flipped)


def _after_a_kill(store: Path, tried: int) -> Row:
    """Bits of what SQLite wrote beside the database, in a store whose program was killed before it took them over."""
    row = Row("bits", "one bit flipped in cases.db-wal, left by a kill", tried)
    operations = _killed_in_work(store)
    counted: Counter[str] = Counter()

    def judge(folder: Path, number: int) -> None:
        found = examine(folder)
        told = _told(found, operations[-1].after)
        if told == "silent" and found.world is not None:
            told = UNTOLD
            if not _only_untold_are_gone(found.world, operations):
                row.lose(f"flip {number}: entries that the journal was told of are gone, and nothing says so")
        counted[told] += 1

    _each_flip(store, f"{DATABASE}-wal", tried, judge)
    row.says = "; ".join(f"{told}: {number:,}" for told, number in counted.most_common())
    return row


def _only_untold_are_gone(world: World, operations: list[Operation]) -> bool:
    """Whether what is gone is half-typed text that came after the last entry of the journal."""
    for before, operation in reversed(list(pairwise(operations))):
        if operation.told:
            return False
        if not world.difference(before.after):
            return True
    return False


def _killed_in_work(store: Path) -> list[Operation]:
    work = filled(store, 4, 3)
    begun, operations = work.world, []
    for number in range(OPERATIONS):
        operations.append(work.next("save" if number > OPERATIONS - 5 else None))
        work.taken(operations[-1])
    assert not operations[-1].told, "the last should be half-typed text"
    pid = os.fork()
    if pid == 0:
        try:
            unlocked = resume(store, begun)
            for operation in operations:
                operation.do(unlocked)
            os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(70)
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status), status
    return operations


def _control(store: Path, plain: Path, tried: int) -> Row:
    """The same content in SQLite without encryption, asked for its integrity and read."""
    with opened(store) as whole:
        connection = whole.ledger.connection
        connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
        connection.execute("SELECT sqlcipher_export('plain')")
        connection.execute("DETACH DATABASE plain")
    content, damaged = plain.read_bytes(), plain.with_name("damaged.db")
    said = _read_plain(plain)
    row = Row("bits", "one bit flipped in the same content kept in plain SQLite", tried, control=True)
    for number in range(tried):
        damaged.write_bytes(_flipped(content, number))
        read = _read_plain(damaged)
        if read is not None and read != said:
            row.lose(f"flip {number}")
    row.says = f"wrong data while its own check says ok: {row.lost:,}"
    return row


def _read_plain(file: Path) -> list[object] | None:
    """Every row of the tables of cases, or None where SQLite reports damage."""
    connection = sqlite.connect(str(file))
    try:
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            return None
        tables = ("drafts", "revisions", "packs", "findings", "printings", "sheets", "listing", "journal")
        return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables]
    except (sqlite.Error, UnicodeDecodeError, OverflowError):
        return None
    finally:
        connection.close()
