"""An encrypted copy of the store on another disk, which counts only once it was brought back and looked through."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from il2desk import __version__
from il2desk.domain.case.case import Instant, canonical
from il2desk.domain.errors import StoreRefused
from il2desk.domain.records.print_record import Digest, JournalHead
from il2desk.domain.values.model_base import Strict
from il2desk.storage.files.atomic_file import sync_folder, write_whole
from il2desk.storage.files.case_file import CaseRefused, parse_strictly
from il2desk.storage.store.care.backup_reminder import reminder
from il2desk.storage.store.care.integrity import check_folder, head_in
from il2desk.storage.store.folder.errors import Damaged, NotSaved, because
from il2desk.storage.store.folder.folder_swap import SCRATCH, give_name
from il2desk.storage.store.folder.location import DATABASE, KEYS
from il2desk.storage.store.keys.key_file import Hex
from il2desk.storage.store.keys.keys import DataKey
from il2desk.storage.store.store import CaseStore
from il2desk.storage.store.tables.database import copy_database, reading

MANIFEST, PREFIX, PART = "manifest.json", "il2desk-backup-", ".part"
LARGEST_MANIFEST = 100_000
_CHUNK = 1 << 20
_NOT_MADE = "No backup was made: {why}. The store itself is whole, and earlier backups are as they were."
_UNSOUND = (
    "No backup was made: the copy is as the store is, and the store is not as it was written. Nothing was changed, and "
    "earlier backups are as they were; verify the data to see what is wrong."
)
_NO_BACKUP = "This folder is no backup of il2desk, or it is damaged: {why}. Nothing was changed; take another backup."


class FileInBackup(Strict):
    """One file, its length in bytes and its SHA-256."""

    name: Literal["cases.db", "keys.json"]
    length: Annotated[int, Field(ge=0)]
    digest: Digest


class Manifest(Strict):
    """What a backup holds: of which store, when it was made, and how its journal ended then."""

    manifest_schema: Literal["il2desk-backup-1"] = Field(default="il2desk-backup-1", alias="schema")
    store: Hex
    instant: Instant
    program: str
    journal: JournalHead
    files: tuple[FileInBackup, ...]


def back_up(store: CaseStore, folder: Path, now: datetime) -> Path:
    """Copy the store into a new folder within `folder`, bring it back to a scratch place, look it through, keep it.

    Gives the new folder, which stands there whole or not at all. Raises StoreRefused for a place that will not do,
    NotSaved or Damaged with a sentence.
    """
    name = f"{PREFIX}{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{store.key_folder.keys().store}"
    part, target = folder / f".{name}{PART}", folder / name
    with _not_made():
        _refuse_place(store, folder)
        _clear(folder, store)
        with scratch(store.folder) as local:
            manifest = _copy(store, local, now)
            try:
                _carry(local, part, manifest)
                shutil.rmtree(local)
                _bring_back(part, local, store.data)
                give_name(part, target)
            except BaseException:
                shutil.rmtree(part, ignore_errors=True)
                raise
    _tell(store, name, manifest)
    return target


def last_backup(store: CaseStore) -> datetime | None:
    """When the last backup was made, None where none was."""
    with reading():
        row = store.ledger.connection.execute("SELECT value FROM remembered WHERE what = 'backup'").fetchone()
    return datetime.fromisoformat(row[0]) if row else None


def begun(store: CaseStore) -> datetime | None:
    """When the store was made."""
    with reading():
        row = store.ledger.connection.execute("SELECT instant FROM journal ORDER BY number LIMIT 1").fetchone()
    return datetime.fromisoformat(row[0]) if row else None


def backup_reminder(store: CaseStore, now: datetime, days: int) -> str:
    """Says that a backup is due; empty if none is, or if the store cannot be read."""
    try:
        return reminder(last_backup(store), now, days, begun(store)) or ""
    except StoreRefused:
        return ""


def read_manifest(backup: Path) -> Manifest:
    """What a backup says of itself. Raises Damaged with a sentence."""
    try:
        with (backup / MANIFEST).open("rb") as file:
            raw = file.read(LARGEST_MANIFEST)
        manifest = parse_strictly(Manifest, raw)
    except OSError as problem:
        raise Damaged(_NO_BACKUP.format(why=problem.strerror or "it cannot be read")) from problem
    except CaseRefused as problem:
        raise Damaged(_NO_BACKUP.format(why="its list of files cannot be read")) from problem
    if sorted(one.name for one in manifest.files) != [DATABASE, KEYS]:
        raise Damaged(_NO_BACKUP.format(why="its list of files is not complete"))
    return manifest


def fetch(backup: Path, into: Path, manifest: Manifest) -> None:
    """Copy the files of a backup and compare each with the manifest. Raises Damaged, or OSError."""
    into.mkdir(mode=0o700, parents=True)
    for file in manifest.files:
        if copy_file(backup / file.name, into / file.name) != (file.length, file.digest):
            raise Damaged(_NO_BACKUP.format(why=f"{file.name} is not what was written"))
    sync_folder(into)


def look_through(folder: Path, data: DataKey, manifest: Manifest) -> None:
    """Raise Damaged unless pages and journal in that folder are whole and the journal ends as the manifest says."""
    checked, faults = check_folder(folder, data)
    if faults:
        raise Damaged(_NO_BACKUP.format(why=faults[0]))
    if JournalHead(length=checked.length, head=checked.head) != manifest.journal:
        raise Damaged(_NO_BACKUP.format(why="its journal ends otherwise than its list says"))


def copy_file(source: Path, target: Path) -> tuple[int, str]:
    """Copy onto the disk, readable by the owner alone; the length and SHA-256 of what was read. Raises OSError."""
    digest, length = sha256(), 0
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out, source.open("rb") as file:
        _forget_cached(file.fileno())
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            length += len(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return length, digest.hexdigest()


@contextmanager
def scratch(beside: Path) -> Iterator[Path]:
    """A folder within that one, gone afterwards; what an earlier run left behind is removed first."""
    for old in beside.glob(f"{SCRATCH}*"):
        shutil.rmtree(old, ignore_errors=True)
    outer = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=beside))
    inner = outer / "store"
    inner.mkdir(mode=0o700)
    try:
        yield inner
    finally:
        shutil.rmtree(outer, ignore_errors=True)


def _copy(store: CaseStore, local: Path, now: datetime) -> Manifest:
    """Database and keys in `local`, with what the manifest says of them."""
    copy_database(store.ledger.connection, local / DATABASE, store.data.derived("database"))
    try:
        keys = store.key_folder.keys_of(store.data)
    except Damaged as problem:
        raise Damaged(_UNSOUND) from problem
    write_whole(local / KEYS, canonical(keys).encode())
    return Manifest(
        store=keys.store,
        instant=now.isoformat(timespec="seconds"),
        program=__version__,
        journal=head_in(local, store.data),
        files=(_described(local, "cases.db"), _described(local, "keys.json")),
    )


def _described(folder: Path, name: Literal["cases.db", "keys.json"]) -> FileInBackup:
    with (folder / name).open("rb") as file:
        digest, length = sha256(), 0
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            length += len(chunk)
    return FileInBackup(name=name, length=length, digest=digest.hexdigest())


def _carry(local: Path, part: Path, manifest: Manifest) -> None:
    fetch(local, part, manifest)
    write_whole(part / MANIFEST, canonical(manifest).encode())


def _bring_back(part: Path, local: Path, data: DataKey) -> None:
    try:
        manifest = read_manifest(part)
        fetch(part, local, manifest)
    except Damaged as problem:
        raise Damaged(_NOT_MADE.format(why="what was copied could not be read back. Try another stick")) from problem
    try:
        look_through(local, data, manifest)
    except Damaged as problem:
        raise Damaged(_UNSOUND) from problem


def _refuse_place(store: CaseStore, folder: Path) -> None:
    if not folder.is_dir():
        raise StoreRefused("The folder for the backup is not there. Put in the stick, or choose another folder.")
    if folder.resolve().is_relative_to(store.folder.resolve()):
        raise StoreRefused("A backup inside the store's own folder would be lost with it. Choose another disk.")


def _clear(folder: Path, store: CaseStore) -> None:
    """Remove what a backup of this store that was cut off left there under its temporary name."""
    for left in folder.glob(f".{PREFIX}*-{store.key_folder.keys().store}{PART}"):
        shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _not_made() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise NotSaved(_NOT_MADE.format(why=because(problem))) from problem


def _tell(store: CaseStore, name: str, manifest: Manifest) -> None:
    """Remember the backup and tell the journal; a window that only shows may do so too, for no case is changed."""
    body = {"backup": name, "length": manifest.journal.length, "head": manifest.journal.head}
    try:
        with store.ledger.noting() as connection:
            connection.execute("INSERT OR REPLACE INTO remembered VALUES ('backup', ?)", (manifest.instant,))
            store.ledger.note("backup", None, body)
    except StoreRefused as problem:
        raise NotSaved(f"The backup {name} is whole, but the store could not note it. {problem}") from problem


def _forget_cached(handle: int) -> None:
    """So that what is read comes from the disk itself, where the system knows how."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
