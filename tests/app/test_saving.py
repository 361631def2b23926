"""A sheet is saved whole under its name, or nothing changes there and a sentence says why."""

import errno
import os
import resource
import shutil
import signal
import stat
from pathlib import Path

import pytest

from il2desk.app.saving import save_file
from il2desk.documents.model.paper import PaperError

CONTENT = b"%PDF-" + bytes(200_000)


def test_a_saved_sheet_is_whole_and_for_its_owner_alone(tmp_path: Path) -> None:
    save_file(CONTENT, str(tmp_path / "a.pdf"))
    assert (tmp_path / "a.pdf").read_bytes() == CONTENT
    assert stat.S_IMODE((tmp_path / "a.pdf").stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["a.pdf"]


def test_a_later_sheet_replaces_an_earlier_one(tmp_path: Path) -> None:
    save_file(b"old", str(tmp_path / "a.pdf"))
    save_file(CONTENT, str(tmp_path / "a.pdf"))
    assert (tmp_path / "a.pdf").read_bytes() == CONTENT


@pytest.mark.parametrize("before", [None, b"what stood there"])
def test_a_disk_that_fills_while_writing_leaves_what_was_there(tmp_path: Path, before: bytes | None) -> None:
    target = tmp_path / "a.pdf"
    if before is not None:
        target.write_bytes(before)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    quiet = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(PaperError, match=r"could not be saved in this folder: File too large\."):
            save_file(CONTENT, str(target))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, quiet)
    assert (target.read_bytes() if target.exists() else None) == before
    assert [one.name for one in tmp_path.iterdir()] == ([] if before is None else ["a.pdf"])


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failure_at_any_later_step_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, call, full)
    with pytest.raises(PaperError, match=r"could not be saved .* No space left on device\."):
        save_file(CONTENT, str(tmp_path / "a.pdf"))
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_does_not_confirm_is_said_with_the_file_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def only_files(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        sync(handle)

    monkeypatch.setattr(os, "fsync", only_files)
    with pytest.raises(PaperError, match=r"was saved, but the disk did not confirm it: Input/output error\."):
        save_file(CONTENT, str(tmp_path / "a.pdf"))
    assert (tmp_path / "a.pdf").read_bytes() == CONTENT


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PaperError, match=r"could not be saved in this folder: No such file or directory\."):
        save_file(CONTENT, str(tmp_path / "missing" / "a.pdf"))


