"""The dose administration record: a place for each dose, stop items beside it, the operative set overleaf."""

from il2desk.documents import blocks as b
from il2desk.documents import report as r
from il2desk.documents.dose_sheet import age_notice, ward_sheet
from il2desk.documents.form_blocks import Cell, DoseRecord, DoseRow
from il2desk.documents.imprint import Imprint
from il2desk.documents.operative import operative_set, set_blocks, stop_strip
from il2desk.documents.order import centre_rules
from il2desk.documents.slots import elapsed, remarks_of
from il2desk.domain.dosing import DosePlan
from il2desk.domain.reference import HoldStopSet, Library
from il2desk.domain.schedule import Slot

ON_THE_FIRST_PAGE = 6
STANDING = b.Banner(
    "Not a prescription.",
    ("Give a dose only on the signed order sheet of this set, after its pre-dose check.",),
    slim=True,
)
GIVING = (
    Cell("Identity", 34, ("checked",)),
    Cell("", 50, ("Given", "Held", "Omitted")),
    Cell("Reason, if held or omitted", 88),
    Cell("Start", 42),
    Cell("End", 42),
    Cell("Bag lot", 58),
    Cell("Given so far", 40),
    Cell("Initials", 34),
    Cell("Initials", 34),
)
LOOKED_AT = (
    Cell("Blood pressure", 58),
    Cell("Pulse", 40),
    Cell("Temperature", 46),
    Cell("Oxygen saturation", 60),
    Cell("Mental state", 66),
    Cell("Urine", 46),
    Cell("Weight", 46),
    Cell("Bleeding", 60),
)
COUNTING = "“Given so far” counts the doses given in this cycle, not the numbers of the slots."


def administration_sheet(plan: DosePlan, library: Library, imprint: Imprint) -> r.Report:
    """The record of a cleared case. Raises SheetWithheld where the operative set is not set."""
    rules = operative_set(plan.clearance.settings, library, "administration record")
    slots = plan.schedule.slots
    first, second = slots[:ON_THE_FIRST_PAGE], slots[ON_THE_FIRST_PAGE:]
    overleaf = b.Side(_overleaf(plan, rules), front=False)
    return ward_sheet(
        r.Sheet.ADMINISTRATION,
        "Dose administration record",
        plan,
        imprint,
        STANDING,
        (
            b.Side((_record(first, plan, rules),), front=True),
            b.PageBreak(),
            overleaf,
            b.PageBreak(),
            b.Side((_record(second, plan, rules),), front=True),
            b.PageBreak(),
            overleaf,
            age_notice(plan.clearance.assessment),
        ),
    )


def _record(slots: tuple[Slot, ...], plan: DosePlan, rules: HoldStopSet) -> DoseRecord:
    doses = tuple(DoseRow(f"Dose {slot.number}", slot.shown, _remarks(slot, plan)) for slot in slots)
    return DoseRecord(doses, (GIVING, LOOKED_AT), stop_strip(rules))


def _remarks(slot: Slot, plan: DosePlan) -> str:
    return "; ".join(filter(None, (elapsed(slot), remarks_of(slot, plan))))


def _overleaf(plan: DosePlan, rules: HoldStopSet) -> tuple[b.Block, ...]:
    settings = plan.clearance.settings
    return (
        b.Heading("Hold and stop"),
        *set_blocks(rules, settings),
        b.Heading("Rules of the centre", level=2),
        b.Facts(centre_rules(settings)),
        b.Text(COUNTING, b.Voice.SMALL),
    )
