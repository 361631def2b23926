"""Whether who unlocked a store is at the keyboard again: asked of memory alone, for when the disk takes nothing."""

from il2desk.domain.records.store_records import User
from il2desk.storage.store.keys.key_changes import KeysOfStore
from il2desk.storage.store.keys.key_folder import pause_after, wrong
from il2desk.storage.store.keys.keys import unwrap_for


class Presence:
    """Asks the keys of an open store as they are in memory."""

    def __init__(self, keys: KeysOfStore) -> None:
        self._keys = keys
        self._missed = 0

    def confirm(self, user: User, passphrase: str) -> None:
        """Raises WrongPassphrase with the wait that follows, as unlocking does; who asks keeps to it."""
        data = unwrap_for(self._keys.current, user, passphrase)
        if data is None:
            self._missed += 1
            raise wrong(f"This is not the passphrase of {user.name}.", pause_after(self._missed))
        data.forget()
        self._missed = 0
