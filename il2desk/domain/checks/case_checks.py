"""What a loaded case must satisfy beyond its shape: known ids and readable values; a case being typed may lack both."""

from collections.abc import Callable, Iterator
from functools import partial

from il2desk.domain.assessment.assessment import Assessment, Packs
from il2desk.domain.assessment.earlier_cycle import PREFIX
from il2desk.domain.case.case import Case
from il2desk.domain.values.invisible import trimmed
from il2desk.domain.values.local_settings import LineSetting, Setting
from il2desk.domain.values.parsing import Refused, read_line, read_text

TYPED_IN_CHECK = ("name", "kilograms", "million_units")
TYPED_OF_RETIMING = ("start", "last_start", "reason")
TYPED_OF_GIVEN = ("doses_given", "first_given", "last_given")


def unknown_ids(case: Case, packs: Packs) -> Iterator[str]:
    """Ids the packs do not define, and packs that are not the installed ones, as `place: reason`."""
    for pack, digest in case.packs.items():
        if pack not in packs.digests:
            yield f"packs.{in_one_line(pack)}: this pack is not installed"
        elif packs.digests[pack] != digest:
            yield f"packs.{pack}: this version of the pack is not installed"
    unknown = (name for name in case.answers if name not in packs.guideline.question_by_id)
    yield from (f"answers.{in_one_line(name)}: unknown field" for name in unknown)
    for number, site in enumerate(case.sites):
        kind = packs.guideline.site_by_id.get(site.id)
        if kind is None:
            yield f"sites.{number}.id: unknown site"
        elif kind.free_text != bool(trimmed(site.text or "")):
            yield f"sites.{number}.text: text goes with the free-text site, and only with it"
    if not case.cycles:
        yield "cycles: a case has at least one cycle"
    for name in TYPED_OF_GIVEN:
        if getattr(case.cycle, name) is not None:
            yield f"cycles.{len(case.cycles) - 1}.{name}: what was given is told only of a cycle that is over"
    yield from _unknown_deviations(case, packs)


def _unknown_deviations(case: Case, packs: Packs) -> Iterator[str]:
    criteria = {criterion.id for criterion in packs.guideline.criteria if criterion.deviation != "never"}
    reasons = {reason.id for reason in packs.guideline.deviation_reasons}
    for cycle_number, cycle in enumerate(case.cycles):
        seen: set[str] = set()
        for number, deviation in enumerate(cycle.deviations):
            place = f"cycles.{cycle_number}.deviations.{number}"
            if deviation.criterion not in criteria:
                yield f"{place}.criterion: there is no such criterion that may be deviated from"
            elif deviation.criterion in seen:
                yield f"{place}.criterion: a second deviation for the same criterion"
            if deviation.reason not in reasons:
                yield f"{place}.reason: unknown reason"
            seen.add(deviation.criterion)


def unreadable_values(assessment: Assessment) -> Iterator[str]:
    """Values that were recorded and cannot be read, as `place: reason`."""
    case, readings = assessment.case, assessment.readings
    for name in case.answers:
        refusal = readings.refusal(name)
        if refusal:
            yield f"answers.{name}: {refusal}"
    for field, refusal in assessment.basis.refused.items():
        yield f"{_place(field, case)}: {refusal}"
    if case.patient.date_of_birth is not None:
        yield from _refusal("patient.date_of_birth", readings.read_birth_date)
    for place, text, read in _texts(case):
        yield from _refusal(place, partial(read, text, "This text"))


def _place(field: str, case: Case) -> str:
    """Where a field of the basis stands in a case file."""
    if field == "zone":
        return field
    last = len(case.cycles) - 1
    return f"cycles.{last - 1 if field.startswith(PREFIX) else last}.{field.removeprefix(PREFIX)}"


def _refusal(place: str, read: Callable[[], object]) -> Iterator[str]:
    try:
        read()
    except Refused as refused:
        yield f"{place}: {refused}"


def _texts(case: Case) -> Iterator[tuple[str, str, Callable[[str, str], str]]]:
    """Every free text that may be shown or printed, with its place and how it is read."""
    lines = {"case_id": case.case_id, "patient.name": case.patient.name, "patient.identifier": case.patient.identifier}
    lines |= {f"sites.{number}.text": site.text for number, site in enumerate(case.sites)}
    for number, signature in enumerate(case.signatures):
        lines |= {f"signatures.{number}.name": signature.name, f"signatures.{number}.role": signature.role}
    for number, check in enumerate(case.second_checks):
        lines |= {f"second_checks.{number}.{name}": getattr(check, name) for name in TYPED_IN_CHECK}
    for number, cycle in enumerate(case.cycles):
        lines[f"cycles.{number}.second_clinician"] = cycle.second_clinician
        lines |= {f"cycles.{number}.{name}": getattr(cycle, name) for name in TYPED_OF_GIVEN}
        if cycle.retiming is not None:
            where = f"cycles.{number}.retiming"
            lines |= {f"{where}.{name}": getattr(cycle.retiming, name) for name in TYPED_OF_RETIMING}
        for place, deviation in enumerate(cycle.deviations):
            yield f"cycles.{number}.deviations.{place}.text", deviation.text, read_text
    yield from ((place, text, read_line) for place, text in lines.items() if text is not None)
    for name, setting in case.settings or ():
        if isinstance(setting, Setting):
            yield f"settings.{name}.set_by", setting.set_by, read_line
            if isinstance(setting.value, str):
                yield f"settings.{name}.value", setting.value, read_line if type(setting) is LineSetting else read_text


def in_one_line(text: str, longest: int = 60) -> str:
    """A name from outside, fit for one line of a message: short, printable, ASCII."""
    shown = text if len(text) <= longest else f"{text[:longest]}..."
    return shown.encode("unicode_escape").decode("ascii")
