"""What nobody sees in a typed text: which characters are taken off its ends, and which have no place inside it."""

import unicodedata

_BLANKS = " \t\n\r\u2028\u2029"
_OTHER_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_TURNS_ROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2067")


def trimmed(text: str) -> str:
    """Typed text without what nobody sees at its ends: blanks, line breaks, marks of no width."""
    if text.isascii() and text.isprintable():
        return text.strip(" ")
    start, end = 0, len(text)
    while start < end and _is_left_out(text[start]):
        start += 1
    while end > start and _is_left_out(text[end - 1]):
        end -= 1
    return text[start:end]


def left_out(text: str) -> str:
    """The sentence that names the unseen marks taken off the ends of a text; blank where none but blanks were."""
    kept = trimmed(text)
    place = text.index(kept) if kept else len(text)
    marks = dict.fromkeys(mark for mark in text[:place] + text[place + len(kept) :] if not _is_blank(mark))
    if not marks:
        return ""
    return f"Left out at its ends, because nobody can see it: {', '.join(map(named, marks))}."


def _is_left_out(mark: str) -> bool:
    """Whether a character is taken off the end of a text; what turns the order of the others round is not."""
    return _is_blank(mark) or (mark not in _TURNS_ROUND and (mark in _OTHER_UNSEEN or _kind(mark) == "Cf"))


def _is_blank(mark: str) -> bool:
    return mark in _BLANKS or _kind(mark) == "Zs"


def is_unseen(mark: str) -> bool:
    """Whether a character has no place inside a text; line breaks and tabs have one."""
    if mark in "\n\r\t":
        return False
    return mark in _OTHER_UNSEEN or _kind(mark) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _kind(mark: str) -> str:
    return unicodedata.category(mark)


def code_of(mark: str) -> str:
    """As `U+200E`."""
    return f"U+{ord(mark):04X}"


def named(mark: str) -> str:
    """As `U+200E left-to-right mark`."""
    return f"{code_of(mark)} {unicodedata.name(mark, 'unnamed').lower()}"
