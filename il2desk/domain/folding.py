"""Words as they are searched for: without case, accents and strokes, and each Han, Kana or Hangul sign on its own."""

import re
import unicodedata

_STROKES = str.maketrans(
    {
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
)
_HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
# As text, so that each is compiled when it is first needed; `re` keeps it.
_WORD = r"[^\W_]+"
_SIGN = "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"


def folded(text: str) -> tuple[str, ...]:
    """The words of a text as they are found; `Łukasz O'Neill` gives lukasz, o, neill, and 王小明 three signs."""
    composed = unicodedata.normalize("NFKC", text).casefold()
    apart = unicodedata.normalize("NFKD", composed)
    bare = "".join(mark for mark in apart if not unicodedata.combining(mark))
    plain = unicodedata.normalize("NFC", bare).translate(_STROKES)
    spaced = re.sub(_SIGN, lambda found: f" {found.group()} ", plain)
    return tuple(re.findall(_WORD, spaced))


def query(typed: str) -> str:
    """A full-text query for what was typed: every word begins a word found, and parts of one stand side by side.

    Blank where nothing that can be searched for was typed.
    """
    phrases = (folded(word) for word in typed.split())
    return " ".join(f'"{" ".join(parts)}"*' for parts in phrases if parts)


def folded_identifier(text: str) -> str:
    """A patient identifier as it is compared: without case, blanks, hyphens and marks that cannot be seen.

    `EX-0417`, `ex 0417` and `EX0417` are one; blank where nothing else is in the text.
    """
    composed = unicodedata.normalize("NFKC", text).casefold()
    return "".join(mark for mark in composed if unicodedata.category(mark)[0] not in "ZC" and mark not in _HYPHENS)
