"""How a case appears in the list: patient, verdict with symbol and colour, state and validity."""

from dataclasses import dataclass
from datetime import date

from il2desk.domain.assessment.assessment import VERDICTS, Overall
from il2desk.domain.assessment.findings import Outcome
from il2desk.domain.assessment.verdict_code import STOP, UNCLEAR
from il2desk.domain.records.store_records import Listed, State
from il2desk.domain.values.parsing import echo_date, written_day
from il2desk.ui.panels.outcome import LOOKS, VERDICT_LOOKS
from il2desk.ui.widgets.icons import IconLabel
from il2desk.ui.widgets.label import shown
from il2desk.ui.widgets.theme import Tone

STATES: dict[State, str] = {
    "unfinished": "Unfinished",
    "signed": "Signed",
    "checked": "Signed and checked",
    "printed": "Printed",
}
LONGEST = 200
_NAMELESS, _NO_IDENTIFIER = "No name recorded", "no identifier"


@dataclass(frozen=True)
class CaseLook:
    """The texts of one row; `verdict` never says more than the criteria panel of that case."""

    name: str
    identifier: str
    born: str
    verdict: str
    mark: IconLabel
    tone: Tone
    state: str
    day: str
    validity: str = ""
    is_past: bool = False


def look_of(listed: Listed, today: date | None = None) -> CaseLook:
    """Texts of a row, safe to display. `today` decides whether its sheets are past their validity.

    The cycle is named if the case has two.
    """
    words, mark, tone = _verdict(listed.verdict)
    born = f"born {_isolated(listed.date_of_birth)}" if listed.date_of_birth.strip() else "date of birth not recorded"
    state = STATES.get(listed.state, listed.state)
    if listed.is_over or listed.cycle > 1:
        state = f"Cycle {listed.cycle}: {state[:1].lower()}{state[1:]}"
    validity, is_past = _validity(listed, today)
    return CaseLook(
        name=_isolated(listed.name) or _NAMELESS,
        identifier=_isolated(listed.identifier) or _NO_IDENTIFIER,
        born=born,
        verdict=words,
        mark=mark,
        tone=tone,
        state=f"{state}, revision {listed.revision}" if listed.revision > 1 else state,
        day=_day(listed.instant),
        validity=validity,
        is_past=is_past,
    )


def person_of(listed: Listed) -> tuple[str, str, str]:
    """Name, identifier and date of birth, safe to display."""
    name, identifier = shown(listed.name.strip()) or _NAMELESS, shown(listed.identifier.strip()) or _NO_IDENTIFIER
    return name, identifier, f"Date of birth: {shown(listed.date_of_birth.strip()) or 'not recorded'}"


def whose(listed: Listed) -> str:
    """The patient, one item a line."""
    return "\n".join(person_of(listed))


def in_full(listed: Listed, today: date | None = None) -> str:
    """The whole row in words, for screen readers and the tool tip."""
    look = look_of(listed, today)
    said = [one for one in (look.verdict, look.state, look.validity) if one]
    return f"{whose(listed)}\n{'. '.join(said)}.\nLast change {look.day}"


def _validity(listed: Listed, today: date | None) -> tuple[str, bool]:
    """Until when the sheets are valid, and whether that day has passed; nothing for an earlier cycle."""
    until = written_day(listed.valid_until)
    if until is None or listed.is_over:
        return "", False
    if today is not None and today > until:
        return f"Past its validity of {until}", True
    return f"Valid until {until}", False


def _verdict(told: str) -> tuple[str, IconLabel, Tone]:
    bare = told.removesuffix(STOP).removesuffix(UNCLEAR)
    overall = next((one for one in Overall if one.value == bare), None)
    if overall is None:
        return "Verdict not known here", IconLabel.QUESTION, Tone.ATTENTION
    if overall is not Overall.WRONG_CONTEXT and told.endswith(STOP):
        return ("A label check says stop", *LOOKS[Outcome.STOP])
    if overall is Overall.MEETS and told.endswith(UNCLEAR):
        return ("A label check is not clear yet", *LOOKS[Outcome.CANNOT_TELL])
    return (VERDICTS[overall].partition(":")[0], *VERDICT_LOOKS[overall])


def _isolated(text: str) -> str:
    """Recorded text in Unicode isolates, so that right-to-left text does not reorder its neighbours."""
    plain = shown(" ".join(text[:LONGEST].split()))
    return f"\u2068{plain}\u2069" if plain else ""


def _day(instant: str) -> str:
    day = written_day(instant)
    return echo_date(day) if day else "not known"
