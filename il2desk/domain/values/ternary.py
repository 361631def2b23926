"""Three-valued truth with its reasons: silence clears nothing."""

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple


class Truth(Enum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


Reason = str | Callable[[], str]
"""A sentence, or what words it: most rulings are made without anybody reading why."""


class Ruling(NamedTuple):
    """A truth and why; a doubtful one (stale, haemolysed, contradicted) keeps a criterion from being told at all."""

    truth: Truth
    reasons: tuple[Reason, ...] = ()
    doubtful: bool = False

    @property
    def because(self) -> tuple[str, ...]:
        """The reasons in words, each once."""
        return tuple(dict.fromkeys(one if isinstance(one, str) else one() for one in self.reasons))


def yes(*reasons: Reason) -> Ruling:
    return Ruling(YES, reasons)


def no(*reasons: Reason) -> Ruling:
    return Ruling(NO, reasons)


def unknown(*reasons: Reason, doubtful: bool = False) -> Ruling:
    return Ruling(UNKNOWN, reasons, doubtful)
