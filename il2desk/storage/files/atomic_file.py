"""A file of ours reaches the disk whole or not at all, readable by its owner alone."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

PART = ".part"


def write_whole(path: Path, content: bytes) -> None:
    """Put the bytes under that name in one step, and the name on the disk.

    Raises OSError; one of the two files is whole under the name then, mostly the old, but the new where only the folder
    could not be confirmed.
    """
    put_in_place(write_part(path.parent, _beginning(path), content), path)
    sync_folder(path.parent)


def write_part(folder: Path, beginning: str, content: bytes) -> Path:
    """The bytes in a temporary file of that folder, on the disk; removed again where they cannot all be written.

    Its name is `beginning`, eight small letters, digits or underscores, and `PART`. Raises OSError or ValueError.
    """
    handle, name = tempfile.mkstemp(dir=folder, prefix=beginning, suffix=PART)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        _remove(Path(name))
        raise
    return Path(name)


def put_in_place(part: Path, target: Path) -> None:
    """Give the temporary file its name in one step, or remove it. Raises OSError or ValueError."""
    try:
        part.replace(target)
    except BaseException:
        _remove(part)
        raise


def clear_parts(path: Path) -> None:
    """Remove what a program that was killed left of writing that file; nobody else may be writing it meanwhile."""
    for part in path.parent.glob(f"{_beginning(path)}*{PART}"):
        _remove(part)


def _remove(part: Path) -> None:
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
