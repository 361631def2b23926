"""Copies out of the window: marked as secret at once, cleared when their time is over, and nobody else's touched."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from il2desk.ui.widgets import clipboard as clipboard_module
from il2desk.ui.widgets.clipboard import KEPT_FOR_MS, MARKS, Secrecy, is_marked, keep_copies_secret
from tests.cases import a_case
from tests.ui.conftest import Opened

Mode = QClipboard.Mode
COPIED, SELECTED = Mode.Clipboard, Mode.Selection
SOON_MS = 50


class Desktop(QObject):
    """A clipboard with selection as X11 has it; Qt's offscreen one says of nothing that it is its own."""

    changed = Signal(Mode)

    def __init__(self) -> None:
        super().__init__()
        self.content = {COPIED: QMimeData(), SELECTED: QMimeData()}
        self.ours = {COPIED: False, SELECTED: False}
        self.has_selection = True
        self.seen: list[tuple[Mode, list[str]]] = []

    def put(self, data: QMimeData, mode: Mode = COPIED, *, ours: bool) -> None:
        self.content[mode], self.ours[mode] = data, ours
        self.changed.emit(mode)
        self.seen.append((mode, self.content[mode].formats()))

    def setMimeData(self, data: QMimeData, mode: Mode = COPIED) -> None:
        self.put(data, mode, ours=True)

    def mimeData(self, mode: Mode = COPIED) -> QMimeData:
        return self.content[mode]

    def clear(self, mode: Mode = COPIED) -> None:
        self.put(QMimeData(), mode, ours=True)

    def ownsClipboard(self) -> bool:
        return self.ours[COPIED]

    def ownsSelection(self) -> bool:
        return self.ours[SELECTED]

    def supportsSelection(self) -> bool:
        return self.has_selection

    def text(self, mode: Mode = COPIED) -> str:
        return self.content[mode].text()


@pytest.fixture
def desktop(qapp: QApplication) -> Desktop:
    return Desktop()


@pytest.fixture
def secrecy(desktop: Desktop, qapp: QApplication) -> Iterator[Secrecy]:
    parent = QObject()
    made = Secrecy(desktop, parent, SOON_MS)
    desktop.changed.connect(made.look)
    yield made
    made.deleteLater()


def words(text: str, html: str = "") -> QMimeData:
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    return data


@pytest.mark.parametrize("mode", [COPIED, SELECTED])
def test_what_the_program_copies_is_marked_before_anybody_is_answered(
    desktop: Desktop, secrecy: Secrecy, mode: Mode
) -> None:
    desktop.put(words("Kowalska", "<b>Kowalska</b>"), mode, ours=True)
    assert desktop.text(mode) == "Kowalska"
    assert bytes(desktop.content[mode].data("x-kde-passwordManagerHint").data()) == b"secret"
    assert {"text/plain", *MARKS} == set(desktop.content[mode].formats())


def test_the_marks_are_those_of_windows_too() -> None:
    written = {name.split('"')[1]: value for name, value in MARKS.items() if "windows" in name}
    assert written == {
        "ExcludeClipboardContentFromMonitorProcessing": b"1",
        "CanIncludeInClipboardHistory": b"\0\0\0\0",
        "CanUploadToCloudClipboard": b"\0\0\0\0",
    }


def test_marking_ends_by_itself(desktop: Desktop, secrecy: Secrecy) -> None:
    desktop.put(words("Kowalska"), ours=True)
    assert len(desktop.seen) == 2, "once as it was copied, once marked"


def test_one_mark_that_comes_back_under_its_name_is_enough_to_end_it(desktop: Desktop, secrecy: Secrecy) -> None:
    some = words("Kowalska")
    some.setData("x-kde-passwordManagerHint", b"secret")
    desktop.put(some, ours=True)
    assert len(desktop.seen) == 1


