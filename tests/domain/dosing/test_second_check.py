"""The second check: blind, by another named person, honoured only for the plan it was made of."""

import copy
import dataclasses
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2desk.domain.assessment.signing import sign
from il2desk.domain.case.case import Case, SecondCheck, canonical, content_digest, fitting_signature
from il2desk.domain.checks.case_checks import unreadable_values
from il2desk.domain.dosing import second_check
from il2desk.domain.dosing.clearance import NoClearance, clear
from il2desk.domain.dosing.dose_plan import DosePlan, plan_doses
from il2desk.domain.dosing.second_check import CannotCheck, Checking, CheckStage, Pair, fitting_check
from il2desk.domain.values.names import NAMESAKES
from tests.cases import NOW, SIGNER, TODAY, ZONE, a_case, judged, planned, settings, signed

CHECKER = "N. Nurse"
LATER = NOW + timedelta(minutes=10)


@cache
def plan_of(weight: str) -> DosePlan:
    return planned(a_case(weight=weight, height="172"))


def plan_for(case: Case, today: date = TODAY) -> DosePlan:
    return plan_doses(clear(judged(case, today=today)))


def begun(weight: str = "70") -> Checking:
    return Checking.begin(plan_of(weight))


def passed(weight: str = "70", kilograms: str = "70", million_units: str = "42") -> Case:
    return begun(weight).checker_types(CHECKER, kilograms, million_units, LATER).checked_case()


def refusal(checking: Checking, name: str = CHECKER, kilograms: str = "70", million_units: str = "42") -> str:
    with pytest.raises(CannotCheck) as refused:
        checking.checker_types(name, kilograms, million_units, LATER)
    assert " ".join(refused.value.reasons) == str(refused.value)
    return str(refused.value)


def test_a_second_person_who_types_the_figures_of_the_chart_passes_the_check() -> None:
    checking = begun().checker_types(CHECKER, " 70 kg", "42 million international units", LATER)
    assert (checking.stage, checking.pairs, checking.still_to_retype) == (CheckStage.PASSED, (), ())
    case = checking.checked_case()
    assert case.second_checks == (
        SecondCheck(
            name=CHECKER,
            instant="2026-11-20T10:10:00+01:00",
            kilograms=" 70 kg",
            million_units="42 million international units",
            covers=content_digest(case),
        ),
    )
    assert fitting_signature(case) == case.signatures[0]
    assert fitting_check(plan_for(case), TODAY) == case.second_checks[0]
    assert Case.model_validate_json(canonical(case)) == case


def test_nothing_is_begun_with_and_a_plan_has_no_check_of_itself() -> None:
    assert begun() == Checking(plan_of("70"), CheckStage.OPEN)
    assert fitting_check(plan_of("70"), TODAY) is None
    with pytest.raises(CannotCheck, match="has not passed"):
        begun().checked_case()


@pytest.mark.parametrize(
    ("weight", "million_units"),
    [
        ("82.4", "49.44"),
        ("82.4", "49,44"),
        ("72.56", "43.536"),
        ("72.56", "43,536"),
        ("72.5", "43.5 million"),
        ("55", "33 million international unit"),
    ],
)
def test_a_dose_is_compared_to_every_digit_that_the_plan_shows(weight: str, million_units: str) -> None:
    assert million_units.replace(",", ".").split()[0] in plan_of(weight).in_words
    assert begun(weight).checker_types(CHECKER, weight, million_units, LATER).stage is CheckStage.PASSED


