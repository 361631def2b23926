"""Who may unlock a store: users come and go, each change authenticated by the data key and told to the journal."""

from contextlib import suppress
from datetime import datetime

from il2desk.domain.errors import StoreRefused
from il2desk.domain.records.store_records import Role, User
from il2desk.domain.values.parsing import Refused
from il2desk.storage.store.folder.errors import Damaged
from il2desk.storage.store.keys.key_file import Costs, KeyFile
from il2desk.storage.store.keys.keys import (
    with_new_recovery,
    with_passphrase,
    with_rights,
    with_user,
    without_user,
)
from il2desk.storage.store.store import CaseStore

_MEANWHILE = (
    "Another window took this right away, or removed you, since you unlocked this one. Nothing was changed; lock this "
    "window, then unlock it with the rights you have now."
)


def refuse_who_does_not_manage(store: CaseStore, what: str) -> None:
    """Raise StoreRefused unless the user has the right to, and still has it: another window may have taken it away."""
    if not store.user.manages:
        raise StoreRefused(f"Only somebody who manages the store may {what}. Nothing was changed.")
    with suppress(Damaged):  # what is open can still be taken along where the key file is lost
        if store.user not in (one.user for one in store.key_folder.keys_of(store.data).users):
            raise StoreRefused(_MEANWHILE)


def add_user(
    store: CaseStore, name: str, role: Role, passphrase: str, *, manages: bool = False, costs: Costs | None = None
) -> User:
    """Let somebody else unlock the store; the passphrase is typed by that person. Raises Refused or StoreRefused."""
    refuse_who_does_not_manage(store, "add a user")
    keys = store.keys.change(
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
    store.keys.change("removed", lambda keys: without_user(keys, user), lambda _: user.id)


def change_passphrase(store: CaseStore, old: str, new: str, now: datetime, costs: Costs | None = None) -> None:
    """Replace one's own passphrase. Raises Refused, or WrongPassphrase where the old one is not the one in use."""
    store.key_folder.unlock(store.user, old, now).forget()
    store.keys.change(
        "passphrase changed",
        lambda keys: with_passphrase(keys, store.data, store.user, new, costs),
        lambda _: store.user.id,
    )


def let_manage(store: CaseStore, user: User, manages: bool, passphrase: str, costs: Costs | None = None) -> User:
    """Give or take the right to manage; the user's line is authenticated anew, for which they type their passphrase.

    Raises Refused where the passphrase is not theirs or nobody would be left who manages.
    """
    refuse_who_does_not_manage(store, "say who manages it")
    keys = store.keys.change(
        "may manage" if manages else "may no longer manage",
        lambda keys: with_rights(keys, store.data, user, manages, passphrase, costs),
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

    store.keys.change("new recovery key", changed, lambda _: "recovery")
    return made[0]
