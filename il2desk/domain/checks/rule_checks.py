"""What a pack's rules must satisfy: they name what the pack holds and can judge how it is answered."""

from collections.abc import Iterator

from il2desk.domain.assessment.facts import FACTS, NEED_A_CLASS, NEED_A_SITE, NEED_A_VALUE, TAKE_A_COUNT
from il2desk.domain.assessment.parsed_answers import DATED
from il2desk.domain.packs.guideline import Guideline
from il2desk.domain.packs.rules import (
    AtMost,
    Before,
    Compare,
    DaysSince,
    Fact,
    OneOf,
    Recorded,
    Rule,
    WithinDays,
    leaves,
)
from il2desk.domain.values.local_settings import age_limits


def rule_faults(rule: Rule, pack: Guideline, place: str) -> Iterator[str]:
    """Every fault of a rule and the rules inside it, as `place: reason`."""
    for leaf in leaves(rule):
        if isinstance(leaf, Fact):
            yield from _fact_faults(leaf, pack, place)
        elif isinstance(leaf, OneOf):
            yield from _choice_faults(leaf, pack, place)
        elif isinstance(leaf, AtMost):
            yield from kind_faults(pack, leaf.question, "number", leaf.kind, place)
            yield from kind_faults(pack, leaf.limit_question, "number", leaf.kind, place)
        elif isinstance(leaf, Compare):
            yield from _comparison_faults(leaf, pack, place)
        elif isinstance(leaf, Before):
            for name in {leaf.question, leaf.than} - DATED:
                yield from kind_faults(pack, name, "date", leaf.kind, place)
        elif isinstance(leaf, WithinDays | DaysSince):
            yield from kind_faults(pack, leaf.question, "date", leaf.kind, place)
            if isinstance(leaf, WithinDays) and leaf.setting not in age_limits():
                yield f"{place}: unknown local setting {leaf.setting}"
        elif isinstance(leaf, Recorded) and leaf.question not in pack.question_by_id:
            yield f"{place}: unknown fact {leaf.question}"


def asked_about(rule: Rule) -> frozenset[str]:
    """Ids of the questions whose answers a rule judges."""
    names = ("question", "limit_question", "stated", "than")
    found = (getattr(leaf, name, None) for leaf in leaves(rule) for name in names)
    return frozenset(name for name in found if name is not None and name not in DATED)


def kind_faults(pack: Guideline, question: str, kind: str, rule: str, place: str) -> Iterator[str]:
    """The fault of a rule that cannot judge how a question is answered, if it is one."""
    asked = pack.question_by_id.get(question)
    if asked is None:
        yield f"{place}: unknown fact {question}"
    elif asked.kind != kind:
        yield f"{place}: the rule {rule} cannot judge {question}, which is answered with a {asked.kind}"


def option_faults(pack: Guideline, question: str, options: tuple[str, ...], place: str) -> Iterator[str]:
    """Options a choice does not offer."""
    faults = list(kind_faults(pack, question, "choice", "one_of", place))
    yield from faults
    if not faults:
        offered = {option.id for option in pack.question_by_id[question].options}
        yield from (f"{place}: {question} has no option {one}" for one in options if one not in offered)


def _choice_faults(leaf: OneOf, pack: Guideline, place: str) -> Iterator[str]:
    yield from option_faults(pack, leaf.question, (*leaf.yes, *leaf.no), place)
    if not leaf.yes and not leaf.no:
        yield f"{place}: the rule one_of on {leaf.question} names no option"
    yield from (f"{place}: {one} of {leaf.question} is both yes and no" for one in leaf.yes if one in leaf.no)


def _comparison_faults(leaf: Compare, pack: Guideline, place: str) -> Iterator[str]:
    faults = list(kind_faults(pack, leaf.question, "number", leaf.kind, place))
    yield from faults
    if faults:
        return
    units = {unit.name for unit in pack.question_by_id[leaf.question].units}
    if leaf.unit is None and len(units) > 1:
        yield f"{place}: {leaf.question} has several units; the rule {leaf.kind} must name one"
    if leaf.unit is not None and leaf.unit not in units:
        yield f"{place}: {leaf.question} has no unit {leaf.unit}"


def _fact_faults(fact: Fact, pack: Guideline, place: str) -> Iterator[str]:
    if fact.fact not in FACTS:
        yield f"{place}: unknown fact {fact.fact}"
        return
    parts = (
        ("value", fact.value, fact.fact in NEED_A_VALUE),
        ("site_class", fact.site_class, fact.fact in NEED_A_CLASS),
        ("site", fact.site, fact.fact in NEED_A_SITE),
    )
    for name, given, needed in parts:
        if needed and given is None:
            yield f"{place}: the fact {fact.fact} needs a {name}"
        if not needed and given is not None:
            yield f"{place}: the fact {fact.fact} takes no {name}"
    if fact.besides and fact.site_class is None:
        yield f"{place}: the fact {fact.fact} leaves out no sites"
    named = (*fact.besides, *((fact.site,) if fact.site is not None else ()))
    yield from (f"{place}: unknown site {one}" for one in named if one not in pack.site_by_id)
    if fact.stated is None:
        return
    if fact.fact not in TAKE_A_COUNT:
        yield f"{place}: the fact {fact.fact} takes no stated count"
    yield from kind_faults(pack, fact.stated, "number", "fact", place)
    yield from kind_faults(pack, f"{fact.stated}_by", "text", "fact", place)
