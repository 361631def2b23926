"""Findings as criterion cards: the patient's value beside what is asked, the outcome, why, and on whose word."""

from collections.abc import Iterable

from il2desk.documents.model import blocks as b
from il2desk.documents.model.rich_text import Part, Strong, Words
from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.assessment.findings import Finding, Outcome
from il2desk.domain.packs.citations import Citation
from il2desk.domain.values.user_text import capitalized, joined, parts_of

SHAPES = {
    Outcome.MET: b.OutcomeShape.MET,
    Outcome.CLEAR: b.OutcomeShape.MET,
    Outcome.NOT_MET: b.OutcomeShape.NOT_MET,
    Outcome.STOP: b.OutcomeShape.NOT_MET,
    Outcome.CANNOT_TELL: b.OutcomeShape.CANNOT_TELL,
}


def guideline_cards(assessment: Assessment) -> b.CriterionCards:
    return _cards(assessment, "guideline", "What the guideline asks")


def label_cards(assessment: Assessment) -> b.CriterionCards:
    return _cards(assessment, "label", "What the label asks")


def _cards(assessment: Assessment, block: str, asks: str) -> b.CriterionCards:
    cards = tuple(map(_card, assessment.block(block)))
    return b.CriterionCards(("Outcome", "Found in this patient", asks), cards)


def _card(finding: Finding) -> b.Card:
    return b.Card(
        title=f"{finding.criterion.number}  {finding.title}",
        outcome=SHAPES[finding.outcome],
        outcome_word=capitalized(finding.outcome.words),
        found=parts_of(capitalized(finding.found)),
        asked=capitalized(finding.threshold),
        notes=(_grounds(finding),),
    )


def _grounds(finding: Finding) -> Words:
    """Why it is so, how the criterion is read, and on whose word, in one paragraph."""
    why = joined(" ", _not_repeated(finding))
    said = (*parts_of(why), " ") if why else ()
    reading = finding.criterion.reading
    read: tuple[Part, ...] = (Strong("Reading: "), f"{reading} ") if reading else ()
    return *said, *read, Strong("Source: "), f"{cited(finding.sources)}."


def cited(citations: Iterable[Citation]) -> str:
    return "; ".join(f"{one.source} ({one.at})" for one in citations)


def _not_repeated(finding: Finding) -> list[str]:
    """The reasons that say more than the value found beside them."""
    found = {part.strip(" .").casefold() for part in finding.found.split(";")}
    return [reason for reason in finding.because if reason.strip(" .").casefold() not in found]
