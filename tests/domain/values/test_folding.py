"""Texts are compared without case, accents, strokes, blanks and marks, and are found by the beginning of any word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2desk.domain.values.folding import LONGEST_FOUND, found_by, is_end_of, query, run_together, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łukasz O'Neill", ("lukasz", "o", "neill")),
        ("Ørsted", ("orsted",)),
        ("Đorđe", ("dorde",)),
        ("Straße Æsir Œuvre", ("strasse", "aesir", "oeuvre")),
        ("Þór ħ ŧ ð", ("thor", "h", "t", "d")),
        ("\u0131I\u0130i", ("iiii",)),
        ("王小明", ("王小明",)),
        ("ヤマダ 太郎", ("ヤマタ", "太郎")),
        ("ﬁrst \uff12\uff10\uff12\uff16", ("first", "2026")),
        ("wrong_context", ("wrong", "context")),
        ("Łu\u200bka\u00adsz\u200e \u2066Nowak\u2069\ufe0f", ("lukasz", "nowak")),
        ("\u0410nn\u0430 \u0391nn\u03b1", ("anna", "anna")),
        ("\u0930\u093e\u092e", ("\u0930\u093e\u092e",)),
        ('_ - * " \u200e', ()),
        ("", ()),
    ],
)
def test_a_text_is_folded_into_its_words(text: str, folded: tuple[str, ...]) -> None:
    assert words(text) == folded


@given(st.text(st.characters(max_codepoint=127)))
def test_letters_without_accents_are_folded_like_all_others(text: str) -> None:
    assert (*words(text), "l") == words(f"{text} ł")


@given(st.text())
def test_folding_is_done_once_for_all(text: str) -> None:
    once = words(text)
    assert words(" ".join(once)) == once


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("EX 417", "ex417"),
        ("EX\u00a0417\u200e", "ex417"),
        ("ex-4/17", "ex417"),
        (" \u2013/\u2013 ", "–/–"),
        ("\u200e ", ""),
    ],
)
def test_a_text_is_run_together_and_one_of_marks_alone_stands_for_itself(text: str, together: str) -> None:
    assert run_together(text) == together


@pytest.mark.parametrize(
    ("typed", "whole", "ends"),
    [
        ("417", "EX 417", True),
        (" 417", "EX\u00a0417", True),
        ("EX417", "EX 417", True),
        ("x-417", "EX 417", True),
        ("-417", "EX-417", True),
        ("x417", "EX417\u200e", True),
        ("4 17", "EX417", False),
        ("417", "EX417\u200e", False),
        ("17", "EX 417", False),
        ("418", "EX 417", False),
        ("EX-0-417", "EX 417", False),
        ("7", "7", True),
        ("12", "12----", True),
        ("----", "12----", False),
        ("–/–", "–/–", True),
        ("–", "–/–", False),
        ("", "EX 417", False),
        ("\u200e", "EX 417", False),
        ("", "", False),
    ],
)
def test_an_end_is_as_much_as_the_last_four_characters_hold_or_more(typed: str, whole: str, ends: bool) -> None:
    assert is_end_of(typed, whole, 4) is ends


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        (
            "1961-04-17",
            ["1961-04-17", "1961", "1961-04", "17.04.1961", "17/04/1961", "17.4.1961", "04/17/1961", "4/17/1961"],
        ),
        (" 1961-04-07 ", ["07.04.1961", "7.4.1961", "4/7/1961"]),
        ("O'Neill, Anna", ["oneill", "o'neill", "O’NEILL", "neill", "o'n", "anna"]),
        ("EX-0417", ["EX0417", "ex 0417", "ex-04", "0417", "EX/0417"]),
        ("EX0417", ["EX-0417", "ex 0417", "0417"]),
        ("EX 04 17", ["ex0417", "EX-0417"]),
        ("Müller, Jörg", ["mueller", "muller", "Müller", "joerg", "Jorg", "mue", "müller,jörg"]),
        ("Mueller, Joerg", ["Müller", "mueller", "jörg", "muller"]),
        ("Åse Ørsted", ["aase", "Ase", "åse", "oersted", "orsted"]),
        ("Aase Oersted", ["Åse", "Ørsted"]),
        ("李Anna 王小明", ["anna", "小明", "王", "明"]),
        ("王 小明", ["王小明"]),
        ("wrong_context", ["wrong context", "context"]),
        ("A" * 50, ["a" * 50, "a" * 60]),
    ],
)
def test_a_text_is_found_as_people_type_it(text: str, typed: list[str]) -> None:
    found = found_by(text)
    for one in typed:
        asked = [part.strip('"*') for part in query(one).split()]
        assert asked
        assert all(any(word.startswith(part) for word in found) for part in asked), one


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Nowak", "noe"),
        ("Mueller", "miller"),
        ("O'Neill", "eill"),
        ("1961-04-17", "18.04.1961"),
        ("1961-04-17", "61"),
        ("not a day 1961-04-17", "17.04.1961"),
    ],
)
def test_a_text_is_not_found_by_anything_else(text: str, typed: str) -> None:
    asked = query(typed).strip('"*')
    assert asked
    assert not any(word.startswith(asked) for word in found_by(text))


@given(st.text(max_size=400))
def test_what_a_long_text_is_found_by_grows_with_its_length_alone(text: str) -> None:
    found = found_by(text)
    assert all(0 < len(word) <= LONGEST_FOUND for word in found)
    assert len(found) <= 3 * sum(map(len, words(text))) + 3 * len(text)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("luk", '"luk"*'),
        ("  Nowak,ŁU ", '"nowak"* "lu"*'),
        ("o'n", '"on"*'),
        ("小明", '"小明"*'),
        ('" OR *', '"or"*'),
        ("--", ""),
        ("", ""),
    ],
)
def test_every_word_typed_begins_a_word_found(typed: str, asked: str) -> None:
    assert query(typed) == asked


@given(st.text())
def test_a_query_holds_no_sign_of_the_search_language_but_its_own(typed: str) -> None:
    asked = query(typed).split()
    assert all(one.startswith('"') and one.endswith('"*') and one.count('"') == 2 for one in asked)
    assert not any(mark in one[1:-2] for one in asked for mark in "*^:()-+{}")
