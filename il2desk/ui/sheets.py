"""Which sheets can be made of what the session holds, why the others cannot, and a sheet as it was made."""

from dataclasses import dataclass

from il2desk.domain.assessment import Assessment
from il2desk.domain.clearance import NoClearance, clear
from il2desk.domain.dosing import DosePlan
from il2desk.domain.print_record import PaperName
from il2desk.ui.session import Session

SUMMARY, CONSENT = "summary", "consent"
TITLES = {SUMMARY: "assessment and plan summary", CONSENT: "patient consent sheet"}
CONTACT = "contact_24h"
BLOCKED = (
    "An unexpected error occurred, so nothing can be shown or printed. Your entries are kept: go back, change or "
    "retype one, and the sheets are made again."
)
_BECAUSE = {
    "DRAFT": "the case is not signed",
    "WRONG CONTEXT": "the intended use is not what the guideline speaks about",
    "NO PLAN": "no plan is allowed for this case",
    "OUTSIDE": "the case is outside the guideline and no deviation is complete",
}


@dataclass(frozen=True)
class Obstacle:
    """Why a sheet cannot be made, and the local setting that would allow it, where it is that alone."""

    says: str
    setting: str | None = None


@dataclass(frozen=True)
class MadeSheet:
    """The bytes of one sheet with what they were made of."""

    name: str
    paper: PaperName
    content: bytes
    assessment: Assessment
    plan: DosePlan | None

    def is_of(self, session: Session) -> bool:
        """Whether it still shows what the session holds."""
        return (
            not session.blocked_by_error
            and self.assessment is session.assessment
            and self.assessment.case == session.case
            and self.plan is session.plan
        )

    @property
    def file_name(self) -> str:
        """A name for files and print queues, without anything recorded about the patient."""
        case = self.assessment.case
        return f"il2desk-{self.name}-{short_id(case.case_id)}-r{case.revision}"


def make(name: str, paper: PaperName, session: Session) -> MadeSheet:
    """Raises ValueError with a sentence where the sheet cannot be made."""
    assessment, plan = session.assessment, session.plan
    record = session.ports.record(assessment, paper, session.ports.now())
    content = session.ports.make_sheet(name, assessment, plan, record)
    return MadeSheet(name, paper, content, assessment, plan)


def obstacle(name: str, session: Session) -> Obstacle | None:
    """What keeps a sheet from being made; the summary can always be made."""
    if session.blocked_by_error:
        return Obstacle("Cannot be made after an unexpected error.")
    if name == SUMMARY:
        return None
    if session.plan is None:
        return Obstacle(f"Cannot be made: there is no dose plan, because {_why_no_plan(session)}.")
    if name == CONSENT and session.assessment.settings.contact_24h is None:
        return Obstacle("Cannot be made: the 24-hour contact for patients is not set.", CONTACT)
    return None


def remark(name: str, session: Session) -> str:
    """What should be known about a sheet that can be made."""
    if name == SUMMARY and session.plan is None:
        mark = session.assessment.mark or "NO PLAN"
        return f"Without a dose, marked {mark}: {_why_no_plan(session)}."
    return "For the record, with the dose." if name == SUMMARY else "For the patient to read and sign."


def short_id(case_id: str) -> str:
    return "".join(mark for mark in case_id if mark.isascii() and mark.isalnum())[:8].lower() or "case"


def _why_no_plan(session: Session) -> str:
    mark = session.assessment.mark
    if mark is not None:
        return _BECAUSE[mark]
    try:
        clear(session.assessment)
    except NoClearance as problem:
        first = problem.reasons[0].rstrip(".")
        return first[:1].lower() + first[1:]
    return "it was not computed"
