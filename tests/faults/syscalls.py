"""Every writing system call of every operation, each once killed at, once failing, once finding the disk full."""

import os
import signal
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from il2desk.domain.errors import Refusal
from tests.faults.rows import Row
from tests.faults.scenarios import Action, Scenario, scenarios
from tests.faults.stores import copy, left_behind
from tests.faults.traced_child import Told, calls_of, run_traced

FAULTS = {
    "killed": "signal=SIGKILL:when={}",
    "EIO": "error=EIO:when={}",
    "ENOSPC": "error=ENOSPC:when={}+",
}
SAYS = {
    "killed": "opens; what was under way is there whole or not at all",
    "EIO": "one sentence, or nothing where it does not matter; done at the next try",
    "ENOSPC": "one sentence as long as the disk is full; done once there is room",
}
Wrap = Callable[[list[Action]], list[Action]]


def rows(folder: Path, *, short: bool) -> list[Row]:
    found = []
    counted = _counted(folder)
    for fault in FAULTS:
        tries = list(_tries(counted, short=short))
        for scenario in scenarios():
            mine = [(call, at) for name, call, at in tries if name == scenario.name]
            row = Row("syscalls", f"{scenario.name}: {_TITLES[fault]}", says=SAYS[fault])
            for call, at in mine:
                _try(folder, scenario, fault, call, at, row)
            found += [row] if mine else []
    return [*found, *_controls(folder, short=short)]


_TITLES = {
    "killed": "killed at each system call",
    "EIO": "each fails (EIO)",
    "ENOSPC": "disk full from each on (ENOSPC)",
}


def _counted(folder: Path) -> dict[str, Counter[str]]:
    counted = {}
    for scenario in scenarios():
        begun = folder / f"begun {scenario.name}"
        begun.mkdir()
        scenario.prepare(begun)
        counting = copy(begun, folder / "try")
        counted[scenario.name] = calls_of(
            lambda scenario=scenario, counting=counting: scenario.actions(counting), folder / "calls"
        )
    return counted


def _tries(counted: dict[str, Counter[str]], *, short: bool) -> list[tuple[str, str, int]]:
    """Operation, call, and which of them; in short each call once, in the operation that makes it least often."""
    every = [(name, call, at) for name, calls in counted.items() for call in calls for at in range(1, calls[call] + 1)]
    if not short:
        return every
    once: dict[str, tuple[str, str, int]] = {}
    for name, call, at in every:
        if call not in once or counted[name][call] <= counted[once[call][0]][call]:
            once[call] = (name, call, at)
    return list(once.values())


def _try(folder: Path, scenario: Scenario, fault: str, call: str, at: int, row: Row, wrap: Wrap | None = None) -> None:
    row.tried += 1
    here, beside = folder / "try", folder / "examined"
    copy(folder / f"begun {scenario.name}", here)
    named = f"{call} {at}"
    said: list[str] = []

    def actions() -> list[Action]:
        prepared = scenario.actions(here)
        return wrap(prepared) if wrap else prepared

    def look(acknowledged: int) -> None:
        said.append(scenario.stands(copy(here, beside), acknowledged))

    options = ["-e", f"trace={call}", "-e", f"inject={call}:{FAULTS[fault].format(at)}"]
    told = run_traced(actions, options, look)
    wrong = _wrong_with(told, fault)
    if wrong:
        row.break_(f"{named}: {wrong}")
        return
    left = left_behind(here / "store", here / "new")
    readable = [one for one in left if "readable" in one]
    stands = scenario.stands(copy(here, beside), told.acknowledged)
    for problem in (*said, stands, *readable):
        if problem.startswith("lost"):
            row.lose(f"{named}: {problem}")
            return
        if problem:
            row.break_(f"{named}: {problem}")
            return


def _wrong_with(told: Told, fault: str) -> str:
    if told.tracebacks:
        return f"not in words: {told.tracebacks[0].strip().splitlines()[-1]}"
    if any(not _is_a_sentence(one) for one in told.sentences):
        return f"not a sentence: {told.sentences[0]}"
    killed = os.WIFSIGNALED(told.status) and os.WTERMSIG(told.status) == signal.SIGKILL
    if (fault == "killed") != killed:
        return f"the fault never came, or the program ended with status {told.status}"
    return ""


def _is_a_sentence(text: str) -> bool:
    said = text.replace("nput/output error", "")
    return said.isprintable() and said[:1].isupper() and said.endswith(".") and "Errno" not in said and "/" not in said


def _controls(folder: Path, *, short: bool) -> list[Row]:
    """Builds known to be broken: keys written in place, and errors of the disk that nobody is told of."""
    in_place = Row(
        "syscalls", "keys written in place instead of renamed: killed at a write", control=True, says="found"
    )
    recovery = next(one for one in scenarios() if one.name == "passphrase set by recovery key")
    for at in range(1, 5):
        _try(folder, recovery, "killed", "write", at, in_place, _writing_in_place)
    silent = Row("syscalls", "a store that keeps quiet about errors: each write fails", control=True, says="found")
    saving = next(one for one in scenarios() if one.name == "keep a revision")
    for at in range(1, 3 if short else 6):
        _try(folder, saving, "EIO", "pwrite64", at, silent, _keeping_quiet)
    return [in_place, silent]


def _writing_in_place(actions: list[Action]) -> list[Action]:
    from il2desk.storage.store.keys import key_folder

    key_folder.write_whole = lambda path, content: path.write_bytes(content)  # type: ignore[attr-defined,assignment]
    return actions


def _keeping_quiet(actions: list[Action]) -> list[Action]:
    def quiet(action: Action) -> Action:
        def do() -> None:
            with suppress(Refusal):
                action()

        return do

    return [quiet(one) for one in actions]
