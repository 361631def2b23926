"""The patient's name and two identifiers: how each is read back, and how the patient is named across the top."""

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.assessment.facts import age_in_years
from il2desk.domain.values.invisible import trimmed
from il2desk.domain.values.parsing import Refused, echo_date, read_line

FIELDS = {"name": "Name", "identifier": "Patient identifier", "date_of_birth": "Date of birth"}
DIAGNOSIS_PAGE = "diagnosis"
LONGEST_ACROSS = 44


def read_back(field: str, assessment: Assessment) -> str:
    """A recorded field as it is understood. Raises Refused with a sentence."""
    text = getattr(assessment.case.patient, field) or ""
    if field != "date_of_birth":
        return read_line(text, FIELDS[field])
    born = assessment.readings.read_birth_date()
    age = age_in_years(born, assessment.readings.reference_day)
    return f"{echo_date(born)}, {age} years old on the reference day"


def named(assessment: Assessment) -> str:
    """The patient across the top of the window: name, identifiers, a second cycle; what is missing is said."""
    patient, parts = assessment.case.patient, list[str]()
    if not any(getattr(patient, field) for field in FIELDS):
        return "No patient named yet"
    for field, what in FIELDS.items():
        text = getattr(patient, field)
        try:
            words = read_back(field, assessment) if text and text.strip() else f"{what.lower()} not recorded"
        except Refused:
            words = f"{what.lower()} not readable"
        is_birth = field == "date_of_birth" and not words.endswith(("recorded", "readable"))
        parts.append(f"born {trimmed(text)}" if is_birth else _shortened(words))
    cycle = assessment.case.cycle.number
    return "  ·  ".join([*parts, *([f"cycle {cycle}"] if cycle > 1 else [])])


def _shortened(words: str) -> str:
    """A very long name or identifier by its beginning and end; the whole stands on its page and on paper."""
    return words if len(words) <= LONGEST_ACROSS else f"{words[: LONGEST_ACROSS - 14]} … {words[-11:]}"
