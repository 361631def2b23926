"""Plain words on a page: broken where reportlab itself would break them, whatever the letters, fonts and width."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.paragraph import Paragraph as ReportlabParagraph
from reportlab.platypus.paraparser import ParaFrag

from il2desk.documents.model.rich_text import Strong
from il2desk.documents.text import fonts
from il2desk.documents.text.paragraph import paragraph
from il2desk.documents.text.plain_paragraph import PlainParagraph
from tests.documents.text.scripts import FONTS, style

SET = style(fontSize=9, leading=11.5)
ENDLESS = 100_000.0


@pytest.fixture(scope="module", autouse=True)
def _fonts() -> None:
    fonts.register(FONTS)


def of_reportlab(text: str) -> ReportlabParagraph:
    """The same words as reportlab's own paragraph."""
    frag = ParaFrag(
        text=text, fontName=SET.fontName, fontSize=9, textColor=SET.textColor, rise=0, greek=0, link=[], us_lines=[]
    )
    return ReportlabParagraph("", SET, frags=[frag])


def told(ours: PlainParagraph) -> list[str]:
    """The words of each line."""
    return ["".join(text for _, text in runs) for _, runs in ours.lines]


def plain(text: object) -> PlainParagraph:
    made = paragraph(text, SET)  # type: ignore[arg-type]
    assert isinstance(made, PlainParagraph)
    return made


LETTERS = st.sampled_from("abcdefgh WM.-,  iil")
TEXTS = st.text(LETTERS, max_size=160)
WIDTHS = st.floats(min_value=12, max_value=300)


@settings(max_examples=300)
@given(TEXTS, WIDTHS)
def test_lines_end_where_reportlab_would_end_them(text: str, width: float) -> None:
    ours, theirs = plain(text), of_reportlab(text)
    assert ours.wrap(width, ENDLESS)[1] == pytest.approx(theirs.wrap(width, ENDLESS)[1])
    assert told(ours) == [" ".join(words) for _, words in theirs.blPara.lines]
    widths = [stringWidth(line, SET.fontName, SET.fontSize) for line in told(ours)]
    assert ours.line_widths() == pytest.approx(widths, abs=0.001)


@settings(max_examples=200)
@given(TEXTS, WIDTHS, st.floats(min_value=1, max_value=200))
def test_a_page_break_falls_where_reportlab_would_let_it_fall(text: str, width: float, height: float) -> None:
    ours, theirs = plain(text), of_reportlab(text)
    ours.wrap(width, ENDLESS)
    theirs.wrap(width, ENDLESS)
    whole, parts = told(ours), ours.split(width, height)
    assert len(parts) == len(theirs.split(width, height))
    lines = []
    for part in parts:
        assert isinstance(part, PlainParagraph)
        part.wrap(width, ENDLESS)
        assert len(parts) == 1 or len(part.lines) >= 2
        lines += told(part)
    assert not parts or lines == whole


@settings(max_examples=200)
@given(st.lists(st.text(LETTERS, max_size=30), min_size=1, max_size=6), WIDTHS)
def test_bold_words_among_others_lose_nothing_and_fit_the_line(pieces: list[str], width: float) -> None:
    made = plain(tuple(Strong(one) if place % 2 else one for place, one in enumerate(pieces)))
    made.wrap(width, ENDLESS)
    assert "".join("".join(told(made)).split()) == "".join("".join(pieces).split())
    assert all(line <= width + 0.001 for line in made.line_widths())


def test_a_word_in_two_fonts_is_not_broken_between_them() -> None:
    made = plain(("first wo", Strong("rd"), " last"))
    made.wrap(30, ENDLESS)
    assert told(made) == ["first", "word", "last"]


def test_a_line_break_is_kept_and_an_empty_line_has_its_height() -> None:
    made = plain("above\n\nbelow")
    assert made.wrap(100, ENDLESS)[1] == 3 * SET.leading
    assert plain("").wrap(100, ENDLESS)[1] == 0


def test_a_number_never_leaves_its_unit() -> None:
    made = plain("give 12 mL")
    made.wrap(38, ENDLESS)
    assert told(made) == ["give", "12\N{NO-BREAK SPACE}mL"]


def test_more_letters_than_one_subset_of_a_font_holds_are_all_printed() -> None:
    letters = sorted(one for one in fonts.simple(fonts.REGULAR) if one.isalpha() and len(one.encode("utf-16-le")) == 2)
    text = " ".join("".join(letters[at : at + 8]) for at in range(0, 480, 8))
    held = BytesIO()
    canvas = Canvas(held, pagesize=(600, 800))
    made = plain(text)
    made.wrap(500, ENDLESS)
    made.drawOn(canvas, 50, 200)
    canvas.save()
    read = PdfReader(BytesIO(held.getvalue())).pages[0].extract_text()
    assert "".join(read.split()) == text.replace(" ", "")
