"""The closed set of rule kinds a pack may use; each gives yes, no or unknown, with its reasons in words."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from il2desk.domain.assessment.facts import FACTS
from il2desk.domain.values.formatting import in_days
from il2desk.domain.values.model_base import Figure, Strict
from il2desk.domain.values.parsing import Quantity
from il2desk.domain.values.ternary import NO, UNKNOWN, YES, Ruling, Truth, no, unknown, yes

if TYPE_CHECKING:
    from il2desk.domain.assessment.parsed_answers import Readings


class OneOf(Strict):
    """The chosen option is among `yes`, or among `no`; any other, or none, is unknown."""

    kind: Literal["one_of"]
    question: str
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()

    def judge(self, readings: "Readings") -> Ruling:
        choice = readings.choice(self.question)
        if choice is None:
            return unknown(readings.why_missing(self.question))
        if choice in self.yes:
            return yes(*readings.chosen_says(self.question))
        return Ruling(NO if choice in self.no else UNKNOWN, (readings.chosen_words(self.question),))


class Recorded(Strict):
    """Something was recorded."""

    kind: Literal["recorded"]
    question: str

    def judge(self, readings: "Readings") -> Ruling:
        if readings.value(self.question) is None:
            return unknown(readings.why_missing(self.question))
        return yes()


class AtMost(Strict):
    """One quantity is not above another of the same unit; equal is yes."""

    kind: Literal["at_most"]
    question: str
    limit_question: str

    def judge(self, readings: "Readings") -> Ruling:
        found, limit = readings.quantity(self.question), readings.quantity(self.limit_question)
        missing = [readings.why_missing(one) for one in self.questions() if readings.quantity(one) is None]
        if found is None or limit is None:
            return unknown(*missing)
        if found.unit is None or limit.unit is None:
            return unknown(f"The unit of {readings.short(self.question)} or of its limit is not recorded.")
        if found.unit != limit.unit:
            return unknown(
                f"Two units: the value is in {found.unit}, the limit in {limit.unit}; they are never converted."
            )
        if found.value <= limit.value:
            relation = "equals" if found.value == limit.value else "is below"
            return yes(f"{found} {relation} the laboratory's upper limit of {limit}.")
        return no(f"{found} is above the laboratory's upper limit of {limit}.")

    def questions(self) -> tuple[str, ...]:
        return self.question, self.limit_question


class Compare(Strict):
    """A quantity against a figure of the pack; a quantity in another unit than `unit` is unknown."""

    kind: Literal["at_least", "more_than", "less_than"]
    question: str
    value: Figure
    unit: str | None = None

    def judge(self, readings: "Readings") -> Ruling:
        found = readings.quantity(self.question)
        if found is None:
            return unknown(readings.why_missing(self.question))
        if self.unit is not None and found.unit != self.unit:
            return unknown(f"{readings.short(self.question)}: the unit is not {self.unit}.")
        holds = {
            "at_least": found.value >= self.value,
            "more_than": found.value > self.value,
            "less_than": found.value < self.value,
        }[self.kind]
        words = self.kind.replace("_", " ")
        figure = Quantity(self.value, found.unit)
        says = f"{readings.short(self.question)}: {found} is {'' if holds else 'not '}{words} {figure}."
        return yes(says) if holds else no(says)


class WithinDays(Strict):
    """An observation is not older than a local limit on the reference day, ends included; a stale one is doubtful."""

    kind: Literal["within_days"]
    question: str
    setting: str

    def judge(self, readings: "Readings") -> Ruling:
        return readings.freshness(self.question, self.setting)


class DaysSince(Strict):
    """At least so many days lie between a date and the reference day."""

    kind: Literal["days_since_at_least"]
    question: str
    days: int

    def judge(self, readings: "Readings") -> Ruling:
        day = readings.day(self.question)
        if day is None:
            return unknown(readings.why_missing(self.question))
        passed = (readings.reference_day - day).days
        what, asked = readings.short(self.question), in_days(self.days)
        says = f"{what}: {in_days(passed)} before the reference day; at least {asked} are asked."
        return yes(says) if passed >= self.days else no(says)


class Before(Strict):
    """One day lies before another: dates asked for, or `date_of_birth`, `weight_date` and `first_dose`."""

    kind: Literal["before"]
    question: str
    than: str

    def judge(self, readings: "Readings") -> Ruling:
        one, other = readings.day(self.question), readings.day(self.than)
        if one is None or other is None:
            return unknown()
        return yes() if one < other else no()


class Fact(Strict):
    """A named judgement of `assessment.facts`, with what it is asked about; `besides` names sites left out."""

    kind: Literal["fact"]
    fact: str
    value: int | None = None
    site_class: Literal["viscera", "soft", "skin", "cns"] | None = None
    besides: tuple[str, ...] = ()
    site: str | None = None
    stated: str | None = None

    def judge(self, readings: "Readings") -> Ruling:
        return FACTS[self.fact](readings, self)


class AllOf(Strict):
    """Every part is yes; a part that is no decides, unless a doubtful value stands beside it in the same group."""

    kind: Literal["all_of"]
    of: "tuple[Rule, ...]" = Field(min_length=1)

    def judge(self, readings: "Readings") -> Ruling:
        return _joined([part.judge(readings) for part in self.of], decides=NO, otherwise=YES)


class AnyOf(Strict):
    """At least one part is yes; all must be no for a no."""

    kind: Literal["any_of"]
    of: "tuple[Rule, ...]" = Field(min_length=1)

    def judge(self, readings: "Readings") -> Ruling:
        return _joined([part.judge(readings) for part in self.of], decides=YES, otherwise=NO)


class NoOnlyIf(Strict):
    """The inner rule's no counts only where `confirmed_by` is yes; otherwise that no is a doubt."""

    kind: Literal["no_only_if"]
    rule: "Rule"
    confirmed_by: "Rule"

    def judge(self, readings: "Readings") -> Ruling:
        inner = self.rule.judge(readings)
        if inner.truth is not NO:
            return inner
        confirmed = self.confirmed_by.judge(readings)
        if confirmed.truth is YES:
            return Ruling(NO, (*inner.because, *confirmed.because))
        return Ruling(UNKNOWN, (*inner.because, *confirmed.because), doubtful=True)


class Negated(Strict):
    """Yes and no exchanged; unknown stays unknown."""

    kind: Literal["not"]
    rule: "Rule"

    def judge(self, readings: "Readings") -> Ruling:
        inner = self.rule.judge(readings)
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


Rule = Annotated[
    OneOf | Recorded | AtMost | Compare | WithinDays | DaysSince | Before | Fact | AllOf | AnyOf | NoOnlyIf | Negated,
    Field(discriminator="kind"),
]


def leaves(rule: Rule) -> Iterator[Rule]:
    """Every rule inside a rule that has no rule inside itself."""
    inner: Iterable[Rule]
    if isinstance(rule, AllOf | AnyOf):
        inner = rule.of
    elif isinstance(rule, NoOnlyIf):
        inner = (rule.rule, rule.confirmed_by)
    elif isinstance(rule, Negated):
        inner = (rule.rule,)
    else:
        yield rule
        return
    for one in inner:
        yield from leaves(one)
