"""Named judgements that no rule kind can express: age, and what the list of involved sites amounts to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from il2desk.domain.values.folding import run_together, words
from il2desk.domain.values.names import names_someone
from il2desk.domain.values.ternary import Ruling, no, unknown, yes
from il2desk.domain.values.user_text import Sentence, UserText, joined

if TYPE_CHECKING:
    from il2desk.domain.assessment.parsed_answers import ParsedAnswers
    from il2desk.domain.packs.rules import Fact


def age_in_years(born: date, on: date) -> int:
    """Completed years; somebody born on 29 February turns a year older on 1 March of a common year."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@dataclass(frozen=True, slots=True)
class OrganCount:
    """Organs counted both ways, because no source defines an organ.

    `low` leaves out nodes, soft tissue, skin and subcutaneous sites and takes grouped viscera as one; `high` counts
    every kind once. CNS sites count in neither.
    """

    low: int
    high: int


def count_organs(readings: "ParsedAnswers") -> OrganCount:
    low: set[str] = set()
    high: set[str] = set()
    for site in readings.case.sites:
        kind = readings.guideline.site_by_id[site.id]
        if kind.site_class == "cns":
            continue
        name = f"{site.id}:{run_together(site.text or '')}" if kind.free_text else site.id
        high.add(name)
        if kind.site_class == "viscera":
            low.add(kind.low_group or name)
    return OrganCount(len(low), len(high))


def counts_in_words(readings: "ParsedAnswers") -> str:
    count = count_organs(readings)
    if count.low == count.high:
        return f"Organs: {count.high} by either count"
    return (
        f"Organs: {count.high} with nodes, soft tissue, skin and every part counted alone, "
        f"{count.low} without them and grouped"
    )


def _age_at_least(readings: "ParsedAnswers", asked: "Fact") -> Ruling:
    born = readings.birth_date
    if born is None:
        return unknown("The date of birth is not recorded.")
    age = age_in_years(born, readings.reference_day)
    if age < 0:
        return unknown("The date of birth lies after the reference day.", doubtful=True)
    says = f"{age} years old on the reference day."
    return yes(says) if age >= _figure(asked) else no(f"{says[:-1]}, younger than {asked.value}.")


def _any_site(readings: "ParsedAnswers", _asked: "Fact") -> Ruling:
    if readings.case.sites:
        return yes("At least one involved site is listed.")
    if readings.case.sites_complete:
        return no("The list of sites is complete and empty.")
    return unknown("No involved site is listed and the list is not marked complete.")


def _site_of_class(readings: "ParsedAnswers", asked: "Fact") -> Ruling:
    listed = (site for site in readings.case.sites if site.id not in asked.besides)
    names = [site for site in listed if _class_of(readings, site.id) == asked.site_class]
    if names:
        return yes(Sentence("Listed: ", joined(", ", map(readings.site_words, names)), "."))
    return (
        no("No such site is listed.") if readings.case.sites_complete else unknown("The list of sites is not complete.")
    )


def _site_named(readings: "ParsedAnswers", asked: "Fact") -> Ruling:
    """Whether a site typed in words is called as one of a class that has a place of its own in the list."""
    guideline = readings.guideline
    labels = [set(words(kind.label)) for kind in guideline.sites if kind.site_class == asked.site_class]
    typed = (site.text or "" for site in readings.case.sites if guideline.site_by_id[site.id].free_text)
    return yes() if any(label <= set(words(text)) for text in typed for label in labels) else no()


def _site_listed(readings: "ParsedAnswers", asked: "Fact") -> Ruling:
    named = [site for site in readings.case.sites if site.id == asked.site]
    if named:
        return yes(Sentence("Listed: ", readings.site_words(named[0]), "."))
    if readings.case.sites_complete:
        return no("That site is not listed.")
    return unknown("The list of sites is not complete.")


