"""The second cycle: what goes along, what is asked again, and what was given of the first."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from il2desk.domain.assessment.assessment import Assessment, Plan, assess
from il2desk.domain.assessment.earlier_cycle import SECOND_CYCLE_EARLY
from il2desk.domain.assessment.missing_entries import About, unfinished
from il2desk.domain.assessment.second_cycle import (
    CannotBegin,
    Given,
    cycle_words,
    given_before,
    new_revision,
    second_cycle,
)
from il2desk.domain.case.case import LARGEST_REVISION, Case, Cycle, Retiming, canonical, content_digest
from il2desk.domain.checks.case_checks import unknown_ids, unreadable_values
from tests.cases import (
    CYCLE,
    SIGNER,
    TODAY,
    a_case,
    a_first_cycle,
    cleared,
    judged,
    packs,
    planned,
    settings,
    signed,
)

WEEK = ("11", "2026-11-02", "2026-11-06")


def a_second(confirmed: tuple[str, ...] = (), first_dose: str = "2026-11-23 09:00", **given: Any) -> Case:
    return a_case(earlier=(a_first_cycle(**given),), confirmed=confirmed, first_dose=first_dose)


def says(case: Case) -> str:
    """Everything refused or open in what the dose rests on."""
    basis = judged(case).basis
    return " ".join((*basis.refused.values(), *basis.open.values()))


def test_the_second_cycle_keeps_the_patient_and_what_the_first_was_planned_and_given_by() -> None:
    first = signed()
    case = second_cycle(first, *WEEK)
    assert (case.case_id, case.patient, case.revision) == (first.case_id, first.patient, 2)
    assert case.parent == content_digest(first)
    assert case.cycles[0] == first.cycle.model_copy(
        update={"doses_given": "11", "first_given": "2026-11-02", "last_given": "2026-11-06"}
    )


def test_the_second_cycle_asks_everything_else_again() -> None:
    case = second_cycle(signed(), *WEEK)
    assert case.cycle == Cycle(number=2)
    kept = {"case_schema", "case_id", "revision", "parent", "patient", "cycles"}
    empty = Case(case_id="")
    for name in Case.model_fields.keys() - kept:
        assert getattr(case, name) == getattr(empty, name), name
    asked = {gap.name for gap in unfinished(judged(case)) if gap.about is About.QUESTION}
    first = Case(case_id="", patient=case.patient)
    assert asked == {gap.name for gap in unfinished(judged(first)) if gap.about is About.QUESTION}


def test_a_third_cycle_does_not_exist() -> None:
    for cycles in ((), (Cycle(), Cycle(number=2))):
        with pytest.raises(CannotBegin, match="A course has two cycles"):
            second_cycle(signed().model_copy(update={"cycles": cycles}), *WEEK)


def test_what_was_given_may_be_typed_later() -> None:
    case = second_cycle(a_case(), None, " ", " 2026-11-06 ")
    assert (case.cycles[0].doses_given, case.cycles[0].first_given, case.cycles[0].last_given) == (
        None,
        None,
        "2026-11-06",
    )
    gaps = {gap.name: gap for gap in unfinished(judged(case))}
    assert gaps["earlier.doses_given"].says == "Number of doses given in cycle 1 is not recorded."
    assert gaps["earlier.doses_given"].about is About.BASIS


def test_a_new_revision_keeps_the_answers_and_takes_out_what_signing_kept() -> None:
    first = signed()
    case = new_revision(first)
    assert (case.revision, case.parent) == (2, content_digest(first))
    assert (case.settings, case.zone, dict(case.packs)) == (None, None, {})
    assert (case.signatures, case.second_checks) == ((), ())
    assert (case.answers, case.sites, case.cycles, case.patient) == (
        first.answers,
        first.sites,
        first.cycles,
        first.patient,
    )
    assert signed(case).signatures[0].name == SIGNER


def test_the_last_revision_and_text_that_is_not_unicode_begin_nothing() -> None:
    with pytest.raises(CannotBegin) as refused:
        new_revision(a_case().model_copy(update={"revision": LARGEST_REVISION}))
    assert refused.value.reasons == (str(refused.value),)
    assert new_revision(a_case().model_copy(update={"revision": LARGEST_REVISION - 1})).revision == LARGEST_REVISION
    with pytest.raises(CannotBegin, match="lone surrogate"):
        second_cycle(a_case().with_patient(name="\ud800"), *WEEK)


def test_a_case_of_two_cycles_is_signed_cleared_and_planned() -> None:
    plan = planned(a_second())
    assert (plan.cycle, plan.in_words) == (2, "42 million international units (42,000,000)")
    assert plan.clearance.assessment.basis.given == Given(1, 14, date(2026, 11, 2), date(2026, 11, 6))
    case = plan.clearance.assessment.case
    assert Case.model_validate_json(canonical(case)) == case
    assert list(unknown_ids(case, packs())) == list(unreadable_values(judged(case))) == []


@pytest.mark.parametrize(
    ("doses", "accepted"), [("0", True), ("1", True), ("14", True), ("15", False), ("140", False), ("-1", False)]
)
def test_from_none_to_fourteen_doses_can_have_been_given(doses: str, accepted: bool) -> None:
    days = {"0": (None, None), "1": ("2026-11-02", "2026-11-02")}.get(doses, WEEK[1:])
    case = a_second(doses_given=doses, first_given=days[0], last_given=days[1])
    assert (judged(case).plan is Plan.ALLOWED) == accepted
    assert bool(judged(case).basis.given) == accepted


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"doses_given": None}, "Number of doses given in cycle 1 is not recorded."),
        ({"doses_given": "1.5"}, "takes at most 0 digits after the point"),
        ({"doses_given": "eleven"}, "not understood as a number"),
        ({"doses_given": "11 bags"}, "the unit was not recognised; it is taken in doses"),
        ({"first_given": None}, "Day of the first dose of cycle 1 is not recorded."),
        ({"last_given": None}, "Day of the last dose of cycle 1 is not recorded."),
        ({"first_given": "2026-02-30"}, "is not a day of the calendar"),
        ({"last_given": "06.11.2026"}, "year-month-day"),
        ({"last_given": "2026-11-21"}, "lies in the future"),
        ({"last_given": "2026-11-01"}, "the last lies before the first"),
        ({"doses_given": "1"}, "one dose was given, but the first on Monday 2026-11-02"),
        ({"doses_given": "0"}, "no dose of cycle 1 was given"),
        ({"first_given": "2026-11-03"}, "14 doses at least 8 hours apart take 104 hours, which do not fit"),
        ({"last_given": "2026-11-16"}, "is day 15; by the label the second cycle begins on day 15"),
        ({"doses_given": "14\x00"}, "not understood"),
    ],
)
def test_what_was_given_must_be_told_and_be_possible(change: dict[str, Any], reason: str) -> None:
    case = a_second(**change)
    assert reason in says(case)
    assert judged(case).plan is Plan.NONE
    assert reason in " ".join(gap.says for gap in unfinished(judged(case)))


def test_what_was_given_must_be_told_even_where_no_plan_is_sought() -> None:
    case = a_case(earlier=(a_first_cycle(last_given=None),), ecog_grade="3")
    assert [gap.name for gap in unfinished(judged(case))] == ["earlier.last_given"]


@pytest.mark.parametrize(
    ("doses", "last", "fits"),
    [
        ("3", "2026-11-02", True),
        ("4", "2026-11-02", False),
        ("4", "2026-11-03", True),
        ("6", "2026-11-03", True),
        ("7", "2026-11-03", False),
        ("14", "2026-11-05", False),
        ("14", "2026-11-06", True),
        ("14", "2026-11-15", True),
        ("14", "2026-11-16", False),
    ],
)
def test_the_days_hold_as_many_doses_as_eight_hours_apart_fit(doses: str, last: str, fits: bool) -> None:
    assert (judged(a_second(doses_given=doses, last_given=last)).basis.given is not None) == fits


def test_a_day_of_25_hours_holds_four_doses_and_one_of_23_hours_three() -> None:
    for day, doses, fits in (
        ("2026-10-25", "4", True),
        ("2026-10-25", "5", False),
        ("2026-03-29", "3", True),
        ("2026-03-29", "4", False),
    ):
        case = a_second(doses_given=doses, first_given=day, last_given=day)
        assert (judged(case).basis.given is not None) == fits, (day, doses)
    unset = judged(a_second(doses_given="4", first_given="2026-10-25", last_given="2026-10-25"), settings(zone=None))
    assert unset.basis.given is None


@pytest.mark.parametrize(
    ("first_given", "day"), [("2026-11-08", 16), ("2026-11-09", 15), ("2026-11-10", 14), ("2026-11-11", 13)]
)
def test_a_second_cycle_before_day_15_must_be_confirmed(first_given: str, day: int) -> None:
    given = {"first_given": first_given, "last_given": "2026-11-16", "doses_given": "5"}
    case, asked = a_second(**given), day < 15
    found = judged(case)
    assert found.basis.given is not None
    assert found.basis.given.day_number(date(2026, 11, 23)) == day
    assert (SECOND_CYCLE_EARLY in found.basis.open, found.plan is Plan.NONE) == (asked, asked)
    assert judged(a_second((SECOND_CYCLE_EARLY,), **given)).plan is Plan.ALLOWED


def test_the_day_is_told_counted_from_dose_1_of_the_first_cycle() -> None:
    case = a_second(first_given="2026-11-10", last_given="2026-11-16")
    assert says(case) == (
        "The planned first dose, Monday 2026-11-23, is on day 14 counted from dose 1 of cycle 1 (Tuesday 2026-11-10, "
        "day 1); by the label the second cycle begins on day 15, Tuesday 2026-11-24. Confirm to go on."
    )


@pytest.mark.parametrize(("last", "refused"), [("2026-11-18", False), ("2026-11-19", True), ("2026-11-20", True)])
def test_the_second_cycle_begins_after_the_last_dose_of_the_first(last: str, refused: bool) -> None:
    given = {"first_given": "2026-11-14", "last_given": last, "first_dose": "2026-11-19 09:00"}
    case = a_second(("first_dose_past", SECOND_CYCLE_EARLY), **given)
    assert ("does not lie after the last dose of cycle 1" in says(case)) == refused


def test_no_day_is_counted_from_a_cycle_of_which_nothing_was_given() -> None:
    case = a_second(doses_given="0", first_given=None, last_given=None)
    found = judged(case).basis.given
    assert found == Given(1, 0, None, None)
    assert found.day_number(TODAY) is None
    assert found.in_words == "Cycle 1: no dose given"


def test_without_a_readable_first_dose_nothing_is_said_of_its_day() -> None:
    for first_dose in (None, "soon"):
        case = a_case(
            earlier=(a_first_cycle(first_given="2026-11-10", last_given="2026-11-16"),), first_dose=first_dose
        )
        assert SECOND_CYCLE_EARLY not in judged(case).basis.open


def test_a_cycle_is_told_with_what_was_given_before_it() -> None:
    assert cycle_words(judged(a_case())) == "1"
    assert cycle_words(judged(a_second().with_cycle(number=2))) == (
        "2. Cycle 1: 14 doses given, the first on Monday 2026-11-02, the last on Friday 2026-11-06. "
        "At most 28 doses in the course by the label"
    )


def test_what_was_given_is_told_for_the_sheets() -> None:
    assert given_before(a_case()) == ()
    (found,) = given_before(a_second())
    assert found.in_words == "Cycle 1: 14 doses given, the first on Monday 2026-11-02, the last on Friday 2026-11-06"
    one = given_before(a_second(doses_given="1 dose", last_given="2026-11-02"))
    assert one[0].in_words.startswith("Cycle 1: 1 dose given")
    assert given_before(a_second(doses_given="0", first_given=None, last_given=None)) == (Given(1, 0, None, None),)
    for amiss in ({"doses_given": None}, {"doses_given": "x"}, {"first_given": None}, {"last_given": "x"}):
        assert given_before(a_second(**amiss)) == ()


def test_a_course_holds_no_more_doses_than_the_label_gives() -> None:
    def judged_with(most: int, doses: str) -> Assessment:
        product = packs().product.model_copy(update={"most_doses_a_course": most})
        return assess(a_second(doses_given=doses), replace(packs(), product=product), settings(), TODAY)

    assert judged_with(28, "14").basis.given is not None
    assert judged_with(27, "13").basis.given is not None
    assert "is above 13 and is refused" in " ".join(judged_with(27, "14").basis.refused.values())


@pytest.mark.parametrize(("numbers", "accepted"), [((1, 2), True), ((1, 1), False), ((2, 2), True), ((1,), True)])
def test_a_cycle_is_called_by_its_place_in_the_case(numbers: tuple[int, ...], accepted: bool) -> None:
    cycles = tuple(Cycle(**{**CYCLE, "number": number, **_given(number)}) for number in numbers)
    assert ("number" not in judged(a_case().model_copy(update={"cycles": cycles})).basis.refused) == accepted


def _given(number: int) -> dict[str, Any]:
    return dict(zip(("doses_given", "first_given", "last_given"), WEEK, strict=True)) if number == 1 else {}


def test_a_single_cycle_cannot_be_the_second_of_a_course_and_a_case_without_one_says_nothing() -> None:
    assert "This is cycle 1 of the case, but it is called cycle 2." in says(a_case(number=2))
    assert "called cycle" not in says(Case(case_id="A", cycles=()))


@pytest.mark.parametrize(
    ("weight", "asked"), [("73.5", True), ("73.49", False), ("66.5", True), ("66.51", False), ("70", False)]
)
def test_a_weight_changed_by_five_percent_since_the_first_cycle_is_typed_once_more(weight: str, asked: bool) -> None:
    found = judged(a_second().with_cycle(weight=weight, weight_again=weight))
    assert ("weight_confirmed" in found.basis.open) == asked


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"doses_given": "x"}, "cycles.0.doses_given: "),
        ({"first_given": "x"}, "cycles.0.first_given: "),
        ({"last_given": "2026-11-01"}, "cycles.0.last_given: "),
    ],
)
def test_a_loaded_case_says_where_what_was_given_cannot_be_read(change: dict[str, Any], place: str) -> None:
    assert [one for one in unreadable_values(judged(a_second(**change))) if one.startswith(place)]


def test_a_loaded_case_tells_of_what_was_given_only_for_a_cycle_that_is_over() -> None:
    for name in ("doses_given", "first_given", "last_given"):
        assert list(unknown_ids(a_case(**{name: "1"}), packs())) == [
            f"cycles.0.{name}: what was given is told only of a cycle that is over"
        ]


@pytest.mark.parametrize("hostile", ["\u202e", "\x00", "a\nb", "a\u2028b", "x" * 201])
def test_what_cannot_be_shown_is_refused_wherever_it_stands(hostile: str) -> None:
    cases = {
        "cycles.0.doses_given": a_second(doses_given=hostile),
        "cycles.0.first_given": a_second(first_given=hostile),
        "cycles.0.last_given": a_second(last_given=hostile),
        "cycles.0.retiming.reason": a_case(retiming=Retiming(from_dose=3, reason=hostile)),
        "cycles.0.retiming.start": a_case(retiming=Retiming(from_dose=3, start=hostile)),
        "cycles.0.retiming.last_start": a_case(retiming=Retiming(from_dose=3, last_start=hostile)),
    }
    for place, case in cases.items():
        found = list(unreadable_values(judged(case)))
        assert [one for one in found if one.startswith(f"{place}: ")], place
        assert hostile not in " ".join(found)


def test_a_clearance_of_the_second_cycle_is_that_of_the_second_weight() -> None:
    case = a_second().with_cycle(weight="72", weight_again="72")
    assert str(cleared(case).weight) == "72 kg"
