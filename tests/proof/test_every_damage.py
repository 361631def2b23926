"""Five thousand damaged files of each kind: refused in a sentence, or read as exactly a case that was printed."""

import time

import pytest

from il2desk.app.verify_pdf import verify
from il2desk.domain.records.pdf_payload import PdfStatus
from il2desk.storage.pdf.pdf_payload import read_returned
from il2desk.storage.pdf.pdf_reader import PdfRefused
from tests.cases import packs
from tests.returned_pdfs import a_draft, a_sheet, maker
from tests.storage.pdf_mutations import DAMAGES, Mutation

pytestmark = pytest.mark.proof
EACH, VERIFIED = 5_000, 60
LONGEST_SECONDS = 10


@pytest.mark.parametrize("kind", range(len(DAMAGES)), ids=[one.__name__.strip("_") for one in DAMAGES])
def test_damage_gives_the_same_case_or_a_sentence_in_bounded_time(kind: int) -> None:
    known = (read_returned(a_sheet()), read_returned(a_draft()))
    read = verified = 0
    for seed in range(EACH):
        raw = Mutation((kind,), seed).of(a_sheet(), a_draft())
        begun = time.monotonic()
        try:
            assert read_returned(raw) in known, (kind, seed)
            read += 1
            if raw != a_sheet() and verified < VERIFIED:
                verified += 1
                assert verify(raw, packs(), maker()).standing is PdfStatus.CHANGED, (kind, seed)
        except PdfRefused as refusal:
            assert str(refusal).isprintable(), (kind, seed)
        assert time.monotonic() - begun < LONGEST_SECONDS, (kind, seed)
    assert read < EACH or DAMAGES[kind].__name__ == "_join"
