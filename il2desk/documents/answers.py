"""Everything recorded, as it was understood and as it was typed."""

from il2desk.documents import blocks as b
from il2desk.documents.words import Recorded, Words
from il2desk.domain.assessment import Assessment
from il2desk.domain.entry import echo_date
from il2desk.domain.guideline import Question

NOT_RECORDED = "not recorded"


def answers_grid(assessment: Assessment) -> b.Grid:
    """Each question that was asked; a choice has nothing typed, and "not recorded" is never left blank."""
    readings = assessment.readings
    asked = (one for one in assessment.packs.guideline.questions if readings.is_asked(one.id))
    rows = [_answer(question, assessment) for question in asked]
    head = ("Question", "Understood as", "As typed")
    every = (*rows, *_sites(assessment), *_basis(assessment))
    return b.Grid(head, every, shares=(5, 6, 4), compact=True)


def _answer(question: Question, assessment: Assessment) -> tuple[Words, ...]:
    typed = assessment.case.answers.get(question.id)
    understood = assessment.readings.answer_in_words(question.id)
    if question.kind == "choice":
        return _name(question), understood, ""
    words: Words = Recorded(understood) if question.kind == "text" and typed else understood
    return _name(question), words, Recorded(typed) if typed else ""


def _name(question: Question) -> str:
    return question.short[:1].upper() + question.short[1:]


def _sites(assessment: Assessment) -> list[tuple[Words, ...]]:
    case, readings = assessment.case, assessment.readings
    complete = {True: "complete", False: "not complete", None: NOT_RECORDED}[case.sites_complete]
    rows: list[tuple[Words, ...]] = [
        ("Involved site", readings.guideline.site_by_id[site.id].label, Recorded(site.text) if site.text else "")
        for site in case.sites
    ]
    if not rows:
        rows.append(("Involved sites", "no site listed", ""))
    return [*rows, ("List of sites", complete, "")]


def _basis(assessment: Assessment) -> list[tuple[Words, ...]]:
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
        rows.append(("Weight basis", "another than measured actual weight", Recorded(cycle.weight_basis)))
    return rows + [("Confirmed with yes", one.replace("_", " "), "") for one in cycle.confirmed]


def _local(assessment: Assessment) -> str | None:
    first, zone = assessment.basis.first_dose, assessment.basis.zone
    if first is None or zone is None:
        return None
    local = first.astimezone(zone)
    return f"{echo_date(local.date())} {local:%H:%M}, {zone.key}"


def _typed(what: str, understood: object, typed: str | None) -> tuple[Words, ...]:
    if typed is None:
        return what, NOT_RECORDED, ""
    return what, str(understood) if understood is not None else "recorded, but not usable", Recorded(typed)
