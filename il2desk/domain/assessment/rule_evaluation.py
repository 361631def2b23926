"""Judges a rule of a pack by parsed answers: yes, no or unknown, with the reasons in words."""

from collections.abc import Callable
from functools import partial
from typing import Any

from il2desk.domain.assessment.facts import FACTS
from il2desk.domain.assessment.parsed_answers import ParsedAnswers
from il2desk.domain.packs.rules import (
    AllOf,
    AnyOf,
    AtMost,
    Before,
    Compare,
    DaysSince,
    Fact,
    Negated,
    NoOnlyIf,
    OneOf,
    Recorded,
    Rule,
    WithinDays,
)
from il2desk.domain.values.formatting import in_days
from il2desk.domain.values.local_settings import title_of
from il2desk.domain.values.parsing import Quantity, echo_date
from il2desk.domain.values.ternary import NO, UNKNOWN, YES, Ruling, Truth, no, unknown, yes


def judge(rule: Rule, readings: ParsedAnswers) -> Ruling:
    """The rule judged by these answers."""
    return _JUDGES[type(rule)](rule, readings)


def holds(rule: Rule, readings: ParsedAnswers) -> bool:
    """Whether the rule is yes: as `judge` finds, but looking no further than needed to know that."""
    if rule.kind == "one_of":
        return readings.choice(rule.question) in rule.yes
    if rule.kind == "all_of":
        return all(holds(part, readings) for part in rule.of)
    if rule.kind == "any_of":
        return any(holds(part, readings) for part in rule.of)
    if rule.kind == "before":
        return _lies_before(rule, readings) is True
    return _JUDGES[type(rule)](rule, readings).truth is YES


def _one_of(rule: OneOf, readings: ParsedAnswers) -> Ruling:
    chosen = readings.option(rule.question)
    if chosen is None:
        return unknown(lambda: readings.why_missing(rule.question))
    if chosen.id in rule.yes:
        return yes(chosen.says) if chosen.says else yes()
    return Ruling(NO if chosen.id in rule.no else UNKNOWN, (lambda: readings.chosen_words(rule.question),))


def _recorded(rule: Recorded, readings: ParsedAnswers) -> Ruling:
    if readings.value(rule.question) is None:
        return unknown(lambda: readings.why_missing(rule.question))
    return yes()


def _at_most(rule: AtMost, readings: ParsedAnswers) -> Ruling:
    found, limit = readings.quantity(rule.question), readings.quantity(rule.limit_question)
    if found is None or limit is None:
        missing = [one for one in rule.questions() if readings.quantity(one) is None]
        return unknown(*(partial(readings.why_missing, one) for one in missing))
    if found.unit is None or limit.unit is None:
        return unknown(f"The unit of {readings.short(rule.question)} or of its limit is not recorded.")
    if found.unit != limit.unit:
        return unknown(f"Two units: the value is in {found.unit}, the limit in {limit.unit}; they are never converted.")
    if found.value <= limit.value:
        relation = "equals" if found.value == limit.value else "is below"
        return yes(lambda: f"{found} {relation} the laboratory's upper limit of {limit}.")
    return no(lambda: f"{found} is above the laboratory's upper limit of {limit}.")


def _compare(rule: Compare, readings: ParsedAnswers) -> Ruling:
    found = readings.quantity(rule.question)
    if found is None:
        return unknown(lambda: readings.why_missing(rule.question))
    if rule.unit is not None and found.unit != rule.unit:
        return unknown(f"{readings.short(rule.question)}: the unit is not {rule.unit}.")
    holds = {
        "at_least": found.value >= rule.value,
        "more_than": found.value > rule.value,
        "less_than": found.value < rule.value,
    }[rule.kind]

    def says() -> str:
        words, figure = rule.kind.replace("_", " "), Quantity(rule.value, found.unit)
        return f"{readings.short(rule.question)}: {found} is {'' if holds else 'not '}{words} {figure}."

    return yes(says) if holds else no(says)


