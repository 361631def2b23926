"""The planned doses as a time line block: by elapsed time, with the local days, the night hours and clock changes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from il2desk.documents.model.figure_blocks import Moment, TimedDose, TimeLine
from il2desk.documents.sections.schedule_table import earlier_in_words, slots_here
from il2desk.domain.dosing.dose_plan import DosePlan
from il2desk.domain.dosing.schedule import Slot
from il2desk.domain.values.parsing import echo_date

EVENING, MORNING = time(20), time(8)  # clock hours of the shading, not sunset and sunrise
MARGIN = timedelta(hours=3)
MINUTE = timedelta(minutes=1)


def time_line(plan: DosePlan) -> TimeLine:
    """The doses that this set is for: those before a re-timing may lie days before them, and at other times."""
    slots, label_days = slots_here(plan), plan.clearance.assessment.packs.product.label_days_of_dosing
    begin, end = slots[0].instant - MARGIN, slots[-1].instant + MARGIN
    late = [slot for slot in slots if slot.day > label_days]
    earlier = earlier_in_words(plan)
    before = f"{earlier}: on the record printed earlier. " if earlier else ""
    beyond = f"Square: after day {label_days}. " if late else ""
    first, last = slots[0].shown, slots[-1].shown
    hours = f"{EVENING:%H:%M} to {MORNING:%H:%M}"
    changes = tuple(_change(one, begin) for one in _clock_changes(slots))
    changed = f" {len(changes)} clock change, marked." if changes else ""
    return TimeLine(
        doses=tuple(
            TimedDose(str(slot.number), f"{slot.local:%H:%M}", _minutes(begin, slot.instant), slot.day > label_days)
            for slot in slots
        ),
        days=tuple(_days(slots, begin, end)),
        changes=changes,
        caption=f"Shaded: {hours} by the local clock of {plan.schedule.zone}. {beyond}{before}".strip(),
        alternative=f"Time line of {len(slots)} planned doses, from {first} to {last}.{changed}",
        nights=tuple(_nights(slots, begin, end)),
        length=_minutes(begin, end),
    )


def _minutes(begin: datetime, instant: datetime) -> int:
    return (instant - begin) // MINUTE


def _dates(slots: tuple[Slot, ...]) -> Iterator[date]:
    """Every local date from the day before the first slot's to the day after the last's."""
    day = slots[0].local.date() - timedelta(days=1)
    while day <= slots[-1].local.date() + timedelta(days=1):
        yield day
        day += timedelta(days=1)


def _instant(slots: tuple[Slot, ...], day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=slots[0].local.tzinfo).astimezone(UTC)


def _days(slots: tuple[Slot, ...], begin: datetime, end: datetime) -> Iterator[Moment]:
    """Each day with its words, from where it begins on the line."""
    for day in _dates(slots):
        opens, closes = (_instant(slots, one, time()) for one in (day, day + timedelta(days=1)))
        if closes > begin and opens < end:
            yield Moment(tuple(echo_date(day).split(" ")), _minutes(begin, max(opens, begin)))


def _nights(slots: tuple[Slot, ...], begin: datetime, end: datetime) -> Iterator[tuple[int, int]]:
    for day in _dates(slots):
        dusk = max(begin, _instant(slots, day, EVENING))
        dawn = min(end, _instant(slots, day + timedelta(days=1), MORNING))
        if dusk < dawn:
            yield _minutes(begin, dusk), _minutes(begin, dawn)


def _clock_changes(slots: tuple[Slot, ...]) -> Iterator[datetime]:
    """The minute at which the offset changes between two slots, found by halving."""
    zone = slots[0].local.tzinfo
    for before, after in pairwise(slots):
        low, high = before.instant, after.instant
        if low.astimezone(zone).utcoffset() == high.astimezone(zone).utcoffset():
            continue
        while high - low > MINUTE:
            middle = low + (high - low) // MINUTE // 2 * MINUTE
            same = middle.astimezone(zone).utcoffset() == before.local.utcoffset()
            low, high = (middle, high) if same else (low, middle)
        yield high.astimezone(zone)


def _change(instant: datetime, begin: datetime) -> Moment:
    was = (instant.astimezone(UTC) - MINUTE).astimezone(instant.tzinfo) + MINUTE
    return Moment((f"clock changes, {was:%H:%M} becomes {instant:%H:%M}",), _minutes(begin, instant.astimezone(UTC)))
