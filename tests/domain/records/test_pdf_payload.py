"""A printing is judged on its own day: that of the case's zone, or of the place it was printed in."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from il2desk.domain.case.case import canonical
from il2desk.domain.dosing.dose_plan import plan_if_clear
from il2desk.domain.records.pdf_payload import (
    PdfComparison,
    PdfStatus,
    Returned,
    SheetInFile,
    judged_when_printed,
    printed_day,
    record_digest,
)
from il2desk.domain.records.print_record import PrintRecord, as_judged
from il2desk.domain.records.sheet_kinds import OFFERED, SheetKind
from tests.cases import NOW, a_case, a_record, judged, packs, planned, settings, signed


def a_printing(instant: str) -> PrintRecord:
    return a_record(judged(a_case()), "A4", NOW).model_copy(update={"instant": instant})


@pytest.mark.parametrize(
    ("instant", "zone", "day"),
    [
        ("2026-11-20T22:59:59+00:00", "Europe/Paris", 20),
        ("2026-11-20T23:00:00+00:00", "Europe/Paris", 21),
        ("2026-11-20T23:00:00+00:00", None, 20),
        ("2026-11-20T23:59:59+09:00", None, 20),
        ("2026-11-20T23:59:59+09:00", "America/New_York", 20),
        ("2026-11-20T12:00:00+09:00", "America/New_York", 19),
    ],
)
def test_the_day_of_a_printing_is_that_of_the_zone(instant: str, zone: str | None, day: int) -> None:
    known = ZoneInfo(zone) if zone else None
    assert printed_day(a_printing(instant), known) == date(2026, 11, day)


def test_a_draft_is_judged_on_its_day_of_printing_in_its_own_zone() -> None:
    case = as_judged(judged(a_case()))
    then = judged_when_printed(case, a_printing("2026-11-20T23:30:00+00:00"), packs(), settings())
    assert then.judged_on == date(2026, 11, 21)
    assert judged_when_printed(case, a_printing(NOW.isoformat()), packs(), settings()).judged_on == NOW.date()


@pytest.mark.parametrize("instant", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:00-14:00"])
def test_a_record_from_an_end_of_the_calendar_where_no_other_zone_has_a_day_is_refused(instant: str) -> None:
    text = canonical(a_printing(instant))
    with pytest.raises(ValidationError, match="write an instant with its offset"):
        PrintRecord.model_validate_json(text)


def test_settings_from_outside_count_only_where_the_case_keeps_none() -> None:
    record, other = a_printing(NOW.isoformat()), settings(centre="Another Hospital")
    assert judged_when_printed(a_case(), record, packs(), other).settings == other
    assert judged_when_printed(as_judged(judged(a_case())), record, packs(), other).settings == settings()


def test_a_record_has_the_same_digest_only_while_it_is_the_same() -> None:
    one = a_printing(NOW.isoformat())
    other = a_printing((NOW + timedelta(seconds=1)).isoformat())
    assert record_digest(one) == record_digest(a_printing(NOW.isoformat()))
    assert record_digest(one) != record_digest(other)
    assert canonical(one).startswith('{"case":')


def test_only_a_cleared_assessment_has_a_plan() -> None:
    assert plan_if_clear(judged(a_case())) is None
    plan = plan_if_clear(judged(signed()))
    assert plan is not None
    assert plan.units == planned().units


def test_a_file_names_a_sheet_of_which_files_are_made() -> None:
    kinds = [kind for kind in SheetKind if kind not in OFFERED]
    assert kinds
    for kind in kinds:
        with pytest.raises(ValidationError, match="no file is made"):
            SheetInFile.model_validate_json(f'{{"sheet": "{kind.value}", "record": "{"0" * 64}"}}')


def test_a_file_whose_pages_are_not_shown_is_doubted() -> None:
    case = signed(a_case())
    record = a_printing("2026-11-20T10:00:00+01:00")
    page = PdfComparison(PdfStatus.NOT_COMPARED, "made elsewhere")
    assert not Returned(case, record, SheetKind.ORDER).is_doubted
    assert Returned(case, record, SheetKind.ORDER, page).is_doubted
    assert not Returned(case, record, SheetKind.ORDER, replace(page, shown=b"x")).is_doubted
