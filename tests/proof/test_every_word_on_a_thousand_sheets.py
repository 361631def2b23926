"""The rules of writing over the sheets of a thousand random cases; the default run takes sixty of them."""

import pytest

from il2desk.storage.packs.reference import load_library
from il2desk.storage.site.paths import resources
from tests.documents.random_sheets import badly_written

pytestmark = pytest.mark.proof
HUNDREDS = range(10)


@pytest.mark.parametrize("hundred", HUNDREDS)
def test_every_word_on_the_sheets_of_a_thousand_cases_keeps_the_rules(hundred: int) -> None:
    library = load_library(resources() / "reference")
    assert badly_written(range(100 * hundred, 100 * hundred + 100), library) == {}
