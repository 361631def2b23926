"""Judges a rule of a pack by parsed answers: yes, no or unknown, with the reasons in words."""

from collections.abc import Callable
from typing import Any

from il2desk.domain.assessment.facts import FACTS
from il2desk.domain.assessment.parsed_answers import Readings
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


def judge(rule: Rule, readings: Readings) -> Ruling:
    """The rule judged by these answers."""
    return _JUDGES[type(rule)](rule, readings)


def holds(rule: Rule, readings: Readings) -> bool:
    """Whether the rule is yes: as `judge` finds, but looking no further than needed to know that."""
    if isinstance(rule, AllOf):
        return all(holds(part, readings) for part in rule.of)
    if isinstance(rule, AnyOf):
        return any(holds(part, readings) for part in rule.of)
    return judge(rule, readings).truth is YES


def _one_of(rule: OneOf, readings: Readings) -> Ruling:
    choice = readings.choice(rule.question)
    if choice is None:
        return unknown(readings.why_missing(rule.question))
    if choice in rule.yes:
        return yes(*readings.chosen_says(rule.question))
    return Ruling(NO if choice in rule.no else UNKNOWN, (readings.chosen_words(rule.question),))


def _recorded(rule: Recorded, readings: Readings) -> Ruling:
    if readings.value(rule.question) is None:
        return unknown(readings.why_missing(rule.question))
    return yes()


def _at_most(rule: AtMost, readings: Readings) -> Ruling:
    found, limit = readings.quantity(rule.question), readings.quantity(rule.limit_question)
    missing = [readings.why_missing(one) for one in rule.questions() if readings.quantity(one) is None]
    if found is None or limit is None:
        return unknown(*missing)
    if found.unit is None or limit.unit is None:
        return unknown(f"The unit of {readings.short(rule.question)} or of its limit is not recorded.")
    if found.unit != limit.unit:
        return unknown(f"Two units: the value is in {found.unit}, the limit in {limit.unit}; they are never converted.")
    if found.value <= limit.value:
        relation = "equals" if found.value == limit.value else "is below"
        return yes(f"{found} {relation} the laboratory's upper limit of {limit}.")
    return no(f"{found} is above the laboratory's upper limit of {limit}.")


def _compare(rule: Compare, readings: Readings) -> Ruling:
    found = readings.quantity(rule.question)
    if found is None:
        return unknown(readings.why_missing(rule.question))
    if rule.unit is not None and found.unit != rule.unit:
        return unknown(f"{readings.short(rule.question)}: the unit is not {rule.unit}.")
    holds = {
        "at_least": found.value >= rule.value,
        "more_than": found.value > rule.value,
        "less_than": found.value < rule.value,
    }[rule.kind]
    words = rule.kind.replace("_", " ")
    figure = Quantity(rule.value, found.unit)
    says = f"{readings.short(rule.question)}: {found} is {'' if holds else 'not '}{words} {figure}."
    return yes(says) if holds else no(says)


def _within_days(rule: WithinDays, readings: Readings) -> Ruling:
    """Whether an observation is young enough on the reference day, both ends of the limit included."""
    observed, limit = readings.day(rule.question), readings.settings.days(rule.setting)
    what = readings.short(rule.question)
    if observed is None:
        return unknown(readings.why_missing(rule.question))
    if limit is None:
        return unknown(f"Local setting not set: {title_of(rule.setting)}.")
    age = (readings.reference_day - observed).days
    if age < 0:
        return unknown(f"{what}: {echo_date(observed)} lies after the planned first dose.", doubtful=True)
    says = f"{what}: {in_days(age)} old on the reference day; the centre allows {in_days(limit)}."
    return yes(says) if age <= limit else unknown(says, doubtful=True)


def _days_since(rule: DaysSince, readings: Readings) -> Ruling:
    day = readings.day(rule.question)
    if day is None:
        return unknown(readings.why_missing(rule.question))
    passed = (readings.reference_day - day).days
    what, asked = readings.short(rule.question), in_days(rule.days)
    says = f"{what}: {in_days(passed)} before the reference day; at least {asked} are asked."
    return yes(says) if passed >= rule.days else no(says)


def _before(rule: Before, readings: Readings) -> Ruling:
    one, other = readings.day(rule.question), readings.day(rule.than)
    if one is None or other is None:
        return unknown()
    return yes() if one < other else no()


def _fact(rule: Fact, readings: Readings) -> Ruling:
    return FACTS[rule.fact](readings, rule)


def _all_of(rule: AllOf, readings: Readings) -> Ruling:
    return _joined([judge(part, readings) for part in rule.of], decides=NO, otherwise=YES)


def _any_of(rule: AnyOf, readings: Readings) -> Ruling:
    return _joined([judge(part, readings) for part in rule.of], decides=YES, otherwise=NO)


def _no_only_if(rule: NoOnlyIf, readings: Readings) -> Ruling:
    inner = judge(rule.rule, readings)
    if inner.truth is not NO:
        return inner
    confirmed = judge(rule.confirmed_by, readings)
    if confirmed.truth is YES:
        return Ruling(NO, (*inner.because, *confirmed.because))
    return Ruling(UNKNOWN, (*inner.because, *confirmed.because), doubtful=True)


def _negated(rule: Negated, readings: Readings) -> Ruling:
    inner = judge(rule.rule, readings)
    turned: dict[Truth, Truth] = {YES: NO, NO: YES, UNKNOWN: UNKNOWN}
    return Ruling(turned[inner.truth], inner.because, inner.doubtful)


def _joined(rulings: list[Ruling], *, decides: Truth, otherwise: Truth) -> Ruling:
    def because(truth: Truth) -> tuple[str, ...]:
        return tuple(dict.fromkeys(reason for one in rulings if one.truth is truth for reason in one.because))

    if decides is YES and any(one.truth is YES for one in rulings):
        return Ruling(YES, because(YES))
    if any(one.doubtful for one in rulings):
        doubts = (reason for one in rulings if one.doubtful for reason in one.because)
        return Ruling(UNKNOWN, tuple(dict.fromkeys(doubts)))
    if any(one.truth is decides for one in rulings):
        return Ruling(decides, because(decides))
    if any(one.truth is UNKNOWN for one in rulings):
        return Ruling(UNKNOWN, because(UNKNOWN))
    return Ruling(otherwise, because(otherwise))


_JUDGES: dict[type[Any], Callable[[Any, Readings], Ruling]] = {
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