def test_a_folder_in_the_place_of_the_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(PaperError, match="could not be saved under this name"):
        save_file(CONTENT, str(tmp_path / "a.pdf"))
    assert [one.name for one in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_folder_removed_while_saving_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    folder, real = tmp_path / "sheets", getattr(os, call)
    folder.mkdir()

    def remove_first(*words: object) -> object:
        if folder.exists():
            shutil.rmtree(folder)
        return real(*words)

    monkeypatch.setattr(os, call, remove_first)
    with pytest.raises(PaperError, match=r"could not be saved .*: No such file or directory\."):
        save_file(CONTENT, str(folder / "a.pdf"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("length", [255, 256, 5000])
def test_a_name_too_long_for_the_system_is_a_sentence(tmp_path: Path, length: int) -> None:
    target = tmp_path / f"{'a' * (length - 4)}.pdf"
    if length == 255:
        save_file(CONTENT, str(target))
        assert target.read_bytes() == CONTENT
        return
    with pytest.raises(PaperError, match=r"could not be saved under this name: File name too long\."):
        save_file(CONTENT, str(target))
    assert list(tmp_path.iterdir()) == []


def test_a_name_no_system_takes_is_a_sentence(tmp_path: Path) -> None:
    for target in (tmp_path / "a\0.pdf", tmp_path / "a\0" / "a.pdf"):
        with pytest.raises(PaperError, match=r"could not be saved .*: the system takes no such name\."):
            save_file(CONTENT, str(target))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES])
def test_a_folder_that_may_not_be_written_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def closed(*_words: object, **_named: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("tempfile.mkstemp", closed)
    with pytest.raises(PaperError, match=f"could not be saved in this folder: {os.strerror(code)}"):
        save_file(CONTENT, str(tmp_path / "a.pdf"))
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save_file(CONTENT, str(tmp_path / "a.pdf"))
    assert list(tmp_path.iterdir()) == []


DAY = 24 * 60 * 60


def left_behind(file: Path, age: float) -> Path:
    """A file as a kill leaves it, so many seconds old."""
    file.write_bytes(b"%PDF-half")
    then = file.stat().st_mtime - age
    os.utime(file, (then, then), follow_symlinks=False)
    return file


def test_what_a_kill_left_in_the_folder_a_day_ago_is_gone_after_the_next_saving_there(tmp_path: Path) -> None:
    left = left_behind(tmp_path / ".il2desk-ab3_9xyz.part", DAY + 60)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    other = left_behind(elsewhere / ".il2desk-ab3_9xyz.part", DAY + 60)
    save_file(CONTENT, str(tmp_path / "a.pdf"))
    assert not left.exists()
    assert other.exists()


def test_a_real_kill_leaves_a_name_that_is_swept(tmp_path: Path) -> None:
    pid = os.fork()
    if pid == 0:
        os.fsync = lambda _handle: os.kill(os.getpid(), signal.SIGKILL)
        save_file(CONTENT, str(tmp_path / "a.pdf"))
        os._exit(70)
    assert os.WIFSIGNALED(os.waitpid(pid, 0)[1])
    (left,) = tmp_path.iterdir()
    save_file(CONTENT, str(tmp_path / "a.pdf"))
    assert left.exists(), "it might still be written"
    os.utime(left, (0, 0))
    save_file(CONTENT, str(tmp_path / "a.pdf"))
    assert [one.name for one in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.parametrize("age", [DAY - 60, -DAY], ids=["younger", "from a clock set back since"])
def test_what_may_still_be_written_stays(tmp_path: Path, age: float) -> None:
    left = left_behind(tmp_path / ".il2desk-ab3_9xyz.part", age)
    save_file(CONTENT, str(tmp_path / "a.pdf"))
    assert left.exists()


@pytest.mark.parametrize(
    "name",
    [
        "il2desk-ab3_9xyz.part",
        ".il2desk-ab3_9xyz.pdf",
        ".il2desk-ab3_9xy.part",
        ".il2desk-case-3f2.part",
        ".il2desk-AB3_9XYZ.part",
        ".other-ab3_9xyz.part",
    ],
)
def test_what_is_named_otherwise_stays(tmp_path: Path, name: str) -> None:
    left = left_behind(tmp_path / name, 9 * DAY)
    save_file(CONTENT, str(tmp_path / "a.pdf"))
    assert left.exists()


def test_folders_and_links_of_such_a_name_stay(tmp_path: Path) -> None:
    folder, link = tmp_path / ".il2desk-aaaaaaaa.part", tmp_path / ".il2desk-bbbbbbbb.part"
    folder.mkdir()
    aim = left_behind(tmp_path / "aim", 9 * DAY)
    link.symlink_to(aim)
    for one in (folder, link):
        os.utime(one, (0, 0), follow_symlinks=False)
    save_file(CONTENT, str(tmp_path / "a.pdf"))
    assert folder.is_dir()
    assert link.is_symlink()
    assert aim.exists()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give files away")
def test_what_somebody_else_left_stays(tmp_path: Path) -> None:
    left = left_behind(tmp_path / ".il2desk-ab3_9xyz.part", 9 * DAY)
    os.chown(left, 12345, -1)
    save_file(CONTENT, str(tmp_path / "a.pdf"))
    assert left.exists()


def test_a_folder_that_cannot_be_swept_takes_the_sheet_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "scandir", denied)
    save_file(CONTENT, str(tmp_path / "a.pdf"))
    assert (tmp_path / "a.pdf").read_bytes() == CONTENT
