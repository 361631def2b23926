"""One list of steps alone says what is next and what was before; nothing hides the wizard."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton

from il2desk.domain.assessment.missing_entries import unfinished
from il2desk.domain.case.case import Case
from il2desk.domain.packs.guideline import Guideline, Option, Page, Question
from il2desk.ui.case.ports import Ports
from il2desk.ui.case.steps import State, gaps, progress
from il2desk.ui.settings.dialog import SettingsDialog
from il2desk.ui.window.main_window import MainWindow
from tests.cases import NOW, a_case, judged, packs, settings
from tests.ui.conftest import Opened, ports_of
from tests.ui.pages import STEPS
from tests.ui.person import Key, Modifier, Person


def here(window: MainWindow) -> str:
    return window.wizard.here.id


def test_back_goes_to_the_step_before_in_the_list_not_to_the_last_visited(opened: Opened) -> None:
    window = opened(a_case())
    person = Person(window)
    for step in ("setting", "diagnosis", "label"):
        window.go_to(step)
    person.alt("b")
    assert here(window) == "setting"
    person.alt("b")
    assert here(window) == "cns"
    person.alt("n")
    assert here(window) == "setting"
    window.go_to("plan")
    person.press(Key.Key_PageUp, Modifier.ControlModifier)
    assert here(window) == "verdict"


def test_back_on_the_first_and_next_on_the_last_step_are_not_offered(opened: Opened) -> None:
    window = opened(a_case())
    back = window.wizard.back
    following = window.wizard.next
    assert (back.isEnabled(), following.isEnabled()) == (False, True)
    window.go_to("documents")
    assert (back.isEnabled(), following.isEnabled()) == (True, False)


def test_escape_hides_nothing(opened: Opened) -> None:
    window = opened(a_case())
    person = Person(window)
    for step in window.wizard.steps:
        window.go_to(step.id)
        person.press(Key.Key_Escape)
        assert window.wizard.isVisible()
        assert here(window) == step.id


def test_going_back_and_forth_keeps_every_entry(opened: Opened) -> None:
    meant = a_case()
    window = opened(meant)
    for _ in range(2):
        for step in (*window.wizard.steps, *reversed(window.wizard.steps)):
            window.go_to(step.id)
    assert window.session.case == meant


def test_a_step_is_reached_from_the_list_by_key_and_by_click(opened: Opened) -> None:
    window = opened(a_case())
    person, steps = Person(window), window.sides.steps
    person.alt("p")
    assert person.focus is steps
    for _ in range(3):
        person.press(Key.Key_Down)
    person.press(Key.Key_Return)
    assert here(window) == "ldh"
    QApplication.processEvents()
    place = steps.visualItemRect(steps.item(1)).center()
    QTest.mouseClick(steps.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert here(window) == "diagnosis"


def test_f6_goes_round_steps_page_and_standing(opened: Opened) -> None:
    window = opened(a_case())
    person = Person(window)
    person.press(Key.Key_F6)
    assert person.focus is window.sides.standing
    person.press(Key.Key_F6)
    assert person.focus is window.sides.steps
    person.press(Key.Key_F6)
    assert window.wizard.isAncestorOf(person.focus)


@pytest.mark.parametrize("step", STEPS)
def test_tab_goes_down_the_page_then_to_back_and_next_also_for_parts_made_later(opened: Opened, step: str) -> None:
    """And each group of answers is one stop."""
    window = opened(a_case() if step == "ldh" else None)
    window.go_to(step)
    person, seen = Person(window), list[Any]()
    while person.focus is not window.wizard.back and len(seen) < 80:
        seen.append(person.focus)
        person.press(Key.Key_Tab)
    page = window.wizard.page_of(step)
    if step == "intended_use":  # where there is nothing to go back to
        assert person.focus is not window.wizard.back
        seen = seen[: seen.index(window.wizard.next)]
    assert all(page.isAncestorOf(one) for one in seen)
    if step not in {"organs", "documents"}:  # where columns stand side by side
        tops = [one.mapTo(page, one.rect().center()).y() for one in seen]
        assert tops == sorted(tops)
    groups = [one.group() for one in seen if isinstance(one, QRadioButton)]
    assert len(groups) == len(set(groups))
    if window.wizard.next.isEnabled():
        if step != "intended_use":
            person.press(Key.Key_Tab)
            assert person.focus is window.wizard.next
        person.press(Key.Key_Backtab, Modifier.ShiftModifier)


def test_enter_goes_on_only_from_a_settled_page_and_else_to_what_is_open(opened: Opened) -> None:
    window = opened(a_case(ldh_limit=None))
    person = Person(window)
    window.go_to("ldh", "ldh_value")
    person.press(Key.Key_Return)
    assert here(window) == "ldh"
    assert person.focus is person.field("ldh_limit").editor
    person.types("250")
    person.press(Key.Key_Return)
    assert here(window) == "organs"


def test_a_figure_that_stands_on_the_page_gone_to_is_replaced_by_what_is_typed(opened: Opened) -> None:
    window = opened(a_case())
    person = Person(window)
    window.go_to("verdict")
    window.go_to("weight")
    person.types("82.5")
    assert window.session.case.cycle.weight == "82.5"


def test_the_focus_on_a_page_gone_to_is_seen(opened: Opened) -> None:
    window = opened(a_case())
    person = Person(window)
    window.go_to("documents")
    box: Any = person.focus
    seen = box.grab().toImage()
    window.wizard.back.setFocus()
    assert seen != box.grab().toImage()


def test_enter_over_a_refused_figure_stays(opened: Opened) -> None:
    window = opened(a_case(ldh_value="1,234"))
    person = Person(window)
    window.go_to("ldh", "ldh_limit")
    person.press(Key.Key_Return)
    assert here(window) == "ldh"
    assert person.focus is person.field("ldh_value").editor


def test_enter_behind_the_name_leads_to_sign_and_goes_on_once_it_is_signed(opened: Opened) -> None:
    window = opened(a_case())
    person = Person(window)
    window.go_to("verdict", "signature")
    person.types("Dr. Berta Signer")
    person.press(Key.Key_Return)
    assert window.session.assessment.signature is None
    assert here(window) == "verdict"
    assert person.focus.text() == "S&ign", "it leads to the button that does"
    person.press(Key.Key_Return)
    assert window.session.assessment.signature is not None
    assert here(window) == "verdict"
    person.press(Key.Key_Return)
    assert here(window) == "plan"


def test_every_step_says_how_far_it_has_come_in_words(opened: Opened) -> None:
    window = opened(a_case(ecog_grade=None, ldh_value="1,234"))
    said = {step: (state.state, state.words) for step, state in progress(window.wizard.steps, window.session).items()}
    assert said["diagnosis"] == (State.DONE, "done")
    assert said["performance_status"][0] is State.OPEN
    assert said["performance_status"][1].endswith("to answer")
    assert said["ldh"] == (State.ATTENTION, "look again")
    assert said["verdict"] == (State.OPEN, "not signed")
    for row, step in enumerate(window.wizard.steps):
        spoken = window.sides.steps.item(row).data(Qt.ItemDataRole.AccessibleTextRole)
        assert step.name in spoken
        assert said[step.id][1] in spoken


@pytest.mark.parametrize(
    "case",
    [
        Case(case_id="TEST-0001"),
        a_case(ecog_grade=None, ldh_value="1,234", weight="700", height="172", name=None),
        a_case(weight="210", height="250", first_dose="2026-11-01 09:00", date_of_birth="17.4.1961"),
        a_case(first_dose="2026-10-25 02:30", sites_complete=None),
        a_case(intended_use="other"),
    ],
)
def test_everything_missing_before_signing_is_listed_with_the_step_it_belongs_to(case: Case) -> None:
    assessment = judged(case)
    listed = gaps(assessment)
    assert [gap.says for gap in listed] == [gap.says for gap in unfinished(assessment)]
    assert all(gap.step for gap in listed)


def test_every_entry_of_the_missing_list_leads_to_a_control_of_its_step(opened: Opened) -> None:
    window = opened(Case(case_id="TEST-0001"))
    for gap in gaps(window.session.assessment):
        assert gap.step is not None
        window.go_to(gap.step, gap.field)
        assert here(window) == gap.step
        assert gap.field is not None
        assert QApplication.focusWidget() is window.wizard.page_of(gap.step).control_of(gap.field), gap


def test_an_unset_setting_is_named_on_its_page_and_its_button_asks_for_it(opened: Opened) -> None:
    window = opened(a_case(), local=settings(age_ldh=None))
    wanted: list[str] = []
    window.wizard._ways = replace(window.wizard._ways, set_setting=wanted.append)
    window.go_to("ldh")
    page: Any = window.wizard.page_of("ldh").content
    assert page._unset.isVisible()
    [row] = page._unset._rows.values()
    button: Any = row.layout().itemAt(2).widget()
    assert "Oldest LDH" in button.accessibleName()
    page._unset._set_setting = wanted.append
    button.click()
    assert wanted == ["age_ldh"]


def test_the_focus_is_on_the_page_again_once_the_setting_it_asked_for_is_set(opened: Opened) -> None:
    window = opened(a_case(ldh_date=None), local=settings(age_ldh=None))
    person = Person(window)
    window.go_to("ldh")
    page: Any = window.wizard.page_of("ldh").content
    [row] = page._unset._rows.values()
    row.layout().itemAt(2).widget().setFocus()
    person.press(Key.Key_Return)
    [dialog] = window.findChildren(SettingsDialog)
    QTest.keyClicks(dialog.form.rows["age_ldh"].editor, "14")
    QTest.keyClicks(dialog.name, "Dr. B. Sample")
    QTest.keyClick(dialog.name, Key.Key_Return)
    assert not page._unset.isVisible()
    window.activateWindow()
    QApplication.processEvents()
    assert person.focus is person.field("ldh_date").editor


def with_more_questions(guideline: Guideline) -> Guideline:
    """The pack with a page and two questions more, as a file could bring them."""
    page = Page(id="trial", step="Trial", title="Is there a trial?", lead="Asked by this centre.")
    asked = Question(
        id="trial_open",
        page="trial",
        kind="choice",
        ask="Is a trial open?",
        short="Trial open",
        options=(Option(id="yes", label="Yes"), Option(id="no", label="No")),
    )
    named = Question(id="trial_name", page="trial", kind="text", ask="Which trial?", short="Trial")
    fields = {name: getattr(guideline, name) for name in Guideline.model_fields}
    more = {"pages": (*guideline.pages, page), "questions": (*guideline.questions, asked, named)}
    return Guideline.model_validate({**fields, **more})


def test_a_page_and_a_question_new_in_the_pack_appear_without_any_code(opened: Opened) -> None:
    given = packs()
    more = type(given)(with_more_questions(given.guideline), given.product, given.digests)
    window = opened(a_case(), packs=more)
    assert [step.id for step in window.wizard.steps][8] == "trial"
    person = Person(window)
    window.go_to("trial")
    person.answers({"trial_open": "yes", "trial_name": "NCT 00000000"})
    assert window.session.case.answers["trial_name"] == "NCT 00000000"
    window.go_to("verdict")
    rows = person.verdict.answers.steps["trial"].rows
    assert [(question.text(), answer.text()) for question, answer in rows] == [
        ("Trial open", "Yes"),
        ("Trial", "NCT 00000000"),
    ]


def test_a_new_case_starts_on_the_first_step_with_nothing_of_the_one_before(opened: Opened) -> None:
    window = opened(a_case())
    for step in window.wizard.steps:
        window.go_to(step.id)
    window.case_switch.new_case = lambda: Case(case_id="TEST-0002")
    window.header.new_case.click()
    assert here(window) == "intended_use"
    assert window.session.case == Case(case_id="TEST-0002")
    for step in window.wizard.steps[:-1]:
        window.go_to(step.id)
        content: Any = window.wizard.page_of(step.id).content
        kept = [field.id for field in content.fields if field.is_settled() and field.id != "weight_basis"]
        assert not kept, step.id


def test_ports_are_the_only_way_out(opened: Opened) -> None:
    window = opened(a_case())
    assert isinstance(window.session.ports, Ports)
    assert window.session.today == NOW.date()
    assert ports_of().now() == NOW


def test_behind_a_use_the_guideline_is_not_about_next_leads_to_the_documents_alone(opened: Opened) -> None:
    window = opened(a_case(intended_use="after_til"))
    for step in STEPS:
        window.go_to(step)
        assert here(window) == ("documents" if step == "documents" else "intended_use")
    window.wizard.back.click()
    assert here(window) == "intended_use"
    window.wizard.next.click()
    assert here(window) == "documents"
