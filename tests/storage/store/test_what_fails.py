"""What fails while a store is made or opened is said in a sentence, and leaves it as if nothing had been tried."""

import errno
import shutil
import sys
from pathlib import Path

import pytest

from il2desk.domain.errors import StoreRefused
from il2desk.storage.store import open_store, store
from il2desk.storage.store.care.export_and_erase import export_case
from il2desk.storage.store.care.integrity import verify_data
from il2desk.storage.store.folder import lock_file
from il2desk.storage.store.folder.errors import Damaged, NotSaved
from il2desk.storage.store.folder.lock_file import hold
from il2desk.storage.store.gate import StoreGate
from il2desk.storage.store.tables.database import transaction
from il2desk.storage.store.tables.journal import Journal
from tests.cases import NOW, a_case
from tests.stores import CHEAP, OWNER, PASSPHRASE, Made, behind_its_back, case_of, keep, save, signed_of, unlocked


@pytest.fixture
def gate(tmp_path: Path) -> StoreGate:
    return StoreGate(tmp_path / "new", lambda: NOW, {"guide": "1"}, CHEAP)


def fails(*_: object) -> None:
    raise OSError(errno.EIO, "Input/output error")


def test_a_store_that_cannot_be_opened_after_it_was_made_can_be_made_again(
    gate: StoreGate, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken, pytest.raises(NotSaved, match="cannot be used"):
        broken.setattr(open_store, "hold", fails)
        gate.create(OWNER, "clinician", PASSPHRASE)
    assert not gate.is_there()
    made, recovery = gate.create(OWNER, "clinician", PASSPHRASE)
    assert recovery and not made.is_read_only
    made.lock()


def test_after_an_unlocking_that_failed_half_way_the_next_may_write(
    gate: StoreGate, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate.create(OWNER, "clinician", PASSPHRASE)[0].lock()
    with monkeypatch.context() as broken, pytest.raises(NotSaved):
        broken.setattr(store.CaseStore, "note_packs", fails_to_save)
        gate.unlock(gate.users()[0], PASSPHRASE)
    unlocked = gate.unlock(gate.users()[0], PASSPHRASE)
    assert not unlocked.is_read_only
    unlocked.lock()


def fails_to_save(*_: object) -> None:
    raise NotSaved("Not stored.")


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux which files are open")
def test_what_could_not_be_opened_whole_is_not_held_open(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    made.store.lock()
    monkeypatch.setattr(Journal, "missing", fails_to_save)
    with pytest.raises(NotSaved) as refused:
        made.beside()
    held = [str(one.readlink()) for one in Path("/proc/self/fd").iterdir() if one.is_symlink()]
    assert refused.value is not None  # its traceback keeps alive what was not let go
    assert [one for one in held if one.startswith(str(made.folder))] == []


def test_no_store_takes_the_place_of_a_folder_with_other_files(gate: StoreGate) -> None:
    (gate.folder / "lost+found").mkdir(parents=True)
    with pytest.raises(StoreRefused, match="holds other files, or a disk is mounted there"):
        gate.create(OWNER, "clinician", PASSPHRASE)
    assert [one.name for one in gate.folder.parent.rglob("*")] == ["new", "lost+found"]
    (gate.folder / "lost+found").rmdir()
    gate.create(OWNER, "clinician", PASSPHRASE)[0].lock()


@pytest.mark.parametrize("damage", ["content = '{}'", "typed = 'x'"])
def test_a_draft_that_cannot_be_understood_is_said_and_found(made: Made, tmp_path: Path, damage: str) -> None:
    save(made, case_of("A-1"))
    with behind_its_back(made) as connection:
        connection.execute(f"UPDATE drafts SET {damage}")
    opened = unlocked(made)
    for read in (lambda: opened.store.drafts.open("A-1"), lambda: export_case(opened.store, "A-1", tmp_path)):
        with pytest.raises(Damaged, match="not as it was written, or of a newer version"):
            read()
    assert verify_data(opened.store).faults == ("the draft of case A-1 cannot be read",)
    opened.store.lock()


def test_a_kept_revision_that_cannot_be_understood_is_said(made: Made) -> None:
    case = signed_of(case_of("A-1"))
    keep(made, case)
    with behind_its_back(made) as connection:
        connection.execute("UPDATE revisions SET content = '{'")
    opened = unlocked(made)
    with pytest.raises(Damaged, match="not as it was written, or of a newer version"):
        opened.store.revisions.of_case("A-1")
    opened.store.lock()


def test_a_lock_that_the_disk_refuses_is_not_taken_for_another_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_file, "_lock", fails)
    with pytest.raises(OSError, match="Input/output"):
        hold(tmp_path)


def test_packs_that_cannot_be_read_keep_a_revision_from_being_kept(
    gate: StoreGate, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _ = gate.create(OWNER, "clinician", PASSPHRASE)
    monkeypatch.setattr("il2desk.storage.store.tables.revisions.resources", fails)
    with pytest.raises(NotSaved, match="packs it was judged with cannot be read"):
        made.keep(a_case(), "named", "one", {})
    made.lock()


def test_nothing_counts_as_stored_in_a_folder_that_was_taken_away(made: Made) -> None:
    made.folder.rename(made.folder.with_name("elsewhere"))
    with pytest.raises(NotSaved, match="is gone, or another was put in its place"):
        made.store.note("view")
    made.folder.with_name("elsewhere").rename(made.folder)
    made.store.note("view")


def test_want_of_memory_is_said_and_nothing_half_written_stays(made: Made) -> None:
    with pytest.raises(NotSaved, match="out of memory"), transaction(made.connection) as connection:
        connection.execute("INSERT INTO remembered VALUES ('half', '1')")
        raise MemoryError
    assert made.rows("SELECT * FROM remembered WHERE what = 'half'") == []


@pytest.mark.parametrize("name", ["cases.db", "cases.db-wal"])
def test_nothing_counts_as_stored_once_one_file_of_the_store_was_taken_away(made: Made, name: str) -> None:
    save(made, case_of("C-1"))
    (made.folder / name).unlink()
    with pytest.raises(NotSaved, match="is gone, or another was put in its place"):
        save(made, case_of("C-1", name="Another, Name"))


def test_nothing_counts_as_stored_in_a_copy_that_took_the_place_of_the_store(made: Made) -> None:
    save(made, case_of("C-1"))
    made.folder.rename(made.folder.with_name("elsewhere"))
    shutil.copytree(made.folder.with_name("elsewhere"), made.folder)
    with pytest.raises(NotSaved, match="is gone, or another was put in its place"):
        save(made, case_of("C-1", name="Another, Name"))
