"""From an assessment and a print record to the bytes of a sheet; the same case and record give the same bytes."""

from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from il2desk import __version__
from il2desk.domain.assessment import Assessment

if TYPE_CHECKING:
    from il2desk.documents.report import Report
    from il2desk.domain.dosing import DosePlan
    from il2desk.domain.print_record import PaperName, PrintRecord, Replaced
    from il2desk.domain.reference import ConsentWording, Library, Pack


class SheetMaker:
    """Makes sheets from what is under `resources`; what paper needs is read when the first sheet is made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def library(self) -> "Library":
        from il2desk.storage.reference import load_library

        return load_library(self.folder / "reference")

    @cached_property
    def consent(self) -> "ConsentWording":
        from il2desk.storage.reference import load_consent

        return load_consent(self.folder / "consent" / "en.toml", self.library.figures)

    @property
    def packs(self) -> "tuple[Pack, ...]":
        """The packs a sheet refers to beside those it was judged with."""
        return (*self.library.packs, self.consent)

    def record(
        self,
        assessment: Assessment,
        paper: "PaperName",
        printed: datetime,
        *,
        person: str | None = None,
        replaces: "Replaced | None" = None,
    ) -> "PrintRecord":
        """The record of a printing; its copy number follows the one it replaces of the same revision."""
        from il2desk.domain.print_record import PrintRecord, as_judged, case_digest

        again = replaces is not None and replaces.revision == assessment.case.revision
        return PrintRecord(
            case=case_digest(as_judged(assessment)),
            instant=printed.isoformat(timespec="seconds"),
            person=person,
            copy_number=replaces.copy_number + 1 if replaces and again else 1,
            replaces=replaces,
            program=__version__,
            packs={**assessment.packs.digests, **{pack.id: pack.digest for pack in self.packs}},
            paper=paper,
        )

    def report(self, sheet: str, assessment: Assessment, plan: "DosePlan | None", record: "PrintRecord") -> "Report":
        """What a sheet says. Raises PaperError with a sentence where it cannot be made."""
        from il2desk.documents.consent import consent_sheet
        from il2desk.documents.imprint import imprint
        from il2desk.documents.printing import SheetWithheld
        from il2desk.documents.summary import summary_sheet

        made = imprint(assessment, self.library, record)
        if sheet == "summary":
            return summary_sheet(assessment, plan, self.library, made)
        if plan is None:
            raise SheetWithheld("The consent sheet is made only for a signed case with a plan.")
        return consent_sheet(plan.clearance, self.consent, self.library, made)

    def pdf(self, sheet: str, assessment: Assessment, plan: "DosePlan | None", record: "PrintRecord") -> bytes:
        """The bytes of a sheet as its record says, judged on the record's day: the same for the same case and record.

        Raises PaperError where the record is of another case, or where that day's plan is not the one shown.
        """
        from il2desk.documents.attachments import attachments_of
        from il2desk.documents.printing import Paper, SheetWithheld, to_pdf
        from il2desk.domain.dosing import plan_if_clear
        from il2desk.domain.print_record import as_judged, case_digest
        from il2desk.domain.returned import judged_when_printed

        case = as_judged(assessment)
        if record.case != case_digest(case):
            raise SheetWithheld("The case was changed since this print record was made; print it anew.")
        then = judged_when_printed(case, record, assessment.packs, assessment.settings)
        planned = plan_if_clear(then)
        if (plan and plan.units) != (planned and planned.units):
            raise SheetWithheld("The dose shown is not the one of the day of printing; look at the case again first.")
        report = self.report(sheet, then, planned, record)
        attached = attachments_of(sheet, case, record)  # type: ignore[arg-type]
        return to_pdf((report,), Paper[record.paper.upper()], self.folder / "fonts", attached)
