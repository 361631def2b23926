"""A second computation of one dose, written from CLINICAL.md 4 alone: integers of 0.01 kg and exact fractions."""

from dataclasses import dataclass
from fractions import Fraction

UNITS_PER_KG = 600_000
UNITS_PER_ML = 18_000_000
MICROGRAMS_PER_ML = 1100
WINDOW = (30, 70)


@dataclass(frozen=True)
class OracleDose:
    units: int
    ml: Fraction
    micrograms: Fraction
    vials_at_1_2: int
    vials_at_1_0: int
    bag: int
    overlap: bool
    replacing: Fraction
    added: Fraction
    rate_replacing: Fraction
    rate_added: Fraction

    @property
    def outside(self) -> tuple[str, ...]:
        both = (("replacing", self.replacing), ("added", self.added))
        return tuple(name for name, found in both if not WINDOW[0] <= found <= WINDOW[1])


def oracle_dose(hundredths_of_kg: int) -> OracleDose:
    units = hundredths_of_kg * UNITS_PER_KG // 100
    ml = Fraction(hundredths_of_kg, 100) / 30
    micrograms = ml * MICROGRAMS_PER_ML
    bag, overlap = _bag(units, micrograms)
    return OracleDose(
        units=units,
        ml=ml,
        micrograms=micrograms,
        vials_at_1_2=_whole_vials(units, 21_600_000),
        vials_at_1_0=_whole_vials(units, 18_000_000),
        bag=bag,
        overlap=overlap,
        replacing=micrograms / bag,
        added=micrograms / (bag + ml),
        rate_replacing=Fraction(bag * 4),
        rate_added=(bag + ml) * 4,
    )


def _whole_vials(units: int, units_withdrawn: int) -> int:
    full, rest = divmod(units, units_withdrawn)
    return full + (1 if rest else 0)


def _bag(units: int, micrograms: Fraction) -> tuple[int, bool]:
    if micrograms > 1500 and units <= 25_400_000:
        return 25, True
    if micrograms > 3500 and units <= 60_000_000:
        return 100, True
    if units <= 25_400_000:
        return 25, False
    return (50, False) if units <= 60_000_000 else (100, False)


def written(exact: Fraction, places: int = 2) -> str:
    """Rounded half up by long division, and shown with more digits while that would touch or cross a window end."""
    while True:
        scaled = exact.numerator * 10**places
        whole, rest = divmod(scaled, exact.denominator)
        if rest * 2 >= exact.denominator:
            whole += 1
        if all((whole > end * 10**places) == (exact > end) for end in WINDOW) and all(
            (whole < end * 10**places) == (exact < end) for end in WINDOW
        ):
            break
        places += 1
    digits = str(whole).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")


def written_plainly(exact: Fraction) -> str:
    """Two decimals, half up, no trailing zeros; for figures that have no window."""
    hundredths = (exact.numerator * 200 + exact.denominator) // (exact.denominator * 2)
    whole, cents = divmod(hundredths, 100)
    return f"{whole}.{cents:02d}".rstrip("0").rstrip(".")
