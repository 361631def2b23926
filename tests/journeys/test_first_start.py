"""From a workstation on which nobody has worked to papers in the hand."""

from collections.abc import Callable

import pytest
from pypdf import PdfReader

from tests.journeys import words
from tests.journeys.desktop import Screen
from tests.journeys.entries import published, steps
from tests.journeys.person import Person
from tests.journeys.ways import (
    answers_a_page,
    answers_the_guideline,
    checks,
    makes_a_store,
    prints,
    saves,
    sets_the_centre,
    sets_what_is_missing,
    signs,
    signs_and_checks,
    vouches,
    weighs,
)
from tests.journeys.words import STEP


def reaches_papers(person: Person) -> None:
    case = published()
    person.starts()
    makes_a_store(person, case.clinician)
    person.presses(words.NEW_CASE)
    sets_the_centre(person, case.clinician)
    answers_the_guideline(person, case)
    weighs(person, case)
    person.goes_next()
    signs(person, case)
    person.goes_next()
    checks(person, case)
    person.goes_next()
    vouches(person, case)
    printed, saved = prints(person), saves(person)
    person.closes_the_window()
    on_screen = PdfReader(saved)
    assert case.patient["name"] in on_screen.pages[0].extract_text()
    assert len(PdfReader(printed).pages) == len(on_screen.pages) > 10


@pytest.mark.journey
def test_first_start_to_a_printed_and_a_saved_set(person: Person) -> None:
    reaches_papers(person)


@pytest.mark.journey
def test_first_start_by_keyboard_alone(at: Callable[..., Person]) -> None:
    reaches_papers(at(by_keyboard=True))


@pytest.mark.journey
@pytest.mark.parametrize("screen", [Screen(1024, 768), Screen(1366, 768, 1.5)], ids=["on 1024x768", "at 150 percent"])
def test_first_start_on_a_small_screen(at: Callable[..., Person], screen: Screen) -> None:
    reaches_papers(at(screen))


@pytest.mark.journey
def test_a_new_centre_sets_each_value_where_it_is_missing(person: Person) -> None:
    case = published()
    person.starts()
    makes_a_store(person, case.clinician)
    person.presses(words.NEW_CASE)
    for page in steps():
        answers_a_page(person, case, page)
        sets_what_is_missing(person, case.clinician, words.SET_ON_A_PAGE)
        person.goes_next()
    weighs(person, case)
    sets_what_is_missing(person, case.clinician, words.SET_ON_A_PAGE)
    person.goes_next()
    sets_what_is_missing(person, case.clinician, words.SET_BEFORE_SIGNING)
    signs(person, case)
    person.goes_next()
    checks(person, case)
    person.goes_next()
    while person.reads_now(words.BUTTONS, words.SET_BEFORE_PRINTING):
        sets_what_is_missing(person, case.clinician, words.SET_BEFORE_PRINTING)
        person.goes_to(STEP.verdict)  # what was set has voided signature and check
        signs_and_checks(person, case)
    assert "-set-" in saves(person).name
    person.closes_the_window()
