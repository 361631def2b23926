"""What the start leaves out, told by a process of its own: a search for plugins, and the reading of its own source."""

import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic.plugin import _schema_validator
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from il2desk.cli import main
from il2desk.storage.site import paths

STARTED = """
import builtins, linecache, sys
import il2desk.__main__
from il2desk.app.wiring import dress, make_window
from il2desk.app.startup_files import find
from il2desk.app.startup import make_application
from il2desk.storage.site.paths import resources

found = find(resources() / "sample" / "settings.toml")
application = make_application()
dress(application)
make_window(found)
print(%s)
"""


def told_by(question: str, **environment: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", STARTED % question],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    return ran.stdout.strip()


def test_the_source_of_no_module_of_the_window_is_read() -> None:
    asked = "builtins.__import__ is builtins.__feature_import__, any('case_wizard' in one for one in linecache.cache)"
    assert told_by(asked) == "False False"


def test_pydantic_looks_for_no_plugin_and_what_it_would_look_with_is_not_even_imported() -> None:
    asked = "sys.modules['pydantic.plugin._loader'].get_plugins(), 'importlib.metadata' in sys.modules"
    assert told_by(asked) == "() False"


def test_pydantic_still_asks_the_module_that_is_replaced() -> None:
    source = inspect.getsource(_schema_validator)
    assert source.count("from ._loader import get_plugins") == 1


def test_qt_for_python_would_read_it() -> None:
    asked = (
        "import builtins, linecache, PySide6.QtCore; from il2desk.ui.window.case_wizard import CaseWizard; "
        "read = any('case_wizard' in one for one in linecache.cache); "
        "print(builtins.__import__ is builtins.__feature_import__, read)"
    )
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "True True"


def test_the_window_is_drawn_in_one_style_whatever_the_desktop_prefers() -> None:
    assert told_by("application.style().name()", QT_STYLE_OVERRIDE="Windows") == "fusion"


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("words", [(), ("--today", "2026-11-20")])
def test_a_policy_that_cannot_be_read_opens_nothing_but_a_window_that_says_so(
    words: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    qapp: QApplication,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "il2desk").mkdir()
    (tmp_path / "il2desk" / "policy.toml").write_text("keep_nothing = maybe")
    monkeypatch.setattr(paths, "_site_folder", lambda: tmp_path)
    monkeypatch.setattr(sys, "argv", ["il2desk", *words])
    said: list[str] = []

    def look() -> None:
        (shown,) = (one for one in QApplication.topLevelWidgets() if one.isVisible())
        assert isinstance(shown, QMessageBox)
        said.append(shown.informativeText())
        QTest.mouseClick(shown.button(QMessageBox.StandardButton.Close), Qt.MouseButton.LeftButton)

    timer = QTimer(singleShot=True, interval=0)
    timer.timeout.connect(look)
    timer.start()
    with pytest.raises(SystemExit) as ended:
        main.main()
    assert ended.value.code == 2
    (says,) = said
    assert "policy.toml: not well-formed TOML" in says
    assert "Cases that are stored are untouched." in says
    assert capsys.readouterr().err.startswith("il2desk: ")


REFUSED = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
import il2desk.app.wiring
from il2desk.storage.packs.library import PackRefused

def refuse(*_):
    raise {error}

def shown(box):
    print([type(one).__name__ for one in QApplication.topLevelWidgets() if one.isVisible()], box.informativeText())
    QTimer.singleShot(0, box.reject)
    return run(box)

il2desk.app.wiring.prove = refuse
run, QMessageBox.exec = QMessageBox.exec, shown
sys.argv = ["il2desk"]
import il2desk.__main__
il2desk.__main__.main()
"""


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        ('PackRefused("ldh.toml: a vector fails")', 2, "ldh.toml: a vector fails"),
        ('IndexError("Anna")', 1, "an unexpected error, which is a fault of the program: IndexError at <string>:"),
    ],
)
def test_a_pack_that_does_not_prove_itself_closes_the_window_and_says_why_in_another(
    tmp_path: Path, error: str, code: int, says: str
) -> None:
    own = {name: str(tmp_path) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    ran = subprocess.run(
        [sys.executable, "-c", REFUSED.replace("{error}", error)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **own},
    )
    assert ran.returncode == code, ran.stderr
    assert ran.stdout.startswith(f"[] {says}")
    assert f"il2desk: {says}" in ran.stderr
    assert "Anna" not in ran.stdout + ran.stderr


LEFT = """
import sys
from threading import Event
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import il2desk.app.wiring
from il2desk.ui.case import background_task

def making(found):
    window = make(found)
    QTimer.singleShot(0, lambda: (window.case_switch.opening.open_file(FILE), QApplication.exit(0)))
    return window

FILE = il2desk.app.wiring.__file__
background_task.PATIENCE = 0
make, il2desk.app.wiring.make_window = il2desk.app.wiring.make_window, making
il2desk.app.wiring.open_returned = lambda *_: Event().wait()
sys.argv = ["il2desk"]
import il2desk.__main__
il2desk.__main__.main()
"""


def test_the_program_ends_also_while_a_file_is_still_compared(tmp_path: Path) -> None:
    own = {name: str(tmp_path) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    ran = subprocess.run([sys.executable, "-c", LEFT], check=False, env={**os.environ, **own}, timeout=20)
    assert ran.returncode == 0
