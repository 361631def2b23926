"""The watch over an unused window: it says so again and again, and a workstation that slept counts."""

import sys
import time

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from il2desk.ui.widgets.busy_cursor import busy
from il2desk.ui.window import idle_lock
from il2desk.ui.window.idle_lock import IdleWatch


class Clock:
    at = 0.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(idle_lock, "seconds_passed", made)
    return made


def test_it_says_so_again_until_somebody_comes_back(qtbot: QtBot, clock: Clock) -> None:
    owner, told = QObject(), []
    watch = IdleWatch(600, owner)
    watch.begin()
    watch.idle.connect(lambda: told.append(clock.at))
    for clock.at in (599.0, 600.0, 605.0):
        watch.look()
    assert told == [600.0, 605.0]
    widget = QWidget()
    qtbot.addWidget(widget)
    qtbot.keyClick(widget, Qt.Key.Key_A)
    for clock.at in (610.0, 1204.0, 1205.0):
        watch.look()
    assert told == [600.0, 605.0, 1205.0]


def test_it_waits_while_the_program_prints(qtbot: QtBot, clock: Clock) -> None:
    """Or the case would go while its sheets come out of the printer."""
    owner, told = QObject(), []
    watch = IdleWatch(600, owner)
    watch.idle.connect(lambda: told.append(clock.at))
    clock.at = 700.0
    with busy():
        watch.look()
        assert told == []
    watch.look()
    assert told == [700.0]


@pytest.mark.parametrize(("system", "clock_named"), [("linux", "CLOCK_BOOTTIME"), ("darwin", "CLOCK_MONOTONIC")])
def test_time_asleep_counts(monkeypatch: pytest.MonkeyPatch, system: str, clock_named: str) -> None:
    """These systems have a clock that stands still meanwhile, and Python's own is that one."""
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(time, clock_named, 77, raising=False)
    monkeypatch.setattr(time, "clock_gettime", lambda number: {77: 123.0}[number], raising=False)
    assert idle_lock.seconds_passed() == 123.0
