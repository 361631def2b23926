"""The sheets of two hundred cases, read as files alone; the default run takes a share (tests/documents)."""

import pytest

from tests.documents.pdf_structure import faults
from tests.documents.random_sheets import file_of

pytestmark = pytest.mark.proof
CHUNKS = 20


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_sheets_of_any_case_are_sound(chunk: int) -> None:
    assert {number: found for number in range(chunk, 200, CHUNKS) if (found := faults(file_of(number)))} == {}
