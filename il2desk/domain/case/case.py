"""A case: what was recorded for one patient, as it was typed; frozen, and replaced rather than changed."""

import json
import re
from datetime import MAXYEAR, MINYEAR, date, datetime
from hashlib import sha256
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from il2desk.domain.values.local_settings import LocalSettings
from il2desk.domain.values.model_base import FrozenTexts, Strict, no_texts
from il2desk.domain.values.names import names_someone
from il2desk.domain.values.parsing import Refused, read_moment

CLINICIAN = "clinician"
LARGEST_REVISION = 2**53 - 1


class Patient(Strict):
    """Who the case is about: two identifiers beside the name; the date of birth as typed, year-month-day."""

    name: str | None = None
    identifier: str | None = None
    date_of_birth: str | None = None


class Site(Strict):
    """One kind of involved site by its pack id; `text` names it where the id is the free-text one."""

    id: str
    text: str | None = None


class Deviation(Strict):
    """Why a plan is made although a criterion is not met or cannot be told: a coded reason and words."""

    criterion: str
    reason: str
    text: str


class Retiming(Strict):
    """Later doses moved as a block: from which dose on, its new local start, and when the last dose given began.

    `start` and `last_start` are local time, `YYYY-MM-DD HH:MM`; `start_occurrence` as in the cycle.
    """

    from_dose: int = Field(ge=2)
    start: str | None = None
    start_occurrence: Literal["earlier", "later"] | None = None
    last_start: str | None = None
    reason: str | None = None


