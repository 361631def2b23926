"""What is left of a patient in the program once their case is put away, or everything is locked."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from il2desk.app.sheet_service import SheetMaker
from il2desk.domain.case.case import Case
from il2desk.storage.site.paths import resources
from il2desk.ui.cases.case_list_page import CaseListPage
from il2desk.ui.store.people_dialog import PeopleDialog
from il2desk.ui.store.recovery_key import in_groups
from il2desk.ui.store.unlock import UnlockPage
from il2desk.ui.widgets.clipboard import Secrecy
from il2desk.ui.window.workspace import IDLE, Workspace
from tests.cases import a_case
from tests.ui.desks import OpenWorkspace, kept, page, stored, unlock, window_of
from tests.ui.pages import everything_shown
from tests.ui.remains import places_of

WORD = "Zyxwol"
SIGNER = "Dr. Berta Signer"


def canary() -> Case:
    """A case that says one word wherever a patient's words can be recorded."""
    case = a_case(
        name=f"{WORD}ska, Anna",
        identifier=f"ID-{WORD}",
        sites=("lung", f"other:{WORD} gland"),
        pregnancy="not_applicable",
        pregnancy_date=None,
        pregnancy_reason=f"{WORD} reason",
    )
    return case.model_copy(update={"case_id": "KEPT-0001"})


def another() -> Case:
    return kept(case_id="KEPT-0002")


