"""How one dose is prepared: volume, milligrams, vials, bag and both concentrations, as exact fractions."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from il2desk.domain.packs.product import Dilution, Product
from il2desk.domain.values.formatting import grouped, rounded, rounded_down, rounded_up
from il2desk.domain.values.local_settings import LocalSettings
from il2desk.domain.values.parsing import plain


@dataclass(frozen=True, slots=True)
class PreparationStep:
    """One line of arithmetic: what, how, the figure as shown, and the exact figure."""

    what: str
    how: str
    shown: str
    exact: Fraction


@dataclass(frozen=True, slots=True)
class Vials:
    """Vials for one dose if so many millilitres can be withdrawn from each."""

    withdrawable_ml: Decimal
    number: int


@dataclass(frozen=True, slots=True)
class Mixture:
    """The bag by one method: total volume, micrograms per mL, rate in mL per hour, and whether it is in the window."""

    method: str
    total_ml: Fraction
    concentration: Fraction
    rate_ml_per_hour: Fraction
    in_window: bool
    shown: str


@dataclass(frozen=True, slots=True)
class Preparation:
    """Everything a pharmacist needs for one dose; `chosen` is the centre's method, None while that is not set."""

    volume_ml: Fraction
    milligrams: Fraction
    vials: tuple[Vials, ...]
    bag_ml: int
    in_overlap_band: bool
    replacing: Mixture
    added: Mixture
    chosen: Mixture | None
    remarks: tuple[str, ...]
    expiry_hours: int
    steps: tuple[PreparationStep, ...]

    @property
    def vials_to_order(self) -> int:
        return max(vials.number for vials in self.vials)


def prepare(units: int, product: Product, settings: LocalSettings, infusion_minutes: int) -> Preparation:
    """Prepare one dose of so many international units."""
    vial, dilution = product.vial, product.dilution
    volume = Fraction(units, vial.units_per_ml)
    milligrams = volume * Fraction(vial.mg_per_ml)
    vials = tuple(Vials(each, ceil(volume / Fraction(each))) for each in vial.withdrawable_ml)
    bag, overlap = _bag(units, milligrams, dilution)
    replacing = _mix("replacing", Fraction(bag), milligrams, dilution, infusion_minutes)
    added = _mix("added", bag + volume, milligrams, dilution, infusion_minutes)
    method = settings.dilution.value if settings.dilution else None
    chosen = {"replacing": replacing, "added": added, None: None}[method]
    return Preparation(
        volume_ml=volume,
        milligrams=milligrams,
        vials=vials,
        bag_ml=bag,
        in_overlap_band=overlap,
        replacing=replacing,
        added=added,
        chosen=chosen,
        remarks=_remarks(overlap, replacing, added, milligrams, dilution),
        expiry_hours=_expiry(product, settings),
        steps=_steps(units, volume, milligrams, vials, product),
    )


def _expiry(product: Product, settings: LocalSettings) -> int:
    """Hours from reconstitution to the end of infusion: the centre's, never the longer, or else the label's."""
    return settings.expiry_hours.value if settings.expiry_hours else product.expiry_hours


def _bag(units: int, milligrams: Fraction, dilution: Dilution) -> tuple[int, bool]:
    by_units = next(bag for bag in dilution.bags if _holds(bag.up_to_units, units))
    by_mg = next(bag for bag in dilution.bags if _holds(bag.up_to_mg, milligrams))
    if by_units == by_mg:
        return by_units.ml, False
    pair = tuple(sorted((by_units.ml, by_mg.ml)))
    return next(overlap.take for overlap in dilution.overlaps if overlap.between == pair), True


def _holds(limit: int | Decimal | None, amount: int | Fraction) -> bool:
    return limit is None or amount <= Fraction(limit)


def _mix(method: str, total: Fraction, milligrams: Fraction, dilution: Dilution, minutes: int) -> Mixture:
    concentration = milligrams * 1000 / total
    fits = Fraction(dilution.at_least) <= concentration <= Fraction(dilution.at_most)
    shown = rounded(concentration, limits=(dilution.at_least, dilution.at_most))
    return Mixture(method, total, concentration, total * Fraction(60, minutes), fits, shown)


def _remarks(
    overlap: bool, replacing: Mixture, added: Mixture, milligrams: Fraction, dilution: Dilution
) -> tuple[str, ...]:
    remarks = []
    window = f"{plain(dilution.at_least)} to {plain(dilution.at_most)} micrograms per mL"
    if overlap:
        remarks.append(
            "The two cut-offs of the bag table give different bags for this dose; "
            f"{rounded(replacing.total_ml)} mL keeps the concentration in the window both ways. "
            "Pharmacist to confirm against the current label."
        )
    outside = [mixture for mixture in (replacing, added) if not mixture.in_window]
    if outside:
        least = rounded_up(milligrams * 1000 / Fraction(dilution.at_most))
        most = rounded_down(milligrams * 1000 / Fraction(dilution.at_least))
        found = " and ".join(f"{mixture.shown} with the drug {_METHODS[mixture.method]}" for mixture in outside)
        remarks.append(
            f"Outside the window of {window}: {found}. A total volume of {least} to {most} mL would keep it inside. "
            "Pharmacist to decide."
        )
    return tuple(remarks)


_METHODS = {"replacing": "replacing diluent", "added": "added to the bag"}


def _steps(
    units: int, volume: Fraction, milligrams: Fraction, vials: tuple[Vials, ...], product: Product
) -> tuple[PreparationStep, ...]:
    vial = product.vial
    how = f"{grouped(units)} ÷ {grouped(vial.units_per_ml)} international units per mL"
    return (
        PreparationStep("Volume of reconstituted drug", how, f"{rounded(volume)} mL", volume),
        PreparationStep(
            "Milligrams", f"{how} × {plain(vial.mg_per_ml)} mg per mL", f"{rounded(milligrams)} mg", milligrams
        ),
        *(
            PreparationStep(
                f"Vials if {plain(each.withdrawable_ml)} mL can be withdrawn",
                f"{_against_vials(volume, each)} mL ÷ {plain(each.withdrawable_ml)} mL, rounded up",
                f"{each.number} vials" if each.number > 1 else "1 vial",
                Fraction(each.number),
            )
            for each in vials
        ),
    )


def _against_vials(volume: Fraction, vials: Vials) -> str:
    """The volume with enough decimals to see that it takes one vial more."""
    return rounded(volume, limits=(vials.withdrawable_ml * (vials.number - 1), vials.withdrawable_ml * vials.number))
