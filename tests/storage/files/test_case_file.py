"""A case file is read strictly: one line says what is wrong and where, without patient data."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2desk.domain.case.case import Case, canonical, content_digest
from il2desk.domain.checks.case_checks import in_one_line, unknown_ids, unreadable_values
from il2desk.storage.files.case_file import LARGEST_CASE, CaseRefused, parse_case, read_case
from tests.cases import a_case, deviating, judged, packs, settings, signed, signed_by_hand, sites_of

CANARY = "Zebedee-Quux"


def as_json(case: Case, **changes: Any) -> bytes:
    return json.dumps({**json.loads(canonical(case)), **changes}).encode()


def refused(raw: bytes) -> str:
    with pytest.raises(CaseRefused) as refusal:
        parse_case(raw)
    said = str(refusal.value)
    assert said
    assert len(said.splitlines()) == 1
    assert len(said) < 300
    assert said.isprintable()
    assert CANARY not in said
    return said


def test_a_case_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    case = signed(deviating(a_case(ecog_grade="2", sites=("other:Sch\u00e4del", "skin")), "ecog"))
    file = tmp_path / "case.json"
    file.write_text(canonical(case), encoding="utf-8")
    assert read_case(file) == case
    assert content_digest(read_case(file)) == case.signatures[0].covers


def test_what_is_not_recorded_may_be_absent() -> None:
    case = parse_case(b'{"schema": "il2desk-case-1", "case_id": "A"}')
    assert case == Case(case_id="A")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "it is not JSON"),
        (b"{", "it is not JSON"),
        (b"[]", "Input should be an object"),
        (b"null", "Input should be an object"),
        (b"7", "Input should be an object"),
        (b"\xff\xfe{\x00}\x00", "byte 0: it is not in UTF-8"),
        ('{"schema": "\u00e9"}'.encode("latin-1"), "it is not in UTF-8"),
        (b"\xef\xbb\xbf{}", "BOM"),
        (b"{'schema': 1}", "it is not JSON"),
        (b'{"schema": "il2desk-case-1",}', "it is not JSON"),
        (b'{"case_id": "A"}', "schema: it is missing"),
        (b'{"schema": "il2desk-case-2", "case_id": "A"}', "schema: "),
        (b'{"schema": "il2desk-case-1"}', "case_id: Field required"),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "case_id": "B"}', "a key stands twice"),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "answers": {"a": "1", "a": "2"}}', "a key stands twice"),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "revision": NaN}', "NaN is not a value"),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "revision": Infinity}', "Infinity is not a value"),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "revision": -Infinity}', "-Infinity is not a value"),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "revision": 1.0}', "a bare number with a point"),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "revision": 1e0}', "a bare number with a point"),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "revision": "1"}', "revision: "),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "revision": true}', "revision: "),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "revision": 0}', "revision: "),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "revision": ' + b"9" * 5000 + b"}", "a number is too long"),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "revision": 9007199254740992}', "revision: "),
        (b'{"schema": "il2desk-case-1", "case_id": 7}', "case_id: "),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "dose": 1}', "dose: Extra inputs"),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "case_schema": "il2desk-case-1"}', ""),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "answers": {"ldh_value": 210}}', "answers.ldh_value: "),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "answers": []}', "answers: "),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "sites": [{"id": "lung", "side": "left"}]}', "sites.0.side: "),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "sites_complete": "yes"}', "sites_complete: "),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "cycles": [{"number": 3}]}', "cycles.0.number: "),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "cycles": [{"weight": 70}]}', "cycles.0.weight: "),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "cycles": [{"first_dose_occurrence": "both"}]}', "cycles.0."),
        (
            b'{"schema": "il2desk-case-1", "case_id": "A", "patient": {"name": "Zebedee-Quux", "age": 7}}',
            "patient.age: ",
        ),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "patient": {"name": ["Zebedee-Quux"]}}', "patient.name: "),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "settings": {"age_ldh": 14}}', "settings.age_ldh: "),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "settings": {"age_moon": 14}}', "settings.age_moon: "),
        (b'{"schema": "il2desk-case-1", "case_id": "\\ud800"}', ""),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "answers": {"\\udfff": "x"}}', ""),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "patient": {"name": "\\ud800Zebedee-Quux"}}', ""),
        (b'{"schema": "il2desk-case-1", "case_id": "A\x00"}', "it is not JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"schema": "il2desk-case-1", "case_id": ' + b"[" * 500 + b"]" * 500 + b"}", ""),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "a\\nb\\u202e": 1}', "a\\nb\\u202e: Extra inputs"),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "' + b"k" * 90_000 + b'": 1}', "kkk...: Extra inputs"),
        (b'{"schema": "il2desk-case-1", "case_id": "A", "parent": null, "x": null}', "x: Extra inputs"),
    ],
    ids=lambda value: ascii(value)[:60],
)
def test_a_damaged_or_foreign_case_file_is_refused_in_one_line(raw: bytes, reason: str) -> None:
    assert reason in refused(raw)


@pytest.mark.parametrize("instant", ["", "2026-11-20", "2026-11-20T10:00", "soon"])
def test_a_signature_without_an_instant_with_offset_is_refused(instant: str) -> None:
    case = signed()
    one = {"name": "A", "role": "clinician", "instant": instant, "covers": "0"}
    assert "signatures.0.instant: " in refused(as_json(case, signatures=[one]))


def test_an_oversized_file_is_refused_before_it_is_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_bytes(b" " * (LARGEST_CASE + 1))
    with pytest.raises(CaseRefused, match=f"larger than {LARGEST_CASE} bytes"):
        read_case(file)
    file.write_bytes(b" " * LARGEST_CASE)
    with pytest.raises(CaseRefused, match="it is not JSON"):
        read_case(file)


def test_a_file_that_cannot_be_read_is_refused_with_its_name(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.json", tmp_path):
        with pytest.raises(CaseRefused, match="it cannot be read") as refusal:
            read_case(path)
        assert str(refusal.value).startswith(f"{path}: ")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_case_or_refused_in_one_line(raw: bytes) -> None:
    refused(raw)


@given(st.integers(0, 2000), st.binary(min_size=1, max_size=3))
def test_a_case_file_with_other_bytes_somewhere_is_a_case_or_refused_in_one_line(place: int, other: bytes) -> None:
    raw = bytearray(canonical(signed_by_hand(a_case())).encode())
    place %= len(raw)
    raw[place : place + len(other)] = other
    try:
        case = parse_case(bytes(raw))
    except CaseRefused as refusal:
        assert len(str(refusal).splitlines()) == 1
        return
    list(unknown_ids(case, packs()))
    assert Case.model_validate_json(canonical(case)) == case


def unknown(case: Case) -> list[str]:
    return list(unknown_ids(case, packs()))


def test_a_case_of_known_ids_and_readable_values_has_no_fault() -> None:
    for case in (a_case(), signed(), deviating(a_case(sites=("other:thyroid",)), "ecog", "ldh")):
        assert unknown(case) == []
        assert list(unreadable_values(judged(case))) == []


def test_ids_the_packs_do_not_define_are_named_with_their_place() -> None:
    deviations = deviating(a_case(), "moon", "allograft", "ecog", "ecog").cycle.deviations
    odd = deviations[3].model_copy(update={"reason": "moon"})
    case = a_case(deviations=(*deviations, odd), sites=("lung", "moon", "other:\u200e", "skin:left"))
    case = case.model_copy(
        update={"packs": {"moon": "0", "cco-ebs-8-5": "0"}, "answers": {**case.answers, "moon\nphase": "full"}}
    )
    assert unknown(case) == [
        "packs.moon: this pack is not installed",
        "packs.cco-ebs-8-5: this version of the pack is not installed",
        "answers.moon\\nphase: unknown field",
        "sites.1.id: unknown site",
        "sites.2.text: text goes with the free-text site, and only with it",
        "sites.3.text: text goes with the free-text site, and only with it",
        "cycles.0.deviations.0.criterion: there is no such criterion that may be deviated from",
        "cycles.0.deviations.1.criterion: there is no such criterion that may be deviated from",
        "cycles.0.deviations.3.criterion: a second deviation for the same criterion",
        "cycles.0.deviations.4.criterion: a second deviation for the same criterion",
        "cycles.0.deviations.4.reason: unknown reason",
    ]
    assert unknown(Case(case_id="A", cycles=())) == ["cycles: a case has at least one cycle"]


BAD = "Zeb\u202eedee"


@pytest.mark.parametrize(
    ("case", "place"),
    [
        (a_case(ldh_value="many"), "answers.ldh_value: "),
        (a_case(ecog_date="2027-01-01"), "answers.ecog_date: "),
        (a_case(weight="7_2"), "cycles.0.weight: "),
        (a_case(first_dose="soon"), "cycles.0.first_dose: "),
        (a_case(zone="Moon/Sea"), "zone: "),
        (a_case(date_of_birth="1961"), "patient.date_of_birth: "),
        (a_case(name=BAD), "patient.name: "),
        (a_case(identifier="1\n2"), "patient.identifier: "),
        (a_case().model_copy(update={"case_id": BAD}), "case_id: "),
        (a_case().model_copy(update={"sites": sites_of(f"other:{BAD}")}), "sites.0.text: "),
        (a_case(second_clinician=BAD), "cycles.0.second_clinician: "),
        (
            deviating(a_case(), "ecog").with_cycle(
                deviations=(deviating(a_case(), "ecog").cycle.deviations[0].model_copy(update={"text": BAD}),)
            ),
            "cycles.0.deviations.0.text: ",
        ),
        (signed_by_hand(a_case(), by=BAD), "signatures.0.name: "),
        (signed_by_hand(a_case(), role="x" * 201), "signatures.0.role: "),
        (a_case().model_copy(update={"settings": settings(centre=BAD)}), "settings.centre.value: "),
        (a_case().model_copy(update={"settings": settings(centre="A\nB")}), "settings.centre.value: "),
        (a_case().model_copy(update={"settings": settings(counting_rule=BAD)}), "settings.counting_rule.value: "),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_value_that_cannot_be_read_is_named_with_its_place(case: Case, place: str) -> None:
    found = list(unreadable_values(judged(case)))
    assert [one for one in found if one.startswith(place)]
    assert all(CANARY not in one and len(one.splitlines()) == 1 for one in found)


def test_an_absent_date_of_birth_is_not_unreadable() -> None:
    assert list(unreadable_values(judged(a_case(date_of_birth=None)))) == []


def test_a_text_of_several_lines_is_readable_where_it_may_be() -> None:
    case = a_case().model_copy(update={"settings": settings(counting_rule="One.\nTwo.")})
    assert list(unreadable_values(judged(case))) == []


def test_a_name_from_outside_is_made_fit_for_one_line() -> None:
    assert in_one_line("a\nb\u202e") == "a\\nb\\u202e"
    assert in_one_line("k" * 61) == "k" * 60 + "..."
    assert in_one_line("k" * 60) == "k" * 60
