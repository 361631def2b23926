"""The verdict of a case in one word, as the list of cases keeps it."""

from il2desk.domain.assessment.assessment import Assessment, Overall
from il2desk.domain.assessment.findings import Outcome

STOP, UNCLEAR = "_stop", "_unclear"


def listed_verdict(assessment: Assessment) -> str:
    """What the list is told of an assessment: the verdict, and whether a check from the label keeps a plan away."""
    verdict = assessment.overall.value
    if assessment.overall is Overall.WRONG_CONTEXT:
        return verdict
    label = [one.outcome for one in assessment.block("label")]
    if Outcome.STOP in label:
        return verdict + STOP
    return verdict + UNCLEAR if Outcome.CANNOT_TELL in label else verdict
