"""One dose against a second computation by exact fractions, at every weight the program takes."""

from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2desk.domain.dosing.preparation import Preparation, prepare
from il2desk.domain.values.formatting import dose_in_words, grouped, millions, rounded, rounded_down, rounded_up
from tests.cases import a_case, packs, planned, settings
from tests.domain.dose_oracle import OracleDose, oracle_dose, written, written_plainly


def _prepared(hundredths: int, method: str | None = "replacing") -> Preparation:
    return prepare(hundredths * 6000, packs().product, settings(dilution=method), 15)


def _agrees(found: Preparation, oracle: OracleDose) -> bool:
    return (
        found.volume_ml == oracle.ml
        and found.milligrams * 1000 == oracle.micrograms
        and [one.number for one in found.vials] == [oracle.vials_at_1_2, oracle.vials_at_1_0]
        and (found.bag_ml, found.in_overlap_band) == (oracle.bag, oracle.overlap)
        and found.replacing.concentration == oracle.replacing
        and found.added.concentration == oracle.added
        and found.replacing.total_ml == oracle.bag
        and found.added.total_ml == oracle.bag + oracle.ml
        and found.replacing.rate_ml_per_hour == oracle.rate_replacing
        and found.added.rate_ml_per_hour == oracle.rate_added
        and found.replacing.in_window == ("replacing" not in oracle.outside)
        and found.added.in_window == ("added" not in oracle.outside)
        and found.replacing.shown == written(oracle.replacing)
        and found.added.shown == written(oracle.added)
        and rounded(found.volume_ml) == written_plainly(oracle.ml)
        and rounded(found.milligrams) == written_plainly(oracle.micrograms / 1000)
        and found.vials_to_order == max(oracle.vials_at_1_2, oracle.vials_at_1_0)
    )


class Seen(NamedTuple):
    """What is kept of one weight, in hundredths of a kilogram, from one pass over all of them."""

    kg: int
    agrees: bool
    bag: int
    overlap: bool
    inside: tuple[bool, bool]
    shown: tuple[str, str]


def _seen(kg: int) -> Seen:
    found = _prepared(kg)
    both = (found.replacing, found.added)
    agrees = _agrees(found, oracle_dose(kg))
    inside, shown = (both[0].in_window, both[1].in_window), (both[0].shown, both[1].shown)
    return Seen(kg, agrees, found.bag_ml, found.in_overlap_band, inside, shown)


@pytest.mark.parametrize("step", [9, pytest.param(1, marks=pytest.mark.proof)])
def test_every_weight_from_20_to_350_kg_agrees_with_the_second_computation(step: int) -> None:
    """One pass for all that is said of every weight; in every run a ninth of them, and all around each limit."""
    limits = (2000, 2046, 2103, 4091, 4233, 9546, 10_000, 19_091, 20_389, 35_000)
    near = {kg for limit in limits for kg in range(limit - 5, limit + 6)} & set(range(2000, 35_001))
    tried = sorted(near | set(range(2000, 35_001, step)))
    every = [_seen(kg) for kg in tried]
    assert [seen.kg for seen in every if not seen.agrees] == []
    assert [seen.kg for seen in every if not all(map(_is_on_its_side, seen.inside, seen.shown))] == []
    bands = {bag: [seen.kg for seen in every if seen.overlap and seen.bag == bag] for bag in (25, 100)}
    assert bands == {25: _within(tried, 4091, 4233), 100: _within(tried, 9546, 10_000)}
    assert sum(seen.overlap for seen in every) == sum(map(len, bands.values()))
    assert all(seen.inside == (True, True) for seen in every if seen.overlap)
    outside = [[seen.kg for seen in every if not seen.inside[method]] for method in (0, 1)]
    assert outside[0] == [*_within(tried, 2000, 2045), *_within(tried, 19_091, 35_000)]
    assert outside[1] == [*_within(tried, 2000, 2102), *_within(tried, 20_389, 35_000)]


def _within(tried: list[int], first: int, last: int) -> list[int]:
    return [kg for kg in tried if first <= kg <= last]


def _is_on_its_side(inside: bool, shown: str) -> bool:
    return (30 <= Fraction(shown) <= 70) == inside and not ("." in shown and shown.endswith("0"))


def test_every_weight_is_dosed_at_600000_units_per_kg_in_whole_units() -> None:
    plan = planned(a_case(weight="82.4"))
    assert (plan.units, plan.units_per_kg, plan.most_doses) == (49_440_000, 600_000, 14)
    assert all(oracle_dose(kg).units == kg * 6000 for kg in range(2000, 35_001))


