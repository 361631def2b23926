"""Text of both directions is ordered as UAX #9 says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from il2desk.documents.model.paper import PaperError
from il2desk.documents.text import fonts, line_breaking
from il2desk.documents.text.bidi import base_level, levels, visual_order
from il2desk.domain.values.user_text import UserText
from tests.documents.glyphs import squeezed
from tests.documents.text.scripts import LETTERS, NAMES, alone, first_line, outlines


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


@pytest.mark.parametrize("name", ["visual_order", "levels"])
def test_the_checks_of_order_notice_when_nothing_is_reordered(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {"visual_order": lambda found: list(range(len(found))), "levels": lambda text, base: [0] * len(text)}
    monkeypatch.setattr(line_breaking, name, broken[name])
    failed = [case for case, (words, order) in ORDERS.items() if seen(alone(UserText(words))) != squeezed(order)]
    assert len(failed) >= len(ORDERS) - 2


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(LETTERS, max_size=40), st.integers(0, 1))
def test_the_two_ways_of_working_out_directions_never_differ(words: str, base: int) -> None:
    assert len(levels(words, base)) == len(words)


@pytest.mark.parametrize(
    ("text", "level"), [("", 0), ("12", 0), ("abc אבג", 0), ("אבג abc", 1), ("12 محمد", 1), ("(שלום", 1)]
)
def test_the_base_level_is_that_of_the_first_strong_character(text: str, level: int) -> None:
    assert base_level(text) == level


@pytest.mark.parametrize(
    ("found", "order"),
    [([], []), ([0, 0], [0, 1]), ([1, 1, 1], [2, 1, 0]), ([0, 1, 1, 0], [0, 2, 1, 3]), ([1, 2, 2, 1], [3, 1, 2, 0])],
)
def test_runs_are_reversed_from_the_highest_level_down(found: list[int], order: list[int]) -> None:
    assert visual_order(found) == order


@pytest.mark.parametrize("mark", ["\u202e", "\u202b"])
def test_invisible_marks_of_direction_are_refused(mark: str) -> None:
    with pytest.raises(PaperError):
        levels(f"של{mark}ום", 1)
