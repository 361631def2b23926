"""A label for each bag: whose it is, which dose of how many, how it runs, and blanks for who made and checked it."""

from il2desk.documents.model.form_blocks import BagLabel, Cell, Labels
from il2desk.documents.model.report import SheetMark
from il2desk.documents.model.rich_text import Strong
from il2desk.documents.sections.preparation import window
from il2desk.documents.sections.schedule_table import exactly, slots_here
from il2desk.domain.dosing.dose_plan import DosePlan
from il2desk.domain.dosing.preparation import Mixture
from il2desk.domain.dosing.schedule import Slot
from il2desk.domain.values.formatting import rounded
from il2desk.domain.values.user_text import UserText

BLANKS = (Cell("Prepared by", 2), Cell("Checked by", 2), Cell("Use before: date and time", 4))


def bag_labels(plan: DosePlan, chosen: Mixture, marks: tuple[SheetMark, ...]) -> Labels:
    """One label for each dose still to prepare; what marks the sheet marks each label, which is cut from it."""
    return Labels(tuple(_label(slot, plan, chosen, marks) for slot in slots_here(plan)))


def _label(slot: Slot, plan: DosePlan, chosen: Mixture, marks: tuple[SheetMark, ...]) -> BagLabel:
    assessment = plan.clearance.assessment
    patient, product = assessment.case.patient, assessment.packs.product
    total, rate = f"{rounded(chosen.total_ml)} mL", f"{rounded(chosen.rate_ml_per_hour)} mL per hour"
    return BagLabel(
        marks=tuple(mark.word for mark in marks),
        patient=UserText(patient.name or ""),
        identifiers=(
            "Identifier ",
            UserText(patient.identifier or ""),
            ", born ",
            UserText(patient.date_of_birth or ""),
        ),
        drug=f"{product.drug} ({product.brand}), {assessment.packs.guideline.regimen.route}",
        dose=plan.in_words,
        count=f"Dose {slot.number} of at most {plan.most_doses}",
        lines=(
            f"In {plan.preparation.bag_ml} mL of {product.dilution.diluent}; total {total}, "
            f"{chosen.shown} micrograms per mL, {rate}",
            *(() if chosen.in_window else (Strong(f"Outside the window of {window(plan)} micrograms per mL"),)),
            f"Planned {exactly(slot)}",
        ),
        blanks=BLANKS,
    )
