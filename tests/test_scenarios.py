"""Situations a clinician can read, in `tests/scenarios/*.toml`, judged, signed and planned as they say.

A scenario gives the differences from the base case of `tests.cases` and what is expected. `after_signing` holds
changes made once the case is signed; `later` is the day a signed case is looked at again. `first_cycle` makes it the
second cycle after a first with these differences; `second_check` and `retyped` are what is typed once it is planned.
"""

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.assessment.signing import CannotSign, sign
from il2desk.domain.case.case import Case, Cycle, Deviation, Retiming
from il2desk.domain.dosing.clearance import NoClearance, clear
from il2desk.domain.dosing.dose_plan import DosePlan, plan_doses
from il2desk.domain.dosing.second_check import CannotCheck, Checking, CheckStage, fitting_check
from il2desk.domain.dosing.validity import holds_until
from il2desk.domain.values.formatting import rounded
from tests.cases import NOW, SIGNER, ZONE, a_case, a_first_cycle, judged, packs, settings
from tests.storage.packs import GUIDELINE_FILE, parsed

FOLDER = Path(__file__).parent / "scenarios"
GIVEN = {
    *("title", "patient", "answers", "sites", "sites_complete", "cycle", "first_cycle", "deviations"),
    *("settings", "today", "signed_by", "after_signing", "later", "second_check", "retyped", "expect"),
}


@cache
def scenarios() -> tuple[Any, ...]:
    """Every scenario, as a parameter named by its file and title."""
    found = []
    for file in sorted(FOLDER.glob("*.toml")):
        for scenario in tomllib.loads(file.read_text(encoding="utf-8"))["scenario"]:
            found.append(pytest.param(scenario, id=f"{file.stem}: {scenario['title']}"))
    return tuple(found)


@dataclass
class Told:
    """What the program says of a scenario."""

    assessment: Assessment
    refused_signing: str | None
    refused_clearance: str | None
    plan: DosePlan | None
    checking: Checking | None = None
    refused_check: str | None = None


def _case(scenario: dict[str, Any]) -> Case:
    unrecorded = {name: None if value == "" else value for name, value in scenario.get("answers", {}).items()}
    cycle = {name: None if value == "" else value for name, value in scenario.get("cycle", {}).items()}
    patient = {name: None if value == "" else value for name, value in scenario.get("patient", {}).items()}
    if "confirmed" in cycle:
        cycle["confirmed"] = tuple(cycle["confirmed"])
    if "retiming" in cycle:
        cycle["retiming"] = Retiming(**cycle["retiming"])
    before = {name: None if value == "" else value for name, value in scenario.get("first_cycle", {}).items()}
    earlier = (a_first_cycle(**before),) if "first_cycle" in scenario else ()
    given = {name: scenario[name] for name in ("sites", "sites_complete") if name in scenario}
    deviations = tuple(Deviation(**one) for one in scenario.get("deviations", ()))
    return a_case(**given, earlier=earlier, deviations=deviations, **unrecorded, **cycle, **patient)


def _tell(scenario: dict[str, Any]) -> Told:
    unset = {name: None if value == "unset" else value for name, value in scenario.get("settings", {}).items()}
    local, case = settings(**unset), _case(scenario)
    today = scenario.get("today", NOW.date())
    now = datetime(today.year, today.month, today.day, 10, tzinfo=ZONE)
    assessment, refused = judged(case, local, today), None
    try:
        case = sign(assessment, scenario.get("signed_by", SIGNER), now)
    except CannotSign as reasons:
        refused = str(reasons)
    for name, given in scenario.get("after_signing", {}).items():
        text = Retiming(**given) if name == "retiming" else given
        case = case.with_cycle(**{name: text}) if name in Cycle.model_fields else case.with_answer(name, text)
    assessment = judged(case, local, scenario.get("later", today))
    try:
        told = Told(assessment, refused, None, plan_doses(clear(assessment)))
    except NoClearance as reasons:
        return Told(assessment, refused, str(reasons), None)
    if "second_check" in scenario:
        _check(scenario, told, now + timedelta(minutes=5))
    return told


def _check(scenario: dict[str, Any], told: Told, now: datetime) -> None:
    assert told.plan is not None
    try:
        told.checking = Checking.begin(told.plan).checker_types(**scenario["second_check"], now=now)
    except CannotCheck as reasons:
        told.refused_check = str(reasons)
        return
    for who, (kilograms, million_units) in scenario.get("retyped", {}).items():
        told.checking = told.checking.retypes(who, kilograms, million_units, now)


