"""A file of ours reaches the disk whole or not at all, readable by its owner alone."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

_PART = ".part"


def write_whole(path: Path, content: bytes) -> None:
    """Put the bytes under that name in one step, and the name on the disk.

    Raises OSError; one of the two files is whole under the name then, mostly the old, but the new where only the folder
    could not be confirmed.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_beginning(path), suffix=_PART)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    sync_folder(path.parent)


def clear_parts(path: Path) -> None:
    """Remove what a program that was killed left of writing that file; nobody else may be writing it meanwhile."""
    for part in path.parent.glob(f"{_beginning(path)}*{_PART}"):
        with suppress(OSError):
            part.unlink()


def _beginning(path: Path) -> str:
    return f".{path.stem}-"


def sync_folder(folder: Path) -> None:
    """So that a new name survives a power cut; only POSIX systems can open a folder."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
