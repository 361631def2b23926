# ruff: noqa: RUF001 - letters of other scripts are what is tested
"""Shaped text is broken where its readers expect it, and a break changes no glyph."""

import unicodedata
from itertools import pairwise

import pytest

from il2desk.documents.text.paragraph import paragraph
from il2desk.documents.text.shaped_paragraph import ShapedParagraph
from il2desk.domain.values.characters import MARKS
from il2desk.domain.values.user_text import UserText
from tests.documents.glyphs import lines as lines_of
from tests.documents.glyphs import spans, squeezed
from tests.documents.text.scripts import NAMES, SCRIPTS, alone, lines_of_text, reason, recovered, style


@SCRIPTS
def test_no_line_of_another_script_touches_the_line_above(script: str) -> None:
    for size in (7.8, 9.0, 11.0, 20.0):
        page = lines_of(spans(alone(UserText(reason(script)), width=size * 20, size=size))[0])
        reaches = [[reach for span in line for one in span.drawn if (reach := one.reach())] for line in page]
        inked = [(min(low for low, _ in line), max(high for _, high in line)) for line in reaches if line]
        assert len(inked) >= 40
        by_height = sorted(inked, reverse=True)
        assert [(above, below) for above, below in pairwise(by_height) if below[1] > above[0]] == []


def test_text_to_the_left_is_broken_in_the_order_of_reading() -> None:
    words = " ".join("אבגדהוזחטיכלמנסעפצקרשת"[at : at + 3] for at in range(0, 21, 3))
    page = lines_of_text(words, 60)
    told = [squeezed("".join(span.text for span in line)) for line in page]
    assert len(told) > 1
    assert "".join(told) == squeezed(words)
    assert told[0].startswith("אבג")


def test_a_word_broken_over_two_lines_keeps_its_letters_joined() -> None:
    word = "محمد" * 30
    page = lines_of_text(word, 100)
    [whole] = lines_of_text(word, 5000)
    broken = [glyph.outline for line in page for span in line for glyph in span.drawn]
    assert len(page) > 2
    assert broken == [glyph.outline for span in whole for glyph in span.drawn]


@pytest.mark.parametrize("script", ["Devanagari", "Thai", "pointed Hebrew", "Arabic"])
def test_a_line_never_begins_with_a_mark(script: str) -> None:
    word = squeezed(NAMES[script]) * 10
    for width in range(15, 60, 3):
        for line in lines_of_text(word, width):
            assert unicodedata.category(line[0].text[0]) not in MARKS


def test_a_japanese_line_does_not_begin_with_what_closes() -> None:
    words = "佐藤（花子）、ハナコー。" * 10
    for width in range(60, 120):
        page = lines_of_text(words, width)
        assert [line[0].text[0] for line in page if line[0].text[0] in "）、ー。"] == []


def test_a_thai_name_stays_in_one_piece_where_it_fits() -> None:
    page = lines_of_text("สมชาย ใจดีมาก " * 6, 110)
    assert {word for line in page for span in line for word in span.text.split()} == {"สมชาย", "ใจดีมาก"}


@SCRIPTS
def test_a_page_break_leaves_two_lines_on_either_side_and_moves_no_line(script: str) -> None:
    whole = paragraph(UserText(reason(script)[:500]), style(fontSize=9, leading=11.5))
    assert isinstance(whole, ShapedParagraph)
    whole.wrap(150, 10_000)
    widths = whole.line_widths()
    for height in range(0, int(whole.height) + 20, 7):
        parts = whole.split(150, height)
        heights = [part.wrap(150, 10_000)[1] for part in parts]
        assert not parts or [width for part in parts for width in part.line_widths()] == pytest.approx(widths)
        assert len(parts) < 2 or (heights[0] <= height and min(len(part.line_widths()) for part in parts) >= 2)
    assert parts == [whole]


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_line_between_lines_of_another_script_is_kept(empty: str) -> None:
    words = UserText(f"王小明\n{empty}\n左肺")
    made = paragraph(words, style(fontSize=10, leading=13))
    made.wrap(100, 100)
    assert [width > 0 for width in made.line_widths()] == [True, False, True]
    assert recovered(alone(words)) == "王小明左肺"
