"""How exact figures are written: rounded once, half up, never across a limit, never with trailing zeros."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Context, Decimal
from fractions import Fraction
from math import ceil

from il2desk.domain.values.parsing import plain

_WIDE = Context(prec=60)


def rounded(exact: Fraction, places: int = 2, limits: Iterable[Decimal | int] = ()) -> str:
    """The figure with at most `places` decimals; with more where rounding would move it onto or over a limit."""
    bounds = [Fraction(limit) for limit in limits]
    while True:
        shown = _half_up(exact, places)
        if all(_side(Fraction(shown), limit) == _side(exact, limit) for limit in bounds):
            return plain(shown)
        places += 1


def rounded_down(exact: Fraction, places: int = 2) -> str:
    """A positive figure cut after `places` decimals, for a bound that may be stated too small but not too large."""
    return plain(Decimal(int(exact * 10**places)).scaleb(-places, _WIDE))


def rounded_up(exact: Fraction, places: int = 2) -> str:
    """A positive figure raised to `places` decimals, for a bound that may be stated too large but not too small."""
    return plain(Decimal(ceil(exact * 10**places)).scaleb(-places, _WIDE))


def _half_up(exact: Fraction, places: int) -> Decimal:
    scaled = exact * 10**places
    whole = (abs(scaled) * 2 + 1) // 2
    sign = 1 if scaled >= 0 else -1
    return Decimal(sign * whole).scaleb(-places, _WIDE)


def _side(value: Fraction, limit: Fraction) -> int:
    return (value > limit) - (value < limit)


def grouped(number: int) -> str:
    """An integer with its thousands grouped by commas, as doses are written."""
    return f"{number:,}"


def dose_in_words(units: int) -> str:
    """A dose as words and figures: `42 million international units (42,000,000)`."""
    return f"{millions(units)} international units ({grouped(units)})"


def millions(number: int) -> str:
    """An integer in millions, exactly: `49.44 million`."""
    return f"{plain(in_millions(number))} million"


def in_millions(number: int) -> Decimal:
    """An integer in millions, exactly."""
    return Decimal(number).scaleb(-6, _WIDE)


def in_days(number: int) -> str:
    """As `1 day` or `14 days`."""
    return "1 day" if number == 1 else f"{number} days"


def in_hours(elapsed: timedelta) -> str:
    """Elapsed time that is not negative, in whole minutes: `57 hours 30 minutes`, `1 hour`, `0 hours`."""
    hours, minutes = divmod(elapsed // timedelta(minutes=1), 60)
    words = "1 hour" if hours == 1 else f"{hours} hours"
    if not minutes:
        return words
    return f"{words} {minutes} {'minute' if minutes == 1 else 'minutes'}"
