"""The sheets of a case by its number, as one file."""

from functools import cache

from il2desk.documents.consent import consent_sheet
from il2desk.documents.imprint import imprint
from il2desk.documents.printing import Paper, to_pdf
from il2desk.documents.report import Report
from il2desk.documents.summary import summary_sheet
from tests.cases import NOW, a_record
from tests.documents.desk import Desk
from tests.documents.pdf_text import FONTS
from tests.random_cases import random_case


@cache
def _desk() -> Desk:
    return Desk()


def reports_of(number: int) -> tuple[Report, ...]:
    """Every sheet that can be made of that case."""
    one, desk = random_case(number), _desk()
    made = imprint(one.assessment, desk.library, a_record(one.assessment, "A4", NOW))
    summary = summary_sheet(one.assessment, one.plan, desk.library, made)
    consent = (consent_sheet(one.plan.clearance, desk.wording, desk.library, made),) if one.plan else ()
    return summary, *consent


def file_of(number: int) -> bytes:
    """Even numbers on A4, odd ones on Letter."""
    return to_pdf(reports_of(number), list(Paper)[number % 2], FONTS)
