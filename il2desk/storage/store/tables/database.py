"""The one place where the encrypted database is opened; an unencrypted or foreign file is refused."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from json import JSONDecodeError
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from il2desk.domain.errors import StoreRefused
from il2desk.storage.files.case_file import CaseRefused
from il2desk.storage.store.folder.errors import Damaged, NotSaved
from il2desk.storage.store.tables.schema import SCHEMA, VERSION

Connection = Any
APPLICATION = 0x696C3264
_PLAIN = b"SQLite format 3\0"
_DAMAGED = (
    "The case store is damaged, or it is no store of this program. Nothing was changed. Keep the folder as it is, and "
    "restore the newest backup."
)
_UNREADABLE = (
    "Something of this case in the store is not as it was written, or of a newer version, and cannot be read. Nothing "
    "was changed. Verify the data to see what it is; a backup or the paper may hold it."
)
_SETTINGS = (
    "PRAGMA cipher_memory_security = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA busy_timeout = 5000",
)


def create_database(file: Path, key: bytes) -> Connection:
    """A new, empty, encrypted database, whole on the disk. Raises StoreRefused where the file is there already."""
    if file.exists():
        raise StoreRefused("There is a case store in this folder already. Nothing was changed.")
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))  # SQLite gives its other files the same mode
    with _in_words():
        connection = _connected(file, key)
        try:
            connection.executescript(f"BEGIN; {SCHEMA} COMMIT;")
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {VERSION}")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            _refuse_plain(file)
        except BaseException:
            connection.close()
            raise
    return connection


def open_database(file: Path, key: bytes) -> Connection:
    """The database in that file. Raises Damaged, or StoreRefused for one of another version."""
    _refuse_plain(file)
    with _in_words():
        connection = _connected(file, key)
        try:
            _refuse_another(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def copy_database(connection: Connection, file: Path, key: bytes) -> None:
    """A copy as it stands at this moment, in a new file under the same key, in one piece. Raises NotSaved."""
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with _in_words():
        copy = _connected(file, key)
        try:
            connection.backup(copy)
            copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            copy.close()
    _refuse_plain(file)


def _refuse_another(connection: Connection) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION:
        raise Damaged(_DAMAGED)
    if version != VERSION:
        other = "a newer" if version > VERSION else "an older"
        raise StoreRefused(
            f"The case store was written by {other} version of il2desk. Nothing was changed; install that version to "
            "open it."
        )


@contextmanager
def transaction(connection: Connection) -> Iterator[Connection]:
    """All of it reaches the disk, or nothing does. Raises NotSaved or Damaged with a sentence."""
    with _in_words():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            _roll_back(connection)
            raise


@contextmanager
def reading() -> Iterator[None]:
    """Says in words what goes wrong while reading, and what was read and cannot be understood."""
    with _in_words():
        try:
            yield
        except (CaseRefused, JSONDecodeError) as problem:
            raise Damaged(_UNREADABLE) from problem


def close_database(connection: Connection) -> None:
    """Close it with everything in the one file, where the disk allows; else the rest is taken over at next opening."""
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite.Error:
        pass
    finally:
        connection.close()


def _connected(file: Path, key: bytes) -> Connection:
    connection = sqlite.connect(str(file), isolation_level=None, check_same_thread=True)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        if not connection.execute("PRAGMA cipher_version").fetchone():
            raise StoreRefused("This program was built without encryption, so no case is kept or opened.")
        for setting in _SETTINGS:
            connection.execute(setting)
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_plain(file: Path) -> None:
    try:
        with file.open("rb") as opened:
            start = opened.read(len(_PLAIN))
    except OSError as problem:
        raise Damaged(
            f"The case store cannot be read ({problem.strerror}). Check that its disk is there, then try again."
        ) from problem
    if start == _PLAIN:
        raise Damaged("The file of the case store is not encrypted, so it is not ours. Nothing was read or changed.")
    if len(start) < len(_PLAIN):
        raise Damaged(_DAMAGED)


def _roll_back(connection: Connection) -> None:
    if connection.in_transaction:
        try:
            connection.execute("ROLLBACK")
        except sqlite.Error:
            return


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except MemoryError as problem:
        raise NotSaved(_not_stored(_REASONS["SQLITE_NOMEM"])) from problem
    except sqlite.Error as problem:
        raise _named(problem) from problem


_REASONS = {
    "SQLITE_FULL": "the disk is full. Make room",
    "SQLITE_READONLY": "its folder may not be written to. Ask for the right to write there",
    "SQLITE_IOERR": "the disk reports an error. Check that it is still there",
    "SQLITE_CANTOPEN": "its file cannot be opened. Check that the disk is still there",
    "SQLITE_BUSY": "another window is writing to it. Wait a moment",
    "SQLITE_NOMEM": "the workstation is out of memory. Close other programs",
}


def _named(problem: sqlite.Error) -> StoreRefused:
    name = str(getattr(problem, "sqlite_errorname", ""))
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return Damaged(_DAMAGED)
    reason = next((said for kind, said in _REASONS.items() if name.startswith(kind)), None)
    if reason is None:
        return NotSaved(
            "The case store could not do this. What is stored is whole; what is typed is on the screen. Try again; if "
            "it stays so, print what is open, close the program and start it anew."
        )
    return NotSaved(_not_stored(reason))


def _not_stored(reason: str) -> str:
    return f"Not stored: {reason}, then it is tried again. What was stored is whole; what is typed is on the screen."
