"""What a dose is computed from: weight, height and the planned first dose, read and gated; never clamped."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from il2desk.domain.assessment.earlier_cycle import Given, read_given
from il2desk.domain.assessment.retiming import NewStart, read_retiming
from il2desk.domain.case.case import Case, Cycle
from il2desk.domain.case.judged_day import zone_name
from il2desk.domain.packs.guideline import Regimen
from il2desk.domain.packs.product import Gates, Product
from il2desk.domain.values.field_parser import FieldParser
from il2desk.domain.values.formatting import in_days
from il2desk.domain.values.local_settings import LocalSettings, title_of
from il2desk.domain.values.local_time import FIRST_DOSE, zone_called
from il2desk.domain.values.parsing import Quantity, Refused, echo_date, plain, read_quantity, read_text

BODY_MASS_INDEX = "body_mass_index"
FIRST_DOSE_PAST = "first_dose_past"


@dataclass(frozen=True, slots=True)
class Basis:
    """Values as understood, and by field what is refused (a wrong entry) or open (an entry or a confirmation).

    `given` tells of the cycle before, `new_start` of doses that are re-timed; their fields are named `earlier.` and
    `retiming.` and the field.
    """

    weight: Quantity | None
    weight_date: date | None
    height: Quantity | None
    body_mass_index: Fraction | None
    first_dose: datetime | None
    zone: ZoneInfo | None
    given: Given | None
    new_start: NewStart | None
    refused: Mapping[str, str]
    open: Mapping[str, str]
    stale: str | None
    unset: tuple[str, ...]
    misset: tuple[str, ...]

    @property
    def obstacles(self) -> tuple[str, ...]:
        """Every reason, as a sentence, why no dose can be computed from this."""
        stale = (self.stale,) if self.stale else ()
        unset = tuple(f"Local setting not set: {title_of(name)}." for name in self.unset)
        return (*self.refused.values(), *self.open.values(), *stale, *unset, *self.misset)


def read_basis(
    case: Case, product: Product, regimen: Regimen, settings: LocalSettings, today: date, reference: date
) -> Basis:
    """Everything the dose rests on, with what is wrong or missing by field name."""
    cycle, gates, reader = case.cycle, product.gates, FieldParser(case.cycle.confirmed)
    weight = _weight_typed_twice(cycle, gates, reader)
    weight_date = reader.day("weight_date", cycle.weight_date, "Date of weighing", today)
    height = reader.quantity("height", cycle.height, gates.height.number_field)
    if weight and _weight_is_unusual(weight.value, case, gates):
        _confirm_weight(weight, cycle, gates, reader)
    if cycle.weight_basis:
        reader.read("weight_basis", cycle.weight_basis, "", lambda text: read_text(text, "Weight basis"))
    index = _body_mass_index(weight, height, gates, reader) if weight and height else None
    zone, first_dose = _first_dose(case, settings, today, reader)
    given = read_given(case, product, regimen, zone, today, reader)
    new_start = read_retiming(cycle, first_dose, zone, regimen, product, today, reader)
    unset = tuple(name for name in ("age_weight", "zone") if _is_unset(name, case, settings))
    return Basis(
        weight=weight,
        weight_date=weight_date,
        height=height,
        body_mass_index=index,
        first_dose=first_dose,
        zone=zone,
        given=given,
        new_start=new_start,
        refused=reader.refused,
        open=reader.open,
        stale=_stale_weight(weight_date, reference, settings),
        unset=unset,
        misset=_too_long_expiry(product, settings),
    )


def _too_long_expiry(product: Product, settings: LocalSettings) -> tuple[str, ...]:
    expiry, label = settings.expiry_hours, product.expiry_hours
    if expiry is None or expiry.value <= label:
        return ()
    return (
        f"The centre's expiry of {expiry.value} hours is longer than the label's {label} hours; correct the setting.",
    )


def _is_unset(name: str, case: Case, settings: LocalSettings) -> bool:
    return (zone_name(case, settings) if name == "zone" else settings.days(name)) is None


def _weight_typed_twice(cycle: Cycle, gates: Gates, reader: FieldParser) -> Quantity | None:
    first = reader.quantity("weight", cycle.weight, gates.weight.number_field)
    again = reader.quantity("weight_again", cycle.weight_again, gates.weight.number_field)
    if "weight_again" in reader.open:
        reader.open["weight_again"] = "The weight has not been typed a second time."
    if first and again and first.value != again.value:
        reader.refused["weight_again"] = (
            f"The two weights differ: {first} and {again}. Look at the chart and type both again."
        )
        return None
    return first if again else None


def _weight_is_unusual(weight: Decimal, case: Case, gates: Gates) -> bool:
    if gates.weight.wants_confirmation(weight):
        return True
    for earlier in case.cycles[:-1]:
        try:
            last = read_quantity(earlier.weight or "", gates.weight.number_field).value
        except Refused:
            continue
        if gates.has_changed_much(weight, last):
            return True
    return False


def _confirm_weight(weight: Quantity, cycle: Cycle, gates: Gates, reader: FieldParser) -> None:
    if not cycle.weight_confirmed:
        reader.open["weight_confirmed"] = (
            f"A weight of {weight} is unusual or has changed much; type it once more to confirm."
        )
        return
    confirmed = reader.quantity("weight_confirmed", cycle.weight_confirmed, gates.weight.number_field)
    if confirmed and confirmed.value != weight.value:
        reader.refused["weight_confirmed"] = f"The confirmation says {confirmed}, the weight is {weight}."


def _body_mass_index(weight: Quantity, height: Quantity, gates: Gates, reader: FieldParser) -> Fraction:
    index = Fraction(weight.value) * 10_000 / Fraction(height.value) ** 2
    gate = gates.body_mass_index
    refused = index < gate.refuse_below or index > gate.refuse_above
    if not refused and gate.confirm_below <= index <= gate.confirm_above:
        return index
    shown = gate.shown(index)
    if refused:
        reader.refused[BODY_MASS_INDEX] = (
            f"{weight} at {height} is a body-mass index of {shown}, which is refused (accepted: "
            f"{plain(gate.refuse_below)} to {plain(gate.refuse_above)}). Are the fields exchanged, or the units not "
            "kilograms and centimetres?"
        )
    else:
        says = f"{weight} at {height} is a body-mass index of {shown}. Was the weight read in kilograms?"
        reader.confirm(BODY_MASS_INDEX, says)
    return index


def _first_dose(
    case: Case, settings: LocalSettings, today: date, reader: FieldParser
) -> tuple[ZoneInfo | None, datetime | None]:
    cycle, name = case.cycle, zone_name(case, settings)
    zone = _zone(name, reader) if name is not None else None
    typed = reader.local("first_dose", cycle.first_dose, FIRST_DOSE)
    if "first_dose" in reader.open:
        reader.open["first_dose"] = "The planned first dose is not recorded."
    instant = reader.instant("first_dose", typed, zone, cycle.first_dose_occurrence, FIRST_DOSE)
    if typed and (instant or zone is None) and typed.date() < today:
        reader.confirm(FIRST_DOSE_PAST, f"The planned first dose, {echo_date(typed.date())}, lies in the past.")
    return zone, instant


def _zone(name: str, reader: FieldParser) -> ZoneInfo | None:
    zone = zone_called(name)
    if zone is None:
        reader.refused["zone"] = "The time zone set is not an IANA name this program knows, such as Europe/Paris."
    return zone


def _stale_weight(weighed: date | None, reference: date, settings: LocalSettings) -> str | None:
    limit = settings.days("age_weight")
    if weighed is None or limit is None:
        return None
    age = (reference - weighed).days
    if age < 0:
        return "The weight is dated after the planned first dose."
    if age <= limit:
        return None
    return f"The weight is {in_days(age)} old on the reference day; the centre allows {in_days(limit)}."
