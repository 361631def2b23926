"""What a guideline pack must satisfy beyond its shape before anything is judged with it: references and vectors."""

from collections.abc import Iterable, Iterator
from typing import Any

from il2desk.domain.assessment.parsed_answers import DATE_OF_BIRTH, DATED, SITES
from il2desk.domain.checks.rule_checks import asked_about, kind_faults, option_faults, rule_faults
from il2desk.domain.checks.vector_checks import failed_vectors, unusable_vectors
from il2desk.domain.packs.citations import Citation, Revision, Source
from il2desk.domain.packs.guideline import Criterion, Doubt, Guideline, Question
from il2desk.domain.packs.rules import AnyOf
from il2desk.domain.packs.test_vectors import GuidelineVectors


def guideline_faults(pack: Guideline, tried: GuidelineVectors) -> Iterator[str]:
    """Every fault as `place: reason`; the vectors are tried only when the references hold."""
    faults = [
        *_duplicates(pack),
        *_references(pack),
        *citation_faults(pack, pack.sources),
        *_safeguards(pack),
        *revision_faults(pack.version, pack.revisions),
        *_twice("vectors", (one.name for one in tried.vectors)),
        *unusable_vectors(pack, tried),
    ]
    yield from faults
    if not faults:
        yield from failed_vectors(pack, tried)


def _duplicates(pack: Guideline) -> Iterator[str]:
    groups: dict[str, Iterable[str]] = {
        "questions": (one.id for one in pack.questions),
        "criteria": (one.id for one in pack.criteria),
        "pages": (one.id for one in pack.pages),
        "sites": (one.id for one in pack.sites),
        "sources": (one.id for one in pack.sources),
        "deviation_reasons": (one.id for one in pack.deviation_reasons),
    }
    groups |= {f"questions.{one.id}.options": [option.id for option in one.options] for one in pack.questions}
    for group, ids in groups.items():
        yield from _twice(group, ids)


