"""The users of a store: who may unlock and manage it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
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
    """Raises StoreRefused unless the current user may manage the store, also after changes from another window."""
    if not store.user.manages:
        raise StoreRefused(f"Only somebody who manages the store may {what}. Nothing was changed.")
    with suppress(Damaged):  # what is open can still be taken along where the key file is lost
        if store.user not in (one.user for one in store.key_folder.keys_of(store.data).users):
            raise StoreRefused(_MEANWHILE)


@dataclass(frozen=True)
class StoreUsers:
    """Changes the users of an open store; each change is authenticated by the data key and noted in the journal.

    `costs` are those of new keys, None for the usual. Methods raise Refusal; nothing is changed then.
    """

    store: CaseStore
    now: Callable[[], datetime]
    costs: Costs | None = None

    @property
    def user(self) -> User:
        """The current user, with the present rights."""
        return self.store.user

    def users(self) -> tuple[User, ...]:
        return self.store.key_folder.users()

    def add_user(self, name: str, role: Role, passphrase: str, *, manages: bool = False) -> User:
        """Adds a user, who types the passphrase."""
        refuse_who_does_not_manage(self.store, "add a user")
        keys = self.store.keys.change(
            "added",
            lambda keys: with_user(keys, self.store.data, name, role, passphrase, manages=manages, costs=self.costs),
            lambda keys: keys.users[-1].id,
        )
        return keys.users[-1].user

    def remove_user(self, user: User) -> None:
        """Removes a user, but neither the current one nor the last who manages the store; the journal keeps them."""
        refuse_who_does_not_manage(self.store, "remove a user")
        if user.id == self.user.id:
            raise Refused("You are working as this user. Let somebody else who manages the store remove you.")
        self.store.keys.change("removed", lambda keys: without_user(keys, user), lambda _: user.id)

    def change_passphrase(self, old: str, new: str) -> None:
        """Replaces the current user's passphrase. Raises WrongPassphrase if the old one is not the one in use."""
        self.store.key_folder.unlock(self.user, old, self.now()).forget()
        self.store.keys.change(
            "passphrase changed",
            lambda keys: with_passphrase(keys, self.store.data, self.user, new, self.costs),
            lambda _: self.user.id,
        )

    def let_manage(self, user: User, manages: bool, passphrase: str) -> User:
        """Grants or withdraws the right to manage, authenticated by that user's own passphrase.

        Refused for the last user who manages the store.
        """
        refuse_who_does_not_manage(self.store, "say who manages it")
        keys = self.store.keys.change(
            "may manage" if manages else "may no longer manage",
            lambda keys: with_rights(keys, self.store.data, user, manages, passphrase, self.costs),
            lambda _: user.id,
        )
        changed = next(one.user for one in keys.users if one.id == user.id)
        if user.id == self.user.id:
            self.store.ledger.user = changed
        return changed

    def new_recovery_key(self) -> str:
        """Replaces the recovery key and returns the new one, to be printed."""
        refuse_who_does_not_manage(self.store, "make a new recovery key")
        made: list[str] = []

        def changed(keys: KeyFile) -> KeyFile:
            keys, recovery = with_new_recovery(keys, self.store.data, self.costs)
            made.append(recovery)
            return keys

        self.store.keys.change("new recovery key", changed, lambda _: "recovery")
        return made[0]
