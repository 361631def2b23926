"""Several sheets in one file: each on pages of its own, with its own head, foot and count, and the set beside it."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from il2desk.documents.layout.duplex import LEFT_BLANK
from il2desk.documents.model import blocks as b
from il2desk.documents.model.paper import Paper
from il2desk.documents.model.report import Report
from il2desk.documents.pdf.render import to_pdf
from tests.documents.desk import Desk
from tests.documents.pdf_text import FONTS, pages, pdf, squeezed


@pytest.fixture
def sheets(desk: Desk) -> tuple[Report, Report, Report]:
    short = replace(desk.planned_summary(), blocks=(b.Text("The only words."),))
    return desk.planned_summary(), desk.consent(), short


@pytest.mark.parametrize("paper", list(Paper))
def test_each_sheet_of_a_set_is_paged_and_furnished_as_if_it_stood_alone(
    sheets: tuple[Report, Report, Report], paper: Paper
) -> None:
    together = [page for page in map(squeezed, pages(to_pdf(sheets, paper, FONTS))) if squeezed(LEFT_BLANK) not in page]
    alone = [squeezed(page) for report in sheets for page in pages(pdf(report, paper))]
    assert list(map(uncounted, together)) == list(map(uncounted, alone))


def uncounted(page: str) -> str:
    """Without the count: a side left blank counts too."""
    return re.sub(r"(?<=Page)\d+of\d+", "", page)


def test_the_set_stands_on_every_page(sheets: tuple[Report, Report, Report]) -> None:
    asked = squeezed(f"Set {sheets[0].stamp.set_id}")
    assert all(asked in squeezed(page) for page in pages(to_pdf(sheets, Paper.A4, FONTS)))


def test_a_set_is_called_by_its_id_and_a_single_sheet_by_its_title(sheets: tuple[Report, Report, Report]) -> None:
    def title(content: bytes) -> object:
        return dict(PdfReader(BytesIO(content)).metadata or {})["/Title"]

    assert title(to_pdf(sheets, Paper.A4, FONTS)) == f"Sheets of set {sheets[0].stamp.set_id}"
    assert title(pdf(sheets[1])) == sheets[1].title


def test_the_same_set_gives_the_same_bytes(sheets: tuple[Report, Report, Report]) -> None:
    assert to_pdf(sheets, Paper.A4, FONTS) == to_pdf(sheets, Paper.A4, FONTS)
