"""A sheet reaches a disk whole or not at all."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from il2desk.documents.printing import PaperError


def save(content: bytes, target: Path) -> None:
    """Write the bytes under that name, readable by their owner alone, replacing what was there in one step.

    Raises PaperError with a sentence; nothing half-written ever stands under the name.
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


def _write_beside(content: bytes, folder: Path) -> Path:
    """The bytes in a temporary file of that folder, on the disk; removed again where they cannot all be written."""
    handle, name = tempfile.mkstemp(prefix=".il2desk-", suffix=".part", dir=folder)
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


def _settle(folder: Path) -> None:
    """Make the new name last through a power cut, where the system lets a folder be synced."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
