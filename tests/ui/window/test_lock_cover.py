"""What cannot be locked away is covered: nobody reads it, nothing of it is lost, and the passphrase shows it again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from il2desk.domain.case.case import Case
from il2desk.domain.errors import Refusal
from il2desk.ui.cases.case_list_page import CaseListPage
from il2desk.ui.store.first_start import FirstStartPage
from il2desk.ui.store.lock_cover_page import LockCoverPage
from il2desk.ui.store.recovery_key import in_groups
from il2desk.ui.store.unlock import UnlockPage
from il2desk.ui.window.workspace import IDLE, LOCKED, Workspace
from tests.ui.desks import OpenWorkspace, at_case, page, unlock, window_of
from tests.ui.person import Key, Modifier, Person
from tests.ui.stored import PASSPHRASE

FULL = "Not stored: the disk is full."


@pytest.fixture
def full(qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A case whose last entry could not be stored, open where the name is typed."""
    opened = at_case(qtbot, desk, tmp_path)
    window = window_of(opened)
    window.go_to("diagnosis", "name")

    def refused(*_what: object, **_how: object) -> None:
        raise Refusal(FULL)

    monkeypatch.setattr(window.session.store.drafts, "save", refused)
    window.session.set_patient("name", "Anna Unstored")
    return opened


def has_room(desk: Workspace) -> None:
    drafts: Any = window_of(desk).session.store.drafts
    drafts.save = type(drafts).save.__get__(drafts)


def seen(desk: Workspace) -> str:
    QApplication.processEvents()
    labels = [one for one in window_of(desk).findChildren(QLabel) if one.isVisible()]
    return "\n".join(one.text() for one in labels)


def curtain_of(desk: Workspace) -> LockCoverPage:
    shown = page(desk)
    assert isinstance(shown, LockCoverPage)
    return shown


def types(desk: Workspace, passphrase: str) -> None:
    QApplication.processEvents()
    for mark in passphrase:
        QTest.keyClick(window_of(desk).windowHandle(), mark)
    QTest.keyClick(window_of(desk).windowHandle(), Key.Key_Return)
    QApplication.processEvents()


@pytest.mark.parametrize("sentence", [IDLE, LOCKED])
def test_a_case_that_cannot_be_stored_is_covered_and_it_says_why(full: Workspace, sentence: str) -> None:
    window = window_of(full)
    window.open_settings("")
    full.lock(sentence)
    words = seen(full)
    assert "Anna Unstored" not in words
    assert "EX-0417" not in words
    assert FULL in words
    assert "Do not close the program" in words
    assert not window.wizard.isVisible()
    assert [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()] == []
    assert window.session.case.patient.name == "Anna Unstored"


def test_the_passphrase_shows_the_case_again_where_it_was(full: Workspace) -> None:
    full.lock(IDLE)
    types(full, PASSPHRASE)
    window = window_of(full)
    assert full.stack.shows_case
    assert (window.wizard.here.id, window.session.case.patient.name) == ("diagnosis", "Anna Unstored")
    Person(window).types("x")
    assert window.session.case.patient.name == "Anna Unstoredx"


def test_another_passphrase_does_not_and_slows_down_the_next(full: Workspace) -> None:
    full.lock(IDLE)
    curtain = curtain_of(full)
    types(full, "")
    assert "Type your passphrase" in seen(full)
    for _ in range(3):
        types(full, "somebody else's words")
    assert curtain_of(full) is curtain
    assert "This is not the passphrase of A. Oncologist." in seen(full)
    assert curtain.waiting.is_on
    types(full, PASSPHRASE)
    assert curtain_of(full) is curtain


def test_no_key_reaches_the_case_behind_the_curtain(full: Workspace) -> None:
    full.lock(IDLE)
    window = window_of(full)
    before = window.session.case
    for key in (Key.Key_O, Key.Key_PageDown, Key.Key_Z):
        QTest.keyClick(window.windowHandle(), key, Modifier.ControlModifier)
    for key in (Key.Key_F6, Key.Key_Escape, Key.Key_Tab, Key.Key_Space):
        QTest.keyClick(window.windowHandle(), key)
    QApplication.processEvents()
    assert (window.session.case, window.wizard.here.id) == (before, "diagnosis")
    assert not window.acceptDrops()
    assert [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()] == []
    assert isinstance(page(full), LockCoverPage)


