"""The dose plan: one dose by weight, its preparation and its schedule, every step of the arithmetic kept as a value."""

from dataclasses import dataclass
from fractions import Fraction

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.dosing.clearance import Clearance, NoClearance, clear
from il2desk.domain.dosing.preparation import Preparation, PreparationStep, prepare
from il2desk.domain.dosing.schedule import Retimed, Schedule, lay_out
from il2desk.domain.values.formatting import dose_in_words, grouped
from il2desk.domain.values.parsing import plain


@dataclass(frozen=True)
class DosePlan:
    """A single dose in international units and all that follows from it."""

    clearance: Clearance
    units_per_kg: int
    units: int
    most_doses: int
    steps: tuple[PreparationStep, ...]
    preparation: Preparation
    schedule: Schedule

    @property
    def in_words(self) -> str:
        return dose_in_words(self.units)

    @property
    def per_kg_in_words(self) -> str:
        return f"{grouped(self.units_per_kg)} international units per kg"

    @property
    def cycle(self) -> int:
        """Which cycle of the course this is."""
        return self.clearance.assessment.case.cycle.number

    @property
    def retimed(self) -> Retimed | None:
        return self.schedule.retimed


def plan_doses(clearance: Clearance) -> DosePlan:
    """The plan for a cleared case, from the guideline's regimen and the product's figures of its packs."""
    packs = clearance.assessment.packs
    regimen = packs.guideline.regimen
    exact = Fraction(clearance.weight.value) * regimen.units_per_kg
    units = int(exact)
    if units != exact:
        raise AssertionError("a weight of two decimals gives whole international units")
    step = PreparationStep(
        "Dose",
        f"{plain(clearance.weight.value)} kg × {grouped(regimen.units_per_kg)} international units per kg",
        f"{grouped(units)} international units",
        exact,
    )
    preparation = prepare(units, packs.product, clearance.settings, regimen.infusion_minutes)
    return DosePlan(
        clearance=clearance,
        units_per_kg=regimen.units_per_kg,
        units=units,
        most_doses=regimen.most_doses,
        steps=(step, *preparation.steps),
        preparation=preparation,
        schedule=lay_out(
            clearance.first_dose, clearance.zone, regimen, packs.product.label_days_of_dosing, clearance.new_start
        ),
    )


def plan_if_clear(assessment: Assessment) -> DosePlan | None:
    """The plan of an assessment, or None where it has no clearance."""
    try:
        return plan_doses(clear(assessment))
    except NoClearance:
        return None