def _within_days(rule: WithinDays, readings: ParsedAnswers) -> Ruling:
    """Whether an observation is young enough on the reference day, both ends of the limit included."""
    observed, limit = readings.day(rule.question), readings.settings.days(rule.setting)
    what = readings.short(rule.question)
    if observed is None:
        return unknown(lambda: readings.why_missing(rule.question))
    if limit is None:
        return unknown(f"Local setting not set: {title_of(rule.setting)}.")
    age = (readings.reference_day - observed).days
    if age < 0:
        return unknown(f"{what}: {echo_date(observed)} lies after the planned first dose.", doubtful=True)

    def says() -> str:
        return f"{what}: {in_days(age)} old on the reference day; the centre allows {in_days(limit)}."

    return yes(says) if age <= limit else unknown(says, doubtful=True)


def _days_since(rule: DaysSince, readings: ParsedAnswers) -> Ruling:
    day = readings.day(rule.question)
    if day is None:
        return unknown(lambda: readings.why_missing(rule.question))
    passed = (readings.reference_day - day).days

    def says() -> str:
        what, asked = readings.short(rule.question), in_days(rule.days)
        return f"{what}: {in_days(passed)} before the reference day; at least {asked} are asked."

    return yes(says) if passed >= rule.days else no(says)


def _before(rule: Before, readings: ParsedAnswers) -> Ruling:
    return Ruling(_TRUTHS[_lies_before(rule, readings)])


_TRUTHS = {True: YES, False: NO, None: UNKNOWN}


def _lies_before(rule: Before, readings: ParsedAnswers) -> bool | None:
    one, other = readings.day(rule.question), readings.day(rule.than)
    return None if one is None or other is None else one < other


def _fact(rule: Fact, readings: ParsedAnswers) -> Ruling:
    return FACTS[rule.fact](readings, rule)


def _all_of(rule: AllOf, readings: ParsedAnswers) -> Ruling:
    return _joined([_JUDGES[type(part)](part, readings) for part in rule.of], decides=NO, otherwise=YES)


def _any_of(rule: AnyOf, readings: ParsedAnswers) -> Ruling:
    return _joined([_JUDGES[type(part)](part, readings) for part in rule.of], decides=YES, otherwise=NO)


def _no_only_if(rule: NoOnlyIf, readings: ParsedAnswers) -> Ruling:
    inner = judge(rule.rule, readings)
    if inner.truth is not NO:
        return inner
    confirmed = judge(rule.confirmed_by, readings)
    reasons = inner, confirmed
    return Ruling(NO, reasons) if confirmed.truth is YES else Ruling(UNKNOWN, reasons, doubtful=True)


def _negated(rule: Negated, readings: ParsedAnswers) -> Ruling:
    inner = judge(rule.rule, readings)
    turned: dict[Truth, Truth] = {YES: NO, NO: YES, UNKNOWN: UNKNOWN}
    return Ruling(turned[inner.truth], (inner,), inner.doubtful)


def _joined(rulings: list[Ruling], *, decides: Truth, otherwise: Truth) -> Ruling:
    truths = [one.truth for one in rulings]
    doubts = [one for one in rulings if one.doubtful] if decides is NO or YES not in truths else []
    if doubts:
        return Ruling(UNKNOWN, tuple(doubts))
    truth = decides if decides in truths else UNKNOWN if UNKNOWN in truths else otherwise
    return Ruling(truth, tuple([one for one in rulings if one.truth is truth]))


_JUDGES: dict[type[Any], Callable[[Any, ParsedAnswers], Ruling]] = {
    OneOf: _one_of,
    Recorded: _recorded,
    AtMost: _at_most,
    Compare: _compare,
    WithinDays: _within_days,
    DaysSince: _days_since,
    Before: _before,
    Fact: _fact,
    AllOf: _all_of,
    AnyOf: _any_of,
    NoOnlyIf: _no_only_if,
    Negated: _negated,
}
