"""A PDF that comes back: its case, print record and sheet, read strictly and within bounds."""

from typing import TYPE_CHECKING, TypeVar

from il2desk.domain.case.case import Case, case_digest
from il2desk.domain.checks.case_checks import in_one_line
from il2desk.domain.records.pdf_payload import (
    CASE_FILE,
    RECORD_FILE,
    SHEET_FILE,
    STAMP_FILE,
    PrintStamp,
    Returned,
    SheetInFile,
    record_digest,
)
from il2desk.domain.records.print_record import PrintRecord
from il2desk.domain.values.model_base import Strict
from il2desk.storage.files.case_file import CaseRefused, OtherSchema, parse_strictly
from il2desk.storage.pdf.pdf_reader import DAMAGED, PdfRefused, inflated, opened

if TYPE_CHECKING:
    from pikepdf import Object, Pdf, Stream

Record = TypeVar("Record", bound=Strict)
LARGEST_ATTACHED = 200_000  # a page is looked for in vain for long texts, in time that grows with their square
MOST_FILES, DEEPEST_TREE = 50, 3
NOT_OURS = (
    "This PDF carries no case of il2desk: another program made it, or its attachments were taken out. "
    "Open a PDF that il2desk saved."
)


def read_returned(raw: bytes) -> Returned:
    """What the PDF in these bytes carries. Raises PdfRefused with a sentence."""
    with opened(raw) as pdf:
        attached = _attached(pdf)
        if STAMP_FILE in attached and CASE_FILE not in attached:
            raise PdfRefused(_consent_alone(_parsed(PrintStamp, attached, STAMP_FILE)))
        if attached.keys().isdisjoint({CASE_FILE, RECORD_FILE, SHEET_FILE}):
            raise PdfRefused(NOT_OURS)
        case = _parsed(Case, attached, CASE_FILE)
        record = _parsed(PrintRecord, attached, RECORD_FILE)
        which = _parsed(SheetInFile, attached, SHEET_FILE)
    if record.case != case_digest(case) or which.record != record_digest(record):
        raise PdfRefused(
            "The case in this PDF is not the one its pages were printed from: an attachment was changed or exchanged. "
            "Take another copy of the file."
        )
    return Returned(case, record, which.sheet)


def is_sheet_of(raw: bytes, case: Case) -> bool:
    """Whether a PDF says it is of this revision of this case of this patient; a consent sheet alone names no patient.

    Raises PdfRefused.
    """
    with opened(raw) as pdf:
        attached = _attached(pdf)
        if STAMP_FILE in attached:
            stamp = _parsed(PrintStamp, attached, STAMP_FILE)
            return (stamp.case_id, stamp.revision) == (case.case_id, case.revision)
        if CASE_FILE not in attached:
            raise PdfRefused(NOT_OURS)
        carried = _parsed(Case, attached, CASE_FILE)
    return _whose(carried) == _whose(case)


def _whose(case: Case) -> tuple[object, ...]:
    return case.case_id, case.revision, case.patient.identifier, case.patient.date_of_birth


def _consent_alone(stamp: PrintStamp) -> str:
    return (
        f"This is a consent sheet saved alone, of case {in_one_line(stamp.case_id)}, revision {stamp.revision}; "
        "because it leaves the house it carries no case. Open another sheet of that case."
    )


def _parsed(shape: type[Record], attached: "dict[str, Stream]", name: str) -> Record:
    if name not in attached:
        raise PdfRefused(f"The attachment {name} of this PDF is missing. Take another copy of the file.")
    try:
        return parse_strictly(shape, inflated(attached[name], LARGEST_ATTACHED))
    except OtherSchema as newer:
        raise PdfRefused(
            f"The attachment {name} of this PDF is of another version ({newer.found}) than this program reads. "
            "Open it with the il2desk that made it, or a newer one."
        ) from newer
    except CaseRefused as refusal:
        raise PdfRefused(f"The attachment {name} of this PDF is damaged: {refusal}.") from refusal


def _attached(pdf: "Pdf") -> "dict[str, Stream]":
    """The embedded files by name; their tree is walked by hand, because a hostile one may have no end."""
    import pikepdf

    names = pdf.Root.get("/Names")
    tree = names.get("/EmbeddedFiles") if isinstance(names, pikepdf.Dictionary) else None
    found: dict[str, Stream] = {}
    if not isinstance(tree, pikepdf.Dictionary):
        return found
    for name, file in _leaves(tree, DEEPEST_TREE):
        if name in found or len(found) >= MOST_FILES:
            raise PdfRefused(DAMAGED)
        inside = file.get("/EF") if isinstance(file, pikepdf.Dictionary) else None
        stream = inside.get("/F") if isinstance(inside, pikepdf.Dictionary) else None
        if not isinstance(stream, pikepdf.Stream):
            raise PdfRefused(DAMAGED)
        found[name] = stream
    return found


def _leaves(tree: "Object", depth: int) -> "list[tuple[str, Object]]":
    pairs = list(tree.get("/Names", ()))
    kids = list(tree.get("/Kids", ()))
    if depth == 0 or len(kids) > MOST_FILES or len(pairs) > 2 * MOST_FILES:
        raise PdfRefused(DAMAGED)
    leaves = [(str(name), file) for name, file in zip(pairs[::2], pairs[1::2], strict=True)]
    for kid in kids:
        leaves += _leaves(kid, depth - 1)
    return leaves
