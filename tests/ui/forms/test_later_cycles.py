"""Doses are re-timed and a second cycle is begun, by keystrokes from the dosing plan to the new signature and check."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from il2desk.domain.case.case import Case, Cycle, Retiming
from il2desk.domain.records.store_records import Stand
from il2desk.ui.cases.case_row import look_of
from il2desk.ui.window.alerts import BOTH_VOIDED
from il2desk.ui.window.main_window import MainWindow
from il2desk.ui.window.workspace import Workspace
from tests.cases import NOW, SIGNER, a_case, signed
from tests.ui.conftest import Opened
from tests.ui.desks import kept, stored, unlock, window_of
from tests.ui.desks import page as page_of
from tests.ui.pages.test_second_check import types_pair
from tests.ui.pages.test_wizard_by_keystrokes import plan_text
from tests.ui.person import Key, Person
from tests.ui.stored import a_store

LATER = NOW + timedelta(days=4, hours=10)  # Tuesday 2026-11-24 20:00, the second day of the cycle


def plan_page(window: MainWindow) -> Any:
    return window.wizard.page_of("plan").content


def words_in(widget: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def types_into(person: Person, line: Any, text: str) -> None:
    person.tabs_to(lambda focus: focus is line, line.accessibleName())
    line.selectAll()
    person.types(text)


def presses(person: Person, button: Any) -> None:
    person.tabs_to(lambda focus: focus is button, button.text())
    person.press(Key.Key_Space)


def retimes(person: Person, dose: int, start: str, last: str, reason: str = "Low blood pressure") -> Any:
    """Open the form, fill it, and press Record."""
    person.window.go_to("plan")
    form = plan_page(person.window).retiming
    if not form.is_open:
        presses(person, form.open_button)
    rows = list(form.doses.values())
    assert person.focus in rows
    while person.focus is not form.doses[dose]:
        person.press(Key.Key_Right)
    person.press(Key.Key_Space)
    for moment, text in ((form.start, start), (form.last_start, last)):
        for line, part in zip((moment.date, moment.time), text.split(), strict=True):
            types_into(person, line, part)
    types_into(person, form.reason, reason)
    presses(person, form.accept_button)
    return form


@pytest.fixture
def under_way(opened: Opened) -> Person:
    """The signed and checked base case on its second day."""
    window = opened(signed(), now=lambda: LATER)
    window.go_to("check")
    person = Person(window)
    types_pair(person, "70", "42", "Nora Second")
    return person


def test_doses_are_re_timed_signed_and_checked_again(under_way: Person) -> None:
    window = under_way.window
    assert "Tuesday 2026-11-24 17:00" in plan_text(window)
    retimes(under_way, 5, "2026-11-25 06:00", "2026-11-24 09:00")
    session = window.session
    assert session.case.cycle.retiming == Retiming(
        from_dose=5, start="2026-11-25 06:00", last_start="2026-11-24 09:00", reason="Low blood pressure"
    )
    assert session.plan is None
    assert window.alert.words.text() == BOTH_VOIDED
    window.go_to("verdict")
    assert "New start of dose 5\nWednesday 2026-11-25 06:00 +01:00 (Europe/Paris)" in words_in(under_way.verdict)
    under_way.signs(SIGNER)
    assert "lies in the past" in under_way.verdict.signature.outcome.echoed.words
    window.go_to("weight", "first_dose_past")
    under_way.press(Key.Key_Space)
    window.go_to("verdict")
    presses(under_way, under_way.verdict.signature.sign_button)
    assert session.check is None
    window.go_to("check")
    types_pair(under_way, "70", "42", "Nora Second")
    assert session.check is not None
    words = plan_text(window)
    assert "RE-TIMED" in words
    assert "Wednesday 2026-11-25 06:00" in words
    assert "Reason: Low blood pressure" in words
    assert words.count(", RE-TIMED") == 10
    assert "Tuesday 2026-11-24 09:00" in words


@pytest.mark.parametrize(
    ("dose", "start", "last", "says"),
    [
        (5, "2026-11-24 16:00", "2026-11-24 09:00", "at least 8 hours"),
        (5, "2026-11-24 17:00", "2026-11-24 09:00", "only ever delays"),
        (5, "2026-11-25 25:00", "2026-11-24 09:00", "24 hours and a colon"),
        (5, "2026-11-25 06:00", "2026-11-26 09:00", "future"),
    ],
)
def test_what_cannot_be_re_timed_is_said_and_the_signature_stays(
    under_way: Person, dose: int, start: str, last: str, says: str
) -> None:
    form = retimes(under_way, dose, start, last)
    assert says in form.outcome.words.text()
    assert under_way.window.session.plan is not None
    assert under_way.window.session.check is not None


def test_no_dose_chosen_is_said(under_way: Person) -> None:
    under_way.window.go_to("plan")
    form = plan_page(under_way.window).retiming
    presses(under_way, form.open_button)
    assert not any(row.isChecked() for row in form.doses.values())
    presses(under_way, form.accept_button)
    assert "Choose the dose" in form.outcome.words.text()


def test_a_start_so_late_that_the_label_has_no_word_for_it_must_be_confirmed(under_way: Person) -> None:
    form = retimes(under_way, 5, "2026-11-29 06:00", "2026-11-24 09:00")
    assert "day 7" in form.outcome.words.text()
    assert under_way.window.session.check is not None
    box = form.confirmations["retiming_late"].box
    presses(under_way, box)
    presses(under_way, form.accept_button)
    assert "retiming_late" in under_way.window.session.case.cycle.confirmed
    under_way.window.go_to("plan")
    form.open_button.click()
    types_into(under_way, form.start.date, "2026-11-28")
    assert not form.confirmations["retiming_late"].isVisible()


def late_and_confirmed(person: Person) -> Any:
    """A re-timing whose lateness is confirmed by a box, ready to be recorded."""
    form = retimes(person, 5, "2026-11-29 06:00", "2026-11-24 09:00")
    presses(person, form.confirmations["retiming_late"].box)
    return form


def test_a_recorded_re_timing_that_is_opened_again_is_still_confirmed(under_way: Person) -> None:
    form = late_and_confirmed(under_way)
    presses(under_way, form.accept_button)
    recorded = under_way.window.session.case.cycle
    under_way.window.go_to("plan")
    form.open_button.click()
    assert form.confirmations["retiming_late"].box.isChecked()
    form.accept()
    assert (form.is_open, form.outcome.words.text()) == (False, "")
    assert under_way.window.session.case.cycle == recorded


def test_a_confirmation_does_not_hold_for_another_dose(under_way: Person) -> None:
    form = late_and_confirmed(under_way)
    form.doses[6].click()
    assert not form.confirmations["retiming_late"].isVisible()
    form.accept()
    assert "Confirm to go on" in form.outcome.words.text()
    assert under_way.window.session.case.cycle.retiming is None


def test_leaving_the_form_records_nothing_and_a_recorded_re_timing_can_be_removed(under_way: Person) -> None:
    window = under_way.window
    window.go_to("plan")
    form = plan_page(window).retiming
    presses(under_way, form.open_button)
    presses(under_way, form.close_button)
    assert under_way.focus is form.open_button
    assert window.session.check is not None
    retimes(under_way, 5, "2026-11-25 06:00", "2026-11-24 09:00")
    window.go_to("plan")
    assert "RE-TIMED from dose 5" in words_in(form)
    presses(under_way, form.remove_button)
    assert window.session.case.cycle.retiming is None
    assert window.wizard.isAncestorOf(under_way.focus)


def test_a_recorded_re_timing_that_no_longer_fits_is_listed_and_leads_to_its_form(under_way: Person) -> None:
    retimes(under_way, 5, "2026-11-25 06:00", "2026-11-24 09:00")
    window = under_way.window
    window.session.set_cycle(first_dose="2026-11-24 09:00")
    window.go_to("verdict")
    row = next(one for one in under_way.verdict.gap_list.gaps if one.isVisible() and "ose 5" in one.words.text())
    row.go_button.click()
    assert window.wizard.here.id == "plan"
    assert under_way.focus is plan_page(window).retiming.open_button


def begins_cycle_2(person: Person, doses: str, first: str, last: str) -> Any:
    person.window.go_to("plan")
    form = plan_page(person.window).second_cycle
    if not form.is_open:
        presses(person, form.open_button)
    for line, text in zip(form.lines.values(), (doses, first, last), strict=True):
        types_into(person, line, text)
    presses(person, form.accept_button)
    return form


def test_enter_leads_from_line_to_line_of_cycle_2_and_begins_it_only_on_the_button(opened: Opened) -> None:
    window = opened(signed(), now=lambda: AFTER)
    person = Person(window)
    window.go_to("plan", "second_cycle")
    form = plan_page(window).second_cycle
    assert person.focus is form.open_button
    person.press(Key.Key_Return)
    for line, text in zip(form.lines.values(), ("11", "2026-11-23", "2026-11-27"), strict=True):
        assert person.focus is line
        person.types(text)
        person.press(Key.Key_Return)
    assert person.focus is form.accept_button
    assert len(window.session.case.cycles) == 1
    person.press(Key.Key_Return)
    assert len(window.session.case.cycles) == 2


AFTER = datetime(2026, 12, 7, 8, 0, tzinfo=NOW.tzinfo)
SECOND: dict[str, Any] = {
    **dict.fromkeys(("ecog_date", "ldh_date", "cardiac_date", "pulmonary_date", "pregnancy_date"), "2026-12-05"),
    "cns_date": "2026-12-04",
    "weight": "68.5",
    "weight_date": "2026-12-06",
    "first_dose": "2026-12-07 09:00",
    "earlier_course": "this_course",
    "stopping_toxicity": "none",
}


def test_cycle_2_is_typed_signed_and_checked_as_a_case_of_its_own(opened: Opened) -> None:
    window = opened(signed(), now=lambda: AFTER)
    window.session.note_printed()
    person = Person(window)
    begins_cycle_2(person, "11", "2026-11-23", "2026-11-27")
    case = window.session.case
    assert (case.revision, len(case.cycles), case.cycle.number) == (2, 2, 2)
    assert (case.cycles[0].doses_given, case.cycles[0].first_given) == ("11", "2026-11-23")
    assert dict(case.answers) == {}
    assert case.sites == ()
    assert case.cycle == Cycle(number=2)
    assert case.patient == signed().patient
    assert window.wizard.here.id == "intended_use"
    assert window.session.would_be_lost
    meant = a_case(**{k: v for k, v in SECOND.items() if k in window.session.assessment.packs.guideline.question_by_id})
    meant = meant.with_cycle(
        weight="68.5", weight_again="68.5", weight_date="2026-12-06", first_dose="2026-12-07 09:00"
    )
    for step in window.wizard.steps[:9]:
        assert window.wizard.here == step
        if step.id == "diagnosis":
            person.answers(meant.answers)
        else:
            person.answers_step(step.id, meant)
        person.goes_on()
    page = words_in(person.verdict)
    given = (("doses given", "11"), ("day of the first dose", "Monday 2026-11-23"))
    for what, read in (*given, ("day of the last dose", "Friday 2026-11-27")):
        assert f"Cycle 1, {what}\n{read}\n" in page
    person.signs(SIGNER)
    assert window.session.plan is not None, person.verdict.signature.outcome.echoed.words
    window.go_to("check")
    types_pair(person, "68.5", "41.1", "Nora Second")
    assert window.session.check is not None
    assert "Cycle 2." in plan_text(window)
    assert not plan_page(window).second_cycle.isVisible()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("", "2026-11-23", "2026-11-27"), "not recorded"),
        (("15", "2026-11-23", "2026-11-27"), "15"),
        (("11", "2026-11-27", "2026-11-23"), "before the first"),
        (("11", "2026-11-23", "2026-11-24"), "do not fit"),
        (("11", "27.11.2026", "2026-11-27"), "year-month-day"),
        (("11", "2026-11-23", "2026-12-30"), "future"),
    ],
)
def test_what_was_given_is_refused_with_a_sentence_and_the_case_stays(
    opened: Opened, typed: tuple[str, str, str], says: str
) -> None:
    window = opened(signed(), now=lambda: AFTER)
    form = begins_cycle_2(Person(window), *typed)
    assert says in form.outcome.words.text()
    assert window.session.case == signed()


def test_cycle_2_asks_before_a_case_that_is_on_no_paper_is_left(opened: Opened) -> None:
    window = opened(signed(), now=lambda: AFTER)
    window.session._begun_with = None
    begins_cycle_2(Person(window), "11", "2026-11-23", "2026-11-27")
    box = next(one for one in window.findChildren(QMessageBox) if one.isVisible())
    assert len(window.session.case.cycles) == 1
    next(one for one in box.buttons() if one.text() == "Go on").click()
    assert len(window.session.case.cycles) == 2


def test_each_cycle_has_its_row_and_that_of_the_first_shows_what_was_kept_of_it(
    qtbot: QtBot, desk: Callable[..., Workspace], tmp_path: Path
) -> None:
    store = a_store(tmp_path)
    first = signed(kept())
    store.drafts.save(first, Stand("meets", "signed", "plan"), settled=True)
    store.keep(first, "signed", SIGNER, {})
    store.lock()
    opened = desk(now=lambda: AFTER)
    unlock(qtbot, opened)
    page_of(opened).second_cycle.emit("KEPT-0001")
    window = window_of(opened)
    assert window.focusWidget() is plan_page(window).second_cycle.open_button
    begins_cycle_2(Person(window), "11", "2026-11-23", "2026-11-27")
    window.session.answer("intended_use", "high_dose_iv")
    opened.to_cases()
    rows = page_of(opened).cases.cases
    assert [look_of(rows.at(row)).state for row in (0, 1)] == ["Cycle 2: unfinished, revision 2", "Cycle 1: signed"]
    assert rows.rowCount() == 2
    page_of(opened).cases.chosen.emit(rows.at(1))
    assert window.session.case == first
    assert window.session.viewed is not None
    assert window.reopened.words.text().startswith(f"Cycle 1, revision 1 as it was signed by {SIGNER}")
    opened.to_cases()
    page_of(opened).cases.chosen.emit(page_of(opened).cases.cases.at(0))
    assert (window.session.case.cycle.number, window.session.viewed) == (2, None)
    assert window.session.case.answers["intended_use"] == "high_dose_iv"


def test_a_cycle_of_which_nothing_was_kept_is_said_not_to_be(
    qtbot: QtBot, desk: Callable[..., Workspace], tmp_path: Path
) -> None:
    stored(tmp_path, kept())
    opened = desk(now=lambda: AFTER)
    unlock(qtbot, opened)
    gone = replace(opened.session.store.listing.recent(1)[0], is_over=True)
    page_of(opened).cases.chosen.emit(gone)
    assert page_of(opened).alert.words.text().startswith("Nothing of cycle 1 was kept for good")


def second_case(**changes: Any) -> Case:
    over = Cycle(doses_given="11", first_given="2026-11-23", last_given="2026-11-27", weight="70")
    case = a_case(earlier=(over,), **changes)
    return case.with_cycle(number=2)


def test_what_was_given_stands_on_the_weight_page_of_cycle_2_and_can_be_corrected(opened: Opened) -> None:
    window = opened(second_case(first_dose="2026-12-07 09:00"), now=lambda: AFTER)
    person = Person(window)
    window.go_to("weight", "earlier.doses_given")
    field = person.field("earlier.doses_given")
    assert person.focus is field.editor
    assert field.isVisible()
    field.editor.selectAll()
    person.types("10")
    assert window.session.case.cycles[0].doses_given == "10"
    assert "10 given" in field.echo.words.text()
    field.editor.selectAll()
    person.types("x")
    assert field.echo.words.text() != ""
    assert window.session.assessment.basis.refused


def test_cycle_1_does_not_ask_what_was_given(opened: Opened) -> None:
    window = opened(a_case())
    window.go_to("weight")
    assert not Person(window).field("earlier.doses_given").isVisible()


def test_a_second_cycle_before_the_labels_day_is_confirmed_by_a_box(opened: Opened) -> None:
    window = opened(second_case(first_dose="2026-12-05 09:00"), now=lambda: AFTER - timedelta(days=3))
    window.go_to("weight")
    page: Any = window.wizard.page_of("weight").content
    QApplication.processEvents()
    assert page._early_confirmed.isVisible()
    page._early_confirmed.box.click()
    assert "second_cycle_early" in window.session.case.cycle.confirmed
    Person(window).field("first_dose").time.setFocus()
    Person(window).types("1")
    assert "second_cycle_early" not in window.session.case.cycle.confirmed


def test_a_last_dose_in_the_future_is_refused_in_its_field_before_anything_else_is_typed(opened: Opened) -> None:
    person = Person(opened(signed(a_case()), now=lambda: LATER))
    person.window.go_to("plan")
    form = plan_page(person.window).second_cycle
    presses(person, form.open_button)
    for name in ("first_given", "last_given"):
        types_into(person, form.lines[name], "2026-11-25")
        assert "lies in the future (today is Tuesday 2026-11-24)" in form._echoes[name].echoed.words
        types_into(person, form.lines[name], "2026-11-24")
        assert form._echoes[name].echoed.words == "Tuesday 2026-11-24"


def test_a_last_start_in_the_future_is_refused_in_its_field_and_a_new_start_is_not(opened: Opened) -> None:
    person = Person(opened(signed(a_case()), now=lambda: LATER))
    form = retimes(person, 5, "2026-11-25 9:00", "2026-11-25 1:00")
    assert "lies in the future (today is Tuesday 2026-11-24)" in form.last_start.echo.echoed.words
    assert form.start.echo.echoed.words == "Wednesday 2026-11-25 09:00"
    assert form.is_open
    assert person.window.session.case.cycle.retiming is None
