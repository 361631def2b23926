"""What hardens the process, seen from outside: in child processes that run it, crash it and look at what it leaves."""

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from il2desk.app import process_hardening
from il2desk.app.process_hardening import mind_manners

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"
SET_UP_IN_MS = 2.0


def child(tmp_path: Path, program: str, *, manners: bool = True) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder of its own, as a user whose system allows core files and shares new files."""
    text = f"""
import os, resource
os.umask(0o022)
hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
from il2desk.app.process_hardening import mind_manners
{"mind_manners()" if manners else ""}
{program}
"""
    return subprocess.run(
        [sys.executable, "-c", text], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
    )


def test_new_files_and_folders_are_their_user_s_alone(tmp_path: Path) -> None:
    make = "open('file', 'w').close(); os.mkdir('folder')"
    assert child(tmp_path, make).returncode == 0
    assert mode_of(tmp_path / "file") == 0o600
    assert mode_of(tmp_path / "folder") == 0o700


def test_without_manners_they_are_not(tmp_path: Path) -> None:
    child(tmp_path, "open('file', 'w').close()", manners=False)
    assert mode_of(tmp_path / "file") == 0o644


CRASH = "import ctypes; secret = 'Kowalska' * 1000; ctypes.string_at(0)"


def test_a_crash_leaves_no_core_file(tmp_path: Path) -> None:
    assert child(tmp_path, CRASH).returncode == -signal.SIGSEGV
    assert list(tmp_path.iterdir()) == []


def test_the_search_for_core_files_finds_one_where_there_are_no_manners(tmp_path: Path) -> None:
    done = child(tmp_path, CRASH, manners=False)
    assert done.returncode == -signal.SIGSEGV
    if cores_lie_beside_the_program():
        assert [file.name.split(".")[0] for file in tmp_path.iterdir()] == ["core"]


def cores_lie_beside_the_program() -> bool:
    import resource

    pattern = Path("/proc/sys/kernel/core_pattern")
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    return pattern.exists() and pattern.read_text().startswith("core") and hard != 0


LOOK = """
import ctypes, faulthandler, json, sys
dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) if sys.platform == "linux" else 0
print(json.dumps({"limits": resource.getrlimit(resource.RLIMIT_CORE), "dumpable": dumpable,
                  "faulthandler": faulthandler.is_enabled()}))
"""


def test_the_core_limit_is_nothing_and_nobody_may_look_into_the_memory(tmp_path: Path) -> None:
    assert json.loads(child(tmp_path, LOOK).stdout) == {"limits": [0, 0], "dumpable": 0, "faulthandler": False}


def test_without_manners_the_memory_may_be_looked_into(tmp_path: Path) -> None:
    assert json.loads(child(tmp_path, LOOK, manners=False).stdout)["dumpable"] == 1


def test_a_system_that_refuses_is_named_and_the_program_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(process_hardening, "_leave_no_memory_behind", refuse)
    before = os.umask(0o022)
    try:
        mind_manners()
    finally:
        assert os.umask(before) == 0o077
    assert "may keep an image of the program's memory" in capsys.readouterr().err


def test_minding_manners_is_the_first_thing_the_program_does() -> None:
    text = (Path(process_hardening.__file__).parents[1] / "__main__.py").read_text()
    assert text.index("mind_manners()") < text.index("from il2desk.cli.main") < text.index("from il2desk.app.wiring")


def test_it_costs_the_start_nothing_to_speak_of() -> None:
    """The best of some starts: the machine may be busy with other things."""
    program = """
import time
from il2desk.app.process_hardening import mind_manners
before = time.perf_counter()
mind_manners()
print((time.perf_counter() - before) * 1000)
"""
    runs = [
        float(subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout)
        for _ in range(5)
    ]
    assert min(runs) < SET_UP_IN_MS


def test_sheets_the_program_writes_are_its_user_s_alone(tmp_path: Path) -> None:
    """Through the real door, with an umask that would share everything."""
    out = tmp_path / "new" / "sheets"
    command = [sys.executable, "-m", "il2desk", "plan", str(signed_sample(tmp_path)), "--out", str(out)]
    command += ["--now", "2026-11-20T10:00+01:00", "--settings", str(SAMPLE / "settings.toml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, umask=0o000)
    assert done.returncode == 0, done.stderr
    assert {mode_of(folder) for folder in (out, out.parent)} == {0o700}
    assert {mode_of(file) for file in out.iterdir()} == {0o600}
    assert len(list(out.iterdir())) == 6


def signed_sample(tmp_path: Path) -> Path:
    from il2desk.domain.case.case import canonical
    from tests.cases import signed

    file = tmp_path / "case.json"
    file.write_text(canonical(signed()), encoding="utf-8")
    return file


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
