"""Packs, wording and settings as shipped; cases by difference from the pack's base case; sheets made of them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from il2desk.documents.consent import consent_sheet
from il2desk.documents.imprint import Imprint, imprint
from il2desk.documents.report import Report
from il2desk.documents.summary import summary_sheet
from il2desk.domain.assessment import Assessment, Packs, assess
from il2desk.domain.case import Case, Cycle, Deviation, Patient, Site
from il2desk.domain.clearance import clear
from il2desk.domain.dosing import DosePlan, plan_doses
from il2desk.domain.picture import Body
from il2desk.domain.reference import ConsentWording, Library
from il2desk.domain.settings import LocalSettings
from il2desk.domain.signing import sign
from il2desk.storage.library import load_packs
from il2desk.storage.picture import load_body
from il2desk.storage.places import resources
from il2desk.storage.reference import load_consent, load_library
from il2desk.storage.settings_file import read_settings
from tests.cases import a_record

NOW = datetime(2026, 11, 2, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
NAME, IDENTIFIER, BORN = "Łucja Őrsi-Nguyễn Thị Ánh", "MRN 00123456", "1961-04-17"


class Desk:
    """Packs, wording and settings as shipped, and sheets made from them."""

    def __init__(self) -> None:
        self.packs: Packs = load_packs(resources())
        self.settings: LocalSettings = read_settings(resources() / "sample" / "settings.toml")
        self.library: Library = load_library(resources() / "reference")
        self.body: Body = load_body(resources() / "pictures" / "body.toml")
        self.wording: ConsentWording = load_consent(resources() / "consent" / "en.toml", self.library.figures)

    def case(self, weight: str = "70 kg", patient: Patient | None = None, **answers: str) -> Case:
        base = self.packs.guideline.vector_base
        first = Cycle(
            weight=weight, weight_again=weight, weight_date="2026-11-01", height="175 cm", first_dose="2026-11-03 09:00"
        )
        return Case(
            case_id="3f0c9a52-7d1e-4b7c-9a43-9d0c1e2f3a4b",
            revision=4,
            patient=patient or Patient(name=NAME, identifier=IDENTIFIER, date_of_birth=BORN),
            answers=dict(base.answers) | answers,
            sites=tuple(Site(id=site) for site in base.sites),
            sites_complete=True,
            cycles=(first,),
        )

    def deviating(self, text: str = "Falling since a haematoma.", **answers: str) -> Case:
        reason = self.packs.guideline.deviation_reasons[0].id
        deviation = Deviation(criterion="ldh", reason=reason, text=text)
        case = self.case(ldh_value="290", **answers)
        return case.with_cycle(second_clinician="Prof. B. Second", deviations=(deviation,))

    def judged(self, case: Case) -> Assessment:
        return assess(case, self.packs, self.settings, NOW.date())

    def signed(self, case: Case, by: str = "Dr Anna Example") -> Assessment:
        return self.judged(sign(self.judged(case), by, NOW))

    def plan(self, case: Case) -> DosePlan:
        return plan_doses(clear(self.signed(case)))

    def imprint(self, assessment: Assessment) -> Imprint:
        return imprint(assessment, self.library, a_record(assessment, "A4", NOW))

    def summary(self, assessment: Assessment, plan: DosePlan | None = None) -> Report:
        return summary_sheet(assessment, plan, self.library, self.imprint(assessment), self.body)

    def planned_summary(self, case: Case | None = None) -> Report:
        plan = self.plan(case or self.case())
        return self.summary(plan.clearance.assessment, plan)

    def consent(self, case: Case | None = None) -> Report:
        plan = self.plan(case or self.case())
        return consent_sheet(plan.clearance, self.wording, self.library, self.imprint(plan.clearance.assessment))

    def heavy(self) -> Case:
        """Outside the concentration window by both methods."""
        case = self.case(weight="210 kg")
        return case.with_cycle(height="250 cm", weight_confirmed="210 kg", confirmed=("body_mass_index",))
