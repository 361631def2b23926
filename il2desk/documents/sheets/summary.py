"""The assessment and plan summary: what was judged, on what grounds, and the dose where one is permitted."""

from il2desk.documents.model import blocks as b
from il2desk.documents.model import report as r
from il2desk.documents.sections.answers import answers_grid
from il2desk.documents.sections.criteria import guideline_cards, label_cards
from il2desk.documents.sections.dose import arithmetic, dose_line, regimen_facts, schedule_blocks
from il2desk.documents.sections.figures import concentration_window, sites_picture
from il2desk.documents.sections.hold_stop_sets import hold_stop_blocks, references_block
from il2desk.documents.sections.preparation import preparation_blocks
from il2desk.documents.sections.provenance import Imprint
from il2desk.documents.sections.time_line import time_line
from il2desk.documents.sheets.dose_sheet import (
    age_notice,
    clinical_sheet,
    deviation,
    dose_marks,
    example,
    held_facts,
    instant_in_words,
    retimed_facts,
    stale,
)
from il2desk.domain.assessment.assessment import Assessment, Overall
from il2desk.domain.assessment.findings import Outcome
from il2desk.domain.dosing.dose_plan import DosePlan
from il2desk.domain.packs.body_outline import Body
from il2desk.domain.packs.reference import Library
from il2desk.domain.records.sheet_kinds import SheetKind
from il2desk.domain.values.parsing import echo_date
from il2desk.domain.values.user_text import UserText, capitalized, parts_of

MARKS = {
    r.DRAFT: "Not signed. This sheet carries no dose, and none may be given from it.",
    r.WRONG_CONTEXT: "The guideline does not speak about the intended use. There is no plan and no dose.",
    r.NO_PLAN: "A plan is not allowed, for the reasons on page 1. There is no dose.",
    r.OUTSIDE: "Outside the guideline as written, without a complete deviation. There is no plan and no dose.",
}
NAMED = "Name typed {instant}. Named, not electronically signed."


def summary_sheet(
    assessment: Assessment, plan: DosePlan | None, library: Library, imprint: Imprint, body: Body
) -> r.Report:
    """The summary. Without a plan it is marked and holds no dose; `plan` must be of this very assessment."""
    if plan is not None and plan.clearance.assessment != assessment:
        raise ValueError("the plan belongs to another assessment")
    mark = assessment.mark or r.NO_PLAN
    return clinical_sheet(
        SheetKind.SUMMARY,
        "Assessment and plan summary",
        assessment,
        dose_marks(plan, imprint) if plan else (r.SheetMark(mark, MARKS[mark]),),
        imprint,
        (
            *_first_page(assessment, plan),
            *_judgement(assessment, body),
            *_notices(assessment),
            *(_dose(plan) if plan else ()),
            *_grounds(assessment, library),
            _end(assessment, library),
        ),
    )


def _first_page(assessment: Assessment, plan: DosePlan | None) -> list[b.Block]:
    reference = echo_date(assessment.readings.reference_day)
    judged = f"Judged on {echo_date(assessment.judged_on)}; ages and limits count to {reference}."
    blocks: list[b.Block] = [
        b.Banner(parts_of(assessment.banner), (f"{judged} Not a prescription.",), _tone(assessment, plan))
    ]
    blocks += (*example(assessment), _standing(assessment, plan), *_against(assessment))
    if plan:
        held = b.Across(held_facts(plan), shares=(6, 15))
        return [
            *blocks,
            dose_line(plan),
            regimen_facts(plan),
            held,
            *retimed_facts(plan),
            *deviation(plan),
            *stale(assessment),
        ]
    for title, reasons in (
        ("Why there is no plan", assessment.no_plan),
        ("What a deviation still needs", () if assessment.no_plan else assessment.deviation_gaps),
    ):
        if reasons:
            blocks.append(b.Box(title, (b.Bullets(tuple(parts_of(one) for one in reasons)),)))
    return [*blocks, *stale(assessment)]


