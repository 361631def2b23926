"""Words are found without case, accents and strokes, and a given name inside one that is written without spaces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2desk.domain.folding import folded, folded_identifier, query


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Łukasz O'Neill", ("lukasz", "o", "neill")),
        ("Ørsted", ("orsted",)),
        ("Đorđe", ("dorde",)),
        ("Straße Æsir Œuvre", ("strasse", "aesir", "oeuvre")),
        ("Þór ħ ŧ ð", ("thor", "h", "t", "d")),
        ("\u0131I\u0130i", ("iiii",)),
        ("王小明", ("王", "小", "明")),
        ("李Anna", ("李", "anna")),
        ("ヤマダ 太郎", ("ヤ", "マ", "タ", "太", "郎")),
        ("ﬁrst \uff12\uff10\uff12\uff16", ("first", "2026")),
        ("1961-04-17", ("1961", "04", "17")),
        ('_ - * "', ()),
        ("", ()),
    ],
)
def test_a_text_is_folded_into_its_words(text: str, words: tuple[str, ...]) -> None:
    assert folded(text) == words


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("luk", '"luk"*'),
        ("  Nowak  ŁU ", '"nowak"* "lu"*'),
        ("o'n", '"o n"*'),
        ("小明", '"小 明"*'),
        ('" OR *', '"or"*'),
        ("--", ""),
        ("", ""),
    ],
)
def test_every_word_typed_begins_a_word_found(typed: str, asked: str) -> None:
    assert query(typed) == asked


@given(st.text())
def test_folding_is_done_once_for_all(text: str) -> None:
    once = folded(text)
    assert folded(" ".join(once)) == once


@given(st.text())
def test_a_query_holds_no_sign_of_the_search_language_but_its_own(typed: str) -> None:
    words = query(typed).replace('"', " ").replace("*", " ").split()
    assert all(word.isalnum() for word in words)
    assert query(typed).count('"') % 2 == 0


@pytest.mark.parametrize(
    "text", ["EX-0417", "ex 0417", "EX0417", " ex\u00a00417\u200b", "E\u00adX\u20110417", "\uff25\uff380417"]
)
def test_an_identifier_is_one_however_it_is_spelled(text: str) -> None:
    assert folded_identifier(text) == "ex0417"


@pytest.mark.parametrize(
    ("one", "other"), [("EX-0417", "EX-0418"), ("2026/117", "2026117"), ("1.17", "117"), ("é1", "e1")]
)
def test_identifiers_that_are_not_spelled_alike_are_two(one: str, other: str) -> None:
    assert folded_identifier(one) != folded_identifier(other)


@pytest.mark.parametrize("text", ["", " ", " - \u2013 ", "\u200b"])
def test_of_blanks_and_hyphens_alone_no_identifier_is_left(text: str) -> None:
    assert folded_identifier(text) == ""
