"""Cases by difference: a base case that meets everything, and what a test changes in it."""

from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from il2desk import __version__
from il2desk.domain.assessment.assessment import Assessment, Packs, assess
from il2desk.domain.assessment.parsed_answers import ParsedAnswers
from il2desk.domain.assessment.signing import sign
from il2desk.domain.case.case import Case, Cycle, Deviation, Patient, Signature, Site, case_digest, content_digest
from il2desk.domain.dosing.clearance import Clearance, clear
from il2desk.domain.dosing.dose_plan import DosePlan, plan_doses
from il2desk.domain.packs.body_outline import Body
from il2desk.domain.records.print_record import PrintRecord, as_judged
from il2desk.domain.values.local_settings import LocalSettings
from il2desk.storage.packs.body_outline import load_body
from il2desk.storage.packs.library import load_packs
from il2desk.storage.site.paths import resources

ZONE = ZoneInfo("Europe/Paris")
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=ZONE)
SIGNER = "Dr. Berta Signer"

ANSWERS = {
    "intended_use": "high_dose_iv",
    "melanoma": "yes",
    "histology": "cutaneous",
    "stage": "iv",
    "ajcc_edition": "eighth",
    "ajcc_m": "m1b",
    "ajcc_ldh_suffix": "not_raised",
    "ecog_grade": "1",
    "ecog_date": "2026-11-16",
    "ldh_unit": "units_per_litre",
    "ldh_value": "210",
    "ldh_limit": "250",
    "ldh_date": "2026-11-16",
    "ldh_haemolysed": "no",
    "cns_status": "none_on_imaging",
    "cns_modality": "mri",
    "cns_date": "2026-11-02",
    "setting_tertiary": "yes",
    "setting_staff": "yes",
    "setting_monitoring": "yes",
    "allograft": "no",
    "hypersensitivity": "no",
    "ejection_fraction": "normal",
    "wall_motion": "normal",
    "coronary": "none",
    "cardiac_date": "2026-10-26",
    "fev1_litres": "3.1",
    "fev1_percent": "92",
    "pulmonary_date": "2026-10-26",
    "organ_impairment": "not_significant",
    "infection": "none",
    "pregnancy": "negative",
    "pregnancy_date": "2026-11-19",
    "breastfeeding": "no",
    "earlier_course": "naive",
    "intensive_care": "yes",
}
SITES = ("lung", "subcutaneous")
PATIENT = {"name": "Example, Anna", "identifier": "EX-0417", "date_of_birth": "1961-04-17"}
CYCLE: dict[str, Any] = {
    "weight": "70",
    "weight_again": "70",
    "weight_date": "2026-11-20",
    "height": "172",
    "first_dose": "2026-11-23 09:00",
}
SETTINGS: dict[str, Any] = {
    "zone": "Europe/Paris",
    "centre": "Example Hospital",
    "contact_24h": "000 000",
    "age_ecog": 14,
    "age_ldh": 14,
    "age_cns_imaging": 28,
    "age_weight": 3,
    "age_cardiopulmonary": 90,
    "age_pregnancy_test": 7,
    "dilution": "replacing",
    "hold_stop_set": "A",
}


@cache
def packs() -> Packs:
    """The installed packs."""
    return load_packs(resources())


@cache
def body() -> Body:
    """The installed body outline."""
    return load_body(resources() / "pictures" / "body.toml")


def body_without(site: str) -> Body:
    """The body outline as if a site had no shape."""
    fewer = body().model_copy(update={"shapes": tuple(shape for shape in body().shapes if shape.site != site)})
    fewer.__dict__.pop("shape_by_site", None)  # a copy takes along what was worked out before
    return fewer


def settings(**changes: Any) -> LocalSettings:
    """Every value set that judging and dosing need; None unsets one."""
    values = {name: value for name, value in {**SETTINGS, **changes}.items() if value is not None}
    whom = {"set_by": "A. Tester", "set_on": date(2026, 11, 1)}
    return LocalSettings.model_validate({name: {"value": value, **whom} for name, value in values.items()})


def sites_of(*names: str) -> tuple[Site, ...]:
    """Sites by id; `other:thyroid` is the free-text site with its text."""
    parts = (name.partition(":") for name in names)
    return tuple(Site(id=name, text=text or None) for name, _, text in parts)


