"""Each question asked with its answer as understood, in the order of the steps; for screen and paper alike."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.assessment.earlier_cycle import doses_field
from il2desk.domain.assessment.facts import age_in_years
from il2desk.domain.case.case import Cycle
from il2desk.domain.packs.guideline import Question
from il2desk.domain.values.invisible import trimmed
from il2desk.domain.values.local_time import AskWhichHour, in_zone, shown_instant, shown_time
from il2desk.domain.values.parsing import (
    NumberField,
    Refused,
    echo_date,
    plain,
    read_date,
    read_line,
    read_moment,
    read_quantity,
    read_text,
)

WEIGHT = "weight"
"""The step in which weight and first dose are asked."""
PATIENT = {"name": "Name", "identifier": "Patient identifier", "date_of_birth": "Date of birth"}
NOT_RECORDED, NOT_READABLE = "not recorded", "recorded, but not readable"
TWICE = "recorded, but this clock time comes twice that day"
NOT_MEASURED = "another than measured actual weight: "


@dataclass(frozen=True, slots=True)
class Answer:
    """One question read back: its answer in words is `says`, in the program's words, and then `own`, in a person's.

    `typed` is the entry where it reads otherwise than the answer; `missing` marks what is absent or cannot be read.
    """

    step: str
    question: str
    says: str = ""
    own: str = ""
    typed: str = ""
    missing: bool = False

    @property
    def words(self) -> str:
        return self.says + self.own


def read_back(assessment: Assessment) -> tuple[Answer, ...]:
    """Every answer, in the order of the steps; what is not asked is left out."""
    guideline, readings = assessment.packs.guideline, assessment.readings
    found: list[Answer] = []
    for page in guideline.pages:
        if page.asks == "patient":
            found += (_patient(page.id, field, assessment) for field in PATIENT)
        if page.asks == "sites":
            found += _sites(page.id, assessment)
        found += (_question(one, assessment) for one in guideline.questions_on(page.id) if readings.is_asked(one.id))
    return (*found, *_earlier(assessment), *_basis(assessment), *_retiming(assessment))


def patient_in_words(field: str, assessment: Assessment) -> str:
    """A field of the patient as it is understood, the date of birth with weekday and age. Raises Refused."""
    if field != "date_of_birth":
        return read_line(getattr(assessment.case.patient, field) or "", PATIENT[field])
    born = assessment.readings.read_birth_date()
    age = age_in_years(born, assessment.readings.reference_day)
    return f"{echo_date(born)}, {age} years old on the reference day"


def _answer(step: str, question: str, typed: str | None, read: Callable[[str], str], *, is_own: bool = False) -> Answer:
    """The answer that `read` makes of typed text; with `is_own` the text itself, as `read` leaves it."""
    entry = trimmed(typed or "")
    if not entry:
        return Answer(step, question, NOT_RECORDED, missing=True)
    try:
        words = read(typed or "")
    except (Refused, AskWhichHour) as problem:
        says = NOT_READABLE if isinstance(problem, Refused) else TWICE
        return Answer(step, question, says, typed=entry, missing=True)
    if is_own:
        return Answer(step, question, own=words)
    return Answer(step, question, words, typed="" if entry == words else entry)


def _patient(page: str, field: str, assessment: Assessment) -> Answer:
    typed = getattr(assessment.case.patient, field)
    is_own = field != "date_of_birth"
    return _answer(page, PATIENT[field], typed, lambda _: patient_in_words(field, assessment), is_own=is_own)


def _question(question: Question, assessment: Assessment) -> Answer:
    readings = assessment.readings
    name, typed = question.short[:1].upper() + question.short[1:], readings.case.answers.get(question.id)
    words, value = readings.answer_in_words(question.id), readings.value(question.id)
    if isinstance(value, str):
        return Answer(question.page, name, own=value)
    entry = "" if typed is None or question.kind == "choice" else trimmed(typed)
    is_missing = typed is None or readings.refusal(question.id) is not None
    return Answer(question.page, name, words, typed="" if entry == words else entry, missing=is_missing)


def _sites(page: str, assessment: Assessment) -> Iterator[Answer]:
    case, readings = assessment.case, assessment.readings
    for site in case.sites:
        label, typed = readings.guideline.site_by_id[site.id].label, site.text or ""
        try:
            named = read_line(typed, label)
        except Refused:
            yield Answer(page, "Involved site", f"{label}: {NOT_READABLE}", typed=trimmed(typed), missing=True)
        else:
            yield Answer(page, "Involved site", f"{label}: " if named else label, own=named)
    if not case.sites:
        yield Answer(page, "Involved site", "none listed")
    complete = {True: "complete", False: "not complete", None: NOT_RECORDED}[case.sites_complete]
    yield Answer(page, "List of sites", complete, missing=case.sites_complete is None)


def _earlier(assessment: Assessment) -> Iterator[Answer]:
    """What was given of each cycle that is over."""
    for number, cycle in enumerate(assessment.case.cycles[:-1], start=1):
        doses = _figure(f"Cycle {number}, doses given", cycle.doses_given, doses_field(number, None), with_unit=False)
        yield doses
        for which, day in (("first", cycle.first_given), ("last", cycle.last_given)):
            if day or doses.words != "0":
                yield _day(f"Cycle {number}, day of the {which} dose", day, assessment)


def _basis(assessment: Assessment) -> Iterator[Answer]:
    cycle, basis, gates = assessment.case.cycle, assessment.basis, assessment.packs.product.gates
    weight, height = gates.weight.number_field, gates.height.number_field
    yield _figure("Weight", cycle.weight, weight)
    yield _figure("Weight, typed again", cycle.weight_again, weight)
    if cycle.weight_confirmed:
        yield _figure("Weight, typed to confirm", cycle.weight_confirmed, weight)
    yield _day("Date of weighing", cycle.weight_date, assessment)
    if cycle.weight_basis:
        own = _answer(WEIGHT, "Weight basis", cycle.weight_basis, lambda text: read_text(text, ""), is_own=True)
        yield own if own.missing else Answer(WEIGHT, own.question, NOT_MEASURED, own.own)
    yield _figure("Height", cycle.height, height)
    if basis.body_mass_index is not None:
        yield Answer(WEIGHT, "Body-mass index", gates.body_mass_index.shown(basis.body_mass_index))
    yield _moment("Planned first dose", cycle.first_dose, cycle.first_dose_occurrence, basis.zone)
    yield from _confirmed(cycle)


def _confirmed(cycle: Cycle) -> Iterator[Answer]:
    return (Answer(WEIGHT, "Confirmed with yes", one.replace("_", " ")) for one in cycle.confirmed)


def _retiming(assessment: Assessment) -> Iterator[Answer]:
    """From which dose on the times were moved, to when, after which start, and why."""
    moved, zone = assessment.case.cycle.retiming, assessment.basis.zone
    if moved is None:
        return
    dose = f"dose {moved.from_dose}"
    yield Answer(WEIGHT, "Re-timed from", dose)
    yield _moment(f"New start of {dose}", moved.start, moved.start_occurrence, zone)
    yield _moment("Last dose given before began", moved.last_start, "later", zone)
    yield _answer(WEIGHT, "Reason for the re-timing", moved.reason, lambda text: read_line(text, ""), is_own=True)


def _figure(question: str, typed: str | None, field: NumberField, *, with_unit: bool = True) -> Answer:
    def read(text: str) -> str:
        figure = read_quantity(text, field)
        return str(figure) if with_unit else plain(figure.value)

    return _answer(WEIGHT, question, typed, read)


def _day(question: str, typed: str | None, assessment: Assessment) -> Answer:
    today = assessment.readings.today
    return _answer(WEIGHT, question, typed, lambda text: echo_date(read_date(text, "", not_after=today)))


def _moment(question: str, typed: str | None, occurrence: str | None, zone: ZoneInfo | None) -> Answer:
    """A local time with its offset and zone; without these while the centre's zone is not set."""

    def read(text: str) -> str:
        local = read_moment(text, "")
        return shown_instant(in_zone(local, zone, occurrence), zone) if zone else shown_time(local)

    return _answer(WEIGHT, question, typed, read)
