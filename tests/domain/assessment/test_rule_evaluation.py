"""What may never happen, whatever was recorded: silence clears nothing, and less is never easier than more."""

from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from il2desk.domain.assessment.assessment import Assessment, Overall, Plan
from il2desk.domain.assessment.rule_evaluation import holds, judge
from il2desk.domain.assessment.signing import CannotSign, sign
from il2desk.domain.case.case import Case, Site
from il2desk.domain.dosing.clearance import NoClearance, clear
from il2desk.domain.packs.rules import WithinDays, leaves
from il2desk.domain.values.ternary import YES
from tests import cases
from tests.cases import ANSWERS, NOW, SIGNER, TODAY, a_case, deviation, judged, packs

GUIDELINE = packs().guideline
EASE = {Plan.NONE: 0, Plan.NEEDS_DEVIATION: 1, Plan.ALLOWED: 2}
ABOUT_CONTRADICTIONS = {"ajcc_edition", "ajcc_m", "ajcc_ldh_suffix", "stage"}
DATES = tuple(
    dict.fromkeys(
        leaf.question for one in GUIDELINE.criteria for leaf in leaves(one.rule) if isinstance(leaf, WithinDays)
    )
)


def _answers() -> dict[str, Any]:
    """Strategies of texts by question: every option, figures on both sides of every limit, dates young and old."""
    figures = {
        "ldh_value": ["210", "250", "250.01", "19.9", "20", "4.1", "not known", "normal"],
        "ldh_limit": ["250", "20", "19", "4.2", "not known"],
        "fev1_litres": ["3.1", "2", "2.01", "not known"],
        "fev1_percent": ["92", "75", "74.9", "not known"],
        "organ_count": ["1", "2", "3", "4", "not known"],
    }
    days = [str(TODAY - timedelta(days=days)) for days in (0, 1, 4, 11, 12, 25, 26, 46, 47, 87, 88, 400)]
    kinds = {"date": [*days, "not known", "2026-12-24"], "text": ["Words", "not known", " "]}
    found = {}
    for question in GUIDELINE.questions:
        texts = [one.id for one in question.options] or figures.get(question.id) or kinds[question.kind]
        found[question.id] = st.sampled_from(texts)
    return found


ANSWER = _answers()
SITES = st.lists(st.sampled_from([site.id for site in GUIDELINE.sites]), max_size=5, unique=True)


@st.composite
def any_case(draw: st.DrawFn) -> Case:
    """The base case with a few answers changed or gone, other sites, and perhaps deviations."""
    changed = draw(st.lists(st.sampled_from(sorted(ANSWER)), max_size=8, unique=True))
    answers = {**ANSWERS, **{name: draw(ANSWER[name]) for name in changed}}
    for name in draw(st.lists(st.sampled_from(sorted(ANSWER)), max_size=3, unique=True)):
        answers.pop(name, None)
    case = a_case(sites_complete=draw(st.sampled_from([True, True, False, None])))
    if draw(st.booleans()):
        case = case.model_copy(update={"sites": tuple(_site(name) for name in draw(SITES))})
    if draw(st.booleans()):
        deviations = tuple(deviation(one.id) for one in GUIDELINE.criteria)
        case = case.with_cycle(deviations=deviations, second_clinician="Carl Second")
    if draw(st.integers(0, 9)) == 0:
        case = case.with_patient(
            date_of_birth=draw(st.sampled_from(["2008-11-23", "2008-11-24", "2030-01-01", "soon"]))
        )
    return case.model_copy(update={"answers": MappingProxyType(answers)})


def _site(name: str) -> Site:
    return Site(id=name, text="Thyroid" if name == "other" else None)


def _good(assessment: Assessment) -> set[str]:
    return {one.id for one in assessment.findings if one.outcome.is_good}


def _has_clearance(case: Case) -> bool:
    try:
        clear(judged(sign(judged(case), SIGNER, NOW)))
    except (CannotSign, NoClearance):
        return False
    return True


@given(any_case(), st.sampled_from(sorted(ANSWER)))
@settings(max_examples=100, deadline=None)
def test_removing_an_answer_makes_nothing_met_or_clear_and_nothing_easier_to_plan(case: Case, name: str) -> None:
    without = case.with_answer(name, None)
    before, after = judged(case), judged(without)
    if name not in ABOUT_CONTRADICTIONS:
        assert _good(after) <= _good(before)
        assert EASE[after.plan] <= EASE[before.plan]
    assert not _has_clearance(without) or _has_clearance(case)


@given(any_case(), st.sampled_from(DATES), st.integers(100, 5000))
@settings(max_examples=120, deadline=None)
def test_making_an_observation_stale_makes_nothing_met_or_clear_and_nothing_easier_to_plan(
    case: Case, name: str, days: int
) -> None:
    older = case.with_answer(name, str(TODAY - timedelta(days=days)))
    before, after = judged(case), judged(older)
    assert _good(after) <= _good(before)
    assert EASE[after.plan] <= EASE[before.plan]