@pytest.mark.parametrize(
    ("kilograms", "million_units"),
    [
        ("70.01", "42"),
        ("69.99", "42"),
        ("7", "42"),
        ("700", "42"),
        ("70", "4.2"),
        ("70", "420"),
        ("70", "42.001"),
        ("70", "41.999"),
        ("70", "42000000"),
        ("70", "0"),
        ("70", "42.000001"),
        ("70", "588"),
        ("42", "70"),
        ("154", "92.4"),
    ],
)
def test_every_other_figure_is_a_mismatch_and_never_brought_into_range(kilograms: str, million_units: str) -> None:
    checking = begun().checker_types(CHECKER, kilograms, million_units, LATER)
    assert (checking.stage, checking.checker) == (CheckStage.RETYPE, CHECKER)
    assert checking.still_to_retype == ("clinician", "checker")
    assert checking.pairs == ()
    assert kilograms not in {str(getattr(checking, name)) for name in ("_checkers", "_clinicians")}
    with pytest.raises(CannotCheck, match="has not passed"):
        checking.checked_case()


@pytest.mark.parametrize("name", ["Signer Berta", "Dr. B\u00e9rta Signer, FRCPC", "Berta Signer (5678)"])
def test_who_signed_does_not_check_and_namesakes_read_how_to_go_on(name: str) -> None:
    found = refusal(begun(), name=name)
    assert f"must be another than the one who signed. {NAMESAKES}" in found


def test_namesakes_who_each_have_a_number_sign_and_check() -> None:
    case = sign(judged(a_case()), "Berta Signer (1234)", NOW)
    checking = Checking.begin(plan_for(case)).checker_types("Berta Signer (5678)", "70", "42", LATER)
    assert checking.stage is CheckStage.PASSED
    assert fitting_check(plan_for(checking.checked_case()), TODAY) is not None


@pytest.mark.parametrize(
    ("kilograms", "million_units", "says"),
    [
        ("", "42", "Weight: nothing was typed."),
        ("70", "", "Dose: nothing was typed."),
        ("154 lb", "42", "Weight is taken in kg only"),
        ("70.001", "42", "at most 2 digits"),
        ("70", "42 IU", "Dose: the unit was not recognised; it is taken in million international units."),
        ("70", "42,000,000", "more than one separator"),
        ("70", "420.123", "is above 210 and is refused"),
        ("-70", "42", "without a sign"),
        ("seventy", "42", "not understood as a number"),
        ("7\u0660", "42", "digits 0 to 9"),
        ("70", "4" * 300, "characters were entered"),
    ],
)
def test_a_figure_that_cannot_be_read_compares_nothing(kilograms: str, million_units: str, says: str) -> None:
    found = refusal(begun(), kilograms=kilograms, million_units=million_units)
    assert says in found
    assert "42 million" not in found


def test_every_reason_is_told_at_once() -> None:
    with pytest.raises(CannotCheck) as refused:
        begun().checker_types("", "x", "y", NOW - timedelta(seconds=1))
    assert len(refused.value.reasons) == 4


@pytest.mark.parametrize("name", ["", " ", "Dr.", "a\nb", "A\u202eB", "x" * 201])
def test_the_second_person_has_a_name_of_one_line(name: str) -> None:
    assert refusal(begun(), name=name)


@pytest.mark.parametrize("name", [SIGNER, "berta signer", "Signer, Berta M.D.", "B\u00e9rta SIGNER "])
def test_the_second_person_is_another_than_the_one_who_signed(name: str) -> None:
    assert "must be another" in refusal(begun(), name=name)


def test_the_clock_may_not_stand_before_the_signature() -> None:
    begun().checker_types(CHECKER, "70", "42", NOW)
    with pytest.raises(CannotCheck, match="before the signature"):
        begun().checker_types(CHECKER, "70", "42", NOW - timedelta(seconds=1))
    with pytest.raises(CannotCheck, match="before the signature"):
        mismatched().retypes("checker", "70", "42", NOW - timedelta(seconds=1))


def mismatched() -> Checking:
    return begun().checker_types(CHECKER, "70", "4.2", LATER)


