"""Doses re-timed as a block: from one dose on, its new start, and the checks that it is late enough and meant."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from il2desk.domain.case.case import Cycle, Retiming
from il2desk.domain.packs.guideline import Regimen
from il2desk.domain.packs.product import Product
from il2desk.domain.values.field_parser import FieldParser
from il2desk.domain.values.formatting import in_hours
from il2desk.domain.values.parsing import echo_date, read_line

RETIMING_PAST = "retiming_past"
RETIMING_LATE = "retiming_late"
PREFIX = "retiming."


@dataclass(frozen=True, slots=True)
class NewStart:
    """Where the doses from one on begin, in UTC, and when the last dose given before them did."""

    from_dose: int
    start: datetime
    last_start: datetime
    reason: str


def read_retiming(
    cycle: Cycle,
    first_dose: datetime | None,
    zone: ZoneInfo | None,
    regimen: Regimen,
    product: Product,
    today: date,
    reader: FieldParser,
) -> NewStart | None:
    """The re-timing of a cycle, read and gated; None where there is none, or something of it is amiss."""
    retiming = cycle.retiming
    if retiming is None:
        return None
    number = retiming.from_dose
    if number > regimen.most_doses:
        reader.refused[f"{PREFIX}from_dose"] = f"There is no dose {number}; a cycle has {regimen.most_doses}."
        return None
    start = _start(retiming, zone, reader)
    last = _last_start(retiming, zone, today, reader)
    reason = reader.read(f"{PREFIX}reason", (retiming.reason or "").strip(), "Reason for re-timing", _reason)
    if first_dose is None or zone is None or start is None or last is None or reason is None:
        return None
    moved = NewStart(number, start, last, reason)
    fault = _fault(moved, first_dose, regimen)
    if fault:
        reader.refused[fault[0]] = fault[1]
        return None
    return _meant(moved, first_dose.astimezone(zone).date(), zone, product, today, reader)


def _reason(text: str) -> str:
    return read_line(text, "Reason for re-timing")


def _start(retiming: Retiming, zone: ZoneInfo | None, reader: FieldParser) -> datetime | None:
    what = f"New start of dose {retiming.from_dose}"
    local = reader.local(f"{PREFIX}start", retiming.start, what)
    return reader.instant(f"{PREFIX}start", local, zone, retiming.start_occurrence, what)


def _last_start(retiming: Retiming, zone: ZoneInfo | None, today: date, reader: FieldParser) -> datetime | None:
    """When the last given dose began; of a clock time that occurs twice the later, so that the interval is kept."""
    what, name = "Start of the last dose given", f"{PREFIX}last_start"
    local = reader.local(name, retiming.last_start, what, not_after=today)
    return reader.instant(name, local, zone, "later", what)


def _fault(moved: NewStart, first_dose: datetime, regimen: Regimen) -> tuple[str, str] | None:
    """The field and the sentence that refuses a moved, or None."""
    interval = timedelta(hours=regimen.interval_hours)
    planned = first_dose + interval * (moved.from_dose - 1)
    if moved.last_start < first_dose - interval:
        return f"{PREFIX}last_start", "The last dose given would have begun before the first dose was planned."
    passed = moved.start - moved.last_start
    if passed < timedelta(0):
        return f"{PREFIX}start", f"Dose {moved.from_dose} would start before the last dose given began."
    if passed < interval:
        return (
            f"{PREFIX}start",
            f"Dose {moved.from_dose} would start {in_hours(passed)} after the last dose given began; at least "
            f"{regimen.interval_hours} hours must lie between two starts.",
        )
    if moved.start <= planned:
        return (
            f"{PREFIX}start",
            f"Dose {moved.from_dose} would start no later than it is planned already; re-timing only ever delays. "
            "A dose that is held is skipped, and later clock times stay.",
        )
    return None


def _meant(
    moved: NewStart, first: date, zone: ZoneInfo, product: Product, today: date, reader: FieldParser
) -> NewStart | None:
    """The moved, where its new start can be of this cycle; what is unusual about it stays open until confirmed."""
    new = moved.start.astimezone(zone).date()
    day, what = (new - first).days + 1, f"The new start of dose {moved.from_dose}, {echo_date(new)},"
    if day >= product.second_cycle_day:
        reader.refused[f"{PREFIX}start"] = (
            f"{what} is on day {day}; by the label the second cycle begins on day {product.second_cycle_day}."
        )
        return None
    if day > product.label_days_of_dosing:
        last = product.label_days_of_dosing
        reader.confirm(RETIMING_LATE, f"{what} is on day {day}; the label's table speaks of days 1 to {last}.")
    if new < today:
        reader.confirm(RETIMING_PAST, f"{what} lies in the past.")
    return moved
