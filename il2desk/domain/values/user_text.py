"""Sentences of the program that know which of their words a person typed."""

from collections.abc import Iterable
from dataclasses import dataclass

from il2desk.domain.values.invisible import trimmed


@dataclass(frozen=True, slots=True)
class UserText:
    """Words a person typed: printed as they are read, and not held to the program's writing rules."""

    text: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", trimmed(self.text))


class Sentence(str):
    """A text made of `parts`, of which those of type UserText were typed; as a string it reads whole."""

    parts: tuple[str | UserText, ...]

    def __new__(cls, *parts: "str | UserText") -> "Sentence":
        flat = [one for part in parts for one in (part.parts if isinstance(part, Sentence) else (part,))]
        made = super().__new__(cls, "".join(one.text if isinstance(one, UserText) else one for one in flat))
        made.parts = tuple(one for one in flat if one)
        return made


def joined(separator: str, sentences: Iterable[str]) -> Sentence:
    """Joins texts as `str.join` does, and keeps their parts."""
    parts = [part for one in sentences for part in (separator, one)]
    return Sentence(*parts[1:])


def capitalized(sentence: str) -> str:
    """With a capital letter at its beginning, unless a person typed it."""
    first, *more = parts_of(sentence) or ("",)
    return Sentence(first[:1].upper() + first[1:] if isinstance(first, str) else first, *more)


def parts_of(text: str) -> tuple[str | UserText, ...]:
    """The parts of a sentence; any other text is the program's own."""
    return text.parts if isinstance(text, Sentence) else (text,)
