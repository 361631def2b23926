"""Packs, wording and settings as shipped; cases by difference from the pack's base case; sheets made of them."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from il2desk.documents.model.report import Report
from il2desk.documents.sections.provenance import Imprint, imprint
from il2desk.documents.sheets.administration import administration_sheet
from il2desk.documents.sheets.consent import consent_sheet
from il2desk.documents.sheets.cover import cover_sheet
from il2desk.documents.sheets.order import order_sheet
from il2desk.documents.sheets.pharmacy import pharmacy_sheet
from il2desk.documents.sheets.summary import summary_sheet
from il2desk.domain.assessment.assessment import Assessment, Packs, assess
from il2desk.domain.assessment.second_cycle import second_cycle
from il2desk.domain.assessment.signing import sign
from il2desk.domain.case.case import Case, Cycle, Deviation, Patient, Retiming, Site
from il2desk.domain.dosing.clearance import clear
from il2desk.domain.dosing.dose_plan import DosePlan, plan_doses
from il2desk.domain.dosing.second_check import Checking
from il2desk.domain.packs.body_outline import Body
from il2desk.domain.packs.reference import ConsentWording, Library
from il2desk.domain.values.local_settings import LocalSettings
from il2desk.domain.values.parsing import plain
from il2desk.storage.packs.body_outline import load_body
from il2desk.storage.packs.library import load_packs
from il2desk.storage.packs.reference import load_consent, load_library
from il2desk.storage.site.paths import resources
from il2desk.storage.site.settings_file import read_settings
from tests.cases import a_record
from tests.storage.packs import GUIDELINE_FILE, guideline_of, parsed

NOW = datetime(2026, 11, 2, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
LATER = datetime(2026, 11, 4, 18, 0, tzinfo=ZoneInfo("Europe/Paris"))
NAME, IDENTIFIER, BORN = "Łucja Őrsi-Nguyễn Thị Ánh", "MRN 00123456", "1961-04-17"


M1B = {"ajcc_m": "m1b", "ajcc_ldh_suffix": "not_raised"}
"""What fits the sites and the LDH of the base case."""


class Desk:
    """Packs, wording and settings as shipped, and sheets made from them."""

    def __init__(self) -> None:
        self.packs: Packs = load_packs(resources())
        self.settings: LocalSettings = read_settings(resources() / "sample" / "settings.toml")
        self.library: Library = load_library(resources() / "reference")
        self.body: Body = load_body(resources() / "pictures" / "body.toml")
        self.wording: ConsentWording = load_consent(resources() / "consent" / "en.toml", self.library.figures)

    def case(self, weight: str = "70 kg", patient: Patient | None = None, **answers: str) -> Case:
        base = guideline_of(parsed(GUIDELINE_FILE))[1].vector_base
        first = Cycle(
            weight=weight, weight_again=weight, weight_date="2026-11-01", height="175 cm", first_dose="2026-11-03 09:00"
        )
        return Case(
            case_id="3f0c9a52-7d1e-4b7c-9a43-9d0c1e2f3a4b",
            revision=4,
            patient=patient or Patient(name=NAME, identifier=IDENTIFIER, date_of_birth=BORN),
            answers=dict(base.answers) | M1B | answers,
            sites=tuple(Site(id=site) for site in base.sites),
            sites_complete=True,
            cycles=(first,),
        )

    def deviating(self, text: str = "Falling since a haematoma.", **answers: str) -> Case:
        reason = self.packs.guideline.deviation_reasons[0].id
        deviation = Deviation(criterion="ldh", reason=reason, text=text)
        case = self.case(**{"ldh_value": "290", "ajcc_ldh_suffix": "raised", **answers})
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

    def sheet(self, name: str, plan: DosePlan | None = None) -> Report:
        """A sheet of the set by its name, of the base case where no plan is given."""
        plan = plan or self.plan(self.case())
        assessment = plan.clearance.assessment
        made = self.imprint(assessment)
        match name:
            case "order":
                return order_sheet(plan, self.library, made)
            case "pharmacy":
                return pharmacy_sheet(plan, made)
            case "administration":
                return administration_sheet(plan, self.library, made)
            case "summary":
                return self.summary(assessment, plan)
            case "consent":
                return consent_sheet(plan.clearance, self.wording, self.library, made)
            case _:
                names = ("order", "administration", "pharmacy", "summary", "consent")
                return cover_sheet(plan, [self.sheet(one, plan) for one in names], made)

    def with_settings(self, **values: object) -> "Desk":
        """A desk with other values of settings that are set; None unsets one."""
        other = Desk()
        changed = {
            name: None if value is None else getattr(self.settings, name).model_copy(update={"value": value})
            for name, value in values.items()
        }
        other.settings = self.settings.model_copy(update=changed)
        return other

    def checked(self, case: Case) -> DosePlan:
        """The plan of a case that a second person has checked."""
        plan = self.plan(case)
        figures = plain(plan.clearance.weight.value), plain(Decimal(plan.units) / 1_000_000)
        done = Checking.begin(plan).checker_types("Nurse Clara Third", *figures, NOW)
        return plan_doses(clear(self.judged(done.checked_case())))

    def retimed(self, case: Case, from_dose: int = 5, start: str = "2026-11-05 06:00") -> DosePlan:
        """The plan with dose 5 and all after it moved by half a day, signed when dose 4 was given."""
        moved = Retiming(
            from_dose=from_dose, start=start, last_start="2026-11-04 09:30", reason="Held <twice> for pressure"
        )
        confirmed = (*case.cycle.confirmed, "first_dose_past", "retiming_late")
        first = case.with_cycle(retiming=moved, confirmed=confirmed)
        signed = sign(assess(first, self.packs, self.settings, LATER.date()), "Dr Anna Example", LATER)
        return plan_doses(clear(assess(signed, self.packs, self.settings, LATER.date())))

    def second_cycle(self) -> DosePlan:
        """The plan of a second cycle, of the first of which eleven doses were given."""
        begun = second_cycle(self.case(), "11", "2026-10-13", "2026-10-17")
        case = self.case(earlier_course="this_course", stopping_toxicity="none")
        told = case.model_copy(update={"cycles": (begun.cycles[0], case.cycle.model_copy(update={"number": 2}))})
        return self.plan(told)

    def heavy(self) -> Case:
        """Outside the concentration window by both methods."""
        case = self.case(weight="210 kg")
        return case.with_cycle(height="250 cm", weight_confirmed="210 kg", confirmed=("body_mass_index",))
