"""A backup counts once it was brought back; a restore loses nothing; what is wrong with a store is found and named."""

import errno
import os
import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from il2desk.domain.case.case import canonical
from il2desk.domain.errors import Refusal, StoreRefused, WrongPassphrase
from il2desk.storage.store import open_store as cases
from il2desk.storage.store.care import backup as backups
from il2desk.storage.store.care.backup import back_up, backup_reminder, begun, last_backup, read_manifest
from il2desk.storage.store.care.integrity import verify_data
from il2desk.storage.store.care.restore import restore, restore_by_recovery, users_of
from il2desk.storage.store.folder import folder_swap
from il2desk.storage.store.folder.errors import Damaged, NotSaved
from il2desk.storage.store.keys.key_folder import ATTEMPTS, KeyFolder
from il2desk.storage.store.keys.keys import new_recovery_key
from tests.cases import NOW
from tests.stores import (
    CHEAP,
    OTHER,
    PASSPHRASE,
    Made,
    a_printing,
    a_stand,
    behind_its_back,
    case_of,
    keep,
    save,
    signed_of,
    unlocked,
    with_nurse,
)


@pytest.fixture
def worked(made: Made) -> Made:
    """A store with a draft, a signed revision and two printed sheets."""
    save(made, case_of("A-1", "Łukasz Canary"))
    case = signed_of(case_of("A-1", "Łukasz Canary"))
    save(made, case, a_stand("signed"))
    keep(made, case)
    made.store.printed.keep(a_printing(case, b"%PDF one", b"%PDF two"))
    return made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def left_on(stick: Path) -> list[str]:
    return [one.name for one in stick.iterdir()]


def state(made: Made) -> tuple[Any, ...]:
    store = made.store
    draft = store.drafts.read("A-1")
    return draft, store.revisions.of_case("A-1"), store.printed.of_case("A-1"), store.listing.recent(9)


# --- backing up ---


def test_a_backup_is_named_by_instant_and_store_and_is_encrypted(worked: Made, stick: Path) -> None:
    made = back_up(worked.store, stick, NOW)
    assert made == stick / f"il2desk-backup-20261120T090000Z-{worked.store.key_folder.keys().store}"
    assert sorted(one.name for one in made.iterdir()) == ["cases.db", "keys.json", "manifest.json"]
    assert left_on(stick) == [made.name]
    assert all(b"Canary" not in one.read_bytes() for one in made.iterdir())
    assert b"SQLite" not in (made / "cases.db").read_bytes()
    assert {one.stat().st_mode & 0o777 for one in made.iterdir()} == {0o600}


def test_a_backup_is_told_to_the_journal_with_the_head_it_holds_and_remembered(worked: Made, stick: Path) -> None:
    assert last_backup(worked.store) is None
    head = worked.store.journal.head()
    made = back_up(worked.store, stick, NOW)
    (entry,) = worked.entries("backup")
    assert entry.body == {"backup": made.name, "length": head.length, "head": head.head}
    assert read_manifest(made).journal == head
    assert last_backup(worked.store) == NOW
    assert worked.entries()[-1] == entry


def test_nothing_is_left_in_the_store_s_own_folder(worked: Made, stick: Path) -> None:
    before = {one.name for one in worked.folder.iterdir()}
    back_up(worked.store, stick, NOW)
    assert {one.name for one in worked.folder.iterdir()} == before


def test_a_backup_is_made_while_another_window_is_open_and_by_it(worked: Made, stick: Path) -> None:
    second = worked.beside()
    first = back_up(worked.store, stick, NOW)
    other = back_up(second.store, stick, NOW + timedelta(seconds=1))
    assert len({first, other}) == 2
    assert read_manifest(other).journal.length == read_manifest(first).journal.length + 1
    second.store.lock()


