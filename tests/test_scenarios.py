"""Situations a clinician can read, in `tests/scenarios/*.toml`, judged, signed and planned as they say.

A scenario gives the differences from the base case of `tests.cases` and what is expected. `after_signing` holds
changes made once the case is signed; `later` is the day a signed case is looked at again.
"""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from il2desk.domain.assessment import Assessment
from il2desk.domain.case import Case, Cycle, Deviation, Retiming
from il2desk.domain.clearance import NoClearance, clear
from il2desk.domain.dosing import DosePlan, plan_doses
from il2desk.domain.show import rounded
from il2desk.domain.signing import CannotSign, sign
from tests.cases import NOW, SIGNER, ZONE, a_case, a_first_cycle, judged, packs, settings

FOLDER = Path(__file__).parent / "scenarios"
GIVEN = {
    *("title", "patient", "answers", "sites", "sites_complete", "cycle", "first_cycle", "deviations"),
    *("settings", "today", "signed_by", "after_signing", "later", "expect"),
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
    for name, text in scenario.get("after_signing", {}).items():
        case = case.with_cycle(**{name: text}) if name in Cycle.model_fields else case.with_answer(name, text)
    assessment = judged(case, local, scenario.get("later", today))
    try:
        return Told(assessment, refused, None, plan_doses(clear(assessment)))
    except NoClearance as reasons:
        return Told(assessment, refused, str(reasons), None)


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
    }
    return doses[what] if what in doses else assessment.finding(what).outcome.value


WHOLE = {"overall", "plan", "mark", "deviable", "dose", "volume", "bag", "vials", "replacing", "added", "rate", "first"}
WHOLE |= {"last", "expiry", "judged_on", "verdict"}


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
    texts = [str(param.values[0]) for param in scenarios()] + [str(vector) for vector in guideline.vectors]
    text = " ".join(texts)
    assert [site.id for site in guideline.sites if f"'{site.id}" not in text] == []


def test_every_scenario_has_a_title_of_its_own() -> None:
    titles = [param.id for param in scenarios()]
    assert len(set(titles)) == len(titles)
