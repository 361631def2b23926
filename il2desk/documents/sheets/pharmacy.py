"""The pharmacy preparation worksheet: how one dose is made, a row and a bag label for each, and the stock for all."""

from il2desk.documents.model import blocks as b
from il2desk.documents.model import report as r
from il2desk.documents.model.form_blocks import Cell, Cells, FormGrid
from il2desk.documents.sections.criteria import cited
from il2desk.documents.sections.dose import arithmetic
from il2desk.documents.sections.operative_set import withheld
from il2desk.documents.sections.preparation import METHODS, mixture_blocks, outside_window, preparation_facts
from il2desk.documents.sections.provenance import Imprint
from il2desk.documents.sections.schedule_table import doses_here, earlier_in_words, exactly, from_here_on, slots_here
from il2desk.documents.sheets.bag_labels import bag_labels
from il2desk.documents.sheets.dose_sheet import age_in_brief, dose_marks, ward_sheet
from il2desk.domain.dosing.dose_plan import DosePlan
from il2desk.domain.dosing.preparation import Mixture
from il2desk.domain.packs.product import ALBUMIN, EXPIRY, FLUSH, INTERACTIONS, LICENCE, NEVER
from il2desk.domain.records.sheet_kinds import SheetKind
from il2desk.domain.values.formatting import rounded
from il2desk.domain.values.parsing import plain

STANDING = b.Banner(
    "Not a prescription.",
    ("Prepare a dose only on the signed order sheet of this set; pharmacist to confirm against the current label.",),
    slim=True,
)
HAZARD = Cells(((Cell("", 5, "Handled as a hazardous drug by the local rule"), Cell("Which rule", 6)),))
HEAD = ("", "Planned", "Independent check: own figure and initials")
EARLIER = "{doses}: on the worksheet printed earlier."
OVERFILL = "The overfill of the bag is not counted."


def pharmacy_sheet(plan: DosePlan, imprint: Imprint) -> r.Report:
    """The worksheet of a cleared case. Raises SheetWithheld where the centre has not set how the bag is mixed."""
    chosen = plan.preparation.chosen
    if chosen is None:
        raise withheld(SheetKind.PHARMACY, "dilution", "the centre has not set how the bag is mixed")
    return ward_sheet(
        SheetKind.PHARMACY,
        "Pharmacy preparation worksheet",
        plan,
        imprint,
        STANDING,
        (
            *outside_window(plan),
            b.Heading("One dose"),
            FormGrid(HEAD, _planned(plan, chosen), (4, 10, 5), figures=frozenset({1})),
            *_entered(),
            b.KeepTogether((b.Heading("Both concentrations"), *mixture_blocks(plan), b.Text(OVERFILL, b.Voice.SMALL))),
            *_prompts(plan),
            *_stock(plan),
            age_in_brief(plan.clearance.assessment),
            b.KeepTogether((b.Heading("Arithmetic"), arithmetic(plan))),
            b.Heading("Each dose as it is prepared"),
            *_earlier(plan),
            _log(plan),
            b.PageBreak(),
            b.Heading("Bag labels"),
            *_earlier(plan),
            bag_labels(plan, chosen, dose_marks(plan, imprint)),
        ),
    )


def _planned(plan: DosePlan, chosen: Mixture) -> tuple[tuple[str, str, str], ...]:
    said = [(fact.label, str(fact.value)) for fact in preparation_facts(plan)]
    *first, expiry = said
    where = "" if chosen.in_window else ", outside the window; see both concentrations"
    mixed = (
        ("Total volume", f"{rounded(chosen.total_ml)} mL. {METHODS[chosen.method]} (the centre's method)"),
        ("Concentration", f"{chosen.shown} micrograms per mL{where}"),
        ("Rate", f"{rounded(chosen.rate_ml_per_hour)} mL per hour"),
    )
    rows = (("Dose", plan.in_words), *first, *mixed, expiry)
    return tuple((label, words, "") for label, words in rows)


def _entered() -> tuple[b.Block, ...]:
    """What the pharmacist enters before fewer vials than the larger number are taken."""
    return (
        Cells(
            (
                (
                    Cell("Volume that can be withdrawn from one vial, mL", 4),
                    Cell("Vials for one dose by that volume", 3),
                    Cell("Pharmacist's initials", 2),
                    Cell("Date and time", 2),
                ),
            )
        ),
    )


def _prompts(plan: DosePlan) -> tuple[b.Block, ...]:
    product = plan.clearance.assessment.packs.product
    told = [product.statement(title) for title in (NEVER, FLUSH, EXPIRY, INTERACTIONS, ALBUMIN, LICENCE)]
    rows = tuple(b.LabelledValue(note.title, f"{note.text} Source: {cited(note.cite)}.") for note in told)
    return (
        b.Heading("To keep in mind"),
        b.LabelledValues(rows),
        HAZARD,
    )


def _stock(plan: DosePlan) -> tuple[b.Block, ...]:
    """Vials for each dose times the doses still to prepare; never a total divided, and nothing carried over."""
    each, most = plan.preparation.vials_to_order, len(slots_here(plan))
    doses = f"at most {doses_here(plan)}{from_here_on(plan)}"
    vials = [f"{one.number} × {most} = {one.number * most}" for one in plan.preparation.vials]
    withdrawn = [plain(one.withdrawable_ml) for one in plan.preparation.vials]
    rows = (
        b.LabelledValue("Order", f"{each * most} vials: {each} for each of {doses}"),
        *(
            b.LabelledValue(f"If {ml} mL can be withdrawn", f"{words} vials")
            for ml, words in zip(withdrawn, vials, strict=True)
        ),
        b.LabelledValue("Counted", "For each dose by itself; nothing is carried over from one dose to the next"),
    )
    return (b.KeepTogether((b.Heading(f"Stock for {doses}"), b.LabelledValues(rows))),)


def _earlier(plan: DosePlan) -> tuple[b.Text, ...]:
    """Where the doses before a re-timing stand, whose rows and labels would otherwise be missed."""
    earlier = earlier_in_words(plan)
    return (b.Text(EARLIER.format(doses=earlier), leads=True),) if earlier else ()


def _log(plan: DosePlan) -> FormGrid:
    hours = plan.preparation.expiry_hours
    head = (
        "Dose",
        "Planned start",
        "Reconstituted at",
        f"Use before: at most {hours} hours later",
        "Lot and expiry of vials",
        "Vials used",
        "Prepared by",
        "Checked by",
    )
    rows = tuple((str(slot.number), exactly(slot), "", "", "", "", "", "") for slot in slots_here(plan))
    return FormGrid(head, rows, shares=(28, 128, 72, 74, 88, 40, 60, 60))
