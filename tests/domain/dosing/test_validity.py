"""Until when a judgement holds: at the limit, the day before, the day after."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2desk.domain.assessment.assessment import Assessment, Plan
from il2desk.domain.case.case import Case, Retiming
from il2desk.domain.dosing.clearance import clear
from il2desk.domain.dosing.dose_plan import plan_doses
from il2desk.domain.dosing.validity import Limit, holds_until, papers_valid_until
from tests.cases import TODAY, ZONE, a_case, deviating, judged, planned, settings, signed

LIMITED = {
    "ecog_date": "age_ecog",
    "ldh_date": "age_ldh",
    "cns_date": "age_cns_imaging",
    "weight_date": "age_weight",
    "cardiac_date": "age_cardiopulmonary",
    "pulmonary_date": "age_cardiopulmonary",
    "pregnancy_date": "age_pregnancy_test",
}
WIDE = dict.fromkeys(LIMITED.values(), 300)


def limit_of(case: Case, **local: Any) -> Limit:
    found = holds_until(judged(case, settings(**local)))
    assert found is not None
    return found


def planned_for(case: Case, day: date, **local: Any) -> Assessment:
    moved = case.with_cycle(first_dose=f"{day} 09:00", confirmed=("first_dose_past",))
    return judged(moved, settings(**local))


def test_the_first_limit_to_pass_is_told_with_what_and_which_setting() -> None:
    found = limit_of(a_case())
    assert (found.day, found.settings) == (date(2026, 11, 23), ("age_weight",))
    assert found.what == "Weight: Friday 2026-11-20, the centre allows 3 days"
    assert found.in_words == "Valid for a first dose until Monday 2026-11-23, that day included."


@pytest.mark.parametrize("dated", LIMITED)
def test_each_dated_answer_can_be_the_first_to_pass(dated: str) -> None:
    recent = dict.fromkeys(LIMITED, "2026-11-19") | {dated: "2026-11-18"}
    found = limit_of(a_case(**recent), **dict.fromkeys(WIDE, 40))
    assert (found.day, found.settings) == (date(2026, 12, 28), (LIMITED[dated],))


@pytest.mark.parametrize("setting", sorted(set(LIMITED.values())))
def test_on_the_day_a_plan_is_allowed_and_on_the_day_after_it_is_not(setting: str) -> None:
    local = {**WIDE, setting: 32}
    found = limit_of(a_case(), **local)
    assert found.settings == (setting,)
    assert planned_for(a_case(), found.day - timedelta(days=1), **local).plan is Plan.ALLOWED
    assert planned_for(a_case(), found.day, **local).plan is Plan.ALLOWED
    assert planned_for(a_case(), found.day + timedelta(days=1), **local).plan is not Plan.ALLOWED


@given(
    st.fixed_dictionaries({setting: st.integers(0, 120) for setting in sorted(set(LIMITED.values()))}),
    st.fixed_dictionaries({name: st.integers(0, 90) for name in LIMITED}),
)
def test_a_plan_that_is_allowed_stays_so_until_that_day_and_no_longer(
    allowed: dict[str, int], ages: dict[str, int]
) -> None:
    case = a_case(**{name: str(TODAY - timedelta(days=age)) for name, age in ages.items()})
    today = planned_for(case, TODAY, **allowed)
    found = holds_until(today)
    latest = [TODAY - timedelta(days=ages[name]) + timedelta(days=allowed[LIMITED[name]]) for name in LIMITED]
    met = [day for day in latest if day >= TODAY]
    assert (found is None) == (not met)
    if found is None:
        return
    assert found.day == min(met)
    if today.plan is Plan.ALLOWED:
        assert planned_for(case, found.day, **allowed).plan is Plan.ALLOWED
        assert planned_for(case, found.day + timedelta(days=1), **allowed).plan is not Plan.ALLOWED


def test_limits_that_pass_on_one_day_are_all_told() -> None:
    found = limit_of(a_case(), age_weight=10)
    assert (found.day, found.settings) == (date(2026, 11, 26), ("age_pregnancy_test",))
    found = limit_of(a_case(), age_weight=6)
    assert (found.day, found.settings) == (date(2026, 11, 26), ("age_pregnancy_test", "age_weight"))
    assert found.what == (
        "Pregnancy test of: Thursday 2026-11-19, the centre allows 7 days; "
        "Weight: Friday 2026-11-20, the centre allows 6 days"
    )


def test_what_is_stale_already_or_dated_after_the_first_dose_is_no_limit_to_come() -> None:
    assert limit_of(a_case(), age_weight=2).settings == ("age_pregnancy_test",)
    assert limit_of(a_case(), age_weight=3).settings == ("age_weight",)
    after = a_case(first_dose="2026-11-18 09:00", confirmed=("first_dose_past",))
    assert limit_of(after).settings == ("age_ecog", "age_ldh", "age_cns_imaging")


def test_one_day_is_one_day() -> None:
    found = limit_of(a_case(first_dose="2026-11-20 09:00"), age_weight=1)
    assert found.what.endswith("the centre allows 1 day")


def test_nothing_dated_or_nothing_set_sets_no_limit() -> None:
    assert holds_until(judged(Case(case_id="A"))) is None
    unset = dict.fromkeys(WIDE)
    assert holds_until(judged(a_case(), settings(**unset))) is None


def test_an_answer_that_is_not_asked_sets_no_limit() -> None:
    case = a_case(pregnancy="not_applicable", pregnancy_reason="Postmenopausal")
    assert "age_pregnancy_test" not in limit_of(case, age_weight=6).settings


def test_a_signed_case_holds_as_long_on_every_later_day() -> None:
    case = signed()
    assert holds_until(judged(case, today=date(2026, 12, 20))) == holds_until(judged(case)) == limit_of(a_case())


def test_the_papers_of_a_plan_are_valid_as_long_as_its_judgement_holds_and_re_timed_ones_have_no_limit() -> None:
    assert papers_valid_until(planned()) == limit_of(a_case())
    moved = Retiming(from_dose=5, start="2026-11-25 06:00", last_start="2026-11-24 09:00", reason="Low pressure")
    later = datetime(2026, 11, 24, 20, 0, tzinfo=ZONE)
    case = signed(a_case(confirmed=("first_dose_past",)).with_cycle(retiming=moved), now=later)
    assert papers_valid_until(plan_doses(clear(judged(case, today=later.date())))) is None


def test_a_plan_by_deviation_holds_until_then_too() -> None:
    case = deviating(a_case(ecog_grade="2"), "ecog")
    assert planned_for(case, limit_of(case).day).plan is Plan.ALLOWED


def test_a_limit_beyond_the_calendar_ends_with_it() -> None:
    case = a_case(
        weight_date="9990-06-01", first_dose="9990-06-01 09:00", **dict.fromkeys(LIMITED.keys() - {"weight_date"})
    )
    found = holds_until(judged(case, settings(age_weight=3650), today=date(9990, 6, 1)))
    assert found is not None
    assert found.day == date.max
