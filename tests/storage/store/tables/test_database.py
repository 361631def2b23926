"""The one door to the encrypted file: what is not ours is refused, and every refusal says what is safe."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlite

from il2desk.domain.case.case import Case
from il2desk.domain.errors import StoreRefused
from il2desk.storage.store import open_store
from il2desk.storage.store.folder.errors import Damaged, NotSaved
from il2desk.storage.store.store import DATABASE
from il2desk.storage.store.tables import database
from il2desk.storage.store.tables.database import create_database, open_database, reading, transaction
from tests.stores import PASSPHRASE, Made, a_store, case_of, save, unlocked

KEY, OTHER = b"k" * 32, b"o" * 32


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "cases.db"
    create_database(made, KEY).close()
    return made


def test_what_was_made_opens_with_its_key_and_all_settings(file: Path) -> None:
    connection = open_database(file, KEY)
    said = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "temp_store", "trusted_schema")
    }
    assert said == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "trusted_schema": 0,
    }
    connection.close()


def test_no_byte_of_the_file_tells_that_it_is_a_database(file: Path) -> None:
    raw = file.read_bytes()
    assert b"SQLite" not in raw
    assert b"journal" not in raw
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_second_database_is_not_made_over_the_first(file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(StoreRefused, match="already"):
        create_database(file, KEY)
    assert file.read_bytes() == before


def test_the_wrong_key_opens_nothing(file: Path) -> None:
    with pytest.raises(Damaged, match="restore the newest backup"):
        open_database(file, OTHER)


def test_a_plain_database_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "plain.db"
    with sqlite3.connect(file) as plain:
        plain.execute("CREATE TABLE drafts (case_id TEXT)")
    plain.close()
    before = file.read_bytes()
    with pytest.raises(Damaged, match="not encrypted, so it is not ours"):
        open_database(file, KEY)
    assert file.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["plain.db"]


@pytest.mark.parametrize("content", [b"", b"short", b"%PDF-1.7\n" * 1000, bytes(8192)])
def test_a_foreign_file_is_called_no_store_of_ours(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "cases.db"
    file.write_bytes(content)
    with pytest.raises(Damaged, match="no store of this program"):
        open_database(file, KEY)


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="cannot be read"):
        open_database(tmp_path / "none.db", KEY)


def test_an_encrypted_database_of_another_program_is_refused(file: Path) -> None:
    connection = open_database(file, KEY)
    connection.execute("PRAGMA application_id = 7")
    connection.close()
    with pytest.raises(Damaged, match="no store of this program"):
        open_database(file, KEY)


@pytest.mark.parametrize(("step", "version"), [(1, "a newer"), (-1, "an older")])
def test_a_store_of_another_version_asks_for_that_version(file: Path, step: int, version: str) -> None:
    connection = open_database(file, KEY)
    connection.execute(f"PRAGMA user_version = {database.VERSION + step}")
    connection.close()
    with pytest.raises(StoreRefused, match=f"{version} version of il2desk. Nothing was changed"):
        open_database(file, KEY)


def test_a_truncated_database_is_damaged_at_opening_or_at_reading(file: Path) -> None:
    whole = file.read_bytes()
    for length in range(1, len(whole), 4096 * 3 + 7):
        file.write_bytes(whole[:length])
        assert _looked_through(file) != "ok"
    file.write_bytes(whole)
    assert _looked_through(file) == "ok"


def _looked_through(file: Path) -> str:
    try:
        connection = open_database(file, KEY)
    except Damaged as refusal:
        return str(refusal)
    try:
        with reading():
            return str(connection.execute("PRAGMA integrity_check").fetchone()[0])
    except Damaged as refusal:
        return str(refusal)
    finally:
        connection.close()


def test_one_flipped_bit_in_any_page_is_damage_and_never_another_value(made: Made) -> None:
    case = case_of("A-1", "Łukasz Canary")
    save(made, case)
    made.store.lock()
    file = made.folder / DATABASE
    whole = file.read_bytes()
    shown = [_shown(made, file, _flipped(whole, at)) for at in range(100, len(whole), 4096)]
    assert None in shown
    assert all(one in (None, case) for one in shown)
    assert _shown(made, file, whole) == case
    made.store = unlocked(made).store


def _flipped(whole: bytes, at: int) -> bytes:
    return whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]


def _shown(made: Made, file: Path, content: bytes) -> Case | None:
    """The case as the store shows it from a file of these bytes, None where it says that the file is damaged."""
    for one in file.parent.glob("cases.db-*"):
        one.unlink()
    file.write_bytes(content)
    try:
        opened = unlocked(made)
    except Damaged:
        return None
    try:
        draft = opened.store.drafts.open("A-1")
        assert draft is not None
        return draft.case
    except Damaged:
        return None
    finally:
        opened.store.lock()


def test_a_build_without_encryption_keeps_and_opens_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(database, "sqlite", _Plain)
    with pytest.raises(StoreRefused, match="built without encryption"):
        open_store.create(tmp_path / "store", "Dr. Anna", "clinician", PASSPHRASE, lambda: None)  # type: ignore[arg-type,return-value]
    assert list(tmp_path.iterdir()) == []


class _Plain:
    """The standard library's SQLite in the place of the encrypting one."""

    Error = sqlite3.Error

    @staticmethod
    def connect(*words: Any, **more: Any) -> sqlite3.Connection:
        return sqlite3.connect(*words, **more)


