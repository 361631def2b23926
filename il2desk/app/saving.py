"""What leaves the screen for a file reaches the disk whole or not at all, and a sentence says why it did not."""

import os
import re
import stat
from contextlib import suppress
from pathlib import Path

from il2desk.documents.model.paper import PaperError
from il2desk.storage.files.atomic_file import PART, put_in_place, sync_folder, write_part

_BEGINS = ".il2desk-"
_LEFT = rf"{re.escape(_BEGINS)}[a-z0-9_]{{8}}{re.escape(PART)}"
_SURELY_LEFT = 24 * 60 * 60
"""After so many seconds no window is still writing a file: it was left by a program that was killed."""


def save_file(content: bytes, path: str | Path) -> None:
    """Write the bytes under that name, readable by their owner alone, replacing what was there in one step.

    What a program that was killed while it saved here left behind is removed, once it is a day old. Raises PaperError
    with a sentence; nothing half-written ever stands under the name.
    """
    target = Path(path)
    try:
        part = write_part(target.parent, _BEGINS, content)
    except (OSError, ValueError) as problem:
        raise PaperError(f"The sheet could not be saved in this folder: {_why(problem)}.") from problem
    try:
        put_in_place(part, target)
    except (OSError, ValueError) as problem:
        raise PaperError(f"The sheet could not be saved under this name: {_why(problem)}.") from problem
    try:
        sync_folder(target.parent)
    except OSError as problem:
        raise PaperError(f"The sheet was saved, but the disk did not confirm it: {_why(problem)}.") from problem
    with suppress(OSError):
        _sweep(target)


def _why(problem: OSError | ValueError) -> str:
    if isinstance(problem, ValueError):
        return "the system takes no such name"
    return problem.strerror or "the system does not say why"


def _sweep(saved: Path) -> None:
    """Only plain files of the same owner, named as ours are; their age is told by the folder's own clock."""
    just = saved.stat()
    with os.scandir(saved.parent) as entries:
        for entry in entries:
            if re.fullmatch(_LEFT, entry.name) is None:
                continue
            with suppress(OSError):
                left = entry.stat(follow_symlinks=False)
                is_ours = stat.S_ISREG(left.st_mode) and left.st_uid == just.st_uid
                if is_ours and just.st_mtime - left.st_mtime > _SURELY_LEFT:
                    Path(entry.path).unlink()
