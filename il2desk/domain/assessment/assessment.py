"""The whole judgement of one case on one day: findings, verdict, obstacles, and what went stale."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from il2desk.domain.assessment.deviation import deviation_gaps
from il2desk.domain.assessment.dosing_inputs import Basis, read_basis
from il2desk.domain.assessment.findings import Contradiction, Finding, Outcome, contradictions_of, find
from il2desk.domain.assessment.parsed_answers import ParsedAnswers
from il2desk.domain.assessment.rule_evaluation import holds
from il2desk.domain.case.case import Case, Signature, fitting_signature
from il2desk.domain.packs.guideline import Guideline
from il2desk.domain.packs.product import Product
from il2desk.domain.values.local_settings import LocalSettings, title_of
from il2desk.domain.values.names import NAMESAKES, same_person
from il2desk.domain.values.user_text import Sentence, UserText


@dataclass(frozen=True, slots=True)
class Packs:
    """The packs a case is judged with and the SHA-256 of each file, by pack id."""

    guideline: Guideline
    product: Product
    digests: Mapping[str, str]

    def judged(self, case: Case) -> bool:
        """Whether every pack the case names as its own is one of these."""
        return case.packs.items() <= self.digests.items()


class Overall(Enum):
    MEETS = "meets"
    OUTSIDE = "outside"
    UNDETERMINED = "undetermined"
    WRONG_CONTEXT = "wrong_context"


class Plan(Enum):
    ALLOWED = "allowed"
    NEEDS_DEVIATION = "needs_deviation"
    NONE = "none"


VERDICTS = {
    Overall.MEETS: "Meets every criterion stated",
    Overall.OUTSIDE: "Outside the guideline as written",
    Overall.UNDETERMINED: "Cannot be determined yet",
    Overall.WRONG_CONTEXT: "Wrong context: this guideline does not speak about the intended use",
}


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything computed from a case; screen and paper both show this and nothing else.

    `judged_on` is the day whose criteria count, of a signed case that of its signature; `seen_on` the day it was asked.
    """

    case: Case
    packs: Packs
    settings: LocalSettings
    readings: ParsedAnswers
    findings: tuple[Finding, ...]
    basis: Basis
    overall: Overall
    plan: Plan
    obstacles: tuple[str, ...]
    deviation_gaps: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]
    notices: tuple[str, ...]
    judged_on: date
    seen_on: date
    signature: Signature | None = None
    stale_since: tuple[str, ...] = ()

    @property
    def no_plan(self) -> tuple[str, ...]:
        """Every reason why no plan is allowed, whatever is deviated from; empty where one is or may be."""
        return (*self.obstacles, *self.basis.obstacles)

    @property
    def seeks_plan(self) -> bool:
        """Whether a plan could follow, so that weight and first dose are needed before signing."""
        return not self.obstacles and (not self.to_deviate or bool(self.case.cycle.deviations))

    @property
    def stale_in_brief(self) -> str:
        """What went stale by name, as `LDH normal, No CNS metastases, weight`; blank where nothing did."""
        titles = [one.title for one in self.findings]
        stale = [title for title in titles if any(says.startswith(f"{title}: ") for says in self.stale_since)]
        return ", ".join([*stale, *(["weight"] if len(self.stale_since) > len(stale) else [])])

    @property
    def verdict(self) -> str:
        """The verdict line, with whose organ count it rests on."""
        decided = next((one.decided_by for one in self.findings if one.decided_by), None)
        by = (" (organ count decided by ", UserText(decided), ")") if decided else ()
        return Sentence(VERDICTS[self.overall], *by)

    @property
    def is_other_diagnosis(self) -> bool:
        """Whether the patient has not the disease that the guideline is about."""
        return self.finding(self.packs.guideline.diagnosis.id).outcome is Outcome.NOT_MET

    @property
    def banner(self) -> str:
        """What page 1 shows first: the highest that applies of context, label checks, diagnosis, verdict, deviation."""
        if self.overall is Overall.WRONG_CONTEXT:
            return f"{VERDICTS[Overall.WRONG_CONTEXT]}. No plan."
        if not self.finding(self.packs.guideline.context.id).outcome.is_good:
            return "The intended use is not recorded. Cannot be determined yet; no plan."
        label = {one.outcome for one in self.block("label")}
        if Outcome.STOP in label:
            return "A check from the US label says stop. No plan."
        if Outcome.CANNOT_TELL in label:
            return "A check from the US label is not clear yet. No plan."
        if self.is_other_diagnosis:
            return str(self.packs.guideline.diagnosis.not_met)
        return Sentence(self.verdict, ".")

    @property
    def mark(self) -> str | None:
        """The word across a summary for which there is no clearance; None where a plan is allowed and signed."""
        if self.overall is Overall.WRONG_CONTEXT:
            return "WRONG CONTEXT"
        if self.signature is None:
            return "DRAFT"
        if self.plan is Plan.ALLOWED:
            return None
        return "OUTSIDE" if self.overall is Overall.OUTSIDE and not self.obstacles else "NO PLAN"

    @property
    def to_settle(self) -> tuple[Contradiction, ...]:
        """What contradicts each other and is neither corrected nor explained."""
        return tuple(one for one in self.contradictions if not one.settled)

    def against(self, field: str) -> tuple[str, ...]:
        """What does not go together with what is recorded in one field, in words."""
        return tuple(one.doubt.says for one in self.to_settle if field in one.doubt.between)

    @property
    def to_deviate(self) -> tuple[Finding, ...]:
        """The findings a plan would deviate from."""
        return tuple(one for one in self.findings if one.deviable)

    def finding(self, criterion_id: str) -> Finding:
        return next(one for one in self.findings if one.id == criterion_id)

    def block(self, name: str) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.block == name)


