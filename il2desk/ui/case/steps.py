"""The steps of the wizard, derived from the pack and followed by those made by hand, and how far each has come."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from il2desk.domain.assessment.assessment import Assessment, Overall
from il2desk.domain.assessment.findings import Outcome
from il2desk.domain.assessment.missing_entries import About, MissingEntry, unfinished
from il2desk.domain.assessment.parsed_answers import DATE_OF_BIRTH, SITES
from il2desk.domain.assessment.read_back import WEIGHT
from il2desk.domain.packs.guideline import Guideline
from il2desk.ui.case.session import Session
from il2desk.ui.case.what_holds import is_as_it_stands, is_past

VERDICT, PLAN, CHECK, DOCUMENTS = "verdict", "plan", "check", "documents"
SITES_COMPLETE = "sites_complete"
SIGNATURE = "signature"
"""The name typed for signing."""
PAST = "past its validity"
RETIMING = "retiming"
SECOND_CYCLE = "second_cycle"
"""What the names of all fields and confirmations of a re-timing begin with."""


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the wizard: its name in the list, its question as a title, and a line below it."""

    id: str
    name: str
    title: str
    lead: str


MADE_BY_HAND = (
    Step(
        WEIGHT,
        "Weight and first dose",
        "What weight, and when is the first dose planned?",
        "The dose follows from the weight alone. Type each figure from the chart by hand.",
    ),
    Step(
        VERDICT,
        "Verdict and signature",
        "Check your answers, then sign",
        "One signature covers the answers, the weight and the first dose.",
    ),
    Step(PLAN, "Dosing plan", "Dosing plan", "Every figure with the arithmetic it comes from."),
    Step(
        CHECK,
        "Second check",
        "A second person checks weight and dose",
        "Another named person types both from the chart, while everything else that shows them is hidden.",
    ),
    Step(DOCUMENTS, "Documents", "Documents", "What is printed is what was on the screen."),
)


def steps_of(guideline: Guideline) -> tuple[Step, ...]:
    """Every step in order: the pack's pages, then weight, verdict, plan, second check and documents."""
    return (*(Step(page.id, page.step, page.title, page.lead) for page in guideline.pages), *MADE_BY_HAND)


class State(Enum):
    DONE = "done"
    OPEN = "open"
    ATTENTION = "look again"
    LOCKED = "closed"


@dataclass(frozen=True, slots=True)
class Progress:
    """A step's state with the words for it."""

    state: State
    words: str


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something missing before signing: the sentence, and where it is put right; or the local setting that is unset."""

    says: str
    step: str | None
    field: str | None = None
    setting: str | None = None
    refused: bool = False


def gaps(assessment: Assessment) -> tuple[OpenPoint, ...]:
    """What is missing before signing, in the domain's own sentences, each with the step and field it belongs to."""
    return tuple(_placed(one, assessment) for one in unfinished(assessment))


def _placed(one: MissingEntry, assessment: Assessment) -> OpenPoint:
    if one.about is About.SETTING:
        return OpenPoint(one.says, None, setting=one.name, refused=one.refused)
    if one.about is About.BASIS and one.name.startswith(RETIMING):
        return OpenPoint(one.says, PLAN, RETIMING, refused=one.refused)
    if one.about is About.CONTEXT:
        return OpenPoint(one.says, stopping_step(assessment))
    if one.about is About.QUESTION:
        page = assessment.readings.guideline.question_by_id[one.name].page
        return OpenPoint(one.says, page, one.name, refused=one.refused)
    guideline = assessment.packs.guideline
    if one.about is About.BASIS:
        return OpenPoint(one.says, WEIGHT, one.name, refused=one.refused)
    page = guideline.page_asking("sites" if one.about is About.SITES else "patient")
    return OpenPoint(one.says, page, one.name, refused=one.refused)


def stopping_step(assessment: Assessment) -> str | None:
    """The step whose answer makes this guideline the wrong one, or None."""
    if assessment.overall is not Overall.WRONG_CONTEXT:
        return None
    return next(
        one.criterion.page
        for one in assessment.findings
        if one.criterion.wrong_context and one.outcome is Outcome.NOT_MET
    )