@pytest.mark.parametrize("order", [("clinician", "checker"), ("checker", "clinician")])
def test_after_a_mismatch_both_retype_and_agree(order: tuple[Any, Any]) -> None:
    first = mismatched().retypes(order[0], "70", "42", LATER)
    assert (first.stage, first.still_to_retype, first.pairs) == (CheckStage.RETYPE, (order[1],), ())
    both = first.retypes(order[1], "70 kg", "42.0", LATER + timedelta(minutes=1))
    assert both.stage is CheckStage.PASSED
    check = both.checked_case().second_checks[0]
    assert check.instant == "2026-11-20T10:11:00+01:00"
    expected = ("70 kg", "42.0") if order[1] == "checker" else ("70", "42")
    assert (check.name, check.kilograms, check.million_units) == (CHECKER, *expected)
    assert fitting_check(plan_for(both.checked_case()), TODAY) == check


def test_the_first_who_retypes_learns_nothing_and_types_once() -> None:
    right, wrong = (mismatched().retypes("clinician", kg, "42", LATER) for kg in ("70", "71"))
    assert (right.stage, right.still_to_retype, right.pairs) == (wrong.stage, wrong.still_to_retype, wrong.pairs)
    with pytest.raises(CannotCheck, match="nothing for this person to retype"):
        right.retypes("clinician", "70", "42", LATER)


def test_who_types_what_cannot_be_read_may_type_again() -> None:
    checking = mismatched()
    with pytest.raises(CannotCheck, match="nothing was typed"):
        checking.retypes("checker", "", "42", LATER)
    assert checking.still_to_retype == ("clinician", "checker")


@pytest.mark.parametrize(
    ("clinician", "checker"),
    [(("70", "42"), ("71", "42.6")), (("71", "42.6"), ("70", "42")), (("71", "42.6"), ("71", "42.6"))],
)
def test_a_second_mismatch_blocks_and_shows_both_pairs_without_names(
    clinician: tuple[str, str], checker: tuple[str, str]
) -> None:
    blocked = mismatched().retypes("checker", *checker, LATER).retypes("clinician", *clinician, LATER)
    assert blocked.stage is CheckStage.BLOCKED
    pairs = sorted((Decimal(kg), Decimal(units)) for kg, units in (clinician, checker))
    assert blocked.pairs == tuple(Pair(*pair) for pair in pairs)
    assert blocked.pairs[1].in_words == "71 kg and 42.6 million international units"
    assert blocked.still_to_retype == ()
    for step in (
        blocked.checked_case,
        lambda: blocked.checker_types(CHECKER, "70", "42", LATER),
        lambda: blocked.retypes("checker", "70", "42", LATER),
        lambda: blocked.retypes("clinician", "70", "42", LATER),
    ):
        with pytest.raises(CannotCheck):
            step()


# ---------------------------------------------------------------- every path of the dialogue
NAMES = {CHECKER: True, SIGNER: False, "SIGNER Berta": False, "": False}
KILOGRAMS = {"70": True, "70,0 kg": True, "700": False, "154 lb": False}
MILLIONS = {"42": True, "4.2": False, "42000000": False, "x": False}
Path = tuple[tuple[str, ...], ...]


def _steps() -> Iterator[tuple[str, ...]]:
    for name in NAMES:
        yield from (("types", name, kg, units) for kg in KILOGRAMS for units in MILLIONS)
    for who in ("clinician", "checker"):
        yield from (("retypes", who, kg, units) for kg in KILOGRAMS for units in MILLIONS)


def _taken(checking: Checking, step: tuple[str, ...]) -> Checking | None:
    how, first, kg, units = step
    try:
        if how == "types":
            return checking.checker_types(first, kg, units, LATER)
        return checking.retypes(first, kg, units, LATER)  # type: ignore[arg-type]
    except CannotCheck:
        return None


def paths() -> Iterator[tuple[Path, Checking]]:
    """Every path of at most four steps through the dialogue, with where it leads; a refused step leads nowhere."""
    reached: list[tuple[Path, Checking]] = [((), begun())]
    for _ in range(4):
        following = []
        for path, checking in reached:
            for step in _steps():
                after = _taken(checking, step)
                if after is not None:
                    following.append(((*path, step), after))
        yield from following
        reached = following


