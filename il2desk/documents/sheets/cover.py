"""The cover list: which sheets are in a set, in the order a ward files them, and what holds for all of them."""

from collections.abc import Sequence

from il2desk.documents.model import blocks as b
from il2desk.documents.model import report as r
from il2desk.documents.model.form_blocks import FormGrid
from il2desk.documents.model.rich_text import PagesOf, Words
from il2desk.documents.sections.provenance import Imprint
from il2desk.documents.sheets.dose_sheet import (
    clinical_sheet,
    dose_marks,
    example,
    held_facts,
    instant_in_words,
)
from il2desk.domain.dosing.dose_plan import DosePlan
from il2desk.domain.dosing.second_check import fitting_check
from il2desk.domain.records.sheet_kinds import SheetKind
from il2desk.domain.values.user_text import UserText

WORK = {
    SheetKind.ORDER: "Prescriber signs; filed with the orders",
    SheetKind.ADMINISTRATION: "Nurse; kept at the bedside, printed on both sides",
    SheetKind.PHARMACY: "Pharmacist; kept in pharmacy, labels cut from it",
    SheetKind.SUMMARY: "Prescriber; filed in the record",
    SheetKind.CONSENT: "Patient reads and signs; a copy for the patient",
}
HEAD = ("", "Sheet", "Its pages", "Who works from it, and where it is filed", "Filed: initials, date, time")


def cover_sheet(plan: DosePlan, sheets: Sequence[r.Report], imprint: Imprint) -> r.Report:
    """The list of these sheets; it carries no dose."""
    assessment = plan.clearance.assessment
    rows = tuple((str(at), one.title, PagesOf(at), WORK[one.sheet], "") for at, one in enumerate(sheets, start=1))
    return clinical_sheet(
        SheetKind.COVER,
        "Cover list of the set",
        assessment,
        dose_marks(plan, imprint),
        imprint,
        (
            *example(assessment),
            b.LabelledValues((*_whose(plan, imprint), *held_facts(plan))),
            b.Heading("Sheets in this set"),
            FormGrid(HEAD, rows, shares=(2, 14, 6, 16, 12)),
            b.Text(SAME),
        ),
    )


SAME = (
    "Every page of the set carries the set's id beside its page number. A page with another id belongs to another "
    "printing: do not put it among these."
)


def _whose(plan: DosePlan, imprint: Imprint) -> tuple[b.LabelledValue, ...]:
    record, replaced = imprint.record, imprint.record.replaces
    old = (
        f"Copy {replaced.copy_number} of revision {replaced.revision}; take it out, but keep record or worksheet "
        "on which doses were written"
        if replaced
        else "No earlier copy is known"
    )
    return (
        b.LabelledValue("Set", record.set_id),
        b.LabelledValue(
            "Case", (UserText(imprint.case_id), f", revision {imprint.revision}, copy {record.copy_number}")
        ),
        b.LabelledValue("Replaces", old),
        b.LabelledValue("Signed by", _signed(plan)),
        b.LabelledValue("Checked by", _checked(plan, imprint)),
    )


def _signed(plan: DosePlan) -> Words:
    signature = plan.clearance.signature
    return UserText(signature.name), f", {instant_in_words(signature.instant)}; typed, not signed electronically"


def _checked(plan: DosePlan, imprint: Imprint) -> Words:
    check = fitting_check(plan, imprint.printed.date())
    if check is None:
        return "Not checked"
    return UserText(check.name), f", {instant_in_words(check.instant)}, at the screen"
