"""No part of the key file is changed, exchanged for an older one or damaged without being noticed."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from il2desk.domain.errors import Refusal
from il2desk.domain.records.store_records import User
from il2desk.storage.store import open_store as cases
from il2desk.storage.store.care import restore
from il2desk.storage.store.care.backup import back_up
from il2desk.storage.store.care.integrity import verify_data
from il2desk.storage.store.folder.errors import Damaged, NotSaved, ReadOnly
from il2desk.storage.store.keys.key_folder import KEYS
from tests.stores import CHEAP, OTHER, PASSPHRASE, THIRD, Made, case_of, save, with_nurse

UNSEALED = "a part of it was damaged, or exchanged"


def content_of(made: Made) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((made.folder / KEYS).read_bytes())
    return content


def exchange(made: Made, **parts: object) -> None:
    """Those parts of the key file for others, by somebody who cannot seal it."""
    (made.folder / KEYS).write_text(json.dumps({**content_of(made), **parts}), encoding="ascii")


def opens(made: Made, user: User, passphrase: str) -> None:
    cases.unlock(made.folder, user, passphrase, made.clock).lock()


def test_a_removed_user_is_not_brought_back_by_their_old_line(made: Made) -> None:
    nurse = with_nurse(made)
    old = content_of(made)["users"]
    made.users.remove_user(nurse)
    made.store.lock()
    exchange(made, users=old)
    for user, passphrase in ((nurse, OTHER), (made.owner, PASSPHRASE)):
        with pytest.raises(Damaged, match=UNSEALED):
            opens(made, user, passphrase)


def test_an_old_passphrase_is_not_brought_back_by_an_old_line(made: Made) -> None:
    old = content_of(made)["users"]
    made.users.change_passphrase(PASSPHRASE, OTHER)
    made.store.lock()
    exchange(made, users=old)
    with pytest.raises(Damaged, match=UNSEALED):
        opens(made, made.owner, PASSPHRASE)


def test_an_old_recovery_key_is_not_brought_back(made: Made) -> None:
    old = content_of(made)["recovery"]
    made.users.new_recovery_key()
    made.store.lock()
    exchange(made, recovery=old)
    with pytest.raises(Damaged, match=UNSEALED):
        cases.unlock_by_recovery(made.folder, made.recovery, made.owner, OTHER, made.clock, CHEAP)


def test_the_recovery_key_does_not_seal_a_right_that_somebody_gave_themselves(made: Made) -> None:
    nurse = with_nurse(made)
    made.store.lock()
    first, second = content_of(made)["users"]
    exchange(made, users=[first, {**second, "manages": True}])
    claimed = User(nurse.id, nurse.name, nurse.role, True)
    with pytest.raises(Damaged, match=UNSEALED):
        cases.unlock_by_recovery(made.folder, made.recovery, claimed, THIRD, made.clock, CHEAP)


def test_users_left_out_are_noticed(made: Made) -> None:
    with_nurse(made)
    made.store.lock()
    exchange(made, users=content_of(made)["users"][:1])
    with pytest.raises(Damaged, match=UNSEALED):
        opens(made, made.owner, PASSPHRASE)


@pytest.mark.parametrize("seal", [None, "00" * 32])
def test_a_seal_left_out_or_made_up_is_none(made: Made, seal: str | None) -> None:
    made.store.lock()
    content = content_of(made)
    del content["seal"]
    (made.folder / KEYS).write_text(json.dumps({**content, **({"seal": seal} if seal else {})}), encoding="ascii")
    with pytest.raises(Damaged, match=UNSEALED):
        opens(made, made.owner, PASSPHRASE)


def test_every_flipped_bit_of_the_key_file_is_noticed_at_the_next_unlocking(made: Made) -> None:
    made.store.lock()
    whole = (made.folder / KEYS).read_bytes()
    for at in range(0, len(whole) * 8, 41):
        flipped = bytearray(whole)
        flipped[at // 8] ^= 1 << at % 8
        (made.folder / KEYS).write_bytes(flipped)
        with pytest.raises(Refusal, match=r"untouched|Nothing was"):
            opens(made, made.owner, PASSPHRASE)
        (made.folder / "attempts.json").unlink(missing_ok=True)


def flip_the_recovery_key(made: Made) -> None:
    recovery = content_of(made)["recovery"]
    box = recovery["box"]
    exchange(made, recovery={**recovery, "box": ("0" if box[0] != "0" else "1") + box[1:]})


def test_a_damaged_key_file_is_found_by_the_check_and_not_taken_along_in_a_backup(made: Made, tmp_path: Path) -> None:
    flip_the_recovery_key(made)
    (fault,) = verify_data(made.store).faults
    assert fault == "the key file is not as it was written"
    with pytest.raises(Damaged, match=r"No backup was made: .* the store is not as it was written"):
        back_up(made.store, tmp_path, made.clock())
    assert list(tmp_path.glob("*backup*")) == []


def test_a_damaged_key_file_is_not_sealed_by_the_next_change(made: Made) -> None:
    flip_the_recovery_key(made)
    with pytest.raises(Damaged, match=UNSEALED):
        with_nurse(made)


def told(made: Made) -> list[object]:
    return [one.body["what"] for one in made.entries("user")]


def test_a_whole_key_file_from_before_opens_and_the_journal_is_told_once(made: Made) -> None:
    before = (made.folder / KEYS).read_bytes()
    nurse = with_nurse(made)
    (made.folder / KEYS).write_bytes(before)
    (fault,) = verify_data(made.store).faults
    assert fault == "the key file is another one than was written last"
    opened = made.again().again()
    assert told(opened) == ["added", "another key file was put in its place"]
    assert verify_data(opened.store).faults == ()
    assert nurse not in opened.store.key_folder.users()
    opened.store.lock()


def test_a_later_key_file_that_was_left_behind_is_none_of_the_same_number(made: Made) -> None:
    first = (made.folder / KEYS).read_bytes()
    with_nurse(made)
    second = (made.folder / KEYS).read_bytes()
    (made.folder / KEYS).write_bytes(first)
    opened = made.again()
    opened.users.new_recovery_key()
    (made.folder / KEYS).write_bytes(second)
    last = opened.again()
    assert told(last)[-1] == "another key file was put in its place"
    last.store.lock()


def test_a_change_of_which_the_program_could_not_tell_any_more_is_told_at_the_next_unlocking(
    made: Made, tmp_path: Path
) -> None:
    shutil.copytree(made.folder, tmp_path / "as it was")
    with_nurse(made)
    shutil.copyfile(made.folder / KEYS, tmp_path / "as it was" / KEYS)
    opened = Made(tmp_path / "as it was", made.store, "", made.clock).beside()
    assert told(opened) == ["changed as the program ended"]
    opened.store.lock()


def test_a_restored_backup_has_the_keys_it_was_made_with(made: Made, tmp_path: Path) -> None:
    save(made, case_of("A-1"))
    backup = back_up(made.store, tmp_path, made.clock())
    with_nurse(made)
    made.store.lock()
    restore.restore(backup, made.folder, made.owner, PASSPHRASE, made.clock())
    opened = made.beside()
    assert told(opened) == []
    assert verify_data(opened.store).faults == ()
    opened.store.lock()


def confirms_nothing(_folder: Path) -> None:
    raise OSError(5, "Input/output error")


def test_a_passphrase_that_could_not_be_changed_for_certain_is_the_old_one_again(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken, pytest.raises(NotSaved, match="Every passphrase opens the store as before"):
        broken.setattr("il2desk.storage.files.atomic_file.sync_folder", confirms_nothing)
        made.users.change_passphrase(PASSPHRASE, OTHER)
    assert told(made) == []
    made.store.lock()
    opens(made, made.owner, PASSPHRASE)


def test_a_change_that_can_neither_be_told_nor_taken_back_is_said(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    write: Callable[..., None] = made.store.key_folder.write

    def once(keys: object) -> None:
        write(keys)
        monkeypatch.setattr(made.store.key_folder, "write", confirms_nothing)
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(made.store.key_folder, "write", once)
    with pytest.raises(NotSaved, match="reached the key file, but not the journal"):
        with_nurse(made)
    opened = made.again()
    assert told(opened) == ["changed as the program ended"]
    opened.store.lock()


def test_the_recovery_key_sets_no_passphrase_while_another_window_may_change_users(made: Made) -> None:
    before = (made.folder / KEYS).read_bytes()
    with pytest.raises(ReadOnly, match="Another window"):
        cases.unlock_by_recovery(made.folder, made.recovery, made.owner, OTHER, made.clock, CHEAP)
    assert (made.folder / KEYS).read_bytes() == before


def test_a_passphrase_is_not_set_by_the_recovery_key_of_a_store_that_does_not_open(made: Made) -> None:
    made.store.lock()
    before = (made.folder / KEYS).read_bytes()
    (made.folder / "cases.db").write_bytes(b"\1" * 8192)
    with pytest.raises(Damaged, match="Nothing was changed"):
        cases.unlock_by_recovery(made.folder, made.recovery, made.owner, OTHER, made.clock, CHEAP)
    assert (made.folder / KEYS).read_bytes() == before


def test_what_a_kill_left_of_writing_keys_is_gone_after_the_next_unlocking(made: Made) -> None:
    left = made.folder / ".keys-abc_12de.part"
    left.write_bytes((made.folder / KEYS).read_bytes())
    second = made.beside()
    second.store.lock()
    assert left.exists(), "only who holds the store may tidy it"
    opened = made.again()
    assert not left.exists()
    opened.store.lock()
