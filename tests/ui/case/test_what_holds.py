"""What is true of a case today is seen where one looks, and papers past their validity leave only when seen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from il2desk.domain.case.case import Case, Retiming
from il2desk.domain.dosing.second_check import Checking
from il2desk.domain.records.sheet_kinds import SheetKind
from il2desk.ui.case.session import Session
from il2desk.ui.case.steps import progress, steps_of
from il2desk.ui.case.what_holds import in_mind, is_past, valid_until, warned
from il2desk.ui.sheets.sheets import begin_printing, new_record
from il2desk.ui.window.main_window import MainWindow
from tests.cases import NOW, a_case, signed
from tests.ui.conftest import Opened
from tests.ui.desks import page as page_of
from tests.ui.desks import unlock, window_of
from tests.ui.forms.test_later_cycles import AFTER, LATER, SECOND, second_case, words_in
from tests.ui.outside import Dialog, Outside, check_patient, everything_said, press
from tests.ui.stored import a_store


class Days:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def session(outside: Outside, sample: Case, days: Days) -> Session:
    """The sample case signed, on a clock that is set by hand."""
    found = outside.session(sample)
    found.ports = replace(found.ports, now=days)
    return found


def last_day(session: Session) -> datetime:
    """Ten in the morning of the last day on which a first dose may be given."""
    limit = valid_until(session)
    assert limit is not None
    return datetime.combine(limit.day, time(10), NOW.tzinfo)


def words(window: MainWindow | Session, step: str) -> str:
    session = window if isinstance(window, Session) else window.session
    return progress(steps_of(session.assessment.packs.guideline), session)[step].words


def put_on_paper(session: Session) -> None:
    session.printings.keep(begin_printing(new_record("A4", session), session)(SheetKind.SET).as_printing)
    session.note_printed()


def print_and_save(qtbot: QtBot, page: Any) -> None:
    for one in (page.print_button, page.save_button):
        press(qtbot, one)


def test_on_the_last_day_papers_are_valid_and_nothing_is_asked(shown, session: Session, days: Days) -> None:
    days.now = last_day(session)
    page = shown(session)
    assert not is_past(session)
    assert not page.seen_first.isVisible()
    assert "Valid for a first dose until" in everything_said(page)
    assert (words(session, "plan"), words(session, "documents")) == ("ready", "none made")


def test_past_their_validity_papers_leave_only_once_that_was_seen(
    qtbot: QtBot, shown, session: Session, days: Days, printer
) -> None:
    days.now = last_day(session) + timedelta(days=1)
    session.person = "N. Printer"
    page = shown(session)
    assert "Past its validity: it was valid for a first dose until" in everything_said(page)
    assert (words(session, "plan"), words(session, "documents")) == ("past its validity", "past its validity")
    check_patient(qtbot, page)
    print_and_save(qtbot, page)
    assert (printer, Dialog.opened, page.findChild(QFileDialog)) == ([], [], None)
    assert "Nothing was printed or saved." in page.status.words.text()
    assert page.seen_first.box.hasFocus()
    qtbot.keyClick(page.seen_first.box, Qt.Key.Key_Space)
    press(qtbot, page.print_button)
    Dialog.opened[-1].accept()
    assert len(printer) == 1
    assert not page.seen_first.box.isChecked()
    press(qtbot, page.save_button)
    assert page.findChild(QFileDialog) is None
    press(qtbot, page.print_button)
    press(qtbot, page.print_button)
    assert len(Dialog.opened) == 1


def test_papers_that_pass_their_validity_while_they_are_shown_are_asked_about_before_they_leave(
    qtbot: QtBot, shown, session: Session, days: Days, printer
) -> None:
    days.now = last_day(session).replace(hour=23, minute=59)
    session.person = "N. Printer"
    page = shown(session)
    check_patient(qtbot, page)
    days.now += timedelta(minutes=2)
    print_and_save(qtbot, page)
    assert Dialog.opened == []
    assert page.seen_first.isVisible()
    assert page.findChild(QFileDialog) is None


def test_of_what_was_printed_before_a_change_it_is_said_too_that_the_case_is_past_its_validity(
    qtbot: QtBot, shown, session: Session, days: Days
) -> None:
    put_on_paper(session)
    session.answer("ecog_grade", "0")
    session.sign("Dr. B. Sample")
    days.now = last_day(session) + timedelta(days=1)
    page = shown(session)
    press(qtbot, page.before.buttons[0])
    said = everything_said(page)
    assert "the case was changed since" in said
    assert said.count("Past its validity: it was valid for a first dose until") == 1


def test_what_was_printed_before_a_change_is_saved_again_only_once_that_was_seen(
    qtbot: QtBot, shown, session: Session
) -> None:
    put_on_paper(session)
    page = shown(session)
    press(qtbot, page.before.buttons[0])
    assert not page.seen_first.isVisible()
    session.answer("ecog_grade", "0")
    press(qtbot, page.before.buttons[0])
    assert "the case was changed since" in everything_said(page)
    press(qtbot, page.save_button)
    assert page.findChild(QFileDialog) is None
    qtbot.keyClick(page.seen_first.box, Qt.Key.Key_Space)
    press(qtbot, page.save_button)
    page.findChild(QFileDialog).reject()


def test_a_re_timed_cycle_has_begun_so_that_its_papers_do_not_pass_but_what_is_stale_is_said(opened: Opened) -> None:
    moved = Retiming(from_dose=5, start="2026-11-25 06:00", last_start="2026-11-24 09:00", reason="Low pressure")
    case = signed(a_case(confirmed=("first_dose_past",)).with_cycle(retiming=moved), now=LATER)
    window = opened(case, now=lambda: LATER + timedelta(days=1))
    assert window.session.plan is not None
    assert valid_until(window.session) is None
    assert not is_past(window.session)
    found = warned(window.session)
    assert found is not None
    assert found.words.startswith("Gone stale since it was signed")
    window.go_to("documents")
    assert found.words in words_in(window.wizard.page_of("documents"))


def test_a_signed_case_gone_stale_says_what_is_too_old(opened: Opened) -> None:
    window = opened(signed(), now=lambda: NOW + timedelta(days=30))
    found = warned(window.session)
    assert found is not None
    assert "Too old today, Sunday 2026-12-20: Performance status, LDH normal, No CNS metastases" in found.detail
    assert found.detail.count("weight") == 1
    window.go_to("plan")
    assert found.words in words_in(window.wizard.page_of("plan"))
    assert (words(window, "verdict"), words(window, "plan")) == ("gone stale", "past its validity")


def test_a_fresh_case_is_warned_of_nothing(opened: Opened) -> None:
    window = opened(signed())
    assert warned(window.session) is None
    assert window.session.assessment.stale_in_brief == ""
    assert words(window, "verdict") == "signed"


def test_an_unsigned_case_says_so_above_what_can_be_printed(shown, outside: Outside, sample: Case) -> None:
    session = outside.session(sample, signed=False)
    page = shown(session)
    assert "Not signed: no sheet with a dose can be made, and a summary is marked DRAFT." in everything_said(page)
    session.sign("Dr. B. Sample")
    assert "Not signed" not in everything_said(page)


def test_paper_is_told_in_the_step_list_and_above_the_sheets(shown, session: Session) -> None:
    page = shown(session)
    assert words(session, "documents") == "none made"
    put_on_paper(session)
    assert words(session, "documents") == "made"
    assert any(one.startswith("Printed or saved as it stands: Revision 1, copy 1") for one in in_mind(session))
    put_on_paper(session)
    assert words(session, "documents") == "copy 2 made"
    assert "What is printed now is copy 3." in everything_said(page)
    session.answer("ecog_grade", "0")
    assert words(session, "documents") == "changed since printed"
    assert "Changed since it was printed or saved: Revision 1, copy 2" in everything_said(page)


def test_when_it_was_printed_is_told_by_the_clocks_of_the_case(shown, session: Session, days: Days) -> None:
    """As on the paper, whatever zone the workstation is set to; else it seems to be printed before it was signed."""
    days.now = NOW.astimezone(ZoneInfo("Pacific/Auckland"))
    page = shown(session)
    put_on_paper(session)
    page.show_as_printed(next(iter(session.printings)))
    QApplication.processEvents()
    assert everything_said(page).count("Revision 1, copy 1, Friday 2026-11-20 10:00") == 3


def test_a_second_check_after_printing_is_a_change_of_what_is_on_paper(session: Session) -> None:
    put_on_paper(session)
    checking = Checking.begin(session.plan).checker_types("Nora Second", "82.4", "49.44", NOW)
    session.take_check(checking)
    assert words(session, "documents") == "changed since printed"


def test_the_second_cycle_is_named_on_every_page(opened: Opened) -> None:
    window = opened(signed(second_case(**SECOND).with_cycle(weight_again="68.5"), now=AFTER), now=lambda: AFTER)
    given = "Cycle 2. Cycle 1: 11 doses given, the first on Monday 2026-11-23, the last on Friday 2026-11-27."
    assert window.header.patient.text().endswith("cycle 2")
    assert words(window, "plan") == "ready, cycle 2"
    for step in ("plan", "documents"):
        window.go_to(step)
        assert given in words_in(window.wizard.page_of(step))


def test_a_first_cycle_is_not_named(opened: Opened) -> None:
    window = opened(signed())
    assert "cycle" not in window.header.patient.text().casefold()


def test_a_printed_case_is_as_true_when_it_is_opened_again_and_in_the_list(
    qtbot: QtBot, desk: Callable[..., Any], tmp_path: Path, days: Days, outside: Outside
) -> None:
    a_store(tmp_path).lock()
    opened = desk(now=days, print_job=outside.print_job)
    unlock(qtbot, opened)
    opened.begin_case()
    session = opened.session
    session.edit(a_case().model_copy(update={"case_id": session.case.case_id}))
    session.sign("A. Oncologist")
    record = new_record("A4", session)
    printing = begin_printing(record, session)(SheetKind.SET).as_printing
    session.keep_printing(printing)
    session.printings.keep(printing)
    session.note_printed()
    opened.to_cases()
    cases = page_of(opened).cases.cases
    said = cases.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Printed. Valid until 2026-11-23." in said
    opened.loader.open_listed(cases.at(0))
    assert words(window_of(opened), "documents") == "made"
    opened.to_cases()
    days.now = NOW + timedelta(days=4)
    opened.to_cases()
    said = page_of(opened).cases.cases.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Printed. Past its validity of 2026-11-23." in said
    opened.loader.open_listed(page_of(opened).cases.cases.at(0))
    assert words(window_of(opened), "documents") == "past its validity"