def test_as_soon_as_it_is_stored_it_is_locked_and_comes_back(qtbot: QtBot, full: Workspace) -> None:
    full.lock(IDLE)
    full.lock(IDLE)
    has_room(full)
    full.autosave.flush()
    qtbot.waitUntil(lambda: isinstance(page(full), UnlockPage))
    session = window_of(full).session
    assert session.store is None
    assert session.case == Case(case_id=session.case.case_id)
    unlock(qtbot, full)
    assert full.stack.shows_case
    assert session.case.patient.name == "Anna Unstored"


def test_what_was_uncovered_and_stored_since_is_not_locked(qtbot: QtBot, full: Workspace) -> None:
    full.lock(IDLE)
    types(full, PASSPHRASE)
    has_room(full)
    full.autosave.flush()
    qtbot.wait(50)
    assert full.stack.shows_case


def test_a_store_whose_folder_is_gone_still_lets_its_user_back(full: Workspace, tmp_path: Path) -> None:
    import shutil

    shutil.rmtree(tmp_path / "store")
    full.lock(IDLE)
    types(full, "not this one")
    assert isinstance(page(full), LockCoverPage)
    types(full, PASSPHRASE)
    assert full.stack.shows_case


@pytest.mark.parametrize("ends", [lambda desk: desk.put_down(), lambda desk: desk.lock(IDLE)])
def test_a_program_that_ends_behind_the_curtain_closes_its_store_once(
    full: Workspace, ends: Callable[[Workspace], None]
) -> None:
    full.lock(IDLE)
    has_room(full)
    ends(full)
    assert window_of(full).session.store is None


def fills_in(qtbot: QtBot, first: FirstStartPage) -> None:
    qtbot.keyClicks(first.name.line, "A. Oncologist")
    first.role.rows["clinician"].click()
    for line in (first.passphrase.first.secret, first.passphrase.again.secret):
        qtbot.keyClicks(line, PASSPHRASE)


@pytest.fixture
def new_key(qtbot: QtBot, desk: OpenWorkspace) -> Workspace:
    """A first start whose recovery key is shown and not yet noted."""
    opened = desk()
    first = page(opened)
    assert isinstance(first, FirstStartPage)
    fills_in(qtbot, first)
    first.make()
    assert in_groups(first.key.recovery)[-1] in seen(opened)
    return opened


def test_a_recovery_key_is_covered_when_nobody_is_there_and_the_passphrase_shows_it_again(
    qtbot: QtBot, new_key: Workspace
) -> None:
    first: Any = page(new_key)
    groups = in_groups(first.key.recovery)
    new_key._watch.idle.emit()
    assert [group for group in groups if group in seen(new_key)] == []
    assert "recovery key is covered" in seen(new_key)
    types(new_key, PASSPHRASE)
    assert page(new_key) is first
    assert [group for group in groups if group not in seen(new_key)] == []
    first.key.last.take_focus()
    types(new_key, groups[-1])
    qtbot.waitUntil(lambda: isinstance(page(new_key), CaseListPage))


def test_a_program_that_ends_while_the_key_is_covered_closes_the_new_store(qtbot: QtBot, new_key: Workspace) -> None:
    first: Any = page(new_key)
    new_key._watch.idle.emit()
    new_key.put_down()
    with pytest.raises(Refusal, match="locked"):
        first.store.data.derived("database")


def test_a_first_start_that_shows_no_key_yet_is_left_alone(desk: OpenWorkspace) -> None:
    opened = desk()
    first: QWidget = page(opened)
    opened._watch.idle.emit()
    assert page(opened) is first


def test_the_curtain_has_the_focus_where_the_passphrase_is_typed(qtbot: QtBot, full: Workspace) -> None:
    full.lock(IDLE)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is curtain_of(full).passphrase.secret)
    QTest.keyClick(window_of(full).windowHandle(), Qt.Key.Key_Tab)
    assert curtain_of(full).isAncestorOf(QApplication.focusWidget())
