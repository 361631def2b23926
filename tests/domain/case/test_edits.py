"""How an edit gives another case and leaves the one before as it was."""

from il2desk.domain.case.case import Cycle
from tests.cases import a_case, a_first_cycle, deviation, packs, sites_of


def test_sites_and_whether_their_list_is_complete_are_replaced_together() -> None:
    before = a_case()
    after = before.with_sites(sites_of("liver"), None)
    assert ([one.id for one in after.sites], after.sites_complete) == (["liver"], None)
    assert before == a_case()


def test_a_confirmation_is_set_once_and_taken_back() -> None:
    once = a_case().with_confirmation("first_dose_past", True).with_confirmation("first_dose_past", True)
    assert once.cycle.confirmed == ("first_dose_past",)
    assert once.with_confirmation("first_dose_past", False).cycle.confirmed == ()


def test_a_deviation_replaces_the_one_for_the_same_criterion() -> None:
    case = a_case().with_deviation(deviation("ecog", text="first")).with_deviation(deviation("ldh"))
    changed = case.with_deviation(deviation("ecog", text="second"))
    assert {one.criterion: one.text for one in changed.cycle.deviations} == {
        "ldh": "Discussed and agreed.",
        "ecog": "second",
    }


def test_what_was_given_belongs_to_the_cycle_before_and_its_confirmations_to_this_one() -> None:
    case = a_case(earlier=(a_first_cycle(),)).with_confirmation("second_cycle_early", True)
    changed = case.with_given("doses_given", "9", ())
    assert [one.doses_given for one in changed.cycles] == ["9", None]
    assert changed.cycle.confirmed == ()
    assert isinstance(changed.cycle, Cycle)


def test_the_pages_that_ask_for_patient_and_sites_are_pages_of_the_pack() -> None:
    guideline = packs().guideline
    asking = {guideline.page_asking("patient"), guideline.page_asking("sites")}
    assert len(asking) == 2
    assert asking <= {one.id for one in guideline.pages}
