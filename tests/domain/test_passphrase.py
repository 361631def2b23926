"""A passphrase is long enough to keep a store, and a recovery key may be typed the way it is read."""

import pytest

from il2desk.domain.entry import Refused
from il2desk.domain.passphrase import as_printed, check_passphrase


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


@pytest.mark.parametrize("passphrase", ["", "a" * 9, " " * 40, "   a2345678  "])
def test_nine_characters_are_too_few_and_blanks_around_them_do_not_count(passphrase: str) -> None:
    assert "at least 10 characters" in said_of(passphrase)


def test_two_hundred_and_one_characters_are_too_many() -> None:
    assert "at most 200 characters" in said_of("a" * 201)


def test_a_recovery_key_is_taken_in_small_letters_with_blanks_and_with_letters_misread_for_others() -> None:
    assert as_printed("ab1o-il uz") == "AB1011VZ"
