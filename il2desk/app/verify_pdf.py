"""Files that come back: opened to be shown, or held against what is made anew from what they carry."""

import re
from pathlib import Path

from il2desk import __version__
from il2desk.app.sheet_service import SheetMaker
from il2desk.domain.assessment.assessment import Packs
from il2desk.domain.checks.case_checks import unknown_ids
from il2desk.domain.dosing.dose_plan import plan_if_clear
from il2desk.domain.records.pdf_payload import PdfComparison, PdfStatus, Returned, judged_when_printed
from il2desk.domain.values.local_settings import LocalSettings
from il2desk.storage.pdf.pdf_diff import difference
from il2desk.storage.pdf.pdf_payload import read_returned
from il2desk.storage.pdf.pdf_reader import LARGEST_PDF, PdfRefused

LIMIT_OF_THIS = (
    "This finds edits, not forgers: whoever has this program can make a file that passes. Compare the set number and "
    "the case with your own record."
)


def read_pdf(file: Path) -> bytes:
    """The bytes of a PDF of bearable size. Raises PdfRefused."""
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST_PDF + 1)
    except OSError as problem:
        raise PdfRefused(f"It cannot be read ({problem.strerror}).") from problem


def open_returned(raw: bytes, packs: Packs) -> Returned:
    """What a PDF of this program carries, fit to be shown. Raises PdfRefused."""
    returned = read_returned(raw)
    for fault in unknown_ids(returned.case, packs):
        raise PdfRefused(f"The case in this PDF cannot be judged by this program: {fault}.")
    return returned


def rebuilt(returned: Returned, packs: Packs, maker: SheetMaker) -> bytes:
    """The file made anew from what it carries. Raises PaperError."""
    assessment = judged_when_printed(returned.case, returned.record, packs, LocalSettings())
    return maker.job(assessment, plan_if_clear(assessment), returned.record).pdf(returned.sheet)


def verify(raw: bytes, packs: Packs, maker: SheetMaker, kept: bytes | None = None) -> PdfComparison:
    """Hold a file against the bytes a store keeps of that printing, or else against what is made of what it carries.

    Raises PdfRefused for what cannot be read.
    """
    from il2desk.documents.model.paper import PaperError

    returned = read_returned(raw)
    if kept is not None:
        return _held_against(raw, kept, "byte for byte what the store keeps of that printing", None)
    other = _other_version(returned, packs, maker)
    for fault in unknown_ids(returned.case, packs):
        return PdfComparison(PdfStatus.NOT_COMPARED, f"{other or fault}; it cannot be made anew here")
    try:
        ours = rebuilt(returned, packs, maker)
    except PaperError as problem:
        if other:
            return PdfComparison(PdfStatus.NOT_COMPARED, other)
        return PdfComparison(PdfStatus.CHANGED, f"what it carries gives no such sheet ({str(problem).rstrip('.')})")
    return _held_against(raw, ours, "byte for byte what is made of the case and the print record in it", other)


def _held_against(raw: bytes, ours: bytes, unchanged: str, other: str | None) -> PdfComparison:
    """Pages that differ from what this version draws tell nothing of a file that says another version drew it."""
    found = difference(raw, ours)
    if found is None:
        return PdfComparison(PdfStatus.UNCHANGED, unchanged, ours)
    if not found.of_pages:
        return PdfComparison(PdfStatus.CHANGED, found.says, ours)
    return PdfComparison(PdfStatus.NOT_COMPARED, other) if other else PdfComparison(PdfStatus.CHANGED, found.says)


def _other_version(returned: Returned, packs: Packs, maker: SheetMaker) -> str | None:
    record = returned.record
    if record.program != __version__:
        return f"il2desk {_short(record.program)} made it, this is il2desk {__version__}"
    installed = {**packs.digests, **maker.digests}
    strange = sorted(name for name in record.packs if record.packs[name] != installed.get(name))
    return f"it was made with another version of {_short(strange[0])} than is installed" if strange else None


def _short(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9.+-]", "?", name[:40])