def _organs_fewer_than(readings: "ParsedAnswers", asked: "Fact") -> Ruling:
    limit, count = _figure(asked), count_organs(readings)
    if count.low >= limit:
        return no(f"At least {count.low} organs by either count; fewer than {limit} are asked.")
    if not readings.case.sites_complete:
        return unknown("The list of sites is not marked complete.")
    if count.high < limit:
        return yes(f"{_organs(count.high)} by the highest count; fewer than {limit} are asked.")
    return _decided_count(readings, asked, count)


def _decided_count(readings: "ParsedAnswers", asked: "Fact", count: OrganCount) -> Ruling:
    limit = _figure(asked)
    stated = readings.quantity(asked.stated) if asked.stated else None
    if stated is None:
        return unknown(f"The two counts disagree: {count.low} and {count.high}. The clinician may state the count.")
    if not count.low <= stated.value <= count.high:
        return unknown(f"The stated count of {stated} lies outside {count.low} to {count.high}.", doubtful=True)
    by = who_stated(readings, asked)
    if by is None:
        return unknown(f"A count of {stated} is stated, but not by whom.")
    says = Sentence(UserText(by), f" counts {stated}; fewer than {limit} are asked.")
    return yes(says) if stated.value < limit else no(says)


def who_stated(readings: "ParsedAnswers", asked: "Fact") -> str | None:
    """The person named as having stated the count a fact may rest on."""
    name = readings.value(f"{asked.stated}_by")
    return name if isinstance(name, str) and names_someone(name) else None


def _counts_disagree(readings: "ParsedAnswers", asked: "Fact") -> Ruling:
    count, limit = count_organs(readings), _figure(asked)
    return yes() if count.low < limit <= count.high else no()


def _stated_outside(readings: "ParsedAnswers", asked: "Fact") -> Ruling:
    stated, count = readings.quantity(asked.stated or ""), count_organs(readings)
    if stated is None:
        return unknown("No organ count is stated.")
    return no() if count.low <= stated.value <= count.high else yes()


def _skin_only(readings: "ParsedAnswers", _asked: "Fact") -> Ruling:
    sites = readings.case.sites
    kinds = [readings.guideline.site_by_id[site.id] for site in sites]
    others = [
        site for site, kind in zip(sites, kinds, strict=True) if kind.site_class != "skin" and not kind.unspecified
    ]
    if others:
        named = joined(", ", map(readings.site_words, others))
        return no(Sentence("Other sites than skin or subcutaneous: ", named, "."))
    if any(kind.unspecified for kind in kinds):
        return unknown("Soft tissue is listed without saying whether it is subcutaneous.")
    if not readings.case.sites_complete:
        return unknown("The list of sites is not marked complete.")
    return yes("Skin or subcutaneous sites only.") if sites else no("No skin or subcutaneous site is listed.")


def _later_cycle(readings: "ParsedAnswers", _asked: "Fact") -> Ruling:
    number = len(readings.case.cycles)
    return yes(f"This is cycle {number} of the course.") if number > 1 else no("This is the first cycle of the course.")


def _class_of(readings: "ParsedAnswers", site_id: str) -> str:
    return readings.guideline.site_by_id[site_id].site_class


def _figure(asked: "Fact") -> int:
    if asked.value is None:
        raise ValueError(f"the fact {asked.fact} needs a value")
    return asked.value


def _organs(number: int) -> str:
    return "1 organ" if number == 1 else f"{number} organs"


FACTS: dict[str, Callable[["ParsedAnswers", "Fact"], Ruling]] = {
    "age_at_least": _age_at_least,
    "any_site": _any_site,
    "site_of_class": _site_of_class,
    "site_named": _site_named,
    "site_listed": _site_listed,
    "organs_fewer_than": _organs_fewer_than,
    "organ_counts_disagree": _counts_disagree,
    "stated_count_outside": _stated_outside,
    "skin_or_subcutaneous_only": _skin_only,
    "later_cycle": _later_cycle,
}
NEED_A_VALUE = frozenset({"age_at_least", "organs_fewer_than", "organ_counts_disagree"})
NEED_A_SITE = frozenset({"site_listed"})
NEED_A_CLASS = frozenset({"site_of_class", "site_named"})
TAKE_A_COUNT = frozenset({"organs_fewer_than", "stated_count_outside"})
