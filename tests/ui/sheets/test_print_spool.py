"""A print job is put together where it does not outlast the session; libcups itself says where that is."""

import ctypes
import os
from pathlib import Path

import pytest

from il2desk.ui.sheets import print_spool, printing
from il2desk.ui.sheets.print_spool import private_spool
from il2desk.ui.sheets.printing import new_printer, print_sheet
from tests.ui.outside import a_pdf


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The session's folder, and the folder for everybody's temporary files."""
    session, temporary = tmp_path / "run", tmp_path / "tmp"
    session.mkdir(mode=0o700)
    temporary.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(session))
    monkeypatch.setenv("TMPDIR", str(temporary))
    return session, temporary


def where_cups_puts_a_job() -> Path:
    """The file libcups makes for a job, as Qt's printing asks it to."""
    name = ctypes.create_string_buffer(1024)
    handle = ctypes.CDLL("libcups.so.2").cupsTempFd(name, len(name))
    assert handle >= 0
    os.close(handle)
    file = Path(os.fsdecode(name.value))
    file.unlink()
    return file.parent


def test_cups_puts_a_job_into_the_session_s_folder_and_else_into_everybody_s(places: tuple[Path, Path]) -> None:
    session, temporary = places
    assert where_cups_puts_a_job() == temporary
    with private_spool():
        assert where_cups_puts_a_job() == session
    assert where_cups_puts_a_job() == temporary


def test_the_folder_is_set_back_whatever_happens(places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMPDIR")
    with pytest.raises(ValueError, match="paper"), private_spool():
        raise ValueError("no paper")
    assert "TMPDIR" not in os.environ


@pytest.mark.parametrize("unfit", ["open to others", "gone", "full", "unset"])
def test_a_folder_that_is_not_fit_is_not_taken(
    places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, unfit: str
) -> None:
    session, temporary = places
    if unfit == "open to others":
        session.chmod(0o755)
    elif unfit == "gone":
        session.rmdir()
    elif unfit == "full":
        monkeypatch.setattr(print_spool, "ROOM", 1 << 62)
    else:
        monkeypatch.delenv("XDG_RUNTIME_DIR")
    with private_spool():
        assert os.environ["TMPDIR"] == str(temporary)


@pytest.mark.usefixtures("qapp")
def test_every_sheet_is_printed_from_there(places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(printing, "print_pages", lambda *_: seen.append(os.environ["TMPDIR"]))
    print_sheet(a_pdf("A4", "words"), new_printer("A4"), "job")
    assert seen == [str(places[0])]
