"""The shape of the test cases a guideline pack ships beside its rules."""

from datetime import date

from pydantic import Field

from il2desk.domain.record import Strict


class Vector(Strict):
    """A shipped test: the base case with these changes must be judged as expected when the pack is loaded.

    `cycle` is which one of the course is judged.
    """

    name: str = Field(min_length=1)
    answers: dict[str, str] = {}
    without: tuple[str, ...] = ()
    sites: tuple[str, ...] | None = None
    sites_complete: bool | None = None
    date_of_birth: str | None = None
    unset: tuple[str, ...] = ()
    cycle: int = Field(default=1, ge=1, le=2)
    expect: dict[str, str] = Field(min_length=1)


class VectorBase(Strict):
    """The case the test vectors differ from: everything met, seen on `today`."""

    today: date
    date_of_birth: str
    age_limit_days: int
    answers: dict[str, str]
    sites: tuple[str, ...]
