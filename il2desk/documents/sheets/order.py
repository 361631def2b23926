"""The order sheet: what the prescriber orders, up to how many doses, and what is checked before each."""

from il2desk.documents.model import blocks as b
from il2desk.documents.model import report as r
from il2desk.documents.model.form_blocks import Cell, Cells
from il2desk.documents.model.rich_text import Words
from il2desk.documents.sections.criteria import cited
from il2desk.documents.sections.dose import weight_basis
from il2desk.documents.sections.operative_set import operative_set, set_blocks
from il2desk.documents.sections.preparation import outside_window
from il2desk.documents.sections.provenance import Imprint
from il2desk.documents.sections.schedule_table import doses_here, from_here_on, slot_grid, slot_lead
from il2desk.documents.sheets.dose_sheet import age_in_brief, ward_sheet
from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.dosing.dose_plan import DosePlan
from il2desk.domain.packs.product import FLUSH, INTERACTIONS, NEVER, NO_REDUCTION
from il2desk.domain.packs.reference import Library
from il2desk.domain.records.sheet_kinds import SheetKind
from il2desk.domain.values.formatting import rounded
from il2desk.domain.values.local_settings import LocalSettings, PassageSetting
from il2desk.domain.values.user_text import Sentence, UserText, capitalized, joined, parts_of

STANDING = b.Banner(
    "Not a prescription until it is signed.",
    ("It becomes an order by the prescriber's own signature, date and time.",),
    slim=True,
)
CARE = Cells(
    (
        (Cell("", 5, "Antihypertensives stopped"), Cell("Which, and when last taken", 6)),
        (Cell("", 5, "No systemic steroids without the oncologist"), Cell("Whom to call", 6)),
        (Cell("", 5, "Other medicines looked through for interactions"), Cell("By whom, and what was found", 6)),
        (Cell("Allergies", 5), Cell("Bed with intensive care: ward and bed", 6)),
        (Cell("Resuscitation status", 5), Cell("Recorded by whom, and when", 6)),
    )
)
SIGN_HEAD = ("Name", "Signature", "Date", "Time")
PRE_DOSE = "A dose is given only after its pre-dose check against the operative set below. There is no dose {beyond}."


def order_sheet(plan: DosePlan, library: Library, imprint: Imprint) -> r.Report:
    """The order of a cleared case. Raises SheetWithheld where the operative set is not set."""
    settings = plan.clearance.settings
    rules = operative_set(settings, library, SheetKind.ORDER)
    checks = (b.Heading("Before each dose"), *pre_dose_facts(plan), *set_blocks(rules, settings))
    return ward_sheet(
        SheetKind.ORDER,
        "Order sheet",
        plan,
        imprint,
        STANDING,
        (
            *outside_window(plan),
            *_ordered(plan),
            b.KeepTogether(
                (b.Heading(f"Up to {doses_here(plan)}{from_here_on(plan)}"), slot_lead(plan), *slot_grid(plan)),
            ),
            age_in_brief(plan.clearance.assessment),
            *checks,
            b.KeepTogether((*_care(plan), _signed(plan))),
        ),
    )


def _ordered(plan: DosePlan) -> tuple[b.Block, ...]:
    assessment = plan.clearance.assessment
    regimen, product = assessment.packs.guideline.regimen, assessment.packs.product
    bag, flush, never = plan.preparation.bag_ml, product.statement(FLUSH), product.statement(NEVER)
    less = product.statement(NO_REDUCTION)
    cites = (*regimen.cite, *product.dilution.cite, *flush.cite, *never.cite, *less.cite)
    rows = (
        b.LabelledValue("Diagnosis", parts_of(_diagnosis(assessment))),
        b.LabelledValue("Regimen", f"{regimen.name}: {plan.per_kg_in_words} for each dose"),
        b.LabelledValue(
            "Bag", f"{bag} mL of {product.dilution.diluent}; pharmacist to confirm against the current label"
        ),
        b.LabelledValue("Volume and rate", _rate(plan)),
        b.LabelledValue("Flush", flush.text),
        b.LabelledValue("Never", never.text),
    )
    beside = (
        b.LabelledValue("Verdict", (*parts_of(assessment.verdict), ".")),
        weight_basis(plan),
        b.LabelledValue("Line", "A line of its own, and no filter in it"),
        b.LabelledValue("If a dose is not safe", less.text),
    )
    return (
        b.LabelledValues(rows),
        b.Across(beside, shares=(5, 6, 5, 6)),
        b.Text(f"Sources: {cited(dict.fromkeys(cites))}.", b.Voice.SMALL),
    )


def _diagnosis(assessment: Assessment) -> str:
    """What was answered about the disease, and the sites; the date of birth stands above already."""
    readings, criterion = assessment.readings, assessment.packs.guideline.diagnosis
    answered = [one for one in criterion.shows if readings.is_asked(one) and one in assessment.case.answers]
    told = [Sentence(f"{readings.short(one)}: ", readings.answer_in_words(one)) for one in answered]
    return capitalized(joined("; ", [*told, Sentence("Sites: ", readings.sites_in_words())]))


def _rate(plan: DosePlan) -> str:
    chosen = plan.preparation.chosen
    if chosen is None:
        return "Not stated: the centre has not set how the bag is mixed"
    return f"{rounded(chosen.total_ml)} mL in all, at {rounded(chosen.rate_ml_per_hour)} mL per hour"


def pre_dose_facts(plan: DosePlan) -> tuple[b.Block, ...]:
    """What the centre rules for a held dose and for the shortest interval, or lines to write it on."""
    settings = plan.clearance.settings
    return b.Text(PRE_DOSE.format(beyond=plan.most_doses + 1), leads=True), b.LabelledValues(centre_rules(settings))


def centre_rules(settings: LocalSettings) -> tuple[b.LabelledValue, ...]:
    """The centre's rules for giving doses; one that is not set says so."""

    def told(setting: PassageSetting | None) -> Words:
        return UserText(setting.value) if setting else "The centre has not set it; ask the prescriber"

    return (
        b.LabelledValue("Held dose", told(settings.held_dose_rule)),
        b.LabelledValue("Shortest interval", told(settings.minimum_interval_rule)),
    )


def _signed(plan: DosePlan) -> b.SignatureLines:
    """Where the prescriber signs, beside what is signed for, since the dose line may stand on another side."""
    ordered = f"Prescriber. Ordered: up to {doses_here(plan)} of {plan.in_words} each{from_here_on(plan)}"
    return b.SignatureLines(SIGN_HEAD, (b.SignatureBlock(ordered),))


def _care(plan: DosePlan) -> tuple[b.Block, ...]:
    settings, product = plan.clearance.settings, plan.clearance.assessment.packs.product
    own, prompt = settings.supportive_medicines, product.statement(INTERACTIONS)
    medicines: b.Block = b.WriteLines("Supportive medicines:", lines=6)
    if own:
        medicines = b.LabelledValues((b.LabelledValue("Supportive medicines", UserText(own.value)),))
    return (
        b.Heading("Supportive care"),
        medicines,
        CARE,
        b.Text(f"{prompt.title}: {prompt.text} Source: {cited(prompt.cite)}.", b.Voice.SMALL),
    )
