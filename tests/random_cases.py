"""Cases by number: each number is one case, always the same, from sound to hostile; most can be signed and planned."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from math import sqrt
from random import Random
from types import MappingProxyType
from typing import Any

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.assessment.signing import CannotSign, sign
from il2desk.domain.case.case import Case, Site
from il2desk.domain.dosing.clearance import NoClearance, clear
from il2desk.domain.dosing.dose_plan import DosePlan, plan_doses
from il2desk.domain.values.local_settings import LocalSettings
from tests.cases import ANSWERS, NOW, TODAY, a_case, deviation, judged, packs, settings

GUIDELINE = packs().guideline
NAMES = (
    "Example, Anna", "Łucja Őrsi-Nguyễn Thị Ánh", "Ελένη Παπαδοπούλου", "Анна Иванова", "O’Brien-García y Ñúñez, José",
    "Maria " * 24 + "Long", "W" * 120, "<b>Bold</b> & </para> {0} %s", "Å", "Nguye\u0302\u0303n decomposed",
    "van der Berg, Jan-Willem", "Şükrü Yğlmaz", "Þóra Æsudóttir",
)  # fmt: skip
TEXTS = (
    "Discussed and agreed.", "Falling since a haematoma; repeat on Monday.", "x" * 400, "Line one\nline two\n\nfour",
    "<img src=/etc/passwd> & 100 % {contact}", "The board of 2026-11-16 agreed. " * 30, "≥ 2 → 3, √ ok", "Ž",
)  # fmt: skip
SAID = {
    "ldh_value": ("249.99", "250", "250.01", "12", "1,234", "not known", "normal"),
    "ldh_limit": ("250", "20", "4.2", "not known"),
    "fev1_litres": ("3.1", "2", "2.01", "1.99", "not known"),
    "fev1_percent": ("92", "75", "74.9", "not known"),
    "organ_count": ("1", "2", "3", "4", "not known"),
}
AGES = (0, 1, 3, 4, 11, 14, 15, 28, 29, 90, 91, 400)


@dataclass(frozen=True)
class RandomCase:
    """A case as judged on its day, signed where it could be; `plan` is None where none is allowed."""

    number: int
    assessment: Assessment
    plan: DosePlan | None


def random_case(number: int) -> RandomCase:
    """The case of that number."""
    chance = Random(number)
    local, case = _settings(chance), _case(chance, number)
    assessment = judged(case, local)
    try:
        assessment = judged(sign(assessment, chance.choice(("Dr. Berta Signer", "Dr Łucja Őrsi")), NOW), local)
        return RandomCase(number, assessment, plan_doses(clear(assessment)))
    except (CannotSign, NoClearance):
        return RandomCase(number, assessment, None)


def planned_cases(numbers: range) -> list[RandomCase]:
    """Those of these numbers that have a plan."""
    return [one for one in map(random_case, numbers) if one.plan]


def _settings(chance: Random) -> LocalSettings:
    return settings(
        zone=chance.choice(("Europe/Paris", "Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")),
        dilution=chance.choice(("replacing", "added", None)),
        hold_stop_set=chance.choice(("A", "B", None)),
        expiry_hours=chance.choice((None, 24)),
        centre=chance.choice(("Example Hospital", "Centre Hospitalier de l’Œuvre Ωmega")),
        held_dose_rule=chance.choice((None, *TEXTS)),
        supportive_medicines=chance.choice((None, *TEXTS)),
    )


def _case(chance: Random, number: int) -> Case:
    weight = Decimal(chance.randint(3_000, 20_000)) / 100
    shortest, tallest = (100 * sqrt(float(weight) / index) for index in (50, 14))
    centimetres = chance.randint(max(round(shortest), 125), min(round(tallest), 205))
    case = a_case(
        name=chance.choice(NAMES),
        identifier=chance.choice(("EX-0417", "MRN 00123456", "9" * 40)),
        date_of_birth=f"{chance.randint(1930, 2007)}-0{chance.randint(1, 9)}-{chance.randint(10, 28)}",
        weight=f"{weight.normalize():f} kg",
        height=f"{centimetres} cm",
        weight_basis=chance.choice((None, None, *TEXTS[:2])),
        first_dose=_first_dose(chance),
    )
    case = case.model_copy(update={"case_id": _case_id(chance), "revision": 1 + number % 12})
    case = case.with_cycle(confirmed=("body_mass_index",))
    kind = chance.choice(("sound", "sound", "sound", "deviating", "deviating", "anything"))
    return {"sound": _sound, "deviating": _deviating, "anything": _anything}[kind](case, chance)


def _case_id(chance: Random) -> str:
    groups = (f"{chance.getrandbits(16):04X}" for _ in range(3))
    return chance.choice(("-".join(groups), "TEST-0001", "case 7/ä", "3f0c9a52-7d1e-4b7c-9a43-9d0c1e2f3a4b"))


def _first_dose(chance: Random) -> str:
    at = datetime(2026, 11, 21, tzinfo=NOW.tzinfo) + timedelta(days=chance.randint(0, 2), hours=chance.randint(6, 20))
    return f"{at:%Y-%m-%d %H:%M}"


def _sound(case: Case, chance: Random) -> Case:
    ids = ["lung", "subcutaneous", "node", "skin", "soft_tissue"]
    sites = tuple(Site(id=one) for one in chance.sample(ids, chance.randint(1, 2)))
    changes = {"ldh_value": str(chance.randint(120, 250)), "ecog_grade": chance.choice("01"), "ajcc_m": "not_known"}
    if chance.random() < 0.3:
        changes |= {"coronary": "not_indicated", "coronary_reason": chance.choice(TEXTS)}
    return _answering(case.model_copy(update={"sites": sites}), changes)


def _deviating(case: Case, chance: Random) -> Case:
    raised = {"ldh_value": "290", "ajcc_ldh_suffix": "raised"}
    changes = chance.choice((raised, {"ecog_grade": "2"}, {**raised, "ecog_grade": "2"}))
    text = chance.choice(TEXTS)
    reasons = [one.id for one in GUIDELINE.deviation_reasons]
    given = tuple(
        deviation(one, chance.choice(reasons), text)
        for one in ("ecog", "ldh")
        if {"ecog": "ecog_grade", "ldh": "ldh_value"}[one] in changes
    )
    second = chance.choice(("Dr. Carl Second", "Prof. Zoë Ångström"))
    return _answering(case.with_cycle(deviations=given, second_clinician=second), changes)


def _anything(case: Case, chance: Random) -> Case:
    changes: dict[str, str | None] = {}
    for question in chance.sample(GUIDELINE.questions, chance.randint(1, 8)):
        dates = tuple(str(TODAY - timedelta(days=age)) for age in AGES)
        said: tuple[Any, ...] = tuple(one.id for one in question.options) or SAID.get(question.id, ())
        said = said or (dates if question.kind == "date" else TEXTS)
        changes[question.id] = chance.choice((*said, None))
    ids = [one.id for one in GUIDELINE.sites]
    chosen = chance.sample(ids, chance.randint(0, 9))
    sites = tuple(Site(id=one, text=chance.choice(TEXTS) if one == "other" else None) for one in chosen)
    return _answering(case.model_copy(update={"sites": sites}), changes)


def _answering(case: Case, changes: dict[str, Any]) -> Case:
    answers = {**ANSWERS, **changes}
    kept = {name: said for name, said in answers.items() if said is not None}
    return case.model_copy(update={"answers": MappingProxyType(kept)})
