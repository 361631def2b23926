"""The printings of one case: a sheet is added to its record once, and another patient's are forgotten."""

from il2desk.domain.print_record import Replaced
from il2desk.domain.printings import Printed, Printing, Printings
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
    second = first._replace(sheets=(Printed("consent", "Consent", "il2desk-consent", b"2"),))
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
