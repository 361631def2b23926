"""What the figures and times of the weight page were understood as, each beside its own field."""

from collections.abc import Callable

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.values.local_time import shown_instant
from il2desk.domain.values.parsing import NumberField, Refused, echo_date, read_date, read_quantity
from il2desk.ui.fields.feedback import NOTHING, Echoed, asked, refusal, understood


def quantity_echo(name: str, field: NumberField) -> Callable[[Assessment], Echoed]:
    """The figure with its unit, or why it is refused; the second typing says when it differs from the first."""

    def echo(assessment: Assessment) -> Echoed:
        try:
            figure = read_quantity(getattr(assessment.case.cycle, name) or "", field)
        except Refused as why:
            return refusal(str(why))
        why_not = assessment.basis.refused.get(name)
        return refusal(why_not) if why_not else understood(str(figure))

    return echo


def cycle_echo(name: str) -> Callable[[Assessment], Echoed]:
    """Words of the cycle, read back only where they are refused."""

    def echo(assessment: Assessment) -> Echoed:
        why = assessment.basis.refused.get(name)
        return refusal(why) if why else NOTHING

    return echo


def day_echo(assessment: Assessment) -> Echoed:
    """The date of weighing with its weekday, or why it is refused or too old."""
    basis = assessment.basis
    if "weight_date" in basis.refused:
        return refusal(basis.refused["weight_date"])
    if basis.stale:
        return asked(basis.stale)
    return understood(echo_date(basis.weight_date)) if basis.weight_date else NOTHING


def first_dose_echo(assessment: Assessment) -> Echoed:
    """The moment with weekday and offset; until both parts are there, what is understood of it or still needed."""
    basis, text = assessment.basis, assessment.case.cycle.first_dose or ""
    for name in ("first_dose_occurrence", "first_dose_past"):
        if name in basis.open:
            return asked(basis.open[name])
    if basis.first_dose and basis.zone:
        return understood(shown_instant(basis.first_dose, basis.zone))
    day, _, clock = text.rpartition(" ")
    if day and not clock and "first_dose" in basis.refused:
        return _day_alone(day)
    if "first_dose" in basis.refused:
        return refusal(basis.refused["first_dose"])
    return asked("The centre has not set its time zone, so this clock time is not yet an instant.")


def _day_alone(day: str) -> Echoed:
    try:
        return asked(f"{echo_date(read_date(day, 'Planned first dose'))}; the time is still needed.")
    except Refused as why:
        return refusal(str(why))