@given(any_case(), st.sampled_from(sorted(cases.SETTINGS)))
@settings(max_examples=100, deadline=None)
def test_unsetting_a_local_setting_makes_nothing_met_or_clear_and_nothing_easier_to_plan(case: Case, name: str) -> None:
    before, after = judged(case), judged(case, cases.settings(**{name: None}))
    assert _good(after) <= _good(before)
    assert EASE[after.plan] <= EASE[before.plan]


@given(any_case(), st.sampled_from([name for name in sorted(ANSWER) if name != "intended_use"]))
@settings(max_examples=100, deadline=None)
def test_not_known_is_never_better_than_the_answer_that_is_met(case: Case, name: str) -> None:
    known = {option.id for option in GUIDELINE.question_by_id[name].options}
    if name in ABOUT_CONTRADICTIONS | {"histology"} or (known and "not_known" not in known):
        return
    before, after = judged(case), judged(case.with_answer(name, "not_known"))
    assert _good(after) <= _good(before)


@given(any_case(), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_order_of_the_sites_changes_no_outcome(case: Case, random: Any) -> None:
    shuffled = list(case.sites)
    random.shuffle(shuffled)
    other = judged(case.model_copy(update={"sites": tuple(shuffled)}))
    assert [one.outcome for one in other.findings] == [one.outcome for one in judged(case).findings]
    assert (other.overall, other.plan) == (judged(case).overall, judged(case).plan)


@given(any_case(), st.sampled_from([site.id for site in GUIDELINE.sites]))
@settings(max_examples=100, deadline=None)
def test_another_site_never_turns_the_extent_from_not_met_to_met(case: Case, name: str) -> None:
    more = judged(case.model_copy(update={"sites": (*case.sites, _site(name))})).finding("extent").outcome.value
    before = judged(case).finding("extent").outcome.value
    assert (before, more) != ("not_met", "met")


@given(any_case())
@settings(max_examples=100, deadline=None)
def test_a_plan_is_allowed_only_with_every_finding_met_or_deviated_and_every_label_check_clear(case: Case) -> None:
    found = judged(case)
    guideline = {one.outcome.value for one in found.block("guideline")}
    deviated = {one.criterion for one in case.cycle.deviations}
    if found.plan is Plan.ALLOWED:
        assert {one.outcome.value for one in found.block("label")} == {"clear"}
        assert all(one.outcome.is_good or one.id in deviated for one in found.block("guideline"))
        assert found.finding("intended_use").outcome.value == "met"
        assert found.finding("adult_metastatic_melanoma").outcome.value != "not_met"
    expected = (
        Overall.WRONG_CONTEXT
        if found.finding("intended_use").outcome.value == "not_met"
        else Overall.OUTSIDE
        if "not_met" in guideline
        else Overall.UNDETERMINED
        if "cannot_tell" in guideline
        else Overall.MEETS
    )
    assert found.overall is expected
    assert (found.plan is Plan.NONE) == bool(found.no_plan)
    assert (found.plan is Plan.NEEDS_DEVIATION) == (not found.no_plan and bool(found.deviation_gaps))
    assert found.deviation_gaps == () or found.obstacles == ()


@given(any_case())
@settings(max_examples=100, deadline=None)
def test_a_clearance_exists_exactly_for_a_signed_case_whose_plan_is_allowed(case: Case) -> None:
    try:
        signed = judged(sign(judged(case), SIGNER, NOW))
    except CannotSign:
        return
    try:
        cleared = clear(signed)
    except NoClearance:
        assert signed.plan is not Plan.ALLOWED
        assert signed.mark in {"NO PLAN", "OUTSIDE"}
        return
    assert signed.plan is Plan.ALLOWED
    assert signed.mark is None
    assert {one.criterion for one in cleared.deviations} == {one.id for one in signed.to_deviate}


@given(any_case())
@settings(max_examples=100, deadline=None)
def test_every_finding_says_what_was_found_and_why_and_on_whose_word(case: Case) -> None:
    for one in judged(case).findings:
        assert one.found.strip()
        assert one.says.strip()
        assert one.threshold.strip()
        assert one.sources


@given(st.dates(date(2026, 11, 20), date(2027, 6, 1)), st.integers(0, 40))
@settings(max_examples=100, deadline=None)
def test_freshness_counts_whole_days_to_the_first_dose_both_ends_included(first: date, age: int) -> None:
    observed = first - timedelta(days=age)
    if observed <= TODAY:
        found = judged(a_case(ecog_date=str(observed), first_dose=f"{first} 09:00")).finding("ecog").outcome.value
        assert found == ("met" if age <= 14 else "cannot_tell")


CONDITIONS = (
    *(one.when for one in GUIDELINE.questions if one.when is not None),
    *(doubt.when for one in GUIDELINE.criteria for doubt in one.doubts),
    *(one.rule for one in GUIDELINE.criteria),
)


@settings(max_examples=60, deadline=None)
@given(case=any_case())
def test_a_condition_holds_exactly_when_it_is_judged_yes(case: Case) -> None:
    found = judged(case).readings
    for rule in CONDITIONS:
        assert holds(rule, found) == (judge(rule, found).truth is YES)
