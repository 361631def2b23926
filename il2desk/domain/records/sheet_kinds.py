"""Which sheets there are, and what they are called."""

from enum import StrEnum


class SheetKind(StrEnum):
    """A kind of sheet, or the whole set in one file; `called` is its name in a sentence."""

    called: str

    SET = "set", "whole set"
    ORDER = "order", "order sheet"
    ADMINISTRATION = "administration", "administration record"
    PHARMACY = "pharmacy", "pharmacy worksheet"
    SUMMARY = "summary", "assessment and plan summary"
    CONSENT = "consent", "patient consent sheet"
    COVER = "cover", "cover list"
    RECALL = "recall", "recall list"

    def __new__(cls, value: str, called: str) -> "SheetKind":
        kind = str.__new__(cls, value)
        kind._value_, kind.called = value, called
        return kind


SINGLE = (SheetKind.ORDER, SheetKind.ADMINISTRATION, SheetKind.PHARMACY, SheetKind.SUMMARY, SheetKind.CONSENT)
"""The sheets of a set, in the order in which a ward files them; each is made by itself too."""
OFFERED = (SheetKind.SET, *SINGLE)
"""What a person can print or save of a case."""
HOLDS_THE_RECORD = frozenset({SheetKind.SET, SheetKind.SUMMARY})
"""What, once printed or saved, keeps everything that was recorded."""