def wrong_ends() -> list[Path]:
    """Paths that passed by the signer or on a wrong figure, or did not although everything was right."""
    wrong, seen = [], set()
    for path, checking in paths():
        seen.add(checking.stage)
        last = path[:1] if len(path) == 1 else path[1:]
        right = NAMES[path[0][1]] and all(KILOGRAMS[step[2]] and MILLIONS[step[3]] for step in last)
        whole = len(path) == 1 or len(path) == 3
        if (checking.stage is CheckStage.PASSED) != (right and whole):
            wrong.append(path)
        if len(path) == 3 and checking.stage not in {CheckStage.PASSED, CheckStage.BLOCKED}:
            wrong.append(path)
        if len(path) > 3 or (checking.stage is not CheckStage.BLOCKED and checking.pairs):
            wrong.append(path)
    return wrong if seen == {CheckStage.RETYPE, CheckStage.PASSED, CheckStage.BLOCKED} else [(("stages", str(seen)),)]


def test_no_path_passes_with_a_wrong_figure_or_by_the_signer() -> None:
    assert wrong_ends() == []


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("same_person", lambda _one, _other: False),
        ("names_someone", lambda _name: True),
        ("_planned", lambda _plan: Pair(Decimal(70), Decimal("4.2"))),
        ("_planned", lambda _plan: Pair(Decimal("70.01"), Decimal(42))),
    ],
)
def test_a_broken_check_is_seen_by_the_walk_over_every_path(
    name: str, broken: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_check, name, broken)
    assert wrong_ends() != []


@given(st.integers(2000, 35000), st.integers(2000, 35000))
def test_two_weights_agree_exactly_when_they_are_the_same(one: int, other: int) -> None:
    typed, weighed = (Decimal(grams).scaleb(-2) for grams in (one, other))
    plan = plan_of("70")
    changed = _with_weight(plan, weighed)
    checking = Checking.begin(changed).checker_types(CHECKER, str(typed), str(typed * 6 / 10), LATER)
    assert (checking.stage is CheckStage.PASSED) == (one == other)


def _with_weight(plan: DosePlan, kilograms: Decimal) -> DosePlan:
    clearance = copy.copy(plan.clearance)
    object.__setattr__(clearance, "weight", replace(plan.clearance.weight, value=kilograms))
    return dataclasses.replace(plan, clearance=clearance, units=int(kilograms * plan.units_per_kg))


# ---------------------------------------------------------------- a check that is stored
def stored(case: Case, **changes: Any) -> Case:
    """The case with its check changed, as a file made elsewhere may have one."""
    check = case.second_checks[0].model_copy(update=changes)
    return case.model_copy(update={"second_checks": (check,)})


@pytest.mark.parametrize(
    "changes",
    [
        {"name": SIGNER},
        {"name": "signer, berta"},
        {"name": "B. Signer, FRCPC"},
        {"name": "Berta Signer (5678)"},
        {"name": "Dr."},
        {"name": "A\u202eB"},
        {"kilograms": "71"},
        {"kilograms": "700"},
        {"kilograms": "154 lb"},
        {"kilograms": ""},
        {"million_units": "4.2"},
        {"million_units": "420"},
        {"million_units": "x"},
        {"covers": "0" * 64},
        {"instant": "2026-11-20T09:59:59+01:00"},
        {"instant": "2026-11-20T10:10:00+02:00"},
        {"instant": "2026-11-21T00:00:00+01:00"},
    ],
)
def test_a_stored_check_that_does_not_hold_is_no_check(changes: dict[str, str]) -> None:
    case = passed()
    assert fitting_check(plan_for(case), TODAY) is not None
    assert fitting_check(plan_for(stored(case, **changes)), TODAY) is None


def test_a_check_at_the_instant_of_the_signature_and_on_the_day_itself_counts() -> None:
    case = stored(passed(), instant=NOW.isoformat(timespec="seconds"))
    assert fitting_check(plan_for(case), TODAY) is not None
    case = stored(passed(), instant="2026-11-21T00:00:00+01:00")
    assert fitting_check(plan_for(case), TODAY + timedelta(days=1)) is not None


