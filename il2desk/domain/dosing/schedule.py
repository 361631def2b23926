"""Fourteen dose times in elapsed hours, computed in UTC and shown in the centre's zone, with clock changes marked."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from il2desk.domain.assessment.retiming import NewStart
from il2desk.domain.packs.guideline import Regimen
from il2desk.domain.values.formatting import in_hours
from il2desk.domain.values.local_time import offset_of, shown_time


@dataclass(frozen=True, slots=True)
class Slot:
    """One planned dose; `day` counts calendar days from the first dose's, which is day 1.

    `elapsed_hours` are whole hours since the first dose; a dose that was `moved` may have minutes more, which
    `elapsed_in_words` says too.
    """

    number: int
    elapsed_hours: int
    instant: datetime
    local: datetime
    day: int
    clock_changed: bool
    moved: bool = False
    elapsed: timedelta = timedelta(0)

    @property
    def shown(self) -> str:
        """Weekday, date and 24-hour time."""
        return shown_time(self.local)

    @property
    def offset(self) -> str:
        """The zone's offset at that instant, as +02:00."""
        return offset_of(self.local)

    @property
    def elapsed_in_words(self) -> str:
        """As `56 hours` or `57 hours 30 minutes`."""
        return in_hours(self.elapsed)


@dataclass(frozen=True, slots=True)
class Retimed:
    """That doses were re-timed: from which on, to when and from when, after which last start, and why; local times."""

    from_dose: int
    start: datetime
    planned: datetime
    last_start: datetime
    reason: str

    @property
    def shown(self) -> str:
        """The new start: weekday, date and 24-hour time."""
        return shown_time(self.start)

    @property
    def planned_shown(self) -> str:
        return shown_time(self.planned)

    @property
    def last_start_shown(self) -> str:
        return shown_time(self.last_start)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The slots of one cycle and what must be said about them; `retimed` is None where every dose is as first planned.

    A re-timed schedule's last remarks say what moved; its doses before `retimed.from_dose` are as first planned.
    """

    slots: tuple[Slot, ...]
    zone: str
    remarks: tuple[str, ...]
    retimed: Retimed | None = None


def lay_out(
    first_dose: datetime, zone: ZoneInfo, regimen: Regimen, label_days: int, new_start: NewStart | None = None
) -> Schedule:
    """Slots `regimen.interval_hours` of elapsed time apart from an aware first instant, and again from a new start."""
    start, interval = first_dose.astimezone(UTC), timedelta(hours=regimen.interval_hours)
    opening = start.astimezone(zone)
    slots: list[Slot] = []
    for number in range(1, regimen.most_doses + 1):
        moved = new_start is not None and number >= new_start.from_dose
        if new_start is not None and moved:
            instant = new_start.start.astimezone(UTC) + interval * (number - new_start.from_dose)
        else:
            instant = start + interval * (number - 1)
        local, elapsed = instant.astimezone(zone), instant - start
        changed = bool(slots) and local.utcoffset() != slots[-1].local.utcoffset()
        day, hours = (local.date() - opening.date()).days + 1, elapsed // timedelta(hours=1)
        slots.append(Slot(number, hours, instant, local, day, changed, moved, elapsed))
    planned = None if new_start is None else start + interval * (new_start.from_dose - 1)
    retimed = None if new_start is None or planned is None else _retimed(new_start, planned, zone)
    return Schedule(tuple(slots), zone.key, _remarks(slots, label_days, retimed), retimed)


def _retimed(new_start: NewStart, planned: datetime, zone: ZoneInfo) -> Retimed:
    start, before, last = (one.astimezone(zone) for one in (new_start.start, planned, new_start.last_start))
    return Retimed(new_start.from_dose, start, before, last, new_start.reason)


def _remarks(slots: list[Slot], label_days: int, retimed: Retimed | None) -> tuple[str, ...]:
    remarks = [_of_clock(slot, retimed) for slot in slots if slot.clock_changed]
    late = [slot for slot in slots if slot.day > label_days]
    if late:
        first, last = late[0], late[-1]
        doses = f"Dose {first.number}" if len(late) == 1 else f"Doses {first.number} to {last.number}"
        days = f"calendar day {last.day}" if first.day == last.day else f"calendar days {first.day} to {last.day}"
        remarks.append(f"{doses} would fall on {days}; the label's table speaks of days 1 to {label_days}.")
    if retimed is not None:
        number, end = retimed.from_dose, slots[-1].number
        doses = f"Dose {number} is" if number == end else f"Doses {number} to {end} are"
        remarks.append(
            f"{doses} re-timed: dose {number} starts {retimed.shown} instead of {retimed.planned_shown}. "
            f"The last dose given began {retimed.last_start_shown}."
        )
    return tuple(remarks)


def _of_clock(slot: Slot, retimed: Retimed | None) -> str:
    if retimed is not None and slot.number == retimed.from_dose:
        return f"The clock changes before dose {slot.number}, which is re-timed; hours between doses are elapsed hours."
    return f"The clock changes before dose {slot.number}; the hours between doses are elapsed hours and stay the same."
