"""Patients one after the other in one window, each with detours, each forward by Next alone."""

import pytest

from tests.journeys import words
from tests.journeys.entries import CENTRE, Deviation, Entries, published, steps
from tests.journeys.person import Person
from tests.journeys.ways import answers_a_page, checks, makes_a_store, saves, signs, vouches, weighs
from tests.journeys.words import STEP


def inside() -> Entries:
    return published().of("Muster, Zofia", "MU-2026-0623", "1949-12-31")


def outside() -> Entries:
    why = Deviation("Performance status", "no_alternative", "Tired of the journey; walks 3 km.", "Dr. C. Second")
    return published().of("Sample, Borys", "SA-2026-0518", "1958-02-03").but(why, ecog_grade="2")


def works_up(person: Person, case: Entries) -> None:
    """From the first question to saved papers, with a detour by the list of steps and one by Change."""
    for page, step in steps().items():
        assert person.here() == step
        answers_a_page(person, case, page)
        if page == "ldh":
            person.goes_to(steps()["diagnosis"])
            person.goes_next(to=step)
        person.goes_next()
    weighs(person, case)
    person.goes_next()
    person.presses(words.change(steps()["performance_status"]))
    person.arrives_at(steps()["performance_status"])
    person.goes_next(to=STEP.verdict)
    person.sees(words.OUTSIDE if case.deviations else words.MEETS)
    signs(person, case)
    person.goes_next()
    checks(person, case)
    person.goes_next()
    vouches(person, case)
    assert saves(person).stat().st_size > 0


def carries(person: Person, *cases: Entries) -> None:
    person.starts(*CENTRE)
    makes_a_store(person, cases[0].clinician)
    for number, case in enumerate(cases):
        person.presses(words.ANOTHER_CASE if number else words.NEW_CASE)
        works_up(person, case)
    person.closes_the_window()
    assert len(list(person.desktop.home.rglob("*.pdf"))) == len(cases)


def test_two_patients_in_one_window(person: Person) -> None:
    carries(person, published(), outside())


@pytest.mark.journey
def test_three_patients_in_one_window(person: Person) -> None:
    carries(person, published(), outside(), inside())