def assess(case: Case, packs: Packs, settings: LocalSettings, today: date) -> Assessment:
    """Judge a case. A validly signed case is judged on its day and by its settings; what went stale since is added.

    A signature dated after today is no signature; one by the second clinician leaves a deviation incomplete.
    """
    signature = fitting_signature(case)
    by = (case.settings or settings).to_judge_by()
    if signature is None or signature.day > today:
        return _judge(case, packs, by, today)
    then = _judge(case, packs, by, signature.day)
    if then.plan is Plan.ALLOWED and then.to_deviate and same_person(signature.name, case.cycle.second_clinician or ""):
        says = f"The second clinician is the one who signed. {NAMESAKES}"
        then = replace(then, plan=Plan.NEEDS_DEVIATION, deviation_gaps=(says,))
    return replace(then, seen_on=today, signature=signature, stale_since=_gone_stale(then, today))


def _judge(case: Case, packs: Packs, settings: LocalSettings, today: date) -> Assessment:
    readings = ParsedAnswers(case, packs.guideline, settings, today, holds)
    findings = tuple(find(criterion, readings) for criterion in packs.guideline.criteria)
    basis = read_basis(case, packs.product, packs.guideline.regimen, settings, today, readings.reference_day)
    contradictions = all_contradictions(findings, readings)
    overall = overall_of(findings)
    obstacles = obstacles_of(findings, overall)
    gaps = () if obstacles else deviation_gaps(case, packs.guideline, findings)
    plan = Plan.NONE if obstacles or basis.obstacles else Plan.NEEDS_DEVIATION if gaps else Plan.ALLOWED
    return Assessment(
        case=case,
        packs=packs,
        settings=settings,
        readings=readings,
        findings=findings,
        basis=basis,
        overall=overall,
        plan=plan,
        obstacles=obstacles,
        deviation_gaps=gaps,
        contradictions=contradictions,
        notices=_notices(contradictions, readings),
        judged_on=today,
        seen_on=today,
    )


def overall_of(findings: tuple[Finding, ...]) -> Overall:
    """The verdict: not met beats cannot tell, and a wrong context beats both."""
    if any(one.criterion.wrong_context and one.outcome is Outcome.NOT_MET for one in findings):
        return Overall.WRONG_CONTEXT
    outcomes = [one.outcome for one in findings if one.block == "guideline"]
    if Outcome.NOT_MET in outcomes:
        return Overall.OUTSIDE
    return Overall.UNDETERMINED if Outcome.CANNOT_TELL in outcomes else Overall.MEETS


def obstacles_of(findings: tuple[Finding, ...], overall: Overall) -> tuple[str, ...]:
    """Findings no deviation can pass, in the order of precedence; a wrong context says only that."""
    in_the_way = [one for one in findings if not one.outcome.is_good and not one.deviable]
    if overall is Overall.WRONG_CONTEXT:
        in_the_way = [one for one in in_the_way if one.criterion.wrong_context]
    ranked = sorted(in_the_way, key=lambda one: (not one.criterion.wrong_context, one.block != "label"))
    return tuple(Sentence(f"{one.title}: {one.outcome.words}. ", one.says) for one in ranked)


def all_contradictions(findings: tuple[Finding, ...], readings: ParsedAnswers) -> tuple[Contradiction, ...]:
    """Those of each criterion, then those that belong to none."""
    of_criteria = (one for finding in findings for one in finding.contradictions)
    return (*of_criteria, *contradictions_of(readings.guideline.doubts, readings))


def _notices(contradictions: tuple[Contradiction, ...], readings: ParsedAnswers) -> tuple[str, ...]:
    unset = (f"Local setting not set: {title_of(name)}." for name in readings.unset_settings())
    sample = ("The local settings in use are example values, not a centre's.",) if readings.settings.sample else ()
    remarks = (
        f"{readings.short(question.id)}: {chosen.says}"
        for question in readings.guideline.questions
        if question.remark and (chosen := readings.option(question.id)) and chosen.says
    )
    return (*(one.in_words for one in contradictions), *unset, *sample, *remarks)


def _gone_stale(then: Assessment, today: date) -> tuple[str, ...]:
    """Criteria that were good on the day signed and would no longer be, were the first dose today or later."""
    if today <= then.readings.reference_day:
        return ()
    moved = then.case.with_cycle(first_dose=f"{today} 12:00", first_dose_occurrence="earlier")
    now = _judge(moved, then.packs, then.settings, today)
    pairs = zip(then.findings, now.findings, strict=True)
    worse = [
        Sentence(f"{new.title}: ", new.says) for old, new in pairs if old.outcome.is_good and not new.outcome.is_good
    ]
    return (*worse, now.basis.stale) if now.basis.stale else tuple(worse)
