"""Fourteen doses in elapsed hours, in any zone, over any clock change."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from il2desk.domain.dosing.schedule import Schedule, lay_out
from il2desk.domain.values.local_time import AskWhichHour, in_zone
from il2desk.domain.values.parsing import Refused
from tests.cases import a_case, packs, planned

ZONES = (
    "Europe/Paris",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Africa/Casablanca",
)
EIGHT = timedelta(hours=8)


def schedule(start: datetime, zone: ZoneInfo) -> Schedule:
    return lay_out(start, zone, packs().guideline.regimen, packs().product.label_days_of_dosing)


def faults_of(start: datetime, zone: ZoneInfo) -> list[str]:
    """What is wrong with the schedule that begins at an instant, checked by offsets alone."""
    laid, faults = schedule(start, zone), []
    instants = [slot.instant for slot in laid.slots]
    if len(instants) != 14 or instants[0] != start or any(b - a != EIGHT for a, b in pairwise(instants)):
        faults.append("gaps")
    if instants[-1] - instants[0] != timedelta(hours=104) or [s.elapsed_hours for s in laid.slots] != list(
        range(0, 105, 8)
    ):
        faults.append("104 hours")
    walls = [(at + at.astimezone(zone).utcoffset()).replace(tzinfo=None) for at in instants]  # type: ignore[operator]
    if [slot.local.replace(tzinfo=None, fold=0) for slot in laid.slots] != walls:
        faults.append("local time")
    days = [(wall.date() - walls[0].date()).days + 1 for wall in walls]
    if [slot.day for slot in laid.slots] != days:
        faults.append("day")
    said = [remark for remark in laid.remarks if "calendar day" in remark]
    if (days[-1] == 6) != bool(said) or (said and "calendar day 6" not in said[0]) or days[-1] not in {5, 6}:
        faults.append("day 6")
    jumps = [b - a != EIGHT for a, b in pairwise(walls)]
    if [slot.clock_changed for slot in laid.slots] != [False, *jumps]:
        faults.append("clock mark")
    if sum("clock changes" in remark for remark in laid.remarks) != sum(jumps):
        faults.append("clock remark")
    return faults


def hours(first: date, days: int) -> Iterable[datetime]:
    start = datetime(first.year, first.month, first.day, tzinfo=UTC)
    return (start + timedelta(hours=hour) for hour in range(days * 24))


@pytest.mark.parametrize("name", ZONES)
def test_a_share_of_every_start_hour_of_three_years_has_equal_gaps_and_right_marks(name: str) -> None:
    zone = ZoneInfo(name)
    starts = list(hours(date(2026, 1, 1), 3 * 365 + 1))[ZONES.index(name) :: 23]
    assert [(start, faults) for start in starts if (faults := faults_of(start, zone))] == []


@pytest.mark.parametrize("name", ZONES)
def test_every_start_hour_around_each_clock_change_has_equal_gaps_and_right_marks(name: str) -> None:
    zone = ZoneInfo(name)
    days = [date(2026, 1, 1) + timedelta(days=day) for day in range(3 * 365 + 1)]
    changing = [day for day in days if _offset(day, zone) != _offset(day + timedelta(days=1), zone)]
    starts = [start for day in changing for start in hours(day - timedelta(days=5), 6)]
    assert [(start, faults) for start in starts if (faults := faults_of(start, zone))] == []
    assert bool(changing) == (name not in {"Asia/Kolkata", "America/Sao_Paulo"})


def _offset(day: date, zone: ZoneInfo) -> timedelta | None:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).astimezone(zone).utcoffset()


def test_monday_nine_ends_on_friday_seventeen() -> None:
    slots = planned(a_case()).schedule.slots
    assert (slots[0].shown, slots[-1].shown) == ("Monday 2026-11-23 09:00", "Friday 2026-11-27 17:00")
    assert (slots[-1].day, slots[-1].offset, slots[-1].number) == (5, "+01:00", 14)


@pytest.mark.parametrize(("clock", "doses"), [("15:59", None), ("16:00", "Dose 14"), ("23:59", "Dose 14")])
def test_a_first_dose_from_four_in_the_afternoon_puts_dose_14_on_day_6(clock: str, doses: str | None) -> None:
    remarks = planned(a_case(first_dose=f"2026-11-23 {clock}")).schedule.remarks
    expected = (
        () if doses is None else (f"{doses} would fall on calendar day 6; the label's table speaks of days 1 to 5.",)
    )
    assert remarks == expected


def test_a_clock_set_forward_can_put_two_doses_on_day_6() -> None:
    paris = ZoneInfo("Europe/Paris")
    laid = schedule(datetime(2027, 3, 26, 23, 30, tzinfo=paris), paris)
    assert laid.remarks == (
        "The clock changes before dose 5; the hours between doses are elapsed hours and stay the same.",
        "Doses 13 to 14 would fall on calendar day 6; the label's table speaks of days 1 to 5.",
    )


def test_a_half_hour_change_is_marked_and_keeps_eight_elapsed_hours() -> None:
    lord_howe = ZoneInfo("Australia/Lord_Howe")
    laid = schedule(datetime(2026, 10, 3, 9, 0, tzinfo=lord_howe), lord_howe)
    assert [slot.number for slot in laid.slots if slot.clock_changed] == [4]
    assert (laid.slots[2].shown, laid.slots[3].shown) == ("Sunday 2026-10-04 01:00", "Sunday 2026-10-04 09:30")


def _skipped_and_repeated(name: str, year: int) -> tuple[set[datetime], set[datetime]]:
    """Local half-hours of a year that no instant shows, and those that two instants show."""
    zone, seen = ZoneInfo(name), dict[datetime, int]()
    start = datetime(year, 1, 1, tzinfo=UTC) - timedelta(days=1)
    for half in range(2 * 24 * 367):
        wall = (start + timedelta(minutes=30 * half)).astimezone(zone).replace(tzinfo=None, fold=0)
        seen[wall] = seen.get(wall, 0) + 1
    walls = {datetime(year, 1, 1) + timedelta(minutes=30 * half) for half in range(2 * 24 * 365)}  # noqa: DTZ001
    return {wall for wall in walls if wall not in seen}, {wall for wall in walls if seen.get(wall, 0) > 1}


@pytest.mark.parametrize("name", ZONES)
def test_every_skipped_hour_is_refused_every_repeated_one_asked_and_every_other_taken(name: str) -> None:
    zone = ZoneInfo(name)
    skipped, repeated = _skipped_and_repeated(name, 2027)
    for half in range(2 * 24 * 365):
        wall = datetime(2027, 1, 1) + timedelta(minutes=30 * half)  # noqa: DTZ001
        if wall in skipped:
            with pytest.raises(Refused, match="does not exist that day"):
                in_zone(wall, zone, None)
        elif wall in repeated:
            with pytest.raises(AskWhichHour, match="occurs twice that day"):
                in_zone(wall, zone, None)
            earlier, later = in_zone(wall, zone, "earlier"), in_zone(wall, zone, "later")
            assert earlier < later
            assert {at.astimezone(zone).replace(tzinfo=None, fold=0) for at in (earlier, later)} == {wall}
        else:
            assert in_zone(wall, zone, None).astimezone(zone).replace(tzinfo=None) == wall


def test_how_far_the_clock_is_set_forward_is_said() -> None:
    with pytest.raises(Refused, match="the clock is set forward by 30 minutes"):
        in_zone(datetime(2026, 10, 4, 2, 15), ZoneInfo("Australia/Lord_Howe"), "earlier")  # noqa: DTZ001
    with pytest.raises(Refused, match="the clock is set forward by 60 minutes"):
        in_zone(datetime(2027, 3, 28, 2, 0), ZoneInfo("Europe/Paris"), None)  # noqa: DTZ001


@pytest.mark.parametrize("year", [1, 9999])
def test_the_first_and_the_last_year_of_the_calendar_are_refused(year: int) -> None:
    with pytest.raises(Refused, match=f"in the year {year}"):
        in_zone(datetime(year, 12, 31, 23, 59), ZoneInfo("Europe/Paris"), None)  # noqa: DTZ001
    near = in_zone(datetime(9998, 12, 31, 23, 59), ZoneInfo("America/New_York"), None)  # noqa: DTZ001
    assert len(schedule(near, ZoneInfo("America/New_York")).slots) == 14
