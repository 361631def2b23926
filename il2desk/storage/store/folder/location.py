"""Whether a store of cases stands in a folder."""

from pathlib import Path

from il2desk.domain.errors import StoreGone
from il2desk.storage.store.folder.folder_swap import finish

DATABASE, KEYS = "cases.db", "keys.json"


def is_there(folder: Path) -> bool:
    """Whether a store was made in that folder; a restore that was cut off at its last step is finished first."""
    finish(folder)
    return any((folder / one).exists() for one in (KEYS, DATABASE))


def refuse_gone(folder: Path) -> None:
    """Raise StoreGone where no store is in that folder, for one of which it is known that it was."""
    if not is_there(folder):
        raise StoreGone(folder)
