"""A sheet reaches a disk whole or not at all."""

import os
import re
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from il2desk.documents.model.paper import PaperError

_BEGINS, _ENDS = ".il2desk-", ".part"
_LEFT = re.compile(rf"{re.escape(_BEGINS)}[a-z0-9_]{{8}}{re.escape(_ENDS)}")
_SURELY_LEFT = 24 * 60 * 60
"""After so many seconds no window is still writing a file: it was left by a program that was killed."""


def save(content: bytes, target: Path) -> None:
    """Write the bytes under that name, readable by their owner alone, replacing what was there in one step.

    What a program that was killed while it saved here left behind is removed, once it is a day old. Raises PaperError
    with a sentence; nothing half-written ever stands under the name.
    """
    try:
        part = _write_beside(content, target.parent)
    except (OSError, ValueError) as problem:
        raise PaperError(f"The sheet could not be saved in this folder: {_why(problem)}.") from problem
    try:
        part.replace(target)
    except (OSError, ValueError) as problem:
        with suppress(OSError):
            part.unlink()
        raise PaperError(f"The sheet could not be saved under this name: {_why(problem)}.") from problem
    try:
        _settle(target.parent)
    except OSError as problem:
        raise PaperError(f"The sheet was saved, but the disk did not confirm it: {_why(problem)}.") from problem
    with suppress(OSError):
        _sweep(target)


def _write_beside(content: bytes, folder: Path) -> Path:
    """The bytes in a temporary file of that folder, on the disk; removed again where they cannot all be written."""
    handle, name = tempfile.mkstemp(prefix=_BEGINS, suffix=_ENDS, dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    return Path(name)


def _why(problem: OSError | ValueError) -> str:
    if isinstance(problem, ValueError):
        return "the system takes no such name"
    return problem.strerror or "the system does not say why"


def _sweep(saved: Path) -> None:
    """Only plain files of the same owner, named as ours are; their age is told by the folder's own clock."""
    just = saved.stat()
    with os.scandir(saved.parent) as entries:
        for entry in entries:
            if _LEFT.fullmatch(entry.name) is None:
                continue
            with suppress(OSError):
                left = entry.stat(follow_symlinks=False)
                is_ours = stat.S_ISREG(left.st_mode) and left.st_uid == just.st_uid
                if is_ours and just.st_mtime - left.st_mtime > _SURELY_LEFT:
                    Path(entry.path).unlink()


def _settle(folder: Path) -> None:
    """Make the new name last through a power cut, where the system lets a folder be synced."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
