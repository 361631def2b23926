"""The store of cases in its folder: made once, unlocked by a passphrase, and locked again."""

import shutil
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from il2desk.domain.errors import StoreRefused
from il2desk.domain.records.store_records import Role, User
from il2desk.domain.values.passphrase import check_passphrase
from il2desk.storage.files.atomic_file import sync_folder
from il2desk.storage.store.folder.folder_swap import clear_copies, make_room
from il2desk.storage.store.folder.location import DATABASE, is_there
from il2desk.storage.store.folder.lock_file import Holding, InPlace, hold
from il2desk.storage.store.keys.key_changes import KeysOfStore, remember
from il2desk.storage.store.keys.key_file import Costs, KeyFile
from il2desk.storage.store.keys.key_folder import KeyFolder
from il2desk.storage.store.keys.keys import DataKey, new_keys, refuse_unknown, with_passphrase
from il2desk.storage.store.keys.reauthentication import Presence
from il2desk.storage.store.keys.seal import sealed
from il2desk.storage.store.tables.case_index import Listing
from il2desk.storage.store.tables.database import close_database, create_database, open_database, reading
from il2desk.storage.store.tables.drafts import Drafts
from il2desk.storage.store.tables.journal import WITNESS, Journal, Kind
from il2desk.storage.store.tables.printed_sheets import PrintedSheets
from il2desk.storage.store.tables.revisions import Revisions
from il2desk.storage.store.tables.unit_of_work import Ledger

Clock = Callable[[], datetime]
_NOTHING_OPEN = frozenset({"lock", "backup", "restore"})
"""After these entries of the journal no case is on the screen."""


class CaseStore:
    """An unlocked store. `missing` counts journal entries that were seen before and are gone; `left_open` is the case
    that a crash left open.
    """

    def __init__(self, folder: Path, data: DataKey, user: User, now: Clock, holding: Holding | None) -> None:
        self.folder, self.key_folder = folder, KeyFolder(folder)
        self._data, self._holding = data, holding
        connection = open_database(folder / DATABASE, data.derived("database"))
        try:
            place = InPlace(folder / DATABASE)
            journal = Journal(connection, data.derived("journal"), folder / WITNESS)
            self.ledger = ledger = Ledger(connection, journal, user, now, is_read_only=holding is None, place=place)
            self.keys = KeysOfStore(self.key_folder, data, ledger)
            self.presence = Presence(self.keys)
            self.listing = Listing(ledger)
            self.drafts = Drafts(ledger, self.listing)
            self.revisions, self.printed = Revisions(ledger), PrintedSheets(ledger)
            self.missing = journal.missing()
            self.left_open = self._left_open()
        except BaseException:
            connection.close()
            raise

    def _left_open(self) -> str | None:
        """The case this user was working on when the program ended without locking the store, or None."""
        if self.is_read_only:
            return None
        with reading():
            row = self.ledger.connection.execute(
                "SELECT kind, person FROM journal WHERE kind <> 'created' OR case_id IS NOT NULL "
                "ORDER BY number DESC LIMIT 1"
            ).fetchone()
            if row is None or row[0] in _NOTHING_OPEN or row[1] != self.user.name:
                return None
            case = self.ledger.connection.execute(
                "SELECT case_id FROM journal WHERE case_id IS NOT NULL AND kind <> 'erase' AND number > "
                "(SELECT coalesce(max(number), 0) FROM journal WHERE kind = 'unlock') ORDER BY number DESC LIMIT 1"
            ).fetchone()
        return str(case[0]) if case else None

    @property
    def user(self) -> User:
        return self.ledger.user

    @property
    def journal(self) -> Journal:
        return self.ledger.journal

    @property
    def is_read_only(self) -> bool:
        """Whether another window of this program writes to the store."""
        return self.ledger.is_read_only

    @property
    def data(self) -> DataKey:
        """The key, for what wraps it anew: users and backups."""
        return self._data

    def note(self, kind: Kind, case_id: str | None = None, body: Mapping[str, object] | None = None) -> None:
        """Tell the journal of something that changes no case. Raises NotSaved or Damaged."""
        with self.ledger.noting():
            self.ledger.note(kind, case_id, body)

    def note_packs(self, digests: Mapping[str, str]) -> bool:
        """Tell the journal where other packs are installed than when the store was last unlocked, and say so."""
        told = " ".join(f"{name}={digest}" for name, digest in sorted(digests.items()))
        with reading():
            row = self.ledger.connection.execute("SELECT value FROM remembered WHERE what = 'packs'").fetchone()
        if (row and row[0] == told) or self.is_read_only:
            return False
        with self.ledger.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO remembered VALUES ('packs', ?)", (told,))
            self.ledger.note("pack_change", None, {"packs": dict(digests)})
        return row is not None

    def lock(self) -> None:
        """Close the store and forget its key."""
        try:
            self.note("lock")
        except StoreRefused:
            pass
        finally:
            close_database(self.ledger.connection)
            self._data.forget()
            if self._holding is not None:
                self._holding.let_go()


