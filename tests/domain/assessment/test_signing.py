"""Who may sign what, what a signature covers, and what alone gives a clearance."""

import copy
import dataclasses
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from il2desk.domain.assessment.assessment import Plan
from il2desk.domain.assessment.missing_entries import About, unfinished
from il2desk.domain.assessment.signing import CannotSign, sign
from il2desk.domain.case.case import (
    LARGEST_REVISION,
    Case,
    Cycle,
    Patient,
    Retiming,
    Signature,
    Site,
    canonical,
    canonical_json,
    content_digest,
    fitting_signature,
)
from il2desk.domain.dosing.clearance import Clearance, NoClearance, clear
from il2desk.domain.dosing.dose_plan import plan_doses
from il2desk.domain.values.names import NAMESAKES
from il2desk.domain.values.parsing import Quantity, Refused
from tests.cases import (
    NOW,
    SIGNER,
    TODAY,
    a_case,
    cleared,
    deviating,
    deviation,
    judged,
    packs,
    settings,
    signed,
    signed_by_hand,
    sites_of,
)


def refusal_to_sign(case: Case, by: str = SIGNER, **local: Any) -> str:
    with pytest.raises(CannotSign) as refused:
        sign(judged(case, settings(**local)), by, NOW)
    assert " ".join(refused.value.reasons) == str(refused.value)
    return str(refused.value)


def refusal_to_clear(case: Case, today: date = TODAY) -> str:
    with pytest.raises(NoClearance) as refused:
        clear(judged(case, today=today))
    assert " ".join(refused.value.reasons) == str(refused.value)
    return str(refused.value)


def test_a_signed_case_keeps_settings_zone_packs_and_the_instant_in_the_centres_zone() -> None:
    case = signed(now=datetime(2026, 11, 20, 9, 0, 30, 500, tzinfo=UTC))
    assert case.settings == settings()
    assert (case.zone, dict(case.packs)) == ("Europe/Paris", dict(packs().digests))
    assert [(one.name, one.role, one.instant) for one in case.signatures] == [
        (SIGNER, "clinician", "2026-11-20T10:00:30+01:00")
    ]
    assert fitting_signature(case) == case.signatures[0]
    assert case.signatures[0].day == TODAY


def test_a_signed_case_is_judged_by_its_own_settings() -> None:
    case = signed()
    assert judged(case, settings(age_ecog=1)).finding("ecog").outcome.value == "met"
    assert judged(case, settings(age_ecog=1)).settings == settings()


@pytest.mark.parametrize("name", ["", "   ", "Dr.", "Prof. Dr. med.", "...", "Anna\nBerta", "A\u202eB", "x" * 201])
def test_nobody_signs_without_a_name_of_one_line(name: str) -> None:
    assert refusal_to_sign(a_case(), by=name)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": None}, "Name is not recorded."),
        ({"name": " "}, "Name is not recorded."),
        ({"name": "A\x00"}, "Name: it contains an invisible character"),
        ({"identifier": None}, "Patient identifier is not recorded."),
        ({"identifier": "1\n2"}, "Patient identifier: a line break was entered"),
        ({"date_of_birth": None}, "Date of birth"),
        ({"date_of_birth": "2026-11-21"}, "lies in the future"),
        ({"ecog_grade": None}, "ECOG: not recorded."),
        ({"ldh_value": "many"}, "LDH"),
        ({"sites_complete": None}, "Say whether the list of involved sites is complete."),
        ({"weight": None}, "Weight is not recorded."),
        ({"intended_use": "after_til"}, "The context is wrong"),
    ],
)
def test_nothing_unfinished_is_signed_and_nothing_signed_by_hand_unfinished_is_cleared(
    change: dict[str, Any], reason: str
) -> None:
    assert reason in refusal_to_sign(a_case(**change))
    assert refusal_to_clear(signed_by_hand(a_case(**change)))


def test_every_question_that_is_asked_must_be_answered_before_signing() -> None:
    asked = [one for one in packs().guideline.questions if judged(a_case()).readings.is_asked(one.id)]
    assert len(asked) > 30
    for question in asked:
        assert question.short in refusal_to_sign(a_case(**{question.id: None})), question.id


def test_not_known_is_an_answer_that_can_be_signed() -> None:
    assert signed(a_case(ldh_value="not known", fev1_litres="not known", infection="not_known")).signatures


