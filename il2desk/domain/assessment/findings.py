"""One criterion judged: its outcome, the patient's value, the threshold, why, and on whose word."""

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from il2desk.domain.assessment.facts import counts_in_words, who_stated
from il2desk.domain.assessment.parsed_answers import ParsedAnswers
from il2desk.domain.assessment.rule_evaluation import holds, judge
from il2desk.domain.packs.citations import Citation
from il2desk.domain.packs.guideline import Criterion, Doubt
from il2desk.domain.values.ternary import NO, UNKNOWN, YES, Ruling, Truth
from il2desk.domain.values.user_text import Sentence, joined


class Outcome(Enum):
    """Outcomes of both blocks; `words` is what people read, and is never replaced by a colour alone."""

    MET = "met"
    NOT_MET = "not_met"
    CANNOT_TELL = "cannot_tell"
    CLEAR = "clear"
    STOP = "stop"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")

    @property
    def is_good(self) -> bool:
        return self is Outcome.MET or self is Outcome.CLEAR


_OUTCOMES: dict[str, dict[Truth, Outcome]] = {
    "guideline": {YES: Outcome.MET, NO: Outcome.NOT_MET, UNKNOWN: Outcome.CANNOT_TELL},
    "label": {YES: Outcome.CLEAR, NO: Outcome.STOP, UNKNOWN: Outcome.CANNOT_TELL},
}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A doubt of the pack that arises, with the title of its criterion if it belongs to one."""

    doubt: Doubt
    settled: bool
    title: str | None = None

    @property
    def in_words(self) -> str:
        return f"{self.title}: {self.doubt.says}" if self.title else self.doubt.says


@dataclass(frozen=True, eq=False)
class Finding:
    """A judged criterion; `deviable` tells whether a deviation may be recorded for it as it stands: never while answers
    that it rests on contradict each other.
    """

    criterion: Criterion
    readings: ParsedAnswers
    outcome: Outcome
    ruling: Ruling
    contradictions: tuple[Contradiction, ...]
    deviable: bool
    decided_by: str | None

    @cached_property
    def because(self) -> tuple[str, ...]:
        return self.ruling.because

    @cached_property
    def found(self) -> str:
        """The patient's own values for this criterion, as understood, or that nothing is recorded."""
        criterion, readings = self.criterion, self.readings
        words = [
            Sentence(f"{readings.short(question)}: ", readings.answer_in_words(question))
            for question in criterion.shows
            if readings.is_asked(question) and question in readings.case.answers
        ]
        names = {fact.fact for fact in criterion.facts}
        if "age_at_least" in names:
            words.insert(0, Sentence(f"Date of birth: {readings.birth_date or 'not recorded'}"))
        if names & {"any_site", "organs_fewer_than", "skin_or_subcutaneous_only"}:
            words.append(Sentence("Sites: ", readings.sites_in_words()))
        if "organs_fewer_than" in names:
            words.append(Sentence(counts_in_words(readings)))
        return joined("; ", words) or "nothing recorded"

    @property
    def id(self) -> str:
        return self.criterion.id

    @property
    def block(self) -> str:
        return self.criterion.block

    @property
    def title(self) -> str:
        return self.criterion.title

    @property
    def threshold(self) -> str:
        return self.criterion.threshold

    @property
    def sources(self) -> tuple[Citation, ...]:
        return self.criterion.cite

    @property
    def says(self) -> str:
        return joined(" ", self.because) or "As asked."


def find(criterion: Criterion, readings: ParsedAnswers) -> Finding:
    """Judge one criterion."""
    ruling, contradictions = _ruling(criterion, readings)
    outcome = _OUTCOMES[criterion.block][ruling.truth]
    contradicted = any(not one.settled for one in contradictions)
    return Finding(
        criterion,
        readings,
        outcome,
        ruling,
        contradictions,
        not contradicted and _is_deviable(criterion, outcome, ruling, readings),
        _decided_by(criterion, outcome, readings),
    )


def contradictions_of(
    doubts: tuple[Doubt, ...], readings: ParsedAnswers, title: str | None = None
) -> tuple[Contradiction, ...]:
    """Those of the doubts that arise; as long as one is not settled, only such."""
    arisen = [doubt for doubt in doubts if holds(doubt.when, readings)]
    unsettled = [doubt for doubt in arisen if not _is_settled(doubt, readings)]
    return tuple(Contradiction(doubt, not unsettled, title) for doubt in unsettled or arisen)


def _ruling(criterion: Criterion, readings: ParsedAnswers) -> tuple[Ruling, tuple[Contradiction, ...]]:
    contradictions = contradictions_of(criterion.doubts, readings, criterion.title)
    if all(one.settled for one in contradictions):
        return judge(criterion.rule, readings), contradictions
    undoubted = judge(criterion.rule, readings.without({name for one in contradictions for name in one.doubt.about}))
    says = tuple(one.doubt.says for one in contradictions)
    return (undoubted if undoubted.truth is NO else Ruling(UNKNOWN, says, doubtful=True)), contradictions


def _is_settled(doubt: Doubt, readings: ParsedAnswers) -> bool:
    return doubt.question is not None and readings.choice(doubt.question) in doubt.settled_by


def _is_deviable(criterion: Criterion, outcome: Outcome, ruling: Ruling, readings: ParsedAnswers) -> bool:
    if outcome.is_good or criterion.deviation == "never":
        return False
    if criterion.deviation_when is None:
        return True
    settled = outcome is Outcome.CANNOT_TELL and not ruling.doubtful
    return settled and holds(criterion.deviation_when, readings)


def _decided_by(criterion: Criterion, outcome: Outcome, readings: ParsedAnswers) -> str | None:
    """Who stated the organ count, where the outcome rests on a stated one."""
    if outcome is Outcome.CANNOT_TELL:
        return None
    for fact in criterion.facts:
        if fact.stated and readings.quantity(fact.stated) is not None:
            return who_stated(readings, fact)
    return None
