"""Where this user has opened stores of cases, so that one whose disk is not there is not taken for one never made."""

import json
from contextlib import suppress
from pathlib import Path

from il2desk.storage.files.atomic_file import clear_parts, write_whole

LARGEST, MOST = 100_000, 50


class KnownStores:
    """A small file beside the settings, which holds names of folders and nothing else.

    Best effort: where it cannot be read or written, no store is known.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def holds(self, folder: Path) -> bool:
        """Whether a store was opened in that folder before."""
        return str(folder.absolute()) in self._folders()

    def add(self, folder: Path) -> None:
        """Note that a store was opened there; written only where it was not noted yet."""
        name, known = str(folder.absolute()), self._folders()
        if name in known:
            return
        with suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            clear_parts(self._file)
            write_whole(self._file, json.dumps([*known, name][-MOST:]).encode())

    def _folders(self) -> list[str]:
        try:
            with self._file.open("rb") as file:
                read = json.loads(file.read(LARGEST))
        except (OSError, ValueError, RecursionError):
            return []
        return [one for one in read if isinstance(one, str)] if isinstance(read, list) else []
