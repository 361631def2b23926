"""What the start leaves out, told by a process of its own: a search for plugins, and the reading of its own source."""

import inspect
import os
import subprocess
import sys

from pydantic.plugin import _schema_validator

STARTED = """
import builtins, linecache, sys
import il2desk.__main__
from il2desk.app import dress, find, make_window
from il2desk.desktop import make_application
from il2desk.storage.places import resources

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
        "import builtins, linecache, PySide6.QtCore; from il2desk.ui.case_wizard import CaseWizard; "
        "read = any('case_wizard' in one for one in linecache.cache); "
        "print(builtins.__import__ is builtins.__feature_import__, read)"
    )
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "True True"


def test_the_window_is_drawn_in_one_style_whatever_the_desktop_prefers() -> None:
    assert told_by("application.style().name()", QT_STYLE_OVERRIDE="Windows") == "fusion"
