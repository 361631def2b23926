"""From the passphrase to a case and back: what stands before a case, and what it lets through."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from il2desk import __version__
from il2desk.app.verify_pdf import verify
from il2desk.domain.errors import Refusal
from il2desk.domain.records.print_history import Printed, Printing
from il2desk.storage.pdf.pdf_payload import read_returned
from il2desk.storage.store.care.integrity import verify_data
from il2desk.ui.cases.case_list_page import CaseListPage
from il2desk.ui.panels.message_bars import AlertBar
from il2desk.ui.store.first_start import FirstStartPage
from il2desk.ui.store.unlock import UnlockPage
from il2desk.ui.window.workspace import IDLE, LEFT_OPEN
from tests.cases import SIGNER, a_case, packs, signed
from tests.returned_pdfs import maker, painted_over, printed
from tests.ui.desks import OpenWorkspace, at_case, kept, page, stored, unlock, window_of
from tests.ui.person import Person
from tests.ui.stored import NAME, a_store, unlocked


def test_without_a_store_the_first_start_comes_first(desk: OpenWorkspace) -> None:
    opened = desk()
    assert isinstance(page(opened), FirstStartPage)
    assert not window_of(opened).wizard.isVisible()


def test_that_no_settings_could_be_read_is_said_before_a_case_and_the_cases_are_in_reach(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path
) -> None:
    says = "Nothing is set, because the file of settings cannot be used."
    first = desk(tmp_path / "none yet", settings_fault=says)
    assert page(first).alert.words.text() == says
    stored(tmp_path, kept())
    opened = desk(settings_fault=says)
    for _ in range(2):
        assert page(opened).alert.words.text() == says
        assert page(opened).alert.isVisible()
        if isinstance(page(opened), UnlockPage):
            unlock(qtbot, opened)
    opened.loader.open_case("KEPT-0001")
    assert opened.stack.shows_case
    assert window_of(opened).settings_bar.words.text() == says


def test_why_nothing_was_opened_is_said_once_in_the_bar_of_what_is_shown(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[AlertBar] = []
    monkeypatch.setattr(AlertBar, "say", lambda bar, _sentence: said.append(bar))
    stored(tmp_path, kept())
    opened = desk()
    unlock(qtbot, opened)
    window = window_of(opened)
    shown = [page(opened).alert, window.alert]
    window.case_switch.opening.drop(())
    opened.loader.open_case("KEPT-0001")
    window.case_switch.opening.drop(())
    assert said == shown


def test_a_case_in_which_nothing_is_entered_any_more_is_not_kept(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path
) -> None:
    stored(tmp_path, kept())
    opened = desk()
    unlock(qtbot, opened)
    window = window_of(opened)
    for typed in ("", "Anna"):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: opened.stack.shows_case)
        person = Person(window)
        window.go_to("diagnosis", "name")
        person.types(typed)
        assert (window.session.case.patient.name or "") == typed
        opened.autosave.flush()
        assert opened.session.store.listing.number() == (2 if typed else 1)
        for _ in typed:
            person.press(Qt.Key.Key_Backspace)
        window.header.cases.click()
        assert [one.case_id for one in opened.session.store.listing.recent(9)] == ["KEPT-0001"]
    found = verify_data(opened.session.store)
    assert not found.faults


def test_a_case_that_is_emptied_and_typed_in_again_is_kept(qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path) -> None:
    stored(tmp_path, kept())
    opened = desk()
    unlock(qtbot, opened)
    window = window_of(opened)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: opened.stack.shows_case)
    person = Person(window)
    window.go_to("diagnosis", "name")
    for _ in range(2):
        person.types("A")
        assert opened.autosave.flush()
        assert opened.session.store.listing.number() == 2
        person.press(Qt.Key.Key_Backspace)
        assert opened.autosave.flush()
        assert opened.session.store.listing.number() == 1
    person.types("Anna")
    window.header.cases.click()
    assert [one.name for one in opened.session.store.listing.recent(9)] == ["Anna", "Example, Anna"]


def test_nothing_of_a_case_is_reached_by_key_or_by_dropping_while_it_is_locked(
    desk: OpenWorkspace, tmp_path: Path
) -> None:
    stored(tmp_path)
    opened = desk()
    window = window_of(opened)
    assert isinstance(page(opened), UnlockPage)
    assert not window.acceptDrops()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()] == []


def test_a_case_is_begun_stored_left_and_found_again_where_it_was(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path
) -> None:
    stored(tmp_path)
    opened = desk()
    unlock(qtbot, opened)
    window = window_of(opened)
    assert isinstance(page(opened), CaseListPage)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: opened.stack.shows_case)
    person = Person(window)
    window.go_to("diagnosis", "name")
    person.types("Anna Example")
    case_id = window.session.case.case_id
    window.header.cases.click()
    assert isinstance(page(opened), CaseListPage)
    assert window.session.case.patient.name is None
    opened.loader.open_case(case_id)
    assert opened.stack.shows_case
    assert window.session.case.patient.name == "Anna Example"
    assert window.wizard.here.id == "diagnosis"


def test_locking_hides_everything_drops_the_key_and_comes_back_to_the_same_case(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path
) -> None:
    stored(tmp_path)
    opened = desk()
    unlock(qtbot, opened)
    opened.begin_case()
    window, session = window_of(opened), window_of(opened).session
    session.set_patient("name", "Anna Example")
    window.go_to("diagnosis")
    window.open_settings("")
    QApplication.processEvents()
    case = session.case
    opened.lock(IDLE)
    QApplication.processEvents()
    assert session.store is None
    assert session.case.patient.name is None
    assert [one for one in window.findChildren(QDialog) if one.isVisible()] == []
    assert not window.wizard.isVisible()
    unlock(qtbot, opened)
    assert opened.stack.shows_case
    assert session.case == case


def test_what_cannot_be_stored_is_not_locked_away(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(tmp_path)
    opened = desk()
    unlock(qtbot, opened)
    opened.begin_case()
    session = window_of(opened).session

    def full(*_what: object, **_how: object) -> None:
        raise Refusal("Not stored: the disk is full.")

    monkeypatch.setattr(session.store.drafts, "save", full)
    session.set_patient("name", "Anna Example")
    opened.lock(IDLE)
    assert session.store is not None
    assert session.case.patient.name == "Anna Example"
    assert window_of(opened).alert.words.text() == "Not stored: the disk is full."


def test_a_second_window_shows_a_case_and_changes_nothing(qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path) -> None:
    stored(tmp_path, kept())
    first = unlocked(tmp_path)
    opened = desk()
    unlock(qtbot, opened)
    session = window_of(opened).session
    opened.begin_case()
    assert isinstance(page(opened), CaseListPage)
    opened.loader.open_case("KEPT-0001")
    assert session.viewed is not None
    before = session.case
    session.answer("ecog_grade", "2")
    assert session.case is before
    window_of(opened).header.new_case.click()
    assert session.case is before
    assert "Another window" in window_of(opened).alert.words.text()
    window_of(opened).alert.hide()
    window_of(opened).case_switch.begin_revision()
    assert session.viewed is not None
    assert "Another window" in window_of(opened).alert.words.text()
    first.lock()


def test_a_signed_revision_is_looked_at_and_another_is_begun_from_it_under_a_number_of_its_own(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path
) -> None:
    opened = at_case(qtbot, desk, tmp_path)
    window = window_of(opened)
    session = window.session
    session.sign(SIGNER)
    first = session.case
    session.answer("ecog_grade", "0")
    assert session.case.revision == 2
    [kept] = session.store.revisions.of_case("KEPT-0001")
    opened.loader.look_back(kept)
    assert (session.case, session.viewed) == (first, kept)
    assert [one.kind for one in session.store.journal.entries("KEPT-0001")][-1] == "view"
    assert session.plan is not None
    window.case_switch.begin_revision()
    assert (session.case.revision, session.case.parent) == (3, kept.content)
    session.answer("ecog_grade", "1")
    session.set_patient("name", "Somebody Else")
    session.sign(SIGNER)
    names = [(one.case.revision, one.kept_as, one.parent) for one in session.store.revisions.of_case("KEPT-0001")]
    assert names == [(1, "signed", None), (2, "named", kept.content), (3, "signed", kept.content)]


def test_a_case_is_kept_under_a_name_and_goes_on_as_another_revision(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path
) -> None:
    opened = at_case(qtbot, desk, tmp_path)
    window = window_of(opened)
    window.header.history.click()
    from il2desk.ui.cases.history import History

    [history] = window.findChildren(History)
    qtbot.keyClicks(history.name, "before the board")
    qtbot.keyClick(history.name, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert history.isVisible()
    [kept] = window.session.store.revisions.of_case("KEPT-0001")
    assert (kept.kept_as, kept.name) == ("named", "before the board")
    assert len(history.looks) == 1
    window.session.answer("ecog_grade", "0")
    assert window.session.case.revision == 2


def test_revisions_that_cannot_be_read_again_are_said_in_their_window(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = at_case(qtbot, desk, tmp_path)
    window = window_of(opened)
    window.header.history.click()
    from il2desk.ui.cases.history import History

    def damaged(*_what: object) -> None:
        raise Refusal("The case store is damaged.")

    [history] = window.findChildren(History)
    qtbot.keyClicks(history.name, "before the board")
    monkeypatch.setattr(window.session.store.revisions, "of_case", damaged)
    history.keep_button.click()
    assert history.echo.words.text() == "The case store is damaged."
    assert not window.session.is_blocked


def test_who_unlocks_after_somebody_else_gets_the_list_and_not_the_case(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path
) -> None:
    stored(tmp_path)
    opened = desk()
    unlock(qtbot, opened)
    opened.begin_case()
    window_of(opened).session.set_patient("name", "Anna Example")
    opened.lock(IDLE)
    opened.was_at = ("somebody else", opened.was_at[1])
    unlock(qtbot, opened)
    assert isinstance(page(opened), CaseListPage)
    assert NAME in page(opened).header.who.text()


def test_a_check_that_does_not_agree_stays_blocked_when_the_case_is_opened_again(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path
) -> None:
    from il2desk.domain.dosing.second_check import Checking, CheckStage

    opened = at_case(qtbot, desk, tmp_path)
    session = window_of(opened).session
    session.sign(SIGNER)
    checking = Checking.begin(session.plan).checker_types("N. Nurse", "70", "43", session.ports.now())
    session.take_check(checking)
    for who in ("checker", "clinician"):
        checking = checking.retypes(who, "70", "43", session.ports.now())
        session.take_check(checking)
    opened.to_cases()
    opened.loader.open_case("KEPT-0001")
    assert session.checking is not None
    assert session.checking.stage is CheckStage.BLOCKED
    assert session.disagrees


def test_a_name_typed_for_signing_stands_there_again(qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path) -> None:
    opened = at_case(qtbot, desk, tmp_path)
    window = window_of(opened)
    window.go_to("verdict")
    name = window.wizard.page_of("verdict").content.signature.name
    name.setFocus()
    qtbot.keyClicks(name, "Dr. Bert")
    opened.to_cases()
    opened.loader.open_case("KEPT-0001")
    assert window.wizard.here.id == "verdict"
    assert window.wizard.page_of("verdict").content.signature.name.text() == "Dr. Bert"


def test_a_name_typed_for_signing_one_case_does_not_stand_in_another(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path
) -> None:
    stored(tmp_path, *(a_case().model_copy(update={"case_id": f"KEPT-000{number}"}) for number in (1, 2)))
    opened = desk()
    unlock(qtbot, opened)
    opened.loader.open_case("KEPT-0001")
    window = window_of(opened)
    window.go_to("verdict")

    def name_of_signature() -> QLineEdit:
        window.wizard.page_of("verdict").build()
        return window.wizard.page_of("verdict").content.signature.name

    name_of_signature().setText("Dr. Bert")
    window.case_switch.ask_for_new()
    assert name_of_signature().text() == ""
    name_of_signature().setText("Dr. Bert")
    opened.loader.open_case("KEPT-0002")
    assert name_of_signature().text() == ""


def test_people_and_care_open_from_the_list_and_a_backup_is_remembered(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path
) -> None:
    from il2desk.ui.store.maintenance_dialog import MaintenanceDialog
    from il2desk.ui.store.people_dialog import PeopleDialog

    stored(tmp_path, kept())
    opened = desk()
    unlock(qtbot, opened)
    window = window_of(opened)
    start = page(opened)
    start.people.emit()
    [people] = window.findChildren(PeopleDialog)
    assert people.isVisible()
    people.reject()
    start.care.emit()
    [care] = window.findChildren(MaintenanceDialog)
    assert care.isVisible()
    care.reject()


def test_a_stop_from_the_label_shows_in_the_list(qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path) -> None:
    opened = at_case(qtbot, desk, tmp_path)
    window_of(opened).session.answer("allograft", "yes")
    opened.to_cases()
    [listed] = opened.session.store.listing.recent(5)
    assert listed.verdict == "meets_stop"


def test_a_pdf_that_cannot_be_opened_leaves_the_list_and_says_why(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path
) -> None:
    stored(tmp_path)
    opened = desk()
    unlock(qtbot, opened)
    other = tmp_path / "other.pdf"
    other.write_bytes(b"%PDF-1.4")
    window_of(opened).case_switch.opening.open_file(str(other))
    start = page(opened)
    assert isinstance(start, CaseListPage)
    qtbot.waitUntil(lambda: start.alert.words.text() == "No PDF is opened in these tests.")


@pytest.mark.parametrize(("program", "says"), [("0.0.9", "cannot be compared"), (__version__, "are not those of")])
def test_the_bytes_that_the_open_store_keeps_of_a_printing_decide_whatever_is_drawn_today(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path, program: str, says: str
) -> None:
    """A printing drawn as no version here draws it: by the store it is ours, and nothing else is."""
    then = painted_over(printed(signed(), program=program), 1)
    record = read_returned(then).record
    stored(tmp_path)
    opened = desk(open_returned=read_returned, verify=lambda raw, kept: verify(raw, packs(), maker(), kept))
    unlock(qtbot, opened)
    window, file = window_of(opened), tmp_path / "sheet.pdf"

    def opens(raw: bytes) -> str:
        """What is asked, blank where the case is shown without a question."""
        opened.to_cases()
        file.write_bytes(raw)
        window.case_switch.opening.open_file(str(file))
        qtbot.waitUntil(lambda: not window.case_switch.opening.comparing.is_at_work)
        asked = next((one for one in window.findChildren(QMessageBox) if one.isVisible()), None)
        if asked is not None:
            asked.done(0)
        assert opened.stack.shows_case is (asked is None)
        return asked.text() if asked is not None else ""

    assert says in opens(then)
    sheet = Printed("summary", "summary", "summary", then)
    opened.session.store.printed.keep(Printing("TEST-0001", 1, 1, record, (sheet,)))
    assert opens(then) == ""
    assert window.session.viewed_printing.sheets[0].content == then
    assert "page 2 differs" in opens(painted_over(then, 2))
    assert "page 1 differs" in opens(printed(signed(), program=program))


def test_after_a_crash_the_case_stands_there_again_and_it_is_said(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path
) -> None:
    from il2desk.domain.records.store_records import Stand
    from il2desk.storage.store.tables.database import close_database

    crashed = a_store(tmp_path)
    case = kept()
    crashed.drafts.save(case, Stand("undetermined", "unfinished", "ldh"), settled=True)
    close_database(crashed.ledger.connection)
    crashed._holding.let_go()
    opened = desk()
    unlock(qtbot, opened)
    assert opened.stack.shows_case
    window = window_of(opened)
    assert window.session.case == case
    assert window.wizard.here.id == "ldh"
    assert window.alert.words.text() == LEFT_OPEN
    opened.lock(IDLE)
    opened.was_at = None
    unlock(qtbot, opened)
    assert isinstance(page(opened), CaseListPage)


def test_a_case_left_open_and_erased_since_is_not_said_to_stand_there(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path
) -> None:
    from il2desk.domain.records.store_records import Stand
    from il2desk.storage.store.care.export_and_erase import erase_case
    from il2desk.storage.store.tables.database import close_database
    from il2desk.ui.window.case_loader import GONE

    crashed = a_store(tmp_path)
    case = kept()
    crashed.drafts.save(case, Stand("undetermined", "unfinished", "ldh"), settled=True)
    erase_case(crashed, "KEPT-0001")
    close_database(crashed.ledger.connection)
    crashed._holding.let_go()
    opened = desk()
    unlock(qtbot, opened)
    start = page(opened)
    assert isinstance(start, CaseListPage)
    assert start.alert.words.text() == GONE


def test_an_unexpected_error_before_a_case_is_open_is_said_where_it_can_be_read(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path
) -> None:
    from il2desk.ui.window.alerts import ERROR_BEFORE_A_CASE

    stored(tmp_path, kept())
    opened = desk()
    window = window_of(opened)
    for kind in (UnlockPage, CaseListPage):
        assert isinstance(page(opened), kind)
        window.show_failure()
        alert = page(opened).alert
        assert (alert.isVisible(), alert.words.text()) == (True, ERROR_BEFORE_A_CASE)
        if kind is UnlockPage:
            unlock(qtbot, opened)
    opened.loader.open_case("KEPT-0001")
    assert not window.alert.isVisible()
    assert not window.session.is_blocked
