"""Where the case store may lie: on a disk of this workstation that nobody copies, and nowhere else."""

from pathlib import Path, PureWindowsPath

import pytest

from il2desk.storage.site import mounts, shared_folders
from il2desk.storage.site.mounts import Mount, drive_kind, linux_mounts, mac_mounts, mount_of, mounts_here
from il2desk.storage.site.shared_folders import PlaceRefused, is_synced_name, refuse_remote_drive, refuse_shared

LINE = "{number} 1 0:{number} / {point} rw,relatime shared:1 - {kind} source rw"
ROOT = ("/", "ext4")
NOWHERE: dict[str, str] = {}


def table(*rows: tuple[str | Path, str]) -> tuple[Mount, ...]:
    """A table of mounts as Linux prints it, read back."""
    lines = [LINE.format(number=n, point=point, kind=kind) for n, (point, kind) in enumerate(rows, 20)]
    return linux_mounts("\n".join(lines))


def said_of(folder: Path, mounts_there: tuple[Mount, ...]) -> str:
    """Why nothing may be kept there; blank where it may."""
    try:
        refuse_shared(folder, mounts_there, NOWHERE)
    except PlaceRefused as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize(
    "kind",
    [
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "virtiofs", "davfs", "ceph", "glusterfs"),
        *("lustre", "beegfs", "ocfs2", "vboxsf", "autofs", "fuse.sshfs", "fuse.rclone", "fuse.davfs"),
        *("fuse.gvfsd-fuse", "fuse.google-drive-ocamlfuse", "fuse.onedriver", "fuse.something-new", "fuse"),
    ],
)
def test_a_network_drive_is_refused(tmp_path: Path, kind: str) -> None:
    with pytest.raises(PlaceRefused, match="network drive or a shared disk") as refused:
        refuse_shared(tmp_path / "store", table(ROOT, (tmp_path, kind)), NOWHERE)
    assert kind in str(refused.value)
    assert "nothing was written" in str(refused.value)
    assert "policy file" in str(refused.value)


@pytest.mark.parametrize(
    "kind", ["ext4", "xfs", "btrfs", "zfs", "overlay", "tmpfs", "fuseblk", "fuse.gocryptfs", "fuse.mergerfs", "apfs"]
)
def test_a_disk_of_this_workstation_is_not(tmp_path: Path, kind: str) -> None:
    assert said_of(tmp_path / "store", table(ROOT, (tmp_path, kind))) == ""
    assert "network drive" in said_of(tmp_path / "store", table(ROOT, (tmp_path, "nfs4")))


