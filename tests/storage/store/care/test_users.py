"""Who may unlock a store: each change is made by somebody who may, written whole, and told to the journal."""

from dataclasses import replace
from pathlib import Path

import pytest

from il2desk.domain.errors import StoreRefused, WrongPassphrase
from il2desk.domain.values.parsing import Refused
from il2desk.storage.store import open_store as cases
from il2desk.storage.store.folder.errors import NotSaved, ReadOnly
from il2desk.storage.store.keys.key_folder import KeyFolder
from tests.stores import CHEAP, NURSE, OTHER, OWNER, PASSPHRASE, THIRD, Made, case_of, save, with_nurse


def told(made: Made) -> list[tuple[object, object]]:
    return [(one.body["what"], one.body["user"]) for one in made.entries("user")]


def test_a_user_who_was_added_opens_the_same_cases_under_their_own_name(made: Made) -> None:
    save(made, case_of("A-1"))
    nurse = with_nurse(made)
    assert told(made) == [("added", nurse.id)]
    opened = made.again(OTHER, nurse)
    assert opened.store.drafts.open("A-1") is not None
    assert {one.person for one in opened.entries("open")} == {NURSE}
    opened.store.lock()


def test_no_entry_holds_a_user_s_passphrase_or_key(made: Made) -> None:
    nurse = with_nurse(made)
    made.users.new_recovery_key()
    said = "".join(one.told for one in made.entries())
    assert OTHER not in said
    assert nurse.name not in said


def test_a_removed_user_opens_nothing_any_more(made: Made) -> None:
    nurse = with_nurse(made)
    made.users.remove_user(nurse)
    assert told(made)[-1] == ("removed", nurse.id)
    assert [one.name for one in made.store.key_folder.users()] == [OWNER]
    with pytest.raises(StoreRefused, match="choose the user anew"):
        cases.unlock(made.folder, nurse, OTHER, made.clock)


def test_nobody_removes_themselves_or_somebody_unknown(made: Made) -> None:
    nurse = with_nurse(made)
    with pytest.raises(Refused, match="You are working as this user"):
        made.users.remove_user(made.owner)
    with pytest.raises(Refused, match="Choose the user anew"):
        made.users.remove_user(replace(nurse, id="00"))


def test_a_user_changes_their_own_passphrase_by_the_old_one(made: Made) -> None:
    nurse = with_nurse(made)
    opened = made.again(OTHER, nurse)
    with pytest.raises(WrongPassphrase):
        opened.users.change_passphrase("not the old one", THIRD)
    with pytest.raises(Refused, match="at least"):
        opened.users.change_passphrase(OTHER, "short")
    opened.users.change_passphrase(OTHER, THIRD)
    assert told(opened)[-1] == ("passphrase changed", nurse.id)
    with pytest.raises(WrongPassphrase):
        opened.again(OTHER)
    last = Made(made.folder, cases.unlock(made.folder, nurse, THIRD, made.clock), "", made.clock)
    made.store = last.again(PASSPHRASE, made.owner).store


def test_another_manages_once_they_confirm_it_by_their_own_passphrase(made: Made) -> None:
    nurse = with_nurse(made)
    with pytest.raises(Refused, match=f"not the passphrase of {NURSE}"):
        made.users.let_manage(nurse, True, PASSPHRASE)
    now = made.users.let_manage(nurse, True, OTHER)
    assert now == replace(nurse, manages=True)
    assert told(made)[-1] == ("may manage", nurse.id)
    opened = made.again(OTHER, now)
    assert opened.store.user.manages
    opened.users.remove_user(made.owner)
    opened.store.lock()


def test_somebody_always_manages(made: Made) -> None:
    nurse = with_nurse(made)
    with pytest.raises(Refused, match="Somebody must be left who manages"):
        made.users.let_manage(made.owner, False, PASSPHRASE)
    made.users.let_manage(nurse, True, OTHER)
    made.users.let_manage(made.owner, False, PASSPHRASE)
    assert [one.manages for one in made.store.key_folder.users()] == [False, True]
    with pytest.raises(StoreRefused, match="Only somebody who manages"):
        made.users.new_recovery_key()


def test_a_new_recovery_key_opens_the_store_and_the_old_one_does_not(made: Made) -> None:
    new = made.users.new_recovery_key()
    assert told(made) == [("new recovery key", "recovery")]
    keys = KeyFolder(made.folder)
    with pytest.raises(WrongPassphrase):
        keys.unlock_by_recovery(made.recovery, made.clock())
    assert keys.unlock_by_recovery(new, made.clock()).derived("database") == made.store.data.derived("database")


def test_the_recovery_key_sets_a_passphrase_and_the_journal_says_so(made: Made) -> None:
    made.store.lock()
    with pytest.raises(Refused, match="at least"):
        cases.unlock_by_recovery(made.folder, made.recovery, made.owner, "short", made.clock, CHEAP)
    made.store = cases.unlock_by_recovery(made.folder, made.recovery, made.owner, THIRD, made.clock, CHEAP)
    assert told(made) == [("passphrase set by recovery key", made.owner.id)]
    assert made.again(THIRD).store.user == made.owner


def test_who_does_not_manage_changes_nobody_but_themselves(made: Made) -> None:
    nurse = with_nurse(made)
    before = (made.folder / "keys.json").read_bytes()
    opened = made.again(OTHER, nurse)
    for change in (
        lambda: opened.users.add_user("Eve Other", "nurse", THIRD),
        lambda: opened.users.remove_user(made.owner),
        lambda: opened.users.let_manage(nurse, True, OTHER),
        opened.users.new_recovery_key,
    ):
        with pytest.raises(StoreRefused, match="Only somebody who manages the store may"):
            change()
    assert (made.folder / "keys.json").read_bytes() == before
    opened.store.lock()


def test_a_window_that_only_shows_changes_no_users(made: Made) -> None:
    second = made.beside()
    with pytest.raises(ReadOnly):
        second.users.add_user("Eve Other", "nurse", THIRD)
    second.store.lock()


def test_a_key_file_that_cannot_be_written_changes_nothing_and_is_not_told(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = (made.folder / "keys.json").read_bytes(), made.store.journal.head()
    monkeypatch.setattr("il2desk.storage.store.keys.key_folder.write_whole", full)
    with pytest.raises(NotSaved, match="Every passphrase opens the store as before"):
        with_nurse(made)
    assert ((made.folder / "keys.json").read_bytes(), made.store.journal.head()) == before


def test_a_journal_that_cannot_be_written_leaves_the_keys_as_they_were(made: Made, tmp_path: Path) -> None:
    before = (made.folder / "keys.json").read_bytes()
    made.connection.execute("CREATE TEMP TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'x'); END")
    with pytest.raises(NotSaved):
        with_nurse(made)
    made.connection.execute("DROP TRIGGER full")
    assert (made.folder / "keys.json").read_bytes() == before
