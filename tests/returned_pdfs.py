"""PDFs that come back: sheets of the base case as the program makes them, and what may have happened to them since."""

from collections.abc import Callable
from functools import cache
from io import BytesIO

import pikepdf

from il2desk.domain.assessment import Assessment
from il2desk.domain.case import Case
from il2desk.domain.dosing import plan_if_clear
from il2desk.domain.print_record import PrintRecord
from il2desk.domain.returned import CASE_FILE, SheetName
from il2desk.domain.settings import PaperName
from il2desk.sheet_maker import SheetMaker
from il2desk.storage.places import resources
from tests.cases import NOW, a_case, judged, signed


@cache
def maker() -> SheetMaker:
    return SheetMaker(resources())


def printed(case: Case, paper: PaperName = "A4", sheet: SheetName = "summary", **record: object) -> bytes:
    """A sheet of that case as the program makes it at the tests' instant."""
    assessment = judged(case)
    return made(assessment, maker().record(assessment, paper, NOW).model_copy(update=record), sheet)


def made(assessment: Assessment, record: PrintRecord, sheet: SheetName = "summary") -> bytes:
    return maker().pdf(sheet, assessment, plan_if_clear(assessment), record)


@cache
def a_sheet() -> bytes:
    """The summary of the signed base case."""
    return printed(signed())


@cache
def a_draft() -> bytes:
    return printed(a_case())


def changed(raw: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The file after a change, saved by another program."""
    target = BytesIO()
    with pikepdf.open(BytesIO(raw)) as pdf:
        change(pdf)
        pdf.save(target)
    return target.getvalue()


def with_attachment(raw: bytes, name: str, content: bytes) -> bytes:
    """The file with one attachment's content exchanged, or a new one added."""

    def exchange(pdf: pikepdf.Pdf) -> None:
        if name in pdf.attachments:
            del pdf.attachments[name]
        pdf.attachments[name] = content

    return changed(raw, exchange)


def attachment(raw: bytes, name: str = CASE_FILE) -> bytes:
    with pikepdf.open(BytesIO(raw)) as pdf:
        return bytes(pdf.attachments[name].get_file().read_bytes())
