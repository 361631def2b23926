"""What every kind of pack is made of: statements with their sources, its history, units."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from il2desk.domain.values.model_base import Figure, Strict
from il2desk.domain.values.parsing import Unit

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]*$")]


Words = Annotated[str, StringConstraints(min_length=1)]


class Citation(Strict):
    """A source of the pack and the place in it."""

    source: str
    at: Words

    def __str__(self) -> str:
        return f"{self.source}, {self.at}"


class Source(Strict):
    """A publication; `read` says how much of it the pack's authors read."""

    id: str
    text: Words
    read: Literal["full", "part", "abstract", "no"]


class Note(Strict):
    """A passage with a heading and its citations."""

    title: Words
    text: Words
    cite: tuple[Citation, ...] = Field(min_length=1)


class Revision(Strict):
    """One entry of the pack's history."""

    version: str
    date: date
    by: Words
    says: Words


class UnitSpec(Strict):
    """A unit in words and the spellings read as it; `factor` tells what one of it is in the field's own unit."""

    name: Words
    spellings: tuple[str, ...] = ()
    factor: Figure | None = None

    def unit(self) -> Unit:
        return Unit(self.name, self.spellings, self.factor)
