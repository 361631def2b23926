"""What every sheet that carries a dose has in common: marks, dose line, until when it holds, cycle, deviation."""

from datetime import datetime

from il2desk.documents.model import blocks as b
from il2desk.documents.model import report as r
from il2desk.documents.model.rich_text import Strong, Words
from il2desk.documents.sections.criteria import cited
from il2desk.documents.sections.dose import dose_line, given_facts
from il2desk.documents.sections.provenance import PROGRAM, Imprint, to_the_minute
from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.assessment.second_cycle import cycle_words
from il2desk.domain.dosing.dose_plan import DosePlan
from il2desk.domain.dosing.second_check import fitting_check
from il2desk.domain.dosing.validity import holds_until
from il2desk.domain.records.sheet_kinds import SheetKind
from il2desk.domain.values.parsing import echo_date
from il2desk.domain.values.user_text import UserText, capitalized, parts_of

EXAMPLE = "Not for a real patient: the centre's values are examples."
UNCHECKED = "Not checked by a second person: do not prepare or give it."
BEGUN = "The doses from the new start on. The cycle has begun; the limits on ages count to its first dose."
RETIMED = (
    "New times from dose {dose} on. Keep record and worksheet on which doses were written; take out all other "
    "earlier copies."
)


def dose_marks(plan: DosePlan, imprint: Imprint) -> tuple[r.SheetMark, ...]:
    """The bands across a sheet whose dose nobody has checked on the day of printing, or whose times were changed."""
    marks = []
    if fitting_check(plan, imprint.printed.date()) is None:
        marks.append(r.SheetMark(r.NOT_CHECKED, UNCHECKED))
    if plan.retimed:
        marks.append(r.SheetMark(r.RE_TIMED, RETIMED.format(dose=plan.retimed.from_dose)))
    return tuple(marks)


def clinical_sheet(
    sheet: SheetKind,
    title: str,
    assessment: Assessment,
    marks: tuple[r.SheetMark, ...],
    imprint: Imprint,
    blocks: tuple[b.Block, ...],
) -> r.Report:
    """A sheet for clinicians: what stands on every page of each, around its own blocks."""
    return r.Report(
        sheet=sheet,
        title=title,
        subtitle=assessment.packs.guideline.subtitle,
        identity=identity(assessment),
        marks=marks,
        footer=((*imprint.case_line, " ", imprint.versions),),
        pages="Page {n} of {m}",
        printed=imprint.printed,
        language="en",
        author=PROGRAM,
        subject=imprint.subject,
        stamp=imprint.stamp,
        blocks=blocks,
    )


def ward_sheet(
    sheet: SheetKind, title: str, plan: DosePlan, imprint: Imprint, standing: b.Banner, blocks: tuple[b.Block, ...]
) -> r.Report:
    """A sheet of the ward: the dose line first, at the same place on each, then what holds for all, then its own."""
    assessment = plan.clearance.assessment
    return clinical_sheet(
        sheet,
        title,
        assessment,
        dose_marks(plan, imprint),
        imprint,
        (
            dose_line(plan),
            _given_facts(plan),
            standing,
            *example(assessment),
            *retimed_facts(plan),
            *deviation(plan),
            *stale(assessment),
            *blocks,
        ),
    )


def identity(assessment: Assessment) -> tuple[b.LabelledValue, ...]:
    patient = assessment.case.patient

    def told(value: str | None) -> Words:
        return UserText(value) if value else "not recorded"

    return (
        b.LabelledValue("Patient", told(patient.name)),
        b.LabelledValue("Identifier", told(patient.identifier)),
        b.LabelledValue("Date of birth", told(patient.date_of_birth)),
    )


def example(assessment: Assessment) -> tuple[b.Banner, ...]:
    """Said once on page 1 where the settings are not a centre's."""
    return (
        (b.Banner("Example settings.", (EXAMPLE,), b.BannerTone.CAUTION, slim=True),)
        if assessment.settings.sample
        else ()
    )


