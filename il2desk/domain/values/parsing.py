"""Typed text becomes an exact value or a refusal in words; never a value that was not meant."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from il2desk.domain.errors import Refusal
from il2desk.domain.values.characters import JOINERS, unprinted
from il2desk.domain.values.invisible import code_of, is_unseen, named, trimmed

NOT_KNOWN = "not_known"
LONGEST_LINE = 200
LONGEST_TEXT = 4000
_MOST_NAMED = 5

_compiled = cache(re.compile)
"""Patterns are compiled when first needed, for the start."""
_NUMBER = r"(?:0|[1-9][0-9]{0,8})(?:[.,][0-9]{1,9})?"
_GROUPED = r"[1-9][0-9]{0,2}[.,][0-9]{3}"
_WITH_UNIT = r"(?P<number>[^\sA-Za-z\u00b5\u03bc%]+)[ \t\u00a0\u202f]*(?P<unit>[A-Za-z\u00b5\u03bc%].*)?"
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK = r"(?P<hour>[01]?[0-9]|2[0-3]):(?P<minute>[0-5][0-9])|(?P<hours>[01][0-9]|2[0-3])(?P<minutes>[0-5][0-9])"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Refused(Refusal):
    """The typed text has no safe reading; the message is a sentence for the person who typed it."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact decimal with the unit's name, or None where no unit was given."""

    value: Decimal
    unit: str | None

    def __str__(self) -> str:
        shown = plain(self.value)
        return f"{shown} {self.unit}" if self.unit else shown


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in words, the spellings that mean it and, for a refused unit, what one of it is in the field's own."""

    name: str
    spellings: tuple[str, ...] = ()
    factor: Decimal | None = None

    def is_written(self, text: str) -> bool:
        return _unit_written(text) in _spellings_of(self)


@dataclass(frozen=True, slots=True)
class NumberField:
    """What a number field takes: units, most decimals, and the accepted range, ends included."""

    what: str
    units: tuple[Unit, ...] = ()
    places: int = 9
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    above: Decimal | None = None
    refused_units: tuple[Unit, ...] = ()

    def accepts(self, value: Decimal) -> bool:
        return self.complaint(value) is None

    def complaint(self, value: Decimal) -> str | None:
        """The sentence that refuses a value outside the range, or None."""
        if self.above is not None and value <= self.above:
            return f"{self.what} must be more than {plain(self.above)}; {plain(value)} was understood."
        if self.at_least is not None and value < self.at_least:
            return f"{self.what} of {plain(value)} is below {plain(self.at_least)} and is refused; check the figure."
        if self.at_most is not None and value > self.at_most:
            return f"{self.what} of {plain(value)} is above {plain(self.at_most)} and is refused; check the figure."
        if places_of(value) > self.places:
            return f"{self.what} takes at most {self.places} digits after the point; {plain(value)} has more."
        return None


@cache
def _spellings_of(unit: Unit) -> frozenset[str]:
    return frozenset(map(_unit_written, (unit.name, *unit.spellings)))


def _unit_written(text: str) -> str:
    return _compiled(r" ?/ ?").sub("/", " ".join(text.split())).casefold()


