"""The guideline pack's test vectors: shipped cases that must be judged as the pack expects before it is used."""

from collections.abc import Iterator
from datetime import date
from types import MappingProxyType

from il2desk.domain.assessment.assessment import all_contradictions, obstacles_of, overall_of
from il2desk.domain.assessment.findings import find
from il2desk.domain.assessment.parsed_answers import ParsedAnswers
from il2desk.domain.assessment.rule_evaluation import holds
from il2desk.domain.case.case import Case, Cycle, Patient, Site
from il2desk.domain.packs.guideline import Guideline
from il2desk.domain.packs.test_vectors import GuidelineVectors, Vector, VectorBase
from il2desk.domain.values.local_settings import Days, LocalSettings, age_limits


def unusable_vectors(pack: Guideline, tried: GuidelineVectors) -> Iterator[str]:
    """Vectors that name what the pack does not hold, which would pass for nothing, as `place: reason`."""
    base = tried.vector_base
    yield from _unknown_answers(pack, base.answers, "vector_base")
    yield from _unknown_sites(pack, base.sites, "vector_base")
    for vector in tried.vectors:
        place = f"vectors.{vector.name}"
        yield from _unknown_answers(pack, vector.answers, place)
        yield from _unknown_sites(pack, vector.sites or (), place)
        yield from (
            f"{place}.without: {name} is not answered in the base case"
            for name in vector.without
            if name not in base.answers
        )
        yield from (f"{place}.unset: unknown local setting {name}" for name in vector.unset if name not in age_limits())


def _unknown_answers(pack: Guideline, answers: dict[str, str], place: str) -> Iterator[str]:
    for name, text in answers.items():
        question = pack.question_by_id.get(name)
        if question is None:
            yield f"{place}.answers: unknown fact {name}"
        elif question.options and text not in question.option_by_id:
            yield f"{place}.answers: {name} has no option {text}"


def _unknown_sites(pack: Guideline, sites: tuple[str, ...], place: str) -> Iterator[str]:
    yield from (f"{place}.sites: unknown site {one}" for one in sites if one.partition(":")[0] not in pack.site_by_id)


def failed_vectors(pack: Guideline, tried: GuidelineVectors) -> Iterator[str]:
    """Vectors that are judged otherwise than the pack expects, as `place: reason`."""
    for vector in tried.vectors:
        found = judge_vector(pack, tried.vector_base, vector)
        for what, expected in vector.expect.items():
            if found.get(what) != expected:
                yield f"vectors.{vector.name}: {what} is {found.get(what)}, the pack expects {expected}"


def judge_vector(pack: Guideline, base: VectorBase, vector: Vector) -> dict[str, str]:
    """Outcomes of a shipped test case by criterion id, with `overall`, `plan` (none or possible), `contradicted`."""
    answers = {**base.answers, **vector.answers}
    sites = base.sites if vector.sites is None else vector.sites
    last = Cycle(number=vector.cycle, first_dose=vector.first_dose, weight_date=vector.weight_date)
    case = Case(
        case_id=f"vector {vector.name}",
        patient=Patient(date_of_birth=vector.date_of_birth or base.date_of_birth),
        answers=MappingProxyType({key: text for key, text in answers.items() if key not in vector.without}),
        sites=tuple(_site(site) for site in sites),
        sites_complete=True if vector.sites_complete is None else vector.sites_complete,
        cycles=(*(Cycle() for _ in range(1, vector.cycle)), last),
    )
    readings = ParsedAnswers(case, pack, _settings(base.age_limit_days, base.today, vector.unset), base.today, holds)
    findings = tuple(find(criterion, readings) for criterion in pack.criteria)
    overall = overall_of(findings)
    found = {finding.id: finding.outcome.value for finding in findings}
    plan = "none" if obstacles_of(findings, overall) else "possible"
    contradicted = [one.doubt.between for one in all_contradictions(findings, readings) if not one.settled]
    told = "; ".join("/".join(between) for between in contradicted)
    return {**found, "overall": overall.value, "plan": plan, "contradicted": told}


def _site(written: str) -> Site:
    name, _, text = written.partition(":")
    return Site(id=name, text=text or None)


def _settings(days: int, today: date, unset: tuple[str, ...]) -> LocalSettings:
    limit = Days(value=days, set_by="test vector", set_on=today)
    return LocalSettings.model_validate({name: limit for name in age_limits() if name not in unset})
