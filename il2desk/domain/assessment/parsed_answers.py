"""What the answers of a case were understood as, on one day, under one pack and one centre's settings."""

from collections.abc import Callable, Set
from datetime import date
from functools import cached_property
from types import MappingProxyType

from il2desk.domain.case.case import Case, Site, reference_day
from il2desk.domain.packs.guideline import Guideline, Option, Question
from il2desk.domain.packs.rules import Rule
from il2desk.domain.values.folding import words
from il2desk.domain.values.invisible import trimmed
from il2desk.domain.values.local_settings import LocalSettings
from il2desk.domain.values.parsing import NOT_KNOWN, Quantity, Refused, echo_date, read_date, read_quantity, read_text
from il2desk.domain.values.user_text import Sentence, UserText, joined

SITES, DATE_OF_BIRTH = "sites", "date_of_birth"
DATED = frozenset({DATE_OF_BIRTH, "weight_date", "first_dose"})
"""Days that are typed outside the pack's questions."""

_NOT_KNOWN = words(NOT_KNOWN)
Value = Option | Quantity | date | str


def read_answer(question: Question, text: str, today: date, unit: str | None = None) -> Value | None:
    """The value of typed text, or None for "not known"; `unit` is the one chosen apart, if any. Raises Refused."""
    if question.kind == "choice":
        chosen = question.option_by_id.get(text)
        if chosen is None:
            raise Refused(f"{question.short}: this is not one of the answers offered.")
        return chosen
    if not text[:1].isdigit() and words(text) == _NOT_KNOWN:
        return None
    if question.kind == "date":
        return read_date(text, question.short, not_after=today if question.observed else None)
    if question.kind == "text":
        return _some_text(text, question.short)
    return _with_unit(read_quantity(text, question.number_field), question, unit)


def _some_text(text: str, what: str) -> str:
    read = read_text(text, what)
    if not read:
        raise Refused(f"{what}: nothing was typed.")
    return read


def _with_unit(found: Quantity, question: Question, unit: str | None) -> Quantity:
    if unit is None or not question.unit_from:
        return found
    if found.unit not in {None, unit}:
        raise Refused(f"{question.short} is typed in {found.unit}, but the unit chosen is {unit}.")
    return Quantity(found.value, unit)


def value_in_words(value: Value | None) -> str:
    """A reading as it is read back: the option's label, the figure with its unit, the date with its weekday."""
    if value is None:
        return "not known"
    if isinstance(value, Option):
        return value.label
    if isinstance(value, str):
        return Sentence(UserText(value))
    return echo_date(value) if isinstance(value, date) else str(value)


def _day_of(text: str | None) -> date | None:
    try:
        return read_date(trimmed(text or "").partition(" ")[0], "")
    except Refused:
        return None


