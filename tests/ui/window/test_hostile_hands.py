"""What a hurried or a hostile person does to the window: keys into what is locked, two windows, a folder taken away."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from il2desk.domain.case.case import Site
from il2desk.domain.dosing.second_check import Checking
from il2desk.domain.errors import Refusal
from il2desk.storage.store.care.users import StoreUsers
from il2desk.ui.cases.case_list_page import CaseListPage
from il2desk.ui.store.unlock import UnlockPage
from il2desk.ui.window.workspace import IDLE, LOCKED, Workspace
from tests.cases import NOW, SIGNER, a_case
from tests.stores import CHEAP
from tests.ui.desks import OpenWorkspace, at_case, kept, page, stored, unlock, window_of
from tests.ui.pages import access_keys
from tests.ui.person import Person
from tests.ui.stored import PASSPHRASE, unlocked

Key, Modifier = Qt.Key, Qt.KeyboardModifier
KEYS = (
    *((Key.Key_O, Modifier.ControlModifier), (Key.Key_N, Modifier.ControlModifier), (Key.Key_F6, Modifier.NoModifier)),
    *((Key.Key_PageDown, Modifier.ControlModifier), (Key.Key_PageUp, Modifier.ControlModifier)),
    *((Key.Key_Escape, Modifier.NoModifier), (Key.Key_Z, Modifier.ControlModifier)),
)


@pytest.fixture
def at_work(qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path) -> Workspace:
    """A store with one case, unlocked, the case open on its first page."""
    opened = at_case(qtbot, desk, tmp_path)
    return opened


def others() -> list[Any]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog | QMessageBox) and one.isVisible()]


def test_no_key_and_no_drop_reaches_the_case_that_is_locked_away(qtbot: QtBot, at_work: Workspace) -> None:
    window = window_of(at_work)
    letters = {keys.removeprefix("Alt+") for step in ("diagnosis", "verdict") for keys in keys_of(at_work, step)}
    assert len(letters) > 8
    at_work.lock(LOCKED)
    before, step = window.session.case, window.wizard.here.id
    unlocking = {keys.removeprefix("Alt+") for keys in access_keys(window)}
    for letter in sorted(letters - unlocking):
        QTest.keyClick(window.windowHandle(), Key[f"Key_{letter}"], Modifier.AltModifier)
    for key, modifier in KEYS:
        QTest.keyClick(window.windowHandle(), key, modifier)
    QTest.qWait(250)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/nowhere.pdf")])
    event = QDragEnterEvent(
        QPoint(400, 300), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Modifier.NoModifier
    )
    QApplication.sendEvent(page(at_work), event)
    assert not window.acceptDrops()
    assert isinstance(page(at_work), UnlockPage)
    assert (window.session.case, window.wizard.here.id) == (before, step)
    assert others() == []


def keys_of(desk: Workspace, step: str) -> list[str]:
    window_of(desk).go_to(step)
    QApplication.processEvents()
    return access_keys(window_of(desk))


def test_the_title_tells_of_no_patient_and_stays_the_same(at_work: Workspace) -> None:
    window = window_of(at_work)
    titles = {window.windowTitle()}
    at_work.lock(LOCKED)
    titles.add(window.windowTitle())
    assert titles == {"il2desk"}


def test_what_is_being_typed_when_it_locks_is_stored(qtbot: QtBot, at_work: Workspace) -> None:
    window = window_of(at_work)
    window.go_to("diagnosis", "name")
    name = window.wizard.page_of("diagnosis").control_of("name")
    name.clear()
    Person(window).types("Half a nam")
    at_work.lock(IDLE)
    unlock(qtbot, at_work)
    assert at_work.stack.shows_case
    assert window.wizard.here.id == "diagnosis"
    assert window.session.case.patient.name == "Half a nam"


def test_it_locks_in_the_middle_of_the_second_check_and_hides_what_was_typed(qtbot: QtBot, at_work: Workspace) -> None:
    window, session = window_of(at_work), window_of(at_work).session
    session.sign(SIGNER)
    window.go_to("check")
    check: Any = window.wizard.page_of("check").content
    check.name.setFocus()
    Person(window).types("N. Nurse")
    check.pair.kilograms.setFocus()
    Person(window).types("70")
    at_work.lock(IDLE)
    unlock(qtbot, at_work)
    assert window.wizard.here.id == "check"
    again: Any = window.wizard.page_of("check").content
    assert (again.name.text(), again.pair.kilograms.text()) == ("", "")
    assert session.check is None


def test_a_disagreement_that_was_found_is_still_one_after_locking(qtbot: QtBot, at_work: Workspace) -> None:
    session = window_of(at_work).session
    session.sign(SIGNER)
    session.take_check(Checking.begin(session.plan).checker_types("N. Nurse", "71", "44", session.ports.now()))
    assert session.disagrees
    at_work.lock(IDLE)
    unlock(qtbot, at_work)
    assert session.disagrees


def test_what_could_not_be_locked_is_locked_as_soon_as_it_is_stored(
    at_work: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window_of(at_work).session
    save = session.store.drafts.save
    monkeypatch.setattr(session.store.drafts, "save", refused)
    session.set_patient("name", "Anna Example")
    at_work._watch.idle.emit()
    assert session.store is not None
    monkeypatch.setattr(session.store.drafts, "save", save)
    at_work._watch._since -= 3600
    at_work._watch.look()
    at_work._watch.look()
    assert isinstance(page(at_work), UnlockPage)


def refused(*_what: object, **_how: object) -> None:
    raise Refusal("Not stored: the disk is full.")


def test_closing_while_it_cannot_be_stored_asks_first(
    qtbot: QtBot, at_work: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = window_of(at_work)
    monkeypatch.setattr(window.session.store.drafts, "save", refused)
    window.session.set_patient("name", "Anna Example")
    window.close()
    qtbot.waitUntil(lambda: others() != [])
    [box] = others()
    assert window.isVisible()
    assert box.defaultButton().text() == "Go back"
    box.reject()
    assert window.session.case.patient.name == "Anna Example"
    assert window.alert.words.text() == "Not stored: the disk is full."


def test_a_folder_that_is_gone_is_told_and_the_entries_stay(at_work: Workspace, tmp_path: Path) -> None:
    window = window_of(at_work)
    shutil.rmtree(tmp_path / "store")
    window.session.set_patient("name", "Anna Example")
    assert not at_work.autosave.flush()
    assert "is gone, or another was put in its place" in window.alert.words.text()
    assert window.session.would_be_lost
    at_work.lock(IDLE)
    assert at_work.stack.is_covered
    assert at_work.stack.holds_case
    assert window.session.case.patient.name == "Anna Example"


@pytest.mark.parametrize("what", ["revisions.of_case", "printed.of_case", "drafts.open"])
def test_a_store_that_cannot_be_read_is_told_calmly_and_the_entries_stay(
    at_work: Workspace, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    window = window_of(at_work)
    sites = window.session.case.sites
    window.session.sign(SIGNER)
    [kept] = window.session.store.revisions.of_case("KEPT-0001")

    def damaged(*_what: object) -> None:
        raise Refusal("The case store is damaged.")

    part, _, method = what.partition(".")
    monkeypatch.setattr(getattr(window.session.store, part), method, damaged)
    acts: dict[str, Callable[[], object]] = {
        "revisions.of_case": window.header.history.click,
        "printed.of_case": lambda: at_work.loader.look_back(kept),
        "drafts.open": lambda: at_work.loader.open_case("KEPT-0001"),
    }
    acts[what]()
    assert window.alert.words.text() == "The case store is damaged."
    assert window.session.case.sites == sites
    assert not window.session.is_blocked
    assert others() == []


def test_a_folder_that_is_gone_is_told_where_one_unlocks(at_work: Workspace, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "store")
    at_work.lock(LOCKED)
    shown = page(at_work)
    assert isinstance(shown, UnlockPage)
    assert shown.trouble.isVisible()
    assert not shown.passphrase.isVisible()


def test_two_windows_whatever_the_order_in_which_they_are_locked(
    qtbot: QtBot, desk: OpenWorkspace, at_work: Workspace
) -> None:
    second = desk()
    unlock(qtbot, second)
    second.loader.open_case("KEPT-0001")
    session = window_of(second).session
    assert session.store.is_read_only
    assert session.viewed is not None
    at_work.lock(LOCKED)
    unlock(qtbot, at_work)
    assert not window_of(at_work).session.store.is_read_only
    second.lock(LOCKED)
    at_work.lock(LOCKED)
    unlock(qtbot, second)
    unlock(qtbot, at_work)
    assert window_of(at_work).session.store.is_read_only
    assert not session.store.is_read_only
    second.loader.open_case("KEPT-0001")
    session.set_patient("name", "Written by the second")
    assert session.case == session.stored
    at_work.loader.open_case("KEPT-0001")
    assert window_of(at_work).session.case.patient.name == "Written by the second"
    assert window_of(at_work).session.viewed is not None


@pytest.mark.parametrize("role", ["nurse", "pharmacist", "administrator"])
def test_only_a_clinician_signs_whoever_unlocked(qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path, role: str) -> None:
    stored(tmp_path, kept())
    store = unlocked(tmp_path)
    user = StoreUsers(store, lambda: NOW, CHEAP).add_user("N. Other", role, PASSPHRASE)  # type: ignore[arg-type]
    store.lock()
    opened = desk()
    page(opened).users.choices.rows[user.id].click()
    page(opened).passphrase.take_focus()
    unlock(qtbot, opened)
    opened.loader.open_case("KEPT-0001")
    window = window_of(opened)
    window.go_to("verdict")
    signature = window.wizard.page_of("verdict").content.signature
    signature.name.setFocus()
    Person(window).types(SIGNER)
    signature.sign_button.click()
    assert window.session.case.signatures == ()
    assert window.session.plan is None
    assert "Only a clinician signs" in " ".join(one.text() for one in signature.findChildren(QLabel))


def test_who_was_removed_while_another_window_was_open_does_not_come_back_in(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path
) -> None:
    stored(tmp_path, kept())
    owner = unlocked(tmp_path)
    user = StoreUsers(owner, lambda: NOW, CHEAP).add_user("N. Other", "clinician", "another passphrase")
    opened = desk()
    page(opened).users.choices.rows[user.id].click()
    page(opened).passphrase.take_focus()
    Person(window_of(opened)).types("another passphrase")
    QTest.keyClick(window_of(opened).windowHandle(), Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(page(opened), CaseListPage))
    StoreUsers(owner, lambda: NOW, CHEAP).remove_user(user)
    opened.loader.open_case("KEPT-0001")
    assert window_of(opened).session.viewed is not None
    opened.lock(LOCKED)
    assert user.id not in page(opened).users.choices.rows
    owner.lock()


def test_a_clock_set_back_between_two_sessions_opens_and_is_told(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path
) -> None:
    stored(tmp_path, kept())
    opened = desk(now=lambda: NOW - timedelta(days=1))
    unlock(qtbot, opened)
    opened.loader.open_case("KEPT-0001")
    session = window_of(opened).session
    session.set_patient("name", "Anna Example")
    assert session.case == session.stored
    kinds = [one.kind for one in session.store.journal.entries()]
    assert kinds.count("clock_jump") == 1
    assert session.store.journal.check().first_bad is None


LONG = "Wolfeschlegelsteinhausenbergerdorff-" * 5 + "Zwölfhundertfünfzigst"
RIGHT_TO_LEFT = "\u202b" + "יעל כהן בת אברהם " * 12
NAMES = {
    "two hundred letters": LONG[:200],
    "right to left": RIGHT_TO_LEFT,
    "no spaces": "W" * 200,
    "Arabic": "فاطمة " * 33,
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_of_any_length_and_script_leaves_list_header_and_history_usable(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path, name: str
) -> None:
    stored(tmp_path, a_case(name=name, identifier="I" * 200).model_copy(update={"case_id": "KEPT-0001"}))
    opened = desk()
    unlock(qtbot, opened)
    window = window_of(opened)
    start = page(opened)
    assert window.width() == 1366
    assert not start.cases.list.horizontalScrollBar().isVisible()
    opened.loader.open_case("KEPT-0001")
    QApplication.processEvents()
    assert window.width() == 1366
    assert window.session.case.patient.name == name
    for one in (window.header.cases, window.header.lock, window.header.history):
        assert window.rect().contains(one.mapTo(window, one.rect().bottomRight())), one.text()
    window.header.history.click()
    from il2desk.ui.cases.history import History

    [history] = window.findChildren(History)
    history.name.insert(name.strip("\u202b")[:200])
    history.keep_button.click()
    QApplication.processEvents()
    assert len(history.looks) == 1
    inside = history.rect()
    assert inside.contains(history.looks[0].mapTo(history, history.looks[0].rect().bottomRight()))
    assert inside.contains(history.close_button.mapTo(history, history.close_button.rect().bottomRight()))


def test_a_case_of_sixty_sites_is_stored_and_comes_back(qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path) -> None:
    sites = tuple(Site(id="other", text=f"Site number {number}") for number in range(60))
    case = a_case().model_copy(update={"case_id": "KEPT-0001", "sites": sites})
    stored(tmp_path, case)
    opened = desk()
    unlock(qtbot, opened)
    opened.loader.open_case("KEPT-0001")
    window = window_of(opened)
    for step in ("organs", "verdict", "documents"):
        window.go_to(step)
        QApplication.processEvents()
    opened.lock(LOCKED)
    unlock(qtbot, opened)
    assert window.session.case.sites == sites
