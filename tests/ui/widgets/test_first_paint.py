"""What waits for the first page, and what a hand that is faster than that finds."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from il2desk.ui.widgets.first_paint import AfterFirstPaint


def painted(qtbot: QtBot, then: list[str]) -> tuple[QWidget, QLineEdit]:
    """A window that has just been painted, no turn of the event loop later."""
    window = QWidget()
    qtbot.addWidget(window)
    line = QLineEdit(window)
    AfterFirstPaint(window, lambda: then.append(f"done before {line.text()!r}"))
    window.show()
    window.grab()
    return window, line


def test_what_can_wait_is_done_once_and_not_before_the_painting(qtbot: QtBot) -> None:
    done: list[str] = []
    window, _ = painted(qtbot, done)
    assert done == []
    qtbot.waitUntil(lambda: bool(done))
    window.grab()
    qtbot.wait(20)
    assert len(done) == 1


def test_a_key_that_comes_sooner_finds_everything_done_and_is_not_lost(qtbot: QtBot) -> None:
    done: list[str] = []
    _, line = painted(qtbot, done)
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_7, Qt.KeyboardModifier.NoModifier, "7")
    QCoreApplication.sendEvent(line, press)
    assert done == ["done before ''"]
    assert line.text() == "7"
    qtbot.wait(20)
    assert len(done) == 1


@pytest.mark.parametrize("steps", [120, -120])
def test_a_turn_of_the_wheel_that_comes_sooner_changes_nothing(qtbot: QtBot, steps: int) -> None:
    done: list[str] = []
    _, line = painted(qtbot, done)
    seen: list[QEvent] = []
    line.wheelEvent = seen.append  # type: ignore[method-assign,assignment]
    here = QPointF(line.rect().center())
    turn = QWheelEvent(
        here,
        line.mapToGlobal(here),
        QPoint(),
        QPoint(0, steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(line, turn)
    assert len(done) == 1
    assert seen == []
