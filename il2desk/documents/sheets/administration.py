"""The dose administration record: a place for each dose, stop items beside it, the operative set overleaf."""

from il2desk.documents.model import blocks as b
from il2desk.documents.model import report as r
from il2desk.documents.model.form_blocks import Cell, DoseRecord, DoseRow, EarlierDose
from il2desk.documents.sections.dose import dose_line
from il2desk.documents.sections.operative_set import BEHIND, OVERLEAF, operative_set, set_blocks, stop_strip
from il2desk.documents.sections.provenance import Imprint
from il2desk.documents.sections.schedule_table import earlier_slots, elapsed, remarks_of, slots_here
from il2desk.documents.sheets.dose_sheet import age_notice, ward_sheet
from il2desk.documents.sheets.order import centre_rules
from il2desk.domain.dosing.dose_plan import DosePlan
from il2desk.domain.dosing.schedule import Slot
from il2desk.domain.packs.reference import HoldStopSet, Library
from il2desk.domain.records.sheet_kinds import SheetKind

STANDING = b.Banner(
    "Not a prescription.",
    ("Give a dose only on the signed order sheet of this set, after its pre-dose check.",),
    slim=True,
)
OUTCOMES = ("Given", "Held", "Omitted")
GIVING = (
    Cell("Identity", 40, ""),
    Cell("Why not given", 68),
    Cell("Start", 39),
    Cell("End", 39),
    Cell("Bag lot", 48),
    Cell("Count given", 54),
    Cell("Initials", 36),
    Cell("Initials", 36),
)
LOOKED_AT = (
    Cell("Pressure, mmHg", 60),
    Cell("Pulse", 27),
    Cell("Temperature", 49),
    Cell("Oxygen, %", 41),
    Cell("Mental state", 47),
    Cell("Urine, mL", 38),
    Cell("Weight, kg", 41),
    Cell("Bleeding", 35),
)
LOOKED_AT_BESIDE_WIDE = (
    Cell("Pressure", 48),
    Cell("Pulse", 34),
    Cell("Temperature", 59),
    Cell("Oxygen", 37),
    Cell("Mental state", 55),
    Cell("Urine", 35),
    Cell("Weight, kg", 48),
    Cell("Bleeding", 44),
)
EARLIER = "On the record printed earlier. Write nothing of it here."
UNITS = "Pressure in mmHg, oxygen saturation in percent, urine in mL, weight in kg."
COUNTING = "“Count given” is how many doses of this cycle were given so far, not the number of the slot."


def administration_sheet(plan: DosePlan, library: Library, imprint: Imprint) -> r.Report:
    """The record of a cleared case. Raises SheetWithheld where the operative set is not set."""
    rules = operative_set(plan.clearance.settings, library, SheetKind.ADMINISTRATION)
    overleaf = _overleaf(plan, rules)
    return ward_sheet(
        SheetKind.ADMINISTRATION,
        "Dose administration record",
        plan,
        imprint,
        STANDING,
        (
            b.BothSides(_record(plan, rules), overleaf),
            b.PageBreak(),
            *overleaf,
            age_notice(plan.clearance.assessment),
        ),
    )


def _record(plan: DosePlan, rules: HoldStopSet) -> DoseRecord:
    earlier = tuple(EarlierDose(f"Dose {slot.number}", EARLIER) for slot in earlier_slots(plan))
    doses = tuple(DoseRow(f"Dose {slot.number}", slot.shown, _remarks(slot, plan)) for slot in slots_here(plan))
    dose = dose_line(plan).dose
    return DoseRecord(
        earlier,
        doses,
        OUTCOMES,
        cells=(GIVING, LOOKED_AT),
        beside_wide=(GIVING, LOOKED_AT_BESIDE_WIDE),
        units=UNITS,
        strip=stop_strip(rules, OVERLEAF),
        behind=stop_strip(rules, BEHIND),
        again=dose.label,
        dose=dose.value,
    )


def _remarks(slot: Slot, plan: DosePlan) -> str:
    return "; ".join(filter(None, (elapsed(slot), remarks_of(slot, plan))))


def _overleaf(plan: DosePlan, rules: HoldStopSet) -> tuple[b.Block, ...]:
    settings = plan.clearance.settings
    return (
        b.Heading("Hold and stop"),
        b.LabelledValues(centre_rules(settings)),
        *set_blocks(rules, settings),
        b.Text(COUNTING, b.Voice.SMALL),
    )
