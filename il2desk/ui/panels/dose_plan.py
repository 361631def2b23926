"""Tables of the dosing plan: arithmetic, preparation and the fourteen planned times."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from il2desk.domain.dosing.dose_plan import DosePlan
from il2desk.domain.dosing.preparation import Mixture
from il2desk.domain.values.formatting import rounded
from il2desk.ui.case.navigation import Navigation
from il2desk.ui.widgets.label import Words, button
from il2desk.ui.widgets.panel import SectionPanel
from il2desk.ui.widgets.theme import Size, Tone

METHODS = {"replacing": "Drug replacing diluent", "added": "Drug added to the bag"}


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], stretch: Sequence[int]) -> QWidget:
    """Words in columns; the first column of each row stands out."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(7)
    for column, head in enumerate(heads):
        grid.setColumnStretch(column, stretch[column])
        if head:
            grid.addWidget(Words(head, Size.SMALL, Tone.MUTED), 0, column)
    for place, row in enumerate(rows, start=1):
        for column, text in enumerate(row):
            grid.addWidget(Words(text, bold=column == 0), place, column, Qt.AlignmentFlag.AlignTop)
    return holder


def steps_section(plan: DosePlan) -> SectionPanel:
    section = SectionPanel("Arithmetic", "Exact fractions throughout; rounded once, here, to two decimals.")
    rows = [(step.what, step.how, step.shown) for step in plan.steps]
    section.add(table(("Figure", "How", "Result"), rows, (3, 5, 3)))
    return section


def preparation_rows(plan: DosePlan) -> list[tuple[str, str]]:
    """What the pharmacist needs for one dose, as said and shown."""
    made, product = plan.preparation, plan.clearance.assessment.packs.product
    each = " or ".join(f"{vials.number} if {vials.withdrawable_ml} mL can be withdrawn" for vials in made.vials)
    rows = [
        ("Volume to draw", f"{rounded(made.volume_ml)} mL ({rounded(made.milligrams)} mg)"),
        ("Vials for each dose", f"{each}; order {made.vials_to_order}"),
        ("Bag", f"{made.bag_ml} mL, {product.dilution.diluent}"),
    ]
    rows += [(METHODS[mixture.method], _mixture(mixture)) for mixture in (made.replacing, made.added)]
    chosen = made.chosen
    if chosen is not None:
        rate = f"{rounded(chosen.total_ml)} mL at {rounded(chosen.rate_ml_per_hour)} mL per hour"
        rows.append(("The centre's method", f"{METHODS[chosen.method]}: {rate}"))
    rows.append(("Expiry", f"{made.expiry_hours} hours from reconstitution to the end of the infusion"))
    return rows


def _mixture(mixture: Mixture) -> str:
    fits = "inside the window" if mixture.in_window else "OUTSIDE the window"
    return f"{mixture.shown} micrograms per mL, {fits}; total {rounded(mixture.total_ml)} mL"


def preparation_section(rows: list[tuple[str, str]], plan: DosePlan, ways: Navigation) -> SectionPanel:
    section = SectionPanel("Preparation of one dose", "Pharmacist to confirm against the current label.")
    section.add(table(("", ""), rows, (2, 5)))
    if plan.preparation.chosen is None:
        section.add(Words("The centre has not set its method of dilution; total volume and rate follow from it."))
        setter = button("Set it…")
        setter.clicked.connect(lambda: ways.set_setting("dilution"))
        section.add(setter)
    return section


def schedule_section(plan: DosePlan) -> SectionPanel:
    schedule = plan.schedule
    apart = f"exactly {_interval(plan)} elapsed hours apart{', but for the re-timing' if plan.retimed else ''}"
    note = f"Up to {plan.most_doses} doses, {apart}. Time zone {schedule.zone}."
    section = SectionPanel("Planned times", note)
    for remark in schedule.remarks:
        section.add(Words(remark, tone=Tone.ATTENTION))
    rows = [
        (
            str(slot.number),
            f"day {slot.day}",
            slot.shown,
            slot.offset + (", clock changed" if slot.clock_changed else "") + (", RE-TIMED" if slot.moved else ""),
        )
        for slot in schedule.slots
    ]
    section.add(table(("Dose", "", "Weekday, date and time", "Offset from UTC"), rows, (1, 1, 4, 3)))
    return section


def _interval(plan: DosePlan) -> int:
    return plan.clearance.assessment.packs.guideline.regimen.interval_hours
