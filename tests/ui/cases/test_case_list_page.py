"""The start: cases are found as one types, opened by keys and never unseen, and read only as far as they are seen."""

from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from il2desk.domain.assessment.assessment import Overall
from il2desk.domain.assessment.verdict_code import listed_verdict
from il2desk.domain.errors import Refusal
from il2desk.domain.records.store_records import Listed
from il2desk.ui.cases.case_list_model import PAGE
from il2desk.ui.cases.case_list_page import CaseListPage
from il2desk.ui.cases.case_row import in_full, look_of
from il2desk.ui.widgets.icons import IconLabel
from il2desk.ui.widgets.theme import Tone
from tests.cases import a_case, judged
from tests.ui.front import NAMES, PETER, FakeStore, a_listed
from tests.ui.hands import press, put_up

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def opened(qtbot: QtBot, store: FakeStore) -> CaseListPage:
    return put_up(qtbot, CaseListPage(store))


def typed(qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), text)


def names(page: CaseListPage) -> list[str]:
    rows = (page.cases.cases.at(row) for row in range(page.cases.cases.rowCount()))
    return [one.name for one in rows if one is not None]


def chosen_of(page: CaseListPage) -> list[str]:
    chosen: list[str] = []
    page.chosen.connect(lambda listed: chosen.append(listed.case_id))
    return chosen


def test_who_is_working_stands_across_the_top(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeStore(1, PETER))
    assert page.header.who.text() == "Peter Ward, pharmacist"
    assert page.header.who.accessibleName() == "Who is working: Peter Ward, pharmacist"


def test_what_is_typed_is_searched_once_after_the_last_key(qtbot: QtBot) -> None:
    store = FakeStore(50)
    page = opened(qtbot, store)
    store.asked.clear()
    typed(qtbot, "anna")
    assert store.asked == []
    qtbot.waitUntil(lambda: bool(store.asked))
    assert store.asked == [("anna", PAGE, None)]
    assert set(names(page)) == {"Example, Anna"}
    assert page.cases.number.text() == "8 cases found"


def test_a_search_taken_back_shows_the_recent_cases_again(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeStore(20))
    typed(qtbot, "anna")
    press(qtbot, Key.Key_Escape)
    assert page.cases.search.text() == ""
    qtbot.waitUntil(lambda: page.cases.cases.rowCount() == 20)
    assert page.cases.number.text() == ""


