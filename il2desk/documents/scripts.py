"""Which bundled font prints each letter of a text with the marks upon it, and where a line of the text may end."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from il2desk.documents import fonts
from il2desk.documents.directions import JOINERS

# First and last code of each range, and the font; what is in none is left to the Latin font and that of signs.
RANGES = (
    (0x0590, 0x05FF, fonts.HEBREW),
    (0x0600, 0x06FF, fonts.ARABIC),
    (0x0750, 0x077F, fonts.ARABIC),
    (0x08A0, 0x08FF, fonts.ARABIC),
    (0x0900, 0x097F, fonts.DEVANAGARI),
    (0x0E00, 0x0E7F, fonts.THAI),
    (0x1100, 0x11FF, fonts.HAN),
    (0x2E80, 0x9FFF, fonts.HAN),
    (0xA8E0, 0xA8FF, fonts.DEVANAGARI),
    (0xAC00, 0xD7FF, fonts.HAN),
    (0xF900, 0xFAFF, fonts.HAN),
    (0xFB1D, 0xFB4F, fonts.HEBREW),
    (0xFB50, 0xFDFF, fonts.ARABIC),
    (0xFE30, 0xFE4F, fonts.HAN),
    (0xFE70, 0xFEFE, fonts.ARABIC),
    (0xFF00, 0xFFEF, fonts.HAN),
)
STARTS = [first for first, _, _ in RANGES]
JOINING = {fonts.ARABIC, fonts.DEVANAGARI}
VIRAMA = "\N{DEVANAGARI SIGN VIRAMA}"
THAI_BEFORE = frozenset("เแโใไ")
THAI_AFTER = frozenset("ะาำๅๆฯ")
BLANKS = " \N{NO-BREAK SPACE}"
OPENING = {"Ps", "Pi"}
CLOSING = {"Pe", "Pf", "Po", "Lm"}  # among the modifiers are the marks of length and repetition
SMALL_KANA = frozenset("ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ")


def script_of(char: str) -> str:
    """The font of the script a character belongs to, or none."""
    place = bisect_right(STARTS, ord(char)) - 1
    return RANGES[place][2] if place >= 0 and ord(char) <= RANGES[place][1] else ""


def clusters(text: str) -> Iterator[str]:
    """What a reader takes for one letter: a base with its marks, a conjunct, a Thai syllable's vowels."""
    start = 0
    for place in range(1, len(text)):
        if not _belongs(text[place - 1], text[place]):
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def _belongs(before: str, char: str) -> bool:
    """Whether a character is of one letter with what stands before it."""
    if unicodedata.category(char) in fonts.MARKS or char in JOINERS or char in THAI_AFTER:
        return before not in BLANKS or char in JOINERS
    if before in THAI_BEFORE:
        return script_of(char) == fonts.THAI
    return before in (VIRAMA, *JOINERS) and script_of(char) == fonts.DEVANAGARI


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
    script = next(filter(None, map(script_of, letter)), "")
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
        elif before and script_of(before[0]) == script_of(letter[0]) == fonts.THAI:
            yield place, True
        place, before = place + len(letter), letter


def _may_part(before: str, char: str) -> bool:
    kind = unicodedata.category(char)
    return kind not in CLOSING and char not in SMALL_KANA and unicodedata.category(before) not in OPENING


def _is_ideographic(letter: str) -> bool:
    return bool(letter) and script_of(letter[0]) == fonts.HAN and not _is_hangul(letter[0])


def _is_hangul(char: str) -> bool:
    return "\u1100" <= char <= "\u11ff" or "\u3131" <= char <= "\u318e" or "\uac00" <= char <= "\ud7ff"