def a_case(
    *,
    sites: tuple[str, ...] | list[str] = SITES,
    sites_complete: bool | None = True,
    earlier: tuple[Cycle, ...] = (),
    zone: str | None = None,
    **changes: Any,
) -> Case:
    """The base case with these answers, patient and cycle fields instead; None removes one.

    What its M category says of the sites and of LDH is not recorded where these are others.
    """
    answers: dict[str, Any] = dict(ANSWERS)
    answers |= {} if tuple(sites) == SITES else {"ajcc_m": "not_known"}
    answers |= {"ajcc_ldh_suffix": "not_known"} if "ldh_value" in changes else {}
    patient: dict[str, Any] = dict(PATIENT)
    cycle: dict[str, Any] = {**CYCLE, "number": len(earlier) + 1}
    if earlier:
        answers |= {"earlier_course": "this_course", "stopping_toxicity": "none"}
    for name, value in changes.items():
        if name in packs().guideline.question_by_id:
            answers[name] = value
        elif name in Patient.model_fields:
            patient[name] = value
        elif name in Cycle.model_fields:
            cycle[name] = value
        else:
            raise TypeError(f"neither a question nor a field of patient or cycle: {name}")
    if "weight" in changes and "weight_again" not in changes:
        cycle["weight_again"] = cycle["weight"]
    return Case(
        case_id="TEST-0001",
        zone=zone,
        patient=Patient(**_recorded(patient)),
        answers=MappingProxyType(_recorded(answers)),
        sites=sites_of(*sites),
        sites_complete=sites_complete,
        cycles=(*earlier, Cycle(**_recorded(cycle))),
    )


def a_first_cycle(**changes: Any) -> Cycle:
    """A first cycle that is over, its 14 doses given in the first week of November; None removes a field."""
    typed = {"weight": "70", "doses_given": "14", "first_given": "2026-11-02", "last_given": "2026-11-06"}
    return Cycle(**_recorded({**typed, **changes}))


def _recorded(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def judged(case: Case, local: LocalSettings | None = None, today: date = TODAY) -> Assessment:
    return assess(case, packs(), local or settings(), today)


def readings(case: Case, local: LocalSettings | None = None, today: date = TODAY) -> ParsedAnswers:
    return judged(case, local, today).readings


def outcome(case: Case, criterion: str, local: LocalSettings | None = None, today: date = TODAY) -> str:
    """The outcome of one criterion, as the command line words it."""
    return judged(case, local, today).finding(criterion).outcome.value


def deviation(criterion: str, reason: str = "tumour_board", text: str = "Discussed and agreed.") -> Deviation:
    return Deviation(criterion=criterion, reason=reason, text=text)


def deviating(case: Case, *criteria: str, second: str = "Dr. Carl Second") -> Case:
    """The case with a complete deviation for each of these criteria."""
    return case.with_cycle(deviations=tuple(deviation(one) for one in criteria), second_clinician=second)


def signed(
    case: Case | None = None, local: LocalSettings | None = None, *, by: str = SIGNER, now: datetime = NOW
) -> Case:
    """The case signed as the program signs it."""
    return sign(judged(a_case() if case is None else case, local, now.date()), by, now)


def signed_by_hand(case: Case, *, by: str = SIGNER, role: str = "clinician", instant: str = NOW.isoformat()) -> Case:
    """The case with a signature that fits it, whatever it lacks: as a file made elsewhere may have one."""
    signature = Signature(name=by, role=role, instant=instant, covers=content_digest(case))
    return case.model_copy(update={"signatures": (signature,)})


def cleared(case: Case | None = None, local: LocalSettings | None = None) -> Clearance:
    return clear(judged(signed(case, local), local))


def planned(case: Case | None = None, local: LocalSettings | None = None) -> DosePlan:
    return plan_doses(cleared(case, local))


def a_record(assessment: Assessment, paper: str, printed: datetime, **changes: Any) -> PrintRecord:
    """A printing by nobody named, with no pack but those of the judgement; its copy follows the one it replaces."""
    replaces = changes.get("replaces")
    again = replaces is not None and replaces.revision == assessment.case.revision
    told = {
        "case": case_digest(as_judged(assessment)),
        "instant": printed.isoformat(timespec="seconds"),
        "program": __version__,
        "packs": dict(assessment.packs.digests),
        "paper": paper,
        "copy_number": replaces.copy_number + 1 if replaces and again else 1,
    }
    return PrintRecord(**{**told, **changes})
