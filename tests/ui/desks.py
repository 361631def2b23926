"""A window with a desk before a real store, opened, unlocked and looked at by tests."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from il2desk.app.store_wiring import store_services
from il2desk.domain.case.case import Case
from il2desk.domain.records.store_records import Stand
from il2desk.ui.store.unlock import UnlockPage
from il2desk.ui.window.main_window import MainWindow
from il2desk.ui.window.workspace import Workspace
from tests.cases import NOW, a_case
from tests.ui.conftest import ports_of
from tests.ui.stored import PASSPHRASE, a_gate, a_store

OpenWorkspace = Callable[..., Workspace]


@contextmanager
def desks(qtbot: QtBot, place: Path) -> Iterator[OpenWorkspace]:
    """Opens windows with a desk before them; `numbers` are the ids of the new cases of each."""
    opened: list[MainWindow] = []

    def open_one(folder: Path | None = None, now: Callable[[], datetime] = lambda: NOW, **changes: object) -> Workspace:
        numbers = iter(range(1, 1000))

        def new() -> Case:
            return Case(case_id=f"NEW-{next(numbers):04}")

        window = MainWindow(ports_of(**{"now": now, **changes}), new)  # type: ignore[arg-type]
        gate = a_gate(folder or place, now)
        made = Workspace(window, gate, store_services(gate.folder, gate.now, 7), new, 10)
        window.resize(1366, 768)
        opened.append(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return made

    yield open_one
    for window in opened:
        for one in window.findChildren(Workspace):
            one.put_down()
        window.session.note_printed()
        window.close()
        window.deleteLater()
    QApplication.processEvents()


def page(desk: Workspace) -> QWidget:
    shown = desk.stack.currentWidget()
    assert shown is not None
    return shown


def window_of(desk: Workspace) -> MainWindow:
    found = desk.parent()
    assert isinstance(found, MainWindow)
    return found


def unlock(qtbot: QtBot, desk: Workspace) -> None:
    assert isinstance(page(desk), UnlockPage)
    QApplication.processEvents()
    for mark in PASSPHRASE:
        QTest.keyClick(window_of(desk).windowHandle(), mark)
    QTest.keyClick(window_of(desk).windowHandle(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not isinstance(page(desk), UnlockPage))


def stored(folder: Path, *cases: Case) -> None:
    store = a_store(folder)
    for case in cases:
        store.drafts.save(case, Stand("undetermined", "unfinished", "ldh"), settled=True)
    store.lock()


def kept(case: Case | None = None, case_id: str = "KEPT-0001") -> Case:
    """The base case, or that one, under the id of a case that is in the store already."""
    return (case or a_case()).model_copy(update={"case_id": case_id})


def at_case(qtbot: QtBot, desk: OpenWorkspace, folder: Path, case: Case | None = None) -> Workspace:
    """A store with one case, unlocked, and the case open."""
    stored(folder, kept(case))
    opened = desk()
    unlock(qtbot, opened)
    opened.loader.open_case("KEPT-0001")
    return opened
