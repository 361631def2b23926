"""What a case still lacks before it can be signed, each with what it is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from il2desk.domain.assessment import earlier_cycle, retiming
from il2desk.domain.assessment.assessment import Assessment, Overall
from il2desk.domain.values.parsing import Refused, read_line


class About(Enum):
    """What a gap is in; its `name` is a question's id, a field of the patient or of the cycle, or a setting."""

    CONTEXT = "context"
    PATIENT = "patient"
    QUESTION = "question"
    SITES = "sites"
    BASIS = "basis"
    SETTING = "setting"


@dataclass(frozen=True, slots=True)
class MissingEntry:
    """A sentence, where it is put right, and whether something was entered that cannot be read."""

    says: str
    about: About
    name: str
    refused: bool = False


def unfinished(assessment: Assessment) -> tuple[MissingEntry, ...]:
    """What must still be answered before signing; "not known" is an answer, silence is not."""
    if assessment.overall is Overall.WRONG_CONTEXT:
        return (MissingEntry("The context is wrong for this guideline; there is nothing to sign.", About.CONTEXT, ""),)
    return (*_patient(assessment), *_questions(assessment), *_sites(assessment), *_basis(assessment))


def _patient(assessment: Assessment) -> Iterator[MissingEntry]:
    patient = assessment.case.patient
    for name, text, what in (
        ("name", patient.name, "Name"),
        ("identifier", patient.identifier, "Patient identifier"),
    ):
        try:
            if not read_line(text or "", what):
                yield MissingEntry(f"{what} is not recorded.", About.PATIENT, name)
        except Refused as refusal:
            yield MissingEntry(str(refusal), About.PATIENT, name, refused=True)
    born = patient.date_of_birth or ""
    if not born.strip():
        yield MissingEntry("Date of birth is not recorded.", About.PATIENT, "date_of_birth")
        return
    try:
        assessment.readings.read_birth_date()
    except Refused as refusal:
        yield MissingEntry(str(refusal), About.PATIENT, "date_of_birth", refused=True)


def _questions(assessment: Assessment) -> Iterator[MissingEntry]:
    readings = assessment.readings
    for question in readings.open_questions():
        refused = readings.refusal(question) is not None
        yield MissingEntry(readings.why_missing(question), About.QUESTION, question, refused)


def _sites(assessment: Assessment) -> Iterator[MissingEntry]:
    kinds = assessment.readings.guideline.site_by_id
    for site in assessment.case.sites:
        if not kinds[site.id].free_text:
            continue
        try:
            if not read_line(site.text or "", kinds[site.id].label):
                yield MissingEntry("Say in words which other site is involved.", About.SITES, site.id)
        except Refused as refusal:
            yield MissingEntry(str(refusal), About.SITES, site.id, refused=True)
    if assessment.case.sites_complete is None:
        yield MissingEntry("Say whether the list of involved sites is complete.", About.SITES, "sites_complete")


def _basis(assessment: Assessment) -> Iterator[MissingEntry]:
    basis = assessment.basis
    for name, says in basis.refused.items():
        yield MissingEntry(says, About.SETTING if name == "zone" else About.BASIS, name, refused=True)
    for name, says in basis.open.items():
        if assessment.seeks_plan or name.startswith((earlier_cycle.PREFIX, retiming.PREFIX)):
            yield MissingEntry(says, About.BASIS, name)
    if basis.zone is None and "zone" not in basis.refused:
        yield MissingEntry("The centre has not set its time zone.", About.SETTING, "zone")