def _checked_by(told: Told) -> str:
    """Whose check the plan of the checked case carries."""
    checking = told.checking
    if checking is None or checking.stage is not CheckStage.PASSED:
        return ""
    plan = plan_doses(clear(judged(checking.checked_case(), today=told.assessment.judged_on)))
    check = fitting_check(plan, told.assessment.judged_on)
    return check.name if check else ""


def _holds(assessment: Assessment) -> dict[str, Any]:
    limit = holds_until(assessment)
    if limit is None:
        return {"holds_until": "", "holds_by": [], "holds_what": ""}
    return {"holds_until": limit.day, "holds_by": list(limit.settings), "holds_what": limit.what}


def _value(what: str, told: Told) -> Any:
    assessment, plan = told.assessment, told.plan
    words = {
        "overall": assessment.overall.value,
        "plan": assessment.plan.value,
        "banner": assessment.banner,
        "verdict": assessment.verdict,
        "mark": assessment.mark or "",
        "signing": told.refused_signing or "possible",
        "clearance": told.refused_clearance or "given",
        "reasons": " ".join(assessment.no_plan),
        "notices": " ".join(assessment.notices),
        "gaps": " ".join(assessment.deviation_gaps),
        "stale": " ".join(assessment.stale_since),
        "judged_on": assessment.judged_on,
        "deviable": [one.id for one in assessment.to_deviate],
        "given": assessment.basis.given.in_words if assessment.basis.given else "",
        "check": told.refused_check or (told.checking.stage.value if told.checking else ""),
        "pairs": [pair.in_words for pair in told.checking.pairs] if told.checking else [],
        "checked_by": _checked_by(told),
        **_holds(assessment),
    }
    if what in words:
        return words[what]
    if plan is None:
        return assessment.finding(what).outcome.value
    doses = {
        "dose": plan.in_words,
        "volume": f"{rounded(plan.preparation.volume_ml)} mL",
        "bag": f"{plan.preparation.bag_ml} mL",
        "vials": [one.number for one in plan.preparation.vials],
        "replacing": plan.preparation.replacing.shown,
        "added": plan.preparation.added.shown,
        "rate": f"{rounded(plan.preparation.chosen.rate_ml_per_hour)} mL per hour" if plan.preparation.chosen else "",
        "remarks": " ".join((*plan.preparation.remarks, *plan.schedule.remarks)),
        "first": plan.schedule.slots[0].shown,
        "last": plan.schedule.slots[-1].shown,
        "expiry": plan.preparation.expiry_hours,
        "moved": [slot.number for slot in plan.schedule.slots if slot.moved],
        **{f"dose {slot.number}": slot.shown for slot in plan.schedule.slots},
    }
    return doses[what] if what in doses else assessment.finding(what).outcome.value


WHOLE = {"overall", "plan", "mark", "deviable", "dose", "volume", "bag", "vials", "replacing", "added", "rate", "first"}
WHOLE |= {"last", "expiry", "judged_on", "verdict", "pairs", "checked_by", "holds_until", "holds_by", "moved", "given"}
WHOLE |= {f"dose {number}" for number in range(1, 15)}


@pytest.mark.parametrize("scenario", scenarios())
def test_the_program_tells_of_a_situation_what_a_clinician_expects(scenario: dict[str, Any]) -> None:
    assert scenario.keys() <= GIVEN
    told = _tell(scenario)
    criteria = {one.id for one in packs().guideline.criteria}
    for what, expected in scenario["expect"].items():
        found = _value(what, told)
        if what in WHOLE or what in criteria or expected in {"", "given", "possible"}:
            assert found == expected, what
        else:
            assert expected in found, what


def test_each_criterion_is_seen_with_each_of_its_outcomes() -> None:
    seen: dict[str, set[str]] = {}
    for param in scenarios():
        for what, expected in param.values[0]["expect"].items():
            seen.setdefault(what, set()).add(str(expected))
    outcomes = {"guideline": {"met", "not_met", "cannot_tell"}, "label": {"clear", "stop", "cannot_tell"}}
    for criterion in packs().guideline.criteria:
        assert outcomes[criterion.block] <= seen.get(criterion.id, set()), criterion.id


def test_every_site_and_every_answer_that_decides_occurs_in_a_scenario_or_a_vector_of_the_pack() -> None:
    guideline = packs().guideline
    tried = [*(param.values[0] for param in scenarios()), *parsed(GUIDELINE_FILE)["vectors"]]
    text = " ".join(str(one) for one in tried)
    assert [site.id for site in guideline.sites if f"'{site.id}" not in text] == []


def test_every_scenario_has_a_title_of_its_own() -> None:
    titles = [param.id for param in scenarios()]
    assert len(set(titles)) == len(titles)
