"""Simulated power cuts: a run is recorded call by call, then cut at every place in many ways, each of them examined."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random

from il2desk.storage.files import atomic_file
from il2desk.storage.store.keys import key_folder
from il2desk.storage.store.tables import database
from tests.faults.disk import OPTIONS, Disk, Event, events_of
from tests.faults.rows import Row
from tests.faults.scenarios import Action, Scenario, scenarios
from tests.faults.stores import examine, filled, resume
from tests.faults.traced_child import run_traced
from tests.faults.work import Work, World

FULL, SHORT = 10_000, 60
CONTROL, CONTROL_SHORT = 500, 25
OF_WORK, LONG, LONG_SHORT, BEFORE = 3, 60, 20, 3
INTERRUPTED = ("print", "first start", "passphrase set by recovery key", "back up", "restore")
SHARE_OF_WORK = 0.7


@dataclass(frozen=True)
class Recording:
    """A scenario, how the disk stood when it began, and all it did."""

    scenario: Scenario
    begun: Path
    events: tuple[Event, ...]


def rows(folder: Path, *, short: bool) -> list[Row]:
    wanted, long = (SHORT, LONG_SHORT) if short else (FULL, LONG)
    works = [_work(seed, long) for seed in range(1 if short else OF_WORK)]
    others = [one for one in scenarios() if one.name in INTERRUPTED]
    row = Row("power", "power cut at any call while saving, keeping, printing, locking, unlocking")
    row.says = "opens; everything acknowledged before the cut is there"
    _cut_all(folder / "work", works, round(wanted * SHARE_OF_WORK), row)
    rest = Row("power", f"power cut at any call: {', '.join(one.name for one in others)}", says=row.says)
    _cut_all(folder / "others", others, wanted - row.tried, rest)
    return [row, rest, *_controls(folder, short=short)]


def _controls(folder: Path, *, short: bool) -> list[Row]:
    wanted, long = (CONTROL_SHORT, LONG_SHORT) if short else (CONTROL, LONG)
    found = []
    for setting in ("NORMAL",) if short else ("NORMAL", "OFF"):
        row = Row("power", f"power cut, the database with synchronous={setting}", control=True, says="found")
        _cut_all(folder / setting, [_work(9, long, lambda setting=setting: _synchronous(setting))], wanted, row)
        found.append(row)
    row = Row("power", "power cut, keys renamed without being synced", control=True, says="found")
    recovery = next(one for one in scenarios() if one.name == "passphrase set by recovery key")
    _cut_all(folder / "unsynced", [_broken(recovery, _unsynced)], wanted, row)
    return [*found, row]


def _cut_all(folder: Path, kinds: list[Scenario], wanted: int, row: Row) -> None:
    for number, scenario in enumerate(kinds):
        here = folder / str(number)
        here.mkdir(parents=True)
        recording = _recorded(here, scenario)
        cuts = wanted * (number + 1) // len(kinds) - row.tried
        _cut(here, recording, cuts, row)
        shutil.rmtree(here)


def _recorded(here: Path, scenario: Scenario) -> Recording:
    run, begun, log = here / "run", here / "begun", here / "calls"
    run.mkdir()
    scenario.prepare(run)
    told = run_traced(
        lambda: scenario.actions(run), ["-o", str(log), *OPTIONS], when_ready=lambda: shutil.copytree(run, begun)
    )
    assert not told.tracebacks and not told.sentences and told.status == 0, told
    moved = str(run)
    events = tuple(
        replace(one, path=one.path.replace(moved, str(begun)), other=one.other.replace(moved, str(begun)))
        for one in events_of(log)
    )
    shutil.rmtree(run)
    return Recording(scenario, begun, events)


def _cut(here: Path, recording: Recording, cuts: int, row: Row) -> None:
    """So many cuts, spread evenly over the calls that change the disk or acknowledge."""
    disk, acknowledged = Disk(recording.begun), 0
    last, scratch = len(recording.events), here / "cut"
    for place, event in enumerate(recording.events, 1):
        if event.call == "sendto":
            acknowledged += event.content.count(b".\0")
        else:
            disk.take(event)
        for number in range(cuts * (place - 1) // last, cuts * place // last):
            row.tried += 1
            _leave(disk.left(Random(f"{recording.scenario.name} {place} {number}")), scratch)
            said = recording.scenario.stands(scratch, acknowledged)
            if said:
                where = f"{recording.scenario.name}, after call {place} of {last} ({event.call}), cut {number}"
                (row.lose if said.startswith("lost") else row.break_)(f"{where}: {said}")


def _leave(left: dict[str, bytes | None], scratch: Path) -> None:
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(mode=0o700)
    for name, content in left.items():
        if content is None:
            (scratch / name).mkdir(mode=0o700)
        else:
            (scratch / name).write_bytes(content)
            (scratch / name).chmod(0o600)


def _work(seed: int, long: int, breaking: Callable[[], None] | None = None) -> Scenario:
    """Long work with locking and unlocking in between, and few pages before a checkpoint."""

    def actions(folder: Path) -> list[Action]:
        work = Work(seed)
        for _ in range(BEFORE):
            work.taken(work.next())
        held = [resume(folder / "store", work.world)]

        def one(again: bool) -> None:
            operation = work.next()
            operation.do(held[0])
            work.taken(operation)
            if again:
                held.pop().lock()
                held.append(resume(folder / "store", work.world))
                held[0].ledger.connection.execute("PRAGMA wal_autocheckpoint = 40")

        return [lambda number=number: one(number % 13 == 12) for number in range(long)]

    def stands(folder: Path, acknowledged: int) -> str:
        found = examine(folder / "store")
        if found.world is None or found.wrong or found.missing:
            return found.refused or found.wrong or "entries of the journal are gone"
        worlds = _worlds(seed, long)[BEFORE + acknowledged : BEFORE + acknowledged + 2]
        if all(found.world.difference(world) for world in worlds):
            return f"lost: {found.world.difference(worlds[0])}"
        return ""

    scenario = Scenario(f"work {seed}", lambda folder: _prepare(folder, seed), actions, stands)
    return _broken(scenario, breaking) if breaking else scenario


def _prepare(folder: Path, seed: int) -> None:
    filled(folder / "store", seed, BEFORE)


def _broken(scenario: Scenario, breaking: Callable[[], None]) -> Scenario:
    """The same done by a child that was broken first; it is examined by the sound program."""

    def actions(folder: Path) -> list[Action]:
        breaking()
        return scenario.actions(folder)

    return replace(scenario, actions=actions)


def _synchronous(setting: str) -> None:
    sound = database._SETTINGS
    database._SETTINGS = tuple(one.replace("synchronous = FULL", f"synchronous = {setting}") for one in sound)
    assert sound != database._SETTINGS


def _unsynced() -> None:
    def write(path: Path, content: bytes) -> None:
        part = path.with_name(".part")
        part.write_bytes(content)
        part.replace(path)
        atomic_file.sync_folder(path.parent)

    key_folder.write_whole = write  # type: ignore[attr-defined,assignment]


@cache
def _worlds(seed: int, long: int) -> list[World]:
    work = Work(seed)
    found = [work.world]
    for _ in range(BEFORE + long):
        work.taken(work.next())
        found.append(work.world)
    return found
