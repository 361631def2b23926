"""What the screen reads back before signing stands on the summary too, row for row and word for word."""

from random import Random

import pytest
from PySide6.QtWidgets import QApplication

from il2desk.documents.model import blocks as b
from il2desk.documents.model.rich_text import Words, plain
from il2desk.documents.sections.answers import answers_grid
from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.assessment.read_back import read_back
from il2desk.domain.case.case import Case, Cycle, Retiming, Site
from il2desk.ui.case.steps import steps_of
from il2desk.ui.panels.answers_list import AnswersList
from tests.cases import a_case, judged, settings
from tests.random_cases import GUIDELINE, random_case

TYPED = "; typed "
SPLIT = "\u200b"
STEPS = [(step.id, step.name) for step in steps_of(GUIDELINE)]


def on_screen(shown: AnswersList) -> list[tuple[str, str]]:
    rows = [row for step in shown.steps.values() for row in step.rows if not row[0].isHidden()]
    assert all(not answer.isHidden() for _, answer in rows)
    return [(question.text().replace(SPLIT, ""), answer.text().replace(SPLIT, "")) for question, answer in rows]


def on_paper(assessment: Assessment) -> list[tuple[str, str]]:
    def pairs(row: tuple[Words, ...]) -> list[tuple[str, str]]:
        return [(plain(question), plain(answer)) for question, answer in zip(row[::2], row[1::2], strict=True)]

    grid = answers_grid(assessment)
    assert isinstance(grid, b.Grid)
    return [pair for row in grid.rows for pair in pairs(row) if pair != ("", "")]


def untidy(number: int) -> Assessment:
    """A random case with entries that are absent, blank, unreadable or rare, and now and then a second cycle."""
    chance, case = Random(number), random_case(number).assessment.case
    entries = {
        "weight": (None, "70,50 kg", "heavy", " 70 kg "),
        "weight_again": (None, "71", "70 kg"),
        "weight_confirmed": (None, "70", "x"),
        "weight_date": (None, "2026-11-19", "2027-01-01", "yesterday"),
        "weight_basis": (None, "Ideal weight", "a\x00b"),
        "height": (None, "175", "5 feet"),
        "first_dose": (None, "2026-11-23", "2026-11-23 9:00", "2026-10-25 02:30", "2027-03-28 02:30"),
        "first_dose_occurrence": (None, "later"),
        "confirmed": ((), ("body_mass_index", "first_dose_past")),
        "retiming": (
            None,
            Retiming(from_dose=5),
            Retiming(from_dose=5, start="2026-10-25 02:30", last_start="2026-10-24 1000", reason=" Held "),
        ),
    }
    for field in chance.sample(list(entries), 4):
        case = case.with_cycle(**{field: chance.choice(entries[field])})
    changes = {
        "name": chance.choice((None, "Anna", "a\nb")),
        "identifier": chance.choice((None, "  ", "MRN 7")),
        "date_of_birth": chance.choice((None, "1961-04-17", "1961", "2026-12-24")),
    }
    case = case.with_patient(**changes) if chance.random() < 0.5 else case
    other = Site(id="other", text=chance.choice((None, " Left orbit ", "a\nb")))
    case = case.model_copy(
        update={"sites": (*case.sites, other), "sites_complete": chance.choice((True, False, None))}
        if chance.random() < 0.5
        else {"cycles": _after(case, chance)}
    )
    return judged(case)


def _after(case: Case, chance: Random) -> tuple[Cycle, ...]:
    given = [
        {"doses_given": "11", "first_given": "2026-10-13", "last_given": "2026-10-17"},
        {"doses_given": "eleven", "first_given": "2026-10-13"},
        {"doses_given": "0"},
    ]
    return (case.cycle.model_copy(update=chance.choice(given)), case.cycle.model_copy(update={"number": 2}))


