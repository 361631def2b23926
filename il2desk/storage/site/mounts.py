"""What disk a folder lies on, as the system tells: its table of mounts, and on Windows the kind of its drive."""

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath

SHARED_KINDS = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "ncp", "afs", "coda", "davfs", "9p", "virtiofs"),
        *(
            "ceph",
            "glusterfs",
            "lustre",
            "beegfs",
            "fhgfs",
            "gpfs",
            "orangefs",
            "pvfs2",
            "panfs",
            "gfs",
            "gfs2",
            "ocfs2",
        ),
        *("vboxsf", "vmhgfs", "prl_fs", "drvfs", "autofs", "afpfs", "webdav", "ftp"),
    }
)
"""File systems that lie on another machine or are open to one: a share, a cluster's disk, a virtual machine's host."""

LOCAL_IN_USER_SPACE = frozenset(
    {
        *("fuseblk", "fuse.ntfs-3g", "fuse.ntfs", "fuse.exfat", "fuse.ext4", "fuse.fuse2fs", "fuse.zfs"),
        *("fuse.gocryptfs", "fuse.encfs", "fuse.cryfs", "fuse.securefs"),
        *("fuse.fuse-overlayfs", "fuse.overlayfs", "fuse.bindfs", "fuse.mergerfs", "fuse.unionfs"),
    }
)
"""What is known to hand on a disk of this workstation; of any other program's file system nobody knows where it leads.
"""

DRIVE_REMOTE = 4
POINT = 4  # the field of a line that says where the mount stands
# As text, so that each is compiled when it is first needed; `re` keeps it.
_MAC_LINE = r"^.+? on (?P<point>/.*) \((?P<kind>[^,()]+)(?P<flags>[^()]*)\)$"
_OCTAL = r"\\([0-7]{3})"


@dataclass(frozen=True, slots=True)
class Mount:
    """Where a file system stands, of what kind it is, and whether it is of this workstation alone."""

    point: PurePath
    kind: str
    is_shared: bool


def linux_mounts(text: str) -> tuple[Mount, ...]:
    """The table in the shape of /proc/self/mountinfo, in its order; lines that say nothing known are left out."""
    return tuple(mount for line in text.splitlines() if (mount := _linux_mount(line)))


def _linux_mount(line: str) -> Mount | None:
    before, dash, after = line.partition(" - ")
    fields, kind = before.split(" "), after.split(" ")[0]
    if not dash or len(fields) <= POINT or not kind:
        return None
    point = re.sub(_OCTAL, lambda found: chr(int(found[1], 8)), fields[POINT])
    return Mount(Path(point), kind, _is_shared(kind))


def _is_shared(kind: str) -> bool:
    return kind in SHARED_KINDS or (kind.startswith("fuse") and kind not in LOCAL_IN_USER_SPACE)


def mac_mounts(text: str) -> tuple[Mount, ...]:
    """The table as `mount` prints it on macOS, where a disk of the workstation is marked as local."""
    found = (re.match(_MAC_LINE, line) for line in text.splitlines())
    return tuple(
        Mount(Path(one["point"]), one["kind"], "local" not in one["flags"].replace(",", " ").split())
        for one in found
        if one
    )


def mounts_here() -> Sequence[Mount]:
    """The mounts of this workstation. Raises OSError where the system does not tell."""
    if sys.platform == "darwin":
        import subprocess

        try:
            told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False, timeout=10)
        except subprocess.SubprocessError as problem:
            raise OSError("mount does not answer") from problem
        return mac_mounts(told.stdout)
    return linux_mounts(Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape"))


def mount_of(folder: PurePath, mounts: Iterable[Mount]) -> Mount | None:
    """The mount a resolved folder lies on: the longest that leads there, of equal ones the last, which covers it."""
    found: Mount | None = None
    for mount in mounts:
        if folder.is_relative_to(mount.point) and (found is None or len(mount.point.parts) >= len(found.point.parts)):
            found = mount
    return found


def is_remote_drive(folder: PureWindowsPath, drive_kind: Callable[[str], int]) -> bool:
    """Whether a Windows folder has no drive of its own, or one that `drive_kind` (GetDriveTypeW) calls remote."""
    drive = folder.drive.removeprefix("\\\\?\\").removeprefix("\\\\.\\")
    return not re.fullmatch(r"[A-Za-z]:", drive) or drive_kind(f"{drive}\\") == DRIVE_REMOTE


def drive_kind(root: str) -> int:
    """What Windows says of the drive with that root. Raises OSError on other systems, which have none."""
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(root))
    raise OSError("only Windows has drives")
