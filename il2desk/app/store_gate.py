"""The place of a store of cases as the screen is given it while it is locked; what opens it is loaded when it is asked.

To see whether a store is there, and for whom, neither ciphers nor a database are needed.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from il2desk.app.saving import FileSaver
from il2desk.storage.site.paths import known_stores_file
from il2desk.storage.store.folder.errors import NotSaved, because
from il2desk.storage.store.folder.known_stores import KnownStores
from il2desk.storage.store.folder.location import is_there, refuse_gone

if TYPE_CHECKING:
    from il2desk.app.open_store import OpenStore
    from il2desk.domain.records.store_records import Role, User
    from il2desk.storage.store.keys.key_file import Costs
    from il2desk.storage.store.store import CaseStore


@dataclass(frozen=True)
class StoreGate(FileSaver):
    """A place of a store, locked (`ui.case.store_ports.Gate`). `costs` are those of new keys, None for the usual.

    `known` remembers that a store was opened there.
    """

    folder: Path
    resources: Path
    now: Callable[[], datetime]
    packs: Mapping[str, str]
    costs: "Costs | None" = None
    known: KnownStores = field(default_factory=lambda: KnownStores(known_stores_file()))

    def is_there(self) -> bool:
        return is_there(self.folder) or self.known.holds(self.folder)

    def users(self) -> "tuple[User, ...]":
        from il2desk.storage.store.keys.key_folder import KeyFolder

        refuse_gone(self.folder)
        return KeyFolder(self.folder).users()

    def create(self, name: str, role: "Role", passphrase: str) -> "tuple[OpenStore, str]":
        from il2desk.app.open_store import OpenStore
        from il2desk.storage.store.store import create

        with _in_words():
            made, recovery = create(self.folder, name, role, passphrase, self.now, self.costs)
        with suppress(NotSaved):  # the recovery key is shown this once; of the packs the next unlocking tells
            made.note_packs(self.packs)
        self.known.add(self.folder)
        return OpenStore(made, self.resources), recovery

    def unlock(self, user: "User", passphrase: str) -> "OpenStore":
        from il2desk.storage.store.store import unlock

        with _in_words():
            refuse_gone(self.folder)
            inner = unlock(self.folder, user, passphrase, self.now)
        return self._opened(inner)

    def unlock_by_recovery(self, typed: str, user: "User", passphrase: str) -> "OpenStore":
        from il2desk.storage.store.store import unlock_by_recovery

        with _in_words():
            refuse_gone(self.folder)
            inner = unlock_by_recovery(self.folder, typed, user, passphrase, self.now, self.costs)
        return self._opened(inner)

    def _opened(self, inner: "CaseStore") -> "OpenStore":
        from il2desk.app.open_store import OpenStore

        try:
            inner.note_packs(self.packs)
        except BaseException:
            inner.lock()  # a store that is held by nobody who can be seen would be read-only at the next try
            raise
        self.known.add(self.folder)
        return OpenStore(inner, self.resources)


@contextmanager
def _in_words() -> Iterator[None]:
    """What the folder's disk refuses becomes a sentence, as everything else that a store says."""
    try:
        yield
    except OSError as problem:
        raise NotSaved(
            f"The folder of the case store cannot be used ({because(problem)}). What is stored is whole. Check that "
            "its disk is there, has room and may be written to, then try again."
        ) from problem