@pytest.mark.parametrize("mode", [COPIED, SELECTED])
def test_it_is_cleared_when_its_time_is_over(qtbot: QtBot, desktop: Desktop, secrecy: Secrecy, mode: Mode) -> None:
    desktop.put(words("Kowalska"), mode, ours=True)
    qtbot.wait(SOON_MS // 4)
    assert desktop.text(mode) == "Kowalska"
    qtbot.waitUntil(lambda: desktop.content[mode].formats() == [])


def test_copying_again_gives_it_its_whole_time_again(qtbot: QtBot, desktop: Desktop, qapp: QApplication) -> None:
    secrecy = Secrecy(desktop, desktop, 400)
    desktop.changed.connect(secrecy.look)
    desktop.put(words("one"), ours=True)
    qtbot.wait(250)
    desktop.put(words("two"), ours=True)
    qtbot.wait(250)
    assert desktop.text() == "two"
    qtbot.waitUntil(lambda: desktop.content[COPIED].formats() == [])


def test_what_another_program_copied_is_not_touched(qtbot: QtBot, desktop: Desktop, secrecy: Secrecy) -> None:
    desktop.put(words("ours"), ours=True)
    theirs = words("theirs", "<i>theirs</i>")
    desktop.put(theirs, ours=False)
    qtbot.wait(SOON_MS * 3)
    secrecy.clear()
    assert desktop.content[COPIED] is theirs
    assert not is_marked(theirs)


def test_what_is_left_at_the_end_is_cleared(desktop: Desktop, secrecy: Secrecy) -> None:
    desktop.put(words("Kowalska"), ours=True)
    desktop.put(words("Anna"), SELECTED, ours=True)
    secrecy.clear()
    assert [data.formats() for data in desktop.content.values()] == [[], []]
    secrecy.clear()
    assert len(desktop.seen) == 6, "an empty clipboard is left as it is"


def test_without_a_selection_nobody_asks_for_one(desktop: Desktop, secrecy: Secrecy) -> None:
    desktop.has_selection = False
    desktop.put(words("Anna"), SELECTED, ours=True)
    desktop.changed.emit(Mode.FindBuffer)
    assert desktop.text(SELECTED) == "Anna"
    assert not is_marked(desktop.content[SELECTED])


@pytest.fixture
def owned(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real clipboard of Qt, which offscreen holds what is copied but says of nothing that it is the program's."""
    monkeypatch.setattr(Secrecy, "_is_ours", lambda _self, mode: mode is COPIED)


@pytest.mark.usefixtures("owned")
@pytest.mark.parametrize("editor", [QLineEdit, QPlainTextEdit])
def test_every_way_of_copying_leads_past_the_marks(qtbot: QtBot, qapp: QApplication, editor: Any) -> None:
    parent = QObject()
    keep_copies_secret(qapp, parent)
    shown = editor("Kowalska")
    qtbot.addWidget(shown)
    for take in ("copy", "cut"):
        shown.selectAll()
        getattr(shown, take)()
        assert qapp.clipboard().text() == "Kowalska"
        assert is_marked(qapp.clipboard().mimeData())


@pytest.mark.usefixtures("owned")
def test_the_window_keeps_its_copies_secret(opened: Opened) -> None:
    window = opened(a_case())
    window.go_to("diagnosis")
    name: Any = window.wizard.page_of("diagnosis").control_of("name")
    name.selectAll()
    name.copy()
    assert QGuiApplication.clipboard().text() == name.text() != ""
    assert is_marked(QGuiApplication.clipboard().mimeData())
    secrecy = window.findChild(Secrecy)
    assert {timer.interval() for timer in secrecy._timers.values()} == {KEPT_FOR_MS}
    assert secrecy._timers[COPIED].isActive()


def test_the_end_of_the_program_clears_what_is_its_own() -> None:
    program = """
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from il2desk.ui.widgets.clipboard import Secrecy, keep_copies_secret
Secrecy._is_ours = lambda _self, mode: mode is mode.Clipboard
application, parent = QApplication([]), QObject()
keep_copies_secret(application, parent)
application.clipboard().setText("Kowalska")
print(repr(application.clipboard().text()))
QTimer.singleShot(0, application.quit)
application.exec()
print(repr(application.clipboard().text()))
"""
    folder = Path(clipboard_module.__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=folder)
    assert done.stdout.splitlines() == ["'Kowalska'", "''"]
