"""A window with a case in it, shown, and closed again without asking."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from il2desk.domain.assessment import Assessment
from il2desk.domain.case import Case
from il2desk.domain.dosing import DosePlan
from il2desk.domain.settings import LocalSettings
from il2desk.ui.main_window import MainWindow
from il2desk.ui.session import Ports
from tests.cases import NOW, packs, settings

Opened = Callable[..., MainWindow]


def no_sheet(_name: str, _assessment: Assessment, _plan: DosePlan | None, _paper: str, _now: datetime) -> bytes:
    raise ValueError("No sheets are made in these tests.")


def ports_of(local: LocalSettings | None = None, **changes: object) -> Ports:
    given: dict[str, object] = {
        "packs": packs(),
        "settings": settings() if local is None else local,
        "now": lambda: NOW,
        "save_settings": lambda _changed: None,
        "make_sheet": no_sheet,
        "save_file": lambda _content, _path: None,
    }
    return Ports(**{**given, **changes})  # type: ignore[arg-type]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    """Opens a window on a case: `opened(a_case(), local=settings())`."""
    windows: list[MainWindow] = []

    def open_one(case: Case | None = None, local: LocalSettings | None = None, **changes: object) -> MainWindow:
        window = MainWindow(ports_of(local, **changes), lambda: case or Case(case_id="TEST-0001"))
        window.resize(1366, 768)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        qtbot.waitUntil(lambda: window.sides.standing.widget() is not None)
        windows.append(window)
        return window

    yield open_one
    for window in windows:
        window.session.put_on_paper()
        window.close()
        window.deleteLater()
    QApplication.processEvents()
