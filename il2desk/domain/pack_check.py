"""What a pack must satisfy beyond its shape before anything is judged with it: references, rule kinds, test vectors."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from il2desk.domain.assessment import obstacles_of, overall_of
from il2desk.domain.case import Case, Patient, Site
from il2desk.domain.facts import FACTS, NEED_A_CLASS, NEED_A_VALUE
from il2desk.domain.findings import find
from il2desk.domain.guideline import Citation, Guideline, Question
from il2desk.domain.preparation import prepare
from il2desk.domain.product import Bag, DoseVector, Product
from il2desk.domain.readings import Readings
from il2desk.domain.rules import AtMost, Compare, DaysSince, Fact, OneOf, Recorded, Rule, WithinDays, leaves
from il2desk.domain.settings import Days, LocalSettings, age_limits
from il2desk.domain.show import rounded


def guideline_faults(pack: Guideline) -> Iterator[str]:
    """Every fault as `place: reason`; the vectors are tried only when the references hold."""
    faults = list(_duplicates(pack)) + list(_references(pack)) + list(_citations(pack))
    yield from faults
    if not faults:
        yield from _failed_vectors(pack)


def _duplicates(pack: Guideline) -> Iterator[str]:
    groups: dict[str, Iterable[str]] = {
        "questions": (one.id for one in pack.questions),
        "criteria": (one.id for one in pack.criteria),
        "pages": (one.id for one in pack.pages),
        "sites": (one.id for one in pack.sites),
        "sources": (one.id for one in pack.sources),
    }
    for group, ids in groups.items():
        seen: set[str] = set()
        for one in ids:
            if one in seen:
                yield f"{group}.{one}: this id stands twice"
            seen.add(one)


def _references(pack: Guideline) -> Iterator[str]:
    pages = {page.id for page in pack.pages}
    for question in pack.questions:
        place = f"questions.{question.id}"
        if question.page not in pages:
            yield f"{place}.page: unknown page {question.page}"
        if (question.kind == "choice") != bool(question.options):
            yield f"{place}.options: a choice needs options, and nothing else takes them"
        if question.unit_from and question.unit_from not in pack.question_by_id:
            yield f"{place}.unit_from: unknown fact {question.unit_from}"
        if question.when is not None:
            yield from _rule_faults(question.when, pack, f"{place}.when")
    for criterion in pack.criteria:
        place = f"criteria.{criterion.id}"
        if criterion.page not in pages:
            yield f"{place}.page: unknown page {criterion.page}"
        yield from (
            f"{place}.shows: unknown fact {name}" for name in criterion.shows if name not in pack.question_by_id
        )
        yield from _rule_faults(criterion.rule, pack, f"{place}.rule")
        if (criterion.deviation == "when") != (criterion.deviation_when is not None):
            yield f"{place}.deviation_when: goes with deviation = when, and only with it"
        if criterion.deviation_when is not None:
            yield from _rule_faults(criterion.deviation_when, pack, f"{place}.deviation_when")
        for doubt in criterion.doubts:
            yield from _rule_faults(doubt.when, pack, f"{place}.doubts")
            yield from _option_faults(pack, doubt.question, doubt.settled_by, f"{place}.doubts")


def _rule_faults(rule: Rule, pack: Guideline, place: str) -> Iterator[str]:
    for leaf in leaves(rule):
        if isinstance(leaf, Fact):
            yield from _fact_faults(leaf, pack, place)
        elif isinstance(leaf, OneOf):
            yield from _option_faults(pack, leaf.question, (*leaf.yes, *leaf.no), place)
        elif isinstance(leaf, AtMost):
            yield from _kind_faults(pack, leaf.question, "number", leaf.kind, place)
            yield from _kind_faults(pack, leaf.limit_question, "number", leaf.kind, place)
        elif isinstance(leaf, Compare):
            yield from _kind_faults(pack, leaf.question, "number", leaf.kind, place)
        elif isinstance(leaf, WithinDays | DaysSince):
            yield from _kind_faults(pack, leaf.question, "date", leaf.kind, place)
            if isinstance(leaf, WithinDays) and leaf.setting not in age_limits():
                yield f"{place}: unknown local setting {leaf.setting}"
        elif isinstance(leaf, Recorded) and leaf.question not in pack.question_by_id:
            yield f"{place}: unknown fact {leaf.question}"


def _kind_faults(pack: Guideline, question: str, kind: str, rule: str, place: str) -> Iterator[str]:
    asked = pack.question_by_id.get(question)
    if asked is None:
        yield f"{place}: unknown fact {question}"
    elif asked.kind != kind:
        yield f"{place}: the rule {rule} cannot judge {question}, which is answered with a {asked.kind}"


def _option_faults(pack: Guideline, question: str, options: tuple[str, ...], place: str) -> Iterator[str]:
    faults = list(_kind_faults(pack, question, "choice", "one_of", place))
    yield from faults
    if not faults:
        offered: Question = pack.question_by_id[question]
        yield from (f"{place}: {question} has no option {one}" for one in options if offered.option(one) is None)


def _fact_faults(fact: Fact, pack: Guideline, place: str) -> Iterator[str]:
    if fact.fact not in FACTS:
        yield f"{place}: unknown fact {fact.fact}"
    if fact.fact in NEED_A_VALUE and fact.value is None:
        yield f"{place}: the fact {fact.fact} needs a value"
    if fact.fact in NEED_A_CLASS and fact.site_class is None:
        yield f"{place}: the fact {fact.fact} needs a site_class"
    if fact.stated:
        yield from _kind_faults(pack, fact.stated, "number", "fact", place)


def _citations(pack: Guideline | Product) -> Iterator[str]:
    known = {source.id for source in pack.sources}
    for place, citation in _cited(pack):
        if citation.source not in known:
            yield f"{place}: cites {citation.source}, which is not among the sources"


def _cited(part: Any, place: str = "pack") -> Iterator[tuple[str, Citation]]:
    if isinstance(part, Citation):
        yield place, part
    elif isinstance(part, tuple):
        for one in part:
            yield from _cited(one, f"{place}.{getattr(one, 'id', getattr(one, 'title', ''))}".rstrip("."))
    elif hasattr(type(part), "model_fields"):
        for name in type(part).model_fields:
            yield from _cited(getattr(part, name), name if place == "pack" else place)


def _failed_vectors(pack: Guideline) -> Iterator[str]:
    for vector in pack.vectors:
        found = judge_vector(pack, vector.name)
        for what, expected in vector.expect.items():
            if found.get(what) != expected:
                yield f"vectors.{vector.name}: {what} is {found.get(what)}, the pack expects {expected}"


def judge_vector(pack: Guideline, name: str) -> dict[str, str]:
    """Outcomes by criterion id for a shipped test case, with `overall` and `plan` (none or possible)."""
    vector = next(one for one in pack.vectors if one.name == name)
    base = pack.vector_base
    answers = {**base.answers, **vector.answers}
    sites = base.sites if vector.sites is None else vector.sites
    case = Case(
        case_id=f"vector {vector.name}",
        patient=Patient(date_of_birth=vector.date_of_birth or base.date_of_birth),
        answers=MappingProxyType({key: text for key, text in answers.items() if key not in vector.without}),
        sites=tuple(Site(id=site) for site in sites),
        sites_complete=True if vector.sites_complete is None else vector.sites_complete,
    )
    readings = Readings(case, pack, _vector_settings(base.age_limit_days, base.today, vector.unset), base.today)
    findings = tuple(find(criterion, readings) for criterion in pack.criteria)
    overall = overall_of(findings)
    found = {finding.id: finding.outcome.value for finding in findings}
    plan = "none" if obstacles_of(findings, overall) else "possible"
    return {**found, "overall": overall.value, "plan": plan}


def _vector_settings(days: int, today: date, unset: tuple[str, ...]) -> LocalSettings:
    limit = Days(value=days, set_by="test vector", set_on=today)
    return LocalSettings.model_validate({name: limit for name in age_limits() if name not in unset})


def product_faults(pack: Product) -> Iterator[str]:
    """Every fault of a product pack as `place: reason`."""
    yield from _citations(pack)
    if not _bags_rise(pack.dilution.bags):
        yield "dilution.bags: they must grow with their limits, and the last must take any dose"
        return
    for vector in pack.vectors:
        yield from _failed_dose(pack, vector)


def _bags_rise(bags: tuple[Bag, ...]) -> bool:
    ends = [(bag.ml, bag.up_to_units or 0, bag.up_to_mg or 0) for bag in bags[:-1]]
    rising = all(units and mg for _, units, mg in ends) and all(
        one < other for before, after in pairwise(ends) for one, other in zip(before, after, strict=True)
    )
    return rising and bags[-1].up_to_units is None and bags[-1].up_to_mg is None


def _failed_dose(pack: Product, vector: DoseVector) -> Iterator[str]:
    exact = Fraction(vector.kg) * pack.regimen_units_per_kg
    found = prepare(int(exact), pack, LocalSettings(), infusion_minutes=15)
    pairs = {
        "units": (int(exact), vector.units),
        "ml": (rounded(found.volume_ml), vector.ml),
        "mg": (rounded(found.milligrams), vector.mg),
        "vials": (tuple(vials.number for vials in found.vials), vector.vials),
        "bag_ml": (found.bag_ml, vector.bag_ml),
        "replacing": (found.replacing.shown, vector.replacing),
        "added": (found.added.shown, vector.added),
    }
    for name, (computed, expected) in pairs.items():
        if computed != expected:
            yield f"vectors.{vector.kg} kg: {name} is {computed}, the pack expects {expected}"