def test_without_a_time_zone_nothing_is_signed() -> None:
    assert "has not set its time zone" in refusal_to_sign(a_case(), zone=None)
    assert "not an IANA name" in refusal_to_sign(a_case(zone=""))
    assert "not an IANA name" in refusal_to_sign(a_case(zone="Europe/Atlantis"))


def test_a_lone_surrogate_anywhere_is_refused_and_crashes_nothing() -> None:
    for case in (
        a_case().with_cycle(second_clinician="\ud800"),
        a_case().with_patient(name="\ud800"),
        a_case(pregnancy="not_applicable").with_answer("pregnancy_reason", "\udfff"),
        a_case().with_cycle(weight_basis="\ud800"),
        a_case().with_cycle(weight="7\ud800"),
    ):
        assert refusal_to_sign(case)
        with pytest.raises(Refused, match="lone surrogate"):
            content_digest(case)
        with pytest.raises(Refused, match="lone surrogate"):
            canonical(case)


def test_the_second_clinician_must_be_another_person_than_the_signer() -> None:
    case = deviating(a_case(ecog_grade="2"), "ecog", second="signer, BERTA (M.D.)")
    assert f"must be another person than the one who signs. {NAMESAKES}" in refusal_to_sign(case)
    by_hand = signed_by_hand(signed(deviating(a_case(ecog_grade="2"), "ecog")), by="Carl Second")
    assert judged(by_hand).plan is Plan.NEEDS_DEVIATION
    assert judged(by_hand).mark == "OUTSIDE"
    assert f"The second clinician is the one who signed. {NAMESAKES}" in refusal_to_clear(by_hand)


def test_two_namesakes_deviate_where_both_names_say_which_of_them_it_is() -> None:
    case = deviating(a_case(ecog_grade="2"), "ecog", second="Berta Signer (5678)")
    assert "must be another person" in refusal_to_sign(case)
    both = sign(judged(case), "Berta Signer (1234)", NOW)
    assert judged(both).plan is Plan.ALLOWED
    assert judged(signed_by_hand(both, by="Berta Signer")).plan is Plan.NEEDS_DEVIATION


def test_a_case_without_a_signature_has_no_clearance() -> None:
    assert refusal_to_clear(a_case()) == "The case is not signed by a clinician."


@pytest.mark.parametrize(
    "damage",
    [
        lambda case: case.model_copy(update={"revision": 2}),
        lambda case: case.with_answer("ecog_grade", "0"),
        lambda case: case.with_patient(name="Example, Berta"),
        lambda case: signed_by_hand(case, role="nurse"),
        lambda case: signed_by_hand(case, by=" "),
        lambda case: signed_by_hand(case, by="Dr."),
        lambda case: signed_by_hand(case, instant="2026-11-21T00:00+01:00"),
    ],
    ids=["revision", "answer", "name", "role", "blank signer", "titled signer", "tomorrow"],
)
def test_a_signature_that_does_not_fit_gives_no_clearance(damage: Any) -> None:
    assert "changed since it was signed, or the signature is not" in refusal_to_clear(damage(signed()))
    assert judged(damage(signed())).mark == "DRAFT"


@pytest.mark.parametrize("instant", ["", "yesterday", "2026-11-20", "2026-11-20T10:00", "2026-13-01T10:00Z"])
def test_a_signature_without_an_instant_with_offset_cannot_be_read(instant: str) -> None:
    with pytest.raises(ValidationError, match="write an instant with its offset"):
        Signature(name="A", role="clinician", instant=instant, covers="")


def test_the_first_signature_that_fits_is_taken() -> None:
    case = signed()
    stranger = case.signatures[0].model_copy(update={"covers": "0" * 64})
    assert fitting_signature(case.model_copy(update={"signatures": (stranger, *case.signatures)})) == case.signatures[0]


def test_a_clearance_carries_only_the_deviations_that_are_needed() -> None:
    case = deviating(a_case(ecog_grade="2"), "ecog", "ldh")
    assert [one.criterion for one in cleared(case).deviations] == ["ecog"]
    assert cleared(deviating(a_case(), "ecog")).deviations == ()