def test_the_longest_mount_that_leads_there_counts(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    network = table(("/", "nfs4"), (tmp_path, "ext4"))
    refuse_shared(tmp_path / "home" / "store", network, NOWHERE)
    with pytest.raises(PlaceRefused):
        refuse_shared(
            tmp_path / "home" / "store", table(ROOT, (tmp_path / "home", "nfs4"), (tmp_path, "ext4")), NOWHERE
        )
    refuse_shared(tmp_path / "home-of-others", table(ROOT, (tmp_path / "home", "nfs4")), NOWHERE)


def test_of_two_mounts_in_one_place_the_later_covers_the_earlier(tmp_path: Path) -> None:
    refuse_shared(tmp_path, table(ROOT, (tmp_path, "nfs4"), (tmp_path, "tmpfs")), NOWHERE)
    with pytest.raises(PlaceRefused, match="nfs4"):
        refuse_shared(tmp_path, table(ROOT, (tmp_path, "autofs"), (tmp_path, "nfs4")), NOWHERE)


def test_a_link_to_a_network_drive_is_one(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    (tmp_path / "local").symlink_to(tmp_path / "share")
    with pytest.raises(PlaceRefused, match="nfs"):
        refuse_shared(tmp_path / "local" / "new" / "store", table(ROOT, (tmp_path / "share", "nfs")), NOWHERE)


def test_a_link_in_a_circle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    with pytest.raises(PlaceRefused):
        refuse_shared(tmp_path / "one" / "store", table(("/", "nfs")), NOWHERE)


def test_where_the_system_does_not_tell_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PlaceRefused, match="does not say on what kind of disk"):
        refuse_shared(tmp_path, (), NOWHERE)

    def silent() -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(shared_folders, "mounts_here", silent)
    with pytest.raises(PlaceRefused, match="does not say on what kind of disk"):
        refuse_shared(tmp_path)


def test_this_very_workstation_tells_where_its_temporary_files_lie(tmp_path: Path) -> None:
    found = mount_of(tmp_path.resolve(), mounts_here())
    assert found is not None
    assert found.kind
    refuse_shared(tmp_path / "store", environment=NOWHERE)


def test_spaces_backslashes_and_other_letters_in_the_table_are_read() -> None:
    read = linux_mounts(
        LINE.format(number=1, point="/srv/Zespół\\040Å\\134x\\011y", kind="nfs") + "\n\nnot a line\n - \n"
    )
    assert read == (Mount(Path("/srv/Zespół Å\\x\ty"), "nfs", True),)


def test_the_table_without_optional_fields_is_read() -> None:
    assert linux_mounts("27 1 254:0 / / rw,relatime - ext4 /dev/vda rw") == (Mount(Path("/"), "ext4", False),)


MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//ann@server/Home Folders on /Volumes/Home Folders (smbfs, nodev, nosuid, mounted by ann)
server:/local on /Volumes/local (nfs)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
"""


@pytest.mark.parametrize(
    ("folder", "is_shared"),
    [
        ("/Users/ann", False),
        ("/System/Volumes/Data/Users/ann", False),
        ("/Volumes/Home Folders/ann", True),
        ("/Volumes/local/ann", True),
        ("/System/Volumes/Data/home/ann", True),
    ],
)
def test_the_table_of_macos_marks_what_is_local(folder: str, is_shared: bool) -> None:
    found = mount_of(Path(folder), mac_mounts(MAC))
    assert found is not None
    assert found.is_shared is is_shared


@pytest.mark.parametrize(
    ("folder", "kind", "refused"),
    [
        (r"C:\Users\ann\AppData\Local\il2desk\store", 3, False),
        (r"\\?\C:\Users\ann", 3, False),
        (r"H:\store", 4, True),
        (r"\\server\share\store", 3, True),
        (r"\\?\UNC\server\share\store", 3, True),
        (r"\\wsl.localhost\Debian\home", 3, True),
        (r"\store", 3, True),
    ],
)
def test_on_windows_a_share_and_a_letter_for_one_are_refused(folder: str, kind: int, refused: bool) -> None:
    asked: list[str] = []

    def kind_of(root: str) -> int:
        asked.append(root)
        return kind

    if refused:
        with pytest.raises(PlaceRefused, match="network drive"):
            refuse_remote_drive(Path(folder), PureWindowsPath(folder), kind_of)
    else:
        refuse_remote_drive(Path(folder), PureWindowsPath(folder), kind_of)
        assert asked == ["C:\\"]


def test_only_windows_has_drives() -> None:
    if mounts.sys.platform == "win32":
        assert drive_kind("C:\\") == 3
    else:
        with pytest.raises(OSError, match="only Windows"):
            drive_kind("C:\\")


@pytest.mark.parametrize(
    "name",
    [
        *("OneDrive", "OneDrive - Hôpital X", "OneDrive-Contoso", "Dropbox", "Dropbox (Personal)", "Google Drive"),
        *("My Drive", "iCloudDrive", "Mobile Documents", "CloudStorage", "Nextcloud", "ownCloud", "Box", "Box Sync"),
        *("pCloudDrive", "MEGA", "MEGAsync", "Sync", "Syncthing", "Tresorit", "SeaDrive", "Seafile"),
        "Creative Cloud Files",
    ],
)
def test_a_folder_called_as_a_sync_client_calls_its_own_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(PlaceRefused, match="copies to a cloud"):
        refuse_shared(tmp_path / name / "store", table(ROOT), NOWHERE)


@pytest.mark.parametrize("name", ["box", "sync", "mega", "Onedriver", "Dropboxes", "Oncology", "My Drives", "store"])
def test_other_names_are_not(tmp_path: Path, name: str) -> None:
    assert not is_synced_name(name)
    refuse_shared(tmp_path / name / "store", table(ROOT), NOWHERE)


@pytest.mark.parametrize(
    "mark", [".dropbox", ".sync_3f2a.db", "._sync_3f2a.db", ".owncloudsync.log", ".nextcloudsync.log.0"]
)
def test_a_file_that_a_sync_client_leaves_above_the_folder_is_enough(tmp_path: Path, mark: str) -> None:
    (tmp_path / mark).touch()
    with pytest.raises(PlaceRefused, match="lies in it"):
        refuse_shared(tmp_path / "deep" / "down" / "store", table(ROOT), NOWHERE)


@pytest.mark.parametrize("mark", [".dropbox.cache", ".stfolder", ".tmp.driveupload", ".tmp.drivedownload"])
def test_so_is_a_folder(tmp_path: Path, mark: str) -> None:
    (tmp_path / mark).mkdir()
    with pytest.raises(PlaceRefused, match="lies in it"):
        refuse_shared(tmp_path / "store", table(ROOT), NOWHERE)


def test_what_cannot_be_looked_at_beside_a_mark_does_not_hide_it(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    for number in range(100):  # in which order the system names them is its own affair
        circle = tmp_path / f".circle-{number}"
        circle.symlink_to(circle)
    assert ".stfolder lies in it" in said_of(tmp_path / "store", table(ROOT))


def test_the_settings_of_a_sync_client_in_a_home_are_no_mark(tmp_path: Path) -> None:
    (tmp_path / ".dropbox").mkdir()
    (tmp_path / "desktop.ini").touch()
    (tmp_path / ".sync").mkdir()
    assert said_of(tmp_path / "store", table(ROOT)) == ""
    (tmp_path / ".stfolder").mkdir()
    assert ".stfolder lies in it" in said_of(tmp_path / "store", table(ROOT))


def test_a_link_into_a_synced_folder_is_refused_and_so_is_one_out_of_it(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "plain").symlink_to(tmp_path / "Dropbox")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "Nextcloud").symlink_to(tmp_path / "elsewhere")
    for way in ("plain", "Nextcloud"):
        with pytest.raises(PlaceRefused, match="cloud"):
            refuse_shared(tmp_path / way / "store", table(ROOT), NOWHERE)


@pytest.mark.parametrize("variable", shared_folders.ONEDRIVE)
def test_what_onedrive_says_it_copies_is_refused(tmp_path: Path, variable: str) -> None:
    with pytest.raises(PlaceRefused, match="OneDrive"):
        refuse_shared(tmp_path / "work" / "store", table(ROOT), {variable: str(tmp_path / "work")})
    refuse_shared(tmp_path / "work-of-others", table(ROOT), {variable: str(tmp_path / "work")})
    refuse_shared(tmp_path / "store", table(ROOT), {variable: ""})


def test_looking_makes_and_leaves_nothing(tmp_path: Path) -> None:
    refuse_shared(tmp_path / "a" / "store", table(ROOT), NOWHERE)
    assert list(tmp_path.iterdir()) == []
