"""What differs between two states of a case, named by its place."""

from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from il2desk.domain.case.case import Case, Patient
from il2desk.domain.case.case_diff import Change, changes
from tests.cases import a_case, settings, signed


def test_a_first_state_is_new_in_every_entry() -> None:
    case = Case(case_id="A", patient=Patient(name="王小明"), answers=MappingProxyType({"ecog_grade": "1"}))
    assert changes(None, case) == (
        Change("answers.ecog_grade", None, "1"),
        Change("cycles.1.number", None, "1"),
        Change("patient.name", None, "王小明"),
    )


def test_nothing_differs_between_a_case_and_itself() -> None:
    assert changes(a_case(), a_case()) == ()


def test_a_replaced_an_added_and_a_removed_entry_are_told_in_the_order_of_their_places() -> None:
    before = a_case(ecog_grade="1", weight_basis=None, height="172")
    after = a_case(ecog_grade="2", weight_basis="scales", height=None)
    assert changes(before, after) == (
        Change("answers.ecog_grade", "1", "2"),
        Change("cycles.1.height", "172", None),
        Change("cycles.1.weight_basis", None, "scales"),
    )


def test_things_in_a_row_are_told_by_their_number() -> None:
    found = changes(a_case(sites=("lung",)), a_case(sites=("liver", "other:thyroid")))
    assert found == (
        Change("sites.1.id", "lung", "liver"),
        Change("sites.2.id", None, "other"),
        Change("sites.2.text", None, "thyroid"),
    )


def test_what_signing_keeps_is_no_entry() -> None:
    assert changes(a_case(), signed(a_case(), settings())) == ()


@given(st.dictionaries(st.sampled_from(["ecog_grade", "allograft", "infection"]), st.text(min_size=1, max_size=3)))
def test_changes_there_and_back_mirror_one_another(answers: dict[str, str]) -> None:
    one, other = Case(case_id="A"), Case(case_id="A", answers=MappingProxyType(answers))
    there, back = changes(one, other), changes(other, one)
    assert [(a.what, a.before, a.after) for a in there] == [(b.what, b.after, b.before) for b in back]
    assert {one.what for one in there} == {f"answers.{key}" for key in answers}
