"""Weight typed twice, its date, height, and the planned first dose; confirmations only where one is needed."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.assessment.dosing_inputs import BODY_MASS_INDEX, FIRST_DOSE_PAST
from il2desk.domain.assessment.earlier_cycle import SECOND_CYCLE_EARLY
from il2desk.domain.packs.product import MeasuredLimits
from il2desk.ui.case.navigation import Navigation
from il2desk.ui.case.session import Session
from il2desk.ui.fields.choice_field import Choice, ChoiceField
from il2desk.ui.fields.confirmation import Confirmation
from il2desk.ui.fields.feedback import Echo, Echoed, refusal, remark
from il2desk.ui.fields.first_dose_field import FirstDoseField
from il2desk.ui.fields.question_field import DATE_HELP
from il2desk.ui.fields.typed_field import Asked, Binding, TypedField
from il2desk.ui.forms.given_echoes import GIVEN, given_echo
from il2desk.ui.pages.page_content import PageContent
from il2desk.ui.pages.weight_echoes import cycle_echo, day_echo, first_dose_echo, quantity_echo
from il2desk.ui.panels.unset_settings import UnsetSettings
from il2desk.ui.widgets.panel import SectionPanel

_BY_HAND = "Typed by hand; pasting is off."


class WeightPage(PageContent):
    """Two sections: what the patient weighs, and when the first dose is planned."""

    def __init__(self, session: Session, ways: Navigation) -> None:
        super().__init__(session, ways)
        self._asked_only_if_open: list[QWidget] = []
        gates = session.assessment.packs.product.gates
        self._given()
        self._measured(gates.weight, gates.height)
        self._planned()
        self._unset = UnsetSettings(session.assessment.packs.guideline, "weight", ways.set_setting)
        self.column.addWidget(self._unset)
        self.give_access_keys()

    def _measured(self, weight: MeasuredLimits, height: MeasuredLimits) -> None:
        section, kg, cm = SectionPanel("Measured weight and height"), weight.units[0].name, height.units[0].name
        one = Asked("weight", "Actual weight, as measured", _BY_HAND, kg, by_hand=True)
        two = Asked("weight_again", "The same weight, typed a second time", _BY_HAND, kg, by_hand=True)
        third = Asked("weight_confirmed", "The unusual weight, once more", _BY_HAND, kg, by_hand=True)
        tall = Asked("height", "Height", None, cm)
        day = Asked("weight_date", "Date of weighing", DATE_HELP)
        basis = Asked(
            "weight_basis",
            "Another weight than the measured actual one? Say which, and why",
            "Leave empty for the actual weight. The guideline states no basis.",
            short=False,
            may_be_empty=True,
        )
        for asked_, gate in ((one, weight), (two, weight), (third, weight)):
            self._add(section, TypedField(asked_, self._quantity(asked_.id, gate)))
        self._add(section, TypedField(day, self._binding("weight_date", day_echo)))
        self._add(section, TypedField(basis, self._binding("weight_basis", cycle_echo("weight_basis"))))
        self._add(section, TypedField(tall, self._quantity("height", height)))
        self._index = Echo()
        self._index_confirmed = Confirmation(
            "Checked against the chart: kilograms and centimetres are right.",
            lambda yes: self._confirm(BODY_MASS_INDEX, yes),
        )
        section.add(self._index)
        section.add(self._index_confirmed)
        self.column.addWidget(section)

    def _given(self) -> None:
        """Of the second cycle: what was given of the first; hidden in a first cycle."""
        self._earlier = SectionPanel("Cycle 1, as it was given")
        for name, (ask, help_) in GIVEN.items():
            asked_ = Asked(f"earlier.{name}", ask, help_)
            self._add(self._earlier, TypedField(asked_, Binding(*self._of_earlier(name), given_echo(name))))
        self._early_confirmed = Confirmation(
            "Yes, cycle 2 is meant to begin on that day.",
            lambda yes: self._confirm(SECOND_CYCLE_EARLY, yes),
        )
        self.column.addWidget(self._earlier)

    def _confirm(self, what: str, confirmed: bool) -> None:
        self.session.edit(self.session.case.with_confirmation(what, confirmed))

    def _of_earlier(self, name: str) -> tuple[Callable[[str | None], None], Callable[[Assessment], str | None]]:
        def record(text: str | None) -> None:
            kept = tuple(one for one in self.session.case.cycle.confirmed if one != SECOND_CYCLE_EARLY)
            self.session.edit(self.session.case.with_given(name, text, kept))

        def recorded(assessment: Assessment) -> str | None:
            cycles = assessment.case.cycles
            return getattr(cycles[-2], name) if len(cycles) > 1 else None

        return record, recorded

    def _planned(self) -> None:
        section = SectionPanel("Planned first dose")
        self._add(section, FirstDoseField(self._record_first_dose, first_dose_echo))
        self._past_confirmed = Confirmation(
            "Yes, the first dose was planned for this past time.",
            lambda yes: self._confirm(FIRST_DOSE_PAST, yes),
        )
        section.add(self._past_confirmed)
        section.add(self._early_confirmed)
        choices = (
            Choice("earlier", "The earlier one, before the clock is set back"),
            Choice("later", "The later one, after the clock is set back"),
        )
        which = ChoiceField(
            "first_dose_occurrence",
            "This clock time occurs twice that day. Which one is meant?",
            choices,
            lambda chosen: self.session.set_cycle(first_dose_occurrence=chosen),
            lambda assessment: assessment.case.cycle.first_dose_occurrence,
        )
        self._add(section, which)
        self.column.addWidget(section)

    def _add(self, section: SectionPanel, field: TypedField | FirstDoseField | ChoiceField) -> None:
        section.add(field)
        self.fields.append(field)

    def _quantity(self, name: str, gate: MeasuredLimits) -> Binding:
        return self._binding(name, quantity_echo(name, gate.number_field))

    def _binding(self, name: str, echo: Callable[[Assessment], Echoed]) -> Binding:
        def recorded(assessment: Assessment) -> str | None:
            text: str | None = getattr(assessment.case.cycle, name)
            return text

        return Binding(lambda text: self._record(name, text), recorded, echo)

    def _record(self, name: str, text: str | None) -> None:
        """A changed weight or height takes back what was confirmed about the earlier one."""
        changes: dict[str, object] = {name: text}
        if name in {"weight", "weight_again", "height"}:
            confirmed = self.session.case.cycle.confirmed
            changes["confirmed"] = tuple(one for one in confirmed if one != BODY_MASS_INDEX)
        self.session.set_cycle(**changes)

    def _record_first_dose(self, text: str | None) -> None:
        about_it = {FIRST_DOSE_PAST, SECOND_CYCLE_EARLY}
        confirmed = tuple(one for one in self.session.case.cycle.confirmed if one not in about_it)
        self.session.set_cycle(first_dose=text, first_dose_occurrence=None, confirmed=confirmed)

    def refresh(self) -> None:
        assessment = self.session.assessment
        basis, cycle = assessment.basis, assessment.case.cycle
        wanted = {*basis.open, *basis.refused}
        is_second = len(assessment.case.cycles) > 1
        self._earlier.setVisible(is_second)
        for field in self.fields:
            if field.id in {"weight_confirmed", "first_dose_occurrence"}:
                field.setVisible(field.id in wanted or bool(getattr(cycle, field.id)))
            elif field.id.startswith("earlier."):
                field.setVisible(is_second)
        super().refresh()
        self._show_index()
        confirmed = cycle.confirmed
        self._index_confirmed.refresh(basis.open.get(BODY_MASS_INDEX), BODY_MASS_INDEX in confirmed)
        self._past_confirmed.refresh(basis.open.get(FIRST_DOSE_PAST), FIRST_DOSE_PAST in confirmed)
        self._early_confirmed.refresh(basis.open.get(SECOND_CYCLE_EARLY), SECOND_CYCLE_EARLY in confirmed)
        self._unset.show_names(basis.unset)

    def _show_index(self) -> None:
        basis, gate = self.session.assessment.basis, self.session.assessment.packs.product.gates.body_mass_index
        if BODY_MASS_INDEX in basis.refused:
            self._index.show_echo(refusal(basis.refused[BODY_MASS_INDEX]))
        elif basis.body_mass_index is not None and BODY_MASS_INDEX not in basis.open:
            self._index.show_echo(remark(f"Body-mass index {gate.shown(basis.body_mass_index)}"))
        else:
            self._index.show_echo(remark(""))

    def control_of(self, field_id: str) -> QWidget | None:
        confirmations = {
            BODY_MASS_INDEX: self._index_confirmed.box,
            FIRST_DOSE_PAST: self._past_confirmed.box,
            SECOND_CYCLE_EARLY: self._early_confirmed.box,
        }
        return confirmations.get(field_id) or super().control_of(field_id)

    def enter_goes_on(self) -> bool:
        basis = self.session.assessment.basis
        return not basis.open and not basis.refused
