"""A locked store in its folder; ciphers and database are loaded only when it is opened."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from il2desk.storage.site.paths import known_stores_file
from il2desk.storage.store.folder.errors import NotSaved, because
from il2desk.storage.store.folder.known_stores import KnownStores
from il2desk.storage.store.folder.location import is_there, require_store

if TYPE_CHECKING:
    from il2desk.domain.records.store_records import Role, User
    from il2desk.storage.store.keys.key_file import Costs
    from il2desk.storage.store.store import CaseStore


@dataclass(frozen=True)
class StoreGate:
    """Creates and unlocks the store in `folder`.

    `packs` are the digests of the installed packs, noted in the journal at each unlocking. `costs` are those of new
    keys, None for the usual. `known` remembers the folders in which stores were opened. All methods raise Refusal.
    """

    folder: Path
    now: Callable[[], datetime]
    packs: Mapping[str, str]
    costs: "Costs | None" = None
    known: KnownStores = field(default_factory=lambda: KnownStores(known_stores_file()))

    def is_there(self) -> bool:
        """Whether a store was created here before, even if it cannot be found now."""
        return is_there(self.folder) or self.known.holds(self.folder)

    def users(self) -> "tuple[User, ...]":
        from il2desk.storage.store.keys.key_folder import KeyFolder

        with _in_words():
            require_store(self.folder)
            return KeyFolder(self.folder).users()

    def create(self, name: str, role: "Role", passphrase: str) -> "tuple[CaseStore, str]":
        """Creates the store with its first user; returns it unlocked, with its recovery key."""
        from il2desk.storage.store.open_store import create

        with _in_words():
            store, recovery = create(self.folder, name, role, passphrase, self.now, self.costs)
        with suppress(NotSaved):  # the recovery key is shown only once; the next unlocking notes the packs
            store.note_packs(self.packs)
        self.known.add(self.folder)
        return store, recovery

    def unlock(self, user: "User", passphrase: str) -> "CaseStore":
        from il2desk.storage.store.open_store import unlock

        return self._opened(lambda: unlock(self.folder, user, passphrase, self.now))

    def unlock_by_recovery(self, typed: str, user: "User", passphrase: str) -> "CaseStore":
        """Unlocks with the recovery key and gives that user a new passphrase."""
        from il2desk.storage.store.open_store import unlock_by_recovery

        return self._opened(lambda: unlock_by_recovery(self.folder, typed, user, passphrase, self.now, self.costs))

    def _opened(self, unlock: "Callable[[], CaseStore]") -> "CaseStore":
        with _in_words():
            require_store(self.folder)
            store = unlock()
        try:
            store.note_packs(self.packs)
        except BaseException:
            store.lock()  # a store left open here would make the next window read-only
            raise
        self.known.add(self.folder)
        return store


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise NotSaved(
            f"The folder of the case store cannot be used ({because(problem)}). What is stored is whole. Check that "
            "its disk is there, has room and may be written to, then try again."
        ) from problem
