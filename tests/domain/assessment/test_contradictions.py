"""Answers that contradict each other: each pair is said by name, keeps its criterion from being met, and is listed."""

from pathlib import Path
from typing import Any

import pytest

from il2desk.domain.assessment.findings import Outcome
from il2desk.domain.assessment.missing_entries import unfinished
from il2desk.domain.assessment.rule_evaluation import judge
from il2desk.domain.checks.case_checks import unreadable_values
from il2desk.domain.packs.guideline import Doubt
from il2desk.domain.packs.rules import Before
from il2desk.domain.values.ternary import UNKNOWN
from tests.cases import a_case, judged, packs, readings

LIST = Path(__file__).parents[3] / "docs" / "contradictions.md"
FIELDS = {
    "sites": "Involved sites",
    "date_of_birth": "Date of birth",
    "weight_date": "Date of weighing",
    "first_dose": "Planned first dose",
}
HEAD = """# Answers that contradict each other

Each pair is a rule of the guideline pack. It is said beside each of the fields named, at the top of the verdict page
and on page 1 of the summary. Its criterion cannot be told as long as it stands (one that is not met by other answers
stays so), and no plan may deviate from it. "Settled by" is a question that then appears; without one, an answer must be
corrected. What no question of the pack asks is refused in its own field instead: a date in the future, a date of birth
before 1900 or more than 120 years ago, two weights that differ, a unit beside another unit, doses that do not fit
between the first and the last day given.

"""


def _row(doubt: Doubt, criterion: str) -> str:
    questions = packs().guideline.question_by_id
    between = ", ".join(questions[one].short if one in questions else FIELDS[one] for one in doubt.between)
    settled = questions[doubt.question].short if doubt.question else "a correction"
    return f"| {between} | {doubt.says} | {criterion} | {settled} |"


def listed() -> str:
    """What `docs/contradictions.md` must hold for the installed pack."""
    guideline = packs().guideline
    rows = [_row(doubt, one.title) for one in guideline.criteria for doubt in one.doubts]
    rows += [_row(doubt, "none; a notice") for doubt in guideline.doubts]
    title = "| Said at | What is said | Criterion that cannot be told | Settled by |\n|---|---|---|---|\n"
    return f"{HEAD}{title}" + "\n".join(rows) + f"\n\nPack {guideline.id}, version {guideline.version}.\n"


def test_the_list_in_the_documents_is_that_of_the_pack() -> None:
    assert LIST.read_text(encoding="utf-8") == listed()


def test_the_limits_told_in_the_list_are_those_of_the_pack() -> None:
    limits = packs().guideline.date_of_birth
    assert f"before {limits.not_before.year} or more than {limits.most_years} years ago" in HEAD.replace("\n", " ")


def test_every_date_asked_for_is_held_against_the_birth_and_the_first_dose() -> None:
    guideline = packs().guideline
    doubts = [*guideline.doubts, *(doubt for one in guideline.criteria for doubt in one.doubts)]
    pairs = {(one.when.question, one.when.than) for one in doubts if isinstance(one.when, Before)}
    dates = {question.id for question in guideline.questions if question.kind == "date"} | {"weight_date"}
    assert pairs == {
        *((day, "date_of_birth") for day in dates),
        *(("first_dose", day) for day in dates),
        ("first_dose", "date_of_birth"),
    }


