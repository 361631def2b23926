"""A change of the key file and what the journal tells of it: neither is there without the other, or it is said."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NoReturn

from il2desk.domain.errors import StoreRefused
from il2desk.domain.records.store_records import User
from il2desk.storage.store.folder.errors import NotSaved, ReadOnly
from il2desk.storage.store.keys.key_file import KeyFile
from il2desk.storage.store.keys.key_folder import KeyFolder, pause_after, wrong
from il2desk.storage.store.keys.keys import DataKey, unwrap_for
from il2desk.storage.store.keys.seal import sealed
from il2desk.storage.store.tables.database import Connection
from il2desk.storage.store.tables.unit_of_work import Ledger

_HALF_DONE = (
    "The change reached the key file, but not the journal, and could not be taken back ({why}). The cases are whole. "
    "Unlock the store anew and look whether the change is there; if it was a new recovery key, make another."
)


class KeysOfStore:
    """The key file of an open store; the store remembers which one it wrote last.

    `current` are the keys as they were when it was opened, or as last changed from here.
    """

    def __init__(self, folder: KeyFolder, data: DataKey, ledger: Ledger) -> None:
        self._folder, self._data, self._ledger = folder, data, ledger
        self.current = folder.keys_of(data)
        self._missed = 0

    def confirm(self, user: User, passphrase: str) -> None:
        """Re-authenticates a user from the keys in memory; no disk access.

        Raises WrongPassphrase with the wait that follows, which the caller must keep to.
        """
        data = unwrap_for(self.current, user, passphrase)
        if data is None:
            self._missed += 1
            raise wrong(f"This is not the passphrase of {user.name}.", pause_after(self._missed))
        data.forget()
        self._missed = 0

    def change(self, what: str, change: Callable[[KeyFile], KeyFile], whom: Callable[[KeyFile], str]) -> KeyFile:
        """The keys as they are now. Raises what `change` raises, ReadOnly, NotSaved or Damaged."""
        if self._ledger.is_read_only:
            raise ReadOnly("Another window of il2desk is open on this store. Nothing was changed; close it first.")
        before = self._folder.keys_of(self._data)
        after = sealed(change(before), self._data)
        try:
            with self._ledger.noting() as connection:
                self._ledger.note("user", None, {"what": what, "user": whom(after)})
                remember(connection, after)
                self._folder.write(after)
        except (OSError, StoreRefused) as problem:
            self._take_back(before, problem)
        self.current = after
        return after

    def look(self) -> None:
        """Inside `noting`: where the key file is not the one the store wrote last, the journal is told."""
        keys = self._folder.keys_of(self._data)
        last = _remembered(self._ledger.connection)
        if last == _mark(keys):
            return
        if last is not None:
            follows = keys.number == int(last.split()[0]) + 1
            what = "changed as the program ended" if follows else "another key file was put in its place"
            self._ledger.note("user", None, {"what": what, "user": self._ledger.user.id})
        remember(self._ledger.connection, keys)

    def faults(self) -> Iterator[str]:
        """Where the key file is not as it was written."""
        try:
            keys = self._folder.keys_of(self._data)
        except StoreRefused:
            yield "the key file is not as it was written"
        else:
            if _remembered(self._ledger.connection) != _mark(keys):
                yield "the key file is another one than was written last"

    def _take_back(self, before: KeyFile, problem: OSError | StoreRefused) -> NoReturn:
        """What could not be told must not stay; a file may also be in place although its folder was not confirmed."""
        with suppress(OSError):
            self._folder.write(before)
        why = problem.strerror if isinstance(problem, OSError) else "the journal could not be written"
        if not self._is_in_place(before):
            raise NotSaved(_HALF_DONE.format(why=why)) from problem
        if isinstance(problem, StoreRefused):
            raise problem
        raise NotSaved(
            f"Nothing was changed: the key file could not be written ({why}). Every passphrase opens the store as "
            "before."
        ) from problem

    def _is_in_place(self, keys: KeyFile) -> bool:
        try:
            return self._folder.keys() == keys
        except StoreRefused:
            return False


def remember(connection: Connection, keys: KeyFile) -> None:
    """Which key file was written last, inside a transaction."""
    connection.execute("INSERT OR REPLACE INTO remembered VALUES ('keys', ?)", (_mark(keys),))


def _remembered(connection: Connection) -> str | None:
    row = connection.execute("SELECT value FROM remembered WHERE what = 'keys'").fetchone()
    return row[0] if row else None


def _mark(keys: KeyFile) -> str:
    return f"{keys.number} {keys.seal}"
