# ruff: noqa: RUF001 - letters of other scripts are what is tested
"""Names and reasons in other scripts stand on the sheets in the right form and order, or are refused by name."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from il2desk.documents.layout.styles import SCALES, style
from il2desk.documents.model.paper import Paper, PaperError
from il2desk.documents.model.report import Report
from il2desk.documents.model.rich_text import Part
from il2desk.documents.pdf.render import to_pdf
from il2desk.documents.text import fonts, line_breaking
from il2desk.documents.text.bidi import levels
from il2desk.documents.text.paragraph import paragraph, printable
from il2desk.domain.case.case import Patient, Site
from il2desk.domain.values.characters import MARKS
from il2desk.domain.values.invisible import trimmed
from il2desk.domain.values.parsing import read_line, read_text
from il2desk.domain.values.user_text import UserText
from tests.documents.desk import Desk
from tests.documents.glyphs import Drawn, Span, outline, spans, texts
from tests.documents.glyphs import lines as lines_of
from tests.documents.pdf_structure import faults
from tests.documents.pdf_text import FONTS, pdf, squeezed
from tests.documents.test_words_on_paper import everywhere

NAMES = {
    "Arabic": "محمد عبد الله الحسيني",
    "Persian": "علی‌رضا می‌خواهم",
    "Hebrew": "אברהם בן־דוד (כהן)",
    "pointed Hebrew": "שָׁלוֹם בֶּן־אַבְרָהָם",
    "Devanagari": "राजेन्द्र प्रसाद श्रीवास्तव क्षत्रिय",
    "Thai": "สมชาย ใจดี ผู้ใหญ่บ้าน น้ำทิพย์",
    "Chinese": "王小明 歐陽詢",
    "Japanese": "佐藤 花子（さとう・ハナコ）",
    "Korean": "김철수 이영희",
    "Yoruba": "Adébáyọ̀ Ọlọ́runṣẹ̀gún",
    "mixed": "Dr. محمد (عثمان) 12 mg שלום राम 王 ไทย",
}
SCRIPTS = pytest.mark.parametrize("script", NAMES)


def reason(script: str) -> str:
    """Forty line_breaking, as long as a reason may be."""
    line = f"{NAMES[script]} 12 mg, {NAMES[script]}."
    return "\n".join([f"{number} {line}"[:98] for number in range(40)])


def drawn(content: bytes) -> Iterator[Drawn]:
    return (glyph for page in spans(content) for span in page for glyph in span.drawn)


def sheet_of(desk: Desk, name: str, text: str = "Falling since a haematoma.") -> Report:
    case = desk.deviating(text).model_copy(
        update={"patient": Patient(name=name, identifier="MRN 1", date_of_birth="1961-04-17")}
    )
    return desk.planned_summary(case)


def alone(words: Part | tuple[Part, ...], width: float = 200, size: float = 10) -> bytes:
    """A file of one paragraph."""
    fonts.register(FONTS)
    held = BytesIO()
    canvas = Canvas(held, pagesize=(width + 40, 2000), invariant=1, initialFontName=fonts.REGULAR)
    made = paragraph(words, style(size, size * 1.3))
    height = made.wrap(width, 10_000)[1]
    made.drawOn(canvas, 20, 1980 - height)
    canvas.save()
    return held.getvalue()


def recovered(content: bytes) -> str:
    return squeezed("".join(texts(content)))


def body(content: bytes) -> str:
    """The words of all pages without what stands on each: drawn first on all of them, and their count last."""
    printed = texts(content)
    same = next(at for at, chars in enumerate(zip(*printed, strict=False)) if len(set(chars)) > 1)
    assert same > 100
    return squeezed("".join(re.sub(r"Page \d+ of \d+$", "", page[same:]) for page in printed))


def first_line(content: bytes) -> list[Span]:
    return lines_of(spans(content)[0])[0]


def assert_every_glyph_is_one(content: bytes) -> None:
    found = list(drawn(content))
    assert found
    assert [each for each in found if each.glyph == 0] == []
    assert [each for each in found if abs(each.face.width(each.code) - each.face.own_width(each.code)) > 1] == []


# On the real sheets


@SCRIPTS
def test_a_name_and_a_reason_of_forty_lines_are_read_back_from_the_summary_as_recorded(desk: Desk, script: str) -> None:
    name, why = NAMES[script], reason(script)
    assert (read_line(name, "Name"), read_text(why, "Reason")) == (name, why)
    content = pdf(sheet_of(desk, name, why))
    assert squeezed(printable(why)) in body(content)
    for page in texts(content):
        assert squeezed(name) in squeezed(page)
    assert_every_glyph_is_one(content)


@SCRIPTS
@pytest.mark.parametrize("paper", [Paper.A4, pytest.param(Paper.LETTER, marks=pytest.mark.proof)])
def test_nothing_of_another_script_leaves_the_margins(desk: Desk, script: str, paper: Paper) -> None:
    content = pdf(sheet_of(desk, NAMES[script], reason(script)), paper)
    edges, (width, height) = SCALES[sheet_of(desk, "x").reader].edges, paper.value
    for each in drawn(content):
        assert edges.side - 1 < each.x < width - edges.side + 1, each.face.name
        assert each.right < width - edges.side + 1, each.face.name
        assert edges.foot - 1 < each.y < height - edges.top, each.face.name


@SCRIPTS
def test_no_line_of_another_script_touches_the_line_above(script: str) -> None:
    for size in (7.8, 9.0, 11.0, 20.0):
        page = lines_of(spans(alone(UserText(reason(script)), width=size * 20, size=size))[0])
        reaches = [[reach for span in line for one in span.drawn if (reach := one.reach())] for line in page]
        inked = [(min(low for low, _ in line), max(high for _, high in line)) for line in reaches if line]
        assert len(inked) >= 40
        by_height = sorted(inked, reverse=True)
        assert [(above, below) for above, below in pairwise(by_height) if below[1] > above[0]] == []


@SCRIPTS
def test_a_name_of_two_hundred_characters_stands_whole_on_every_page(desk: Desk, script: str) -> None:
    name = read_line((f"{NAMES[script]} " * 40)[:200].rstrip(), "Name")
    content = pdf(sheet_of(desk, name))
    printed = texts(content)
    assert len(printed) > 3
    assert [number for number, page in enumerate(printed) if squeezed(name) not in squeezed(page)] == []
    assert_every_glyph_is_one(content)


@pytest.mark.parametrize("script", ["Arabic", "Thai", "Chinese", "mixed"])
def test_sixty_sites_in_another_script_are_all_on_the_summary(desk: Desk, script: str) -> None:
    names = [f"{NAMES[script]} {number}" for number in range(60)]
    sites = tuple(Site(id="other", text=name) for name in names)
    content = pdf(desk.summary(desk.judged(desk.case().model_copy(update={"sites": sites}))))
    printed = recovered(content)
    assert [name for name in names if printed.count(squeezed(name)) < 2] == []
    assert_every_glyph_is_one(content)


@SCRIPTS
def test_every_kind_of_block_prints_every_script_whole(desk: Desk, script: str) -> None:
    words = f"{NAMES[script]} " * 30
    places = everywhere(words)
    sheet = replace(desk.summary(desk.judged(desk.case())), blocks=tuple(places.values()))
    content = pdf(sheet)
    assert recovered(content).replace("¶", "").count(squeezed(NAMES[script])) >= 30 * len(places)
    assert_every_glyph_is_one(content)


def test_the_same_words_give_the_same_bytes_whatever_was_printed_before(desk: Desk) -> None:
    before = alone(UserText(NAMES["Arabic"]))
    alone(UserText("خالد بن الوليد ثامر " + NAMES["Persian"]))
    assert alone(UserText(NAMES["Arabic"])) == before


# The order of what is seen


@pytest.mark.parametrize("script", ["Arabic", "Hebrew"])
def test_the_first_letter_stands_rightmost_and_each_next_one_to_its_left(script: str) -> None:
    places = [min(glyph.x for glyph in span.drawn) for span in first_line(alone(UserText(NAMES[script])))]
    assert len(places) > 15
    assert places == sorted(places, reverse=True)


SHALOM, ABG, DHW = "שלום"[::-1], "אבג"[::-1], "דהו"[::-1]  # as they are seen: the first letter last
ORDERS = {
    "digits run to the right": ("שלום 123", f"123 {SHALOM}"),
    "a number with its signs is one": ("שלום 1,5%", f"1,5% {SHALOM}"),
    "brackets in Hebrew open to the right of what they hold": ("אבג (דהו)", f"({DHW}) {ABG}"),
    "brackets around Latin in Hebrew": ("שלום (abc)", f"(abc) {SHALOM}"),
    "brackets around Hebrew after Latin": ("abc (אבג)", f"abc ({ABG})"),
    "brackets go with the name before them": ("Dr. דהו (אבג) abc", f"Dr. ({ABG}) {DHW} abc"),
    "Latin with a bracket at the end of Hebrew": ("אבג abc(s)", f"abc(s) {ABG}"),
    "a Latin word within Hebrew": ("אבג abc דהו", f"{DHW} abc {ABG}"),
    "a Hebrew word within Latin": ("abc אבג דהו def", f"abc {DHW} {ABG} def"),
}


def outlines(name: str, characters: str) -> dict[bytes, str]:
    """The characters of a bundled font by the shape they have standing alone."""
    ttf = TTFont(FONTS / (fonts.FILES | fonts.SCRIPT_FILES)[name])
    cmap = ttf.getBestCmap()
    return {outline(ttf, cmap[ord(char)]): char for char in characters if char != " "}


def seen(content: bytes) -> str:
    """The shapes of the first line from left to right, told by their outlines and not by what the file says of them."""
    latin = outlines(fonts.REGULAR, "abcdefghijklmnopqrstuvwxyzDr.,:()-%0123456789")
    known = latin | outlines(fonts.HEBREW, "אבגדהוזחטיךכלםמןנסעףפץצקרשת")
    told = sorted((glyph for span in first_line(content) for glyph in span.drawn), key=lambda glyph: glyph.x)
    return "".join(known[glyph.outline] for glyph in told if glyph.reach())


@pytest.mark.parametrize("case", ORDERS)
def test_both_directions_are_seen_as_unicode_orders_them(case: str) -> None:
    words, order = ORDERS[case]
    assert seen(alone(UserText(words))) == squeezed(order)


def test_a_recorded_name_never_moves_the_words_of_the_program_around_it() -> None:
    order = f"said:12{SHALOM}.34{ABG},5"
    assert seen(alone(("said: ", UserText("שלום 12"), ". ", UserText("אבג 34"), ", 5"))) == order


def test_text_to_the_left_is_broken_in_the_order_of_reading() -> None:
    words = " ".join("אבגדהוזחטיכלמנסעפצקרשת"[at : at + 3] for at in range(0, 21, 3))
    page = lines_of(spans(alone(UserText(words), width=60))[0])
    told = [squeezed("".join(span.text for span in line)) for line in page]
    assert len(told) > 1
    assert "".join(told) == squeezed(words)
    assert told[0].startswith("אבג")


@pytest.mark.parametrize("name", ["visual_order", "levels"])
def test_the_checks_of_order_notice_when_nothing_is_reordered(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {"visual_order": lambda found: list(range(len(found))), "levels": lambda text, base: [0] * len(text)}
    monkeypatch.setattr(line_breaking, name, broken[name])
    failed = [case for case, (words, order) in ORDERS.items() if seen(alone(UserText(words))) != squeezed(order)]
    assert len(failed) >= len(ORDERS) - 2


LETTERS = "abאבגםحمدعلی12٣٤()[]{},.%-+/$ :!«»'\u00a0\u0301\u05b0\u064b\u200c\u200dที一क्ष"


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(LETTERS, max_size=40), st.integers(0, 1))
def test_the_two_ways_of_working_out_directions_never_differ(words: str, base: int) -> None:
    assert len(levels(words, base)) == len(words)


# The forms of letters


def forms(words: str) -> list[bytes]:
    return [glyph.outline for span in first_line(alone(UserText(words))) for glyph in span.drawn if glyph.reach()]


def test_arabic_letters_are_joined() -> None:
    isolated = outlines(fonts.ARABIC, "محمد")
    assert [isolated.get(shape) for shape in forms("محمد")] == [None] * 4
    assert [isolated.get(shape) for shape in forms("م ح م د")] == list("محمد")


def test_a_joiner_changes_the_form_of_its_neighbours_and_prints_nothing() -> None:
    apart, together = forms("می‌خواهم"), forms("میخواهم")
    assert len(apart) == len(together) == 7
    assert [one == other for one, other in zip(apart, together, strict=True)].count(False) == 2


def test_a_word_broken_over_two_lines_keeps_its_letters_joined() -> None:
    word = "محمد" * 30
    page = lines_of(spans(alone(UserText(word), width=100))[0])
    [whole] = lines_of(spans(alone(UserText(word), width=5000))[0])
    broken = [glyph.outline for line in page for span in line for glyph in span.drawn]
    assert len(page) > 2
    assert broken == [glyph.outline for span in whole for glyph in span.drawn]


def test_a_devanagari_conjunct_is_one_form() -> None:
    assert len(forms("क्ष")) == 1
    assert len(forms("कष")) == 2


def test_a_devanagari_vowel_stands_before_the_consonant_it_is_written_before() -> None:
    [span] = first_line(alone(UserText("कि")))
    told = sorted((glyph for glyph in span.drawn if glyph.reach()), key=lambda glyph: glyph.x)
    assert told[-1].outline in outlines(fonts.DEVANAGARI, "क")


def test_marks_without_a_composed_letter_are_set_upon_their_base() -> None:
    [span] = first_line(alone(UserText("x\u0302")))
    base, mark = span.drawn
    assert base.x < mark.x + base.size * mark_middle(mark) < base.right
    assert base.reach()[1] < mark.reach()[0]  # type: ignore[index]


def mark_middle(glyph: Drawn) -> float:
    box = glyph.face.box(glyph.glyph)
    assert box
    return (box[0] + box[2]) / 2


@pytest.mark.parametrize("script", ["Devanagari", "Thai", "pointed Hebrew", "Arabic"])
def test_a_line_never_begins_with_a_mark(script: str) -> None:
    word = squeezed(NAMES[script]) * 10
    for width in range(15, 60, 3):
        for line in lines_of(spans(alone(UserText(word), width=width))[0]):
            assert unicodedata.category(line[0].text[0]) not in MARKS


def test_a_japanese_line_does_not_begin_with_what_closes() -> None:
    words = "佐藤（花子）、ハナコー。" * 10
    for width in range(60, 120):
        page = lines_of(spans(alone(UserText(words), width=width))[0])
        assert [line[0].text[0] for line in page if line[0].text[0] in "）、ー。"] == []


def test_a_thai_name_stays_in_one_piece_where_it_fits() -> None:
    page = lines_of(spans(alone(UserText("สมชาย ใจดีมาก " * 6), width=110))[0])
    assert {word for line in page for span in line for word in span.text.split()} == {"สมชาย", "ใจดีมาก"}


# What cannot be printed

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


@pytest.fixture
def bare_folder(tmp_path: Path) -> Iterator[Path]:
    """The fonts of every sheet, without those of other scripts."""
    for file in fonts.FILES.values():
        (tmp_path / file).symlink_to(FONTS / file)
    fonts.covered.cache_clear()
    yield tmp_path
    fonts.register(FONTS)
    fonts.covered.cache_clear()


def test_a_font_file_that_is_missing_is_named_only_where_its_script_is_printed(bare_folder: Path) -> None:
    fonts.register(bare_folder)
    assert paragraph(UserText("Anna"), style(10, 13)).wrap(100, 100)[1] == 13
    with pytest.raises(PaperError, match=r"NotoSansThai-Regular\.ttf is missing or damaged"):
        paragraph(UserText("ไทย"), style(10, 13))


def test_a_plain_sheet_needs_no_font_of_another_script(desk: Desk, bare_folder: Path) -> None:
    assert to_pdf((desk.consent(),), Paper.A4, bare_folder) == pdf(desk.consent())


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


def test_every_script_has_its_font_and_no_font_is_without_its_licence() -> None:
    files = {file.name for file in FONTS.iterdir()}
    assert files - {"README.md", "OFL.txt", "WenQuanYi-copyright.txt", "WenQuanYi-Apache-2.0.txt"} == {
        *fonts.FILES.values(),
        *fonts.SCRIPT_FILES.values(),
    }
    assert sum(file.stat().st_size for file in FONTS.iterdir()) < 12_000_000


@pytest.mark.parametrize("words", ["ריאה שמאל", "الرئة اليسرى", "फेफड़ा", "左肺"])
def test_a_site_named_in_any_script_is_labelled_on_the_outline(desk: Desk, words: str) -> None:
    case = desk.case().model_copy(update={"sites": (Site(id="lung", text=words),)})
    assert faults(pdf(desk.planned_summary(case))) == []
