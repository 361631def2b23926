"""The dose plan in blocks: the dose line, its arithmetic, how one dose is prepared, and the fourteen planned times."""

from decimal import Decimal

from il2desk.documents import blocks as b
from il2desk.documents.criteria import cited
from il2desk.documents.words import Recorded, Strong, Words
from il2desk.domain.dosing import DosePlan
from il2desk.domain.entry import plain
from il2desk.domain.preparation import Mixture, Step
from il2desk.domain.show import rounded

METHODS = {"replacing": "Drug replaces diluent", "added": "Drug added to the bag"}


def dose_line(plan: DosePlan) -> b.DoseLine:
    cleared = plan.clearance
    weighed = f"{cleared.weight}\ndated {cleared.weight_date.isoformat()}"
    return b.DoseLine(
        per_kg=b.Fact("Dose per kg", plan.per_kg_in_words),
        weight=b.Fact("Weight", weighed),
        dose=b.Fact("One dose of aldesleukin (Proleukin)", plan.in_words),
    )


def regimen_facts(plan: DosePlan) -> b.Across:
    """What surrounds the one dose, small and labelled, so that no other figure is taken for it."""
    regimen = plan.clearance.assessment.packs.guideline.regimen
    basis = plan.clearance.assessment.case.cycle.weight_basis
    given = f"Each {regimen.route}, every {regimen.interval_hours} hours"
    most = f"Up to {plan.most_doses} doses, each only after its pre-dose check."
    return b.Across(
        (
            b.Fact("Regimen", f"{regimen.name}; {cited(regimen.cite)}"),
            b.Fact("How given", given),
            b.Fact("How many", most),
            b.Fact("Weight basis", Recorded(basis) if basis else "Measured actual weight, the same for every dose"),
        ),
        shares=(6, 5, 5, 5),
    )


def arithmetic(plan: DosePlan) -> b.Steps:
    return b.Steps(tuple(b.Step(step.what, step.how, _shown(step, plan)) for step in plan.steps))


def _shown(step: Step, plan: DosePlan) -> str:
    return plan.in_words if step.exact == plan.units else step.shown


def preparation_blocks(plan: DosePlan) -> tuple[b.Block, ...]:
    prepared, product = plan.preparation, plan.clearance.assessment.packs.product
    vial, dilution = product.vial, product.dilution
    vials = ", ".join(f"{one.number} if {plain(one.withdrawable_ml)} mL can be withdrawn" for one in prepared.vials)
    ordered = f"{prepared.vials_to_order} are ordered until the pharmacist has entered the volume withdrawn."
    facts = (
        b.Fact(
            "Vials for one dose",
            f"{vials}. {ordered}",
        ),
        b.Fact(
            "Reconstitution",
            f"{plain(vial.water_ml)} mL preservative-free Sterile Water for Injection for each vial; swirl, never "
            f"shake. Gives {_millions(vial.units_per_ml)} ({plain(vial.mg_per_ml)} mg) per mL.",
        ),
        b.Fact("Volume to draw", f"{rounded(prepared.volume_ml)} mL ({rounded(prepared.milligrams)} mg)"),
        b.Fact("Bag", f"{prepared.bag_ml} mL of {dilution.diluent}; pharmacist to confirm against the current label"),
        b.Fact("Expiry", f"{prepared.expiry_hours} hours from reconstitution to the end of the infusion"),
    )
    window = f"{plain(dilution.at_least)} to {plain(dilution.at_most)}"
    mixtures = b.Grid(
        head=("Method", "Total volume", "Concentration, micrograms per mL", f"Window {window}", "Rate"),
        rows=tuple(_mixture(one, prepared.chosen) for one in (prepared.replacing, prepared.added)),
        shares=(6, 4, 5, 4, 5),
    )
    remarks = (b.Bullets(prepared.remarks),) if prepared.remarks else ()
    method = prepared.chosen is None
    unset = (b.Text("The centre has not set which method it uses.", b.Voice.SMALL),) if method else ()
    sources = b.Text(f"Source: {cited((*vial.cite, *dilution.cite))}.", b.Voice.SMALL)
    return b.Facts(facts), mixtures, *unset, *remarks, sources


def _mixture(one: Mixture, chosen: Mixture | None) -> tuple[Words, ...]:
    method = METHODS[one.method]
    name: Words = (Strong(method), " (the centre's method)") if one is chosen else method
    return (
        name,
        f"{rounded(one.total_ml)} mL",
        one.shown,
        "inside" if one.in_window else Strong("outside"),
        f"{rounded(one.rate_ml_per_hour)} mL per hour",
    )


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
    lead = f"Planned times in {schedule.zone}. Hours are elapsed hours from the start of dose 1."
    remarks = (b.Bullets(schedule.remarks),) if schedule.remarks else ()
    head = ("Dose", "Day", "Planned start", "Offset", "After dose 1")
    grid = b.Grid(head, rows, shares=(2, 2, 7, 5, 4), compact=True)
    return b.Text(lead, b.Voice.SMALL, leads=True), grid, *remarks


def _millions(units: int) -> str:
    return f"{plain(Decimal(units) / 1_000_000)} million international units"
