"""Two folders change places so that at every moment one of them is the store, and neither is lost."""

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path

from il2desk.domain.errors import StoreRefused
from il2desk.storage.files.atomic_file import sync_folder

_READY = ".restored"
RESTORING, SCRATCH = ".restoring", ".looked-through-"
"""How a folder is called in which a backup is brought to the store's place, and one in which it is looked through."""


def give_name(part: Path, target: Path) -> None:
    """Give a finished folder its name, and the name to the disk. Raises OSError; nothing stands under the name then."""
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, "something of this name is there already")
    part.replace(target)
    try:
        sync_folder(target.parent)
    except OSError:
        shutil.rmtree(target, ignore_errors=True)
        raise


def make_room(folder: Path) -> None:
    """Take away an empty folder that stands where a store is to stand. Raises StoreRefused for any other."""
    try:
        if folder.exists():
            folder.rmdir()
    except OSError as problem:
        raise StoreRefused(
            f"No store can be made in the place of {folder}: it holds other files, or a disk is mounted there. Nothing "
            "was changed. Let the site's policy name a folder within it that does not exist yet."
        ) from problem


def put_in_place(new: Path, folder: Path, aside: Path) -> Path | None:
    """Make `new` the store in `folder`; what was there stands under `aside` afterwards, which is given back.

    Raises OSError; the store is what it was then. Cut off in between, `finish` does what is left.
    """
    ready = folder.with_name(f"{folder.name}{_READY}")
    shutil.rmtree(ready, ignore_errors=True)
    new.replace(ready)
    was_there = folder.exists()
    try:
        sync_folder(folder.parent)
        if was_there:
            folder.replace(aside)
        _take_place(ready, folder)
    except OSError:
        if was_there and not folder.exists():
            aside.replace(folder)
        shutil.rmtree(ready, ignore_errors=True)
        raise
    with suppress(OSError):  # whichever name survives a power cut now, a store stands under it or is finished
        sync_folder(folder.parent)
    return aside if was_there else None


def _take_place(ready: Path, folder: Path) -> None:
    try:
        ready.replace(folder)
    except FileNotFoundError:
        if not folder.exists():
            raise  # else another window, started at this moment, has finished it


def clear_copies(folder: Path) -> None:
    """Remove copies of the store that a restore or a backup left when it was killed; erasing would not reach them.

    Only for who holds the store that is there: nobody else restores it then.
    """
    for left in (folder.with_name(f"{folder.name}{end}") for end in (_READY, RESTORING)):
        shutil.rmtree(left, ignore_errors=True)
    for left in folder.glob(f"{SCRATCH}*"):
        shutil.rmtree(left, ignore_errors=True)


def finish(folder: Path) -> None:
    """Where a store was moved aside and the program ended before the restored one took its place, put it there."""
    if os.path.lexists(folder):
        return
    ready = folder.with_name(f"{folder.name}{_READY}")
    if not ready.is_dir():
        return
    with suppress(OSError):
        ready.replace(folder)
        sync_folder(folder.parent)