# CLINICAL.md 5, copied by hand: kg, units, mL, mg, vials, bag, replacing, added.
WORKED = [
    ("38", 22_800_000, "1.27", "1.39", (2, 2), 25, "55.73", "53.05"),
    ("42", 25_200_000, "1.4", "1.54", (2, 2), 25, "61.6", "58.33"),
    ("55", 33_000_000, "1.83", "2.02", (2, 2), 50, "40.33", "38.91"),
    ("70", 42_000_000, "2.33", "2.57", (2, 3), 50, "51.33", "49.04"),
    ("82.4", 49_440_000, "2.75", "3.02", (3, 3), 50, "60.43", "57.28"),
    ("98", 58_800_000, "3.27", "3.59", (3, 4), 100, "35.93", "34.8"),
    ("110", 66_000_000, "3.67", "4.03", (4, 4), 100, "40.33", "38.91"),
    ("200", 120_000_000, "6.67", "7.33", (6, 7), 100, "73.33", "68.75"),
]


@pytest.mark.parametrize("worked", WORKED, ids=lambda worked: f"{worked[0]} kg")
def test_the_worked_doses_of_the_clinical_page(worked: tuple[Any, ...]) -> None:
    found = _prepared(int(Fraction(worked[0]) * 100))
    assert worked[1:] == (
        Fraction(worked[0]) * 600_000,
        rounded(found.volume_ml),
        rounded(found.milligrams),
        tuple(one.number for one in found.vials),
        found.bag_ml,
        found.replacing.shown,
        found.added.shown,
    )


def test_the_exact_fractions_of_the_clinical_page() -> None:
    assert _prepared(20_000).added.concentration == Fraction(275, 4)
    assert _prepared(7000).volume_ml == Fraction(7, 3)
    assert planned(a_case(weight="70")).units * 14 == 588_000_000
    assert Fraction("69.85") * 600_000 == 41_910_000
    assert Fraction("154") * 600_000 == 92_400_000


def test_bags_that_are_not_taken_would_have_been_outside_the_window() -> None:
    assert written(oracle_dose(3800).micrograms / 50) == "27.87"
    assert written(oracle_dose(9800).micrograms / 50) == "71.87"


def test_29_96_is_shown_as_such_and_not_as_30() -> None:
    assert rounded(oracle_dose(4200).micrograms / (50 + oracle_dose(4200).ml), limits=(30, 70)) == "29.96"


def test_the_overlap_bands_are_defined_by_dose() -> None:
    edges = {"40.90": (25, False), "40.91": (25, True), "42.33": (25, True), "42.34": (50, False)}
    edges |= {"95.45": (50, False), "95.46": (100, True), "100.00": (100, True), "100.01": (100, False)}
    for kg, expected in edges.items():
        found = _prepared(int(kg.replace(".", "")))
        assert (found.bag_ml, found.in_overlap_band) == expected, kg
        assert any("two cut-offs" in remark for remark in found.remarks) == expected[1], kg


def test_outside_the_window_the_totals_that_would_do_are_said_and_would_do() -> None:
    found = _prepared(20_000)
    assert found.remarks == (
        "Outside the window of 30 to 70 micrograms per mL: 73.33 with the drug replacing diluent. A total volume of "
        "104.77 to 244.44 mL would keep it inside. Pharmacist to decide.",
    )
    both = _prepared(2000).remarks
    assert "29.33 with the drug replacing diluent and 28.57 with the drug added to the bag" in both[0]
    assert "of 10.48 to 24.44 mL" in both[0]
    for kg in (*range(2000, 2103), *range(19_091, 35_001, 7)):
        exact = oracle_dose(kg)
        least, most = exact.micrograms / 70, exact.micrograms / 30
        at_least, at_most = Fraction(rounded_up(least)), Fraction(rounded_down(most))
        assert at_least - Fraction(1, 100) < least <= at_least < at_most <= most < at_most + Fraction(1, 100)
        assert f"of {rounded_up(least)} to {rounded_down(most)} mL" in _prepared(kg).remarks[0]


@pytest.mark.parametrize(("least", "most"), [("30", "61.6"), ("61.6", "70")])
def test_the_ends_of_the_window_lie_inside_it(least: str, most: str) -> None:
    product = packs().product
    dilution = product.dilution.model_copy(update={"at_least": Decimal(least), "at_most": Decimal(most)})
    found = prepare(25_200_000, product.model_copy(update={"dilution": dilution}), settings(), 15)
    assert found.replacing.shown == "61.6"
    assert found.replacing.in_window