def test_a_clearance_is_made_by_clear_alone() -> None:
    given = cleared()
    values = [getattr(given, one.name) for one in dataclasses.fields(given)]
    for forged in (None, object(), True):
        with pytest.raises(TypeError, match="made by clear"):
            Clearance(*values, forged)
    with pytest.raises(TypeError):
        Clearance(*values)  # type: ignore[call-arg]
    with pytest.raises((TypeError, ValueError)):
        dataclasses.replace(given, weight=Quantity(Decimal(90), "kg"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        given.weight = Quantity(Decimal(90), "kg")  # type: ignore[misc]
    assert not hasattr(given, "issued")
    assert copy.copy(given) == given


def test_no_dose_is_computed_on_an_incomplete_basis_or_a_fraction_of_a_unit() -> None:
    whole = judged(signed())
    broken = dataclasses.replace(whole, basis=dataclasses.replace(whole.basis, weight=None))
    with pytest.raises(AssertionError, match="complete basis"):
        clear(broken)
    odd = cleared()
    object.__setattr__(odd, "weight", Quantity(Decimal("70.0000001"), "kg"))
    with pytest.raises(AssertionError, match="whole international units"):
        plan_doses(odd)


def test_what_is_unfinished_is_said_once_for_each_thing() -> None:
    gaps = unfinished(judged(Case(case_id="EMPTY")))
    assert len(gaps) == len({gap.says for gap in gaps})
    assert unfinished(judged(a_case())) == ()


def test_a_site_whose_words_cannot_be_shown_is_not_signed() -> None:
    gaps = unfinished(judged(a_case(sites=("lung", "other:thy\u202eroid"))))
    assert [(gap.about, gap.name, gap.refused) for gap in gaps] == [(About.SITES, "other", True)]
    assert "invisible character (U+202E)" in gaps[0].says


def test_each_gap_says_what_it_is_about() -> None:
    gaps = unfinished(judged(a_case(name=None, ecog_grade=None, weight=None, sites_complete=None), settings(zone=None)))
    found = {(gap.about, gap.name) for gap in gaps if not gap.refused}
    assert (About.PATIENT, "name") in found
    assert (About.QUESTION, "ecog_grade") in found
    assert (About.SITES, "sites_complete") in found
    assert (About.SETTING, "zone") in found


def _changed_cases() -> dict[str, Case]:
    base = signed()
    cycle = {
        "number": 2,
        "weight": "71",
        "weight_again": "71",
        "weight_date": "2026-11-19",
        "weight_confirmed": "70",
        "weight_basis": "dry",
        "height": "173",
        "first_dose": "2026-11-24 09:00",
        "first_dose_occurrence": "later",
        "confirmed": ("x",),
        "deviations": (deviation("ecog"),),
        "second_clinician": "Carl",
        "retiming": Retiming(from_dose=2),
        "doses_given": "14",
        "first_given": "2026-11-02",
        "last_given": "2026-11-06",
    }
    assert cycle.keys() == Cycle.model_fields.keys()
    changed = {f"cycle.{name}": base.with_cycle(**{name: value}) for name, value in cycle.items()}
    changed |= {f"patient.{name}": base.with_patient(**{name: "1960-01-01"}) for name in Patient.model_fields}
    changed |= {f"answers.{name}": base.with_answer(name, None) for name in base.answers}
    top = {
        "case_id": "OTHER",
        "revision": 2,
        "parent": "0" * 64,
        "packs": {"a": "b"},
        "settings": settings(age_ldh=13),
        "zone": "Europe/London",
        "sites": sites_of("lung"),
        "sites_complete": False,
        "cycles": (Cycle(), *base.cycles),
    }
    changed |= {name: base.model_copy(update={name: value}) for name, value in top.items()}
    assert {"case_schema", "patient", "answers", "signatures", "second_checks", *top} == Case.model_fields.keys()
    changed["sites.text"] = base.model_copy(update={"sites": (Site(id="lung", text="a"), *base.sites[1:])})
    changed["sites.order"] = base.model_copy(update={"sites": base.sites[::-1]})
    whole = base.settings
    assert whole is not None
    for name in whole.model_fields_set - {"settings_schema"}:
        changed[f"settings.{name}"] = base.model_copy(update={"settings": whole.model_copy(update={name: None})})
    ecog = whole.age_ecog
    assert ecog is not None
    for field, value in (("set_by", "B"), ("set_on", date(2026, 1, 1)), ("value", 13)):
        other = whole.model_copy(update={"age_ecog": ecog.model_copy(update={field: value})})
        changed[f"settings.age_ecog.{field}"] = base.model_copy(update={"settings": other})
    changed["settings.sample"] = base.model_copy(update={"settings": whole.model_copy(update={"sample": True})})
    for field, value in (("reason", "other"), ("text", "other"), ("criterion", "ldh")):
        other_deviation = deviation("ecog").model_copy(update={field: value})
        changed[f"deviation.{field}"] = base.with_cycle(deviations=(other_deviation,))
    return changed


def test_a_change_of_any_field_changes_the_digest_and_voids_the_signature() -> None:
    base, seen = signed(), {}
    for name, case in _changed_cases().items():
        digest = content_digest(case)
        assert digest != content_digest(base), name
        assert fitting_signature(case) is None, name
        assert digest not in seen, (name, seen.get(digest))
        seen[digest] = name
    assert len(seen) > 70


def test_signatures_themselves_are_not_covered() -> None:
    case = signed()
    assert content_digest(case) == content_digest(case.model_copy(update={"signatures": ()}))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=5),
    max_leaves=20,
)


