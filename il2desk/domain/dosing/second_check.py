"""The second check: another person types weight and dose from the chart, with all else hidden, and they must agree."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Literal

from il2desk.domain.case.case import Case, SecondCheck, content_digest
from il2desk.domain.dosing.dose_plan import DosePlan
from il2desk.domain.errors import RefusedForReasons
from il2desk.domain.values.formatting import in_millions
from il2desk.domain.values.names import NAMESAKES, names_someone, same_person
from il2desk.domain.values.parsing import NumberField, Refused, Unit, plain, read_line, read_quantity

_MILLION = Unit("million international units", ("million", "million international unit"))
Who = Literal["clinician", "checker"]


class CannotCheck(RefusedForReasons):
    """Nothing was compared; `reasons` are sentences."""


class CheckStage(Enum):
    """Of the check: the second person types; both retype blind; it agrees; it disagrees and the set stays blocked."""

    OPEN = "open"
    RETYPE = "retype"
    PASSED = "passed"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Pair:
    """What one person typed, as understood: kilograms, and a dose in million international units."""

    kilograms: Decimal
    million_units: Decimal

    @property
    def in_words(self) -> str:
        return f"{plain(self.kilograms)} kg and {plain(self.million_units)} million international units"


@dataclass(frozen=True, slots=True)
class _Typed:
    """A pair with the texts it was read from."""

    pair: Pair
    kilograms: str
    million_units: str


def fitting_check(plan: DosePlan, today: date) -> SecondCheck | None:
    """The second check that covers a plan as it stands, or None; what it typed is compared with the plan anew.

    It must be of another named person than the one who signed, not from before the signature, nor from after `today`.
    """
    digest = content_digest(plan.clearance.assessment.case)
    checks = plan.clearance.assessment.case.second_checks
    return next((one for one in checks if one.covers == digest and _agrees(one, plan, today)), None)


def _agrees(check: SecondCheck, plan: DosePlan, today: date) -> bool:
    made, signed = (datetime.fromisoformat(one) for one in (check.instant, plan.clearance.signature.instant))
    if made < signed or made.date() > today or _name_faults(check.name, plan):
        return False
    try:
        return _typed(check.kilograms, check.million_units, plan).pair == _planned(plan)
    except CannotCheck:
        return False


@dataclass(frozen=True, slots=True)
class Checking:
    """The check of one plan, as far as it has come; each step gives the next, and shows nothing typed until blocked."""

    plan: DosePlan
    stage: CheckStage = CheckStage.OPEN
    checker: str = ""
    _clinicians: _Typed | None = None
    _checkers: _Typed | None = None
    _passed_at: datetime | None = None

    @classmethod
    def begin(cls, plan: DosePlan) -> "Checking":
        return cls(plan)

    @classmethod
    def resumed(cls, plan: DosePlan, told: Mapping[str, str]) -> "Checking | None":
        """A check of the same case that was begun and not passed, from what `told` gave; None for anything else."""
        stages = {one.value: one for one in (CheckStage.RETYPE, CheckStage.BLOCKED)}
        stage = stages.get(told.get("stage", ""))
        if stage is None or told.get("covers") != content_digest(plan.clearance.assessment.case):
            return None
        try:
            clinicians, checkers = (_resumed(who, told, plan) for who in ("clinician", "checker"))
        except CannotCheck:
            return None
        return cls(plan, stage, told.get("checker", ""), clinicians, checkers)

    @property
    def has_passed(self) -> bool:
        return self.stage is CheckStage.PASSED

    @property
    def disagrees(self) -> bool:
        """Whether the figures typed were not the plan's."""
        return self.stage in {CheckStage.RETYPE, CheckStage.BLOCKED}

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """The check as far as it has come, as texts; empty where it has not begun or is in the case already."""
        if not self.disagrees:
            return ()
        covers = content_digest(self.plan.clearance.assessment.case)
        typed = [("clinician", self._clinicians), ("checker", self._checkers)]
        figures = [
            pair
            for who, found in typed
            if found is not None
            for pair in ((f"{who} kg", found.kilograms), (f"{who} millions", found.million_units))
        ]
        return ("stage", self.stage.value), ("checker", self.checker), ("covers", covers), *figures

    @property
    def still_to_retype(self) -> tuple[Who, ...]:
        """Who has yet to retype; empty but in RETYPE."""
        if self.stage is not CheckStage.RETYPE:
            return ()
        typed: dict[Who, _Typed | None] = {"clinician": self._clinicians, "checker": self._checkers}
        return tuple(who for who, what in typed.items() if what is None)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Both retyped pairs, the smaller first so that their order names nobody; only where the check is blocked."""
        if self.stage is not CheckStage.BLOCKED:
            return ()
        found = [typed.pair for typed in (self._clinicians, self._checkers) if typed]
        return tuple(sorted(found, key=lambda pair: (pair.kilograms, pair.million_units)))

    def checker_types(self, name: str, kilograms: str, million_units: str, now: datetime) -> "Checking":
        """The second person's name and figures are compared with the plan; `now` is aware. Raises CannotCheck."""
        if self.stage is not CheckStage.OPEN:
            raise CannotCheck(("The second check has begun already.",))
        faults = (*_name_faults(name, self.plan), *_clock_faults(now, self.plan))
        typed = _typed(kilograms, million_units, self.plan, faults)
        named = replace(self, checker=read_line(name, ""))
        if typed.pair == _planned(self.plan):
            return replace(named, stage=CheckStage.PASSED, _checkers=typed, _passed_at=now)
        return replace(named, stage=CheckStage.RETYPE)

    def retypes(self, who: Who, kilograms: str, million_units: str, now: datetime) -> "Checking":
        """What one of the two retyped blind; when both have, it passes or is blocked. Raises CannotCheck."""
        if who not in self.still_to_retype:
            raise CannotCheck(("There is nothing for this person to retype.",))
        typed = _typed(kilograms, million_units, self.plan, _clock_faults(now, self.plan))
        after = replace(self, _clinicians=typed) if who == "clinician" else replace(self, _checkers=typed)
        if after._clinicians is None or after._checkers is None:
            return after
        planned = _planned(self.plan)
        if after._clinicians.pair == planned and after._checkers.pair == planned:
            return replace(after, stage=CheckStage.PASSED, _passed_at=now)
        return replace(after, stage=CheckStage.BLOCKED)

    def checked_case(self) -> Case:
        """The plan's case with this second check in it. Raises CannotCheck where the check has not passed."""
        typed, now, case = self._checkers, self._passed_at, self.plan.clearance.assessment.case
        if self.stage is not CheckStage.PASSED or typed is None or now is None:
            raise CannotCheck(("The second check has not passed.",))
        check = SecondCheck(
            name=self.checker,
            instant=now.astimezone(self.plan.clearance.zone).isoformat(timespec="seconds"),
            kilograms=typed.kilograms,
            million_units=typed.million_units,
            covers=content_digest(case),
        )
        return case.model_copy(update={"second_checks": (*case.second_checks, check)})


