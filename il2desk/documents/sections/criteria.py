"""Findings as criterion cards: the patient's value beside what is asked, the outcome, why, and on whose word."""

from collections.abc import Iterable

from il2desk.documents.model import blocks as b
from il2desk.documents.model.rich_text import Part, Strong, Words, parts, with_recorded
from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.assessment.findings import Finding, Outcome
from il2desk.domain.packs.citations import Citation
from il2desk.domain.values.invisible import trimmed

SHAPES = {
    Outcome.MET: b.OutcomeShape.MET,
    Outcome.CLEAR: b.OutcomeShape.MET,
    Outcome.NOT_MET: b.OutcomeShape.NOT_MET,
    Outcome.STOP: b.OutcomeShape.NOT_MET,
    Outcome.CANNOT_TELL: b.OutcomeShape.CANNOT_TELL,
}


def typed_words(assessment: Assessment) -> frozenset[str]:
    """Everything a person typed freely and that may come back within a sentence of the program."""
    case, questions = assessment.case, assessment.packs.guideline.questions
    free = (case.answers.get(question.id, "") for question in questions if question.kind == "text")
    sites = (site.text or "" for site in case.sites)
    deviations = (deviation.text for deviation in case.cycle.deviations)
    return frozenset(filter(None, map(trimmed, (*free, *sites, *deviations))))


def guideline_cards(assessment: Assessment) -> b.CriterionCards:
    return _cards(assessment, "guideline", "What the guideline asks")


def label_cards(assessment: Assessment) -> b.CriterionCards:
    return _cards(assessment, "label", "What the label asks")


def _cards(assessment: Assessment, block: str, asks: str) -> b.CriterionCards:
    typed = typed_words(assessment)
    cards = tuple(_card(finding, typed) for finding in assessment.block(block))
    return b.CriterionCards(("Outcome", "Found in this patient", asks), cards)


def _card(finding: Finding, typed: Iterable[str]) -> b.Card:
    return b.Card(
        title=f"{finding.criterion.number}  {finding.title}",
        outcome=SHAPES[finding.outcome],
        outcome_word=sentence(finding.outcome.words),
        found=with_recorded(sentence(finding.found), typed),
        asked=sentence(finding.threshold),
        notes=(_grounds(finding, typed),),
    )


def _grounds(finding: Finding, typed: Iterable[str]) -> Words:
    """Why it is so, how the criterion is read, and on whose word, in one paragraph."""
    why = " ".join(_not_repeated(finding))
    said = parts(with_recorded(f"{why} ", typed)) if why else ()
    reading = finding.criterion.reading
    read: tuple[Part, ...] = (Strong("Reading: "), f"{reading} ") if reading else ()
    return *said, *read, Strong("Source: "), f"{cited(finding.sources)}."


def cited(citations: Iterable[Citation]) -> str:
    return "; ".join(f"{one.source} ({one.at})" for one in citations)


def _not_repeated(finding: Finding) -> list[str]:
    """The reasons that say more than the value found beside them."""
    found = {part.strip(" .").casefold() for part in finding.found.split(";")}
    return [reason for reason in finding.because if reason.strip(" .").casefold() not in found]


def sentence(text: str) -> str:
    """With a capital at its beginning, everything else as it is."""
    return text[:1].upper() + text[1:]
