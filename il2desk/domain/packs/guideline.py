"""The shape of a guideline pack: what is asked, how it is judged, on whose word, and how it must not be used."""

from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field

from il2desk.domain.packs.citations import Citation, Id, Note, Revision, Source, UnitSpec, Words
from il2desk.domain.packs.rules import Fact, Rule, WithinDays, leaves
from il2desk.domain.values.formatting import grouped
from il2desk.domain.values.model_base import Figure, Strict
from il2desk.domain.values.parsing import NumberField


class Option(Strict):
    """One choice of a question; `says` explains what choosing it means for the judgement."""

    id: Id
    label: Words
    says: str | None = None


class Question(Strict):
    """One thing asked; `when` is a rule that must be answered yes for it to be asked at all.

    A date that is `observed` may not lie in the future; a question that is a `remark` has its chosen option's
    sentence among the notices.
    """

    id: Id
    page: Id
    kind: Literal["choice", "number", "date", "text"]
    ask: Words
    short: Words
    help: str | None = None
    options: tuple[Option, ...] = ()
    units: tuple[UnitSpec, ...] = ()
    unit_from: Id | None = None
    places: int = 9
    above: Figure | None = None
    at_least: Figure | None = None
    at_most: Figure | None = None
    when: Rule | None = None
    observed: bool = True
    remark: bool = False

    @cached_property
    def option_by_id(self) -> dict[str, Option]:
        return {option.id: option for option in self.options}

    @cached_property
    def number_field(self) -> NumberField:
        units = tuple(unit.unit() for unit in self.units)
        return NumberField(self.short, units, self.places, self.at_least, self.at_most, self.above)


class Doubt(Strict):
    """A contradiction or an implausible figure: until it is settled, the answers it is `about` decide nothing.

    It is said where each of those it lies `between` is typed. Without a question it is settled only by correcting one
    of the answers. One that belongs to no criterion is about nothing.
    """

    when: Rule
    between: tuple[Id, ...] = Field(min_length=1)
    about: tuple[Id, ...] = ()
    question: Id | None = None
    settled_by: tuple[Id, ...] = ()
    says: Words


class BirthLimits(Strict):
    """Which dates of birth are refused: those before a day, and those more than so many years ago."""

    not_before: date
    most_years: int = Field(gt=0)
    cite: tuple[Citation, ...] = Field(min_length=1)

    def complaint(self, born: date, today: date) -> str | None:
        """Why a date of birth is refused, as the sentence goes on, or None."""
        if born < self.not_before:
            return f"is before {self.not_before.isoformat()}"
        too_early = (born.year + self.most_years, born.month, born.day) < (today.year, today.month, today.day)
        return f"is more than {self.most_years} years ago" if too_early else None


class Criterion(Strict):
    """One condition with its rule, threshold in words, reading and citations.

    `deviation` tells whether a plan may deviate from it: never, whenever it is not met or cannot be told,
    or only when `deviation_when` is answered yes. Not met, one criterion tells a wrong context, and one, the diagnosis,
    allows no plan and says so in `not_met`.
    """

    id: Id
    block: Literal["guideline", "label"]
    number: str
    page: Id
    title: Words
    threshold: Words
    reading: str | None = None
    why: str | None = None
    cite: tuple[Citation, ...] = Field(min_length=1)
    rule: Rule
    shows: tuple[Id, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    deviation: Literal["never", "allowed", "when"] = "never"
    deviation_when: Rule | None = None
    wrong_context: bool = False
    not_met: Words | None = None

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The named facts its rule rests on."""
        return tuple(leaf for leaf in leaves(self.rule) if isinstance(leaf, Fact))

    @cached_property
    def limits(self) -> tuple[WithinDays, ...]:
        """The limits on the age of an observation that its rule rests on."""
        return tuple(leaf for leaf in leaves(self.rule) if isinstance(leaf, WithinDays))


class Page(Strict):
    """One page of the checklist; one page `asks` who the patient is too, and one which sites are involved."""

    id: Id
    asks: Literal["patient", "sites"] | None = None
    step: Words
    title: Words
    lead: Words


class SiteKind(Strict):
    """A site by kind; `low_group` names the kinds that count as one organ in the low count."""

    id: Id
    label: Words
    site_class: Literal["viscera", "soft", "skin", "cns"]
    low_group: Id | None = None
    free_text: bool = False
    unspecified: bool = False


class Regimen(Strict):
    """The dose the guideline states; units are international units."""

    name: Words
    units_per_kg: int = Field(gt=0)
    infusion_minutes: int = Field(gt=0)
    interval_hours: int = Field(gt=0)
    most_doses: int = Field(gt=0)
    route: Words
    cite: tuple[Citation, ...] = Field(min_length=1)

    @property
    def in_words(self) -> str:
        """The figures as the sentence that a statement of the pack must say too."""
        return (
            f"{grouped(self.units_per_kg)} international units per kg for each dose, intravenously over "
            f"{self.infusion_minutes} minutes, every {self.interval_hours} hours, at most {self.most_doses} doses."
        )


class Guideline(Strict):
    """A whole pack; `vectors_sha256` names the file of test vectors that it is proven with.

    `product` is the id of the product pack it doses. Of several installed guidelines the one with the wanted
    `intended_use` judges. `subtitle` stands below the title of the sheets with a dose.
    """

    schema_: Literal["il2desk-guideline-1"] = Field(alias="schema")
    id: str
    version: str
    vectors_sha256: str
    released: date
    product: str
    intended_use: Id
    subtitle: Words
    title: Words
    purpose: Words
    use: tuple[Words, ...] = Field(min_length=1)
    misuse: tuple[Words, ...] = Field(min_length=1)
    statement: tuple[Note, ...] = Field(min_length=1)
    notice: Note
    notes: tuple[Note, ...] = ()
    positions: tuple[Note, ...] = ()
    revisions: tuple[Revision, ...] = Field(min_length=1)
    sources: tuple[Source, ...] = Field(min_length=1)
    regimen: Regimen
    pages: tuple[Page, ...] = Field(min_length=1)
    date_of_birth: BirthLimits
    questions: tuple[Question, ...] = Field(min_length=1)
    sites: tuple[SiteKind, ...] = Field(min_length=1)
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    doubts: tuple[Doubt, ...] = ()
    deviation_reasons: tuple[Option, ...] = Field(min_length=1)

    @cached_property
    def question_by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def site_by_id(self) -> dict[str, SiteKind]:
        return {site.id: site for site in self.sites}

    @cached_property
    def source_by_id(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def context(self) -> Criterion:
        """The criterion that tells a wrong context."""
        return next(one for one in self.criteria if one.wrong_context)

    @cached_property
    def diagnosis(self) -> Criterion:
        """The criterion without which there is no plan, whatever the other ones are."""
        return next(one for one in self.criteria if one.not_met)

    def page_asking(self, what: Literal["patient", "sites"]) -> str:
        """The id of the page on which the patient or the sites are asked."""
        return next(one.id for one in self.pages if one.asks == what)

    def questions_on(self, page: str) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.page == page)