def test_a_transaction_that_fails_leaves_nothing_of_itself(file: Path) -> None:
    connection = open_database(file, KEY)
    with pytest.raises(ZeroDivisionError), transaction(connection):
        connection.execute("INSERT INTO remembered VALUES ('a', 'b')")
        raise ZeroDivisionError
    assert connection.execute("SELECT count(*) FROM remembered").fetchone() == (0,)
    with transaction(connection):
        connection.execute("INSERT INTO remembered VALUES ('a', 'b')")
    assert connection.execute("SELECT count(*) FROM remembered").fetchone() == (1,)
    connection.close()


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("SQLITE_FULL", NotSaved, "the disk is full. Make room"),
        ("SQLITE_READONLY_DIRECTORY", NotSaved, "may not be written to"),
        ("SQLITE_IOERR_WRITE", NotSaved, "the disk reports an error"),
        ("SQLITE_CANTOPEN", NotSaved, "cannot be opened"),
        ("SQLITE_BUSY", NotSaved, "another window is writing"),
        ("SQLITE_NOMEM", NotSaved, "out of memory"),
        ("SQLITE_MISUSE", NotSaved, "could not do this"),
        ("SQLITE_CORRUPT_VTAB", Damaged, "restore the newest backup"),
        ("SQLITE_NOTADB", Damaged, "restore the newest backup"),
    ],
)
def test_every_failure_of_the_disk_is_a_sentence(name: str, kind: type[StoreRefused], said: str) -> None:
    problem = sqlite.OperationalError("near 'Łukasz Canary': syntax error")
    problem.sqlite_errorname = name
    with pytest.raises(kind) as refused, reading():
        raise problem
    assert said in str(refused.value)
    assert "Canary" not in str(refused.value)


def test_a_full_database_says_that_the_disk_is_full_and_keeps_what_was_there(made: Made) -> None:
    save(made, case_of("A-1"))
    (pages,) = made.rows("PRAGMA page_count")[0]
    made.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(NotSaved, match=r"the disk is full\. Make room"):
        for number in range(200):
            save(made, case_of(f"B-{number}", "N" * 500))
    made.connection.execute("PRAGMA max_page_count = 1000000")
    assert made.store.drafts.open("A-1") is not None
    assert made.store.journal.check().first_bad is None


def test_a_store_is_made_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("il2desk.storage.store.keys.key_folder.write_whole", full)
    with pytest.raises(OSError, match="No space left"):
        a_store(tmp_path / "store")
    assert list(tmp_path.iterdir()) == []


def test_a_second_store_is_not_made_over_the_first(made: Made) -> None:
    with pytest.raises(StoreRefused, match="There is a case store in this folder already"):
        a_store(made.folder)


def test_a_store_and_all_beside_it_are_readable_by_their_owner_alone(made: Made) -> None:
    save(made, case_of("A-1"))
    modes = {one.name: oct(one.stat().st_mode & 0o777) for one in made.folder.iterdir()}
    assert set(modes.values()) == {"0o600"}
    assert {"cases.db", "cases.db-wal", "keys.json", "held.lock", "journal.head"} <= set(modes)
    assert made.folder.stat().st_mode & 0o777 == 0o700
