"""PDFs that come back: sheets of the base case as the program makes them, and what may have happened to them since."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf

from il2desk.app.sheet_service import SheetMaker
from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.case.case import Case
from il2desk.domain.dosing.dose_plan import plan_if_clear
from il2desk.domain.records.pdf_payload import CASE_FILE, RECORD_FILE, SHEET_FILE
from il2desk.domain.records.print_record import PrintRecord
from il2desk.domain.records.sheet_kinds import SheetKind
from il2desk.domain.values.local_settings import PaperName
from il2desk.storage.site.paths import resources
from tests.cases import NOW, a_case, judged, signed


@cache
def maker() -> SheetMaker:
    return SheetMaker(resources())


def printed(case: Case, paper: PaperName = "A4", sheet: SheetKind = SheetKind.SUMMARY, **record: object) -> bytes:
    """A sheet of that case as the program makes it at the tests' instant."""
    assessment = judged(case)
    return made(assessment, maker().record(assessment, paper, NOW).model_copy(update=record), sheet)


def made(assessment: Assessment, record: PrintRecord, sheet: SheetKind = SheetKind.SUMMARY) -> bytes:
    return maker().job(assessment, plan_if_clear(assessment), record).pdf(sheet)


@cache
def a_sheet() -> bytes:
    """The summary of the signed base case."""
    return printed(signed())


@cache
def a_draft() -> bytes:
    return printed(a_case())


def changed(raw: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
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


def merged(front: bytes, behind: bytes) -> bytes:
    """Two files as one: the pages of both, and the attachments of the first."""
    return _with_pages_of(behind, front, lambda pages, others: pages.extend(others))


def put_in_front(raw: bytes, other: bytes) -> bytes:
    """The pages of another file before those of this one, whose attachments stay."""
    return _with_pages_of(other, raw, lambda pages, others: [pages.insert(0, page) for page in reversed(others)])


def page_replaced(raw: bytes, number: int, other: bytes) -> bytes:
    """One page, counted from 1, exchanged for the same page of another file."""
    return _with_pages_of(other, raw, lambda pages, others: pages.__setitem__(number - 1, others[number - 1]))


def page_added(raw: bytes, number: int, other: bytes) -> bytes:
    """The first page of another file put in as page `number`."""
    return _with_pages_of(other, raw, lambda pages, others: pages.insert(number - 1, others[0]))


def _with_pages_of(other: bytes, raw: bytes, change: Callable[[Any, list[pikepdf.Page]], object]) -> bytes:
    with pikepdf.open(BytesIO(other)) as source:
        return changed(raw, lambda pdf: change(pdf.pages, list(source.pages)))


def painted_over(raw: bytes, number: int) -> bytes:
    """A white field over the middle of one page, counted from 1; what was drawn before is still there, underneath."""
    white = b"q 1 1 1 rg 40 300 400 200 re f Q"
    return changed(raw, lambda pdf: pdf.pages[number - 1].contents_add(white))


@cache
def of_another_patient() -> bytes:
    return printed(signed(a_case(name="Sample, Otto", identifier="EX-0099", weight="91", weight_again="91")))


OF_ANOTHER_CASE: dict[str, Callable[[], bytes]] = {
    "page 9 was added: merged": lambda: merged(a_sheet(), of_another_patient()),
    "page 1 differs: another patient in front": lambda: put_in_front(a_sheet(), of_another_patient()),
    "page 2 differs: page replaced": lambda: page_replaced(a_sheet(), 2, of_another_patient()),
    "page 3 differs: page added": lambda: page_added(a_sheet(), 3, of_another_patient()),
    "page 8 is missing: page taken out": lambda: changed(a_sheet(), lambda pdf: pdf.pages.__delitem__(-1)),
    "page 1 differs: painted over": lambda: painted_over(a_sheet(), 1),
    "page 1 differs: another case attached": lambda: carrying(a_sheet(), of_another_patient()),
}
"""Files whose pages are not those of the case they carry, by what is to be said of them and what was done."""


def carrying(raw: bytes, other: bytes) -> bytes:
    """The pages of a file with all that another one has attached."""
    for name in (CASE_FILE, RECORD_FILE, SHEET_FILE):
        raw = with_attachment(raw, name, attachment(other, name))
    return raw
