"""Patients one after the other in one window, each with detours, each forward by Next alone."""

from tests.journeys import words
from tests.journeys.entries import RESOURCES, Deviation, Entries, published, steps
from tests.journeys.person import Person
from tests.journeys.ways import answers_a_page, checks, makes_a_store, saves, signs, vouches, weighs
from tests.journeys.words import STEP

CENTRE = ("--settings", str(RESOURCES / "sample" / "settings.toml"))


def outside() -> Entries:
    why = Deviation("Performance status", "no_alternative", "Tired of the journey; walks 3 km.", "Dr. C. Second")
    return published().of("Sample, Borys", "EX-2026-0518", "1958-02-03").but(why, ecog_grade="2")


def works_up(person: Person, case: Entries) -> None:
    """From the first question to the documents, with a detour by the list of steps and one by Change."""
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


def test_two_patients_in_one_window(person: Person) -> None:
    person.starts(*CENTRE)
    first, second = published(), outside()
    makes_a_store(person, first.clinician)
    person.presses(words.NEW_CASE)
    works_up(person, first)
    of_first = saves(person)
    person.presses(words.ANOTHER_CASE)
    works_up(person, second)
    assert saves(person) != of_first
    person.closes_the_window()
