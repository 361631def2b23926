"""The dosing plan: one dose large, its arithmetic, its preparation and its schedule; or why there is none."""

from collections.abc import Mapping

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from il2desk.domain.dosing.clearance import NoClearance, clear
from il2desk.domain.dosing.dose_plan import DosePlan
from il2desk.domain.dosing.schedule import Retimed
from il2desk.ui.case.navigation import Navigation
from il2desk.ui.case.session import Session
from il2desk.ui.case.steps import RETIMING, SECOND_CYCLE, VERDICT
from il2desk.ui.forms.retiming_form import RetimingForm
from il2desk.ui.forms.second_cycle_form import SecondCycleForm
from il2desk.ui.pages.page_content import PageContent
from il2desk.ui.panels.dose_plan import preparation_rows, preparation_section, schedule_section, steps_section
from il2desk.ui.panels.holds_today import HoldsToday
from il2desk.ui.widgets.icons import IconLabel
from il2desk.ui.widgets.label import Words, button
from il2desk.ui.widgets.panel import BannerPanel, Panel, SectionPanel
from il2desk.ui.widgets.theme import Size, Tone

BLOCKED = (
    "After an unexpected error no dose is shown. What was typed is kept. Change or type an entry again; if the error "
    "comes back, close the program and report it."
)
OTHER_PACKS = (
    "This case was planned with other packs than those installed here, so its dose is not computed again. Under "
    "Documents it is shown as it was printed."
)


class PlanPage(PageContent):
    """Made anew for every plan; between plans there is nothing left of the one before."""

    def __init__(self, session: Session, ways: Navigation) -> None:
        super().__init__(session, ways)
        self._plan: DosePlan | None = None
        self.holds = HoldsToday()
        self._body: QWidget | None = None
        self._reasons = SectionPanel("No plan", "Why no dose can be computed:")
        self._says = Words()
        self._to_verdict = button("Go to verdict and signature")
        self._to_verdict.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._to_verdict.clicked.connect(lambda: ways.go_to(VERDICT, None))
        self._reasons.add(self._says)
        self._reasons.add(self._to_verdict)
        self.retiming = RetimingForm(session)
        self.second_cycle = SecondCycleForm(session, ways.instead)
        for part in (self.holds, self._reasons, self.retiming, self.second_cycle):
            self.column.addWidget(part)

    def blank(self) -> None:
        """Take every figure off the screen at once."""
        self._plan = None
        if self._body is not None:
            self._body.hide()
            self.column.removeWidget(self._body)
            self._body.deleteLater()
            self._body = None

    def refresh(self) -> None:
        plan = self.session.plan
        self.holds.refresh(self.session)
        self.retiming.refresh()
        self.second_cycle.refresh()
        if plan is not None and plan is self._plan:
            return
        self.blank()
        self._reasons.setVisible(plan is None)
        if plan is None:
            self._says.say(self._why_none())
            return
        self._body = self._made(plan)
        self.column.insertWidget(1, self._body)
        self._plan = plan

    def first_control(self) -> QWidget | None:
        return self._to_verdict if self.session.plan is None else None

    def control_of(self, field_id: str) -> QWidget | None:
        form = {RETIMING: self.retiming, SECOND_CYCLE: self.second_cycle}.get(field_id)
        return None if form is None or form.isHidden() else form.first_control()

    def half_typed(self) -> tuple[tuple[str, str], ...]:
        return (*self.retiming.half_typed(), *self.second_cycle.half_typed())

    def take_half_typed(self, typed: Mapping[str, str]) -> None:
        self.retiming.take_half_typed(typed)
        self.second_cycle.take_half_typed(typed)

    def set_read_only(self, read_only: bool) -> None:
        """The plan is shown, and from a case that came back cycle 2 can be begun."""

    def _why_none(self) -> str:
        if self.session.is_blocked:
            return BLOCKED
        if self.session.viewed is not None and self.session.assessment.mark is None:
            return OTHER_PACKS
        try:
            clear(self.session.assessment)
        except NoClearance as refusal:
            return "\n".join(f"–  {reason}" for reason in dict.fromkeys(refusal.reasons))
        return BLOCKED

    def _made(self, plan: DosePlan) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        if plan.retimed is not None:
            column.addWidget(_retimed(plan.retimed))
        column.addWidget(_dose(plan))
        said = plan.preparation.remarks
        if said:
            remarks = BannerPanel()
            remarks.say(
                "For the pharmacist", "\n".join(f"–  {one}" for one in said), Tone.ATTENTION, IconLabel.ATTENTION
            )
            column.addWidget(remarks)
        column.addWidget(steps_section(plan))
        column.addWidget(preparation_section(preparation_rows(plan), plan, self.ways))
        column.addWidget(schedule_section(plan))
        return body


def _retimed(retimed: Retimed) -> BannerPanel:
    banner = BannerPanel()
    said = (
        f"Dose {retimed.from_dose} and those after it: from {retimed.shown} instead of {retimed.planned_shown}.",
        f"The last dose given began {retimed.last_start_shown}. Reason: {retimed.reason}",
    )
    banner.say("RE-TIMED", "\n".join(said), Tone.ATTENTION, IconLabel.ATTENTION)
    return banner


def _dose(plan: DosePlan) -> Panel:
    panel = Panel(Tone.ACCENT)
    column = QVBoxLayout(panel)
    column.setContentsMargins(24, 18, 24, 20)
    column.setSpacing(6)
    product, cleared = plan.clearance.assessment.packs.product, plan.clearance
    column.addWidget(Words(f"{product.drug} ({product.brand})", Size.HEADING, bold=True))
    cycle = f"Cycle {plan.cycle}. Per dose – not per day, not per cycle"
    column.addWidget(Words(cycle, tone=Tone.MUTED))
    column.addWidget(Words(plan.in_words, Size.DOSE, bold=True))
    per_kg = f"{plan.per_kg_in_words} per dose × {cleared.weight}, weighed {cleared.weight_date}"
    column.addWidget(Words(per_kg))
    regimen = cleared.assessment.packs.guideline.regimen
    how_often = f"{regimen.route}, every {regimen.interval_hours} hours, up to {plan.most_doses} doses"
    column.addWidget(Words(f"{how_often[:1].upper()}{how_often[1:]}, each only after its pre-dose check."))
    if cleared.deviations:
        column.addWidget(Words("This plan deviates from the guideline; see the verdict.", tone=Tone.BAD, bold=True))
    return panel