@pytest.mark.parametrize(("method", "total", "rate"), [("replacing", "50", "200"), ("added", "52.33", "209.33")])
def test_70_kg_runs_at_the_rate_of_the_centres_method(method: str, total: str, rate: str) -> None:
    chosen = _prepared(7000, method).chosen
    assert chosen is not None
    assert (chosen.method, rounded(chosen.total_ml), rounded(chosen.rate_ml_per_hour)) == (method, total, rate)


def test_without_a_local_setting_no_method_is_chosen() -> None:
    assert _prepared(7000, None).chosen is None


def test_the_arithmetic_is_kept_as_steps_that_can_be_followed() -> None:
    steps = planned(a_case(weight="70")).steps
    assert [(step.what, step.how, step.shown) for step in steps] == [
        ("Dose", "70 kg × 600,000 international units per kg", "42,000,000 international units"),
        ("Volume of reconstituted drug", "42,000,000 ÷ 18,000,000 international units per mL", "2.33 mL"),
        ("Milligrams", "42,000,000 ÷ 18,000,000 international units per mL × 1.1 mg per mL", "2.57 mg"),
        ("Vials if 1.2 mL can be withdrawn", "2.33 mL ÷ 1.2 mL, rounded up", "2 vials"),
        ("Vials if 1 mL can be withdrawn", "2.33 mL ÷ 1 mL, rounded up", "3 vials"),
    ]
    assert [step.exact for step in steps] == [42_000_000, Fraction(7, 3), Fraction(77, 30), 2, 3]


def test_a_volume_just_over_two_vials_is_shown_over_two_vials() -> None:
    steps = planned(a_case(weight="72.01")).steps
    assert (steps[3].how, steps[3].shown) == ("2.4003 mL ÷ 1.2 mL, rounded up", "3 vials")
    assert planned(a_case(weight="36", height="140")).steps[3].shown == "1 vial"


@given(st.integers(2000, 35_000))
def test_every_vial_step_can_be_checked_by_hand(kg: int) -> None:
    for step, withdrawable in zip(_prepared(kg).steps[2:], (Fraction(6, 5), Fraction(1)), strict=True):
        shown = Fraction(step.how.split(" mL ÷ ")[0])
        assert -((-shown) // withdrawable) == step.exact


def test_a_dose_is_written_in_words_and_figures() -> None:
    assert dose_in_words(42_000_000) == "42 million international units (42,000,000)"
    assert dose_in_words(49_440_000) == "49.44 million international units (49,440,000)"
    assert (millions(600_000), grouped(588_000_000)) == ("0.6 million", "588,000,000")
    assert planned(a_case(weight="70")).per_kg_in_words == "600,000 international units per kg"


@given(st.fractions(min_value=0, max_value=10_000, max_denominator=10_000), st.integers(0, 4))
def test_a_figure_is_rounded_half_up_once_and_has_no_trailing_zeros(exact: Fraction, places: int) -> None:
    shown = rounded(exact, places)
    assert abs(Fraction(shown) - exact) * 2 * 10**places <= 1
    assert Fraction(shown) >= exact or (exact - Fraction(shown)) * 2 * 10**places < 1
    assert "." not in shown or not shown.endswith(("0", "."))


@given(
    st.fractions(min_value=0, max_value=200, max_denominator=100_000),
    st.sampled_from([(30, 70), (12, 15), (Decimal("1.2"),)]),
)
def test_a_shown_figure_never_lies_on_the_other_side_of_a_limit(exact: Fraction, limits: tuple[Decimal, ...]) -> None:
    shown = Fraction(rounded(exact, limits=limits))
    for limit in map(Fraction, limits):
        assert (shown > limit, shown < limit) == (exact > limit, exact < limit)


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        ("2.005", "2.01"),
        ("2.004999", "2"),
        ("0.125", "0.13"),
        ("0.135", "0.14"),
        ("-0.125", "-0.13"),
        ("0", "0"),
        ("9.995", "10"),
    ],
)
def test_a_half_is_rounded_up(exact: str, shown: str) -> None:
    assert rounded(Fraction(exact)) == shown


def test_a_statement_is_found_by_its_title_and_no_other_is_made_up() -> None:
    product = packs().product
    assert product.statement("Never").title == "Never"
    with pytest.raises(KeyError):
        product.statement("Sometimes")