def _resumed(who: str, told: Mapping[str, str], plan: DosePlan) -> _Typed | None:
    kilograms, million_units = told.get(f"{who} kg"), told.get(f"{who} millions")
    return None if kilograms is None or million_units is None else _typed(kilograms, million_units, plan)


def _planned(plan: DosePlan) -> Pair:
    return Pair(plan.clearance.weight.value, in_millions(plan.units))


def _typed(kilograms: str, million_units: str, plan: DosePlan, faults: tuple[str, ...] = ()) -> _Typed:
    """Both figures read. Raises CannotCheck with these faults and those of the figures."""
    gate = plan.clearance.assessment.packs.product.gates.weight
    most = in_millions(int(gate.refuse_above * plan.units_per_kg))
    fields = (gate.number_field, NumberField("Dose", (_MILLION,), above=Decimal(0), at_most=most))
    found, reasons = [], [*faults]
    for text, field in zip((kilograms, million_units), fields, strict=True):
        try:
            found.append(_figure(text, field))
        except Refused as refusal:
            reasons.append(str(refusal))
    if reasons:
        raise CannotCheck(tuple(reasons))
    return _Typed(Pair(*found), kilograms, million_units)


def _figure(text: str, field: NumberField) -> Decimal:
    """A figure; one outside the range is no plan's and so disagrees, which is for the comparison to say."""
    try:
        return read_quantity(text, field).value
    except Refused as refusal:
        try:
            return read_quantity(text, replace(field, at_least=None, at_most=None, above=None)).value
        except Refused:
            raise refusal from None


def _name_faults(name: str, plan: DosePlan) -> tuple[str, ...]:
    try:
        typed = read_line(name, "Name of the second person")
    except Refused as refusal:
        return (str(refusal),)
    if not names_someone(typed):
        return ("Type the name of the second person.",)
    if same_person(typed, plan.clearance.signature.name):
        return (f"The second person must be another than the one who signed. {NAMESAKES}",)
    return ()


def _clock_faults(now: datetime, plan: DosePlan) -> tuple[str, ...]:
    if now < datetime.fromisoformat(plan.clearance.signature.instant):
        return ("The clock stands before the signature; set it right, then check.",)
    return ()
