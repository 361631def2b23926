"""The field for a question of the guideline pack, whatever its kind."""

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.packs.guideline import Question
from il2desk.ui.case.session import Session
from il2desk.ui.fields.choice_field import Choice, ChoiceField
from il2desk.ui.fields.feedback import NOTHING, Echoed, refusal, understood
from il2desk.ui.fields.field import Field
from il2desk.ui.fields.typed_field import Asked, Binding, TypedField

DATE_HELP = "Year-month-day, as in 2026-03-09."


def field_for(question: Question, session: Session) -> Field:
    """A field that records into the session's case and reads back what the domain understood."""

    def record(text: str | None) -> None:
        session.answer(question.id, text)

    def recorded(assessment: Assessment) -> str | None:
        return assessment.case.answers.get(question.id)

    if question.kind == "choice":
        choices = tuple(Choice(option.id, option.label, option.says) for option in question.options)
        return ChoiceField(question.id, question.ask, choices, record, recorded, question.help)
    return TypedField(_asked(question), Binding(record, recorded, lambda assessment: _echo(question, assessment)))


def _asked(question: Question) -> Asked:
    help_ = question.help
    if question.kind == "date":
        help_ = f"{help_} {DATE_HELP}" if help_ else DATE_HELP
    suffix = question.units[0].name if len(question.units) == 1 else ""
    return Asked(question.id, question.ask, help_, suffix, short=question.kind != "text", may_be_unknown=True)


def _echo(question: Question, assessment: Assessment) -> Echoed:
    why = assessment.readings.refusal(question.id)
    if why:
        return refusal(why)
    words = assessment.readings.answer_in_words(question.id)
    return NOTHING if words == (assessment.case.answers.get(question.id) or "").strip() else understood(words)
