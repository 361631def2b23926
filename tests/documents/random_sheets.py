"""Every sheet a random case can have, and what is written wrongly on any of them."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from il2desk.documents.model.paper import Paper, SheetWithheld
from il2desk.documents.model.report import Report
from il2desk.documents.pdf.render import to_pdf
from il2desk.documents.sections.provenance import imprint
from il2desk.documents.sheets.administration import administration_sheet
from il2desk.documents.sheets.consent import consent_sheet
from il2desk.documents.sheets.cover import cover_sheet
from il2desk.documents.sheets.order import order_sheet
from il2desk.documents.sheets.pharmacy import pharmacy_sheet
from il2desk.documents.sheets.summary import summary_sheet
from il2desk.domain.packs.reference import Library
from tests.cases import NOW, a_record, body
from tests.documents.desk import Desk
from tests.documents.pdf_text import FONTS
from tests.documents.writing_rules import faults_in
from tests.random_cases import RandomCase, random_case


def sheets_of(case: RandomCase, library: Library) -> Iterator[Report]:
    """The summary, and with a plan each sheet of the ward that its settings allow, and the cover over them."""
    made = imprint(case.assessment, library, a_record(case.assessment, "A4", NOW))
    yield summary_sheet(case.assessment, case.plan, library, made, body())
    plan = case.plan
    if plan is None:
        return
    inside = []
    for make in (
        lambda: order_sheet(plan, library, made),
        lambda: administration_sheet(plan, library, made),
        lambda: pharmacy_sheet(plan, made),
    ):
        try:
            inside.append(make())
        except SheetWithheld:
            continue
    yield from (*inside, cover_sheet(plan, inside, made))


def badly_written(numbers: range, library: Library) -> dict[int, list[str]]:
    """The cases of these numbers on whose sheets a rule of writing is broken, with what breaks it."""
    found = {}
    for number in numbers:
        faults = [fault for sheet in sheets_of(random_case(number), library) for fault in faults_in(sheet)]
        if faults:
            found[number] = faults
    return found


def with_a_bad_template(library: Library) -> Library:
    """The library with one item of a set written as it must not be."""
    rules = library.sets["A"]
    row = rules.rows[0]
    bad = row.model_copy(update={"stop": (row.stop[0].model_copy(update={"says": "Give .5 MIU q8h"}),)})
    changed = rules.model_copy(update={"rows": (bad, *rules.rows[1:])})
    return replace(library, sets={**library.sets, "A": changed})


@cache
def _desk() -> Desk:
    return Desk()


def file_of(number: int) -> bytes:
    """Every sheet of that case as one file: even numbers on A4, odd ones on Letter."""
    case, desk = random_case(number), _desk()
    made = imprint(case.assessment, desk.library, a_record(case.assessment, "A4", NOW))
    consent = (consent_sheet(case.plan.clearance, desk.wording, desk.library, made),) if case.plan else ()
    return to_pdf((*sheets_of(case, desk.library), *consent), list(Paper)[number % 2], FONTS)
