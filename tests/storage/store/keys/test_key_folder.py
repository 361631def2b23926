"""Wrong passphrases slow down the next, whatever the clock does, and a key file that is not ours is said to be so."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from il2desk.domain.errors import StoreRefused, WrongPassphrase
from il2desk.domain.records.store_records import User
from il2desk.domain.values.parsing import Refused
from il2desk.storage.store.folder.errors import Damaged
from il2desk.storage.store.keys.key_folder import ATTEMPTS, FREE_ATTEMPTS, KEYS, LONGEST_WAIT, KeyFolder
from il2desk.storage.store.keys.keys import new_keys, new_recovery_key
from il2desk.storage.store.keys.seal import sealed
from tests.cases import NOW
from tests.stores import CHEAP, OWNER, PASSPHRASE, Made

WRONG = "not the passphrase"


@pytest.fixture
def folder(tmp_path: Path) -> KeyFolder:
    keys, data, _ = new_keys(OWNER, "clinician", PASSPHRASE, CHEAP)
    made = KeyFolder(tmp_path)
    made.write(sealed(keys, data))
    return made


def fail(folder: KeyFolder, times: int) -> int:
    """So many wrong passphrases, each once its wait is over; the wait after the last."""
    at, wait = NOW, 0
    for _ in range(times):
        with pytest.raises(WrongPassphrase) as refused:
            folder.unlock(folder.users()[0], WRONG, at)
        wait = refused.value.wait
        at += timedelta(seconds=wait)
    return wait


def test_the_first_wrong_tries_cost_nothing_and_each_further_one_doubles_the_wait(folder: KeyFolder) -> None:
    at, waits = NOW, []
    for _ in range(12):
        with pytest.raises(WrongPassphrase, match="Nothing was changed") as refused:
            folder.unlock(folder.users()[0], WRONG, at)
        waits.append(refused.value.wait)
        at += timedelta(seconds=waits[-1])
    assert waits == [0, 0, 2, 4, 8, 16, 32, 64, 128, 256, LONGEST_WAIT, LONGEST_WAIT]
    assert FREE_ATTEMPTS == 3


def test_before_the_wait_is_over_not_even_the_right_passphrase_is_tried(folder: KeyFolder) -> None:
    wait = fail(folder, 5)
    noted = (folder.folder / ATTEMPTS).read_bytes()
    at = NOW + timedelta(seconds=2 + 4)
    with pytest.raises(WrongPassphrase, match=rf"^Wait {wait} seconds before the next try\.$"):
        folder.unlock(folder.users()[0], PASSPHRASE, at)
    assert (folder.folder / ATTEMPTS).read_bytes() == noted
    assert folder.unlock(folder.users()[0], PASSPHRASE, at + timedelta(seconds=wait)).derived("x")


def test_one_second_is_said_in_the_singular(folder: KeyFolder) -> None:
    fail(folder, 3)
    with pytest.raises(WrongPassphrase, match="Wait 1 second before"):
        folder.unlock(folder.users()[0], PASSPHRASE, NOW + timedelta(seconds=1))


def test_a_clock_that_was_set_back_by_years_neither_shortens_the_wait_nor_makes_it_endless(folder: KeyFolder) -> None:
    wait = fail(folder, 5)
    back = NOW - timedelta(days=3 * 365)
    with pytest.raises(WrongPassphrase, match="Wait"):
        folder.unlock(folder.users()[0], PASSPHRASE, back)
    with pytest.raises(WrongPassphrase, match="Wait 1 second"):
        folder.unlock(folder.users()[0], PASSPHRASE, back + timedelta(seconds=wait - 1))
    assert folder.unlock(folder.users()[0], PASSPHRASE, back + timedelta(seconds=wait)).derived("x")


def test_a_misread_recovery_key_costs_no_try_and_a_wrong_one_does(folder: KeyFolder) -> None:
    with pytest.raises(Refused):
        folder.unlock_by_recovery("ABC", NOW)
    assert folder.failed() == ()
    with pytest.raises(WrongPassphrase, match="This recovery key does not open the store"):
        folder.unlock_by_recovery(new_recovery_key(), NOW)
    assert [one.user for one in folder.failed()] == [None]


def test_wrong_tries_are_told_to_the_journal_at_the_next_unlocking_and_then_forgotten(made: Made) -> None:
    keys = KeyFolder(made.folder)
    for _ in range(2):
        with pytest.raises(WrongPassphrase):
            keys.unlock(made.owner, WRONG, made.clock())
    opened = made.again()
    told = opened.entries("failed_unlock")
    assert [one.body["user"] for one in told] == [made.owner.id] * 2
    assert [one.kind for one in opened.entries()][-3:] == ["failed_unlock", "failed_unlock", "unlock"]
    assert keys.failed() == ()
    opened.store.lock()


def test_a_file_of_tries_that_cannot_be_read_locks_nobody_out(folder: KeyFolder) -> None:
    (folder.folder / ATTEMPTS).write_bytes(b"{")
    assert folder.wait(NOW) == 0
    assert folder.unlock(folder.users()[0], PASSPHRASE, NOW).derived("x")


def test_a_wrong_try_that_cannot_be_noted_is_refused_for_another_reason(folder: KeyFolder) -> None:
    (folder.folder / ATTEMPTS).mkdir()
    with pytest.raises(StoreRefused, match="nothing is opened until it can be"):
        folder.unlock(folder.users()[0], WRONG, NOW)


def test_a_missing_key_file_says_what_is_to_be_done(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match=r"cannot be read .* bring it back from a backup"):
        KeyFolder(tmp_path).keys()


@pytest.mark.parametrize("damage", [b"", b"{}", b"\0" * 100, b'{"schema":"il2desk-keys-3"}'])
def test_a_damaged_or_newer_key_file_says_that_the_cases_are_untouched(folder: KeyFolder, damage: bytes) -> None:
    (folder.folder / KEYS).write_bytes(damage)
    with pytest.raises(Damaged, match="The cases themselves are untouched"):
        folder.keys()


def test_a_key_file_of_the_format_before_is_refused_with_a_sentence(folder: KeyFolder) -> None:
    file = folder.folder / KEYS
    file.write_bytes(file.read_bytes().replace(b"il2desk-keys-2", b"il2desk-keys-1"))
    with pytest.raises(Damaged, match="before its first release"):
        folder.unlock(User("00", OWNER, "clinician", True), PASSPHRASE, NOW)


@pytest.mark.parametrize(
    "change",
    [{"costs": {"iterations": 1, "lanes": 16, "memory_kib": 64}}, {"salt": "00"}, {"nonce": "00"}],
)
def test_a_key_file_with_which_nothing_can_be_derived_is_called_damaged(
    folder: KeyFolder, change: dict[str, object]
) -> None:
    user = folder.users()[0]
    content = json.loads((folder.folder / KEYS).read_bytes())
    content["users"][0]["wrapped"].update(change)
    (folder.folder / KEYS).write_text(json.dumps(content), encoding="ascii")
    with pytest.raises(Damaged, match="The cases themselves are untouched"):
        folder.unlock(user, PASSPHRASE, NOW)


def test_want_of_memory_is_said_and_costs_no_try(folder: KeyFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def short(*_: object, **__: object) -> Any:
        raise MemoryError

    user = folder.users()[0]
    monkeypatch.setattr(Argon2id, "derive", short)
    with pytest.raises(StoreRefused, match="out of memory"):
        folder.unlock(user, PASSPHRASE, NOW)
    assert folder.failed() == ()


def test_every_key_file_cut_short_is_called_damaged(folder: KeyFolder) -> None:
    whole = (folder.folder / KEYS).read_bytes()
    for length in range(0, len(whole), 37):
        (folder.folder / KEYS).write_bytes(whole[:length])
        with pytest.raises(Damaged):
            folder.keys()


def test_keys_and_tries_are_readable_by_their_owner_alone(folder: KeyFolder) -> None:
    fail(folder, 1)
    assert [(folder.folder / name).stat().st_mode & 0o777 for name in (KEYS, ATTEMPTS)] == [0o600, 0o600]
