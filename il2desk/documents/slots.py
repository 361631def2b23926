"""The planned times of a schedule in words: when, how long after dose 1, and what is unusual about it."""

from il2desk.documents import blocks as b
from il2desk.domain.dosing import DosePlan
from il2desk.domain.schedule import Slot


def earlier_slots(plan: DosePlan) -> tuple[Slot, ...]:
    """The doses before a re-timing: they stand on the papers printed before it, and maybe at other times than here."""
    return tuple(slot for slot in plan.schedule.slots if plan.retimed and slot.number < plan.retimed.from_dose)


def slots_here(plan: DosePlan) -> tuple[Slot, ...]:
    """The doses that are prepared, given and written on from this set."""
    return plan.schedule.slots[len(earlier_slots(plan)) :]


def slot_lead(plan: DosePlan) -> b.Text:
    zone = plan.schedule.zone
    return b.Text(f"Planned times in {zone}. Hours are elapsed hours from the start of dose 1.", b.Voice.SMALL, True)


def elapsed(slot: Slot) -> str:
    return f"{slot.elapsed_in_words} after dose 1" if slot.elapsed else "start"


def remarks_of(slot: Slot, plan: DosePlan) -> str:
    """What must be seen beside a planned time; empty where it is an ordinary one."""
    label_days = plan.clearance.assessment.packs.product.label_days_of_dosing
    said = [f"clock changed, now UTC{slot.offset}"] if slot.clock_changed else []
    said += ["re-timed"] if slot.moved else []
    said += [f"calendar day {slot.day}"] if slot.day > label_days else []
    return "; ".join(said)


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
    unusual = remarks_of(slot, plan)
    return f"{elapsed(slot)}; {unusual}" if unusual else elapsed(slot)
