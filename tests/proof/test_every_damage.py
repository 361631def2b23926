"""Ten thousand damaged files: each is refused in a sentence or read as exactly a case that was printed."""

import time

import pytest

from il2desk.storage.pdf_streams import PdfRefused
from il2desk.storage.returned import read_returned
from tests.returned_pdfs import a_draft, a_sheet
from tests.storage.pdf_mutations import DAMAGES, Mutation

pytestmark = pytest.mark.proof
EACH = 10_000 // len(DAMAGES)
LONGEST_SECONDS = 10


@pytest.mark.parametrize("kind", range(len(DAMAGES)), ids=[one.__name__.strip("_") for one in DAMAGES])
def test_damage_gives_the_same_case_or_a_sentence_in_bounded_time(kind: int) -> None:
    known = (read_returned(a_sheet()), read_returned(a_draft()))
    read = 0
    for seed in range(EACH):
        raw = Mutation((kind,), seed).of(a_sheet(), a_draft())
        begun = time.monotonic()
        try:
            assert read_returned(raw) in known, (kind, seed)
            read += 1
        except PdfRefused as refusal:
            assert str(refusal).isprintable(), (kind, seed)
        assert time.monotonic() - begun < LONGEST_SECONDS, (kind, seed)
    assert read < EACH or DAMAGES[kind].__name__ == "_join"