def plain(value: Decimal) -> str:
    """Digits with a point, no exponent, no trailing zeros."""
    shown = format(value, "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def places_of(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def read_number(text: str, field: NumberField) -> Decimal:
    """Point and comma both read as the decimal sign; anything that could be read as another number is refused."""
    typed = trimmed(text)
    if not _compiled(_NUMBER).fullmatch(typed):
        raise Refused(_why_not_a_number(typed, field.what))
    value = Decimal(typed.replace(",", "."))
    if _compiled(_GROUPED).fullmatch(typed):
        whole = Decimal(re.sub("[.,]", "", typed))
        if field.accepts(value) and field.accepts(whole):
            raise Refused(
                f"{typed} could mean {plain(value)} or {plain(whole)}. Type it without a thousands separator, "
                "or with another number of decimals."
            )
    complaint = field.complaint(value)
    if complaint:
        raise Refused(complaint)
    return value


def _why_not_a_number(typed: str, what: str) -> str:
    separators = {mark for mark in typed if mark in ".,'\u2019\u066b\u066c _\u00a0\u202f"}
    if not typed:
        return f"{what}: nothing was typed."
    if len(typed) > LONGEST_LINE:
        return f"{what}: {len(typed)} characters were entered; a number is expected."
    if any(mark.isdecimal() and not mark.isascii() for mark in typed):
        return f"{what}: type the digits 0 to 9; other digit signs are not read."
    if re.fullmatch(r"[+\-\u2212\u2013].*", typed):
        return f"{what}: type the number without a sign."
    if re.fullmatch(r"[.,][0-9]+", typed):
        return f"{what}: write a zero before the point, as in 0{typed.replace(',', '.')}."
    if re.fullmatch(r"0[0-9].*", typed):
        return f"{what}: the number begins with a zero; type it without."
    if len(separators) > 1 or sum(typed.count(mark) for mark in separators) > 1:
        return f"{what}: more than one separator. Type the digits with at most one point or comma."
    if separators - {".", ","}:
        return f"{what}: type the digits without spaces or marks between them."
    return f"{what}: this was not understood as a number. Type digits, with at most one point or comma."


def read_quantity(text: str, field: NumberField) -> Quantity:
    """A number with the unit written behind it; without one, the field's only unit, or no unit where there are several.

    Raises Refused for an unknown unit; for one that can be converted the conversion is shown as help only.
    """
    parts = _compiled(_WITH_UNIT).fullmatch(trimmed(text)) if len(text) <= LONGEST_LINE else None
    written = parts["unit"] if parts else None
    if parts is None or written is None:
        number = read_number(text, field)
        return Quantity(number, field.units[0].name if len(field.units) == 1 else None)
    for unit in field.units:
        if unit.is_written(written):
            return Quantity(read_number(parts["number"], field), unit.name)
    names = " or ".join(unit.name for unit in field.units) or "no unit"
    for unit in field.refused_units:
        if unit.factor is not None and unit.is_written(written):
            value = read_number(parts["number"], NumberField(field.what))
            converted = (value * unit.factor).quantize(Decimal("0.01"), ROUND_HALF_UP)
            raise Refused(
                f"{field.what} is taken in {names} only. For help: {plain(value)} {unit.name} is {plain(converted)} "
                f"{names}; measure or check it, then type the figure in {names}."
            )
    raise Refused(f"{field.what}: the unit was not recognised; it is taken in {names}.")


def read_date(text: str, what: str, *, not_after: date | None = None) -> date:
    """A calendar date written year-month-day with four digits for the year."""
    typed = trimmed(text)
    if not _compiled(_DATE).fullmatch(typed):
        raise Refused(f"{what}: write the date as year-month-day with four digits for the year, as in 2026-03-09.")
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise Refused(f"{what}: {typed} is not a day of the calendar.") from None
    if not_after is not None and day > not_after:
        raise Refused(f"{what}: {echo_date(day)} lies in the future (today is {echo_date(not_after)}).")
    return day


def read_clock_time(text: str, what: str) -> time:
    """A time of day on the 24-hour clock: `09:00`, `9:00` or `0900`; fewer digits could be two times."""
    typed = trimmed(text)
    found = _compiled(_CLOCK).fullmatch(typed)
    if found is None:
        bare = typed.isdecimal() and len(typed) < len("0900")
        why = f"{typed} could be more than one time; " if bare else ""
        raise Refused(f"{what}: {why}write the time with 24 hours and a colon, as in 09:00 or 17:30.")
    return time(int(found["hour"] or found["hours"]), int(found["minute"] or found["minutes"]))


def read_moment(text: str, what: str, *, not_after: date | None = None) -> datetime:
    """A local date and time, `YYYY-MM-DD HH:MM`, without a zone."""
    day, _, clock = trimmed(text).partition(" ")
    return datetime.combine(read_date(day, what, not_after=not_after), read_clock_time(clock, what))


def written_day(text: str) -> date | None:
    """The day of an ISO 8601 date or instant that the program wrote, or None for any other text."""
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def echo_date(day: date) -> str:
    """The date with its weekday, as it is read back to the person who typed it."""
    return f"{_WEEKDAYS[day.weekday()]} {day.isoformat()}"


def read_line(text: str, what: str, longest: int = LONGEST_LINE) -> str:
    """One line of recorded text, without blanks and unseen marks at its ends."""
    if re.search(r"[\n\r]", trimmed(text)):
        raise Refused(f"{what}: a line break was entered; this field takes one line.")
    return read_text(text, what, longest)


def read_text(text: str, what: str, longest: int = LONGEST_TEXT) -> str:
    """Recorded text of any script that the sheets print; what is unseen is taken off its ends and refused inside it."""
    kept = trimmed(text)
    if len(kept) > longest:
        raise Refused(f"{what}: {len(kept)} characters were entered; at most {longest} can be taken.")
    for mark in kept:
        if is_unseen(mark) and mark not in JOINERS:
            raise Refused(f"{what}: it contains an invisible character ({code_of(mark)}); type it again without.")
    strange = unprinted(kept)
    if strange:
        more = f" and {len(strange) - _MOST_NAMED} more" if len(strange) > _MOST_NAMED else ""
        told = ", ".join(map(named, strange[:_MOST_NAMED]))
        raise Refused(f"{what}: no sheet can print {told}{more}; write it in other letters.")
    return kept
