"""How the patient is named across the top of the window."""

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.assessment.read_back import PATIENT, patient_in_words
from il2desk.domain.values.invisible import trimmed
from il2desk.domain.values.parsing import Refused

LONGEST_ACROSS = 44


def named(assessment: Assessment) -> str:
    """The patient across the top of the window: name, identifiers, a second cycle; what is missing is said."""
    patient, parts = assessment.case.patient, list[str]()
    if not any(getattr(patient, field) for field in PATIENT):
        return "No patient named yet"
    for field, what in PATIENT.items():
        text = getattr(patient, field)
        try:
            words = patient_in_words(field, assessment) if text and text.strip() else f"{what.lower()} not recorded"
        except Refused:
            words = f"{what.lower()} not readable"
        is_birth = field == "date_of_birth" and not words.endswith(("recorded", "readable"))
        parts.append(f"born {trimmed(text)}" if is_birth else _shortened(words))
    cycle = assessment.case.cycle.number
    return "  ·  ".join([*parts, *([f"cycle {cycle}"] if cycle > 1 else [])])


def _shortened(words: str) -> str:
    """A very long name or identifier by its beginning and end; the whole stands on its page and on paper."""
    return words if len(words) <= LONGEST_ACROSS else f"{words[: LONGEST_ACROSS - 14]} … {words[-11:]}"
