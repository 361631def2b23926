"""The zone in which a case is judged, and which day it is there."""

from datetime import date, datetime

from il2desk.domain.case.case import Case
from il2desk.domain.values.local_settings import LocalSettings
from il2desk.domain.values.local_time import on_clocks_of, zone_called


def zone_name(case: Case, settings: LocalSettings) -> str | None:
    """The zone a case is judged in: its own, else of the settings it keeps, else of the centre; None where unset."""
    set_ = (case.settings or settings).zone
    return case.zone if case.zone is not None or set_ is None else set_.value


def day_of(now: datetime, case: Case, settings: LocalSettings) -> date:
    """Today, on the calendar of the zone a case is judged in; while none is known, of the place `now` was read in."""
    return on_clocks_of(zone_called(zone_name(case, settings) or ""), now).date()
