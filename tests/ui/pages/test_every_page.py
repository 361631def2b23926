"""What holds for every control of every page, whatever is added later."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from il2desk.domain.case.case import Case
from il2desk.ui.fields.feedback import Echo
from il2desk.ui.widgets.theme import Tone
from il2desk.ui.window.main_window import MainWindow
from tests.cases import SIGNER, a_case, deviating, signed
from tests.ui.conftest import Opened, ports_of
from tests.ui.desks import OpenWorkspace, stored, unlock, window_of
from tests.ui.pages import STEPS, Seen, access_keys, everything_shown, looked_at


@pytest.fixture(scope="module", params=["empty", "filled", "signed"])
def walk(request: pytest.FixtureRequest, qapp: QApplication) -> tuple[str, dict[str, Seen]]:
    """Every page of an empty, of a filled and of a signed wizard, looked at once; every form on them is open."""
    cases = {"empty": Case(case_id="TEST-0001"), "filled": a_case(ecog_grade="2"), "signed": signed()}
    case = cases[request.param]
    window = MainWindow(ports_of(), lambda: case)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    while window.sides.standing.widget() is None:
        qapp.processEvents()
    window.explain("ldh")
    window._tell_age()
    window.activateWindow()
    window.go_to("plan")
    plan: Any = window.wizard.page_of("plan").content
    for form in (plan.retiming, plan.second_cycle):
        form.open_button.click()
    window.go_to("intended_use")
    pages = {step: looked_at(window, step) for step in everything_shown(window)}
    assert window.session.case == case
    window.session.note_printed()
    window.close()
    window.deleteLater()
    return request.param, pages


def test_the_pages_are_those_of_the_pack_and_five_made_by_hand(opened: Opened) -> None:
    assert tuple(step.id for step in opened().wizard.steps) == STEPS


def test_a_fresh_wizard_holds_no_value_and_a_filled_one_does(walk: tuple[str, dict[str, Seen]]) -> None:
    which, pages = walk
    wishes = ["documents"]  # which sheets and which paper are wishes, not clinical values
    holding = [step for step, seen in pages.items() if seen.values and step not in wishes]
    assert holding == ([] if which == "empty" else list(STEPS[:9]))


def test_no_page_has_a_spin_box_a_combo_or_a_validator(walk: tuple[str, dict[str, Seen]]) -> None:
    assert not [(step, seen.wheel_sensitive) for step, seen in walk[1].items() if seen.wheel_sensitive]


def test_every_control_has_an_accessible_name(walk: tuple[str, dict[str, Seen]]) -> None:
    assert not [(step, seen.unnamed) for step, seen in walk[1].items() if seen.unnamed]


def test_every_answer_says_to_which_question_it_belongs(walk: tuple[str, dict[str, Seen]]) -> None:
    assert not [(step, seen.unasked) for step, seen in walk[1].items() if seen.unasked]


def test_a_screen_reader_is_told_whose_case_it_is(opened: Opened) -> None:
    window = opened(a_case())
    heard = QAccessible.queryAccessibleInterface(window.header.patient)
    assert heard.text(QAccessible.Text.Name) == f"Patient: {window.header.patient.text()}"
    window.session.set_patient("name", "Somebody Else")
    assert "Somebody Else" in heard.text(QAccessible.Text.Name)


def test_a_refusal_is_the_description_of_its_editor(opened: Opened) -> None:
    window = opened(a_case(height="17.2"))
    window.go_to("weight", "height")
    editor = QApplication.focusWidget()
    assert editor is not None
    assert "is below 80 and is refused" in editor.accessibleDescription()


@pytest.mark.parametrize("case", [Case(case_id="TEST-0001"), signed()], ids=["empty", "signed"])
def test_no_page_shows_a_refusal_before_anything_was_typed_or_pressed(opened: Opened, case: Case) -> None:
    window = opened(case)
    window.go_to("plan")
    plan: Any = window.wizard.page_of("plan").content
    for form in (plan.retiming, plan.second_cycle):
        form.open_button.click()
    for step in everything_shown(window):
        window.go_to(step)
        refused = [one.words.text() for one in window.findChildren(Echo) if one.echoed.tone is Tone.BAD]
        assert refused == [], step


def test_every_label_shows_plain_text(walk: tuple[str, dict[str, Seen]]) -> None:
    assert not [(step, seen.not_plain) for step, seen in walk[1].items() if seen.not_plain]


def test_no_access_key_leads_to_two_places(walk: tuple[str, dict[str, Seen]]) -> None:
    twice = {step: [key for key, number in Counter(seen.keys).items() if number > 1] for step, seen in walk[1].items()}
    assert not {step: keys for step, keys in twice.items() if keys}
    assert {"Alt+B", "Alt+N", "Alt+P"} <= set(walk[1]["ldh"].keys)


@pytest.mark.parametrize("is_signed", [False, True])
def test_no_access_key_leads_to_two_places_where_cases_are_kept(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path, is_signed: bool
) -> None:
    """The header has more buttons there; the forms of the dosing plan are closed, as they are when it is opened."""
    case = deviating(a_case(ecog_grade="2"), "ecog").model_copy(update={"case_id": "KEPT-0001"})
    stored(tmp_path, case)
    opened = desk()
    unlock(qtbot, opened)
    opened.loader.open_case("KEPT-0001")
    window = window_of(opened)
    if is_signed:
        window.session.sign(SIGNER)
    keys = {step: Counter(access_keys(window)) for step in everything_shown(window)}
    twice = {step: [key for key, number in counted.items() if number > 1] for step, counted in keys.items()}
    assert not {step: keys for step, keys in twice.items() if keys}
    assert {"Alt+E", "Alt+V", "Alt+L"} <= set(keys["plan"])


def test_the_focus_is_on_a_control_of_the_page_that_is_shown(walk: tuple[str, dict[str, Seen]]) -> None:
    assert [step for step, seen in walk[1].items() if not seen.focus_is_inside] == []