class ParsedAnswers:
    """Answers as values. A question that is not asked has no answer; an answer that cannot be read is a refusal.

    `holds` tells whether the rule by which a question is asked is answered yes (`rule_evaluation.holds`).
    """

    def __init__(
        self,
        case: Case,
        guideline: Guideline,
        settings: LocalSettings,
        today: date,
        holds: "Callable[[Rule, ParsedAnswers], bool]",
    ) -> None:
        self.case = case
        self.guideline = guideline
        self.settings = settings
        self.today = today
        self._holds = holds
        self._values: dict[str, Value | None] = {}
        self._refusals: dict[str, str] = {}
        self._asked: dict[str, bool] = {}

    @cached_property
    def reference_day(self) -> date:
        return reference_day(self.case, self.today)

    @cached_property
    def birth_date(self) -> date | None:
        try:
            return self.read_birth_date()
        except Refused:
            return None

    def read_birth_date(self) -> date:
        """The date of birth. Raises Refused for one that is no living person's by the pack's limits."""
        born = read_date(self.case.patient.date_of_birth or "", "Date of birth", not_after=self.today)
        complaint = self.guideline.date_of_birth.complaint(born, self.today)
        if complaint:
            raise Refused(f"Date of birth: {echo_date(born)} {complaint} and is refused; check the year.")
        return born

    def without(self, names: Set[str]) -> "ParsedAnswers":
        """The same readings as if these questions, the date of birth or the sites had not been answered."""
        kept = {name: text for name, text in self.case.answers.items() if name not in names}
        case = self.case.model_copy(update={"answers": MappingProxyType(kept)})
        if DATE_OF_BIRTH in names:
            case = case.with_patient(date_of_birth=None)
        if SITES in names:
            case = case.model_copy(update={"sites": (), "sites_complete": None})
        return ParsedAnswers(case, self.guideline, self.settings, self.today, self._holds)

    def is_asked(self, question_id: str) -> bool:
        known = self._asked.get(question_id)
        if known is None:
            question = self.guideline.question_by_id[question_id]
            known = question.when is None or self._holds(question.when, self)
            self._asked[question_id] = known
        return known

    def value(self, question_id: str) -> Value | None:
        """The value recorded, or None where nothing usable was."""
        try:
            return self._values[question_id]
        except KeyError:
            return self._values.setdefault(question_id, self._read(question_id))

    def refusal(self, question_id: str) -> str | None:
        """Why the answer could not be read, or None."""
        self.value(question_id)
        return self._refusals.get(question_id)

    def _read(self, question_id: str) -> Value | None:
        text = self.case.answers.get(question_id)
        if text is None or not self.is_asked(question_id):
            return None
        question = self.guideline.question_by_id[question_id]
        try:
            unit = self._chosen_unit(question, question.unit_from) if question.unit_from else None
            found = read_answer(question, text, self.today, unit)
        except Refused as refusal:
            self._refusals[question_id] = str(refusal)
            return None
        unit_unknown = question.unit_from is not None and self.choice(question.unit_from) == NOT_KNOWN
        return Quantity(found.value, None) if unit_unknown and isinstance(found, Quantity) else found

    def _chosen_unit(self, question: Question, unit_from: str) -> str | None:
        chosen = self.option(unit_from)
        named = chosen.label if chosen else None
        return named if any(unit.name == named for unit in question.units) else None

    def option(self, question_id: str) -> Option | None:
        value = self.value(question_id)
        return value if type(value) is Option else None

    def choice(self, question_id: str) -> str | None:
        value = self.value(question_id)
        return value.id if type(value) is Option else None

    def quantity(self, question_id: str) -> Quantity | None:
        value = self.value(question_id)
        return value if isinstance(value, Quantity) else None

    def day(self, name: str) -> date | None:
        """The day recorded for a question, or for one of `DATED`; None where none can be read."""
        if name in DATED:
            return self._typed_days[name]
        value = self.value(name)
        return value if isinstance(value, date) else None

    @cached_property
    def _typed_days(self) -> dict[str, date | None]:
        cycle = self.case.cycle
        weighed, first_dose = _day_of(cycle.weight_date), _day_of(cycle.first_dose)
        return {DATE_OF_BIRTH: self.birth_date, "weight_date": weighed, "first_dose": first_dose}

    def short(self, question_id: str) -> str:
        return self.guideline.question_by_id[question_id].short

    def chosen_words(self, question_id: str) -> str:
        """The sentence the chosen option carries, or the question's short name with the option's label."""
        chosen = self.option(question_id)
        if chosen and chosen.says:
            return chosen.says
        return f"{self.short(question_id)}: {value_in_words(chosen)}."

    def why_missing(self, question_id: str) -> str:
        refusal = self.refusal(question_id)
        if refusal:
            return refusal
        known = "not known" if question_id in self.case.answers and self.is_asked(question_id) else "not recorded"
        return f"{self.short(question_id)}: {known}."

    def answer_in_words(self, question_id: str) -> str:
        """What stands recorded for a question, for lists of answers; never empty."""
        text = self.case.answers.get(question_id)
        if text is None:
            return "not recorded"
        if not self.is_asked(question_id):
            return "not asked"
        if self.refusal(question_id):
            return "recorded, but not readable"
        return value_in_words(self.value(question_id))

    def site_words(self, site: Site) -> str:
        label = self.guideline.site_by_id[site.id].label
        named = trimmed(site.text or "")
        return Sentence(label, ": ", UserText(named)) if named else label

    def sites_in_words(self) -> str:
        listed = joined(", ", map(self.site_words, self.case.sites)) or "no site listed"
        return Sentence(listed, f" ({'list complete' if self.case.sites_complete else 'list not complete'})")

    def open_questions(self) -> tuple[str, ...]:
        """Questions that are asked and have no readable answer, "not known" being one."""
        return tuple(
            question.id
            for question in self.guideline.questions
            if self.is_asked(question.id)
            and (question.id not in self.case.answers or self.refusal(question.id) is not None)
        )

    def unset_settings(self) -> tuple[str, ...]:
        """Age limits that some asked question needs and the centre has not set."""
        needed = {
            limit.setting: None
            for criterion in self.guideline.criteria
            for limit in criterion.limits
            if self.is_asked(limit.question)
        }
        return tuple(name for name in needed if self.settings.days(name) is None)
