"""Every single-value change of the packs is noticed, but those listed with the reason why nothing hangs on them."""

import re

import pytest

from tests.storage.pack_mutations import (
    EQUIVALENT,
    Mutation,
    guideline_mutations,
    in_words,
    is_equivalent,
    is_noticed,
    product_mutations,
)
from tests.storage.packs import GUIDELINE_FILE, PRODUCT_FILE, parsed

pytestmark = pytest.mark.proof
GUIDELINE, PRODUCT = parsed(GUIDELINE_FILE), parsed(PRODUCT_FILE)
ALL = [(one, True) for one in guideline_mutations()] + [(one, False) for one in product_mutations()]
CHUNKS = 40


def _words(mutation: Mutation, in_guideline: bool) -> str:
    return in_words(mutation, GUIDELINE if in_guideline else PRODUCT)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_every_changed_value_is_noticed(chunk: int) -> None:
    decisive = [(one, inside) for one, inside in ALL[chunk::CHUNKS] if not is_equivalent(_words(one, inside))]
    assert [_words(one, inside) for one, inside in decisive if not is_noticed(one, in_guideline=inside)] == []


@pytest.mark.parametrize("pattern", EQUIVALENT)
def test_no_change_is_excused_that_would_be_noticed_in_every_form(pattern: str) -> None:
    excused = [(one, inside) for one, inside in ALL if re.search(pattern, _words(one, inside))]
    assert excused
    assert not all(is_noticed(one, in_guideline=inside) for one, inside in excused)