@given(JSON)
def test_canonical_json_is_byte_for_byte_that_of_an_independent_library(value: Any) -> None:
    assert canonical_json(value).encode() == rfc8785.dumps(value)


def test_keys_are_in_the_order_of_utf_16_code_units() -> None:
    assert canonical_json({"\ufb33": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ufb33":1}'


def test_a_canonical_case_reads_back_as_the_same_case() -> None:
    case = signed(deviating(a_case(ecog_grade="2", sites=("other:Sch\u00e4del", "skin")), "ecog"))
    assert Case.model_validate_json(canonical(case)) == case
    assert canonical(case).encode() == rfc8785.dumps(json.loads(canonical(case)))
    assert '"confirmed"' in canonical(case)
    assert "null" not in canonical(case)


def test_a_revision_beyond_exact_json_integers_is_refused() -> None:
    assert Case(case_id="A", revision=LARGEST_REVISION).revision == LARGEST_REVISION
    for revision in (LARGEST_REVISION + 1, 0):
        with pytest.raises(ValidationError):
            Case(case_id="A", revision=revision)


def test_a_case_without_cycles_has_an_empty_one_to_record_in() -> None:
    case = Case(case_id="A", cycles=())
    assert case.cycle == Cycle()
    assert case.with_cycle(weight="70").cycles == (Cycle(weight="70"),)


def test_a_blank_answer_is_removed_and_the_case_before_is_left_as_it_was() -> None:
    case = a_case()
    assert "ecog_grade" not in case.with_answer("ecog_grade", "  ").answers
    assert case.answers["ecog_grade"] == "1"
    with pytest.raises(TypeError):
        case.answers["ecog_grade"] = "0"  # type: ignore[index]
    with pytest.raises(ValidationError):
        case.revision = 3  # type: ignore[misc]


@given(st.integers(0, 400))
def test_a_signed_case_is_judged_the_same_on_every_later_day(days: int) -> None:
    case = signed()
    now, later = judged(case), judged(case, today=TODAY + timedelta(days=days))
    assert [one.outcome for one in later.findings] == [one.outcome for one in now.findings]
    assert (later.plan, later.judged_on, later.basis) == (now.plan, TODAY, now.basis)
    assert bool(later.stale_since) == (days > 3)
    assert bool(later.stale_in_brief) == (days > 3)


def test_what_went_stale_is_named_in_brief_the_weight_last() -> None:
    assert judged(signed(), today=TODAY + timedelta(days=4)).stale_in_brief == "weight"
    long_after = judged(signed(), today=TODAY + timedelta(days=12)).stale_in_brief
    assert long_after == "Performance status, LDH normal, No CNS metastases, Pregnancy and breastfeeding, weight"
    patient = judged(signed(a_case(), settings(age_weight=300)), today=TODAY + timedelta(days=10))
    assert patient.stale_in_brief == "Pregnancy and breastfeeding"


@pytest.mark.parametrize("typed", [None, "", "  "])
def test_a_date_of_birth_that_is_not_there_is_called_not_recorded(typed: str | None) -> None:
    [gap] = unfinished(judged(a_case(date_of_birth=typed)))
    assert (gap.says, gap.name, gap.refused) == ("Date of birth is not recorded.", "date_of_birth", False)


def test_a_date_of_birth_that_is_none_is_refused_with_how_to_write_it() -> None:
    gap = next(one for one in unfinished(judged(a_case(date_of_birth="17.4.61"))) if one.name == "date_of_birth")
    assert gap.refused
    assert "year-month-day" in gap.says


def test_packs_know_a_case_that_was_judged_with_them_by_all_it_names() -> None:
    case, known = signed(), packs()
    assert known.judged(case)
    assert known.judged(Case(case_id="NEW"))
    assert not known.judged(case.model_copy(update={"packs": {**case.packs, known.product.id: "0" * 64}}))
    assert not known.judged(case.model_copy(update={"packs": {**case.packs, "another": "0" * 64}}))