def held_facts(plan: DosePlan) -> tuple[b.LabelledValue, b.LabelledValue]:
    """In which cycle, and until when this paper holds."""
    assessment = plan.clearance.assessment
    holds = (
        b.LabelledValue("Holds for", BEGUN) if plan.retimed else b.LabelledValue("Holds until", held_until(assessment))
    )
    return b.LabelledValue("Cycle", cycle_words(assessment)), holds


def _given_facts(plan: DosePlan) -> b.Across:
    """How the doses are given, beside cycle and validity."""
    shares = (5, 5, 6, 8) if plan.clearance.assessment.case.cycles[:-1] else (233, 229, 56, 482)
    return b.Across((*given_facts(plan), *held_facts(plan)), shares)


def stale(assessment: Assessment) -> tuple[b.Box, ...]:
    """What was good on the day it was signed and is so no longer."""
    if not assessment.stale_since:
        return ()
    reasons = tuple(parts_of(one) for one in assessment.stale_since)
    return (b.Box("Gone stale since it was signed", (b.Bullets(reasons),)),)


def held_until(assessment: Assessment) -> str:
    """The last day on which a first dose may be given from this paper, and why then."""
    limit = holds_until(assessment)
    if limit is None:
        return "The centre has set no limit"
    return f"First dose by {echo_date(limit.day)}, that day included. {limit.what}."


def retimed_facts(plan: DosePlan) -> tuple[b.Box, ...]:
    """From which dose on times were moved, from when to when, and why; nothing where they were not."""
    moved = plan.retimed
    if moved is None:
        return ()
    rows = (
        b.LabelledValue(f"Dose {moved.from_dose}", f"{moved.shown} instead of {moved.planned_shown} as first planned"),
        b.LabelledValue("Last dose given began", moved.last_start_shown),
        b.LabelledValue("Reason", UserText(moved.reason)),
    )
    return (b.Box("Re-timed", (b.LabelledValues(rows),)),)


def deviation(plan: DosePlan) -> tuple[b.Box, ...]:
    """Which criterion, its outcome, the coded reason, the words, and both names; nothing where nothing deviates."""
    if not plan.clearance.deviations:
        return ()
    assessment = plan.clearance.assessment
    reasons = {reason.id: reason.label for reason in assessment.packs.guideline.deviation_reasons}
    given = {one.criterion: one for one in plan.clearance.deviations}
    rows: list[b.LabelledValue] = []
    for finding in assessment.to_deviate:
        one = given[finding.id]
        said: Words = (f"{capitalized(finding.outcome.words)}. {reasons[one.reason]}: ", UserText(one.text))
        rows.append(b.LabelledValue(finding.title, said))
    first, second = plan.clearance.signature.name, assessment.case.cycle.second_clinician or ""
    rows.append(b.LabelledValue("Decided by", (UserText(first), "; second clinician ", UserText(second))))
    return (b.Box("Deviation from the guideline", (b.LabelledValues(tuple(rows)),)),)


def age_notice(assessment: Assessment) -> b.KeepTogether:
    """What is said of the age of the guidance on every sheet that carries a dose."""
    notice = assessment.packs.guideline.notice
    return b.KeepTogether(
        (
            b.Heading(notice.title),
            b.Text(notice.text),
            b.Text(_label_checked(assessment)),
            b.Text(f"Source: {cited(notice.cite)}.", b.Voice.SMALL),
        )
    )


def age_in_brief(assessment: Assessment) -> b.KeepTogether:
    """The same words as one paragraph set small, where they share a page with what is worked from."""
    notice = assessment.packs.guideline.notice
    said = (
        Strong(f"{notice.title}. "),
        f"{notice.text} ",
        _label_checked(assessment),
        f" Source: {cited(notice.cite)}.",
    )
    return b.KeepTogether((b.Text(said, b.Voice.SMALL),))


def _label_checked(assessment: Assessment) -> str | UserText:
    said = assessment.settings.label_checked_in_words()
    return UserText(said) if assessment.settings.label_version_checked else said


def instant_in_words(instant: str) -> str:
    """An ISO 8601 instant to the minute, with its offset."""
    return to_the_minute(datetime.fromisoformat(instant))
