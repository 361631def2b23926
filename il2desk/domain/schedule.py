"""Fourteen dose times in elapsed hours, computed in UTC and shown in the centre's zone, with clock changes marked."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from il2desk.domain.entry import echo_date
from il2desk.domain.guideline import Regimen


@dataclass(frozen=True, slots=True)
class Slot:
    """One planned dose; `day` counts calendar days from the first dose's, which is day 1."""

    number: int
    elapsed_hours: int
    instant: datetime
    local: datetime
    day: int
    clock_changed: bool

    @property
    def shown(self) -> str:
        """Weekday, date and 24-hour time."""
        return f"{echo_date(self.local.date())} {self.local:%H:%M}"

    @property
    def offset(self) -> str:
        """The zone's offset at that instant, as +02:00."""
        return self.local.isoformat()[-6:]


@dataclass(frozen=True, slots=True)
class Schedule:
    """The slots of one cycle and what must be said about them."""

    slots: tuple[Slot, ...]
    zone: str
    remarks: tuple[str, ...]


def lay_out(first_dose: datetime, zone: ZoneInfo, regimen: Regimen, label_days: int) -> Schedule:
    """Slots exactly `regimen.interval_hours` of elapsed time apart from an aware first instant."""
    start = first_dose.astimezone(UTC)
    opening = start.astimezone(zone)
    slots: list[Slot] = []
    for number in range(1, regimen.most_doses + 1):
        elapsed = regimen.interval_hours * (number - 1)
        instant = start + timedelta(hours=elapsed)
        local = instant.astimezone(zone)
        changed = bool(slots) and local.utcoffset() != slots[-1].local.utcoffset()
        day = (local.date() - opening.date()).days + 1
        slots.append(Slot(number, elapsed, instant, local, day, changed))
    return Schedule(tuple(slots), zone.key, _remarks(slots, label_days))


def _remarks(slots: list[Slot], label_days: int) -> tuple[str, ...]:
    remarks = [
        f"The clock changes before dose {slot.number}; the hours between doses are elapsed hours and stay the same."
        for slot in slots
        if slot.clock_changed
    ]
    late = [slot.number for slot in slots if slot.day > label_days]
    if late:
        doses = f"Dose {late[0]}" if len(late) == 1 else f"Doses {late[0]} to {late[-1]}"
        remarks.append(
            f"{doses} would fall on calendar day {slots[-1].day}; the label's table speaks of days 1 to {label_days}."
        )
    return tuple(remarks)