def _against(assessment: Assessment) -> tuple[b.Block, ...]:
    says = tuple(one.in_words for one in assessment.to_settle)
    return (b.Box("Answers that contradict each other or are unusual", (b.Bullets(says),)),) if says else ()


def _tone(assessment: Assessment, plan: DosePlan | None) -> b.BannerTone:
    if assessment.overall is Overall.MEETS and (plan or not assessment.no_plan):
        return b.BannerTone.PLAIN
    stops = assessment.overall in {Overall.WRONG_CONTEXT, Overall.OUTSIDE}
    stops = stops or any(one.outcome is Outcome.STOP for one in assessment.findings)
    return b.BannerTone.STOP if stops and not plan else b.BannerTone.CAUTION


def _standing(assessment: Assessment, plan: DosePlan | None) -> b.Across:
    def counted(block: str) -> str:
        outcomes = [one.outcome.words for one in assessment.block(block)]
        return ", ".join(f"{outcomes.count(word)} {word}" for word in dict.fromkeys(outcomes))

    return b.Across(
        (
            b.LabelledValue("Verdict", (*parts_of(assessment.verdict), ".")),
            b.LabelledValue("Guideline criteria", capitalized(counted("guideline"))),
            b.LabelledValue("US label checks", capitalized(counted("label"))),
            b.LabelledValue("Plan", "Dose plan on this sheet" if plan else "None; no dose on this sheet"),
        ),
        shares=(6, 4, 4, 5),
    )


def _judgement(assessment: Assessment, body: Body) -> tuple[b.Block, ...]:
    guideline = assessment.packs.guideline
    label = "From the US drug label, another source than the guideline. Every check must be clear; none can be waived."
    return (
        b.Heading("Criteria of the guideline"),
        b.Text(f"{guideline.title}. Version {guideline.version}.", b.Voice.SMALL, leads=True),
        guideline_cards(assessment),
        b.Heading("Involved sites", level=2),
        sites_picture(assessment, body),
        b.Heading("Checks from the US drug label"),
        b.Text(label, b.Voice.SMALL, leads=True),
        label_cards(assessment),
    )


def _dose(plan: DosePlan) -> tuple[b.Block, ...]:
    *prepared, sources = preparation_blocks(plan)
    return (
        b.KeepTogether((b.Heading("Arithmetic"), arithmetic(plan))),
        b.Heading("Preparation of one dose"),
        *prepared,
        concentration_window(plan),
        sources,
        b.KeepTogether((b.Heading("Schedule"), time_line(plan), *schedule_blocks(plan))),
    )


def _notices(assessment: Assessment) -> tuple[b.Block, ...]:
    notices = assessment.notices
    return (
        *((b.Heading("Notices"), b.Bullets(notices)) if notices else ()),
        age_notice(assessment),
    )


def _grounds(assessment: Assessment, library: Library) -> tuple[b.Block, ...]:
    return (
        b.Heading("Answers as recorded"),
        answers_grid(assessment),
        *hold_stop_blocks(assessment, library),
    )


def _end(assessment: Assessment, library: Library) -> b.KeepTogether:
    """The references and the signatures, on one page so that nobody signs on a page by itself."""
    references = (b.Heading("References"), references_block(assessment, library))
    return b.KeepTogether((*references, b.Heading("Signatures"), _signatures(assessment)))


def _signatures(assessment: Assessment) -> b.SignatureLines:
    signature, second = assessment.signature, assessment.case.cycle.second_clinician
    signed = b.SignatureBlock("Clinician")
    if signature:
        note = NAMED.format(instant=instant_in_words(signature.instant))
        signed = b.SignatureBlock("Clinician", UserText(signature.name), note)
    rows = [signed]
    if assessment.to_deviate and second:
        rows.append(b.SignatureBlock("Second clinician", UserText(second), "Named, not electronically signed."))
    head = ("Name", "Signature", "Date", "Time")
    return b.SignatureLines(head, tuple(rows))
