"""Every start hour of three years in six zones; each run takes a share (`tests/domain/dosing/test_schedule.py`)."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from tests.domain.dosing.test_schedule import ZONES, faults_of, hours

pytestmark = pytest.mark.proof


@pytest.mark.parametrize("name", ZONES)
def test_every_start_hour_of_three_years_has_equal_gaps_and_right_marks(name: str) -> None:
    zone = ZoneInfo(name)
    starts = hours(date(2026, 1, 1), 3 * 365 + 1)
    assert [(start, faults) for start in starts if (faults := faults_of(start, zone))] == []
