"""What a loaded case must satisfy beyond its shape: known ids and readable values; a case being typed may lack both."""

from collections.abc import Iterator

from il2desk.domain.assessment import Assessment, Packs
from il2desk.domain.case import Case
from il2desk.domain.entry import Refused, read_date, read_line, read_text


def unknown_ids(case: Case, packs: Packs) -> Iterator[str]:
    """Ids the packs do not define, and packs that are not the installed ones, as `place: reason`."""
    for pack, digest in case.packs.items():
        if packs.digests.get(pack) != digest:
            yield f"packs.{pack}: this version of the pack is not installed"
    yield from (f"answers.{name}: unknown field" for name in case.answers if name not in packs.guideline.question_by_id)
    for number, site in enumerate(case.sites):
        kind = packs.guideline.site_by_id.get(site.id)
        if kind is None:
            yield f"sites.{number}.id: unknown site"
        elif kind.free_text != bool(site.text and site.text.strip()):
            yield f"sites.{number}.text: text goes with the free-text site, and only with it"
    criteria = {criterion.id for criterion in packs.guideline.criteria}
    for number, deviation in enumerate(case.cycle.deviations):
        if deviation.criterion not in criteria:
            yield f"cycles.{len(case.cycles) - 1}.deviations.{number}.criterion: unknown criterion"
    if not case.cycles:
        yield "cycles: a case has at least one cycle"


def unreadable_values(assessment: Assessment) -> Iterator[str]:
    """Values that were recorded and cannot be read, as `place: reason`."""
    case, readings = assessment.case, assessment.readings
    for name in case.answers:
        refusal = readings.refusal(name)
        if refusal:
            yield f"answers.{name}: {refusal}"
    for field, refusal in assessment.basis.refused.items():
        yield f"{'zone' if field == 'zone' else f'cycles.{len(case.cycles) - 1}.{field}'}: {refusal}"
    try:
        read_line(case.patient.name or "", "Name")
        read_line(case.patient.identifier or "", "Patient identifier")
        if case.patient.date_of_birth is not None:
            read_date(case.patient.date_of_birth, "Date of birth", not_after=readings.today)
        for site in case.sites:
            read_line(site.text or "", "Site")
        for deviation in case.cycle.deviations:
            read_text(deviation.text, "Reason for deviating")
    except Refused as refused:
        yield f"patient, sites or deviations: {refused}"
