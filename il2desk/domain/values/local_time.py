"""Local clock times of a zone become instants: a skipped one is refused, and of a repeated one it is asked which."""

from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from il2desk.domain.errors import Refusal
from il2desk.domain.values.parsing import Refused, echo_date

FIRST_DOSE = "Planned first dose"


def zone_called(name: str) -> ZoneInfo | None:
    """The zone of an IANA name, or None where the program knows none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def on_clocks_of(zone: ZoneInfo | None, instant: datetime) -> datetime:
    """An instant as that zone's clocks show it; while none is known, as those of the place it was read in."""
    return instant.astimezone(zone) if zone else instant


class AskWhichHour(Refusal):
    """The clock time occurs twice that day; the message asks which is meant."""


def shown_time(local: datetime) -> str:
    """Weekday, date and 24-hour time of a local time, as `Monday 2026-03-09 09:00`."""
    return f"{echo_date(local.date())} {local:%H:%M}"


def offset_of(local: datetime) -> str:
    """The zone's offset at an aware local time, as `+01:00`."""
    return local.isoformat()[-6:]


def shown_with_offset(local: datetime) -> str:
    """An aware local time, as `Monday 2026-03-09 09:00 +01:00`."""
    return f"{shown_time(local)} {offset_of(local)}"


def shown_instant(instant: datetime, zone: ZoneInfo) -> str:
    """An instant as local time with its offset and zone, as `Monday 2026-03-09 09:00 +01:00 (Europe/Paris)`."""
    return f"{shown_with_offset(instant.astimezone(zone))} ({zone.key})"


def in_zone(local: datetime, zone: ZoneInfo, occurrence: str | None, what: str = FIRST_DOSE) -> datetime:
    """The instant, in UTC, of a local clock time. Raises Refused for a skipped one, AskWhichHour for a repeated one."""
    if local.year in {MINYEAR, MAXYEAR}:
        raise Refused(f"{what}: no schedule can be computed in the year {local.year}.")
    earlier = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    later = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if earlier == later:
        return earlier
    if earlier > later:
        skipped = abs(later - earlier) // timedelta(minutes=1)
        raise Refused(f"{what}: {local:%H:%M} does not exist that day; the clock is set forward by {skipped} minutes.")
    if occurrence is None:
        raise AskWhichHour(f"{local:%H:%M} occurs twice that day, because the clock is set back. Which one is meant?")
    return earlier if occurrence == "earlier" else later