def _twice(group: str, ids: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            yield f"{group}.{one}: this id stands twice"
        seen.add(one)


def _references(pack: Guideline) -> Iterator[str]:
    pages = {page.id for page in pack.pages}
    earlier: set[str] = set()
    for question in pack.questions:
        if question.page not in pages:
            yield f"questions.{question.id}.page: unknown page {question.page}"
        yield from _question_faults(question, pack, earlier)
        earlier.add(question.id)
    for criterion in pack.criteria:
        if criterion.page not in pages:
            yield f"criteria.{criterion.id}.page: unknown page {criterion.page}"
        yield from _criterion_faults(criterion, pack)
    for doubt in pack.doubts:
        yield from _doubt_faults(doubt, pack.doubts, pack, "doubts")
        if doubt.about:
            yield "doubts: one that belongs to no criterion is about nothing"


def _question_faults(question: Question, pack: Guideline, earlier: set[str]) -> Iterator[str]:
    place = f"questions.{question.id}"
    if (question.kind == "choice") != bool(question.options):
        yield f"{place}.options: a choice needs options, and nothing else takes them"
    leans_on: set[str] = set()
    if question.unit_from:
        leans_on.add(question.unit_from)
        yield from _unit_faults(question, question.unit_from, pack)
    if question.when is not None:
        leans_on |= asked_about(question.when)
        yield from rule_faults(question.when, pack, f"{place}.when")
    known = leans_on & pack.question_by_id.keys()
    yield from (f"{place}: it leans on {name}, which is not asked before it" for name in sorted(known - earlier))


def _unit_faults(question: Question, unit_from: str, pack: Guideline) -> Iterator[str]:
    place = f"questions.{question.id}.unit_from"
    faults = list(kind_faults(pack, unit_from, "choice", "unit_from", place))
    yield from faults
    if not faults:
        offered = {option.label for option in pack.question_by_id[unit_from].options}
        yield from (
            f"{place}: {unit_from} does not offer {unit.name}" for unit in question.units if unit.name not in offered
        )


def _criterion_faults(criterion: Criterion, pack: Guideline) -> Iterator[str]:
    place = f"criteria.{criterion.id}"
    yield from (f"{place}.shows: unknown fact {name}" for name in criterion.shows if name not in pack.question_by_id)
    yield from rule_faults(criterion.rule, pack, f"{place}.rule")
    if (criterion.deviation == "when") != (criterion.deviation_when is not None):
        yield f"{place}.deviation_when: goes with deviation = when, and only with it"
    if criterion.deviation_when is not None:
        yield from rule_faults(criterion.deviation_when, pack, f"{place}.deviation_when")
    for doubt in criterion.doubts:
        yield from _doubt_faults(doubt, criterion.doubts, pack, f"{place}.doubts")
        if not doubt.about:
            yield f"{place}.doubts: the doubt of a criterion is about something"


def _doubt_faults(doubt: Doubt, all_: tuple[Doubt, ...], pack: Guideline, place: str) -> Iterator[str]:
    yield from rule_faults(doubt.when, pack, place)
    known = {*pack.question_by_id, SITES, DATE_OF_BIRTH}
    yield from (f"{place}: unknown fact {one}" for one in doubt.about if one not in known)
    yield from (f"{place}: unknown field {one}" for one in doubt.between if one not in known | DATED)
    if (doubt.question is None) != (not doubt.settled_by):
        yield f"{place}: question and settled_by go together"
    if doubt.question is None:
        return
    yield from option_faults(pack, doubt.question, doubt.settled_by, place)
    settling = pack.question_by_id.get(doubt.question)
    arises = tuple(one.when for one in all_ if one.question == doubt.question)
    asked = arises[0] if len(arises) == 1 else AnyOf(kind="any_of", of=arises)
    if settling is not None and settling.when != asked:
        yield f"{place}: {doubt.question} is not asked exactly when the doubt arises"


def _safeguards(pack: Guideline) -> Iterator[str]:
    """What every pack must have, and from which criteria nobody may deviate."""
    if sum(one.wrong_context for one in pack.criteria) != 1:
        yield "criteria: one of them, and only one, tells a wrong context"
    if [one.block for one in pack.criteria if one.not_met] != ["guideline"]:
        yield "criteria: one of the guideline's, and only one, is the diagnosis and says what it means if not met"
    if sorted(one.asks for one in pack.pages if one.asks) != ["patient", "sites"]:
        yield "pages: one of them asks who the patient is, and one which sites are involved"
    for criterion in pack.criteria:
        if criterion.deviation != "never" and (criterion.block == "label" or criterion.wrong_context):
            yield f"criteria.{criterion.id}.deviation: nobody may deviate from a label check or from the context"
    said = pack.regimen.in_words
    if not any(note.text == said for note in pack.statement):
        yield f"regimen: no statement says the same as its figures, which read: {said}"


def revision_faults(version: str, revisions: tuple[Revision, ...]) -> Iterator[str]:
    """The fault of a pack whose history does not end with its version."""
    if revisions[-1].version != version:
        yield f"revisions: the last one is {revisions[-1].version}, the pack is {version}"


def citation_faults(pack: Any, sources: tuple[Source, ...]) -> Iterator[str]:
    """Citations of sources the pack does not list."""
    known = {source.id for source in sources}
    for place, citation in _cited(pack):
        if citation.source not in known:
            yield f"{place}: cites {citation.source}, which is not among the sources"


def _cited(part: Any, place: str = "pack") -> Iterator[tuple[str, Citation]]:
    if isinstance(part, Citation):
        yield place, part
    elif isinstance(part, tuple):
        for one in part:
            yield from _cited(one, f"{place}.{getattr(one, 'id', getattr(one, 'title', ''))}".rstrip("."))
    elif hasattr(type(part), "model_fields"):
        for name in type(part).model_fields:
            yield from _cited(getattr(part, name), name if place == "pack" else place)
