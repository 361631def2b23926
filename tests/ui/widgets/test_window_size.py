"""The window fits its screen and is found where it was left; on a small one, what leads on is always in sight."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from il2desk.ui.settings.dialog import SettingsDialog
from il2desk.ui.widgets.window_size import fit, place, room_for
from il2desk.ui.window.main_window import MainWindow
from tests.cases import a_case
from tests.ui.conftest import Opened
from tests.ui.desks import OpenWorkspace, at_case, window_of
from tests.ui.pages import STEPS


def is_whole(window: MainWindow, button: QPushButton) -> bool:
    """In the window from corner to corner, and nothing lies over it."""
    corners = (button.rect().topLeft(), button.rect().bottomRight())
    inside = all(window.rect().contains(button.mapTo(window, corner)) for corner in corners)
    return inside and window.childAt(button.mapTo(window, button.rect().center())) is button


@pytest.mark.parametrize("size", [(800, 480), (911, 512), (1024, 720)])
@pytest.mark.parametrize("step", STEPS)
def test_back_and_next_are_whole_on_a_small_screen_whatever_is_said_above(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path, step: str, size: tuple[int, int]
) -> None:
    window = window_of(at_case(qtbot, desk, tmp_path))
    window.settings_bar.show()
    window.alert.say("An error was noticed, and every dose is taken off the screen. Nothing typed is lost. " * 3)
    window.resize(*size)
    window.go_to(step)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == size)
    qtbot.waitUntil(lambda: is_whole(window, window.wizard.back) and is_whole(window, window.wizard.next), timeout=900)


def test_no_window_is_larger_than_its_screen(opened: Opened) -> None:
    window = opened(a_case())
    place(window, b"")
    QApplication.processEvents()
    assert window.screen().availableGeometry().contains(window.frameGeometry())
    for one in (SettingsDialog(window.session, parent=window), window.sides.why_window(window)):
        assert room_for(one).height() >= one.height() and room_for(one).width() >= one.width()


def test_a_window_is_as_large_as_it_likes_or_as_there_is_room(opened: Opened) -> None:
    window = opened(a_case())
    room = room_for(window)
    fit(window, 500, 400)
    assert (window.width(), window.height()) == (640, 400)
    fit(window, 5000, 4000)
    assert (window.width(), window.height()) == (room.width(), room.height())


def test_a_window_is_found_where_it_was_left(opened: Opened) -> None:
    window = opened(a_case())
    window.resize(700, 500)
    window.move(QPoint(40, 50))
    kept = window.saveGeometry().data()
    window.resize(650, 400)
    window.move(QPoint(1, 2))
    place(window, kept)
    assert (window.size().toTuple(), window.pos().toTuple()) == ((700, 500), (40, 50))


@pytest.mark.parametrize("kept", [b"", b"\0", b"nothing of the kind", bytes(80), b"\x01\xd9\xd0\xcb" * 40])
def test_what_cannot_be_a_place_is_as_none(opened: Opened, kept: bytes) -> None:
    window = opened(a_case())
    place(window, kept)
    QApplication.processEvents()
    assert window.screen().availableGeometry().contains(window.frameGeometry())