def test_a_raised_ldh_beside_suffix_0_is_told_at_both_fields_and_nobody_may_deviate() -> None:
    assessment = judged(a_case(ldh_value="410", ajcc_ldh_suffix="not_raised"))
    finding = assessment.finding("ldh")
    assert (finding.outcome, finding.deviable) == (Outcome.CANNOT_TELL, False)
    [one] = assessment.to_settle
    assert one.doubt.between == ("ajcc_ldh_suffix", "ldh_value")
    assert assessment.against("ldh_value") == assessment.against("ajcc_ldh_suffix") == (one.doubt.says,)
    assert assessment.against("ldh_limit") == ()
    assert one.in_words in assessment.notices
    assert one.in_words.startswith("LDH normal: The M category's suffix (0) says LDH is not raised")
    settled = judged(a_case(ldh_value="410", ajcc_ldh_suffix="not_raised", ldh_suffix_settled="as_recorded"))
    assert (settled.finding("ldh").outcome, settled.finding("ldh").deviable) == (Outcome.NOT_MET, True)
    assert settled.to_settle == ()
    assert [one.settled for one in settled.contradictions] == [True]


def test_what_touches_no_criterion_is_a_notice() -> None:
    assessment = judged(a_case(weight_date="1961-04-16"))
    [one] = assessment.to_settle
    assert (one.title, one.doubt.between) == (None, ("weight_date", "date_of_birth"))
    assert one.doubt.says in assessment.notices
    assert not any(finding.contradictions for finding in assessment.findings)


CANNOT_BE_READ: tuple[dict[str, Any], ...] = ({"weight_date": "soon"}, {"first_dose": "soon"}, {"weight_date": None})


@pytest.mark.parametrize("changes", CANNOT_BE_READ)
def test_a_day_that_cannot_be_read_contradicts_nothing(changes: dict[str, Any]) -> None:
    assert judged(a_case(**changes)).contradictions == ()


@pytest.mark.parametrize(
    ("criterion", "changes", "says"),
    [
        (
            "extent",
            {"sites": ["lung", "node", "skin"], "organ_count": "9"},
            "The stated count of 9 lies outside 1 to 3.",
        ),
        ("ecog", {"ecog_date": "2026-11-20", "first_dose": "2026-11-18 09:00"}, "lies after the planned first dose."),
    ],
)
def test_a_rule_by_itself_takes_no_impossible_answer_either(criterion: str, changes: dict[str, Any], says: str) -> None:
    case = a_case(**{"organ_count_by": "Dr. A", **changes} if "organ_count" in changes else changes)
    rule = next(one.rule for one in packs().guideline.criteria if one.id == criterion)
    ruling = judge(rule, readings(case))
    assert ruling.truth is UNKNOWN
    assert any(says in reason for reason in ruling.because)


@pytest.mark.parametrize(
    ("born", "says"),
    [
        ("1899-12-31", "is before 1900-01-01 and is refused; check the year."),
        ("1061-04-17", "is before 1900-01-01 and is refused; check the year."),
        ("1906-11-19", "Monday 1906-11-19 is more than 120 years ago and is refused; check the year."),
        ("2026-11-21", "lies in the future"),
    ],
)
def test_an_impossible_date_of_birth_is_refused_at_its_field_and_in_a_file(born: str, says: str) -> None:
    assessment = judged(a_case(date_of_birth=born))
    [gap] = [one for one in unfinished(assessment) if one.name == "date_of_birth"]
    assert gap.refused
    assert says in gap.says
    assert [one for one in unreadable_values(assessment) if one.startswith("patient.date_of_birth: ") and says in one]
    assert assessment.finding("adult_metastatic_melanoma").outcome is Outcome.CANNOT_TELL


def test_one_that_is_settled_leaves_the_other_of_the_same_criterion_standing() -> None:
    case = a_case(ldh_value="19", ldh_limit="19", ldh_figures_settled="as_on_report", ajcc_ldh_suffix="raised")
    ldh = judged(case).finding("ldh")
    assert [one.doubt.between for one in ldh.contradictions] == [("ajcc_ldh_suffix", "ldh_value")]
    assert (ldh.outcome, ldh.deviable) == (Outcome.CANNOT_TELL, False)
    settled = judged(case.with_answer("ldh_suffix_settled", "as_recorded")).finding("ldh")
    assert (settled.outcome, [one.settled for one in settled.contradictions]) == (Outcome.MET, [True, True])
