"""How an outcome looks: symbol and colour beside its word, the same everywhere."""

from il2desk.domain.assessment.assessment import Assessment, Overall
from il2desk.domain.assessment.findings import Finding, Outcome
from il2desk.ui.widgets.icons import IconLabel
from il2desk.ui.widgets.theme import Tone

LOOKS: dict[Outcome, tuple[IconLabel, Tone]] = {
    Outcome.MET: (IconLabel.CHECK, Tone.GOOD),
    Outcome.CLEAR: (IconLabel.CHECK, Tone.GOOD),
    Outcome.NOT_MET: (IconLabel.CROSS, Tone.BAD),
    Outcome.STOP: (IconLabel.STOP, Tone.BAD),
    Outcome.CANNOT_TELL: (IconLabel.QUESTION, Tone.ATTENTION),
}
VERDICT_LOOKS: dict[Overall, tuple[IconLabel, Tone]] = {
    Overall.MEETS: (IconLabel.CHECK, Tone.GOOD),
    Overall.OUTSIDE: (IconLabel.CROSS, Tone.BAD),
    Overall.UNDETERMINED: (IconLabel.QUESTION, Tone.ATTENTION),
    Overall.WRONG_CONTEXT: (IconLabel.STOP, Tone.BAD),
}
BLOCKS = {"guideline": "The guideline's criteria", "label": "Checks from the US drug label"}


def banner_look(assessment: Assessment) -> tuple[IconLabel, Tone]:
    """The look of the highest that applies: a stop of the label or the diagnosis before the verdict's own."""
    if assessment.overall is Overall.WRONG_CONTEXT:
        return VERDICT_LOOKS[Overall.WRONG_CONTEXT]
    label = [one.outcome for one in assessment.block("label")]
    if Outcome.STOP in label or assessment.is_other_diagnosis:
        return LOOKS[Outcome.STOP]
    if assessment.overall is Overall.MEETS and Outcome.CANNOT_TELL in label:
        return LOOKS[Outcome.CANNOT_TELL]
    return VERDICT_LOOKS[assessment.overall]


def in_brief(findings: tuple[Finding, ...]) -> str:
    """How many of a block stand how, as `3 met, 1 not met, 3 cannot tell`."""
    counted = {outcome: sum(one.outcome is outcome for one in findings) for outcome in Outcome}
    return ", ".join(f"{number} {outcome.words}" for outcome, number in counted.items() if number)
