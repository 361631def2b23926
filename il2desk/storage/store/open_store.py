"""Creates and unlocks a store in its folder."""

import shutil
from pathlib import Path

from il2desk.domain.errors import StoreRefused
from il2desk.domain.records.store_records import Role, User
from il2desk.domain.values.passphrase import check_passphrase
from il2desk.storage.files.atomic_file import sync_folder
from il2desk.storage.store.folder.folder_swap import clear_copies, finish, make_room
from il2desk.storage.store.folder.location import DATABASE, is_there
from il2desk.storage.store.folder.lock_file import hold
from il2desk.storage.store.keys.key_changes import remember
from il2desk.storage.store.keys.key_file import Costs, KeyFile
from il2desk.storage.store.keys.key_folder import KeyFolder
from il2desk.storage.store.keys.keys import DataKey, new_keys, refuse_unknown, with_passphrase
from il2desk.storage.store.keys.seal import sealed
from il2desk.storage.store.store import CaseStore, Clock
from il2desk.storage.store.tables.database import close_database, create_database
from il2desk.storage.store.tables.journal import WITNESS, Journal
from il2desk.storage.store.tables.unit_of_work import Ledger


def create(
    folder: Path, name: str, role: Role, passphrase: str, now: Clock, costs: Costs | None = None
) -> tuple[CaseStore, str]:
    """A new store with its first user, unlocked, and the recovery key to be printed.

    It stands under its name whole or not at all. Raises Refused for the passphrase, StoreRefused where a store is
    there already, OSError where the folder cannot be written to.
    """
    finish(folder)
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
