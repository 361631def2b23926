"""The shape of a product pack: the label's figures for a dose, and the program's gates on weight and height."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from il2desk.domain.packs.citations import Citation, Note, Revision, Source, UnitSpec, Words
from il2desk.domain.values.formatting import rounded
from il2desk.domain.values.model_base import Figure, Strict
from il2desk.domain.values.parsing import NumberField

NEVER, FLUSH, EXPIRY, COURSE, NO_REDUCTION = "Never", "Flush", "Expiry", "Course", "No dose reduction"
INTERACTIONS, LICENCE, ALBUMIN = "Interactions to think of", "Check the local licence", "Albumin"
NEXT_COURSE = "Next course"
PRINTED = (NEVER, FLUSH, EXPIRY, COURSE, NO_REDUCTION, INTERACTIONS, LICENCE, ALBUMIN)
"""Titles of the statements that sheets print as they are."""

Positive = Annotated[Figure, Field(gt=0)]


class Vial(Strict):
    """One vial: content in international units and milligrams, and what it gives after reconstitution."""

    units: int = Field(gt=0)
    milligrams: Positive
    water_ml: Positive
    units_per_ml: int = Field(gt=0)
    mg_per_ml: Positive
    withdrawable_ml: tuple[Positive, ...] = Field(min_length=1)
    cite: tuple[Citation, ...] = Field(min_length=1)


class Bag(Strict):
    """A bag of diluent and the largest dose it is for, by units and by milligrams; None means no upper end."""

    ml: int = Field(gt=0)
    up_to_units: int | None = None
    up_to_mg: Figure | None = None


class BagOverlap(Strict):
    """Which bag is taken where the two cut-offs give different ones."""

    between: tuple[int, int]
    take: int


class Dilution(Strict):
    """Bags, their overlaps and the concentration window in micrograms per mL, ends included."""

    diluent: Words
    bags: tuple[Bag, ...] = Field(min_length=1)
    overlaps: tuple[BagOverlap, ...] = ()
    at_least: Positive
    at_most: Positive
    cite: tuple[Citation, ...] = Field(min_length=1)


class MeasuredLimits(Strict):
    """Where a measured figure is refused, and where it must be confirmed; ends are still accepted."""

    what: Words
    units: tuple[UnitSpec, ...] = Field(min_length=1)
    refused_units: tuple[UnitSpec, ...] = ()
    places: int
    refuse_below: Figure
    refuse_above: Figure
    confirm_below: Figure
    confirm_above: Figure
    cite: tuple[Citation, ...] = Field(min_length=1)

    @cached_property
    def number_field(self) -> NumberField:
        return NumberField(
            self.what,
            tuple(unit.unit() for unit in self.units),
            self.places,
            at_least=self.refuse_below,
            at_most=self.refuse_above,
            refused_units=tuple(unit.unit() for unit in self.refused_units),
        )

    def shown(self, exact: Fraction, places: int = 1) -> str:
        """A computed figure, rounded so that it stands on the right side of every limit."""
        return rounded(exact, places, (self.refuse_below, self.confirm_below, self.confirm_above, self.refuse_above))

    def wants_confirmation(self, value: Decimal) -> bool:
        return value < self.confirm_below or value > self.confirm_above


class Gates(Strict):
    """Program rules on weight and height; `weight_change_percent` is the change between cycles to confirm."""

    weight: MeasuredLimits
    height: MeasuredLimits
    body_mass_index: MeasuredLimits
    weight_change_percent: int = Field(gt=0)

    def has_changed_much(self, weight: Decimal, last: Decimal) -> bool:
        """Whether a weight differs from the last recorded one by so much that it must be confirmed."""
        return abs(weight - last) * 100 >= last * self.weight_change_percent


class Product(Strict):
    """A whole product pack; `second_cycle_day` counts from the day of dose 1 of the first cycle, which is day 1.

    `vectors_sha256` names the file of worked doses and tried entries that it is proven with.
    """

    schema_: Literal["il2desk-product-1"] = Field(alias="schema")
    id: str
    version: str
    vectors_sha256: str
    released: date
    title: Words
    drug: Words
    brand: Words
    regimen_units_per_kg: int = Field(gt=0)
    regimen_infusion_minutes: int = Field(gt=0)
    vial: Vial
    dilution: Dilution
    expiry_hours: int = Field(gt=0)
    label_days_of_dosing: int = Field(gt=0)
    second_cycle_day: int = Field(gt=0)
    most_doses_a_course: int = Field(gt=0)
    statements: tuple[Note, ...] = ()
    gates: Gates
    sources: tuple[Source, ...] = Field(min_length=1)
    revisions: tuple[Revision, ...] = Field(min_length=1)

    def statement(self, title: str) -> Note:
        """The statement under that title; a proven pack has each of `PRINTED`. Raises KeyError."""
        for note in self.statements:
            if note.title == title:
                return note
        raise KeyError(title)
