"""What contradicts each other is said at both fields, on the steps and at the top of the verdict page until mended."""

from typing import Any

from PySide6.QtWidgets import QApplication, QLabel

from il2desk.ui.case.steps import State, progress, steps_of
from tests.cases import a_case, packs, signed
from tests.ui.conftest import Opened
from tests.ui.person import Person

LDH = "suffix (0) says LDH is not raised, but this LDH is above its limit"


def at(person: Person, step: str, field: str) -> Any:
    person.window.go_to(step, field)
    QApplication.processEvents()
    return person.field(field)


def said_at(field: Any) -> str:
    return field.against.words.text() if field.against is not None and field.against.isVisible() else ""


def retypes(person: Person, field: Any, text: str) -> None:
    field.editor.setFocus()
    field.editor.selectAll()
    person.types(text)


def test_a_suffix_and_an_ldh_that_disagree_are_said_at_both_until_one_is_mended(opened: Opened) -> None:
    person = Person(opened(a_case(ldh_value="410", ajcc_ldh_suffix="not_raised")))
    session = person.window.session
    suffix = at(person, "diagnosis", "ajcc_ldh_suffix")
    assert LDH in said_at(suffix)
    assert all(LDH in row.accessibleDescription() for row in suffix.rows.values())
    value = at(person, "ldh", "ldh_value")
    assert LDH in said_at(value)
    assert LDH in value.editor.accessibleDescription()
    assert said_at(person.field("ldh_limit")) == ""
    states = progress(steps_of(packs().guideline), session)
    assert {states["diagnosis"].state, states["ldh"].state} == {State.ATTENTION}
    retypes(person, value, "210")
    assert said_at(value) == ""
    assert LDH not in value.editor.accessibleDescription()
    assert said_at(at(person, "diagnosis", "ajcc_ldh_suffix")) == ""


def test_a_step_to_look_at_again_opens_at_what_is_in_doubt(opened: Opened) -> None:
    person = Person(opened(a_case(ldh_value="410", ajcc_ldh_suffix="not_raised")))
    person.window.go_to("diagnosis")
    assert person.focus is person.field("ajcc_ldh_suffix").first_control()
    person.chooses(person.field("ajcc_ldh_suffix"), "raised")
    for step, first in (("ldh", "ldh_unit"), ("diagnosis", "name")):
        person.window.go_to(step)
        assert person.focus is person.field(first).first_control()


def test_the_verdict_page_lists_them_at_its_top_and_leads_to_what_settles_them(opened: Opened) -> None:
    person = Person(opened(a_case(ldh_value="410", ajcc_ldh_suffix="not_raised")))
    person.window.go_to("verdict")
    QApplication.processEvents()
    page = person.window.wizard.page_of("verdict").content
    [row] = [one for one in page.against.gaps if one.isVisible()]
    assert LDH in row.words.text()
    assert page.against.y() < page.gap_list.y()
    assert not any(LDH in label.text() for label in page.notices.findChildren(QLabel))
    row.go_button.click()
    QApplication.processEvents()
    assert person.focus in person.field("ldh_suffix_settled").rows.values()
    person.chooses(person.field("ldh_suffix_settled"), "as_recorded")
    person.window.go_to("verdict")
    QApplication.processEvents()
    assert not page.against.isVisible()


def test_a_case_without_contradictions_shows_no_such_list(opened: Opened) -> None:
    person = Person(opened(signed(a_case())))
    person.window.go_to("verdict")
    QApplication.processEvents()
    assert not person.window.wizard.page_of("verdict").content.against.isVisible()


def test_listed_sites_that_do_not_fit_are_said_beside_the_sites_and_the_m_category(opened: Opened) -> None:
    person = Person(opened(a_case(sites=("lung", "skin"), ajcc_m="m1a")))
    assert "a visceral site is listed" in said_at(at(person, "diagnosis", "ajcc_m"))
    person.window.go_to("organs")
    QApplication.processEvents()
    page = person.window.wizard.page_of("organs").content
    assert page.against.isVisible()
    assert "a visceral site is listed" in page.against.words.text()
    assert person.field("m_sites_settled").isVisible()


def test_a_weight_of_after_the_first_dose_is_said_at_both_fields(opened: Opened) -> None:
    person = Person(opened(a_case(weight_date="2026-11-19", first_dose="2026-11-18 09:00")))
    for field in ("weight_date", "first_dose"):
        assert "The date of weighing lies after the planned first dose." in said_at(at(person, "weight", field))


def test_an_impossible_date_of_birth_is_refused_at_its_field_and_a_great_age_is_asked_about(opened: Opened) -> None:
    person = Person(opened(a_case(date_of_birth=None)))
    born = at(person, "diagnosis", "date_of_birth")
    for typed in ("1061-04-17", "1899-12-31", "1906-11-19"):
        retypes(person, born, typed)
        assert "is refused; check the year." in born.echo.echoed.words
        assert born.editor.text() == typed
    assert "date of birth not readable" in person.window.header.patient.text()
    retypes(person, born, "1925-04-17")
    assert "101 years old" in born.echo.echoed.words
    assert "over 100 years" in said_at(born)
    person.chooses(person.field("age_settled"), "as_in_chart")
    assert said_at(born) == ""
    retypes(person, born, "1961-04-17")
    assert not person.field("age_settled").isVisible()
