"""Three-valued truth with its reasons: silence clears nothing."""

from enum import Enum
from typing import NamedTuple


class Truth(Enum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


class Ruling(NamedTuple):
    """A truth and why; a doubtful one (stale, haemolysed, contradicted) keeps a criterion from being told at all."""

    truth: Truth
    because: tuple[str, ...] = ()
    doubtful: bool = False


def yes(*because: str) -> Ruling:
    return Ruling(YES, because)


def no(*because: str) -> Ruling:
    return Ruling(NO, because)


def unknown(*because: str, doubtful: bool = False) -> Ruling:
    return Ruling(UNKNOWN, because, doubtful)
