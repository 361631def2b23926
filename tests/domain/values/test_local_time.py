"""Which day it is for a case: by its own zone, else by that of the settings it keeps, else by the centre's."""

from datetime import UTC, date, datetime

import pytest

from il2desk.domain.case.judged_day import day_of, zone_name
from il2desk.domain.values.local_time import zone_called
from tests.cases import a_case, settings

AFTERNOON = datetime(2026, 11, 20, 13, tzinfo=UTC)  # the next day has begun in Auckland, and not in Paris
AUCKLAND, PARIS = settings(zone="Pacific/Auckland"), settings(zone="Europe/Paris")


@pytest.mark.parametrize(
    ("own", "kept", "centre", "zone", "day"),
    [
        ("Pacific/Auckland", None, PARIS, "Pacific/Auckland", 21),
        ("Europe/Paris", AUCKLAND, AUCKLAND, "Europe/Paris", 20),
        (None, AUCKLAND, PARIS, "Pacific/Auckland", 21),
        (None, None, PARIS, "Europe/Paris", 20),
        (None, settings(zone=None), AUCKLAND, None, 20),
        (None, None, settings(zone=None), None, 20),
        ("Mars/Olympus", None, AUCKLAND, "Mars/Olympus", 20),
        ("", None, AUCKLAND, "", 20),
    ],
)
def test_a_case_has_its_day_from_the_nearest_zone(
    own: str | None, kept: object, centre: object, zone: str | None, day: int
) -> None:
    case = a_case(zone=own).model_copy(update={"settings": kept})
    assert zone_name(case, centre) == zone  # type: ignore[arg-type]
    assert day_of(AFTERNOON, case, centre) == date(2026, 11, day)  # type: ignore[arg-type]


def test_a_zone_nobody_knows_is_none() -> None:
    assert [zone_called(name) for name in ("Mars/Olympus", "../passwd", "")] == [None, None, None]
    assert str(zone_called("Europe/Paris")) == "Europe/Paris"
