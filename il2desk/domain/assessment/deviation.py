"""A plan although a criterion is not met: one coded reason and words for each, and a second named clinician."""

from il2desk.domain.assessment.findings import Finding
from il2desk.domain.case.case import Case
from il2desk.domain.packs.guideline import Guideline
from il2desk.domain.values.names import names_someone
from il2desk.domain.values.parsing import Refused, read_line, read_text


def deviation_gaps(case: Case, guideline: Guideline, findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """What is still missing, in sentences, before the deviations are complete; empty where none is needed."""
    needed = [one for one in findings if one.deviable]
    if not needed:
        return ()
    given = {deviation.criterion: deviation for deviation in case.cycle.deviations}
    codes = {reason.id for reason in guideline.deviation_reasons}
    gaps = []
    for finding in needed:
        deviation = given.get(finding.id)
        if deviation is None or deviation.reason not in codes:
            gaps.append(f"{finding.title} ({finding.outcome.words}): choose the reason for deviating.")
        elif not _is_readable(deviation.text):
            gaps.append(f"{finding.title}: write in your own words why the plan deviates.")
    if not _is_second_named(case.cycle.second_clinician):
        gaps.append("Name the second clinician who agrees to deviate.")
    return tuple(gaps)


def _is_readable(text: str) -> bool:
    try:
        return bool(read_text(text, "Reason"))
    except Refused:
        return False


def _is_second_named(name: str | None) -> bool:
    try:
        return names_someone(read_line(name or "", "Second clinician"))
    except Refused:
        return False
