"""Typed fields read one after the other: what was understood, what is refused and what is still open, by field."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from il2desk.domain.values.local_time import AskWhichHour, in_zone
from il2desk.domain.values.parsing import NumberField, Quantity, Refused, read_date, read_moment, read_quantity

Read = TypeVar("Read")


class FieldParser:
    """Collects what one reading of a case gives; used once. Whatever is not understood reads as None."""

    def __init__(self, confirmed: tuple[str, ...] = ()) -> None:
        self.refused: dict[str, str] = {}
        self.open: dict[str, str] = {}
        self._confirmed = frozenset(confirmed)

    def quantity(self, name: str, text: str | None, field: NumberField) -> Quantity | None:
        return self.read(name, text, field.what, lambda typed: read_quantity(typed, field))

    def day(self, name: str, text: str | None, what: str, today: date) -> date | None:
        return self.read(name, text, what, lambda typed: read_date(typed, what, not_after=today))

    def local(self, name: str, text: str | None, what: str, not_after: date | None = None) -> datetime | None:
        """A local date and time without a zone."""
        return self.read(name, text, what, lambda typed: read_moment(typed, what, not_after=not_after))

    def instant(
        self, name: str, local: datetime | None, zone: ZoneInfo | None, occurrence: str | None, what: str
    ) -> datetime | None:
        """The instant of a local time; a repeated hour is asked for under the name of the field's occurrence."""
        if local is None or zone is None:
            return None
        try:
            return in_zone(local, zone, occurrence, what)
        except AskWhichHour as question:
            self.open[f"{name}_occurrence"] = str(question)
        except Refused as refusal:
            self.refused[name] = str(refusal)
        return None

    def read(self, name: str, text: str | None, what: str, how: Callable[[str], Read]) -> Read | None:
        if not text:
            self.open[name] = f"{what} is not recorded."
            return None
        try:
            return how(text)
        except Refused as refusal:
            self.refused[name] = str(refusal)
            return None

    def confirm(self, name: str, says: str) -> None:
        """Something unusual stays open until its id is among those confirmed."""
        if name not in self._confirmed:
            self.open[name] = f"{says} Confirm to go on."
