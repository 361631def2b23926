"""Chooses the font of each grapheme cluster, and says where a line may be broken (after UAX #14)."""

import unicodedata
from collections.abc import Iterable, Iterator

from il2desk.documents.text import fonts
from il2desk.domain.values.characters import BLANKS, HAN, JOINERS, JOINING, THAI, clusters, script_of, script_of_letter

OPENING = {"Ps", "Pi"}
CLOSING = {"Pe", "Pf", "Po", "Lm"}  # among the modifiers are the marks of length and repetition
SMALL_KANA = frozenset("ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ")


def with_fonts(text: str, own: str) -> list[tuple[str, str]]:
    """Each grapheme cluster of a text with the font that prints it, which is `own` wherever that can.

    A blank takes the font of the cluster before it, so that words of one script are one run. Raises PaperError with the
    characters that no font prints.
    """
    found: list[tuple[str, str]] = []
    unprinted: list[str] = []
    name = own
    for letter in clusters(text):
        if not (letter in BLANKS and name and letter in fonts.covered(name)):
            name = _font_for(letter, own)
        if not name:
            unprinted += _unprinted(letter, own)
        found.append((letter, name))
    if unprinted:
        raise fonts.refusal(unprinted)
    return found


def _font_for(letter: str, own: str) -> str:
    return next((name for name in _candidates(letter, own) if not _lacking(letter, name)), "")


def _candidates(letter: str, own: str) -> Iterator[str]:
    yield own
    yield fonts.SIGNS
    script = script_of_letter(letter)
    if script:
        bold = script + fonts.BOLD
        yield bold if own == fonts.BOLD and bold in fonts.SCRIPT_FILES else script


def _lacking(letter: str, name: str) -> list[str]:
    joins = name.removesuffix(fonts.BOLD) in JOINING and letter[0] not in JOINERS
    return [char for char in letter if char not in fonts.covered(name) and not (joins and char in JOINERS)]


def _unprinted(letter: str, own: str) -> list[str]:
    """The characters of a cluster that no font prints; all of it if each is printed by another font."""
    nowhere = set(letter).intersection(*(_lacking(letter, name) for name in _candidates(letter, own)))
    return [char for char in letter if char in nowhere] or list(letter)


def break_opportunities(letters: Iterable[str]) -> Iterator[tuple[int, bool]]:
    """After how many characters a line may be broken, and whether only as a last resort.

    After blanks and between ideographs or kana always; between Thai letters, whose word ends no rule tells, only where
    the line would be far too empty otherwise.
    """
    place, before = 0, ""
    for letter in letters:
        if before[-1:] == " " and letter != " ":
            yield place, False
        elif _is_ideographic(before) or _is_ideographic(letter):
            if before and letter != " " and _may_part(before[-1], letter[0]):
                yield place, False
        elif before and script_of(before[0]) == script_of(letter[0]) == THAI:
            yield place, True
        place, before = place + len(letter), letter


def _may_part(before: str, char: str) -> bool:
    kind = unicodedata.category(char)
    return kind not in CLOSING and char not in SMALL_KANA and unicodedata.category(before) not in OPENING


def _is_ideographic(letter: str) -> bool:
    return bool(letter) and script_of(letter[0]) == HAN and not _is_hangul(letter[0])


def _is_hangul(char: str) -> bool:
    return "\u1100" <= char <= "\u11ff" or "\u3131" <= char <= "\u318e" or "\uac00" <= char <= "\ud7ff"
