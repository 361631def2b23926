# ruff: noqa: RUF001 - letters of other scripts are what is tested
"""Each letter is printed by a font that has it, or refused by name."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from il2desk.documents.model.paper import PaperError
from il2desk.documents.text import fonts
from il2desk.documents.text.font_fallback import break_opportunities, with_fonts
from il2desk.documents.text.paragraph import paragraph, printable
from il2desk.domain.values.characters import clusters
from il2desk.domain.values.invisible import trimmed
from il2desk.domain.values.user_text import UserText
from tests.documents.glyphs import squeezed
from tests.documents.text.scripts import FONTS, LETTERS, NAMES, alone, drawn, recovered, style

REFUSED = {
    "Tamil": ("தமிழ்", "TAMIL LETTER TA"),
    "Cuneiform": ("𒀀", "CUNEIFORM SIGN A"),
    "emoji": ("👨‍👩‍👧 محمد", "U+1F468"),
    "a rare Han letter": ("𠮷野", "U+20BB7"),
    "old Hangul": ("ᄀᆞ", "U+1100|U+119E"),
    "an empty Hangul place": ("김ㅤ철수", "U+3164"),
    "a mark of direction": ("محمد\u200fعلي", "RIGHT-TO-LEFT MARK"),
    "an override in Hebrew": ("של\u202eום", "RIGHT-TO-LEFT OVERRIDE"),
    "a joiner in Latin": ("a\u200db", "ZERO WIDTH JOINER"),
    "a joiner that joins nothing": ("12 \u200cمحمد", "ZERO WIDTH NON-JOINER"),
    "a Hebrew point on a Thai letter": ("ก\u05b8", "U+05B8"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_font_prints_is_refused_with_the_characters_named(name: str) -> None:
    words, named = REFUSED[name]
    with pytest.raises(PaperError, match=named.replace("+", r"\+")) as refusal:
        alone(UserText(words))
    assert "محمد" not in str(refusal.value)


def test_a_font_file_that_is_missing_is_named_only_where_its_script_is_printed(bare_folder: Path) -> None:
    fonts.register(bare_folder)
    assert paragraph(UserText("Anna"), style(fontSize=10, leading=13)).wrap(100, 100)[1] == 13
    with pytest.raises(PaperError, match=r"NotoSansThai-Regular\.ttf is missing or damaged"):
        paragraph(UserText("ไทย"), style(fontSize=10, leading=13))


ANY = LETTERS + "".join(NAMES.values()) + "éŁőЖω≥→\n\t「。ーっｱ㎎①👍தி\u200f\u00ad\x07𝛼"


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(ANY, max_size=80), st.sampled_from([25.0, 80.0, 300.0]))
def test_any_text_is_read_back_whole_without_a_box_or_refused_by_name(words: str, width: float) -> None:
    try:
        content = alone(UserText(words), width=width)
    except PaperError as refusal:
        assert "U+" in str(refusal)
        return
    assert recovered(content) == squeezed(printable(trimmed(words)))
    assert [each for each in drawn(content) if each.glyph == 0] == []


def test_the_same_words_give_the_same_bytes_whatever_was_printed_before() -> None:
    before = alone(UserText(NAMES["Arabic"]))
    alone(UserText("خالد بن الوليد ثامر " + NAMES["Persian"]))
    assert alone(UserText(NAMES["Arabic"])) == before


def test_every_script_has_its_font_and_no_font_is_without_its_licence() -> None:
    files = {file.name for file in FONTS.iterdir()}
    assert files - {"README.md", "OFL.txt", "WenQuanYi-copyright.txt", "WenQuanYi-Apache-2.0.txt"} == {
        *fonts.FILES.values(),
        *fonts.SCRIPT_FILES.values(),
    }
    assert sum(file.stat().st_size for file in FONTS.iterdir()) < 12_000_000


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a ≥b", [("a ", ""), ("≥", "signs"), ("b", "")]),
        ("Dr. שלום 12", [("Dr. ", ""), ("שלום ", fonts.HEBREW), ("12", "")]),
        ("क्षa", [("क्ष", fonts.DEVANAGARI), ("a", "")]),
    ],
)
@pytest.mark.parametrize("own", [fonts.REGULAR, fonts.BOLD])
def test_the_own_font_is_used_wherever_it_can_and_a_blank_goes_with_the_word_before(
    text: str, found: list[tuple[str, str]], own: str
) -> None:
    fonts.register(FONTS)
    of_script = fonts.BOLD if own == fonts.BOLD else ""
    names = {"": own, "signs": fonts.SIGNS}
    expected = [(char, names.get(name, name + of_script)) for piece, name in found for char in clusters(piece)]
    assert with_fonts(text, own) == expected


@pytest.mark.parametrize(
    ("text", "always", "last_resort"),
    [
        ("ab cd", [3], []),
        ("王小明。", [1, 2], []),
        ("さっき", [2], []),
        ("ไทย", [], [2]),
        ("김철", [], []),
        ("（王", [], []),
    ],
)
def test_a_line_may_be_broken_after_blanks_between_ideographs_and_at_last_between_thai_letters(
    text: str, always: list[int], last_resort: list[int]
) -> None:
    found = list(break_opportunities(clusters(text)))
    assert [place for place, is_last in found if not is_last] == always
    assert [place for place, is_last in found if is_last] == last_resort
