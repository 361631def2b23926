"""SIGKILL at random moments of real work: nothing that was acknowledged may be missing afterwards."""

import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import NoReturn

from tests.faults.rows import Row
from tests.faults.stores import copy, examine, filled, left_behind, resume
from tests.faults.work import Operation, Work

FULL, SHORT, CONTROL = 1_000, 15, 12
KILLS_OF_ONE_STORE = 20
MOST_ACKNOWLEDGED, LONGEST_PAUSE, START = 12, 0.012, 0.06
Step = Callable[[Operation, Callable[[], None], Callable[[], None]], None]


def rows(folder: Path, *, short: bool) -> list[Row]:
    real = Row("kills", "killed at a random moment of saving, keeping, printing, locking and unlocking")
    real.says = "opens as if nothing had happened; the entry under way is there whole or not at all"
    _kill_often(folder / "real", real, SHORT if short else FULL, do_then_acknowledge)
    control = Row("kills", "a store that acknowledges before it has saved", control=True, says="found")
    _kill_often(folder / "control", control, CONTROL if short else 5 * CONTROL, acknowledge_then_do)
    return [real, control]


def do_then_acknowledge(operation: Operation, do: Callable[[], None], acknowledge: Callable[[], None]) -> None:
    do()
    acknowledge()


def acknowledge_then_do(operation: Operation, do: Callable[[], None], acknowledge: Callable[[], None]) -> None:
    """As a program that saves in the background: the entry counts as saved three milliseconds before it is."""
    acknowledge()
    time.sleep(0.003)
    do()


def _kill_often(folder: Path, row: Row, count: int, step: Step) -> None:
    folder.mkdir(parents=True)
    while row.tried < count:
        store = folder / f"store-{row.tried}"
        work = filled(store, row.tried, 5)
        for _ in range(min(KILLS_OF_ONE_STORE, count - row.tried)):
            row.tried += 1
            if not _kill_once(store, work, Random(f"kill {row.tried}"), row, step):
                break
        shutil.rmtree(store)


def _kill_once(store: Path, work: Work, chance: Random, row: Row, step: Step) -> bool:
    """One kill, and whether the same store can be used further; `work` is brought to where the store is."""
    acknowledged, status = _killed(store, work, chance, step)
    if not os.WIFSIGNALED(status) or os.WTERMSIG(status) != signal.SIGKILL:
        row.break_(f"kill {row.tried}: the program ended by itself with status {status}")
        return False
    for _ in range(acknowledged):
        work.taken(work.next())
    found = examine(copy(store, store.with_name("examined")))
    left = left_behind(store)
    if found.world is None or found.wrong or found.missing or left:
        row.break_(f"kill {row.tried}: {found.refused or found.wrong or left or 'entries of the journal are gone'}")
        return False
    under_way = work.next()
    if not found.world.difference(work.world):
        return True
    if not found.world.difference(under_way.after):
        work.taken(under_way)
        return True
    row.lose(f"kill {row.tried}: {found.world.difference(work.world)} after {acknowledged} acknowledged")
    return False


def _killed(store: Path, work: Work, chance: Random, step: Step) -> tuple[int, int]:
    """How many operations were acknowledged before the kill, and how the child ended."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        _work_on(store, work, lambda: _acknowledge(writer), step, Random(chance.random()))
    os.close(writer)
    wanted = chance.randint(0, MOST_ACKNOWLEDGED)
    seen = 0
    while seen < wanted and (read := os.read(reader, wanted - seen)):
        seen += len(read)
    time.sleep(chance.uniform(0, LONGEST_PAUSE if wanted else START))
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    while read := os.read(reader, 4096):
        seen += len(read)
    os.close(reader)
    return seen, status


def _acknowledge(writer: int) -> None:
    os.write(writer, b".")


def _work_on(store: Path, work: Work, acknowledge: Callable[[], None], step: Step, chance: Random) -> NoReturn:
    """Work until killed; now and then lock the store and unlock it again."""
    try:
        opened = resume(store, work.world)
        while True:
            operation = work.next()
            step(operation, lambda operation=operation, opened=opened: operation.do(opened), acknowledge)
            work.taken(operation)
            if chance.random() < 0.12:
                opened.lock()
                opened = resume(store, work.world)
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(70)
