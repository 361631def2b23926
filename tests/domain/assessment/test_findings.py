"""What is said of a criterion beside its outcome: what was found, why, and what stands recorded for a question."""

import pytest

from il2desk.domain.assessment.assessment import Plan
from il2desk.domain.assessment.findings import Outcome
from il2desk.domain.assessment.rule_evaluation import judge
from il2desk.domain.case.case import Case
from il2desk.domain.packs.rules import Fact
from il2desk.domain.values.local_settings import age_limits, title_of
from il2desk.domain.values.ternary import NO, UNKNOWN, YES
from tests.cases import a_case, deviating, judged, outcome, packs, readings, settings


def test_what_was_found_is_said_with_value_unit_and_weekday() -> None:
    found = {one.id: one.found for one in judged(a_case()).findings}
    assert found["ldh"] == (
        "LDH: 210 units per litre; Upper limit: 250 units per litre; LDH specimen of: Monday 2026-11-16; Haemolysed: No"
    )
    assert "Sites: Lung, Subcutaneous tissue (list complete)" in found["extent"]
    assert found["adult_metastatic_melanoma"].startswith("Date of birth: 1961-04-17; Melanoma: Yes")


def test_both_organ_counts_are_said_where_they_differ_and_one_where_they_agree() -> None:
    assert "Organs: 2 with nodes, soft tissue, skin and every part counted alone, 1 without them and grouped" in (
        judged(a_case()).finding("extent").found
    )
    assert "Organs: 2 by either count" in judged(a_case(sites=("lung", "liver"))).finding("extent").found


def test_a_named_organ_is_counted_once_however_it_is_written() -> None:
    def count(*names: str) -> str:
        return judged(a_case(sites=[f"other:{name}" for name in names])).finding("extent").found

    assert "Organs: 1 by" in count("bone marrow", " Bone\u00a0 Marrow", "bone-marrow\u200e")
    assert "Organs: 3 by" in count("thyroid", "thymus", "spleen")
    assert "Organs: 2 by" in count("+", "?")


def test_one_organ_is_one_organ() -> None:
    assert "1 organ by the highest count" in judged(a_case(sites=("lung",))).finding("extent").says


def test_nothing_recorded_is_said_as_such() -> None:
    found = judged(Case(case_id="EMPTY"))
    assert found.finding("allograft").found == "nothing recorded"
    assert "no site listed (list not complete)" in found.finding("extent").found
    assert "Date of birth: not recorded" in found.finding("adult_metastatic_melanoma").found
    assert {one.outcome for one in found.findings} == {Outcome.CANNOT_TELL}


@pytest.mark.parametrize(
    ("change", "question", "words"),
    [
        ({}, "ldh_value", "210 units per litre"),
        ({"ldh_value": None}, "ldh_value", "not recorded"),
        ({"ldh_value": "not known"}, "ldh_value", "not known"),
        ({"ldh_value": "many"}, "ldh_value", "recorded, but not readable"),
        ({"pregnancy_reason": "Postmenopausal"}, "pregnancy_reason", "not asked"),
        ({}, "ecog_grade", "1 – no strenuous activity; walks, does light work"),
        ({}, "ecog_date", "Monday 2026-11-16"),
        ({"pregnancy": "not_applicable", "pregnancy_reason": " Postmenopausal "}, "pregnancy_reason", "Postmenopausal"),
    ],
)
def test_what_stands_recorded_for_a_question_is_never_empty(change: dict[str, str], question: str, words: str) -> None:
    assert readings(a_case(**change)).answer_in_words(question) == words


def test_a_birth_date_after_the_first_dose_is_a_doubt_and_no_age() -> None:
    case = a_case(date_of_birth="2026-11-19", first_dose="2026-11-18 09:00", confirmed=("first_dose_past",))
    finding = judged(case).finding("adult_metastatic_melanoma")
    assert finding.outcome is Outcome.CANNOT_TELL
    assert finding.says == "The date of birth lies after the planned first dose. Correct whichever is wrong."
    ruling = judge(finding.criterion.rule, readings(case))
    assert (ruling.truth, ruling.because) == (UNKNOWN, ("The date of birth lies after the reference day.",))


def test_a_fact_without_its_figure_is_never_guessed() -> None:
    with pytest.raises(ValueError, match="the fact organs_fewer_than needs a value"):
        judge(Fact(kind="fact", fact="organs_fewer_than"), readings(a_case()))


@pytest.mark.parametrize(
    ("sites", "complete", "truth"),
    [
        (("muscle",), False, YES),
        (("lung",), True, NO),
        (("lung",), False, UNKNOWN),
        ((), None, UNKNOWN),
        ((), True, NO),
    ],
)
def test_a_site_is_listed_not_listed_or_not_yet_known(
    sites: tuple[str, ...], complete: bool | None, truth: object
) -> None:
    case = a_case(sites=sites, sites_complete=complete)
    for fact in (
        Fact(kind="fact", fact="site_listed", site="muscle"),
        Fact(kind="fact", fact="site_of_class", site_class="soft"),
    ):
        assert judge(fact, readings(case)).truth is truth


def test_every_citation_names_a_source_of_the_pack_and_the_place_in_it() -> None:
    guideline = packs().guideline
    for finding in judged(a_case()).findings:
        for citation in finding.sources:
            assert guideline.source_by_id[citation.source].text
            assert str(citation) == f"{citation.source}, {citation.at}"


def test_the_pages_of_the_pack_ask_every_question_once() -> None:
    guideline = packs().guideline
    asked = [one.id for page in guideline.pages for one in guideline.questions_on(page.id)]
    assert sorted(asked) == sorted(guideline.question_by_id)


def test_settings_that_are_needed_and_unset_are_named_by_their_title() -> None:
    found = judged(a_case(), settings(age_ecog=None, age_ldh=None, age_weight=None))
    assert "Local setting not set: Oldest ECOG performance status, days before the first dose." in found.notices
    assert any("Oldest weight" in reason for reason in found.no_plan)
    assert {title_of(name) for name in age_limits()} == {
        title_of(name) for name in settings().model_fields_set if name.startswith("age_")
    }


def test_a_setting_for_what_is_not_asked_is_not_called_for() -> None:
    case = a_case(pregnancy="not_applicable", pregnancy_reason="Postmenopausal")
    assert judged(case, settings(age_pregnancy_test=None)).readings.unset_settings() == ()
    assert outcome(case, "pregnancy", settings(age_pregnancy_test=None)) == "clear"


def test_example_settings_are_called_so() -> None:
    sample = settings().model_copy(update={"sample": True})
    assert "The local settings in use are example values, not a centre's." in judged(a_case(), sample).notices


def test_a_wrong_context_names_only_itself_and_asks_for_no_deviation() -> None:
    found = judged(deviating(a_case(intended_use="other", allograft="yes", ecog_grade="3"), "ecog"))
    assert len(found.obstacles) == 1
    assert found.deviation_gaps == ()
    assert found.plan is Plan.NONE


def test_obstacles_stand_in_the_order_of_precedence() -> None:
    found = judged(a_case(intended_use=None, allograft="yes", infection="active", date_of_birth="2015-01-01"))
    assert [one.split(":")[0] for one in found.obstacles] == [
        "Intended use",
        "Organ allograft",
        "Bacterial infection",
        "Adult with metastatic melanoma",
    ]
