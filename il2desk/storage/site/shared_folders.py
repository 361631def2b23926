"""Whether patients' data may lie in a folder: not on a network drive, and not where a program copies it to a cloud.

On a network drive the locks and syncs the case store rests on are promises of another machine; a sync client copies a
store in mid-writing, and to people nobody named.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PureWindowsPath

from il2desk.domain.errors import Refusal
from il2desk.storage.site.mounts import Mount, drive_kind, is_remote_drive, mount_of, mounts_here

SYNCED_NAMES = frozenset(
    {
        *("onedrive", "dropbox", "google drive", "googledrive", "my drive", "mein laufwerk", "mon drive", "drivefs"),
        *("icloud drive", "iclouddrive", "mobile documents", "cloudstorage", "nextcloud", "owncloud", "box sync"),
        *("pcloud drive", "pclouddrive", "megasync", "syncthing", "tresorit", "tresorit drive", "seadrive", "seafile"),
        *("creative cloud files", "proton drive", "protondrive", "sharepoint", "yandex.disk", "resilio sync"),
    }
)
"""Folders as sync clients name them, in small letters; a client's second account has words behind the name."""

SYNCED_NAMES_AS_WRITTEN = frozenset({"Box", "MEGA", "Sync"})
"""Words that anybody may call a folder or a user; only the spelling of the client counts."""

SYNCED_BEGINNINGS = ("onedrive - ", "onedrive-", "dropbox (", "nextcloud ", "googledrive-", "google drive (")

MARK_FILES = (".dropbox", ".sync_*.db", "._sync_*.db", ".owncloudsync.log*", ".nextcloudsync.log*", ".insync-trash")
MARK_FOLDERS = (".dropbox.cache", ".stfolder", ".tmp.driveupload", ".tmp.drivedownload", ".tresorit", ".seafile-data")
"""What clients leave at the top of what they copy. `.dropbox` and `.stfolder` also name other things elsewhere: a
*folder* `.dropbox` in a home is the client's own settings, and copies nothing."""

ONEDRIVE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""The variables in which Windows says where OneDrive's folders are."""


_UNTOLD = "the system does not say on what kind of disk this folder lies"


class PlaceRefused(Refusal):
    """Nothing may be kept in this folder; the message says what it is, what is safe and what to do."""

    def __init__(self, folder: Path, lies: str) -> None:
        super().__init__(
            f"{folder}: {lies}. Patients' data are not kept there, and nothing was written. Name a folder on a disk of "
            "this workstation as “store” in the site's policy file, or ask who looks after the workstation."
        )
        self.folder = folder


def refuse_shared(
    folder: Path, mounts: Sequence[Mount] | None = None, environment: Mapping[str, str] = os.environ
) -> None:
    """Raises PlaceRefused where the folder, which need not exist, lies on a network drive or is copied to a cloud."""
    try:
        real = folder.resolve()
        _refuse_network(folder, real, mounts)
    except (OSError, RuntimeError) as problem:
        raise PlaceRefused(folder, f"{_UNTOLD} ({problem})") from None
    for way in dict.fromkeys((real, Path(os.path.abspath(folder)))):  # noqa: PTH100 - as written, links not followed
        _refuse_synced(folder, way, environment)


def _refuse_network(folder: Path, real: Path, mounts: Sequence[Mount] | None) -> None:
    if sys.platform == "win32":
        refuse_remote_drive(folder, PureWindowsPath(real), drive_kind)
        return
    _wake(real)
    mount = mount_of(real, mounts_here() if mounts is None else mounts)
    if mount is None:
        raise PlaceRefused(folder, _UNTOLD)
    if mount.is_shared:
        raise PlaceRefused(
            folder, f"this folder lies on a network drive or a shared disk ({mount.kind} at {mount.point})"
        )


def refuse_remote_drive(folder: Path, real: PureWindowsPath, kind_of: Callable[[str], int]) -> None:
    """Raises PlaceRefused for a share, and for a drive letter that stands for one."""
    if is_remote_drive(real, kind_of):
        raise PlaceRefused(folder, f"it lies on a network drive ({real.drive or 'a share'})")


def _wake(real: Path) -> None:
    """A folder that is mounted when it is first looked at, is mounted now."""
    for place in (real, *real.parents):
        if place.exists():
            return


def _refuse_synced(folder: Path, way: Path, environment: Mapping[str, str]) -> None:
    for name in way.parts:
        if is_synced_name(name):
            raise PlaceRefused(folder, f"“{name}” is a folder that a program copies to a cloud")
    for variable in ONEDRIVE:
        above = environment.get(variable)
        if above and way.is_relative_to(above):
            raise PlaceRefused(folder, "this folder is one that OneDrive copies to a cloud")
    for place in (way, *way.parents):
        mark = _mark_in(place)
        if mark:
            raise PlaceRefused(folder, f"a program copies {place} to a cloud or to other machines ({mark} lies in it)")


def is_synced_name(name: str) -> bool:
    """Whether a folder is called as a sync client calls what it copies."""
    small = name.casefold()
    return small in SYNCED_NAMES or name in SYNCED_NAMES_AS_WRITTEN or small.startswith(SYNCED_BEGINNINGS)


def _mark_in(place: Path) -> str | None:
    """A mark a sync client left in this folder; what cannot be looked into holds none that can be seen."""
    try:
        with os.scandir(place) as entries:
            return next((entry.name for entry in entries if _is_mark(entry)), None)
    except OSError:
        return None


def _is_mark(entry: "os.DirEntry[str]") -> bool:
    """What cannot be looked at is judged by its name."""
    if not entry.name.startswith("."):
        return False
    try:
        marks: tuple[str, ...] = MARK_FOLDERS if entry.is_dir() else MARK_FILES
    except OSError:
        marks = (*MARK_FOLDERS, *MARK_FILES)
    return any(fnmatchcase(entry.name, mark) for mark in marks)
