"""One window writes to a store; the system lets go of it when the program ends, however it ends."""

import os
import sys
from pathlib import Path

HELD = "held.lock"


class Holding:
    """The right to write, as long as it is not let go."""

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle

    def let_go(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def hold(folder: Path) -> Holding | None:
    """The right to write to the store in that folder, or None where another window has it. Raises OSError."""
    handle = os.open(folder / HELD, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(handle)
    except OSError:
        os.close(handle)
        return None
    return Holding(handle)


if sys.platform == "win32":

    def _lock(handle: int) -> None:
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:

    def _lock(handle: int) -> None:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
