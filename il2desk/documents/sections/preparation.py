"""How one dose is prepared, in blocks: vials, reconstitution, bag, both concentrations."""

from decimal import Decimal

from il2desk.documents.model import blocks as b
from il2desk.documents.model.rich_text import Strong, Words
from il2desk.documents.sections.criteria import cited
from il2desk.domain.dosing.dose_plan import DosePlan
from il2desk.domain.dosing.preparation import Mixture
from il2desk.domain.values.formatting import rounded
from il2desk.domain.values.parsing import plain

METHODS = {"replacing": "Drug replaces diluent", "added": "Drug added to the bag"}


def window(plan: DosePlan) -> str:
    dilution = plan.clearance.assessment.packs.product.dilution
    return f"{plain(dilution.at_least)} to {plain(dilution.at_most)}"


def outside_window(plan: DosePlan) -> tuple[b.Banner, ...]:
    """Said where the bag is outside the window by the centre's method, or by either while none is set."""
    prepared = plan.preparation
    mixed = (prepared.chosen,) if prepared.chosen else (prepared.replacing, prepared.added)
    outside = [one for one in mixed if not one.in_window]
    if not outside:
        return ()
    found = " ".join(f"{METHODS[one.method]}: {one.shown} micrograms per mL." for one in outside)
    title = f"Outside the window of {window(plan)} micrograms per mL."
    return (b.Banner(title, (f"{found} Pharmacist to decide.",), b.BannerTone.CAUTION, slim=True),)


def preparation_facts(plan: DosePlan) -> tuple[b.LabelledValue, ...]:
    """Vials, reconstitution, volume to draw, bag and expiry, in the order they are needed."""
    prepared, product = plan.preparation, plan.clearance.assessment.packs.product
    vial, dilution = product.vial, product.dilution
    vials = ", ".join(f"{one.number} if {plain(one.withdrawable_ml)} mL can be withdrawn" for one in prepared.vials)
    ordered = f"order {prepared.vials_to_order} until the pharmacist has entered the volume withdrawn."
    return (
        b.LabelledValue("Vials for one dose", f"{vials}; {ordered}"),
        b.LabelledValue(
            "Reconstitution",
            f"{plain(vial.water_ml)} mL preservative-free Sterile Water for Injection for each vial; swirl, never "
            f"shake. Gives {_millions(vial.units_per_ml)} ({plain(vial.mg_per_ml)} mg) per mL.",
        ),
        b.LabelledValue("Volume to draw", f"{rounded(prepared.volume_ml)} mL ({rounded(prepared.milligrams)} mg)"),
        b.LabelledValue(
            "Bag", f"{prepared.bag_ml} mL of {dilution.diluent}; pharmacist to confirm against the current label"
        ),
        b.LabelledValue("Expiry", f"{prepared.expiry_hours} hours from reconstitution to the end of the infusion"),
    )


def preparation_blocks(plan: DosePlan) -> tuple[b.Block, ...]:
    """How one dose is prepared, both ways of mixing beside each other."""
    vial, dilution = plan.clearance.assessment.packs.product.vial, plan.clearance.assessment.packs.product.dilution
    sources = b.Text(f"Source: {cited((*vial.cite, *dilution.cite))}.", b.Voice.SMALL)
    return b.LabelledValues(preparation_facts(plan)), *mixture_blocks(plan), sources


def mixture_blocks(plan: DosePlan) -> tuple[b.Block, ...]:
    """Both concentrations against the window, with the centre's method, and what must be said about them."""
    prepared = plan.preparation
    mixtures = b.Grid(
        head=("Method", "Total volume", "Concentration, micrograms per mL", f"Window {window(plan)}", "Rate"),
        rows=tuple(_mixture(one, prepared.chosen) for one in (prepared.replacing, prepared.added)),
        shares=(6, 4, 5, 4, 5),
    )
    remarks = (b.Bullets(prepared.remarks),) if prepared.remarks else ()
    method = prepared.chosen is None
    unset = (b.Text("The centre has not set which method it uses.", b.Voice.SMALL),) if method else ()
    return mixtures, *unset, *remarks


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


def _millions(units: int) -> str:
    return f"{plain(Decimal(units) / 1_000_000)} million international units"
