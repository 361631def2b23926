"""What is taken up again: a case closed half-way, one that was signed, one that was printed, another person's."""

from datetime import timedelta

import pytest

from tests.journeys import words
from tests.journeys.entries import CENTRE, RECORDED_ON, Entries, published, steps
from tests.journeys.person import Person
from tests.journeys.ways import (
    PASSPHRASE,
    answers_a_page,
    makes_a_store,
    saves,
    signs_and_checks,
    unlocks,
    weighs,
    works_through,
)
from tests.journeys.words import STEP

pytestmark = pytest.mark.journey


def begins(person: Person, *options: str) -> None:
    """A store, and a first case that is empty."""
    person.starts(*(options or CENTRE))
    makes_a_store(person, published().clinician)
    person.presses(words.NEW_CASE)


def test_a_case_closed_half_way_is_found_and_gone_on_with(person: Person) -> None:
    case = published()
    begins(person)
    half, rest = list(steps().items())[:4], list(steps().items())[4:]
    for page, _ in half:
        answers_a_page(person, case, page)
        person.goes_next()
    person.closes_the_window()
    person.starts(*CENTRE)
    unlocks(person)
    person.fills(words.SEARCH, "anna ex-2026")
    person.uses_keys("Return")
    for page, step in rest:
        person.arrives_at(step)
        answers_a_page(person, case, page)
        person.goes_next()
    weighs(person, case)
    person.goes_next()
    signs_and_checks(person, case)
    saves(person)
    person.closes_the_window()


def test_a_weight_is_corrected_after_signing(person: Person) -> None:
    case = published()
    begins(person)
    works_through(person, case)
    while person.here() != STEP.weight:
        person.goes_back()
    heavier = Entries(case.patient, case.answers, case.sites, {**case.cycle, "weight": "84.2 kg"})
    for name in ("weight", "weight_again"):
        person.fills(words.MEASURED[name], "84.2")
    person.goes_next()
    signs_and_checks(person, heavier)
    saves(person)
    person.closes_the_window()


def test_doses_are_retimed_from_the_fifth(person: Person) -> None:
    case = published(RECORDED_ON)
    begins(person, *CENTRE, "--now", f"{RECORDED_ON}T10:00+01:00")
    works_through(person, case)
    saves(person)
    person.closes_the_window()
    person.starts(*CENTRE, "--now", "2026-11-24T18:00+01:00")
    unlocks(person)
    person.marks_row(case.patient["identifier"])
    person.presses(words.OPEN_CASE)
    person.goes_to(STEP.plan)
    person.presses(words.RETIME)
    person.chooses(words.FROM_DOSE, "Dose 5")
    for fields, clock in ((words.NEW_START, "21:00"), (words.LAST_START, "09:00")):
        for field, text in zip(fields, ("2026-11-24", clock), strict=True):
            person.fills(field, text)
    person.fills(words.REASON, "Blood pressure too low at 17:00; recovered")
    person.presses(words.RECORD_RETIMING)
    person.sees("RE-TIMED")
    person.goes_to(STEP.verdict)
    person.presses(f"Go there {person.reads(words.LIES_IN_THE_PAST)}")
    person.ticks(words.IS_MEANT)
    person.goes_next(to=STEP.verdict)
    signs_and_checks(person, case)
    saves(person)
    person.closes_the_window()


def test_a_second_cycle_two_weeks_later(person: Person) -> None:
    first, second = RECORDED_ON, RECORDED_ON + timedelta(weeks=2)
    case = published(first)
    begins(person, *CENTRE, "--now", f"{first}T10:00+01:00")
    works_through(person, case)
    saves(person)
    person.closes_the_window()
    person.starts(*CENTRE, "--now", f"{second}T10:00+01:00")
    unlocks(person)
    person.marks_row(case.patient["identifier"])
    person.presses(words.SECOND_CYCLE)
    person.arrives_at(STEP.plan)
    person.presses(words.START_CYCLE)
    for field, text in zip(words.GIVEN, ("12", "2026-11-23", "2026-11-27"), strict=True):
        person.fills(field, text)
    person.presses(words.BEGIN_CYCLE)
    person.arrives_at(next(iter(steps().values())))
    works_through(person, published(second).but(earlier_course="this_course", stopping_toxicity="none"))
    saves(person)
    person.closes_the_window()


def test_a_saved_pdf_is_opened_and_a_revision_begun(person: Person) -> None:
    case = published()
    begins(person)
    works_through(person, case)
    saved = saves(person)
    person.presses(words.TO_CASES)
    person.presses(words.OPEN_PDF)
    person.fills(words.FILE_NAME, str(saved))
    person.uses_keys("Return")
    person.sees(words.OPENED)
    person.presses(words.NEW_REVISION)
    person.arrives_at(STEP.verdict)
    signs_and_checks(person, case)
    assert saves(person) != saved
    person.closes_the_window()


def test_two_users_lock_and_unlock(person: Person) -> None:
    case, other, passphrase = published(), "N. Nightingale", "eleven calm rivers run"
    begins(person)
    answers_a_page(person, case, "intended_use")
    person.goes_next()
    answers_a_page(person, case, "diagnosis")
    person.presses(words.TO_CASES)
    person.presses(words.PEOPLE)
    person.presses(words.ADD_SOMEBODY)
    person.fills(words.NAME, other)
    person.chooses(words.ROLE, "Nurse")
    person.fills(words.PASSPHRASE, passphrase, unseen=True)
    person.fills(words.PASSPHRASE_AGAIN, passphrase, unseen=True)
    person.presses(words.ADD)
    person.sees(f"{other} can unlock the cases now.")
    person.presses(words.CLOSE)
    person.sees_no_dialog()
    person.marks_row(case.patient["identifier"])
    person.presses(words.OPEN_CASE)
    person.arrives_at(steps()["diagnosis"])
    person.presses(words.LOCK)
    unlocks(person, PASSPHRASE, f"{other}, nurse")
    person.sees(words.NOT_OPENED)
    unlocks(person, passphrase)
    person.sees(words.NEW_CASE)
    person.marks_row(case.patient["identifier"])
    person.closes_the_window()


def test_nothing_is_kept(person: Person) -> None:
    case = published()
    person.starts(*CENTRE)
    person.presses(words.KEEP_NOTHING)
    works_through(person, case)
    saves(person)
    person.closes_the_window()
    person.starts(*CENTRE)
    person.sees(words.MAKE_STORE)
    person.closes_the_window()
    assert not [file for file in person.desktop.home.rglob("*") if "store" in file.name.casefold()]
