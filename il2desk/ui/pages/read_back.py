"""Every question with its answer as understood, in the order of the steps, for the last look before signing."""

from collections.abc import Mapping

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.dosing.schedule import shown_time
from il2desk.domain.values.formatting import rounded
from il2desk.domain.values.parsing import NumberField, Refused, echo_date, read_line, read_quantity
from il2desk.ui.case.patient import DIAGNOSIS_PAGE, FIELDS, read_back
from il2desk.ui.case.steps import ORGANS_PAGE, WEIGHT

Answers = tuple[tuple[str, str, bool], ...]
NOT_RECORDED, NOT_READABLE = "not recorded", "recorded, but not readable"


def all_answers(assessment: Assessment) -> Mapping[str, Answers]:
    """By step: question, answer in words, and whether it is missing or not readable."""
    readings, guideline = assessment.readings, assessment.packs.guideline
    found: dict[str, Answers] = {}
    for page in guideline.pages:
        rows = [
            (question.short, readings.answer_in_words(question.id))
            for question in guideline.questions_on(page.id)
            if readings.is_asked(question.id)
        ]
        before = _made_by_hand(page.id, assessment)
        found[page.id] = _marked([*before, *rows])
    found[WEIGHT] = _marked(_weight(assessment))
    return found


def _made_by_hand(page: str, assessment: Assessment) -> list[tuple[str, str]]:
    if page == DIAGNOSIS_PAGE:
        return [(what, _patient(field, assessment)) for field, what in FIELDS.items()]
    if page == ORGANS_PAGE:
        complete = {True: "yes", False: "no", None: NOT_RECORDED}[assessment.case.sites_complete]
        return [("Involved sites", _sites(assessment)), ("List complete", complete)]
    return []


def _patient(field: str, assessment: Assessment) -> str:
    text = getattr(assessment.case.patient, field)
    if not text or not text.strip():
        return NOT_RECORDED
    try:
        return read_back(field, assessment)
    except Refused:
        return NOT_READABLE


def _sites(assessment: Assessment) -> str:
    names = []
    for site in assessment.case.sites:
        try:
            read_line(site.text or "", "Site")
            names.append(assessment.readings.site_words(site))
        except Refused:
            names.append(NOT_READABLE)
    return ", ".join(names) or "none listed"


def _weight(assessment: Assessment) -> list[tuple[str, str]]:
    basis, cycle, gates = assessment.basis, assessment.case.cycle, assessment.packs.product.gates
    first = NOT_RECORDED if not cycle.first_dose else NOT_READABLE
    if basis.first_dose and basis.zone:
        local = basis.first_dose.astimezone(basis.zone)
        first = f"{echo_date(local.date())} {local:%H:%M} {local.isoformat()[-6:]}"
    rows = [
        ("Weight", _figure(cycle.weight, gates.weight.number_field)),
        ("Weight, second time", _figure(cycle.weight_again, gates.weight.number_field)),
        ("Date of weighing", echo_date(basis.weight_date) if basis.weight_date else _raw(cycle.weight_date)),
        ("Height", _figure(cycle.height, gates.height.number_field)),
        ("First dose", first),
    ]
    if cycle.weight_basis:
        rows.insert(3, ("Weight basis", cycle.weight_basis if "weight_basis" not in basis.refused else NOT_READABLE))
    if basis.body_mass_index is not None:
        rows.append(("Body-mass index", rounded(basis.body_mass_index, 1)))
    return [*_given(assessment), *rows, *_retimed(assessment)]


def _given(assessment: Assessment) -> list[tuple[str, str]]:
    if len(assessment.case.cycles) < 2:
        return []
    given, before = assessment.basis.given, assessment.case.cycles[-2]
    missing = NOT_READABLE if before.doses_given else NOT_RECORDED
    return [("Given before", given.in_words if given else missing)]


def _retimed(assessment: Assessment) -> list[tuple[str, str]]:
    retiming, moved, zone = assessment.case.cycle.retiming, assessment.basis.new_start, assessment.basis.zone
    if retiming is None:
        return []
    if moved is None or zone is None:
        return [("Re-timed", NOT_READABLE)]
    start, last = shown_time(moved.start.astimezone(zone)), shown_time(moved.last_start.astimezone(zone))
    return [
        ("Re-timed", f"dose {moved.from_dose} and those after it, from {start}"),
        ("Last dose given began", last),
        ("Reason for re-timing", moved.reason),
    ]


def _figure(text: str | None, field: NumberField) -> str:
    if not text:
        return NOT_RECORDED
    try:
        return str(read_quantity(text, field))
    except Refused:
        return NOT_READABLE


def _raw(text: str | None) -> str:
    return NOT_READABLE if text else NOT_RECORDED


def _marked(rows: list[tuple[str, str]]) -> Answers:
    return tuple((question, answer, answer in {NOT_RECORDED, NOT_READABLE}) for question, answer in rows)
