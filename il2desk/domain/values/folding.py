"""Texts as people compare them: without case, accents, strokes, blanks and marks; and the words they are found by."""

import re
import unicodedata
from collections.abc import Iterator

LONGEST_FOUND = 32
"""So many letters and digits in a row are searched for; what follows them is not looked at."""
_STROKES = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "\u0131": "i",
    "ħ": "h",
    "ŧ": "t",
}
# Cyrillic, then Greek letters whose capitals look like those of Latin ones.
_LOOKALIKES = {
    "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0456\u0458\u0455": "abekmhopctyxijs",
    "\u03b1\u03b2\u03b5\u03b6\u03b7\u03b9\u03ba\u03bc\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7": "abezhikmnoptyx",
}
_LATIN = {letter: latin for those, these in _LOOKALIKES.items() for letter, latin in zip(those, these, strict=True)}
_ALIKE = str.maketrans(_STROKES | _LATIN)
# As text, so that each is compiled when it is first needed; `re` keeps it.
_UNSEEN = "[\u034f\u180b-\u180d\ufe00-\ufe0f\U000e0100-\U000e01ef]"
_SIGN = "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
_PART = rf"{_SIGN}|\d+|(?:(?!{_SIGN})\D)+"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


def words(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared; `Łukasz O'Neill` gives lukasz, o, neill."""
    if text.isascii():
        return tuple(re.findall("[a-z0-9]+", text.lower()))
    return _words(_apart(text))


def run_together(text: str) -> str:
    """Letters and digits as they are compared, with nothing between them; a text of marks alone stands for itself."""
    return "".join(words(text)) or "".join(mark for mark in text if mark.isprintable() and not mark.isspace())


def is_end_of(typed: str, whole: str, last: int) -> bool:
    """Whether `whole` ends with what is typed: as much as its last characters hold, or more, up to all of it."""
    seen = "".join(mark for mark in whole if mark.isprintable() or mark.isspace()).strip()
    asked, found = run_together(typed), run_together(whole)
    least = min(len(run_together(seen[-last:])), len(found))
    return bool(asked) and len(asked) >= least and found.endswith(asked)


def shortened(word: str) -> str:
    """A folded word without the second letter of ae, oe, ue and aa, which also write ä, ö, ü and å."""
    return re.sub("(a)[ae]|([ou])e", r"\1\2", word)


def found_by(text: str) -> tuple[str, ...]:
    """What a text is found by, each by its beginning: every word, figure or sign, run together with what follows it.

    Letters with two dots or a ring are found by both ways to write them without, a day in each usual order.
    """
    apart = _apart(text)
    plain = _words(apart)
    spellings = (*(_words(one) for one in _as_days(text)), _words(_spelled_out(apart)), tuple(map(shortened, plain)))
    found: dict[str, None] = {}
    for spelling in (plain, *spellings):
        parts = [part for word in spelling for part in re.findall(_PART, word)]
        whole, at = "".join(parts), 0
        for part in parts:
            found[whole[at : at + LONGEST_FOUND]] = None
            at += len(part)
    return tuple(found)


def query(typed: str) -> str:
    """A full-text query for what was typed: each part between blanks or commas begins something that is found.

    Blank where nothing that can be searched for was typed.
    """
    asked = ("".join(words(one))[:LONGEST_FOUND] for one in re.split(r"[\s,;]+", typed))
    return " ".join(f'"{one}"*' for one in asked if one)


def _apart(text: str) -> str:
    """Small letters, each accent a mark of its own behind its letter."""
    seen = re.sub(_UNSEEN, "", unicodedata.normalize("NFKC", text))
    return unicodedata.normalize("NFKD", seen.casefold())


def _words(apart: str) -> tuple[str, ...]:
    bare = "".join(mark for mark in apart if not unicodedata.combining(mark))
    plain = unicodedata.normalize("NFC", bare).translate(_ALIKE)
    return tuple("".join(map(_in_a_word, plain)).split())


def _in_a_word(mark: str) -> str:
    """Letters, digits and vowel signs as they are, nothing for what is not seen, and a blank for all else."""
    if mark.isalnum():
        return mark
    kind = unicodedata.category(mark)
    return mark if kind in {"Mn", "Mc"} else "" if kind == "Cf" else " "


def _spelled_out(apart: str) -> str:
    written = re.sub("([aou])\u0308", r"\1e", apart)
    return written.replace("a\u030a", "aa").replace("ø", "oe")


def _as_days(text: str) -> Iterator[str]:
    """A day written year-month-day in the other orders in which days are written."""
    if not re.fullmatch(_DAY, text.strip()):
        return
    year, month, day = text.strip().split("-")
    for first, second in ((day, month), (month, day)):
        yield f"{first}.{second}.{year}"
        yield f"{first.lstrip('0')}.{second.lstrip('0')}.{year}"