def create(
    folder: Path, name: str, role: Role, passphrase: str, now: Clock, costs: Costs | None = None
) -> tuple[CaseStore, str]:
    """A new store with its first user, unlocked, and the recovery key to be printed.

    It stands under its name whole or not at all. Raises Refused for the passphrase, StoreRefused where a store is
    there already, OSError where the folder cannot be written to.
    """
    if is_there(folder):
        raise StoreRefused("There is a case store in this folder already. Nothing was changed.")
    keys, data, recovery = new_keys(name, role, passphrase, costs)
    keys = sealed(keys, data)
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    new = [one for one in folder.parents if not one.exists()]
    part.mkdir(mode=0o700, parents=True)
    try:
        _fill(part, keys, data, now)
        make_room(folder)
        part.replace(folder)
        try:
            for one in (folder, *new):
                sync_folder(one.parent)
            return _held(folder, data, keys.users[0].user, now), recovery
        except BaseException:
            folder.replace(part)  # nobody should be left with a store whose recovery key was never shown
            raise
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def unlock(folder: Path, user: User, passphrase: str, now: Clock) -> CaseStore:
    """The store for that user; read-only where another window holds it. Raises WrongPassphrase or Damaged."""
    keys = KeyFolder(folder)
    return _opened(folder, keys, keys.unlock(user, passphrase, now()), user, now)


def unlock_by_recovery(
    folder: Path, typed: str, user: User, passphrase: str, now: Clock, costs: Costs | None = None
) -> CaseStore:
    """The store for a user who gets another passphrase; where that cannot be set, nothing stays open.

    Raises Refused, WrongPassphrase, Damaged, NotSaved or OSError, and ReadOnly while another window holds the store.
    """
    check_passphrase(passphrase)
    folder_keys = KeyFolder(folder)
    data = folder_keys.unlock_by_recovery(typed, now())
    refuse_unknown(folder_keys.users(), user)
    store = _opened(folder, folder_keys, data, user, now)
    try:
        store.keys.change(
            "passphrase set by recovery key",
            lambda keys: with_passphrase(keys, data, user, passphrase, costs),
            lambda _: user.id,
        )
    except BaseException:
        store.lock()
        raise
    return store


def _fill(part: Path, keys: KeyFile, data: DataKey, now: Clock) -> None:
    connection = create_database(part / DATABASE, data.derived("database"))
    try:
        ledger = Ledger(
            connection, Journal(connection, data.derived("journal"), part / WITNESS), keys.users[0].user, now
        )
        with ledger.writing():
            ledger.note("created", None, {"store": keys.store})
            remember(connection, keys)
    finally:
        close_database(connection)
    KeyFolder(part).write(keys)


def _held(folder: Path, data: DataKey, user: User, now: Clock) -> CaseStore:
    holding = hold(folder)
    try:
        return CaseStore(folder, data, user, now, holding)
    except BaseException:
        if holding is not None:
            holding.let_go()
        data.forget()
        raise


def _opened(folder: Path, keys: KeyFolder, data: DataKey, user: User, now: Clock) -> CaseStore:
    store = _held(folder, data, user, now)
    try:
        _tell_unlocked(store, keys)
    except BaseException:
        store.lock()
        raise
    return store


def _tell_unlocked(store: CaseStore, keys: KeyFolder) -> None:
    """Wrong passphrases since the last unlocking are told first: while it was locked nobody could tell the journal."""
    failed = keys.failed()
    with store.ledger.noting():
        for one in failed:
            store.ledger.note("failed_unlock", None, {"user": one.user or "recovery", "at": one.instant})
        if store.missing:
            store.ledger.note("loss_found", None, {"missing": store.missing})
        body = {"user": store.user.id, "role": store.user.role, "read_only": store.is_read_only}
        store.keys.look()
        store.ledger.note("unlock", None, body)
    keys.forget_failed()
    if not store.is_read_only:
        keys.clear()
        clear_copies(store.folder)