def test_a_second_backup_of_the_same_second_leaves_the_first_as_it_was(worked: Made, stick: Path) -> None:
    made = back_up(worked.store, stick, NOW)
    before = {one.name: one.read_bytes() for one in made.iterdir()}
    with pytest.raises(NotSaved, match="something of this name is there already"):
        back_up(worked.store, stick, NOW)
    assert {one.name: one.read_bytes() for one in made.iterdir()} == before
    assert left_on(stick) == [made.name]


def test_the_store_s_own_folder_and_a_stick_that_is_not_there_are_refused(worked: Made, stick: Path) -> None:
    inside = worked.folder / "inner"
    inside.mkdir()
    for place in (worked.folder, inside, worked.folder / ".." / "store"):
        with pytest.raises(StoreRefused, match="would be lost with it"):
            back_up(worked.store, place, NOW)
    with pytest.raises(StoreRefused, match="Put in the stick"):
        back_up(worked.store, stick / "gone", NOW)
    inside.rmdir()
    assert left_on(stick) == []


@pytest.mark.parametrize("problem", [errno.ENOSPC, errno.EIO, errno.ENODEV])
@pytest.mark.parametrize("step", range(1, 12))
def test_a_disk_that_fails_at_any_sync_leaves_nothing_half_written(
    worked: Made, stick: Path, monkeypatch: pytest.MonkeyPatch, problem: int, step: int
) -> None:
    calls = 0
    real = os.fsync

    def failing(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls == step:
            raise OSError(problem, os.strerror(problem))
        real(handle)

    head = worked.store.journal.head()
    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(NotSaved, match=r"^No backup was made: .*\. The store itself is whole"):
        back_up(worked.store, stick, NOW)
    monkeypatch.undo()
    assert left_on(stick) == []
    assert worked.store.journal.head() == head
    assert last_backup(worked.store) is None
    assert back_up(worked.store, stick, NOW).exists()


def test_what_a_backup_that_was_cut_off_left_is_removed_by_the_next(worked: Made, stick: Path) -> None:
    store = worked.store.key_folder.keys().store
    for name in (f".il2desk-backup-20250101T000000Z-{store}.part", ".il2desk-backup-20250101T000000Z-ffff.part"):
        (stick / name).mkdir()
        (stick / name / "cases.db").write_bytes(b"half")
    (worked.folder / ".looked-through-old").mkdir()
    made = back_up(worked.store, stick, NOW)
    assert sorted(left_on(stick)) == [".il2desk-backup-20250101T000000Z-ffff.part", made.name]
    assert not (worked.folder / ".looked-through-old").exists()


def test_a_copy_that_the_stick_gives_back_otherwise_is_no_backup(
    worked: Made, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backups._carry

    def rotting(local: Path, part: Path, manifest: Any) -> None:
        real(local, part, manifest)
        raw = bytearray((part / "cases.db").read_bytes())
        raw[len(raw) // 2] ^= 1
        (part / "cases.db").write_bytes(raw)

    monkeypatch.setattr(backups, "_carry", rotting)
    with pytest.raises(Damaged, match=r"could not be read back\. Try another stick"):
        back_up(worked.store, stick, NOW)
    assert left_on(stick) == []
    assert worked.entries("backup") == []


def test_a_backup_of_a_damaged_store_is_refused(worked: Made, stick: Path) -> None:
    with behind_its_back(worked) as db:
        db.execute("UPDATE journal SET person = 'x' WHERE number = 3")
    worked.store = unlocked(worked).store
    with pytest.raises(Damaged, match="the store is not as it was written"):
        back_up(worked.store, stick, NOW)
    assert left_on(stick) == []


def test_a_backup_that_the_store_cannot_note_stands_and_says_so(worked: Made, stick: Path) -> None:
    worked.connection.execute("CREATE TEMP TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'x'); END")
    with pytest.raises(NotSaved, match="is whole, but the store could not note it"):
        back_up(worked.store, stick, NOW)
    worked.connection.execute("DROP TRIGGER full")
    (name,) = left_on(stick)
    assert read_manifest(stick / name).journal == worked.store.journal.head()
    assert last_backup(worked.store) is None


# --- reminding ---


def test_a_store_without_a_backup_reminds_only_once_it_is_old_enough(worked: Made, stick: Path) -> None:
    start = begun(worked.store)
    assert start == NOW
    assert backup_reminder(worked.store, NOW + timedelta(days=6), 7) == ""
    told = backup_reminder(worked.store, NOW + timedelta(days=7), 7)
    assert told is not None
    assert told.startswith("No backup of the case store was made yet.")
    back_up(worked.store, stick, NOW + timedelta(days=7))
    assert backup_reminder(worked.store, NOW + timedelta(days=13), 7) == ""
    assert backup_reminder(worked.store, NOW + timedelta(days=14), 7) == (
        "The last backup of the case store is 7 days old, of 2026-11-27."
    )


# --- restoring ---


def test_a_restored_store_is_the_one_that_was_backed_up_and_the_other_stands_aside(worked: Made, stick: Path) -> None:
    made, before = back_up(worked.store, stick, NOW), state(worked)
    worked.clock.tick(hours=1)
    save(worked, case_of("A-2", "Later Patient"))
    owner = worked.owner
    worked.store.lock()
    later = NOW + timedelta(hours=2)
    done = restore(made, worked.folder, users_of(made)[0], PASSPHRASE, later)
    assert done.aside == worked.folder.with_name("store.before-restore-20261120T110000Z")
    worked.clock.at = later
    worked.store = cases.unlock(worked.folder, owner, PASSPHRASE, worked.clock)
    assert state(worked) == before
    assert (worked.store.missing, worked.store.journal.check().first_bad) == (0, None)
    restored = worked.entries("restore")[0]
    assert restored.number == done.manifest.journal.length + 1
    assert restored.body == {
        "made": NOW.isoformat(),
        "length": done.manifest.journal.length,
        "head": done.manifest.journal.head,
    }
    assert last_backup(worked.store) == NOW
    aside = cases.unlock(done.aside, owner, PASSPHRASE, worked.clock)
    assert aside.listing.number() == 2
    aside.lock()
    assert [one.name for one in worked.folder.parent.glob("store.*")] == [done.aside.name]


def test_a_backup_is_restored_where_no_store_is(worked: Made, stick: Path, tmp_path: Path) -> None:
    made, before = back_up(worked.store, stick, NOW), state(worked)
    done = restore(made, tmp_path / "new" / "store", worked.owner, PASSPHRASE, NOW)
    assert done.aside is None
    other = Made(done.folder, cases.unlock(done.folder, worked.owner, PASSPHRASE, worked.clock), "")
    assert state(other) == before
    other.store.lock()


def test_the_recovery_key_restores_and_a_wrong_or_misread_one_does_not(
    worked: Made, stick: Path, tmp_path: Path
) -> None:
    made = back_up(worked.store, stick, NOW)
    target = tmp_path / "new"
    with pytest.raises(WrongPassphrase):
        restore_by_recovery(made, target, worked.owner, new_recovery_key(), NOW)
    with pytest.raises(Refusal, match="32 letters and digits"):
        restore_by_recovery(made, target, worked.owner, "ABC", NOW)
    assert not target.exists()
    restore_by_recovery(made, target, worked.owner, worked.recovery, NOW)
    opened = cases.unlock_by_recovery(target, worked.recovery, worked.owner, OTHER, worked.clock, CHEAP)
    assert opened.journal.check().first_bad is None
    opened.lock()


def test_a_wrong_passphrase_restores_nothing_and_slows_down_the_store_that_is_there(worked: Made, stick: Path) -> None:
    made = back_up(worked.store, stick, NOW)
    worked.store.lock()
    before = (worked.folder / "cases.db").read_bytes()
    for _ in range(3):
        with pytest.raises(WrongPassphrase) as refused:
            restore(made, worked.folder, worked.owner, "wrong passphrase", NOW)
    assert refused.value.wait == 2
    assert KeyFolder(worked.folder).wait(NOW) == 2
    assert not (made / ATTEMPTS).exists()
    assert (worked.folder / "cases.db").read_bytes() == before
    assert [one.name for one in worked.folder.parent.glob("store*")] == ["store"]
    worked.clock.tick(seconds=2)
    worked.store = unlocked(worked).store
    assert len(worked.entries("failed_unlock")) == 3


def test_nothing_is_restored_while_a_window_is_open_on_the_store(worked: Made, stick: Path) -> None:
    made, before = back_up(worked.store, stick, NOW), state(worked)
    with pytest.raises(StoreRefused, match="A window of il2desk is open"):
        restore(made, worked.folder, worked.owner, PASSPHRASE, NOW)
    assert state(worked) == before


def test_only_who_manages_may_restore(worked: Made, stick: Path, tmp_path: Path) -> None:
    nurse = with_nurse(worked)
    made = back_up(worked.store, stick, NOW)
    with pytest.raises(StoreRefused, match="Only somebody who manages"):
        restore(made, tmp_path / "new", nurse, OTHER, NOW)
    assert not (tmp_path / "new").exists()


def test_a_right_that_the_backup_does_not_give_opens_nothing(worked: Made, stick: Path, tmp_path: Path) -> None:
    nurse = with_nurse(worked)
    made = back_up(worked.store, stick, NOW)
    with pytest.raises(StoreRefused, match="choose the user anew"):
        restore(made, tmp_path / "new", replace(nurse, manages=True), OTHER, NOW)


@pytest.mark.parametrize("name", ["cases.db", "keys.json", "manifest.json"])
@pytest.mark.parametrize("damage", ["flipped", "short", "gone"])
def test_a_damaged_backup_is_refused_and_the_store_stays(worked: Made, stick: Path, name: str, damage: str) -> None:
    made, before = back_up(worked.store, stick, NOW), state(worked)
    raw = (made / name).read_bytes()
    match damage:
        case "flipped":
            at = raw.index(b'"length":') + 10 if name == "manifest.json" else len(raw) // 2
            (made / name).write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        case "short":
            (made / name).write_bytes(raw[:-1])
        case _:
            (made / name).unlink()
    worked.store.lock()
    with pytest.raises(StoreRefused, match=r"Nothing was (?:changed|restored)"):
        restore(made, worked.folder, worked.owner, PASSPHRASE, NOW)
    assert [one.name for one in worked.folder.parent.glob("store*")] == ["store"]
    worked.store = unlocked(worked).store
    assert state(worked) == before


def test_an_older_database_under_the_newer_list_is_refused(worked: Made, stick: Path, tmp_path: Path) -> None:
    old = back_up(worked.store, stick, NOW)
    save(worked, case_of("A-2", "Later Patient"))
    new = back_up(worked.store, stick, NOW + timedelta(hours=1))
    shutil.copy(old / "cases.db", new / "cases.db")
    manifest, entry = read_manifest(new), read_manifest(old).files
    backups.write_whole(new / "manifest.json", canonical(manifest.model_copy(update={"files": entry})).encode())
    with pytest.raises(Damaged, match="its journal ends otherwise than its list says"):
        restore(new, tmp_path / "new", worked.owner, PASSPHRASE, NOW)
    assert not (tmp_path / "new").exists()


def test_a_folder_that_is_no_backup_says_so(worked: Made, stick: Path, tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="This folder is no backup of il2desk"):
        restore(stick, tmp_path / "new", worked.owner, PASSPHRASE, NOW)


@pytest.mark.parametrize("step", range(1, 6))
def test_a_disk_that_fails_while_restoring_leaves_the_store_that_was_there(
    worked: Made, stick: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    made, before, calls, real = back_up(worked.store, stick, NOW), state(worked), 0, os.fsync
    worked.store.lock()

    def failing(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls == step:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    monkeypatch.setattr(os, "fsync", failing)
    try:
        restore(made, worked.folder, worked.owner, PASSPHRASE, NOW)
    except NotSaved as refusal:
        assert str(refusal).startswith("Nothing was restored: no space left on device.")
        assert [one.name for one in worked.folder.parent.glob("store*")] == ["store"]
    else:
        assert step >= 5  # both folders have their new names by then
    monkeypatch.undo()
    worked.store = unlocked(worked).store
    assert state(worked) == before


def test_a_store_that_was_moved_aside_comes_back_where_the_restored_one_cannot_take_its_place(
    worked: Made, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, before = back_up(worked.store, stick, NOW), state(worked)
    worked.store.lock()
    real = Path.replace

    def busy(self: Path, target: Path) -> Path:
        if self.name == "store.restored":
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", busy)
    with pytest.raises(NotSaved, match="The store that was there is untouched"):
        restore(made, worked.folder, worked.owner, PASSPHRASE, NOW)
    monkeypatch.undo()
    assert [one.name for one in worked.folder.parent.glob("store*")] == ["store"]
    worked.store = unlocked(worked).store
    assert state(worked) == before
    assert worked.entries("restore") == []


def test_a_restore_that_was_cut_off_between_the_two_names_is_finished_at_the_next_start(
    worked: Made, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, before = back_up(worked.store, stick, NOW), state(worked)
    worked.store.lock()
    real = Path.replace

    def killed(self: Path, target: Path) -> Path:
        if self.name == "store.restored":
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "replace", killed)
    monkeypatch.setattr(folder_swap.shutil, "rmtree", lambda *_, **__: None)
    with pytest.raises(KeyboardInterrupt):
        restore(made, worked.folder, worked.owner, PASSPHRASE, NOW)
    monkeypatch.undo()
    assert not worked.folder.exists()
    folder_swap.finish(worked.folder)
    worked.store = unlocked(worked).store
    assert state(worked) == before
    assert len(worked.entries("restore")) == 1


# --- looking through ---


def test_a_whole_store_says_what_was_looked_at_and_tells_the_journal(worked: Made) -> None:
    found = verify_data(worked.store)
    assert found.faults == ()
    assert (found.drafts, found.revisions, found.sheets) == (1, 1, 2)
    assert found.in_words.startswith("All is as it was written: ")
    assert worked.entries()[-1].body == {"faults": 0}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE journal SET person = 'x' WHERE number = 3", "journal: entry 3 is not as it was written"),
        ("UPDATE journal SET body = 'x' WHERE kind = 'print'", "the printed sheet that entry"),
        ("UPDATE journal SET body = '[]' WHERE kind = 'sign'", "the revision that entry"),
        ("UPDATE told SET content = '{}'", "what the journal was last told of case A-1 cannot be read"),
        ("UPDATE drafts SET content = '{}'", "the draft of case A-1 cannot be read"),
        (
            """UPDATE revisions SET content = replace(content, '"ecog_grade":"1"', '"ecog_grade":"0"')""",
            "kept revision 1 of case A-1 is not what was kept",
        ),
        ("UPDATE revisions SET content_digest = digest", "kept revision 1 of case A-1 is not what was kept"),
        ("UPDATE revisions SET content = ' ' || content", "kept revision 1 of case A-1 is not what was kept"),
        ("UPDATE printings SET record = replace(record, 'A4', 'Letter')", "the print record 1 of case A-1 is not"),
        ("UPDATE printings SET record = '{}'", "the print record 1 of case A-1 is not what was kept"),
        ("UPDATE packs SET text = x'00'", "the text of the pack 6f1cdcb2 is not what was kept"),
        ("DELETE FROM revisions", "of the journal tells of is gone or changed"),
        ("UPDATE sheets SET content = x'00' WHERE name = 'sheet1'", "the printed sheet that entry"),
        ("DELETE FROM printings", "the printed sheet that entry"),
        ("DELETE FROM salts", "is gone or changed"),
        ("INSERT INTO findings VALUES (99, 'ecog', 'met')", "1 rows belong to nothing"),
    ],
)
def test_each_thing_that_is_not_as_it_was_written_is_named(worked: Made, change: str, fault: str) -> None:
    with behind_its_back(worked) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute(change)
    worked.store = unlocked(worked).store
    found = verify_data(worked.store)
    assert any(fault in one for one in found.faults)
    assert "Canary" not in found.in_words
    assert found.in_words.endswith(".")


def test_of_many_faults_the_first_are_said_and_the_others_counted(worked: Made) -> None:
    for number in range(30):
        save(worked, case_of(f"B-{number:02d}"))
    with behind_its_back(worked) as db:
        db.execute("UPDATE drafts SET content = '{}'")
    worked.store = unlocked(worked).store
    found = verify_data(worked.store)
    assert len(found.faults) == 31
    assert found.in_words.count("The draft of case") == 20
    assert found.in_words.endswith("And 11 more.")


def test_a_lost_tail_is_among_the_faults(worked: Made) -> None:
    with behind_its_back(worked) as db:
        db.execute("DELETE FROM journal WHERE number > 5")
    worked.store = unlocked(worked).store
    assert any("entries that were there before are gone" in one for one in verify_data(worked.store).faults)


def test_a_flipped_bit_in_a_page_that_is_not_read_is_found(worked: Made) -> None:
    worked.store.lock()
    file = worked.folder / "cases.db"
    whole = file.read_bytes()
    found = 0
    for at in range(4096 * 3 + 50, len(whole), 4096 * 5):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        try:
            worked.store = unlocked(worked).store
        except Damaged:
            continue
        try:
            found += "pages are not as they were written" in verify_data(worked.store).in_words
        except Damaged:
            found += 1
        worked.store.lock()
        for one in worked.folder.glob("cases.db-*"):
            one.unlink()
    assert found > 0
    file.write_bytes(whole)
    worked.store = unlocked(worked).store


def test_instants_are_read_back_with_their_offset(worked: Made, stick: Path) -> None:
    back_up(worked.store, stick, datetime.fromisoformat("2026-11-20T23:30:00-05:00"))
    assert left_on(stick)[0].startswith("il2desk-backup-20261121T043000Z-")
    last = last_backup(worked.store)
    assert last is not None
    assert last.utcoffset() == timedelta(hours=-5)


def copies_of(made: Made) -> list[Path]:
    """What killed restores and a killed backup leave: copies of the whole store."""
    beside = [made.folder.with_name(f"{made.folder.name}{end}") for end in (".restored", ".restoring")]
    copies = [*beside, made.folder / ".looked-through-abc"]
    for copy in copies:
        copy.mkdir()
        shutil.copyfile(made.folder / "cases.db", copy / "cases.db")
    return copies


def test_copies_that_a_kill_left_are_gone_once_somebody_holds_the_store(worked: Made) -> None:
    copies = copies_of(worked)
    second = worked.beside()
    second.store.lock()
    assert all(copy.exists() for copy in copies), "the first window may be making one of them"
    worked.again().store.lock()
    assert [copy for copy in copies if copy.exists()] == []


def test_a_restore_that_a_window_started_in_between_has_finished_is_no_failure(
    worked: Made, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = back_up(worked.store, stick, NOW)
    worked.store.lock()
    replace_ = Path.replace

    def once(self: Path, target: Path) -> Path:
        if self.name.endswith(".restored"):
            monkeypatch.setattr(Path, "replace", replace_)
            folder_swap.finish(worked.folder)
            monkeypatch.setattr(Path, "replace", once)
        return replace_(self, target)

    monkeypatch.setattr(Path, "replace", once)
    done = restore(backup, worked.folder, worked.owner, PASSPHRASE, NOW)
    monkeypatch.undo()
    assert done.aside is not None
    assert done.aside.exists()
    unlocked(worked).store.lock()
