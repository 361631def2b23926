"""What the commands do, in the order a person would: read, judge, clear, make the sheets, keep them."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from il2desk.app.clock import moment, zone_called
from il2desk.app.saving import save_file
from il2desk.app.sheet_service import SheetMaker
from il2desk.app.startup_files import installed_packs, only_locked_time_zones, settings_from
from il2desk.app.verify_pdf import LIMIT_OF_THIS, read_pdf, verify
from il2desk.cli.prompt import harmless
from il2desk.documents.model.paper import PaperError
from il2desk.domain.assessment.assessment import Assessment, assess
from il2desk.domain.case.case import Case, canonical
from il2desk.domain.case.judged_day import day_of, zone_name
from il2desk.domain.checks.case_checks import unknown_ids, unreadable_values
from il2desk.domain.dosing.clearance import NoClearance, clear
from il2desk.domain.dosing.dose_plan import DosePlan, plan_doses
from il2desk.domain.dosing.validity import papers_valid_until
from il2desk.domain.errors import Refusal
from il2desk.domain.records.pdf_payload import PdfStatus, entries_alone
from il2desk.domain.records.print_history import file_name
from il2desk.domain.records.sheet_kinds import SINGLE, SheetKind
from il2desk.domain.values.local_settings import PaperName
from il2desk.domain.values.parsing import echo_date
from il2desk.storage.files.atomic_file import write_whole
from il2desk.storage.files.case_file import CaseRefused, read_case
from il2desk.storage.pdf.pdf_payload import is_sheet_of, read_returned
from il2desk.storage.pdf.pdf_reader import PdfRefused
from il2desk.storage.site.paths import resources

DONE, BAD_INPUT, NO_PLAN = 0, Refusal.exit_code, NoClearance.exit_code


def failure(error: Exception) -> tuple[str, int] | None:
    """The sentence and exit code of a failure the program knows, or None for one it does not."""
    if isinstance(error, NoClearance):
        return f"no plan is allowed. {error}", error.exit_code
    if isinstance(error, Refusal):
        return str(error), error.exit_code
    if isinstance(error, OSError):
        return f"{error.filename or 'a file'}: {error.strerror or error}", BAD_INPUT
    return None


def assess_file(file: Path, settings: Path | None, now: str | None, today: str | None) -> dict[str, Any]:
    """The assessment of a case file as the command line's JSON object."""
    assessment, _ = _judged(file, settings, now, today)
    return as_json(assessment)


def plan_file(
    file: Path, out: Path, paper: PaperName | None, settings: Path | None, now: str | None, today: str | None
) -> tuple[list[Path], str]:
    """Write each sheet of a cleared case and the set; nothing is written unless all can be made.

    Gives the files, and a remark where nobody may begin by them any more, blank where somebody may.
    Raises PaperError where one cannot be saved, which says what was; CaseRefused where one of these names is taken.
    """
    assessment, instant = _judged(file, settings, now, today)
    plan = plan_doses(clear(assessment))
    maker = SheetMaker(resources())
    job = maker.job(assessment, plan, maker.record(assessment, paper or _paper_of_centre(settings), instant))
    case = assessment.case
    names = (*SINGLE, SheetKind.SET)
    sheets = {out / f"{file_name(name, case.case_id, case.revision)}.pdf": job.pdf(name) for name in names}
    _refuse_to_replace_another(sheets, case)
    out.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for target, content in sheets.items():
        try:
            save_file(content, target)
        except PaperError as problem:
            raise PaperError(f"{_told(written)} {problem}") from problem
        written.append(target)
    return written, _past(plan, day_of(instant, case, assessment.settings))


def _past(plan: DosePlan, today: date) -> str:
    limit = papers_valid_until(plan)
    if limit is None or today <= limit.day:
        return ""
    stale = plan.clearance.assessment.stale_in_brief
    too_old = f" Too old today, {echo_date(today)}: {stale}." if stale else ""
    return f"past its validity: it was valid for a first dose until {echo_date(limit.day)}.{too_old}"


def _paper_of_centre(settings: Path | None) -> PaperName:
    chosen = settings_from(settings).paper
    return chosen.value if chosen else "A4"


def _refuse_to_replace_another(files: Iterable[Path], case: Case) -> None:
    """The sheets of the same revision of a case may be made once more; nothing else is ever replaced."""
    for file in files:
        if not os.path.lexists(file):
            continue
        try:
            is_of_this = file.is_file() and is_sheet_of(read_pdf(file), case)
        except PdfRefused:
            is_of_this = False
        if not is_of_this:
            raise CaseRefused(
                f"{file}: a file of another case, revision or patient, or none of il2desk, has this name already. "
                "Nothing was written; choose another folder."
            )


