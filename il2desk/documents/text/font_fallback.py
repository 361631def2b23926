"""Which bundled font prints each letter of a text with the marks upon it, and where a line of the text may end."""

import unicodedata
from collections.abc import Iterable, Iterator

from il2desk.documents.text import fonts
from il2desk.domain.values.characters import BLANKS, HAN, JOINERS, JOINING, THAI, clusters, script_of, script_of_letter

OPENING = {"Ps", "Pi"}
CLOSING = {"Pe", "Pf", "Po", "Lm"}  # among the modifiers are the marks of length and repetition
SMALL_KANA = frozenset("ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ")


def with_fonts(text: str, own: str) -> list[tuple[str, str]]:
    """Each letter of a text with the font that prints it, the text's own where it can; raises PaperError for strangers.

    A blank is of the font before it, so that words of one script are one run.
    """
    found: list[tuple[str, str]] = []
    strangers: list[str] = []
    name = own
    for letter in clusters(text):
        if not (letter in BLANKS and name and letter in fonts.covered(name)):
            name = _font_for(letter, own)
        strangers += [] if name else _strangers(letter, own)
        found.append((letter, name))
    if strangers:
        raise fonts.refusal(strangers)
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


def _strangers(letter: str, own: str) -> list[str]:
    """What of a letter no font prints; all of a letter whose parts only different fonts could print."""
    known: set[str] = set()
    for name in _candidates(letter, own):
        known |= set(letter) - set(_lacking(letter, name))
    return [char for char in letter if char not in known] or list(letter)


def free_ends(letters: Iterable[str]) -> Iterator[tuple[int, bool]]:
    """After how many characters a line may end, and whether only where its end would else be left far too empty.

    Behind blanks and between Han and kana, as their readers expect; between Thai letters only then, because where its
    words end no rule tells.
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