@pytest.fixture
def at_work(qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """A store with the two cases, unlocked. Qt's offscreen clipboard says of nothing that it is its own."""
    monkeypatch.setattr(Secrecy, "_is_ours", lambda _self, mode: mode is QClipboard.Mode.Clipboard)
    stored(tmp_path, canary(), another())
    sheets = SheetMaker(resources())
    opened = desk(print_job=lambda *printing: sheets.job(*printing).pdf, record=sheets.record)
    unlock(qtbot, opened)
    qtbot.waitUntil(lambda: window_of(opened).findChild(Secrecy) is not None)
    yield opened
    QApplication.clipboard().clear()


def goes_through(qtbot: QtBot, desk: Workspace) -> None:
    """Open the canary's case, sign it, type on every page, look at all sheets, and copy the name."""
    window = window_of(desk)
    desk.loader.open_case("KEPT-0001")
    window.session.sign(SIGNER)
    for step in everything_shown(window):
        if step == "diagnosis":
            name = window.wizard.page_of(step).control_of("name")
            name.selectAll()
            name.copy()
    documents = window.wizard.page_of("documents").content
    for line in (documents.patient_check.end_of_identifier, documents.patient_check.year_of_birth):
        line.setFocus()
        qtbot.keyClicks(line, WORD)
    documents.patient_check.end_of_identifier.clear()
    window.explain("ldh")
    settled()


def settled() -> None:
    """Deferred deletions happen when the program is back in its own loop."""
    QTest.qWait(20)


def test_the_word_stands_in_many_places_before_anything_is_put_away(qtbot: QtBot, at_work: Workspace) -> None:
    goes_through(qtbot, at_work)
    places = " ".join(places_of(WORD))
    for part in ("DiagnosisPage", "OrgansPage", "VerdictPage", "Header", "clipboard", "heard", "undone"):
        assert part in places, part


def test_nothing_of_the_patient_stays_once_it_is_locked(qtbot: QtBot, at_work: Workspace) -> None:
    goes_through(qtbot, at_work)
    at_work.lock(IDLE)
    settled()
    assert isinstance(page(at_work), UnlockPage)
    assert places_of(WORD) == []


def test_nothing_of_the_patient_stays_in_another_case(qtbot: QtBot, at_work: Workspace) -> None:
    goes_through(qtbot, at_work)
    window = window_of(at_work)
    window.go_to("documents")
    made = window.wizard.page_of("documents").content.made
    assert made
    at_work.to_cases()
    at_work.loader.open_case("KEPT-0002")
    settled()
    left = {f"{step}: {place}" for step in everything_shown(window) for place in places_of(WORD)}
    assert {place for place in left if "clipboard" not in place} == set()
    documents = window.wizard.page_of("documents").content
    assert not documents.patient_check.is_passed()
    assert {one.assessment.case.case_id for one in documents.made} <= {"KEPT-0002"}


def test_the_window_of_sources_does_not_stay_beside_another_case(qtbot: QtBot, at_work: Workspace) -> None:
    goes_through(qtbot, at_work)
    assert "250" in " ".join(words_of_other_windows(at_work))
    at_work.to_cases()
    at_work.loader.open_case("KEPT-0002")
    settled()
    assert words_of_other_windows(at_work) == ["&Close"]


def words_of_other_windows(desk: Workspace) -> list[str]:
    window = window_of(desk)
    others = [one for one in window.findChildren(QDialog) if one.isWindow()]
    return [
        str(label.property("text")) for one in others for label in one.findChildren(QWidget) if label.property("text")
    ]


def sheets_of(desk: Workspace) -> Any:
    window_of(desk).go_to("documents")
    return window_of(desk).wizard.page_of("documents").content


def message(desk: Workspace) -> None:
    box = QMessageBox(QMessageBox.Icon.Question, "il2desk", WORD, parent=window_of(desk))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


def menu(desk: Workspace) -> None:
    window_of(desk).go_to("diagnosis")
    name = window_of(desk).wizard.page_of("diagnosis").control_of("name")
    shown = name.createStandardContextMenu()
    shown.addAction(WORD)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    shown.popup(name.mapToGlobal(name.rect().center()))


def at_the_list(desk: Workspace) -> CaseListPage:
    desk.to_cases()
    start = page(desk)
    assert isinstance(start, CaseListPage)
    start.cases.list.go_to(0)
    return start


OPENERS: dict[str, Callable[[Workspace], object]] = {
    "settings": lambda desk: window_of(desk).open_settings(""),
    "history": lambda desk: window_of(desk).header.history.click(),
    "sources": lambda desk: window_of(desk).explain("ldh"),
    "open a PDF": lambda desk: window_of(desk)._choose_pdf(),
    "save": lambda desk: sheets_of(desk).output.save_all(sheets_of(desk).made),
    "print": lambda desk: sheets_of(desk).output.print_all(sheets_of(desk).made),
    "message": message,
    "menu": menu,
    "people": lambda desk: at_the_list(desk).people.emit(),
    "care": lambda desk: at_the_list(desk).care.emit(),
}


def test_a_recovery_key_that_nobody_noted_does_not_stay_on_a_locked_screen(
    at_work: Workspace,
) -> None:
    at_the_list(at_work).people.emit()
    [people] = window_of(at_work).findChildren(PeopleDialog)
    people.recovery.open_button.click()
    people.recovery.accept()
    assert people.key is not None
    group = in_groups(people.key.recovery)[-1]
    assert places_of(group) != []
    at_work.lock(IDLE)
    settled()
    assert places_of(group) == []


@pytest.mark.parametrize("what", OPENERS)
def test_what_is_open_when_it_is_locked_is_closed_and_gone(qtbot: QtBot, at_work: Workspace, what: str) -> None:
    window = window_of(at_work)
    at_work.loader.open_case("KEPT-0001")
    window.session.sign(SIGNER)
    OPENERS[what](at_work)
    settled()
    others = [one for one in QApplication.topLevelWidgets() if one is not window and one.isVisible()]
    assert others != [], what
    at_work.lock(IDLE)
    settled()
    assert isinstance(page(at_work), UnlockPage)
    assert [one for one in QApplication.topLevelWidgets() if one is not window and one.isVisible()] == []
    assert places_of(WORD) == []
    unlock(qtbot, at_work)
    settled()
    assert [one for one in QApplication.topLevelWidgets() if one is not window and one.isVisible()] == []
