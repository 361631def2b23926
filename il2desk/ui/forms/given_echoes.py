"""What was given of cycle 1, each of the three entries read back beside its own field."""

from collections.abc import Callable

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.values.parsing import Refused, echo_date, read_date
from il2desk.ui.fields.feedback import NOTHING, Echoed, refusal, understood

_DATE = "Year-month-day, as in 2026-03-09."
GIVEN = {
    "doses_given": ("Doses given in cycle 1", "Doses that were begun; held and omitted ones do not count. 0 if none."),
    "first_given": ("Day of the first dose of cycle 1", _DATE),
    "last_given": ("Day of the last dose of cycle 1", _DATE),
}


def given_echo(name: str) -> Callable[[Assessment], Echoed]:
    """The number or the day with its weekday, or why it is refused."""

    def echo(assessment: Assessment) -> Echoed:
        case = assessment.case
        text = getattr(case.cycles[-2], name) if len(case.cycles) > 1 else None
        why = assessment.basis.refused.get(f"earlier.{name}")
        if why or not text:
            return refusal(why) if why else NOTHING
        if name == "doses_given":
            return understood(f"{text.strip()} given")
        try:
            return understood(echo_date(read_date(text, "")))
        except Refused as problem:
            return refusal(str(problem))

    return echo
