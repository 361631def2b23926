"""A print record names what was printed by its case and by itself, and keeps for a draft what it was judged by."""

from datetime import datetime

import pytest
from pydantic import ValidationError

from il2desk.domain.case.case import Case, case_digest
from il2desk.domain.records.print_record import as_judged
from tests.cases import NOW, a_case, a_record, judged, settings, signed


def test_a_set_is_named_by_everything_its_record_says() -> None:
    assessment = judged(signed())
    first = a_record(assessment, "A4", NOW)
    others = [
        a_record(assessment, "Letter", NOW),
        a_record(assessment, "A4", NOW.replace(minute=1)),
        a_record(assessment, "A4", NOW, copy_number=2),
        a_record(assessment, "A4", NOW, person="N. Nurse"),
        a_record(judged(signed(a_case(ecog_grade="0"))), "A4", NOW),
    ]
    assert first.set_id == a_record(assessment, "A4", NOW).set_id
    assert len({first.set_id, *(one.set_id for one in others)}) == 1 + len(others)


def test_a_set_id_is_short_enough_to_read_aloud() -> None:
    first, dash, second = a_record(judged(signed()), "A4", NOW).set_id.partition("-")
    assert (len(first), dash, len(second)) == (4, "-", 4)
    assert set(first + second) <= set("0123456789ABCDEF")


def test_the_instant_keeps_its_offset() -> None:
    assert a_record(judged(signed()), "A4", NOW).printed == NOW
    assert a_record(judged(signed()), "A4", NOW).printed.utcoffset() == NOW.utcoffset()


@pytest.mark.parametrize(
    "wrong", [{"paper": "A5"}, {"copy_number": 0}, {"case": "abc"}, {"instant": "2026-11-20T10:00"}]
)
def test_a_record_with_an_impossible_value_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        a_record(judged(signed()), **{"paper": "A4", "printed": NOW, **wrong})  # type: ignore[arg-type]


def test_a_draft_is_kept_with_what_it_was_judged_by() -> None:
    draft = judged(a_case())
    kept = as_judged(draft)
    assert kept.settings == settings()
    assert kept.zone == "Europe/Paris"
    assert dict(kept.packs) == dict(draft.packs.digests)
    assert judged(kept).overall is draft.overall


def test_a_draft_without_a_zone_keeps_none() -> None:
    assert as_judged(judged(Case(case_id="x"), settings(zone=None))).zone is None


def test_a_signed_case_is_printed_as_it_was_signed() -> None:
    case = signed()
    assert as_judged(judged(case)) is case


def test_the_digest_of_a_case_covers_its_signature() -> None:
    case = signed()
    assert case_digest(case) != case_digest(case.model_copy(update={"signatures": ()}))
    assert datetime.fromisoformat(case.signatures[0].instant)
