"""Three-valued truth with its reasons: silence clears nothing."""

from collections.abc import Callable, Iterator
from enum import Enum
from typing import NamedTuple, TypeAlias


class Truth(Enum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


Reason: TypeAlias = "str | Callable[[], str] | Ruling"
"""A sentence, or what words it when it is read, or another ruling whose reasons count."""


class Ruling(NamedTuple):
    """A truth and why; a doubtful one (stale, haemolysed, contradicted) keeps a criterion from being told at all.

    A tuple, because a verdict makes over a hundred of them and a frozen dataclass takes twice as long to make.
    """

    truth: Truth
    reasons: "tuple[Reason, ...]" = ()
    doubtful: bool = False

    @property
    def because(self) -> tuple[str, ...]:
        """The reasons in words, each once."""
        return tuple(dict.fromkeys(self._worded()))

    def _worded(self) -> Iterator[str]:
        for one in self.reasons:
            if isinstance(one, Ruling):
                yield from one._worded()
            else:
                yield one if isinstance(one, str) else one()


def yes(*reasons: Reason) -> Ruling:
    return Ruling(YES, reasons)


def no(*reasons: Reason) -> Ruling:
    return Ruling(NO, reasons)


def unknown(*reasons: Reason, doubtful: bool = False) -> Ruling:
    return Ruling(UNKNOWN, reasons, doubtful)
