"""The second check by keystrokes: blind, compared only when asked, and void with the next edit."""

from typing import Any

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from il2desk.domain.case.case import Case
from il2desk.ui.sheets.sheets import obstacle
from il2desk.ui.window.alerts import BOTH_VOIDED
from il2desk.ui.window.main_window import MainWindow
from tests.cases import PATIENT, SIGNER, a_case, deviating, signed
from tests.ui.conftest import Opened
from tests.ui.person import Key, Modifier, Person

CHECKER = "Nora Second"


def content(window: MainWindow) -> Any:
    return window.wizard.page_of("check").content


def words_in(widget: QWidget) -> str:
    QApplication.processEvents()
    labels = " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())
    typed = " ".join(one.text() for one in widget.findChildren(QLineEdit) if one.isVisible())
    return f"{labels} {typed}".replace(PATIENT["identifier"], "the identifier")


def types_pair(person: Person, kilograms: str, millions: str, name: str | None = None) -> None:
    """From wherever the focus is on the form; by Tab, and Space on Compare."""
    page = content(person.window)
    if name is not None:
        assert person.focus is page.name
        person.types(name)
        person.press(Key.Key_Tab)
    assert person.focus is page.pair.kilograms
    person.types(kilograms)
    person.press(Key.Key_Tab)
    person.types(millions)
    person.press(Key.Key_Tab)
    assert person.focus is page.compare_button
    person.press(Key.Key_Space)


@pytest.fixture
def at_check(opened: Opened) -> Person:
    window = opened(signed())
    window.go_to("check")
    return Person(window)


def test_the_check_passes_when_both_figures_are_typed_as_planned(at_check: Person) -> None:
    types_pair(at_check, "70", "42", CHECKER)
    session = at_check.window.session
    assert session.check is not None
    assert session.check.name == CHECKER
    assert session.plan is not None
    assert "Checked: weight and dose agree." in words_in(content(at_check.window))
    at_check.press(Key.Key_PageDown, Modifier.ControlModifier)
    assert at_check.window.wizard.here.id == "documents"


def test_nothing_on_the_screen_shows_weight_or_dose_while_somebody_may_type(at_check: Person) -> None:
    window = at_check.window
    said = words_in(window)
    assert "Hidden for the independent check" in said
    assert "Example, Anna" in said
    assert "70" not in said
    assert "42" not in said
    assert not window.sides.standing.isVisible()
    window.go_to("plan")
    assert window.sides.standing.isVisible()
    assert "42 million" in words_in(window)
    assert "Hidden for" not in words_in(window)


def test_the_window_of_sources_is_closed_for_the_check(opened: Opened) -> None:
    window = opened(signed())
    window.explain("extent")
    why = window.sides.why_window(window)
    assert why.isVisible()
    window.go_to("check")
    assert not why.isVisible()


def test_nothing_says_whether_figures_are_right_before_compare_is_pressed(at_check: Person) -> None:
    page = content(at_check.window)
    before = words_in(page)
    at_check.types(CHECKER)
    for line, text in ((page.pair.kilograms, "70"), (page.pair.million_units, "42")):
        at_check.press(Key.Key_Tab)
        assert at_check.focus is line
        at_check.types(text)
    assert words_in(page).replace(CHECKER, "").replace("42", "").replace("70", "").split() == before.split()
    assert at_check.window.session.checking is None


@pytest.mark.parametrize(
    ("name", "kilograms", "millions", "says"),
    [
        ("", "70", "42", "Type the name of the second person"),
        (CHECKER, "", "42", "nothing was typed"),
        (CHECKER, "70", "", "nothing was typed"),
        (CHECKER, "7o", "42", "the unit was not recognised"),
        (CHECKER, "70", "1,2,3", "more than one separator"),
        ("signer, BERTA", "70", "42", "must be another"),
        (SIGNER, "70", "42", "must be another"),
        ("Nora\u202eSecond", "70", "42", "invisible character"),
    ],
)
def test_what_cannot_be_compared_is_said_and_nothing_is_taken(
    at_check: Person, name: str, kilograms: str, millions: str, says: str
) -> None:
    page = content(at_check.window)
    page.name.setText(name)
    for line, text in ((page.pair.kilograms, kilograms), (page.pair.million_units, millions)):
        line.setFocus()
        at_check.types(text)
    page.compare_button.setFocus()
    at_check.press(Key.Key_Space)
    assert says in page.outcome.words.text()
    assert at_check.window.session.check is None
    assert at_check.window.session.checking is None
    assert page.pair.kilograms.text() == kilograms


def test_a_mismatch_says_neither_which_nor_how_and_both_retype_blind_then_it_passes(at_check: Person) -> None:
    window, page = at_check.window, content(at_check.window)
    types_pair(at_check, "70", "41", CHECKER)
    said = words_in(window)
    assert "The figures do not agree." in said
    assert not any(figure in said for figure in ("70", "41", "42"))
    assert "Again: the second person" in said
    types_pair(at_check, "70", "42")
    said = words_in(window)
    assert "Again: the clinician who signed" in said
    assert not any(figure in said for figure in ("70", "41", "42"))
    at_check.press(Key.Key_Z, Modifier.ControlModifier)
    assert page.pair.kilograms.text() == ""
    types_pair(at_check, "70", "42")
    assert window.session.check is not None
    assert window.session.check.name == CHECKER