class Cycle(Strict):
    """What a dose is computed from, as typed: weight twice, its date, height, first dose, and what was confirmed.

    `first_dose` is local time, `YYYY-MM-DD HH:MM`; `first_dose_occurrence` tells which of two equal clock times is
    meant where the clock is set back; `confirmed` holds the ids of questions answered with yes, `weight_confirmed`
    a third typing of an unusual weight. `doses_given`, `first_given` and `last_given` tell of a cycle that is over
    how many doses were given and on which days (`YYYY-MM-DD`) the first and the last.
    """

    number: int = Field(default=1, ge=1, le=2)
    weight: str | None = None
    weight_again: str | None = None
    weight_date: str | None = None
    weight_confirmed: str | None = None
    weight_basis: str | None = None
    height: str | None = None
    first_dose: str | None = None
    first_dose_occurrence: Literal["earlier", "later"] | None = None
    confirmed: tuple[str, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    second_clinician: str | None = None
    retiming: Retiming | None = None
    doses_given: str | None = None
    first_given: str | None = None
    last_given: str | None = None


def _instant_with_offset(text: str) -> str:
    try:
        read = datetime.fromisoformat(text)
        fits = read.utcoffset() is not None and MINYEAR < read.year < MAXYEAR  # at its ends another zone has no day
    except ValueError:
        fits = False
    if not fits:
        raise ValueError("write an instant with its offset, as in 2026-03-09T10:00+01:00")
    return text


Instant = Annotated[str, AfterValidator(_instant_with_offset)]
"""ISO 8601 with offset."""


class Signature(Strict):
    """Who signed, as what, when (ISO 8601 with offset), and the SHA-256 of the case content it covers."""

    name: str
    role: str
    instant: Instant
    covers: str

    @property
    def day(self) -> date:
        """The day it was signed, on the calendar of the place it was signed in."""
        return datetime.fromisoformat(self.instant).date()


class SecondCheck(Strict):
    """What a second person typed from the chart, with the dose hidden, and the case content it was compared with.

    `kilograms` and `million_units` are texts as typed; `covers` is the SHA-256 of the case content as in a signature.
    """

    name: str
    instant: Instant
    kilograms: str
    million_units: str
    covers: str


class Case(Strict):
    """One assessment of one patient; see `il2desk case-schema` for the file format."""

    case_schema: Literal["il2desk-case-1"] = Field(default="il2desk-case-1", alias="schema")
    case_id: str
    revision: int = Field(default=1, ge=1, le=LARGEST_REVISION)
    parent: str | None = None
    packs: FrozenTexts = Field(default_factory=no_texts)
    settings: LocalSettings | None = None
    zone: str | None = None
    patient: Patient = Patient.model_construct()
    answers: FrozenTexts = Field(default_factory=no_texts)
    sites: tuple[Site, ...] = ()
    sites_complete: bool | None = None
    cycles: tuple[Cycle, ...] = (Cycle.model_construct(),)
    signatures: tuple[Signature, ...] = ()
    second_checks: tuple[SecondCheck, ...] = ()

    @property
    def cycle(self) -> Cycle:
        """The cycle being planned: the last one recorded."""
        return self.cycles[-1] if self.cycles else Cycle()

    def with_answer(self, question: str, text: str | None) -> "Case":
        """The case with one answer replaced, or removed where `text` is None or blank."""
        kept = {key: value for key, value in self.answers.items() if key != question}
        if text is not None and text.strip():
            kept[question] = text
        return self.model_copy(update={"answers": MappingProxyType(kept)})

    def with_cycle(self, **changes: Any) -> "Case":
        """The case with fields of the present cycle replaced."""
        cycle = self.cycle.model_copy(update=changes)
        return self.model_copy(update={"cycles": (*self.cycles[:-1], cycle)})

    def with_patient(self, **changes: Any) -> "Case":
        return self.model_copy(update={"patient": self.patient.model_copy(update=changes)})

    def with_sites(self, sites: tuple[Site, ...], complete: bool | None) -> "Case":
        return self.model_copy(update={"sites": sites, "sites_complete": complete})

    def with_confirmation(self, what: str, confirmed: bool) -> "Case":
        """The case with one confirmation of the present cycle set or removed."""
        others = tuple(one for one in self.cycle.confirmed if one != what)
        return self.with_cycle(confirmed=(*others, what) if confirmed else others)

    def with_deviation(self, deviation: Deviation) -> "Case":
        """The case with the deviation for one criterion recorded or replaced."""
        others = tuple(one for one in self.cycle.deviations if one.criterion != deviation.criterion)
        return self.with_cycle(deviations=(*others, deviation))

    def with_given(self, name: str, text: str | None, confirmed: tuple[str, ...]) -> "Case":
        """The case with `doses_given`, `first_given` or `last_given` of the previous cycle replaced.

        `confirmed` are the confirmations of the present cycle from then on.
        """
        *earlier, before, present = self.cycles
        changed = before.model_copy(update={name: text}), present.model_copy(update={"confirmed": confirmed})
        return self.model_copy(update={"cycles": (*earlier, *changed)})


def reference_day(case: Case, today: date) -> date:
    """The day to which ages and limits count: the planned first dose, or today until it can be read."""
    try:
        return read_moment(case.cycle.first_dose or "", "Planned first dose").date()
    except Refused:
        return today


def canonical(record: Strict) -> str:
    """A case or another record as canonical JSON after RFC 8785; not recorded means the key is absent."""
    return canonical_json(record.model_dump(mode="json", by_alias=True, exclude_none=True))


def canonical_json(value: object) -> str:
    """RFC 8785 for the values a case can hold: objects, arrays, strings, integers up to 2**53 - 1, true, false.

    Raises Refused for text that is not Unicode.
    """
    text = _told(value)
    if re.search(_ABOVE_SURROGATES, text) is None:
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Refused("Half a character (a lone surrogate) was entered; type the text again without it.") from None
    return _told(_ordered(value), sort_keys=False)


_ABOVE_SURROGATES = "[\ud800-\U0010ffff]"
"""Below these, the order of code points, in which Python sorts keys, is the order of UTF-16 that RFC 8785 wants."""


def _told(value: object, *, sort_keys: bool = True) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, sort_keys=sort_keys)


def _ordered(value: object) -> object:
    """Objects with their keys in the order of UTF-16 code units."""
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value, key=lambda key: key.encode("utf-16-be"))}
    return [_ordered(one) for one in value] if isinstance(value, list) else value


def content_digest(case: Case) -> str:
    """SHA-256, in hexadecimal, of everything in the case except its signatures and second checks."""
    content = case.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"signatures", "second_checks"})
    return sha256(canonical_json(content).encode()).hexdigest()


def case_digest(case: Case) -> str:
    """SHA-256, in hexadecimal, of the whole case, signatures and second checks included."""
    return sha256(canonical(case).encode()).hexdigest()


def fitting_signature(case: Case) -> Signature | None:
    """The signature of a named clinician that covers the case as it now stands, or None."""
    if not case.signatures:
        return None
    digest = content_digest(case)
    fits = (one for one in case.signatures if one.role == CLINICIAN and one.covers == digest)
    return next((one for one in fits if names_someone(one.name)), None)
