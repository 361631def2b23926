"""What was given of a cycle that is over, and on which day after its dose 1 the next one begins."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from il2desk.domain.case.case import Case, reference_day
from il2desk.domain.packs.guideline import Regimen
from il2desk.domain.packs.product import Product
from il2desk.domain.values.field_parser import FieldParser
from il2desk.domain.values.formatting import in_hours
from il2desk.domain.values.parsing import NumberField, Refused, Unit, echo_date, read_date, read_quantity

SECOND_CYCLE_EARLY = "second_cycle_early"
PREFIX = "earlier."
_DOSES = (Unit("doses", ("dose",)),)


@dataclass(frozen=True, slots=True)
class Given:
    """How many doses of a cycle were given, and on which days the first and the last; None where none was."""

    cycle: int
    doses: int
    first: date | None
    last: date | None

    def day_number(self, day: date) -> int | None:
        """Which day of the course a day is, counted from dose 1 of this cycle as day 1."""
        return None if self.first is None else (day - self.first).days + 1

    @property
    def in_words(self) -> str:
        """As `Cycle 1: 11 doses given, the first on Monday 2026-11-23, the last on Friday 2026-11-27`."""
        if self.first is None or self.last is None:
            return f"Cycle {self.cycle}: no dose given"
        count = "1 dose" if self.doses == 1 else f"{self.doses} doses"
        days = f"the first on {echo_date(self.first)}, the last on {echo_date(self.last)}"
        return f"Cycle {self.cycle}: {count} given, {days}"


def given_before(case: Case) -> tuple[Given, ...]:
    """What was given of each earlier cycle; one of which it cannot be read is left out."""
    found = []
    for number, cycle in enumerate(case.cycles[:-1], start=1):
        try:
            doses = int(read_quantity(cycle.doses_given or "", doses_field(number, None)).value)
            days = [read_date(text or "", "") if doses else None for text in (cycle.first_given, cycle.last_given)]
        except Refused:
            continue
        found.append(Given(number, doses, *days))
    return tuple(found)


def read_given(
    case: Case, product: Product, regimen: Regimen, zone: ZoneInfo | None, today: date, reader: FieldParser
) -> Given | None:
    """What was given of the cycle before, read and gated; None for a first cycle, or where something is amiss."""
    number = len(case.cycles) - 1
    if case.cycles and case.cycle.number != number + 1:
        reader.refused["number"] = (
            f"This is cycle {number + 1} of the case, but it is called cycle {case.cycle.number}."
        )
    if number < 1:
        return None
    before, what = case.cycles[-2], f"of cycle {number}"
    most = min(regimen.most_doses, product.most_doses_a_course - regimen.most_doses)
    doses = reader.quantity(f"{PREFIX}doses_given", before.doses_given, doses_field(number, most))
    if doses is not None and not doses.value:
        for name in ("first_given", "last_given"):
            if getattr(before, name):
                reader.refused[PREFIX + name] = f"A day is recorded, but no dose {what} was given."
        return Given(number, 0, None, None)
    first = reader.day(f"{PREFIX}first_given", before.first_given, f"Day of the first dose {what}", today)
    last = reader.day(f"{PREFIX}last_given", before.last_given, f"Day of the last dose {what}", today)
    if doses is None or first is None or last is None:
        return None
    given = Given(number, int(doses.value), first, last)
    fault = _fault(given, first, last, product, regimen, zone)
    if fault:
        reader.refused[f"{PREFIX}last_given"] = fault
        return None
    _check_first_dose(given, first, last, case, product, today, reader)
    return given


def doses_field(cycle: int, most: int | None) -> NumberField:
    return NumberField(
        f"Number of doses given in cycle {cycle}", _DOSES, places=0, at_most=None if most is None else Decimal(most)
    )


def _fault(
    given: Given, first: date, last: date, product: Product, regimen: Regimen, zone: ZoneInfo | None
) -> str | None:
    """Why the first and the last day cannot both be right, or None."""
    days = f"the first on {echo_date(first)} and the last on {echo_date(last)}"
    if last < first:
        return f"Cycle {given.cycle}: {days}: the last lies before the first."
    if given.doses == 1 and last != first:
        return f"Cycle {given.cycle}: one dose was given, but {days}."
    needed = timedelta(hours=regimen.interval_hours) * (given.doses - 1)
    if needed >= _most_between(first, last, zone):
        return (
            f"Cycle {given.cycle}: {given.doses} doses at least {regimen.interval_hours} hours apart take "
            f"{in_hours(needed)}, which do not fit between {days}."
        )
    if (given.day_number(last) or 0) >= product.second_cycle_day:
        return (
            f"Cycle {given.cycle}: {days}, which is day {given.day_number(last)}; by the label the second cycle begins "
            f"on day {product.second_cycle_day}."
        )
    return None


def _most_between(first: date, last: date, zone: ZoneInfo | None) -> timedelta:
    """From the beginning of the first day to the end of the last in elapsed time; in UTC while no zone is known."""
    begin, end = (datetime(day.year, day.month, day.day, tzinfo=zone or UTC) for day in (first, _next_day(last)))
    return end.astimezone(UTC) - begin.astimezone(UTC)


def _next_day(day: date) -> date:
    return day + timedelta(days=1)


def _check_first_dose(
    given: Given, first: date, last: date, case: Case, product: Product, today: date, reader: FieldParser
) -> None:
    """The planned first dose against the cycle before: after it, and not before the label's day unless confirmed."""
    if not case.cycle.first_dose or "first_dose" in reader.refused:
        return
    planned = reference_day(case, today)
    if planned <= last:
        reader.refused["first_dose"] = (
            f"The planned first dose, {echo_date(planned)}, does not lie after the last dose of cycle {given.cycle}, "
            f"{echo_date(last)}."
        )
        return
    day = given.day_number(planned) or 0
    if day < product.second_cycle_day:
        begins = first + timedelta(days=product.second_cycle_day - 1)
        reader.confirm(
            SECOND_CYCLE_EARLY,
            f"The planned first dose, {echo_date(planned)}, is on day {day} counted from dose 1 of cycle {given.cycle} "
            f"({echo_date(first)}, day 1); by the label the second cycle begins on day {product.second_cycle_day}, "
            f"{echo_date(begins)}.",
        )