@pytest.mark.parametrize(("checker", "clinician"), [(("70", "41"), ("70", "42")), (("70", "42"), ("72", "43.2"))])
def test_a_second_mismatch_shows_both_pairs_without_names_and_blocks_the_set(
    at_check: Person, checker: tuple[str, str], clinician: tuple[str, str]
) -> None:
    window = at_check.window
    types_pair(at_check, "70", "41", CHECKER)
    types_pair(at_check, *checker)
    types_pair(at_check, *clinician)
    said = words_in(content(window))
    for kilograms, millions in (checker, clinician):
        assert f"{kilograms} kg and {millions} million international units" in said
    assert CHECKER not in said
    assert SIGNER not in said
    assert "sign again" in said
    for sheet in ("set", "order", "administration", "pharmacy"):
        found = obstacle(sheet, window.session)
        assert found is not None
        assert "do not agree" in found.says
    window.go_to("plan")
    window.go_to("check")
    assert "The set is blocked." in words_in(content(window))
    assert at_check.focus is content(window).go_button
    at_check.press(Key.Key_Space)
    assert window.wizard.here.id == "weight"


def test_after_a_correction_and_a_new_signature_the_check_begins_anew(at_check: Person) -> None:
    window = at_check.window
    for pair in (("70", "41"), ("70", "41"), ("70", "42")):
        types_pair(at_check, *pair, name=CHECKER if window.session.checking is None else None)
    assert window.session.disagrees
    for name in ("weight", "weight_again"):
        window.go_to("weight", name)
        at_check.field(name).editor.selectAll()
        at_check.types("72")
    window.go_to("verdict")
    at_check.signs(SIGNER)
    assert not window.session.disagrees
    window.go_to("check")
    types_pair(at_check, "72", "43.2", CHECKER)
    assert window.session.check is not None


def test_an_edit_after_the_check_voids_it_with_the_signature_and_says_so(at_check: Person) -> None:
    types_pair(at_check, "70", "42", CHECKER)
    window = at_check.window
    window.go_to("diagnosis", "name")
    at_check.types("x")
    assert window.session.check is None
    assert window.session.case.second_checks == ()
    assert window.alert.words.text() == BOTH_VOIDED
    window.go_to("verdict")
    at_check.signs(SIGNER)
    assert window.session.check is None
    assert not window.alert.isVisible()


def test_leaving_the_page_forgets_what_was_typed(at_check: Person) -> None:
    page = content(at_check.window)
    at_check.types(CHECKER)
    at_check.press(Key.Key_Tab)
    at_check.types("70")
    at_check.window.go_to("plan")
    at_check.window.go_to("check")
    assert page.name.text() == page.pair.kilograms.text() == ""
    at_check.press(Key.Key_Z, Modifier.ControlModifier)
    page.pair.kilograms.setFocus()
    at_check.press(Key.Key_Z, Modifier.ControlModifier)
    assert page.name.text() == page.pair.kilograms.text() == ""


def test_what_was_typed_and_rubbed_out_again_does_not_come_back_by_undoing(at_check: Person) -> None:
    page = content(at_check.window)
    page.pair.kilograms.setFocus()
    at_check.types("70")
    for _ in range(2):
        at_check.press(Key.Key_Backspace)
    assert page.pair.kilograms.text() == ""
    at_check.window.go_to("plan")
    at_check.window.go_to("check")
    page.pair.kilograms.setFocus()
    at_check.press(Key.Key_Z, Modifier.ControlModifier)
    assert page.pair.kilograms.text() == ""


def test_figures_are_typed_by_hand_and_never_pasted(at_check: Person) -> None:
    page = content(at_check.window)
    mime = QMimeData()
    mime.setText("70")
    QApplication.clipboard().setMimeData(mime)
    for line in (page.pair.kilograms, page.pair.million_units):
        line.setFocus()
        at_check.press(Key.Key_V, Modifier.ControlModifier)
        assert line.text() == ""
        assert "pasting" in page.outcome.words.text()


@pytest.mark.parametrize("case", [Case(case_id="TEST-0001"), a_case(), signed(a_case(ecog_grade="3"))])
def test_without_a_plan_there_is_nothing_to_check_and_the_way_is_shown(opened: Opened, case: Case) -> None:
    window = opened(case)
    window.go_to("check")
    assert "nothing to check" in words_in(content(window))
    assert not content(window).form.isVisible()
    assert window.sides.standing.isVisible()
    Person(window).press(Key.Key_Space)
    assert window.wizard.here.id == "verdict"


def test_a_plan_that_deviates_is_checked_too(opened: Opened) -> None:
    window = opened(signed(deviating(a_case(ecog_grade="2"), "ecog")))
    window.go_to("check")
    types_pair(Person(window), "70", "42", CHECKER)
    assert window.session.check is not None


def test_enter_leads_from_field_to_field_and_only_on_compare_compares(at_check: Person) -> None:
    page = content(at_check.window)
    at_check.types(CHECKER)
    for text in ("70", "42"):
        at_check.press(Key.Key_Return)
        assert at_check.window.wizard.here.id == "check"
        at_check.types(text)
    at_check.press(Key.Key_Return)
    assert at_check.window.session.check is None
    assert at_check.focus is page.compare_button
    at_check.press(Key.Key_Return)
    assert at_check.window.session.check is not None
