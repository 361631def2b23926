"""The real window, killed while somebody types: what was stored is there at the next start, typed text as well."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from il2desk.domain.case.case import canonical
from tests.faults.rows import Row
from tests.faults.stores import PASSPHRASE, PERSON, gate_of, opened
from tests.faults.window_child import TOLD, live

FULL, SHORT, LEAVINGS = 200, 2, 5
AT_ONCE = 5
IN_STARTING = 0.1
LONGEST, LONGEST_START = 2.0, 60.0
ALLOWED = 1.0


@dataclass
class Life:
    """One run of the program in its own home: when it is to end, and what it told."""

    home: Path
    seed: int
    pid: int = 0
    lines: list[dict[str, object]] = field(default_factory=list)
    status: int = 0


def rows(folder: Path, *, short: bool) -> list[Row]:
    homes = [_home(folder / str(number)) for number in range(2 if short else AT_ONCE)]
    killed = Row("window", "the real window killed while somebody types and answers")
    oldest = 0.0
    wanted = SHORT if short else FULL
    while killed.tried < wanted:
        lives = [Life(home, killed.tried + at) for at, home in enumerate(homes[: wanted - killed.tried])]
        for life in lives:
            _start(life)
        for life in lives:
            _wait_and_end(life, signal.SIGKILL, Random(life.seed))
        for life in lives:
            killed.tried += 1
            oldest = max(oldest, _judge(life, killed, ended=_was_killed))
    lost = f"the oldest text lost was typed {oldest:.1f} s before the kill" if oldest else "no text was lost"
    killed.says = f"opens where it was, with every entry; {lost}"
    told = Row(
        "window", "the system asks the program to end (SIGTERM)", says="everything is stored, and it ends with 0"
    )
    for number in range(1 if short else LEAVINGS):
        life = Life(homes[0], 1000 + number)
        _start(life)
        _wait_and_end(life, signal.SIGTERM, Random(number))
        told.tried += 1
        if _judge(life, told, ended=lambda status: os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0) > 0:
            told.lose(f"run {number}: text that was on the screen")
    return [killed, told, *_without_display(homes[1], short=short), _control(_home(folder / "control"))]


def _home(home: Path) -> Path:
    home.mkdir(mode=0o700)
    store, _ = gate_of(home / "il2desk" / "store").create(PERSON, "clinician", PASSPHRASE)
    store.lock()
    return home


def _start(life: Life, breaking: Callable[[], None] = lambda: None, display: str = "") -> None:
    (life.home / TOLD).unlink(missing_ok=True)
    life.pid = os.fork()
    if life.pid == 0:
        breaking()
        live(life.home, life.seed, "xcb" if display else "offscreen", display)


def _wait_and_end(life: Life, how: signal.Signals, chance: Random) -> None:
    """End it at a random moment: now and then while it starts, else while somebody types."""
    starting = how is signal.SIGKILL and chance.random() < IN_STARTING
    _wait_for_entries(life, 1, chance.uniform(0.2, 1.5) if starting else LONGEST_START)
    if not starting:
        time.sleep(chance.uniform(0, LONGEST))
    os.kill(life.pid, how)
    _ended(life)


def _wait_for_entries(life: Life, number: int, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and _told(life).count('"now"') < number:
        if os.waitid(os.P_PID, life.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
            return
        time.sleep(0.02)


def _ended(life: Life) -> None:
    _, life.status = os.waitpid(life.pid, 0)
    *whole, _cut_off = _told(life).split("\n")  # a kill may come in the middle of telling
    life.lines = [json.loads(line) for line in whole]


def _told(life: Life) -> str:
    file = life.home / TOLD
    return file.read_text(encoding="ascii") if file.exists() else ""


def _was_killed(status: int) -> bool:
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _judge(life: Life, row: Row, ended: Callable[[int], bool]) -> float:
    """How many seconds before the end the oldest text was typed that is gone; 0 where nothing is."""
    name = f"run {life.seed}"
    if not ended(life.status):
        errors = (life.home / "errors").read_text(encoding="utf-8", errors="replace")
        row.break_(f"{name}: it ended with status {life.status}: {errors[-600:]}")
        return 0.0
    before = _last_known(life.home)
    found = _newest_draft(life.home)
    (life.home / "known").write_text(found or "", encoding="utf-8")
    cases = [one for one in life.lines if "now" in one or "found" in one]
    if not any("now" in one for one in cases):
        return 0.0
    if "found" in cases[0] and cases[0]["found"] != before:
        row.lose(f"{name}: the window showed another case at its start than was stored")
    begun = cases[0].get("found")
    shown = [begun, *(one["now"] for one in cases if "now" in one)]
    at = [life.lines[0]["at"], *(one["at"] for one in cases if "now" in one)]
    stored = cases[-1].get("stored", begun)
    there = _last_place(shown, found)
    if there < _last_place(shown, stored):
        if not _one_key_further(found, shown[-1], life.lines[-1]):
            row.lose(f"{name}: what was stored is not there")
        return 0.0
    if there == len(shown) - 1:
        return 0.0
    age = float(str(life.lines[-1]["at"])) - float(str(at[there + 1]))
    if age > ALLOWED:
        row.lose(f"{name}: text typed {age:.1f} s before")
    return age


def _last_place(shown: list[object], content: object) -> int:
    return max((place for place, one in enumerate(shown) if one == content), default=-1)


def _one_key_further(found: str | None, last: object, line: dict[str, object]) -> bool:
    """Whether what is stored is what came of the key that was being pressed when the program was killed."""
    pressed = str(line.get("field"))
    if found is None or "field" not in line or last is None:
        return False
    there, shown = json.loads(found), json.loads(str(last))
    texts = [
        one.get("answers", {}).pop(pressed, "") or one.get("patient", {}).pop(pressed, "") for one in (there, shown)
    ]
    return bool(there == shown and (line.get("choice") or texts[0][:-1] == texts[1]))


def _last_known(home: Path) -> str | None:
    known = home / "known"
    return known.read_text(encoding="utf-8") or None if known.exists() else None


def _newest_draft(home: Path) -> str | None:
    with opened(home / "il2desk" / "store") as store:
        assert store.missing == 0
        assert store.journal.check().first_bad is None
        newest = store.listing.recent(1)
        draft = store.drafts.open(newest[0].case_id) if newest else None
        return canonical(draft.case) if draft else None


def _without_display(home: Path, *, short: bool) -> list[Row]:
    """The display goes away under the window: Qt ends the program at once, as a kill does."""
    server = shutil.which("Xvfb")
    if short or server is None:
        return []
    row = Row("window", "the display server goes away (Xvfb killed)", says="it ends; what was stored is there")
    for number in range(LEAVINGS):
        display = f":{190 + number}"
        running = subprocess.Popen([server, display, "-nolisten", "tcp"], stderr=subprocess.DEVNULL)
        try:
            time.sleep(1)
            life = Life(home, 2000 + number)
            _start(life, display=display)
            _wait_for_entries(life, 1, LONGEST_START)
            time.sleep(Random(number).uniform(0, LONGEST))
        finally:
            running.kill()
            running.wait()
        _ended(life)
        row.tried += 1
        _judge(life, row, ended=lambda status: True)
    return [row]


def _control(home: Path) -> Row:
    """A window that says that it has stored, and has not yet."""
    row = Row("window", "a window that counts as stored what is not yet on the disk", control=True, says="found")
    life = Life(home, 3000)
    _start(life, breaking=_storing_nothing)
    _wait_for_entries(life, 10, LONGEST_START)
    os.kill(life.pid, signal.SIGKILL)
    _ended(life)
    row.tried = 1
    _judge(life, row, ended=_was_killed)
    return row


def _storing_nothing() -> None:
    from il2desk.ui.case.autosave import Autosave

    def store(self: Autosave, *, settled: bool) -> bool:
        self._session.stored = self._session.case
        return True

    Autosave._store = store  # type: ignore[method-assign]
