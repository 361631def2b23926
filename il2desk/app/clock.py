"""The instant a command works at: the clock's, or the one given."""

from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time
from zoneinfo import ZoneInfo

from il2desk.domain.errors import Refusal
from il2desk.domain.values import local_time


class BadMoment(Refusal):
    """The instant or day given cannot be used; the message says why."""


def zone_called(name: str | None) -> ZoneInfo | None:
    """The zone of an IANA name, None for none. Raises BadMoment."""
    if name is None:
        return None
    zone = local_time.zone_called(name)
    if zone is None:
        raise BadMoment("zone: this is not an IANA name the program knows, such as Europe/Paris")
    return zone


def moment(now: str | None, today: str | None, zone: ZoneInfo | None) -> datetime:
    """The aware instant meant by `--now` and `--today`: now, or noon of today in the case's zone, or the clock's.

    While no zone is known only the day counts, and noon is that of UTC.
    """
    given = _instant(now) if now is not None else None
    day = _day(today) if today is not None else None
    if given is not None:
        local = local_time.on_clocks_of(zone, given)
        if day is not None and local.date() != day:
            raise BadMoment(f"--now falls on {local.date()} in the case's zone, --today says {day}")
        return local
    if day is None:
        return datetime.now(zone) if zone else datetime.now().astimezone()
    return datetime.combine(day, time(12), tzinfo=zone or UTC)


def _instant(text: str) -> datetime:
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise BadMoment("--now: write an instant with offset, as in 2026-03-09T10:00+01:00") from None
    if given.tzinfo is None:
        raise BadMoment("--now: the offset is missing, as in 2026-03-09T10:00+01:00")
    _refuse_edge(given, "--now")
    return given


def _day(text: str) -> date:
    try:
        given = date.fromisoformat(text)
    except ValueError:
        raise BadMoment("--today: write a day of the calendar, as in 2026-03-09") from None
    _refuse_edge(given, "--today")
    return given


def _refuse_edge(given: date, option: str) -> None:
    """In the first and the last year the calendar ends within reach of another zone or of a later dose."""
    if not MINYEAR < given.year < MAXYEAR:
        raise BadMoment(
            f"{option}: the year {given.year} lies at the end of the calendar; write a later or earlier one"
        )
