"""What the program leaves behind on the workstation, as the kernel saw it: nothing but what its user saved."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from pypdf import PdfReader

from il2desk.cli import demo
from il2desk.domain.case.case import canonical
from il2desk.storage.files.case_file import read_case
from il2desk.storage.site.paths import resources
from tests.faults.traced import Trace, traced

ROOT = Path(__file__).parents[2]
NAME, IDENTIFIER, BORN = "Kanarek-Zyxwolska Pzedislava", "KNRQ-7731-ZX", "1967-08-29"
WORDS = (NAME, "Zyxwolska", "Pzedislava", IDENTIFIER, "7731-ZX")
CHILD = (sys.executable, "-m", "tests.faults.child")
WINDOW = (sys.executable, "-m", "tests.faults.window")
KEPT_WINDOW = (sys.executable, "-m", "tests.faults.kept_window")
PASSPHRASE = "Gimpelfink Zaunkralle Uhlenbruch"


def keeps_its_place(path: Path) -> bool:
    """Whether the path is the file of the window's size and place, or on the way to it."""
    folder = Path(".config", "il2desk")
    is_file = path.parent.match(str(folder)) and path.name.startswith(("window", ".window-"))
    return is_file or path.match(str(folder)) or path.match(str(folder.parent))


@dataclass(frozen=True)
class Workstation:
    """The places of a user that exists only here."""

    root: Path

    @property
    def out(self) -> Path:
        return self.root / "saved by the user"

    @property
    def private(self) -> tuple[Path, ...]:
        return tuple(self.root / name for name in ("home", "tmp", "run"))

    def environment(self) -> dict[str, str]:
        home, temporary, run = map(str, self.private)
        return {
            "PATH": "/usr/bin:/bin",
            "HOME": home,
            "TMPDIR": temporary,
            "XDG_RUNTIME_DIR": run,
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",  # what is installed is compiled when it is installed
        }

    def watched(self, *command: str) -> Trace:
        return traced(command, self.root, self.environment())

    def strays(self, trace: Trace) -> list[Path]:
        """What was written, made or named elsewhere than where the user asked, and is not the way to nowhere."""
        allowed = (self.out, Path("/dev/null"), self.root / "home" / ".cache" / "fontconfig")
        return [path for path in sorted(trace.paths) if not any(path.is_relative_to(one) for one in allowed)]

    def told(self, words: tuple[str, ...] = WORDS) -> list[str]:
        """The words found in names and in contents below the user's places, and in plain files among what was saved."""
        plain = [file for file in self.out.rglob("*") if file.suffix not in {".pdf", ".png", ".json"}]
        files = [file for place in self.private for file in place.rglob("*")] + plain
        return [f"{word} in {file.relative_to(self.root)}" for file in files for word in words if says(file, word)] + [
            f"{word} names {file.name}" for file in self.root.rglob("*") for word in words if word in file.name
        ]