def test_unfinished_cases_are_listed_alone_and_searched_alone(qtbot: QtBot) -> None:
    store = FakeStore(40)
    page = opened(qtbot, store)
    qtbot.keyClick(page.cases.search, Key.Key_U, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(page.cases.unfinished.isChecked)
    assert store.asked[-1][0] == "unfinished"
    assert page.cases.cases.rowCount() == 10
    page.cases.search.setFocus()
    typed(qtbot, "anna")
    press(qtbot, Key.Key_Down)
    assert store.asked[-1][0] == "anna"
    rows = [page.cases.cases.at(row) for row in range(page.cases.cases.rowCount())]
    assert {one.state for one in rows if one} == {"unfinished"}
    assert {one.name for one in rows if one} == {"Example, Anna"}
    page.cases.unfinished.setFocus()
    press(qtbot, Key.Key_Space)
    assert page.cases.cases.rowCount() == 6


def test_a_search_among_the_unfinished_that_finds_nothing_says_where_it_looked(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeStore(4, make=lambda at: a_listed(at, name="Unfinished, Ada", state="signed")))
    typed(qtbot, "unfinished")
    qtbot.waitUntil(lambda: page.cases.number.text() == "4 cases found")
    page.cases.unfinished.click()
    assert page.cases.nothing.words.text() == "Nothing found."
    assert "Only unfinished cases were searched." in page.cases.nothing.detail.text()


def cycles(at: int) -> Listed:
    """One case in two cycles, the second first."""
    first = a_listed(1, state="printed", revision=1, is_over=True, instant="2026-11-20T10:00:00+01:00")
    return first if at else a_listed(1, state="unfinished", revision=4, cycle=2)


def test_each_cycle_is_named_in_its_row_and_that_row_is_opened(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeStore(2, make=cycles))
    chosen: list[Listed] = []
    page.chosen.connect(chosen.append)
    looks = [look_of(cycles(at)) for at in (0, 1)]
    assert [one.state for one in looks] == ["Cycle 2: unfinished, revision 4", "Cycle 1: printed"]
    assert looks[1].day == "Friday 2026-11-20"
    assert "Cycle 1: printed." in page.cases.cases.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    press(qtbot, Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert chosen == [cycles(1)]
    assert not page.cases.cycle_button.isEnabled()
    page.refresh()
    assert page.cases.list.current() == cycles(1)


def test_no_third_cycle_is_offered(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeStore(1, make=lambda _: a_listed(1, state="printed", cycle=2)))
    press(qtbot, Key.Key_Down)
    assert not page.cases.cycle_button.isEnabled()
    assert page.cases.open_button.isEnabled()


@pytest.mark.parametrize(
    ("today", "says", "is_past"),
    [
        (date(2026, 11, 29), "Valid until 2026-11-30", False),
        (date(2026, 11, 30), "Valid until 2026-11-30", False),
        (date(2026, 12, 1), "Past its validity of 2026-11-30", True),
    ],
)
def test_a_set_past_its_validity_is_said_in_the_list(qtbot: QtBot, today: date, says: str, is_past: bool) -> None:
    listed = a_listed(1, state="printed", valid_until="2026-11-30")
    look = look_of(listed, today)
    assert (look.validity, look.is_past) == (says, is_past)
    page = put_up(qtbot, CaseListPage(FakeStore(1, make=lambda _: listed), today))
    assert says in page.cases.cases.index(0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_validity_of_a_cycle_gone_by_is_said_no_more() -> None:
    gone_by = a_listed(1, state="printed", valid_until="2026-11-30", is_over=True)
    assert look_of(gone_by, date(2026, 12, 1)).validity == ""


def test_an_arrow_leads_into_the_list_enter_opens_and_letters_lead_back_to_the_search(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeStore(20))
    chosen = chosen_of(page)
    press(qtbot, Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert chosen == ["CASE-000001"]
    typed(qtbot, "an")
    assert page.cases.search.hasFocus()
    assert page.cases.search.text() == "an"
    press(qtbot, Key.Key_Down, Key.Key_Backspace)
    assert page.cases.search.text() == "a"
    press(qtbot, Key.Key_Down, Key.Key_Up)
    assert page.cases.search.hasFocus()


def test_enter_opens_the_only_case_that_fits_what_was_typed_however_fast(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeStore(20))
    chosen = chosen_of(page)
    typed(qtbot, "ex-00013")
    press(qtbot, Key.Key_Return)
    assert chosen == ["CASE-000013"]


def test_enter_opens_none_of_several_unseen_but_leads_to_the_first(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeStore(20))
    chosen = chosen_of(page)
    typed(qtbot, "anna")
    press(qtbot, Key.Key_Return)
    assert chosen == []
    assert page.cases.list.hasFocus()
    press(qtbot, Key.Key_Return)
    assert chosen == ["CASE-000000"]


def test_enter_in_an_empty_search_opens_nothing_even_where_there_is_one_case(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeStore(1))
    chosen = chosen_of(page)
    press(qtbot, Key.Key_Return)
    assert chosen == []


def test_a_hundred_thousand_cases_are_read_a_page_at_a_time(qtbot: QtBot) -> None:
    store = FakeStore(100_000)
    page = opened(qtbot, store)
    QApplication.processEvents()
    assert store.asked == [("recent", PAGE, None)]
    page.cases.list.setFocus()
    page.cases.list.go_to(0)
    press(qtbot, Key.Key_End)
    qtbot.waitUntil(lambda: page.cases.cases.rowCount() == 2 * PAGE)
    assert store.asked[-1] == ("recent", PAGE, "CASE-000099")
    assert page.cases.cases.at(PAGE) == a_listed(PAGE)


def test_the_last_page_is_the_last(qtbot: QtBot) -> None:
    store = FakeStore(PAGE)
    page = opened(qtbot, store)
    press(qtbot, Key.Key_Down, Key.Key_End)
    qtbot.waitUntil(lambda: page.cases.cases.is_whole)
    QApplication.processEvents()
    assert len(store.asked) == 2
    assert page.cases.cases.rowCount() == PAGE
    assert not page.cases.cases.canFetchMore(QModelIndex())


def test_a_store_that_fails_in_the_middle_is_said_and_what_was_read_stays(qtbot: QtBot) -> None:
    store = FakeStore(500)
    page = opened(qtbot, store)
    store.problem = Refusal("The store cannot be read. Nothing was changed.")
    press(qtbot, Key.Key_Down, Key.Key_End)
    qtbot.waitUntil(page.alert.isVisible)
    assert page.alert.words.text() == "The store cannot be read. Nothing was changed."
    assert page.cases.cases.rowCount() == PAGE


def test_no_cases_yet_nothing_found_and_none_unfinished_are_three_sentences(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeStore())
    assert page.cases.nothing.words.text() == "No cases yet."
    page.cases.unfinished.click()
    assert page.cases.nothing.words.text() == "No unfinished cases."
    page.cases.unfinished.click()
    page.cases.search.setFocus()
    typed(qtbot, "x")
    qtbot.waitUntil(lambda: page.cases.nothing.words.text() == "Nothing found.")
    assert not page.cases.list.isVisible()


def test_the_marked_case_stays_marked_when_the_list_is_read_anew(qtbot: QtBot) -> None:
    store = FakeStore(20)
    page = opened(qtbot, store)
    press(qtbot, Key.Key_Down, Key.Key_Down, Key.Key_Down)
    store.make = lambda at: a_listed((at + 19) % 20)
    page.refresh()
    current = page.cases.list.current()
    assert current is not None
    assert current.case_id == "CASE-000002"


def test_new_case_open_pdf_people_care_and_lock_are_asked_for_by_keys(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeStore(1))
    for button, signal in (
        (page.cases.open_pdf_button, page.open_pdf),
        (page.people_button, page.people),
        (page.care_button, page.care),
        (page.lock_button, page.lock),
        (page.cases.new_button, page.new_case),
    ):
        with qtbot.waitSignal(signal):
            button.setFocus()
            press(qtbot, Key.Key_Return)
    page.cases.search.setFocus()
    with qtbot.waitSignal(page.new_case):
        qtbot.keyClick(page.cases.search, Key.Key_N, CONTROL)


def test_a_second_cycle_follows_a_signed_case_and_no_unfinished_one(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeStore(4))
    asked: list[str] = []
    page.second_cycle.connect(asked.append)
    assert not page.cases.cycle_button.isEnabled()
    press(qtbot, Key.Key_Down)
    assert not page.cases.cycle_button.isEnabled()
    press(qtbot, Key.Key_Down)
    page.cases.cycle_button.setFocus()
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: asked == ["CASE-000001"])


def test_a_read_only_store_says_so_and_begins_nothing(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeStore(4, is_read_only=True))
    assert page.read_only.isVisible()
    assert "nothing is saved" in page.read_only.words.text()
    press(qtbot, Key.Key_Down, Key.Key_Down)
    assert not page.cases.cycle_button.isEnabled()
    assert not page.cases.new_button.isEnabled()
    with qtbot.assertNotEmitted(page.new_case):
        qtbot.keyClick(page.cases.list, Key.Key_N, CONTROL)
    assert page.cases.open_button.isEnabled()


@pytest.mark.parametrize(("missing", "says"), [(1, "The last entry"), (1200, "The last 1,200 entries")])
def test_missing_entries_of_the_journal_are_an_alert_that_stays(qtbot: QtBot, missing: int, says: str) -> None:
    page = opened(qtbot, FakeStore(1, missing=missing))
    assert page.missing.isVisible()
    assert page.missing.words.text().startswith(says)
    page.refresh()
    assert page.missing.isVisible()


def test_a_whole_store_that_can_be_written_shows_no_bar(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeStore(1))
    assert not any(one.isVisible() for one in (page.read_only, page.missing, page.reminder, page.alert))


def test_the_reminder_of_a_backup_is_one_line_that_goes_and_stays_away(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeStore(1))
    page.remind("The last backup is 9 days old.")
    assert page.reminder.isVisible()
    with qtbot.waitSignal(page.care):
        page.reminder.action.setFocus()
        press(qtbot, Key.Key_Return)
    page.reminder.dismiss.setFocus()
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: not page.reminder.isVisible())
    assert page.cases.search.hasFocus()
    page.remind("The last backup is 10 days old.")
    assert not page.reminder.isVisible()


HOSTILE = ("<b>bold</b>", "<img src=x>", "a & b", "x\u202ey", "a\nb", "%s {0}", "\0", "A" * 5000)


@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
def test_whatever_stands_in_a_name_is_shown_as_text(qtbot: QtBot, hostile: str) -> None:
    page = opened(qtbot, FakeStore(1, make=lambda at: a_listed(at, name=hostile, identifier=hostile)))
    index = page.cases.cases.index(0)
    tip = QTextDocument()
    tip.setHtml(index.data(Qt.ItemDataRole.ToolTipRole))
    assert tip.toPlainText().split() == in_full(a_listed(0, name=hostile, identifier=hostile)).split()
    assert "\u202e" not in index.data(Qt.ItemDataRole.DisplayRole)
    assert not page.grab().isNull()


def test_a_name_from_right_to_left_turns_nothing_round_that_stands_beside_it() -> None:
    look = look_of(a_listed(6, identifier="אבג 12"))
    assert look.name == f"\u2068{NAMES[6]}\u2069"
    assert look.identifier == "\u2068אבג 12\u2069"


def test_what_is_not_recorded_is_said() -> None:
    look = look_of(Listed("C", "", " ", "", "", "unfinished", 1, "never"))
    assert (look.name, look.identifier) == ("No name recorded", "no identifier")
    assert (look.born, look.day) == ("date of birth not recorded", "not known")
    assert (look.verdict, look.mark, look.tone) == ("Verdict not known here", IconLabel.QUESTION, Tone.ATTENTION)


@pytest.mark.parametrize(
    ("verdict", "words", "mark", "tone"),
    [
        ("meets", "Meets every criterion stated", IconLabel.CHECK, Tone.GOOD),
        ("meets_stop", "A label check says stop", IconLabel.STOP, Tone.BAD),
        ("meets_unclear", "A label check is not clear yet", IconLabel.QUESTION, Tone.ATTENTION),
        ("outside", "Outside the guideline as written", IconLabel.CROSS, Tone.BAD),
        ("outside_unclear", "Outside the guideline as written", IconLabel.CROSS, Tone.BAD),
        ("undetermined_stop", "A label check says stop", IconLabel.STOP, Tone.BAD),
        ("wrong_context", "Wrong context", IconLabel.STOP, Tone.BAD),
    ],
)
def test_a_verdict_is_never_greener_in_the_list_than_in_the_standing(
    verdict: str, words: str, mark: IconLabel, tone: Tone
) -> None:
    look = look_of(a_listed(0, verdict=verdict))
    assert (look.verdict, look.mark, look.tone) == (words, mark, tone)


def test_the_list_is_told_of_a_stop_of_the_label_and_of_checks_that_are_open() -> None:
    assert listed_verdict(judged(a_case())) == "meets"
    assert listed_verdict(judged(a_case(allograft="yes"))) == "meets_stop"
    assert listed_verdict(judged(a_case(allograft=None, ecog_grade="2"))) == "outside_unclear"
    assert listed_verdict(judged(a_case(intended_use="after_til"))) == Overall.WRONG_CONTEXT.value
