"""The closed set of rule kinds a pack may use; `assessment.rule_evaluation` judges them."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from il2desk.domain.values.model_base import Figure, Strict


class OneOf(Strict):
    """The chosen option is among `yes`, or among `no`; any other, or none, is unknown."""

    kind: Literal["one_of"]
    question: str
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


class Recorded(Strict):
    """Something was recorded."""

    kind: Literal["recorded"]
    question: str


class AtMost(Strict):
    """One quantity is not above another of the same unit; equal is yes."""

    kind: Literal["at_most"]
    question: str
    limit_question: str

    def questions(self) -> tuple[str, ...]:
        return self.question, self.limit_question


class Compare(Strict):
    """A quantity against a figure of the pack; a quantity in another unit than `unit` is unknown."""

    kind: Literal["at_least", "more_than", "less_than"]
    question: str
    value: Figure
    unit: str | None = None


class WithinDays(Strict):
    """An observation is not older than a local limit on the reference day, ends included; a stale one is doubtful."""

    kind: Literal["within_days"]
    question: str
    setting: str


class DaysSince(Strict):
    """At least so many days lie between a date and the reference day."""

    kind: Literal["days_since_at_least"]
    question: str
    days: int


class Before(Strict):
    """One day lies before another: dates asked for, or `date_of_birth`, `weight_date` and `first_dose`."""

    kind: Literal["before"]
    question: str
    than: str


class Fact(Strict):
    """A named judgement of `assessment.facts`, with what it is asked about; `besides` names sites left out."""

    kind: Literal["fact"]
    fact: str
    value: int | None = None
    site_class: Literal["viscera", "soft", "skin", "cns"] | None = None
    besides: tuple[str, ...] = ()
    site: str | None = None
    stated: str | None = None


class AllOf(Strict):
    """Every part is yes; a part that is no decides, unless a doubtful value stands beside it in the same group."""

    kind: Literal["all_of"]
    of: "tuple[Rule, ...]" = Field(min_length=1)


class AnyOf(Strict):
    """At least one part is yes; all must be no for a no."""

    kind: Literal["any_of"]
    of: "tuple[Rule, ...]" = Field(min_length=1)


class NoOnlyIf(Strict):
    """The inner rule's no counts only where `confirmed_by` is yes; otherwise that no is a doubt."""

    kind: Literal["no_only_if"]
    rule: "Rule"
    confirmed_by: "Rule"


class Negated(Strict):
    """Yes and no exchanged; unknown stays unknown."""

    kind: Literal["not"]
    rule: "Rule"


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
