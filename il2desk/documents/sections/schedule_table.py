"""The planned times of a schedule in words: when, how long after dose 1, and what is unusual about it."""

from il2desk.documents.model import blocks as b
from il2desk.domain.dosing.dose_plan import DosePlan
from il2desk.domain.dosing.schedule import Slot


def earlier_slots(plan: DosePlan) -> tuple[Slot, ...]:
    """The doses before a re-timing: they stand on the papers printed before it, and maybe at other times than here."""
    return tuple(slot for slot in plan.schedule.slots if plan.retimed and slot.number < plan.retimed.from_dose)


def slots_here(plan: DosePlan) -> tuple[Slot, ...]:
    """The doses that are prepared, given and written on from this set."""
    return plan.schedule.slots[len(earlier_slots(plan)) :]


def earlier_in_words(plan: DosePlan) -> str:
    """As `Dose 1` or `Doses 1 to 4`; empty where no dose was re-timed."""
    many = len(earlier_slots(plan))
    return f"Doses 1 to {many}" if many > 1 else "Dose 1" if many else ""


def doses_here(plan: DosePlan) -> str:
    """How many doses may still be given from this set, as `14 doses` or `1 dose`."""
    many = len(slots_here(plan))
    return "1 dose" if many == 1 else f"{many} doses"


def from_here_on(plan: DosePlan) -> str:
    """From which dose on this set counts, behind a number of doses; empty where that is the first."""
    return f", from dose {plan.retimed.from_dose} on" if plan.retimed else ""


def slot_lead(plan: DosePlan) -> b.Text:
    """Whose clock and from when hours count; of doses before a re-timing, that only their first times are known."""
    earlier = earlier_in_words(plan)
    first = f" {earlier} as first planned: see the record printed earlier." if earlier else ""
    lead = f"Planned times in {plan.schedule.zone}. Hours are elapsed hours from the start of dose 1.{first}"
    return b.Text(lead, b.Voice.SMALL, leads=True)


def elapsed(slot: Slot) -> str:
    return f"{slot.elapsed_in_words} after dose 1" if slot.elapsed else "start"


def remarks_of(slot: Slot, plan: DosePlan) -> str:
    """What must be seen beside a planned time; empty where it is an ordinary one."""
    label_days = plan.clearance.assessment.packs.product.label_days_of_dosing
    said = [f"clock changed, now UTC{slot.offset}"] if slot.clock_changed else []
    said += [which_of_two(slot)] if which_of_two(slot) else []
    said += ["re-timed"] if slot.moved else []
    said += [f"calendar day {slot.day}"] if slot.day > label_days else []
    return "; ".join(said)


def which_of_two(slot: Slot) -> str:
    """Which one is meant of a clock time that comes twice on its day; empty where it comes once."""
    earlier, later = (slot.local.replace(fold=fold).utcoffset() for fold in (0, 1))
    if earlier == later:
        return ""
    which = "first" if slot.local.utcoffset() == earlier else "second"
    return f"the {which} {slot.local:%H:%M} of that day, UTC{slot.offset}"


def exactly(slot: Slot) -> str:
    """The planned time, told apart from another of the same words."""
    return ", ".join(filter(None, (slot.shown, which_of_two(slot))))


def slot_grid(plan: DosePlan) -> tuple[b.Block, ...]:
    """All slots in two columns that are read down."""
    slots = plan.schedule.slots
    half = -(-len(slots) // 2)
    told = [(str(slot.number), slot.shown, _remark(slot, plan)) for slot in slots]
    told += [("", "", "")] * (2 * half - len(told))
    rows = tuple((*told[at], *told[at + half]) for at in range(half))
    head = ("Dose", "Planned start", "Elapsed")
    grid = b.Grid(head * 2, rows, shares=(3, 13, 11) * 2, compact=True)
    remarks = (b.Bullets(plan.schedule.remarks),) if plan.schedule.remarks else ()
    return grid, *remarks


def _remark(slot: Slot, plan: DosePlan) -> str:
    if slot in earlier_slots(plan):
        return "on the earlier record"
    unusual = remarks_of(slot, plan)
    return f"{elapsed(slot)}; {unusual}" if unusual else elapsed(slot)
