"""A passphrase is long enough to keep a store, and a recovery key may be typed the way it is read."""

import pytest

from il2desk.domain.values.parsing import Refused
from il2desk.domain.values.passphrase import as_printed, as_tried, check_passphrase, is_last_group


def said_of(passphrase: str) -> str:
    """Why it is refused; blank where it is taken."""
    try:
        check_passphrase(passphrase)
    except Refused as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize("passphrase", ["a" * 10, "a" * 200, "vier Wörter reichen", "  a b c d e f "])
def test_ten_to_two_hundred_characters_are_taken(passphrase: str) -> None:
    assert said_of(passphrase) == ""


@pytest.mark.parametrize("passphrase", ["", "a" * 9, " " * 40, "   a2345678  ", "a          b", "a\u200b" * 9])
def test_nine_characters_are_too_few_and_blanks_around_them_do_not_count(passphrase: str) -> None:
    assert "at least 10 characters" in said_of(passphrase)


def test_two_hundred_and_one_characters_are_too_many() -> None:
    assert "at most 200 characters" in said_of("a" * 201)


def test_a_recovery_key_is_taken_in_small_letters_with_blanks_and_with_letters_misread_for_others() -> None:
    assert as_printed("ab1o-il uz") == "AB1011VZ"
    assert as_printed("\uff21\u0412\u00a012\u201334\u200e") == "AB1234"


def test_a_passphrase_opens_however_its_blanks_and_accents_were_typed() -> None:
    assert as_tried(" vier  W\u00f6rter\u00a0reichen\u200e ") == as_tried("vier Wo\u0308rter reichen")
    assert (
        len({as_tried(one) for one in ("vier W\u00f6rter", "Vier W\u00f6rter", "vier Worter", "vierW\u00f6rter")}) == 4
    )


@pytest.mark.parametrize(
    ("typed", "printed", "fits"),
    [
        ("9c01", "0F3A-22AB-9C01", True),
        ("9CO1 ", "0F3A-22AB-9C01", True),
        ("0f3a 22ab 9c01", "0F3A-22AB-9C01", True),
        ("C01", "0F3A-22AB-9C01", False),
        ("0F3A", "0F3A-22AB-9C01", False),
        ("117", "2026/117", True),
        ("17", "2026/117", False),
        ("EX", "EX-", True),
        ("", "EX-", False),
        ("-", "EX-", False),
        ("\u2013", "\u2013", True),
        ("x", "\u2013", False),
    ],
)
def test_the_last_group_is_typed_again_whole(typed: str, printed: str, fits: bool) -> None:
    assert is_last_group(typed, printed) is fits
