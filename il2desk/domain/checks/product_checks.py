"""What a product pack must satisfy beyond its shape: bags, figures read back in words, worked doses and gates."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from il2desk.domain.checks.guideline_checks import citation_faults, revision_faults
from il2desk.domain.dosing.preparation import prepare
from il2desk.domain.packs.product import PRINTED, Bag, Dilution, Product
from il2desk.domain.packs.test_vectors import DoseVector, GateVector, ProductVectors
from il2desk.domain.values.formatting import grouped, millions, rounded
from il2desk.domain.values.local_settings import LocalSettings
from il2desk.domain.values.parsing import Refused, plain, read_quantity


def product_faults(pack: Product, tried: ProductVectors) -> Iterator[str]:
    """Every fault as `place: reason`; the worked doses are tried only when the rest holds."""
    faults = [
        *citation_faults(pack, pack.sources),
        *revision_faults(pack.version, pack.revisions),
        *_bag_faults(pack.dilution),
        *_unread_figures(pack),
        *_statement_faults(pack),
    ]
    yield from faults
    if not faults:
        for dose in tried.vectors:
            yield from _failed_dose(pack, dose)
        for gate in tried.gate_vectors:
            yield from _failed_gate(pack, gate)


def _bag_faults(dilution: Dilution) -> Iterator[str]:
    ends = [(bag.ml, bag.up_to_units or 0, bag.up_to_mg or 0) for bag in dilution.bags[:-1]]
    rising = all(units and mg for _, units, mg in ends) and all(
        one < other for before, after in pairwise(ends) for one, other in zip(before, after, strict=True)
    )
    last = dilution.bags[-1]
    if not rising or last.up_to_units is not None or last.up_to_mg is not None:
        yield "dilution.bags: they must grow with their limits, and the last must take any dose"
    sizes = [bag.ml for bag in dilution.bags]
    if sorted(sizes) != sizes or [one.between for one in dilution.overlaps] != list(pairwise(sizes)):
        yield "dilution.overlaps: one is needed for each bag and the next larger one, in their order"
    for overlap in dilution.overlaps:
        if overlap.take not in overlap.between:
            yield f"dilution.overlaps: {overlap.take} mL is neither of the two bags"


def _unread_figures(pack: Product) -> Iterator[str]:
    """Figures that no statement of the pack says in words: each stands in it twice, so a slip in one is seen."""
    texts = [note.text for note in pack.statements]
    for place, words in _in_words(pack).items():
        if not any(words in text for text in texts):
            yield f"{place}: no statement says the same, which reads: {words}"


def _statement_faults(pack: Product) -> Iterator[str]:
    titles = [note.title for note in pack.statements]
    for title in PRINTED:
        if titles.count(title) != 1:
            yield f"statements.{title}: the sheets print it, and it must stand there once"


def _in_words(pack: Product) -> dict[str, str]:
    vial, dilution = pack.vial, pack.dilution
    bags = {f"dilution.bags.{bag.ml}": _bag_in_words(bag) for bag in dilution.bags[:-1]}
    return bags | {
        "regimen_units_per_kg": f"{grouped(pack.regimen_units_per_kg)} international units per kg every",
        "regimen_infusion_minutes": f"{pack.regimen_infusion_minutes} minutes, intravenously",
        "vial.units": f"{millions(vial.units)} international units ({plain(vial.milligrams)} mg), single-dose",
        "vial.water_ml": f"With {plain(vial.water_ml)} mL of",
        "vial.units_per_ml": f"{millions(vial.units_per_ml)} international units ({plain(vial.mg_per_ml)} mg) per mL",
        "dilution.diluent": f"In {dilution.diluent}, in a PVC bag",
        "dilution.at_least": f"{plain(dilution.at_least)} to {plain(dilution.at_most)} micrograms per mL",
        "expiry_hours": f"{pack.expiry_hours} hours from reconstitution to the end of the infusion",
        "label_days_of_dosing": f"Days 1 to {pack.label_days_of_dosing}, at most",
        "second_cycle_day": f"rest; days {pack.second_cycle_day} to {_last_day_of_second(pack)} second cycle",
        "most_doses_a_course": f"Two cycles, at most {pack.most_doses_a_course} doses;",
    }


def _last_day_of_second(pack: Product) -> int:
    return pack.second_cycle_day + pack.label_days_of_dosing - 1


def _bag_in_words(bag: Bag) -> str:
    units, mg = bag.up_to_units or 0, bag.up_to_mg or Decimal(0)
    return f"{bag.ml} mL to {millions(units)} international units ({plain(mg)} mg)"


def _failed_dose(pack: Product, vector: DoseVector) -> Iterator[str]:
    exact = Fraction(vector.kg) * pack.regimen_units_per_kg
    found = prepare(int(exact), pack, LocalSettings(), pack.regimen_infusion_minutes)
    pairs = {
        "units": (int(exact), vector.units),
        "ml": (rounded(found.volume_ml), vector.ml),
        "mg": (rounded(found.milligrams), vector.mg),
        "vials": (tuple(vials.number for vials in found.vials), vector.vials),
        "bag_ml": (found.bag_ml, vector.bag_ml),
        "overlap": (found.in_overlap_band, vector.overlap),
        "replacing": (found.replacing.shown, vector.replacing),
        "added": (found.added.shown, vector.added),
        "outside": (tuple(one.method for one in (found.replacing, found.added) if not one.in_window), vector.outside),
        "ml_per_hour": (
            tuple(rounded(one.rate_ml_per_hour) for one in (found.replacing, found.added)),
            vector.ml_per_hour,
        ),
    }
    for name, (computed, expected) in pairs.items():
        if computed != expected:
            yield f"vectors.{vector.kg} kg: {name} is {computed}, the pack expects {expected}"


def _failed_gate(pack: Product, vector: GateVector) -> Iterator[str]:
    gate = {"weight": pack.gates.weight, "height": pack.gates.height, "body_mass_index": pack.gates.body_mass_index}
    place = f"gate_vectors.{vector.gate} {vector.typed}"
    try:
        value = read_quantity(vector.typed, gate[vector.gate].number_field).value
    except Refused as refusal:
        found, said = "refused", str(refusal)
    else:
        last = None if vector.last is None else read_quantity(vector.last, gate[vector.gate].number_field).value
        changed = last is not None and pack.gates.has_changed_much(value, last)
        found, said = "confirm" if changed or gate[vector.gate].wants_confirmation(value) else "taken", ""
    if found != vector.expect:
        yield f"{place}: it is {found}, the pack expects {vector.expect}"
    if vector.says not in said:
        yield f"{place}: the refusal does not say {vector.says}"
