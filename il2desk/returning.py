"""Files that come back: opened to be shown, or held against what is made anew from what they carry."""

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from il2desk import __version__
from il2desk.domain.assessment import Packs
from il2desk.domain.case_check import unknown_ids
from il2desk.domain.dosing import plan_if_clear
from il2desk.domain.returned import Returned, judged_when_printed
from il2desk.domain.settings import LocalSettings
from il2desk.sheet_maker import SheetMaker
from il2desk.storage.comparison import difference
from il2desk.storage.pdf_streams import LARGEST_PDF, PdfRefused
from il2desk.storage.returned import read_returned

LIMIT_OF_THIS = (
    "This finds edits, not forgers: whoever has this program can make a file that passes. Compare the set number and "
    "the case with your own record."
)


class Standing(Enum):
    """What became of a file since it was made."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    OTHER_VERSION = "made by another version"


@dataclass(frozen=True, slots=True)
class Verified:
    """How a file compares with what this program makes of the case and record in it; `says` is a sentence."""

    standing: Standing
    says: str


def read_pdf(file: Path) -> bytes:
    """The bytes of a PDF of bearable size. Raises PdfRefused."""
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST_PDF + 1)
    except OSError as problem:
        raise PdfRefused(f"It cannot be read ({problem.strerror}).") from problem


def open_returned(raw: bytes, packs: Packs) -> Returned:
    """What a PDF of this program carries, fit to be shown. Raises ValueError with a sentence."""
    returned = read_returned(raw)
    for fault in unknown_ids(returned.case, packs):
        raise PdfRefused(f"The case in this PDF cannot be judged by this program: {fault}.")
    return returned


def rebuilt(returned: Returned, packs: Packs, maker: SheetMaker) -> bytes:
    """The file made anew from what it carries. Raises PaperError."""
    assessment = judged_when_printed(returned.case, returned.record, packs, LocalSettings())
    return maker.pdf(returned.sheet, assessment, plan_if_clear(assessment), returned.record)


def verify(raw: bytes, packs: Packs, maker: SheetMaker) -> Verified:
    """Hold a file against the one made anew from what it carries. Raises PdfRefused for what cannot be read."""
    from il2desk.documents.printing import PaperError

    returned = read_returned(raw)
    other = _other_version(returned, packs, maker)
    for fault in unknown_ids(returned.case, packs):
        return Verified(
            Standing.OTHER_VERSION, f"{other or fault}; it cannot be made anew here, so no page is compared"
        )
    try:
        ours = rebuilt(returned, packs, maker)
    except PaperError as problem:
        says = f"what it carries gives no such sheet ({str(problem).rstrip('.')})"
        return Verified(Standing.OTHER_VERSION if other else Standing.CHANGED, f"{other}; {says}" if other else says)
    if ours == raw:
        return Verified(Standing.UNCHANGED, "byte for byte what is made of the case and the print record in it")
    if other:
        return Verified(Standing.OTHER_VERSION, f"{other}; {_texts_compared(raw, ours, returned.record.program)}")
    return Verified(Standing.CHANGED, difference(raw, ours) or "it differs")


def _other_version(returned: Returned, packs: Packs, maker: SheetMaker) -> str | None:
    record = returned.record
    if record.program != __version__:
        return f"il2desk {_short(record.program)} made it, this is il2desk {__version__}"
    installed = {**packs.digests, **maker.digests}
    strange = sorted(name for name in record.packs if record.packs[name] != installed.get(name))
    return f"it was made with another version of {_short(strange[0])} than is installed" if strange else None


def _short(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9.+-]", "?", name[:40])


def _texts_compared(raw: bytes, ours: bytes, program: str) -> str:
    """Whether the pages read alike, but for the versions at their foot, which cannot."""
    theirs, own = ([_without_versions(text, program) for text in page_texts(content)] for content in (raw, ours))
    for number, (one, other) in enumerate(zip(theirs, own, strict=False), start=1):
        if one != other:
            return f"page {number} is the first that reads otherwise than this version writes it"
    if len(theirs) != len(own):
        return f"it has {len(theirs)} pages, this version makes {len(own)}; those it has read alike"
    return "every page reads as this version writes it"


def _without_versions(text: str, program: str) -> str:
    plain = " ".join(text.split())
    for version in (program, __version__):
        plain = plain.replace(f"il2desk {version}", "il2desk")
    return re.sub(r"\S+ \([0-9a-f]{8}\)", "()", plain)


def page_texts(raw: bytes) -> list[str]:
    """The text of every page, as a viewer copies it."""
    from PySide6.QtCore import QBuffer
    from PySide6.QtPdf import QPdfDocument

    buffer = QBuffer()
    buffer.setData(raw)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    texts = [document.getAllText(page).text() for page in range(document.pageCount())]
    document.close()
    return texts
