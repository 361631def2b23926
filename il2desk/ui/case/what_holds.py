"""What must be known of a case today before anything of it is printed: its validity, its cycle, what is on paper."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from il2desk.domain.assessment.second_cycle import cycle_words
from il2desk.domain.case.case import case_digest
from il2desk.domain.dosing.validity import papers_valid_until
from il2desk.domain.records.print_history import in_words
from il2desk.domain.records.print_record import as_judged
from il2desk.domain.values.parsing import echo_date
from il2desk.ui.case.session import Session

if TYPE_CHECKING:
    from il2desk.domain.dosing.validity import Limit
    from il2desk.domain.records.print_history import Printing

ALL_THE_SAME = "I have seen this. Print or save all the same"
_GOES_ON = "A first dose from now on needs these anew and a new signature; a cycle begun in time goes on by its papers."
_CHANGED = "These sheets are as they were printed, but the case was changed since: they do not show it as it is."
_UNSIGNED = "Not signed: no sheet with a dose can be made, and a summary is marked {}."


@dataclass(frozen=True, slots=True)
class Warned:
    """A sentence that must be seen, and what it rests on with what to do."""

    words: str
    detail: str


def valid_until(session: Session) -> "Limit | None":
    """The limit of the papers of the present plan; None where there is no plan or no limit."""
    if session.plan is None:
        return None

    return papers_valid_until(session.plan)


def is_past(session: Session) -> bool:
    """Whether nobody may begin by these papers any more."""
    limit = valid_until(session)
    return limit is not None and session.today > limit.day


def warned(session: Session) -> Warned | None:
    """That the papers are past their validity, or what went stale since the signature; None where all still holds."""
    limit, stale = valid_until(session), session.assessment.stale_in_brief
    today = echo_date(session.today)
    too_old = f"Too old today, {today}: {stale}." if stale else f"Today is {today}."
    if limit is not None and session.today > limit.day:
        said = f"Past its validity: it was valid for a first dose until {echo_date(limit.day)}."
        return Warned(said, f"{too_old} {_GOES_ON}")
    return Warned("Gone stale since it was signed: the verdict would be another today.", too_old) if stale else None


def in_mind(session: Session) -> tuple[str, ...]:
    """Calm sentences: which cycle this is, that it is not signed, until when papers are valid, what is on paper."""
    assessment, limit = session.assessment, valid_until(session)
    said: list[str] = []
    if assessment.case.cycle.number > 1:
        said.append(f"Cycle {cycle_words(assessment)}.")
    if assessment.signature is None and session.viewed is None:
        said.append(_UNSIGNED.format(assessment.mark))
    if limit is not None and session.today <= limit.day:
        said.append(limit.in_words)
    on_paper = _on_paper(session)
    return (*said, on_paper) if on_paper else tuple(said)


def _on_paper(session: Session) -> str:
    last = session.printings.last(session.case.cycle.number)
    if last is None or session.viewed is not None:
        return ""

    said = in_words(last, session.assessment.basis.zone)
    if is_as_it_stands(last, session):
        copy = last.record.copy_number + 1
        return f"Printed or saved as it stands: {said}. What is printed now is copy {copy}."
    return f"Changed since it was printed or saved: {said}. Papers handed out do not show it as it is."


def is_as_it_stands(printing: "Printing", session: Session) -> bool:
    """Whether a printing shows the case as it now is, its signature and second check included."""
    return printing.record.case == case_digest(as_judged(session.assessment))


def to_confirm(session: Session, printed: "Printing | None") -> str | None:
    """What must be confirmed before sheets leave the screen, made now or shown as they were printed; or None.

    Of a case that is only shown nothing leaves the screen.
    """
    if session.viewed is not None:
        return None
    is_changed, found = printed is not None and not is_as_it_stands(printed, session), warned(session)
    said = [_CHANGED] if is_changed else []
    if found is not None and (is_changed or is_past(session)):
        said += [found.words, found.detail]
    return " ".join(said) or None
