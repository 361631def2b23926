"""Everything recorded, as it was understood and as it was typed."""

from il2desk.documents.model import blocks as b
from il2desk.documents.model.rich_text import Recorded, Words
from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.assessment.earlier_cycle import given_before
from il2desk.domain.packs.guideline import Question
from il2desk.domain.values.parsing import echo_date

NOT_RECORDED = "not recorded"


PAIRS = 2

Row = tuple[Words, Words]


def answers_grid(assessment: Assessment) -> b.Grid:
    """Each question that was asked, two to a row; "not recorded" is never left blank."""
    readings = assessment.readings
    asked = (one for one in assessment.packs.guideline.questions if readings.is_asked(one.id))
    rows = [_answer(question, assessment) for question in asked]
    every = [*rows, *_sites(assessment), *_given(assessment), *_basis(assessment), *_retiming(assessment)]
    every += [("", "")] * (-len(every) % PAIRS)
    paired = zip(*(every[at::PAIRS] for at in range(PAIRS)), strict=True)
    head = ("Question", "Answer, and as typed if different")
    return b.Grid(head * PAIRS, tuple((*left, *right) for left, right in paired), shares=(5, 9) * PAIRS, compact=True)


def _answer(question: Question, assessment: Assessment) -> Row:
    typed = assessment.case.answers.get(question.id)
    understood = assessment.readings.answer_in_words(question.id)
    if question.kind == "choice":
        return _name(question), understood
    return _name(question), _as_typed(understood, typed)


def _name(question: Question) -> str:
    return question.short[:1].upper() + question.short[1:]


def _as_typed(understood: str, typed: str | None) -> Words:
    """How it was understood, and behind it what was typed, unless that is the same."""
    if typed is None:
        return understood
    return Recorded(typed) if typed == understood else (f"{understood}; typed ", Recorded(typed))


def _sites(assessment: Assessment) -> list[Row]:
    case, readings = assessment.case, assessment.readings
    complete = {True: "complete", False: "not complete", None: NOT_RECORDED}[case.sites_complete]
    rows: list[Row] = [
        ("Involved site", _as_typed(readings.guideline.site_by_id[site.id].label, site.text or None))
        for site in case.sites
    ]
    if not rows:
        rows.append(("Involved sites", "no site listed"))
    return [*rows, ("List of sites", complete)]


def _basis(assessment: Assessment) -> list[Row]:
    cycle, basis = assessment.case.cycle, assessment.basis
    weighed = echo_date(basis.weight_date) if basis.weight_date else None
    rows = [
        _typed("Weight", basis.weight, cycle.weight),
        _typed("Weight, typed again", basis.weight, cycle.weight_again),
        _typed("Date of weighing", weighed, cycle.weight_date),
        _typed("Height", basis.height, cycle.height),
        _typed("Planned first dose", _local(assessment), cycle.first_dose),
    ]
    if cycle.weight_confirmed:
        rows.append(_typed("Weight, typed to confirm", basis.weight, cycle.weight_confirmed))
    if cycle.weight_basis:
        rows.append(("Weight basis", _as_typed("another than measured actual weight", cycle.weight_basis)))
    return rows + [("Confirmed with yes", one.replace("_", " ")) for one in cycle.confirmed]


def _given(assessment: Assessment) -> list[Row]:
    """What was given of each cycle that is over."""
    read = {given.cycle: given for given in given_before(assessment.case)}
    rows: list[Row] = []
    for number, cycle in enumerate(assessment.case.cycles[:-1], start=1):
        given = read.get(number)
        days = (given.first, given.last) if given else (None, None)
        first, last = (echo_date(day) if day else None for day in days)
        rows += [
            _typed(f"Cycle {number}, doses given", given.doses if given else None, cycle.doses_given),
            _typed(f"Cycle {number}, day of the first dose", first, cycle.first_given),
            _typed(f"Cycle {number}, day of the last dose", last, cycle.last_given),
        ]
    return rows


def _retiming(assessment: Assessment) -> list[Row]:
    """From which dose on the times were moved, to when, after which start, and why."""
    moved = assessment.case.cycle.retiming
    if moved is None:
        return []
    dose = f"dose {moved.from_dose}"
    return [
        ("Re-timed from", dose),
        (f"New start of {dose}", _recorded(moved.start, moved.start_occurrence)),
        ("Last dose given before began", _recorded(moved.last_start)),
        ("Reason for the re-timing", _recorded(moved.reason)),
    ]


def _recorded(typed: str | None, occurrence: str | None = None) -> Words:
    """As typed; of a clock time that comes twice also which one is meant."""
    if not typed:
        return NOT_RECORDED
    return (Recorded(typed), f", the {occurrence} of two") if occurrence else Recorded(typed)


def _local(assessment: Assessment) -> str | None:
    first, zone = assessment.basis.first_dose, assessment.basis.zone
    if first is None or zone is None:
        return None
    local = first.astimezone(zone)
    return f"{echo_date(local.date())} {local:%H:%M}, {zone.key}"


def _typed(what: str, understood: object, typed: str | None) -> Row:
    if typed is None:
        return what, NOT_RECORDED
    return what, _as_typed(str(understood) if understood is not None else "recorded, but not usable", typed)
