"""A share of all single-value changes of the packs: each is noticed when the pack is loaded, or by a scenario."""

import pytest

from tests.storage.pack_mutations import (
    EQUIVALENT,
    Mutation,
    guideline_mutations,
    in_words,
    is_equivalent,
    is_noticed,
    mutated,
    product_mutations,
)
from tests.storage.packs import GUIDELINE_FILE, PRODUCT_FILE, check_guideline, check_product, parsed

GUIDELINE, PRODUCT = parsed(GUIDELINE_FILE), parsed(PRODUCT_FILE)
SHARE = 31


def _share(mutations: list[Mutation], data: dict[str, object]) -> list[object]:
    decisive = [one for one in mutations if not is_equivalent(in_words(one, data))]
    return [pytest.param(one, id=in_words(one, data)) for one in decisive[::SHARE]]


@pytest.mark.parametrize("mutation", _share(guideline_mutations(), GUIDELINE))
def test_a_changed_rule_or_figure_of_the_guideline_is_noticed(mutation: Mutation) -> None:
    assert is_noticed(mutation, in_guideline=True)


@pytest.mark.parametrize("mutation", _share(product_mutations(), PRODUCT))
def test_a_changed_figure_of_the_product_is_noticed(mutation: Mutation) -> None:
    assert is_noticed(mutation, in_guideline=False)


def test_there_are_over_a_thousand_changes_and_each_is_a_change() -> None:
    assert len(guideline_mutations()) > 1000
    assert len(product_mutations()) > 200
    for mutations, data in ((guideline_mutations(), GUIDELINE), (product_mutations(), PRODUCT)):
        assert all(mutated(data, one) != data for one in mutations[::SHARE])
    assert all(EQUIVALENT.values())


def test_the_packs_as_they_are_pass_the_check_that_the_changes_fail() -> None:
    assert check_guideline(parsed(GUIDELINE_FILE))
    assert check_product(parsed(PRODUCT_FILE))
