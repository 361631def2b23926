"""The dose plan in blocks: the dose line, its arithmetic, and the fourteen planned times."""

from il2desk.documents.model import blocks as b
from il2desk.documents.sections.criteria import cited
from il2desk.documents.sections.schedule_table import doses_here, from_here_on, slot_lead
from il2desk.domain.dosing.dose_plan import DosePlan
from il2desk.domain.dosing.preparation import PreparationStep
from il2desk.domain.values.user_text import UserText


def dose_line(plan: DosePlan) -> b.DoseLine:
    cleared, product = plan.clearance, plan.clearance.assessment.packs.product
    weighed = f"{cleared.weight}\ndated {cleared.weight_date.isoformat()}"
    return b.DoseLine(
        per_kg=b.LabelledValue("Dose per kg", plan.per_kg_in_words),
        weight=b.LabelledValue("Weight", weighed),
        dose=b.LabelledValue(f"One dose of {product.drug} ({product.brand})", plan.in_words),
    )


def regimen_facts(plan: DosePlan) -> b.Across:
    """What surrounds the one dose, small and labelled, so that no other figure is taken for it."""
    regimen = plan.clearance.assessment.packs.guideline.regimen
    named = b.LabelledValue("Regimen", f"{regimen.name}; {cited(regimen.cite)}")
    return b.Across((named, *given_facts(plan), weight_basis(plan)), shares=(6, 5, 5, 5))


def given_facts(plan: DosePlan) -> tuple[b.LabelledValue, b.LabelledValue]:
    """How one dose is given, and how many at most."""
    regimen = plan.clearance.assessment.packs.guideline.regimen
    given = b.LabelledValue("How given", f"Each {regimen.route}, every {regimen.interval_hours} hours")
    return given, b.LabelledValue(
        "How many", f"Up to {doses_here(plan)}{from_here_on(plan)}, each only after its pre-dose check"
    )


def weight_basis(plan: DosePlan) -> b.LabelledValue:
    basis = plan.clearance.assessment.case.cycle.weight_basis
    return b.LabelledValue(
        "Weight basis", UserText(basis) if basis else "Measured actual weight, the same for every dose"
    )


def arithmetic(plan: DosePlan) -> b.Steps:
    return b.Steps(tuple(b.ArithmeticStep(step.what, step.how, _shown(step, plan)) for step in plan.steps))


def _shown(step: PreparationStep, plan: DosePlan) -> str:
    return plan.in_words if step.exact == plan.units else step.shown


def schedule_blocks(plan: DosePlan) -> tuple[b.Block, ...]:
    schedule = plan.schedule
    rows = tuple(
        (
            str(slot.number),
            str(slot.day),
            slot.shown,
            f"UTC{slot.offset}" + (", clock changed" if slot.clock_changed else ""),
            slot.elapsed_in_words,
        )
        for slot in schedule.slots
    )
    remarks = (b.Bullets(schedule.remarks),) if schedule.remarks else ()
    head = ("Dose", "Day", "Planned start", "Offset", "After dose 1")
    grid = b.Grid(head, rows, shares=(2, 2, 7, 5, 4), compact=True)
    return slot_lead(plan), grid, *remarks