def _told(written: list[Path]) -> str:
    """Which of the sheets stand whole in the folder when one could not be saved."""
    if not written:
        return "None of the sheets was written."
    return f"Only these sheets were written: {', '.join(file.name for file in written)}."


@dataclass(frozen=True, slots=True)
class Reopened:
    """What `reopen` prints and says, and its exit code."""

    told: str
    remark: str
    code: int


_WITHHELD = "Its case is not given; with --anyway its entries are, without signature and second check."
_ANYWAY = (
    "Its entries are given all the same, without signature and second check: check every figure against the "
    "patient's chart."
)


def reopen_file(file: Path, out: Path | None, *, anyway: bool) -> Reopened:
    """The case a PDF carries, as canonical JSON to be printed, or the file it was written to. Raises PdfRefused.

    What is not as it was printed is remarked; where that are the pages, the case is given only when asked for.
    """
    only_locked_time_zones()
    with _naming(file):
        raw = read_pdf(file)
        case, found = read_returned(raw).case, verify(raw, installed_packs(), SheetMaker(resources()))
    remark = "" if found.standing is PdfStatus.UNCHANGED else f"{file}: {found.in_words}"
    if found.shown is None:
        if not anyway:
            return Reopened("", f"{remark} {_WITHHELD}", NO_PLAN)
        case, remark = entries_alone(case), f"{remark} {_ANYWAY}"
    if out is None:
        return Reopened(canonical(case), remark, DONE)
    _write_new(out, f"{canonical(case)}\n".encode())
    return Reopened(harmless(out), remark, DONE)


def _write_new(file: Path, content: bytes) -> None:
    """Whole or not at all, and never in the place of another. Raises CaseRefused."""
    if os.path.lexists(file):
        raise CaseRefused(f"{file}: there is a file of this name already. Nothing was written; choose another name.")
    try:
        write_whole(file, content)
    except (OSError, ValueError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else "the system takes no such name"
        raise CaseRefused(f"{file}: it could not be written ({why})") from problem


def verify_file(file: Path) -> tuple[str, int]:
    """What became of a PDF since it was made, in two sentences, and the exit code. Raises PdfRefused."""
    only_locked_time_zones()
    with _naming(file):
        found = verify(read_pdf(file), installed_packs(), SheetMaker(resources()))
    code = DONE if found.standing is PdfStatus.UNCHANGED else NO_PLAN
    return f"{found.standing.value}: {found.says}.\n{LIMIT_OF_THIS}", code


@contextmanager
def _naming(file: Path) -> Iterator[None]:
    try:
        yield
    except PdfRefused as refusal:
        raise PdfRefused(f"{file}: {refusal}") from refusal


def _judged(file: Path, settings: Path | None, now: str | None, today: str | None) -> tuple[Assessment, datetime]:
    only_locked_time_zones()
    case = read_case(file)
    packs = installed_packs()
    _refuse_first(file, unknown_ids(case, packs))
    local = case.settings or settings_from(settings)
    instant = moment(now, today, zone_called(zone_name(case, local)))
    assessment = assess(case, packs, local, day_of(instant, case, local))
    _refuse_first(file, unreadable_values(assessment))
    return assessment, instant


def _refuse_first(file: Path, faults: Iterator[str]) -> None:
    for fault in faults:
        raise CaseRefused(f"{file}: {fault}")


def as_json(assessment: Assessment) -> dict[str, Any]:
    """The contract's object: plan, overall, findings, notices."""
    notice = assessment.packs.guideline.notice
    return {
        "plan": assessment.plan.value,
        "overall": assessment.overall.value,
        "findings": [
            {
                "id": finding.id,
                "block": finding.block,
                "outcome": finding.outcome.value,
                "found": finding.found,
                "says": finding.says,
                "sources": [str(citation) for citation in finding.sources],
            }
            for finding in assessment.findings
        ],
        "notices": [
            *(f"No plan: {reason}" for reason in assessment.no_plan),
            *(f"Deviation: {gap}" for gap in assessment.deviation_gaps),
            *(f"Stale since the case was signed: {stale}" for stale in assessment.stale_since),
            *assessment.notices,
            f"{notice.title}: {notice.text}",
        ],
    }
