"""A case is read back as it was understood: one list, for screen and paper alike."""

import pytest

from il2desk.domain.assessment.read_back import NOT_READABLE, NOT_RECORDED, TWICE, Answer, read_back
from il2desk.domain.assessment.verdict_code import STOP, UNCLEAR, listed_verdict
from il2desk.domain.case.case import Retiming
from tests.cases import a_case, a_first_cycle, judged, settings


def rows(*args: object, **changes: object) -> dict[str, Answer]:
    local = changes.pop("local", None)
    return {one.question: one for one in read_back(judged(a_case(**changes), local))}  # type: ignore[arg-type]


def test_what_is_computed_from_the_entries_stands_beside_them() -> None:
    read = rows()
    assert read["Date of birth"].words == "Monday 1961-04-17, 65 years old on the reference day"
    assert read["Body-mass index"].words.startswith("23.7")
    assert read["Planned first dose"].words == "Monday 2026-11-23 09:00 +01:00 (Europe/Paris)"
    assert read["Weight"].words == "70 kg"


def test_without_a_zone_a_time_is_read_back_without_its_offset() -> None:
    assert rows(local=settings(zone=None))["Planned first dose"].words == "Monday 2026-11-23 09:00"


@pytest.mark.parametrize(
    ("question", "changes", "says"),
    [
        ("Name", {"name": None}, NOT_RECORDED),
        ("Weight", {"weight": "1,234", "weight_again": "70"}, NOT_READABLE),
        ("Planned first dose", {"first_dose": "2026-10-25 02:30"}, TWICE),
        ("List of sites", {"sites_complete": None}, NOT_RECORDED),
        ("LDH", {"ldh_value": "1,234"}, NOT_READABLE),
    ],
)
def test_what_is_absent_or_cannot_be_read_is_marked(question: str, changes: dict[str, str | None], says: str) -> None:
    answer = rows(**changes)[question]
    assert (answer.words, answer.missing) == (says, True)


def test_sites_are_read_back_with_what_was_typed_of_them() -> None:
    assert rows(sites=())["Involved site"].words == "none listed"
    assert rows(sites=("other:Thyroid",))["Involved site"].own == "Thyroid"
    hidden = rows(sites=("other:Thy\u202eroid",))["Involved site"]
    assert (hidden.words.endswith(NOT_READABLE), hidden.missing) == (True, True)


def test_another_weight_and_a_typed_text_are_in_the_persons_words() -> None:
    read = rows(weight_basis="Adjusted weight, ascites", weight_confirmed="70", confirmed=("body_mass_index",))
    assert read["Weight basis"].own == "Adjusted weight, ascites"
    assert read["Weight, typed to confirm"].words == "70 kg"
    assert read["Confirmed with yes"].words == "body mass index"
    assert rows(weight_basis="x\u202ey")["Weight basis"].missing
    said = rows(coronary="not_indicated", coronary_reason="Age 30, no risk")
    assert [one.own for one in said.values() if one.own == "Age 30, no risk"]


def test_a_cycle_that_is_over_and_a_retiming_are_read_back() -> None:
    read = rows(earlier=(a_first_cycle(),))
    assert read["Cycle 1, doses given"].words == "14"
    assert read["Cycle 1, day of the first dose"].words == "Monday 2026-11-02"
    none_given = rows(earlier=(a_first_cycle(doses_given="0", first_given=None, last_given=None),))
    assert "Cycle 1, day of the first dose" not in none_given
    moved = Retiming(from_dose=5, start="2026-11-25 09:00", last_start="2026-11-24 09:00", reason="Low blood pressure")
    read = rows(retiming=moved)
    assert read["Re-timed from"].words == "dose 5"
    assert read["New start of dose 5"].words == "Wednesday 2026-11-25 09:00 +01:00 (Europe/Paris)"
    assert read["Reason for the re-timing"].own == "Low blood pressure"


def test_the_list_of_cases_is_told_more_than_the_verdict_where_the_label_keeps_a_plan_away() -> None:
    assert listed_verdict(judged(a_case())) == "meets"
    assert listed_verdict(judged(a_case(allograft="yes"))) == "meets" + STOP
    assert listed_verdict(judged(a_case(allograft=None))) == "meets" + UNCLEAR
    assert listed_verdict(judged(a_case(intended_use="other"))) == "wrong_context"
