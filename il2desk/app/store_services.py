"""What stands behind the pages of a store, its users, its care and the way back from a backup, loaded when asked."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from il2desk.app.store_care import StoreCare, StorePeople
    from il2desk.domain.records.store_records import User
    from il2desk.storage.store.care.restore import Restored
    from il2desk.storage.store.store import CaseStore
    from il2desk.ui.case.store_ports import Store


class StoreRestoring(NamedTuple):
    """See `il2desk.ui.case.store_ports.Restoring`; `folder` is where the store stands."""

    folder: Path
    now: Callable[[], datetime]

    def users_of(self, backup: Path) -> "tuple[User, ...]":
        from il2desk.storage.store.care.restore import users_of

        return users_of(backup)

    def restore(self, backup: Path, user: "User", passphrase: str) -> str:
        from il2desk.storage.store.care.restore import restore

        return in_words(restore(backup, self.folder, user, passphrase, self.now()))

    def restore_by_recovery(self, backup: Path, user: "User", typed: str) -> str:
        from il2desk.storage.store.care.restore import restore_by_recovery

        return in_words(restore_by_recovery(backup, self.folder, user, typed, self.now()))


class BehindStore(NamedTuple):
    """See `il2desk.ui.case.store_ports.Behind`. `remind_after` is how many days old a backup may be."""

    folder: Path
    resources: Path
    now: Callable[[], datetime]
    remind_after: int

    def people(self, store: "Store") -> "StorePeople":
        from il2desk.app.store_care import StorePeople

        return StorePeople(_inner(store), self.now)

    def care(self, store: "Store") -> "StoreCare":
        from il2desk.app.store_care import StoreCare

        return StoreCare(_inner(store), self.resources, self.now, self.remind_after)

    def restoring(self) -> StoreRestoring:
        return StoreRestoring(self.folder, self.now)


def _inner(store: "Store") -> "CaseStore":
    from il2desk.app.open_store import OpenStore

    assert isinstance(store, OpenStore)
    return store.inner


def in_words(restored: "Restored") -> str:
    """Which backup is in place, and where the store before it stands."""
    made = datetime.fromisoformat(restored.manifest.instant)
    where = f" The store that was there is kept as {restored.aside.name}." if restored.aside else ""
    return f"The backup of {made:%Y-%m-%d %H:%M} is in place.{where} Unlock it with a passphrase of that day."
