"""The shape of the test cases a pack ships beside itself: judged and computed before anything is signed with it."""

from datetime import date
from typing import Literal

from pydantic import Field

from il2desk.domain.values.model_base import Strict


class Vector(Strict):
    """A shipped test: the base case with these changes must be judged as expected.

    `cycle` is which one of the course is judged. Beside outcomes it may expect `contradicted`: between which questions
    and fields something is not settled, as `stage/sites; ldh_value/ldh_limit`.
    """

    name: str = Field(min_length=1)
    answers: dict[str, str] = {}
    without: tuple[str, ...] = ()
    sites: tuple[str, ...] | None = None
    sites_complete: bool | None = None
    date_of_birth: str | None = None
    unset: tuple[str, ...] = ()
    cycle: int = Field(default=1, ge=1, le=2)
    first_dose: str | None = None
    weight_date: str | None = None
    expect: dict[str, str] = Field(min_length=1)


class VectorBase(Strict):
    """The case the test vectors differ from: everything met, seen on `today`."""

    today: date
    date_of_birth: str
    age_limit_days: int
    answers: dict[str, str]
    sites: tuple[str, ...]


class GuidelineVectors(Strict):
    """All that a guideline pack is tried with."""

    schema_: Literal["il2desk-guideline-vectors-1"] = Field(alias="schema")
    vector_base: VectorBase
    vectors: tuple[Vector, ...] = Field(min_length=1)


class DoseVector(Strict):
    """A worked dose, recomputed from the pack's figures.

    `outside` names the methods whose concentration is outside the window; `ml_per_hour` is replacing, then added.
    """

    kg: str
    units: int
    ml: str
    mg: str
    vials: tuple[int, ...]
    bag_ml: int
    replacing: str
    added: str
    ml_per_hour: tuple[str, str]
    overlap: bool = False
    outside: tuple[str, ...] = ()


class GateVector(Strict):
    """An entry shipped with the gates: what is typed, perhaps after a last weight, and what must become of it."""

    gate: Literal["weight", "height", "body_mass_index"]
    typed: str
    last: str | None = None
    expect: Literal["taken", "confirm", "refused"]
    says: str = ""


class ProductVectors(Strict):
    """All that a product pack is tried with."""

    schema_: Literal["il2desk-product-vectors-1"] = Field(alias="schema")
    vectors: tuple[DoseVector, ...] = Field(min_length=1)
    gate_vectors: tuple[GateVector, ...] = Field(min_length=1)