def says(file: Path, word: str) -> bool:
    content = file.read_bytes() if file.is_file() and not file.is_symlink() else b""
    return any(word.encode(code) in content for code in ("utf-8", "utf-16-le", "utf-16-be"))


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample case of somebody whose words are found nowhere else."""
    case = read_case(resources() / "sample" / "case.json")
    known = {"name": NAME, "identifier": IDENTIFIER, "date_of_birth": BORN}
    case = case.model_copy(update={"patient": case.patient.model_copy(update=known)})
    file = tmp_path_factory.mktemp("given") / "case.json"
    file.write_text(canonical(case), encoding="utf-8")
    return file


def a_workstation(root: Path) -> Workstation:
    made = Workstation(root)
    for place in made.private:
        place.mkdir(mode=0o700)
    return made


@pytest.fixture
def workstation(tmp_path: Path) -> Workstation:
    return a_workstation(tmp_path)


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory, patient: Path) -> tuple[Workstation, Trace]:
    """The real window, in which a case was typed, copied from, printed and saved, and which met errors."""
    workstation = a_workstation(tmp_path_factory.mktemp("visited"))
    trace = workstation.watched(*WINDOW, str(workstation.out), str(patient))
    assert trace.code == 0, trace.stderr
    return workstation, trace


def test_the_window_opens_no_socket_to_anywhere(visit: tuple[Workstation, Trace]) -> None:
    _, trace = visit
    assert trace.calls > 100
    assert trace.internet == []


def test_the_window_writes_only_what_its_user_saves_and_its_own_place(visit: tuple[Workstation, Trace]) -> None:
    workstation, trace = visit
    assert [path for path in workstation.strays(trace) if not keeps_its_place(path)] == []
    files = [file for place in workstation.private for file in place.rglob("*") if file.is_file()]
    assert [file.name for file in files] == ["window"]


def test_the_window_starts_no_other_program(visit: tuple[Workstation, Trace]) -> None:
    assert visit[1].started == [Path(sys.executable)]


def test_what_is_known_of_a_patient_is_in_the_saved_sheet_and_nowhere_else(visit: tuple[Workstation, Trace]) -> None:
    workstation, trace = visit
    saved = sorted(workstation.out.glob("il2desk-*.pdf"))
    text = " ".join(page.extract_text() for file in saved for page in PdfReader(file).pages)
    assert "Zyxwolska" in text
    assert IDENTIFIER in text
    assert workstation.told() == []
    assert [word for word in WORDS if word in trace.stdout + trace.stderr] == []


def test_errors_are_told_by_their_place_alone(visit: tuple[Workstation, Trace]) -> None:
    told = [line for line in visit[1].stderr.splitlines() if line.startswith("ValueError at ")]
    assert len(told) == 3, visit[1].stderr


def test_every_file_and_folder_of_the_window_is_its_user_s_alone(visit: tuple[Workstation, Trace]) -> None:
    workstation, _ = visit
    made = [workstation.out, *workstation.out.rglob("*")]
    assert len(made) > 10
    assert {file: oct(file.stat().st_mode & 0o777) for file in made if file.stat().st_mode & 0o077} == {}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, patient: Path) -> tuple[Workstation, Trace]:
    """The real window with a store: made, worked with, locked, unlocked and closed."""
    workstation = a_workstation(tmp_path_factory.mktemp("kept"))
    trace = workstation.watched(*KEPT_WINDOW, str(workstation.out), str(patient), PASSPHRASE)
    assert trace.code == 0, trace.stderr
    return workstation, trace


def store_of(workstation: Workstation) -> Path:
    return workstation.root / "home" / ".local" / "share" / "il2desk" / "store"


def note_of(workstation: Workstation) -> Path:
    """The file that remembers in which folder a store was."""
    return workstation.root / "home" / ".config" / "il2desk" / "stores.json"


def test_a_window_with_a_store_opens_no_socket_and_starts_no_program(kept: tuple[Workstation, Trace]) -> None:
    assert kept[1].internet == []
    assert kept[1].started == [Path(sys.executable)]


def test_a_window_with_a_store_writes_the_store_where_it_is_and_what_its_user_saves(
    kept: tuple[Workstation, Trace],
) -> None:
    workstation, trace = kept
    store, note = store_of(workstation), note_of(workstation)
    made = [store, store.with_name("store.part"), note.parent, *note.parent.parents, *store.parents]
    strays = [path for path in workstation.strays(trace) if path not in made and path.parent not in made[:3]]
    assert strays == []
    assert {file.name for file in note.parent.iterdir()} == {"stores.json", "window"}
    assert note.read_text(encoding="ascii") == f'["{store}"]'
    assert {file.name for file in store.iterdir()} == {"cases.db", "held.lock", "journal.head", "keys.json"}
    files = [file for place in workstation.private for file in place.rglob("*") if file.is_file()]
    assert {file.parent for file in files} == {store, note.parent}


def test_a_store_and_its_window_tell_nobody_of_patient_or_passphrase(kept: tuple[Workstation, Trace]) -> None:
    workstation, trace = kept
    [saved] = workstation.out.glob("il2desk-*.pdf")
    assert "Zyxwolska" in " ".join(page.extract_text() for page in PdfReader(saved).pages)
    words = (*WORDS, *PASSPHRASE.split())
    assert workstation.told(words) == []
    assert [word for word in words if word in trace.stdout + trace.stderr] == []
    assert [word for word in PASSPHRASE.split() if says(saved, word)] == []


def test_every_file_and_folder_of_a_store_is_its_user_s_alone(kept: tuple[Workstation, Trace]) -> None:
    store, note = store_of(kept[0]), note_of(kept[0])
    folders, files = (store.parent, store, note.parent), (note, *store.iterdir())
    assert len(files) == 5
    assert {oct(folder.stat().st_mode & 0o777) for folder in folders} == {"0o700"}
    assert {oct(file.stat().st_mode & 0o777) for file in files} == {"0o600"}


def test_a_word_in_a_file_beside_the_store_would_be_found(workstation: Workstation) -> None:
    store = store_of(workstation)
    store.mkdir(parents=True)
    (store / "cases.db-wal").write_bytes(b"\0" * 4096 + b"Zyxwolska" + PASSPHRASE.encode())
    assert len(workstation.told((*WORDS, *PASSPHRASE.split()))) == 1 + len(PASSPHRASE.split())


def test_the_demo_writes_into_its_folder_and_opens_no_socket(workstation: Workstation) -> None:
    trace = workstation.watched(*CHILD, "demo", "--out", str(workstation.out))
    assert trace.code == 0, trace.stderr
    assert trace.internet == []
    assert workstation.strays(trace) == []
    assert workstation.told(("Anna-Łucja", "EX-2026-0417")) == []


def test_the_commands_write_sheets_and_nothing_else(workstation: Workstation, patient: Path) -> None:
    settings = ("--settings", str(resources() / "sample" / "settings.toml"), "--now", demo.NOW)
    judged = workstation.watched(*CHILD, "assess", str(patient), *settings)
    assert judged.code == 0, judged.stderr
    assert (judged.internet, workstation.strays(judged)) == ([], [])
    refused = workstation.watched(*CHILD, "plan", str(patient), "--out", str(workstation.out), *settings)
    assert refused.code == 3, refused.stderr
    assert (refused.internet, workstation.strays(refused)) == ([], [])
    assert [word for word in WORDS if word in refused.stdout + refused.stderr] == []
    assert workstation.told() == []


def ways_without_a_network() -> list[list[str]]:
    """Out of every network, as root or in a user's own space; where neither is allowed, no socket can be made."""
    ways = [["unshare", "-n", "--"], ["unshare", "-r", "-n", "--"]]
    allowed = [way for way in ways if subprocess.run([*way, "true"], capture_output=True, check=False).returncode == 0]
    return allowed[:1] or [["strace", "-f", "-qq", "-o", "/dev/null", "-e", "inject=socket:error=ENETDOWN", "--"]]


