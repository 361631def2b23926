"""The files attached to a PDF: its case, its print record and which sheet it is; less in a consent sheet."""

from typing import Literal

from il2desk.documents.model.paper import Attachment
from il2desk.domain.case.case import Case, canonical
from il2desk.domain.records.pdf_payload import (
    CASE_FILE,
    RECORD_FILE,
    SHEET_FILE,
    STAMP_FILE,
    PrintStamp,
    SheetInFile,
    record_digest,
)
from il2desk.domain.records.print_record import PrintRecord
from il2desk.domain.records.sheet_kinds import SheetKind


def attachments_of(sheet: SheetKind, case: Case, record: PrintRecord) -> tuple[Attachment, ...]:
    """The attachments of a sheet made from a case as it was judged, and from a print record."""
    if sheet is SheetKind.CONSENT:
        stamp = PrintStamp(case_id=case.case_id, revision=case.revision, digest=record.case)
        return (_attached(STAMP_FILE, "The number of the case this sheet was made for", "Data", canonical(stamp)),)
    which = SheetInFile(sheet=sheet, record=record_digest(record))
    return (
        _attached(CASE_FILE, "The case this file was made from", "Source", canonical(case)),
        _attached(RECORD_FILE, "The record of this printing", "Data", canonical(record)),
        _attached(SHEET_FILE, "Which sheet this file is", "Data", canonical(which)),
    )


def _attached(name: str, description: str, relationship: Literal["Source", "Data"], text: str) -> Attachment:
    return Attachment(name, description, "application/json", relationship, text.encode())