def open_steps(steps: tuple[Step, ...], assessment: Assessment) -> tuple[Step, ...]:
    """The steps one can go to, in order: behind a wrong context only the documents, for the summary that says so."""
    stop = stopping_step(assessment)
    if stop is None:
        return steps
    last = [step.id for step in steps].index(stop)
    return tuple(step for number, step in enumerate(steps) if number <= last or step.id == DOCUMENTS)


def progress(steps: tuple[Step, ...], session: Session) -> Mapping[str, Progress]:
    """How far each step has come."""
    assessment = session.assessment
    missing = gaps(assessment)
    ways, stop = open_steps(steps, assessment), stopping_step(assessment)
    number = Counter(gap.step for gap in missing)
    doubtful = {gap.step for gap in missing if gap.refused} | _contradicted(assessment)
    made = {
        VERDICT: _signed(assessment),
        PLAN: _plan(session),
        CHECK: _check(session),
        WEIGHT: None if assessment.seeks_plan or doubtful & {WEIGHT} else _weight_without_plan(assessment),
        DOCUMENTS: _documents(session),
    }
    return {
        step.id: Progress(State.LOCKED, "closed")
        if step not in ways
        else Progress(State.ATTENTION, "stop")
        if step.id == stop
        else made.get(step.id) or _entry(number[step.id], step.id in doubtful)
        for step in steps
    }


def _signed(assessment: Assessment) -> Progress:
    if assessment.signature is None:
        return Progress(State.OPEN, "not signed")
    return Progress(State.ATTENTION, "gone stale") if assessment.stale_since else Progress(State.DONE, "signed")


def _plan(session: Session) -> Progress:
    if session.plan is None:
        return Progress(State.OPEN, "no plan yet")
    if is_past(session):
        return Progress(State.ATTENTION, PAST)
    return Progress(State.DONE, f"ready, cycle {session.plan.cycle}" if session.plan.cycle > 1 else "ready")


def _documents(session: Session) -> Progress:
    """Whether there is paper of this cycle, and whether it still shows the case and still holds."""
    last = session.printings.last(session.case.cycle.number)
    if is_past(session):
        return Progress(State.ATTENTION, PAST)
    if last is None:
        return Progress(State.OPEN, "none made")
    if session.viewed is None and not is_as_it_stands(last, session):
        return Progress(State.ATTENTION, "changed since printed")
    return Progress(State.DONE, f"copy {last.record.copy_number} made" if last.record.copy_number > 1 else "made")


def _check(session: Session) -> Progress:
    if session.check is not None:
        return Progress(State.DONE, "checked")
    return Progress(State.ATTENTION, "do not agree") if session.disagrees else Progress(State.OPEN, "not checked")


def _entry(missing: int, doubtful: bool) -> Progress:
    if doubtful:
        return Progress(State.ATTENTION, "look again")
    return Progress(State.OPEN, f"{missing} to answer") if missing else Progress(State.DONE, "done")


def _weight_without_plan(assessment: Assessment) -> Progress:
    """Where no plan could follow, weight and first dose are not asked for before signing."""
    return Progress(State.OPEN, "for a plan only") if assessment.basis.open else Progress(State.DONE, "done")


def to_settle(assessment: Assessment) -> tuple[OpenPoint, ...]:
    """What contradicts each other, each with the question that settles it or with the first of its fields."""
    told = ((one.in_words, one.doubt.question or one.doubt.between[0]) for one in assessment.to_settle)
    return tuple(OpenPoint(says, _step_of(name, assessment), name) for says, name in told)


def _contradicted(assessment: Assessment) -> set[str | None]:
    return {_step_of(name, assessment) for one in assessment.to_settle for name in one.doubt.between}


def _step_of(name: str, assessment: Assessment) -> str:
    guideline = assessment.packs.guideline
    if name in guideline.question_by_id:
        return guideline.question_by_id[name].page
    if name == SITES:
        return guideline.page_asking("sites")
    return guideline.page_asking("patient") if name == DATE_OF_BIRTH else WEIGHT
