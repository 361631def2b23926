"""The shape of reference packs: figures, hold and stop sets, bars to a further course, sources, consent wording."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, TypeVar

from pydantic import Field, model_validator

from il2desk.domain.packs.citations import Citation, Id, Revision, Source, Words
from il2desk.domain.values.model_base import Strict
from il2desk.domain.values.parsing import plain

SetId = Annotated[str, Field(min_length=1, max_length=20)]


class Pack(Strict):
    """What every reference pack says about itself; `digest` is the SHA-256 of its file, set when it is loaded."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    version: Words
    released: date
    title: Words
    revisions: tuple[Revision, ...] = Field(min_length=1)
    digest: str = ""


PackOf = TypeVar("PackOf", bound=Pack)


class Figure(Strict):
    """One figure of the literature, with its unit, a sentence that holds it, and on whose word."""

    id: Id
    figure: int | Decimal
    unit: Words
    says: Words
    cite: tuple[Citation, ...] = Field(min_length=1)


class Figures(Pack):
    """Figures that wording refers to by id, so that no figure is typed into wording."""

    schema_: Literal["il2desk-figures-1"] = Field(alias="schema")
    figures: tuple[Figure, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_differ(self) -> "Figures":
        return _with_distinct(self, [figure.id for figure in self.figures])

    def named(self, figure_id: str) -> Figure:
        """The figure of that id. Raises KeyError."""
        for figure in self.figures:
            if figure.id == figure_id:
                return figure
        raise KeyError(figure_id)


class Sign(Strict):
    """One finding at the time of a dose; `until` tells when a held dose may be followed by the next."""

    says: Words
    until: Words | None = None


class SystemRow(Strict):
    """The signs of one organ system: for holding a dose, and for stopping treatment."""

    system: Words
    hold: tuple[Sign, ...] = ()
    stop: tuple[Sign, ...] = ()


class HoldStopSet(Pack):
    """Rules for holding and stopping, of one origin; two sets are never merged.

    A centre's own set has this shape too. `needs_counting_rule` is true where the source does not say how many
    signs stop treatment.
    """

    schema_: Literal["il2desk-hold-stop-1"] = Field(alias="schema")
    set_id: SetId
    hold_means: Words
    stop_means: Words
    needs_counting_rule: bool
    rows: tuple[SystemRow, ...] = Field(min_length=1)
    notes: tuple[Words, ...] = ()
    cite: tuple[Citation, ...] = Field(min_length=1)


class Contraindications(Pack):
    """What forbids a further course."""

    schema_: Literal["il2desk-contraindications-1"] = Field(alias="schema")
    items: tuple[Words, ...] = Field(min_length=1)
    cite: tuple[Citation, ...] = Field(min_length=1)


class References(Pack):
    """Every source by its id, with how much of it was read."""

    schema_: Literal["il2desk-references-1"] = Field(alias="schema")
    sources: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_differ(self) -> "References":
        return _with_distinct(self, [source.id for source in self.sources])


class GroupOfPeople(Strict):
    """A group among a hundred people: the id of its figure and what it stands for."""

    figure: Id
    says: Words


class PassageRow(Strict):
    label: Words
    says: Words


class Passage(Strict):
    """A paragraph, a list, rows of two columns, or a picture of a hundred people; exactly one of them."""

    text: Words | None = None
    bullets: tuple[Words, ...] = ()
    rows: tuple[PassageRow, ...] = ()
    people: tuple[GroupOfPeople, ...] = ()

    @model_validator(mode="after")
    def _is_one_thing(self) -> "Passage":
        if sum(map(bool, (self.text, self.bullets, self.rows, self.people))) != 1:
            raise ValueError("a passage is a text, or bullets, or rows, or people")
        return self


class Section(Strict):
    heading: Words
    passages: tuple[Passage, ...] = Field(min_length=1)


class Declaration(Strict):
    """What one person confirms by ticking and signing; `blanks` are the ticks that end in a line to write on."""

    heading: Words
    lead: Words | None = None
    ticks: tuple[Words, ...] = ()
    blanks: tuple[int, ...] = ()
    signers: tuple[Words, ...] = Field(min_length=1)


class ConsentWording(Pack):
    """The patient's sheet in one language; `{figure_id}`, `{centre}` and `{contact}` are filled in."""

    schema_: Literal["il2desk-consent-1"] = Field(alias="schema")
    language: Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
    subtitle: Words
    identity: tuple[Words, Words, Words]
    pages: Words
    footer: tuple[Words, ...]
    deviation_heading: Words
    deviation: Words
    example_heading: Words
    example: Words
    sections: tuple[Section, ...] = Field(min_length=1)
    contact_heading: Words
    contact: tuple[Words, ...] = Field(min_length=1)
    declarations: tuple[Declaration, ...] = Field(min_length=1)
    withdrawal: Declaration
    sign_head: tuple[Words, Words, Words, Words]
    sources_lead: Words


@dataclass(frozen=True)
class Library:
    """The reference packs together; the hold and stop sets by their id."""

    figures: Figures
    sets: Mapping[str, HoldStopSet]
    retreatment: Contraindications
    references: References

    @property
    def packs(self) -> tuple[Pack, ...]:
        return self.figures, *self.sets.values(), self.retreatment, self.references


PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """The wording with every placeholder replaced. Raises KeyError for one that has no value."""
    return PLACEHOLDER.sub(lambda found: values[found[1]], text)


def figures_in_words(figures: Figures) -> dict[str, str]:
    """What stands in place of each `{figure_id}`."""
    return {one.id: plain(Decimal(one.figure)) for one in figures.figures}


def _with_distinct(pack: PackOf, ids: list[str]) -> PackOf:
    if len(set(ids)) != len(ids):
        raise ValueError("an id occurs twice")
    return pack
