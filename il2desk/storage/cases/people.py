"""Who may unlock a store: users come and go, each change authenticated by the data key and told to the journal."""

from collections.abc import Callable
from datetime import datetime

from il2desk.domain.entry import Refused
from il2desk.domain.stored import Role, User
from il2desk.storage.cases.keys import (
    Costs,
    KeyFile,
    with_new_recovery,
    with_passphrase,
    with_rights,
    with_user,
    without_user,
)
from il2desk.storage.cases.refusals import NotSaved, ReadOnly, StoreRefused
from il2desk.storage.cases.store import CaseStore


def refuse_who_does_not_manage(store: CaseStore, what: str) -> None:
    """Raise StoreRefused unless the user has the right to."""
    if not store.user.manages:
        raise StoreRefused(f"Only somebody who manages the store may {what}. Nothing was changed.")


def add_user(
    store: CaseStore, name: str, role: Role, passphrase: str, *, manages: bool = False, costs: Costs | None = None
) -> User:
    """Let somebody else unlock the store; the passphrase is typed by that person. Raises Refused or StoreRefused."""
    refuse_who_does_not_manage(store, "add a user")
    keys = _change(
        store,
        "added",
        lambda keys: with_user(keys, store.data, name, role, passphrase, manages=manages, costs=costs),
        lambda keys: keys.users[-1].id,
    )
    return keys.users[-1].user


def remove_user(store: CaseStore, user: User) -> None:
    """That user's passphrase opens nothing any more; what the journal says of them stays.

    Raises Refused where nobody would be left who manages the store.
    """
    refuse_who_does_not_manage(store, "remove a user")
    if user.id == store.user.id:
        raise Refused("You are working as this user. Let somebody else who manages the store remove you.")
    _change(store, "removed", lambda keys: without_user(keys, _known(keys, user)), lambda _: user.id)


def change_passphrase(store: CaseStore, old: str, new: str, now: datetime, costs: Costs | None = None) -> None:
    """Replace one's own passphrase. Raises Refused, or WrongPassphrase where the old one is not the one in use."""
    store.key_folder.unlock(store.user, old, now).forget()
    _change(
        store,
        "passphrase changed",
        lambda keys: with_passphrase(keys, store.data, store.user, new, costs),
        lambda _: store.user.id,
    )


def let_manage(store: CaseStore, user: User, manages: bool, passphrase: str, costs: Costs | None = None) -> User:
    """Give or take the right to manage; the user's line is authenticated anew, for which they type their passphrase.

    Raises Refused where the passphrase is not theirs or nobody would be left who manages.
    """
    refuse_who_does_not_manage(store, "say who manages it")
    keys = _change(
        store,
        "may manage" if manages else "may no longer manage",
        lambda keys: with_rights(keys, store.data, _known(keys, user), manages, passphrase, costs),
        lambda _: user.id,
    )
    changed = next(one.user for one in keys.users if one.id == user.id)
    if user.id == store.user.id:
        store.ledger.user = changed
    return changed


def new_recovery_key(store: CaseStore, costs: Costs | None = None) -> str:
    """Another recovery key to be printed; the old one opens nothing any more."""
    refuse_who_does_not_manage(store, "make a new recovery key")
    made: list[str] = []

    def changed(keys: KeyFile) -> KeyFile:
        keys, recovery = with_new_recovery(keys, store.data, costs)
        made.append(recovery)
        return keys

    _change(store, "new recovery key", changed, lambda _: "recovery")
    return made[0]


def _known(keys: KeyFile, user: User) -> User:
    if user not in (one.user for one in keys.users):
        raise Refused("The users were changed meanwhile. Choose the user anew.")
    return user


def _change(
    store: CaseStore, what: str, change: Callable[[KeyFile], KeyFile], whom: Callable[[KeyFile], str]
) -> KeyFile:
    """The key file written whole, and the journal told; neither happens without the other while the disk is there."""
    if store.is_read_only:
        raise ReadOnly("Another window of il2desk is open on this store. Nothing was changed; close it first.")
    before = store.key_folder.keys()
    after = change(before)
    try:
        with store.ledger.noting():
            store.ledger.note("user", None, {"what": what, "user": whom(after)})
            store.key_folder.write(after)
    except OSError as problem:
        raise NotSaved(
            f"Nothing was changed: the key file could not be written ({problem.strerror}). Every passphrase opens the "
            "store as before."
        ) from problem
    except StoreRefused:
        store.key_folder.write(before)
        raise
    store.presence.keys = after
    return after