def test_the_first_check_that_holds_is_taken_among_several() -> None:
    case = passed()
    wrong = case.second_checks[0].model_copy(update={"kilograms": "71"})
    other = case.second_checks[0].model_copy(update={"name": "O. Other"})
    several = case.model_copy(update={"second_checks": (wrong, *case.second_checks, other)})
    assert fitting_check(plan_for(several), TODAY) == case.second_checks[0]


def test_a_check_does_not_touch_what_the_signature_covers_and_any_later_edit_voids_it() -> None:
    case = passed()
    assert content_digest(case) == content_digest(signed())
    for edited in (case.with_answer("ecog_grade", "0"), case.with_cycle(first_dose="2026-11-23 10:00")):
        with pytest.raises(NoClearance, match="changed since it was signed"):
            clear(judged(edited))
        again = sign(judged(edited), SIGNER, NOW)
        assert again.second_checks == ()
        kept = again.model_copy(update={"second_checks": case.second_checks})
        assert fitting_check(plan_for(kept), TODAY) is None


def test_signing_anew_drops_the_check_even_where_nothing_changed() -> None:
    case = passed()
    assert sign(judged(case), SIGNER, LATER + timedelta(hours=1)).second_checks == ()


def test_the_check_is_dated_in_the_zone_of_the_plan() -> None:
    utc = begun().checker_types(CHECKER, "70", "42", datetime(2026, 11, 20, 9, 30, tzinfo=UTC))
    assert utc.checked_case().second_checks[0].instant == "2026-11-20T10:30:00+01:00"
    assert plan_of("70").clearance.zone == ZONE
    assert settings().zone is not None


@pytest.mark.parametrize("hostile", ["\u202e", "\x00", "a\nb", "a\u2028b", "x" * 201])
def test_a_loaded_check_whose_words_cannot_be_shown_is_refused_with_its_place(hostile: str) -> None:
    for name in ("name", "kilograms", "million_units"):
        found = list(unreadable_values(judged(stored(passed(), **{name: hostile}))))
        assert [one.partition(":")[0] for one in found] == [f"second_checks.0.{name}"]
        assert hostile not in found[0]


def disagreeing() -> Checking:
    return begun().checker_types(CHECKER, "70", "43", LATER)


@pytest.mark.parametrize("retyped", [(), ("checker",), ("clinician",), ("checker", "clinician")])
def test_a_check_that_was_begun_is_resumed_as_it_stood(retyped: tuple[Any, ...]) -> None:
    checking = disagreeing()
    for who in retyped:
        checking = checking.retypes(who, "71", "42.6", LATER)
    assert Checking.resumed(checking.plan, dict(checking.told)) == checking


def test_a_check_that_has_not_begun_or_has_passed_leaves_nothing_to_resume() -> None:
    assert begun().told == ()
    assert begun().checker_types(CHECKER, "70", "42", LATER).told == ()
    assert Checking.resumed(plan_of("70"), {}) is None


@pytest.mark.parametrize(
    "change",
    [{"stage": "passed"}, {"stage": "open"}, {"stage": "?"}, {"covers": "0" * 64}, {"checker kg": "seventy"}],
)
def test_a_check_of_another_case_or_with_unreadable_figures_is_not_resumed(change: dict[str, str]) -> None:
    told = dict(disagreeing().retypes("checker", "71", "42.6", LATER).told)
    assert Checking.resumed(plan_of("70"), {**told, **change}) is None


def test_a_check_has_passed_or_disagrees_or_neither() -> None:
    opened, agreed = begun(), begun().checker_types(CHECKER, "70", "42", LATER)
    wrong = begun().checker_types(CHECKER, "71", "44", LATER)
    assert [(one.has_passed, one.disagrees) for one in (opened, agreed, wrong)] == [
        (False, False),
        (True, False),
        (False, True),
    ]
