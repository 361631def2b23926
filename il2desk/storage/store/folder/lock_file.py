"""One window writes to a store, in the place where it was opened; the system lets go of it when the program ends."""

import os
import sys
from os.path import samestat
from pathlib import Path

from il2desk.storage.store.folder.errors import NotSaved

HELD = "held.lock"
_GONE = (
    "Not stored: the folder of the case store is gone, or another was put in its place. Bring it back, then it is "
    "tried again. What was stored is whole; what is typed is on the screen."
)


class Holding:
    """The right to write, as long as it is not let go."""

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle

    def let_go(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


class InPlace:
    """Whether a database that is open is still the one under its name: SQLite itself goes on writing to a file that
    was taken away.
    """

    def __init__(self, file: Path) -> None:
        self._file, self._beside = file, file.with_name(f"{file.name}-wal")
        self._opened = file.stat()

    def check(self) -> None:
        """Raises NotSaved where it is not."""
        try:
            in_place = samestat(self._file.stat(), self._opened) and self._beside.exists()
        except OSError:
            in_place = False
        if not in_place:
            raise NotSaved(_GONE)


def hold(folder: Path) -> Holding | None:
    """The right to write to the store in that folder, or None where another window has it. Raises OSError."""
    handle = os.open(folder / HELD, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(handle)
    except (BlockingIOError, PermissionError):  # what POSIX and Windows say of a lock that somebody else has
        os.close(handle)
        return None
    except OSError:
        os.close(handle)
        raise
    return Holding(handle)


if sys.platform == "win32":

    def _lock(handle: int) -> None:
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:

    def _lock(handle: int) -> None:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
