"""The system ends the program while somebody types, and a second one is started beside it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from il2desk.storage.store import open_store as cases
from il2desk.storage.store.store import CaseStore
from tests.cases import NOW
from tests.faults.test_nothing_leaks import Workstation, a_workstation, store_of
from tests.stores import CHEAP, OWNER, PASSPHRASE

TEXT = "Anna Lucja Example of Nowhere "
TYPING = (sys.executable, "-m", "tests.faults.typing_window", PASSPHRASE, TEXT)
MOST_SECONDS = 60


@pytest.fixture
def workstation(tmp_path: Path) -> Workstation:
    """With a store, locked."""
    made = a_workstation(tmp_path)
    store_of(made).parent.mkdir(parents=True)
    store, _ = cases.create(store_of(made), OWNER, "clinician", PASSPHRASE, lambda: NOW, CHEAP)
    store.lock()
    return made


def unlocked(workstation: Workstation) -> CaseStore:
    from il2desk.storage.store.keys.key_folder import KeyFolder

    [user] = KeyFolder(store_of(workstation)).users()
    return cases.unlock(store_of(workstation), user, PASSPHRASE, lambda: NOW)


@contextmanager
def program(workstation: Workstation) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        TYPING,
        cwd=workstation.root,
        env=workstation.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        try:
            yield running
        finally:
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGKILL)


def told(running: subprocess.Popen[str]) -> str:
    assert running.stdout is not None
    line = running.stdout.readline().strip()
    if not line:
        assert running.stderr is not None
        raise AssertionError(running.stderr.read())
    return line


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_told_to_leave_while_somebody_types_everything_is_stored_and_it_ends_well(
    workstation: Workstation, how: signal.Signals
) -> None:
    with program(workstation) as running:
        case_id = told(running)
        assert told(running) == "typed"
        time.sleep(0.1)
        running.send_signal(how)
        assert running.wait(MOST_SECONDS) == 0
    store = unlocked(workstation)
    try:
        assert not store.is_read_only
        draft = store.drafts.read(case_id)
        assert draft is not None
        name = draft.case.patient.name or ""
        assert name.startswith(TEXT)
        assert (TEXT * 100).startswith(name)
        assert [one.kind for one in store.journal.entries(case_id)] == ["created", "change", "verdict"]
        assert [one.kind for one in store.journal.entries()][-2:] == ["lock", "unlock"]
        assert store.journal.check().first_bad is None
    finally:
        store.lock()


def test_a_second_program_only_shows_while_the_first_runs(workstation: Workstation) -> None:
    with program(workstation) as first:
        told(first)
        with program(workstation) as second:
            assert told(second) == "read-only"
            second.send_signal(signal.SIGTERM)
            assert second.wait(MOST_SECONDS) == 0
        first.send_signal(signal.SIGTERM)
        assert first.wait(MOST_SECONDS) == 0
    with program(workstation) as third:
        assert told(third) != "read-only"
        third.send_signal(signal.SIGTERM)
        assert third.wait(MOST_SECONDS) == 0
