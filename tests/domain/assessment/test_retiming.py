"""Doses re-timed as a block: never too soon after the last start, never earlier than planned, eight hours apart."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from il2desk.domain.assessment import retiming as module
from il2desk.domain.assessment.assessment import Plan
from il2desk.domain.assessment.missing_entries import unfinished
from il2desk.domain.assessment.retiming import RETIMING_LATE, RETIMING_PAST, NewStart, read_retiming
from il2desk.domain.case.case import Case, Cycle, Retiming, canonical, content_digest, fitting_signature
from il2desk.domain.dosing.clearance import clear
from il2desk.domain.dosing.dose_plan import DosePlan, plan_doses
from il2desk.domain.dosing.schedule import lay_out
from il2desk.domain.values.field_parser import FieldParser
from tests.cases import SIGNER, ZONE, a_case, judged, packs, signed
from tests.domain.dosing.test_schedule import ZONES

# Dose 1 on Monday 09:00, so dose 6 is planned on Wednesday 01:00; the day of writing is that Wednesday.
WEDNESDAY = date(2026, 11, 25)
MORNING = datetime(2026, 11, 25, 7, 0, tzinfo=ZONE)
MOVED: dict[str, Any] = {
    "from_dose": 6,
    "start": "2026-11-25 09:30",
    "last_start": "2026-11-24 17:05",
    "reason": "Held at 01:00 for a systolic pressure of 80; recovered",
}
EIGHT = timedelta(hours=8)


def moved(confirmed: tuple[str, ...] = (), first_dose: str = "2026-11-23 09:00", **changes: Any) -> Case:
    told = {name: value for name, value in {**MOVED, **changes}.items() if value is not None}
    return a_case(retiming=Retiming(**told), confirmed=("first_dose_past", *confirmed), first_dose=first_dose)


def planned_anew(case: Case) -> DosePlan:
    return plan_doses(clear(judged(signed(case, now=MORNING), today=WEDNESDAY)))


def says(case: Case, today: date = WEDNESDAY) -> str:
    basis = judged(case, today=today).basis
    return " ".join((*basis.refused.values(), *basis.open.values()))


def test_doses_before_keep_their_times_and_later_ones_follow_the_new_start_every_eight_hours() -> None:
    plan, before = planned_anew(moved()), planned_anew(a_case(confirmed=("first_dose_past",)))
    slots = plan.schedule.slots
    assert slots[:5] == before.schedule.slots[:5]
    assert [slot.number for slot in slots if slot.moved] == list(range(6, 15))
    assert [slot.shown for slot in slots[4:8]] == [
        "Tuesday 2026-11-24 17:00",
        "Wednesday 2026-11-25 09:30",
        "Wednesday 2026-11-25 17:30",
        "Thursday 2026-11-26 01:30",
    ]
    assert {b.instant - a.instant for a, b in pairwise(slots[5:])} == {EIGHT}
    assert (slots[5].elapsed_hours, slots[5].elapsed_in_words) == (48, "48 hours 30 minutes")
    assert slots[4].elapsed_in_words == "32 hours"
    assert len(slots) == plan.most_doses == 14


def test_what_was_re_timed_is_told() -> None:
    plan = planned_anew(moved())
    retimed = plan.retimed
    assert retimed is not None
    assert (retimed.from_dose, retimed.reason) == (6, MOVED["reason"])
    assert (retimed.shown, retimed.planned_shown, retimed.last_start_shown) == (
        "Wednesday 2026-11-25 09:30",
        "Wednesday 2026-11-25 01:00",
        "Tuesday 2026-11-24 17:05",
    )
    assert plan.schedule.remarks == (
        "Dose 14 would fall on calendar day 6; the label's table speaks of days 1 to 5.",
        "Doses 6 to 14 are re-timed: dose 6 starts Wednesday 2026-11-25 09:30 instead of Wednesday 2026-11-25 01:00. "
        "The last dose given began Tuesday 2026-11-24 17:05.",
    )


def test_the_last_dose_alone_can_be_re_timed() -> None:
    case = moved(from_dose=14, start="2026-11-27 18:00")
    remarks = planned_anew(case).schedule.remarks
    assert remarks[0].startswith("Dose 14 is re-timed: dose 14 starts Friday 2026-11-27 18:00")
    assert [slot.number for slot in planned_anew(case).schedule.slots if slot.moved] == [14]


def test_doses_that_move_over_several_days_are_told_with_their_days() -> None:
    case = moved((RETIMING_LATE,), from_dose=12, start="2026-11-28 20:00")
    assert planned_anew(case).schedule.remarks[0] == (
        "Doses 12 to 14 would fall on calendar days 6 to 7; the label's table speaks of days 1 to 5."
    )


def test_a_plan_that_is_not_re_timed_says_so() -> None:
    plan = planned_anew(a_case(confirmed=("first_dose_past",)))
    assert plan.retimed is None
    assert not any(slot.moved for slot in plan.schedule.slots)


@pytest.mark.parametrize(
    ("last_start", "accepted"),
    [("2026-11-25 01:29", True), ("2026-11-25 01:30", True), ("2026-11-25 01:31", False), ("2026-11-25 09:30", False)],
)
def test_at_least_eight_hours_lie_between_the_last_start_and_the_new_one(last_start: str, accepted: bool) -> None:
    case = moved(last_start=last_start)
    assert (judged(case, today=WEDNESDAY).basis.new_start is not None) == accepted
    assert ("at least 8 hours must lie between two starts" in says(case)) != accepted


def test_how_long_after_the_last_start_is_said() -> None:
    assert "would start 7 hours 59 minutes after the last dose" in says(moved(last_start="2026-11-25 01:31"))
    assert "would start 0 hours after" in says(moved(last_start="2026-11-25 09:30"))
    assert "would start 1 hour 1 minute after" in says(moved(last_start="2026-11-25 08:29"))
    assert "before the last dose given began" in says(moved(last_start="2026-11-25 09:31"))


@pytest.mark.parametrize(
    ("start", "accepted"), [("2026-11-25 00:59", False), ("2026-11-25 01:00", False), ("2026-11-25 01:01", True)]
)
def test_re_timing_only_ever_delays(start: str, accepted: bool) -> None:
    case = moved(start=start, last_start="2026-11-24 09:00")
    assert (judged(case, today=WEDNESDAY).basis.new_start is not None) == accepted
    assert ("re-timing only ever delays" in says(case)) != accepted


@pytest.mark.parametrize(
    ("last_start", "accepted"), [("2026-11-23 01:00", True), ("2026-11-23 00:59", False), ("2026-10-24 17:05", False)]
)
def test_a_last_start_long_before_the_first_dose_is_refused(last_start: str, accepted: bool) -> None:
    assert (judged(moved(last_start=last_start), today=WEDNESDAY).basis.new_start is not None) == accepted


@pytest.mark.parametrize(
    ("start", "asked", "refused"),
    [
        ("2026-11-27 23:59", False, False),
        ("2026-11-28 00:00", True, False),
        ("2026-12-06 23:59", True, False),
        ("2026-12-07 00:00", False, True),
        ("2027-11-25 09:30", False, True),
    ],
)
def test_a_new_start_after_day_5_is_asked_and_from_day_15_refused(start: str, asked: bool, refused: bool) -> None:
    found = judged(moved(start=start), today=WEDNESDAY)
    assert (RETIMING_LATE in found.basis.open, "retiming.start" in found.basis.refused) == (asked, refused)
    assert (found.plan is Plan.NONE) == (asked or refused)
    assert (judged(moved((RETIMING_LATE,), start=start), today=WEDNESDAY).plan is Plan.ALLOWED) != refused


@pytest.mark.parametrize(("today", "asked"), [(WEDNESDAY, False), (date(2026, 11, 26), True)])
def test_a_new_start_in_the_past_is_asked(today: date, asked: bool) -> None:
    assert (RETIMING_PAST in judged(moved(), today=today).basis.open) == asked
    assert judged(moved((RETIMING_PAST,)), today=today).plan is Plan.ALLOWED


@pytest.mark.parametrize(
    ("change", "name", "reason"),
    [
        ({"from_dose": 15}, "from_dose", "There is no dose 15; a cycle has 14."),
        ({"start": None}, "start", "New start of dose 6 is not recorded."),
        ({"start": "2026-11-25"}, "start", "with 24 hours and a colon"),
        ({"start": "2026-11-25 930"}, "start", "with 24 hours and a colon"),
        ({"last_start": None}, "last_start", "Start of the last dose given is not recorded."),
        ({"last_start": "yesterday"}, "last_start", "year-month-day"),
        ({"last_start": "2026-11-26 01:00"}, "last_start", "lies in the future"),
        ({"reason": None}, "reason", "Reason for re-timing is not recorded."),
        ({"reason": "  "}, "reason", "Reason for re-timing is not recorded."),
        ({"reason": "a\u202eb"}, "reason", "invisible character"),
        ({"reason": "a\nb"}, "reason", "a line break"),
    ],
)
def test_an_incomplete_or_unreadable_re_timing_is_signed_by_nobody(
    change: dict[str, Any], name: str, reason: str
) -> None:
    found = judged(moved(**change), today=WEDNESDAY)
    assert found.plan is Plan.NONE
    assert [(gap.name, reason in gap.says) for gap in unfinished(found)] == [(f"retiming.{name}", True)]


def test_an_open_re_timing_is_a_gap_even_where_no_plan_is_sought() -> None:
    case = moved(reason=None).with_answer("ecog_grade", "3")
    assert [gap.name for gap in unfinished(judged(case, today=WEDNESDAY))] == ["retiming.reason"]


def test_a_re_timing_without_a_first_dose_or_a_zone_moves_nothing() -> None:
    assert judged(moved().with_cycle(first_dose=None), today=WEDNESDAY).basis.new_start is None


def test_a_new_start_that_does_not_exist_is_refused_and_one_that_occurs_twice_is_asked() -> None:
    forward = {"from_dose": 3, "last_start": "2027-03-27 09:00", "first_dose": "2027-03-27 01:00"}
    today = date(2027, 3, 28)
    assert "does not exist that day" in says(moved(start="2027-03-28 02:30", **forward), today)
    back = {"from_dose": 3, "last_start": "2026-10-24 08:00", "first_dose": "2026-10-24 08:00"}
    today = date(2026, 10, 25)
    found = judged(moved(start="2026-10-25 02:30", **back), today=today).basis
    assert "occurs twice that day" in found.open["retiming.start_occurrence"]
    for occurrence, hour in (("earlier", 0), ("later", 1)):
        taken = judged(moved(start="2026-10-25 02:30", start_occurrence=occurrence, **back), today=today).basis
        assert taken.new_start is not None
        assert taken.new_start.start == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)


def test_of_a_last_start_that_occurs_twice_the_later_is_taken() -> None:
    back = {"from_dose": 4, "last_start": "2026-10-25 02:30", "first_dose": "2026-10-24 08:00"}
    today = date(2026, 10, 25)
    assert "7 hours 59 minutes after" in says(moved(start="2026-10-25 10:29", **back), today)
    assert judged(moved(start="2026-10-25 10:30", **back), today=today).basis.new_start is not None


def test_a_clock_change_before_the_re_timed_dose_is_told_as_such() -> None:
    paris = ZoneInfo("Europe/Paris")
    start = datetime(2026, 10, 24, 8, 0, tzinfo=paris)
    new = NewStart(3, datetime(2026, 10, 25, 10, 0, tzinfo=paris), start, "x")
    remarks = lay_out(start, paris, packs().guideline.regimen, 5, new).remarks
    assert remarks[0] == "The clock changes before dose 3, which is re-timed; hours between doses are elapsed hours."
    later = NewStart(2, datetime(2026, 10, 24, 20, 0, tzinfo=paris), start, "x")
    assert "before dose 3; the hours between" in lay_out(start, paris, packs().guideline.regimen, 5, later).remarks[0]


def test_a_change_of_the_re_timing_voids_the_signature() -> None:
    case = signed(moved(), now=MORNING)
    assert fitting_signature(case) is not None
    assert Case.model_validate_json(canonical(case)) == case
    told = case.cycle.retiming
    assert told is not None
    digests = {content_digest(case), content_digest(case.with_cycle(retiming=None))}
    for name, value in {
        "from_dose": 7,
        "start": "2026-11-25 10:00",
        "start_occurrence": "later",
        "last_start": "2026-11-24 17:00",
        "reason": "other",
    }.items():
        changed = case.with_cycle(retiming=told.model_copy(update={name: value}))
        assert fitting_signature(changed) is None, name
        digests.add(content_digest(changed))
    assert len(digests) == 2 + len(Retiming.model_fields)
    assert case.signatures[0].name == SIGNER


# ---------------------------------------------------------------- any re-timing, near clock changes, in six zones
CHANGES = (
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(2026, 3, 8),
    date(2026, 11, 1),
    date(2026, 4, 5),
    date(2026, 2, 15),
)


@st.composite
def re_timings(draw: st.DrawFn) -> tuple[ZoneInfo, datetime, int, datetime, datetime]:
    """A zone, a first dose within five days of a clock change, from which dose, its new start, and the last start."""
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    day = draw(st.sampled_from(CHANGES)) + timedelta(days=draw(st.integers(-5, 1)))
    first = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=draw(st.integers(0, 1439)))
    number = draw(st.integers(2, 14))
    planned = first + EIGHT * (number - 1)
    start = planned + timedelta(minutes=draw(st.integers(-120, 3000)))
    last = start - timedelta(minutes=draw(st.integers(-60, 1500)))
    return zone, first, number, start, last


def faults_of(drawn: tuple[ZoneInfo, datetime, int, datetime, datetime]) -> list[str]:
    """What is wrong with how a re-timing was taken and laid out, judged by instants alone."""
    zone, first, number, start, last = drawn
    local_start, local_last = start.astimezone(zone), last.astimezone(zone)
    told = Retiming(
        from_dose=number,
        start=f"{local_start:%Y-%m-%d %H:%M}",
        start_occurrence="later" if local_start.fold else "earlier",
        last_start=f"{local_last:%Y-%m-%d %H:%M}",
        reason="x",
    )
    if local_last.replace(fold=0).utcoffset() != local_last.replace(fold=1).utcoffset():
        last = local_last.replace(fold=1).astimezone(UTC)
    late_enough = last <= start - EIGHT and start > first + EIGHT * (number - 1) and last >= first - EIGHT
    reader, regimen, product = FieldParser(), packs().guideline.regimen, packs().product
    new = read_retiming(Cycle(retiming=told), first, zone, regimen, product, date(2027, 1, 1), reader)
    if (new is not None) != late_enough or (new is None) != bool(reader.refused):
        return ["taken or refused wrongly"]
    if new is None:
        return []
    laid, plain, faults = lay_out(first, zone, regimen, 5, new), lay_out(first, zone, regimen, 5), []
    gaps = [b.instant - a.instant for a, b in pairwise(laid.slots)]
    if (new.start, new.last_start) != (start, last) or laid.slots[number - 1].instant - last < EIGHT:
        faults.append("start")
    if min(gaps) < EIGHT or {gap for at, gap in enumerate(gaps, start=2) if at != number} - {EIGHT}:
        faults.append("gaps")
    if laid.slots[: number - 1] != plain.slots[: number - 1]:
        faults.append("before")
    if any(
        a.instant <= b.instant or not a.moved
        for a, b in zip(laid.slots[number - 1 :], plain.slots[number - 1 :], strict=True)
    ):
        faults.append("after")
    if any(slot.day != (slot.local.date() - first.astimezone(zone).date()).days + 1 for slot in laid.slots):
        faults.append("day")
    if [s.clock_changed for s in laid.slots[1:]] != [a.offset != b.offset for a, b in pairwise(laid.slots)]:
        faults.append("clock")
    return faults


@settings(max_examples=400)
@given(re_timings())
def test_every_re_timing_is_taken_or_refused_rightly_and_never_closer_than_eight_hours(
    drawn: tuple[ZoneInfo, datetime, int, datetime, datetime],
) -> None:
    assert faults_of(drawn) == []


@pytest.mark.parametrize("fault", ["wall clock", "never refused"])
def test_a_wrong_re_timing_is_seen(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    paris = ZoneInfo("Europe/Paris")
    first = datetime(2026, 10, 24, 6, tzinfo=UTC)
    start = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    if fault == "never refused":
        monkeypatch.setattr(module, "_fault", lambda *_: None)
        assert faults_of((paris, first, 3, start, start - timedelta(hours=7))) == ["taken or refused wrongly"]
    else:
        monkeypatch.setattr(
            FieldParser, "instant", lambda _self, _name, local, zone, *_: local.replace(tzinfo=zone).astimezone(UTC)
        )
        assert faults_of((paris, first, 3, start + timedelta(hours=1), start - EIGHT)) != []
