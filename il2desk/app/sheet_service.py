"""From an assessment and a print record to the bytes of a sheet; the same case and record give the same bytes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING

from il2desk import __version__
from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.case.case import case_digest
from il2desk.domain.dosing.dose_plan import plan_if_clear
from il2desk.domain.records.pdf_payload import judged_when_printed, printed_day
from il2desk.domain.records.print_record import PrintRecord, as_judged
from il2desk.domain.records.sheet_kinds import SINGLE, SheetKind

if TYPE_CHECKING:
    from il2desk.documents.model.report import Report
    from il2desk.documents.sections.provenance import Imprint
    from il2desk.domain.dosing.dose_plan import DosePlan
    from il2desk.domain.packs.body_outline import Body
    from il2desk.domain.packs.reference import ConsentWording, Library
    from il2desk.domain.records.print_record import PrintRecord, Replaced
    from il2desk.domain.values.local_settings import PaperName


class SheetMaker:
    """Makes sheets from what is under `resources`; what paper needs is read when the first sheet is made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.one_at_a_time = Lock()  # a file that came back may be held against its case beside the window

    @cached_property
    def library(self) -> "Library":
        from il2desk.storage.packs.reference import load_library

        return load_library(self.folder / "reference")

    @cached_property
    def consent(self) -> "ConsentWording":
        from il2desk.storage.packs.reference import load_consent

        return load_consent(self.folder / "consent" / "en.toml", self.library.figures)

    @cached_property
    def body(self) -> "Body":
        from il2desk.storage.packs.body_outline import load_body

        return load_body(self._body_file)

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """SHA-256 by id of everything a sheet is made with beside the packs its case was judged with."""
        told = {pack.id: pack.digest for pack in (*self.library.packs, self.consent)}
        return MappingProxyType({**told, "body": sha256(self._body_file.read_bytes()).hexdigest()})

    @property
    def _body_file(self) -> Path:
        return self.folder / "pictures" / "body.toml"

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
        again = replaces is not None and replaces.revision == assessment.case.revision
        return PrintRecord(
            case=case_digest(as_judged(assessment)),
            instant=printed.isoformat(timespec="seconds"),
            person=person,
            copy_number=replaces.copy_number + 1 if replaces and again else 1,
            replaces=replaces,
            program=__version__,
            packs={**assessment.packs.digests, **self.digests},
            paper=paper,
        )

    def library_for(self, assessment: Assessment) -> "Library":
        """The library with the centre's own hold and stop set, where that is the operative one. Raises PackRefused."""
        from il2desk.storage.packs.own_hold_stop_set import OWN, own_hold_stop_set

        settings = assessment.settings
        own, chosen = settings.own_hold_stop_set, settings.hold_stop_set
        if own is None or chosen is None or chosen.value != OWN:
            return self.library
        sets = {**self.library.sets, OWN: own_hold_stop_set(own.value)}
        return replace(self.library, sets=MappingProxyType(sets))

    def job(self, assessment: Assessment, plan: "DosePlan | None", record: "PrintRecord") -> "PrintJob":
        """One printing of a case as it is judged and planned.

        Raises PaperError where the record is of another case, or where the day of printing gives another plan.
        """
        return PrintJob(self, assessment, plan, record)


class PrintJob:
    """Every file of one printing: its case is judged once, on the record's day, and each report is made once.

    The same case and record give the same bytes, whichever file is made first.
    """

    def __init__(
        self, sheets: SheetMaker, assessment: Assessment, plan: "DosePlan | None", record: "PrintRecord"
    ) -> None:
        from il2desk.documents.model.paper import SheetWithheld

        self._case = as_judged(assessment)
        if record.case != case_digest(self._case):
            raise SheetWithheld("The case was changed since this print record was made; print it anew.")
        self._sheets, self._record = sheets, record
        if assessment.case != self._case or assessment.seen_on != printed_day(record, assessment.basis.zone):
            assessment = judged_when_printed(self._case, record, assessment.packs, assessment.settings)
        self._assessment = assessment
        self._plan = plan_if_clear(assessment)
        if (plan and plan.units) != (self._plan and self._plan.units):
            raise SheetWithheld("The dose shown is not the one of the day of printing; look at the case again first.")
        self._reports: dict[SheetKind, Report] = {}

    def pdf(self, sheet: SheetKind) -> bytes:
        """The bytes of a sheet or of the whole set. Raises PaperError with a sentence where it cannot be made."""
        from il2desk.documents.model.paper import Paper
        from il2desk.documents.pdf.attachments import attachments_of
        from il2desk.documents.pdf.render import to_pdf

        attached = attachments_of(sheet, self._case, self._record)
        with self._sheets.one_at_a_time:
            paper, fonts = Paper[self._record.paper.upper()], self._sheets.folder / "fonts"
            return to_pdf(self.reports(sheet), paper, fonts, attached)

    def reports(self, sheet: SheetKind) -> "tuple[Report, ...]":
        """The sheets of one PDF: a single one, or the cover list and the whole set in the order a ward files it."""
        from il2desk.documents.sheets.cover import cover_sheet

        if sheet is not SheetKind.SET:
            return (self._report(sheet),)
        plan = self._plan_for(sheet)
        inside = tuple(self._report(one) for one in SINGLE)
        return (cover_sheet(plan, inside, self._imprint), *inside)

    def _report(self, sheet: SheetKind) -> "Report":
        if sheet not in self._reports:
            self._reports[sheet] = self._made(sheet)
        return self._reports[sheet]

    def _made(self, sheet: SheetKind) -> "Report":
        from il2desk.documents.sheets import administration, consent, order, pharmacy, summary

        library, made, assets = self._library, self._imprint, self._sheets
        if sheet is SheetKind.SUMMARY:
            return summary.summary_sheet(self._assessment, self._plan, library, made, assets.body)
        plan = self._plan_for(sheet)
        match sheet:
            case SheetKind.ORDER:
                return order.order_sheet(plan, library, made)
            case SheetKind.PHARMACY:
                return pharmacy.pharmacy_sheet(plan, made)
            case SheetKind.ADMINISTRATION:
                return administration.administration_sheet(plan, library, made)
            case _:
                return consent.consent_sheet(plan.clearance, assets.consent, library, made)

    def _plan_for(self, sheet: SheetKind) -> "DosePlan":
        from il2desk.documents.model.paper import SheetWithheld

        if self._plan is None:
            raise SheetWithheld(f"The {sheet.called} is made only for a signed case with a plan.")
        return self._plan

    @cached_property
    def _library(self) -> "Library":
        return self._sheets.library_for(self._assessment)

    @cached_property
    def _imprint(self) -> "Imprint":
        from il2desk.documents.sections.provenance import imprint

        return imprint(self._assessment, self._library, self._record)
