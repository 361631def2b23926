"""Which sites are involved, by hand: every kind once, both counts live, and whether the list is complete."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.assessment.parsed_answers import SITES
from il2desk.domain.packs.guideline import SiteKind
from il2desk.ui.case.steps import SITES_COMPLETE
from il2desk.ui.fields.choice_field import Choice, ChoiceField
from il2desk.ui.fields.feedback import NOTHING, Echo, asked
from il2desk.ui.fields.named_sites import NamedSites
from il2desk.ui.fields.site_checks import SiteChecks
from il2desk.ui.pages.checklist import ChecklistPage
from il2desk.ui.panels.organ_counts import OrganCounts
from il2desk.ui.panels.outline_panel import BesideList, OutlinePanel
from il2desk.ui.widgets.panel import SectionPanel

CLASSES = {
    "viscera": "Viscera",
    "soft": "Lymph nodes, soft tissue, muscle",
    "skin": "Skin and subcutaneous tissue",
    "cns": "Central nervous system",
}


class OrgansPage(ChecklistPage):
    """Check boxes by class beside the body outline, sites by name, the two counts, then the pack's questions."""

    def before_questions(self) -> None:
        guideline = self.session.assessment.packs.guideline
        self._checks: list[SiteChecks] = []
        self._named: list[NamedSites] = []
        listed = QWidget()
        lists = QVBoxLayout(listed)
        lists.setContentsMargins(0, 0, 0, 0)
        lists.setSpacing(16)
        for class_, heading in CLASSES.items():
            self._add_class(lists, heading, [kind for kind in guideline.sites if kind.site_class == class_])
        self._panel = OutlinePanel(guideline, self.session.ports.body, self._choose)
        self.column.addWidget(BesideList(listed, self._panel))
        self.against = Echo(holds_place=False)
        self.column.addWidget(self.against)
        self._counts = OrganCounts()
        self.column.addWidget(self._counts)
        complete = ChoiceField(
            SITES_COMPLETE,
            "Is this list of involved sites complete?",
            (Choice("yes", "Yes"), Choice("no", "No")),
            self._record_complete,
            _complete,
            "Yes means that no other site is involved, as far as imaging and examination can tell.",
        )
        section = SectionPanel()
        section.add(complete)
        self.fields.append(complete)
        self.column.addWidget(section)

    def _add_class(self, lists: QVBoxLayout, heading: str, kinds: list[SiteKind]) -> None:
        if not kinds:
            return
        section = SectionPanel(heading)
        checks = SiteChecks([kind for kind in kinds if not kind.free_text], heading, self._record)
        self._checks.append(checks)
        section.add(checks)
        for kind in kinds:
            if kind.free_text:
                named = NamedSites(kind, self._record)
                self._named.append(named)
                section.add(named)
        lists.addWidget(section)

    def refresh(self) -> None:
        sites = self.session.case.sites
        for checks in self._checks:
            checks.refresh(sites)
        for named in self._named:
            named.refresh(sites)
        self._panel.refresh(sites)
        says = "\n".join(self.session.assessment.against(SITES))
        self.against.show_echo(asked(says) if says else NOTHING)
        self._counts.refresh(self.session.assessment)
        super().refresh()

    def first_control(self) -> QWidget | None:
        first = next(iter(self._checks[0].boxes.values()), None)
        return super().first_control() if self.session.case.sites or first is None else first

    def _choose(self, site: str) -> None:
        """What a click on the outline does: what the same click in the list would do."""
        for checks in self._checks:
            if site in checks.boxes:
                checks.boxes[site].click()
        for named in self._named:
            if named.kind == site:
                named.lead_to_text()

    def _record(self) -> None:
        """Sites in the pack's order, whatever the order in which they were marked."""
        marked = [site for checks in self._checks for site in checks.sites()]
        marked += [site for named in self._named for site in named.sites()]
        order = [kind.id for kind in self.session.assessment.packs.guideline.sites]
        in_order = sorted(marked, key=lambda site: order.index(site.id))
        self.session.edit(self.session.case.with_sites(tuple(in_order), self.session.case.sites_complete))

    def _record_complete(self, chosen: str | None) -> None:
        complete = {"yes": True, "no": False}.get(chosen or "")
        self.session.edit(self.session.case.with_sites(self.session.case.sites, complete))


def _complete(assessment: Assessment) -> str | None:
    return {True: "yes", False: "no", None: None}[assessment.case.sites_complete]
