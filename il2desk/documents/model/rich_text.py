"""Words on a sheet: what the program says, kept apart from what a person recorded."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from typing import Any

from il2desk.domain.values.user_text import UserText

UNPRINTED = {"printed": False}


@dataclass(frozen=True, slots=True)
class Strong:
    """Program words in bold."""

    text: str


@dataclass(frozen=True, slots=True)
class PagesOf:
    """The numbers of a sheet's pages, known when all are laid out; `place` is its place in the file, from 0."""

    place: int = field(metadata=UNPRINTED)


Part = str | UserText | Strong
Words = Part | tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """One run of words found in a sheet, and whether a person typed it."""

    text: str
    recorded: bool = field(default=False)


def parts(words: Words) -> tuple[Part, ...]:
    return words if isinstance(words, tuple) else (words,)


def plain(words: Words) -> str:
    """The words alone, for a reader that knows no bold."""
    return "".join(part if isinstance(part, str) else part.text for part in parts(words))


def spoken(value: object) -> Iterator[Spoken]:
    """Every word of a report, block, or any part of one, in reading order."""
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        yield Spoken(value)
    elif isinstance(value, Strong):
        yield Spoken(value.text)
    elif isinstance(value, UserText):
        yield Spoken(value.text, recorded=True)
    elif isinstance(value, tuple):
        for item in value:
            yield from spoken(item)
    elif is_dataclass(value):
        yield from _spoken_fields(value)


def _spoken_fields(record: Any) -> Iterator[Spoken]:
    for each in fields(record):
        if each.metadata.get("printed", True):
            yield from spoken(getattr(record, each.name))
