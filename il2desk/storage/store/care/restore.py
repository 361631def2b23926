"""A backup takes the place of a store once it was opened and looked through; what was there is moved aside."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from il2desk.domain.errors import StoreRefused
from il2desk.domain.records.store_records import User
from il2desk.storage.store.care.backup import Manifest, fetch, look_through, read_manifest
from il2desk.storage.store.folder.errors import NotSaved, because
from il2desk.storage.store.folder.folder_swap import RESTORING, finish, put_in_place
from il2desk.storage.store.folder.location import DATABASE, is_there
from il2desk.storage.store.folder.lock_file import Holding, hold
from il2desk.storage.store.keys.key_folder import KeyFolder
from il2desk.storage.store.keys.keys import DataKey
from il2desk.storage.store.tables.database import close_database, open_database
from il2desk.storage.store.tables.journal import WITNESS, Journal
from il2desk.storage.store.tables.unit_of_work import Ledger


@dataclass(frozen=True, slots=True)
class Restored:
    """Where the store is, what it was restored from, and where the one that was there stands now, if any."""

    folder: Path
    manifest: Manifest
    aside: Path | None

    @property
    def in_words(self) -> str:
        """Which backup is in place, and where the previous store stands."""
        made = datetime.fromisoformat(self.manifest.instant)
        where = f" The store that was there is kept as {self.aside.name}." if self.aside else ""
        return f"The backup of {made:%Y-%m-%d %H:%M} is in place.{where} Unlock it with a passphrase of that day."


def users_of(backup: Path) -> tuple[User, ...]:
    """Who may open that backup. Raises Damaged."""
    read_manifest(backup)
    return KeyFolder(backup).users()


def restore(backup: Path, folder: Path, user: User, passphrase: str, now: datetime) -> Restored:
    """Put the backup in the place of the store in `folder`; afterwards it is unlocked as any store.

    Raises WrongPassphrase, Damaged, NotSaved, or StoreRefused for somebody who does not manage the store or while a
    window is open on it; the store that is there is untouched then.
    """
    if not user.manages:
        raise StoreRefused("Only somebody who manages the store may restore a backup. Nothing was changed.")
    return _restored(backup, folder, user, now, lambda keys: keys.unlock(user, passphrase, now))


def restore_by_recovery(backup: Path, folder: Path, user: User, typed: str, now: datetime) -> Restored:
    """As `restore`, by the recovery key that was printed; `user` is who does it. Raises Refused for a misread key."""
    return _restored(backup, folder, user, now, lambda keys: keys.unlock_by_recovery(typed, now))


def _restored(
    backup: Path, folder: Path, user: User, now: datetime, opened: Callable[[KeyFolder], DataKey]
) -> Restored:
    manifest = read_manifest(backup)
    finish(folder)
    there = is_there(folder)
    with _in_words(), _kept_out(folder, there) as holding:
        part = folder.with_name(f"{folder.name}{RESTORING}")
        shutil.rmtree(part, ignore_errors=True)
        try:
            fetch(backup, part, manifest)
            data = opened(KeyFolder(part, noted_in=folder if there else part))
            try:
                look_through(part, data, manifest)
                _tell(part, data, user, now, manifest)
            finally:
                data.forget()
            aside = _aside(folder, now)
            if holding is not None and os.name == "nt":
                holding.let_go()  # there a folder with an open file cannot be moved
            return Restored(folder, manifest, put_in_place(part, folder, aside))
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise


def _aside(folder: Path, now: datetime) -> Path:
    """A name beside the store that nothing has."""
    name = f"{folder.name}.before-restore-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    names = (folder.with_name(f"{name}-{number}" if number else name) for number in count())
    return next(one for one in names if not os.path.lexists(one))


def _tell(part: Path, data: DataKey, user: User, now: datetime, manifest: Manifest) -> None:
    """The last entry of the restored journal says so, and its witness is set anew."""
    connection = open_database(part / DATABASE, data.derived("database"))
    try:
        journal = Journal(connection, data.derived("journal"), part / WITNESS)
        ledger = Ledger(connection, journal, user, lambda: now)
        body = {"made": manifest.instant, "length": manifest.journal.length, "head": manifest.journal.head}
        with ledger.noting() as open_connection:
            open_connection.execute("INSERT OR REPLACE INTO remembered VALUES ('backup', ?)", (manifest.instant,))
            ledger.note("restore", None, body)
    finally:
        close_database(connection)


@contextmanager
def _kept_out(folder: Path, there: bool) -> Iterator[Holding | None]:
    """Every other window stays out while the folders change places."""
    holding = hold(folder) if there else None
    if there and holding is None:
        raise StoreRefused("A window of il2desk is open on this store. Nothing was changed; close it, then restore.")
    try:
        yield holding
    finally:
        if holding is not None:
            holding.let_go()


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise NotSaved(
            f"Nothing was restored: {because(problem)}. The store that was there is untouched, and so is the backup."
        ) from problem