def test_it_all_works_where_there_is_no_network_at_all(workstation: Workstation) -> None:
    (way,) = ways_without_a_network()
    command = [*way, *CHILD, "demo", "--out", str(workstation.out)]
    done = subprocess.run(
        command, env=workstation.environment(), cwd=workstation.root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(list(workstation.out.glob("*.pdf"))) == 6


PRINTS = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from il2desk.ui.sheets.printing import new_printer, print_sheet, printer_names
application = QApplication([])
printer_names()
printer = new_printer("A4")
printer.setOutputFileName(sys.argv[2])
printer.setResolution(72)
print_sheet(Path(sys.argv[1]).read_bytes(), printer, "il2desk-order")
"""


def test_printing_speaks_with_nobody_but_the_workstation_s_own_printing(
    visit: tuple[Workstation, Trace], workstation: Workstation
) -> None:
    """Through Qt's printing into a file: there is no printer here, but its library looks for one on this machine."""
    (sheet, *_) = visit[0].out.glob("il2desk-*.pdf")
    workstation.out.mkdir()
    trace = workstation.watched(sys.executable, "-c", PRINTS, str(sheet), str(workstation.out / "printed.pdf"))
    assert trace.code == 0, trace.stderr
    assert set(trace.peers) <= {"127.0.0.1 631", "::1 631"}
    assert workstation.strays(trace) == []
    assert workstation.told() == []


REMEMBERS = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
from il2desk.app.wiring import _keep_no_history
if sys.argv[1] == "il2desk":
    _keep_no_history()
application = QApplication([])
dialog = QFileDialog()
dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
dialog.open()
QTimer.singleShot(100, dialog.accept)
QTimer.singleShot(200, application.quit)
application.exec()
"""


@pytest.mark.parametrize(("program", "kept"), [("another", ["QtProject.conf"]), ("il2desk", [])])
def test_the_file_dialog_remembers_no_folder_of_ours(workstation: Workstation, program: str, kept: list[str]) -> None:
    trace = workstation.watched(sys.executable, "-c", REMEMBERS, program)
    assert trace.code == 0, trace.stderr
    assert [file.name for file in (workstation.root / "home").rglob("*") if file.is_file()] == kept


LEAKS = """
import os, pathlib, socket, subprocess, tempfile
socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
socket.socket(socket.AF_UNIX)
for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
    with socket.socket(family, socket.SOCK_DGRAM) as out:
        try:
            out.sendto(b"{word}", (host, 53))
            out.connect((host, 9))
        except OSError:
            pass
os.mkdir(os.environ["HOME"] + "/.config")
with tempfile.NamedTemporaryFile(delete=False) as file:
    file.write("… {word} …".encode("utf-16-le"))
pathlib.Path(os.environ["HOME"], "recent-{word}").touch()
os.rename(file.name, os.environ["XDG_RUNTIME_DIR"] + "/kept \\"żółw\\"")
handle = os.open(os.environ["HOME"], os.O_RDONLY)
os.close(os.open("beside", os.O_CREAT | os.O_WRONLY, 0o640, dir_fd=handle))
subprocess.run(["/bin/true"])
try:
    open("/nowhere/at/all", "w")
except OSError:
    pass
"""


def test_a_program_that_leaks_is_caught_in_every_way(workstation: Workstation) -> None:
    trace = workstation.watched(sys.executable, "-c", LEAKS.replace("{word}", "Zyxwolska"))
    assert trace.code == 0, trace.stderr
    assert trace.internet == ["AF_INET6", "AF_INET", "AF_INET6"]
    assert trace.sockets == ["AF_INET6", "AF_UNIX", "AF_INET", "AF_INET6"]
    assert {"127.0.0.1 53", "127.0.0.1 9", "::1 53"} <= set(trace.peers)
    home, temporary, run = workstation.private
    strays = workstation.strays(trace)
    assert {home / ".config", home / "recent-Zyxwolska", home / "beside", run / 'kept "żółw"'} <= set(strays)
    assert temporary in {path.parent for path in strays}
    assert {one.path.name: one.mode for one in trace.opened}["beside"] == 0o640
    assert [one.path for one in trace.opened if not one.done] == [Path("/nowhere/at/all")]
    assert Path("/bin/true") in trace.started
    assert sorted(workstation.told()) == [
        'Zyxwolska in run/kept "żółw"',
        "Zyxwolska names recent-Zyxwolska",
    ]


def test_strace_is_there() -> None:
    assert shutil.which("strace"), "make setup installs it"
