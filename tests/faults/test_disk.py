"""The disk that forgets keeps what was synced, may drop or tear what was not, and forgets names in order."""

from pathlib import Path
from random import Random

import pytest

from tests.faults.disk import SECTOR, Disk, Event, events_of


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    (tmp_path / "old").write_bytes(b"a" * 3 * SECTOR)
    return Disk(tmp_path)


def all_left(disk: Disk, name: str) -> set[bytes | None]:
    return {disk.left(Random(seed)).get(name) for seed in range(300)}


def test_what_was_written_and_not_synced_may_be_there_torn_or_gone(disk: Disk, tmp_path: Path) -> None:
    disk.take(Event("pwrite64", str(tmp_path / "old"), content=b"b" * 2 * SECTOR, at=SECTOR))
    a, b = b"a" * SECTOR, b"b" * SECTOR
    assert all_left(disk, "old") == {a + a + a, a + b + b, a + b + a, a + a + b}


def test_what_was_synced_stays(disk: Disk, tmp_path: Path) -> None:
    disk.take(Event("pwrite64", str(tmp_path / "old"), content=b"b", at=0))
    disk.take(Event("fsync", str(tmp_path / "old")))
    assert all_left(disk, "old") == {b"b" + b"a" * (3 * SECTOR - 1)}


def test_a_new_name_may_be_gone_until_its_folder_is_synced(disk: Disk, tmp_path: Path) -> None:
    disk.take(Event("openat", str(tmp_path / "new"), creates=True))
    disk.take(Event("pwrite64", str(tmp_path / "new"), content=b"n", at=0))
    disk.take(Event("fsync", str(tmp_path / "new")))
    assert all_left(disk, "new") == {None, b"n"}
    disk.take(Event("fsync", str(tmp_path)))
    assert all_left(disk, "new") == {b"n"}


def test_a_file_that_is_renamed_unsynced_may_stand_empty_under_its_new_name(disk: Disk, tmp_path: Path) -> None:
    disk.take(Event("openat", str(tmp_path / "part"), creates=True))
    disk.take(Event("pwrite64", str(tmp_path / "part"), content=b"n", at=0))
    disk.take(Event("rename", str(tmp_path / "part"), other=str(tmp_path / "old")))
    assert all_left(disk, "old") == {b"", b"n", b"a" * 3 * SECTOR}


def test_a_folder_takes_its_files_along(disk: Disk, tmp_path: Path) -> None:
    for event in (
        Event("mkdir", str(tmp_path / "part")),
        Event("openat", str(tmp_path / "part" / "file"), creates=True),
        Event("fsync", str(tmp_path / "part")),
        Event("rename", str(tmp_path / "part"), other=str(tmp_path / "whole")),
        Event("fsync", str(tmp_path)),
    ):
        disk.take(event)
    assert all_left(disk, "whole/file") == {b""}
    assert all_left(disk, "part/file") == {None}


def test_a_call_that_the_disk_does_not_know_is_not_passed_over(disk: Disk, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="does not know"):
        disk.take(Event("fallocate", str(tmp_path / "old")))


def test_a_recording_is_read_with_its_places_and_without_what_failed(tmp_path: Path) -> None:
    log = tmp_path / "log"
    file, text = r"\x2f\x66", r"\x61\x62"
    log.write_text(
        f'7 openat(AT_FDCWD<\\x2f>, "{file}", O_WRONLY|O_CREAT, 0600) = 3<{file}>\n'
        f'7 write(3<{file}>, "{text}", 2) = 2\n'
        f'7 write(3<{file}>, "{text}", 2) = 1\n'
        f'7 pwrite64(3<{file}>, "{text}", 2, 512) = 2\n'
        f"7 fsync(3<{file}>) = -1 EIO (Input/output error)\n"
        "7 +++ exited with 0 +++\n"
    )
    assert list(events_of(log)) == [
        Event("openat", "/f", creates=True),
        Event("pwrite64", "/f", content=b"ab", at=0),
        Event("pwrite64", "/f", content=b"a", at=2),
        Event("pwrite64", "/f", content=b"ab", at=512),
    ]


def test_what_changed_in_a_folder_stays_with_it_when_another_takes_its_name(disk: Disk, tmp_path: Path) -> None:
    for event in (
        Event("mkdir", str(tmp_path / "store")),
        Event("openat", str(tmp_path / "store" / "file"), creates=True),
        Event("pwrite64", str(tmp_path / "store" / "file"), content=b"before", at=0),
        Event("fsync", str(tmp_path / "store" / "file")),
        Event("fsync", str(tmp_path / "store")),
        Event("mkdir", str(tmp_path / "part")),
        Event("fsync", str(tmp_path)),
        Event("openat", str(tmp_path / "part" / "file"), creates=True),
        Event("rename", str(tmp_path / "store"), other=str(tmp_path / "aside")),
        Event("rename", str(tmp_path / "part"), other=str(tmp_path / "store")),
        Event("fsync", str(tmp_path)),
    ):
        disk.take(event)
    assert all_left(disk, "aside/file") == {b"before"}
    assert all_left(disk, "store/file") == {None, b""}
    disk.take(Event("fsync", str(tmp_path / "store")))
    assert all_left(disk, "store/file") == {b""}