def test_screen_and_paper_read_every_case_back_alike(qapp: QApplication) -> None:
    shown = AnswersList(STEPS, lambda step, field: None)
    said = set[str]()
    for number in range(60):
        for assessment in (random_case(number).assessment, untidy(number)):
            shown.refresh(read_back(assessment))
            screen, paper = on_screen(shown), on_paper(assessment)
            assert [question for question, _ in screen] == [question for question, _ in paper]
            for (question, read), (_, printed) in zip(screen, paper, strict=True):
                assert printed == read or printed.startswith(f"{read}{TYPED}"), question
                assert read.strip(), question
            said |= {question for question, _ in paper}
    assert said >= {
        *("Name", "Patient identifier", "Date of birth", "Involved site", "List of sites", "Weight, typed again"),
        *("Weight, typed to confirm", "Weight basis", "Body-mass index", "Planned first dose", "Confirmed with yes"),
        *("Cycle 1, doses given", "Cycle 1, day of the last dose", "Re-timed from", "Reason for the re-timing"),
    }


def test_age_weekday_body_mass_index_and_local_time_stand_on_both(qapp: QApplication) -> None:
    assessment = judged(a_case(date_of_birth="1961-04-17", weight="70 kg", height="175", first_dose="2026-11-23 9:00"))
    shown = AnswersList(STEPS, lambda step, field: None)
    shown.refresh(read_back(assessment))
    expected = {
        ("Date of birth", "Monday 1961-04-17, 65 years old on the reference day", "1961-04-17"),
        ("Height", "175 cm", "175"),
        ("Body-mass index", "22.9", ""),
        ("Planned first dose", "Monday 2026-11-23 09:00 +01:00 (Europe/Paris)", "2026-11-23 9:00"),
    }
    assert {(question, read) for question, read, _ in expected} <= set(on_screen(shown))
    typed = {(question, f"{read}{TYPED}{entry}" if entry else read) for question, read, entry in expected}
    assert typed <= set(on_paper(assessment))


@pytest.mark.parametrize(
    ("changes", "question", "words"),
    [
        ({"weight": None}, "Weight", "not recorded"),
        ({"weight": "  "}, "Weight", "not recorded"),
        ({"weight": "heavy"}, "Weight", "recorded, but not readable"),
        ({"weight_date": "2027-01-01"}, "Date of weighing", "recorded, but not readable"),
        ({"name": "a\nb"}, "Name", "recorded, but not readable"),
        (
            {"first_dose": "2026-10-25 02:30"},
            "Planned first dose",
            "recorded, but this clock time comes twice that day",
        ),
        ({"first_dose": "2027-03-28 02:30"}, "Planned first dose", "recorded, but not readable"),
    ],
)
def test_what_is_absent_or_not_readable_is_marked_and_shown_as_typed_on_paper(
    changes: dict[str, str | None], question: str, words: str
) -> None:
    assessment = judged(a_case(**changes))
    answer = next(one for one in read_back(assessment) if one.question == question)
    assert (answer.words, answer.missing) == (words, True)
    typed = next(iter(changes.values())) or ""
    assert dict(on_paper(assessment))[question] == (f"{words}{TYPED}{typed}" if typed.strip() else words)


def test_two_weights_that_differ_are_each_read_back_as_understood() -> None:
    told = {one.question: one for one in read_back(judged(a_case(weight="70", weight_again="71 kg")))}
    assert (told["Weight"].words, told["Weight, typed again"].words) == ("70 kg", "71 kg")
    assert not told["Weight"].missing
    assert "Body-mass index" not in told


def test_a_first_dose_without_a_zone_is_read_back_as_a_clock_time() -> None:
    told = {one.question: one for one in read_back(judged(a_case(first_dose="2026-11-23 09:00"), settings(zone=None)))}
    assert told["Planned first dose"].words == "Monday 2026-11-23 09:00"


def test_no_day_is_asked_of_a_cycle_of_which_no_dose_was_given() -> None:
    case = a_case()
    for doses, days in (("0", 0), ("3", 2)):
        before = case.cycle.model_copy(update={"doses_given": doses})
        second = case.model_copy(update={"cycles": (before, case.cycle.model_copy(update={"number": 2}))})
        asked = [one.question for one in read_back(judged(second)) if one.question.startswith("Cycle 1, day")]
        assert len(asked) == days
