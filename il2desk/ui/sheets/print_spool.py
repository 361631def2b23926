"""Where a print job lies until the print service has taken it: in memory of the user's own, not in a temporary folder.

The library of CUPS writes each job whole into the folder TMPDIR names. A program that is ended in the middle leaves it
there, with a picture of every page; the folder of the login session is kept in memory and goes with the session.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOM = 256 * 1024 * 1024
"""What must be free there, so that a long job does not fail where a disk would have had room."""


@contextmanager
def private_spool() -> Iterator[None]:
    """While this lasts, print jobs are put together in the session's own folder, where there is a fit one."""
    before, folder = os.environ.get("TMPDIR"), _folder_of_the_session()
    if folder is not None:
        os.environ["TMPDIR"] = folder
    try:
        yield
    finally:
        if folder is not None:
            os.environ.pop("TMPDIR")
            if before is not None:
                os.environ["TMPDIR"] = before


def _folder_of_the_session() -> str | None:
    """XDG_RUNTIME_DIR, if it is this user's alone and has room."""
    named = os.environ.get("XDG_RUNTIME_DIR")
    if os.name != "posix" or not named:
        return None
    try:
        state, disk = Path(named).stat(), os.statvfs(named)
    except OSError:
        return None
    is_private = state.st_uid == os.geteuid() and not state.st_mode & 0o077
    return named if is_private and disk.f_bavail * disk.f_frsize >= ROOM else None
