"""Whether a store of cases stands in a folder."""

from pathlib import Path

from il2desk.domain.errors import StoreGone
from il2desk.storage.store.folder.folder_swap import finish

DATABASE, KEYS = "cases.db", "keys.json"


def is_there(folder: Path) -> bool:
    """Whether a store stands in that folder."""
    return any((folder / one).exists() for one in (KEYS, DATABASE))


def require_store(folder: Path) -> None:
    """Finishes a restore that was interrupted at its last step. Raises StoreGone if no store is there then."""
    finish(folder)
    if not is_there(folder):
        raise StoreGone(folder)
