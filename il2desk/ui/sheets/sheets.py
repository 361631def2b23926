"""Which sheets can be made of what the session holds, why the others cannot, and a sheet as it was made."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.dosing.clearance import NoClearance, clear
from il2desk.domain.records.print_history import Printed, Printing, file_name
from il2desk.domain.records.print_record import PrintRecord
from il2desk.domain.records.sheet_kinds import SINGLE, SheetKind
from il2desk.domain.values.local_settings import PaperName
from il2desk.ui.case.session import Session

if TYPE_CHECKING:
    from il2desk.domain.dosing.dose_plan import DosePlan

BLOCKED = (
    "An unexpected error occurred, so nothing can be shown or printed. Your entries are kept: go back, change or "
    "retype one, and the sheets are made again."
)
NOT_ITS_PAGES = (
    "The pages of the PDF are not shown: they are not known to be those of this case. Start a new revision to print "
    "sheets of these entries."
)
READ_ONLY = "Read-only: shown as it was printed, and nothing is printed anew. Start a new revision for that."
_BECAUSE = {
    "DRAFT": "the case is not signed",
    "WRONG CONTEXT": "the intended use is not what the guideline speaks about",
    "NO PLAN": "no plan is allowed for this case",
    "OUTSIDE": "the case is outside the guideline and no deviation is complete",
}
_NEEDS = {
    SheetKind.ORDER: ("hold_stop_set", "the hold and stop set that counts at this centre is not chosen"),
    SheetKind.ADMINISTRATION: ("hold_stop_set", "the hold and stop set that counts at this centre is not chosen"),
    SheetKind.PHARMACY: ("dilution", "how the bag is mixed at this centre is not chosen"),
    SheetKind.CONSENT: ("contact_24h", "the 24-hour contact for patients is not set"),
}
_FOR = {
    SheetKind.ORDER: "For the prescriber to sign and the ward to follow.",
    SheetKind.ADMINISTRATION: "For the nurse, at the bedside.",
    SheetKind.PHARMACY: "For preparing one dose after the other.",
    SheetKind.SUMMARY: "For the record, with the dose.",
    SheetKind.CONSENT: "For the patient to read and sign.",
}


@dataclass(frozen=True)
class Obstacle:
    """Why a sheet cannot be made, and the local setting that would allow it, where it is that alone."""

    says: str
    setting: str | None = None


@dataclass(frozen=True)
class MadeSheet:
    """The bytes of one sheet with what they were made of."""

    name: SheetKind
    paper: PaperName
    content: bytes
    assessment: Assessment
    plan: "DosePlan | None"
    record: PrintRecord

    def is_of(self, session: Session) -> bool:
        """Whether it still shows what the session holds."""
        return (
            not session.is_blocked
            and self.assessment is session.assessment
            and self.assessment.case == session.case
            and self.plan is session.plan
        )

    @property
    def title(self) -> str:
        return self.name.called

    @property
    def file_name(self) -> str:
        """A name for files and print queues, without anything recorded about the patient."""
        case = self.assessment.case
        return file_name(self.name, case.case_id, case.revision, self.record.copy_number)

    @property
    def as_printing(self) -> Printing:
        """What is kept of it once it is on paper."""
        case = self.assessment.case
        printed = Printed(self.name, self.title, self.file_name, self.content)
        return Printing(case.case_id, case.revision, case.cycle.number, self.record, (printed,))


def new_record(paper: PaperName, session: Session) -> PrintRecord:
    """One record for all sheets that are printed together; it replaces the last printing of the same cycle."""
    last = session.printings.last(session.case.cycle.number)
    record = session.ports.record(
        session.assessment,
        paper,
        session.ports.now(),
        person=session.person,
        replaces=last.as_replaced if last else None,
    )
    return record if session.store is None else record.model_copy(update={"journal": session.store.journal.head()})


def begin_printing(record: PrintRecord, session: Session) -> Callable[[SheetKind], MadeSheet]:
    """What makes the sheets of one printing; both raise Refusal where a sheet cannot be made."""
    assessment, plan = session.assessment, session.plan
    pdf = session.ports.print_job(assessment, plan, record)
    return lambda kind: MadeSheet(kind, record.paper, pdf(kind), assessment, plan, record)


def obstacle(name: SheetKind, session: Session) -> Obstacle | None:
    """What keeps a sheet from being made; the summary can always be made of a case that is not read-only."""
    if session.is_blocked:
        return Obstacle("Cannot be made after an unexpected error.")
    if session.viewed is not None:
        return Obstacle("Cannot be made: the case is read-only.")
    if name == SheetKind.SUMMARY:
        return None
    if session.plan is None:
        return Obstacle(f"Cannot be made: there is no dose plan, because {_why_no_plan(session)}.")
    if session.disagrees and name != SheetKind.CONSENT:
        return Obstacle("Cannot be made: the figures of the second check do not agree.")
    if name == SheetKind.SET:
        return next((found for one in SINGLE if (found := obstacle(one, session))), None)
    setting, why = _NEEDS[name]
    if getattr(session.assessment.settings, setting) is None:
        return Obstacle(f"Cannot be made: {why}.", setting)
    return None


def remark(name: SheetKind, session: Session) -> str:
    """What should be known about a sheet that can be made."""
    if name == SheetKind.SET:
        return "Cover list, then all five sheets in the order in which a ward files them."
    if name == SheetKind.SUMMARY and session.plan is None:
        mark = session.assessment.mark or "NO PLAN"
        return f"Without a dose, marked {mark}: {_why_no_plan(session)}."
    return _FOR[name]


def is_unchecked(session: Session) -> bool:
    """Whether sheets would carry a dose that no second person has checked."""
    return session.plan is not None and session.check is None


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
