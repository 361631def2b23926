"""The printings of one case: a sheet is added to its record once, and another patient's are forgotten."""

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2desk.domain.records.print_history import Printed, Printing, Printings, file_name, in_words
from il2desk.domain.records.print_record import Replaced
from tests.cases import NOW, a_case, a_record, judged


def a_printing(revision: int = 1, copy: int = 1, cycle: int = 1, case_id: str = "TEST-0001") -> Printing:
    record = a_record(judged(a_case()), "A4", NOW, copy_number=copy, person=f"r{revision}")
    return Printing(case_id, revision, cycle, record, (Printed("order", "Order", "il2desk-order", b"1"),))


def kept(*printings: Printing) -> Printings:
    made = Printings()
    for one in printings:
        made.keep(one)
    return made


def test_a_sheet_of_the_same_record_joins_the_others_once() -> None:
    first = a_printing()
    second = replace(first, sheets=(Printed("consent", "Consent", "il2desk-consent", b"2"),))
    (both,) = kept(first, second, second, first)
    assert [sheet.name for sheet in both.sheets] == ["order", "consent"]


def test_another_copy_revision_or_case_is_another_printing() -> None:
    all_kept = kept(a_printing(), a_printing(copy=2), a_printing(revision=2), a_printing(case_id="TEST-0002"))
    assert len(list(all_kept)) == 4


def test_the_printings_of_other_cases_are_forgotten() -> None:
    both = kept(a_printing(), a_printing(case_id="TEST-0002"))
    both.forget_others_than("TEST-0002")
    assert [one.case_id for one in both] == ["TEST-0002"]


def test_what_the_next_printing_replaces_is_the_newest_copy_of_the_newest_revision_of_its_cycle() -> None:
    made = kept(a_printing(copy=2), a_printing(revision=2), a_printing(copy=3), a_printing(revision=9, cycle=2))
    last = made.last(1)
    assert last is not None
    assert last.as_replaced == Replaced(revision=2, copy_number=1)
    assert made.last(3) is None


def test_a_printing_is_found_by_its_record_and_its_revision() -> None:
    one = a_printing(revision=2)
    made = kept(one)
    assert made.of_record(one.record) == one
    assert made.of_record(a_printing(copy=7).record) is None
    assert made.has_revision(2)
    assert not made.has_revision(1)


def test_a_file_is_named_by_sheet_case_revision_and_copy() -> None:
    assert file_name("order", "0F3A-77B2-9C01", 2) == "il2desk-order-0F3A-77B2-9C01-r2"
    assert file_name("set", "0F3A-77B2-9C01", 2, 3) == "il2desk-set-0F3A-77B2-9C01-r2-c3"


@pytest.mark.parametrize(
    ("one", "other"),
    [("2026/117", "2026117"), ("ab", "AB"), ("A B", "A  B"), ("É", "E"), ("", " "), ("A" * 41, "A" * 42), ("..", "/")],
)
def test_two_ids_never_give_one_name_even_where_capitals_do_not_count(one: str, other: str) -> None:
    assert file_name("order", one, 1).casefold() != file_name("order", other, 1).casefold()


@given(one=st.text(), other=st.text())
def test_any_id_gives_a_name_that_every_system_takes_and_no_other_id_gives(one: str, other: str) -> None:
    names = [file_name("order", case_id, 1) for case_id in (one, other)]
    assert all(re.fullmatch(r"il2desk-order-[A-Za-z0-9_-]{1,40}-r1", name) for name in names)
    assert (names[0].casefold() == names[1].casefold()) is (one == other)


def test_a_printing_is_named_with_who_printed_it_by_the_clocks_of_its_zone() -> None:
    printing = a_printing(revision=2, copy=3)
    assert in_words(printing, None) == "Revision 2, copy 3, Friday 2026-11-20 10:00 by r2"
    elsewhere = ZoneInfo("America/New_York")
    assert in_words(printing, elsewhere) == "Revision 2, copy 3, Friday 2026-11-20 04:00 by r2"
    nobody = printing.record.model_copy(update={"person": None})
    assert in_words(replace(printing, record=nobody), None) == "Revision 2, copy 3, Friday 2026-11-20 10:00"
