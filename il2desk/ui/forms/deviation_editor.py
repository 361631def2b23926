"""Deviating from a criterion: a coded reason and the clinician's words for each, and a second named clinician."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.assessment.findings import Finding
from il2desk.domain.case.case import Deviation
from il2desk.domain.values.parsing import Refused, read_line, read_text
from il2desk.ui.case.session import Session
from il2desk.ui.fields.choice_field import Choice, ChoiceField
from il2desk.ui.fields.feedback import NOTHING, Echo, Echoed, refusal, with_left_out
from il2desk.ui.fields.line_edit import PassageEdit
from il2desk.ui.fields.typed_field import Asked, Binding, TypedField
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.panel import SectionPanel
from il2desk.ui.widgets.theme import Tone

LEAD = (
    "Only if a plan is wanted although a criterion is not met or cannot be told. The verdict keeps its words; the "
    "sheets say that the plan deviates, from what, and who decided."
)


class DeviationOf(QWidget):
    """Reason and words for one criterion."""

    def __init__(self, finding: Finding, session: Session) -> None:
        super().__init__()
        self._criterion, self._session = finding.id, session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        self._title = Words(bold=True)
        reasons = session.assessment.packs.guideline.deviation_reasons
        self.reason = ChoiceField(
            f"deviation_{finding.id}",
            f"Reason for deviating from: {finding.title}",
            tuple(Choice(option.id, option.label) for option in reasons),
            self._record_reason,
            lambda assessment: self._given(assessment).reason,
        )
        label = Words("In your own words")
        self.words = PassageEdit()
        self.words.setAccessibleName(f"Why the plan deviates from: {finding.title}")
        label.setBuddy(self.words)
        self._echo = Echo(holds_place=False)
        for widget in (self._title, self.reason, label, self.words, self._echo):
            column.addWidget(widget)
        self.words.typed.connect(self._record_words)
        self.words.refused.connect(lambda why: self._echo.show_echo(refusal(why)))

    def refresh(self, finding: Finding, assessment: Assessment) -> None:
        given = self._given(assessment)
        self._title.say(f"{finding.title}: {finding.outcome.words}. {finding.says}")
        self.reason.refresh(assessment)
        self.words.show_text(given.text)
        self._echo.show_echo(with_left_out(_refused(given.text, lambda text: read_text(text, "Reason")), given.text))

    def _given(self, assessment: Assessment) -> Deviation:
        deviations = assessment.case.cycle.deviations
        empty = Deviation(criterion=self._criterion, reason="", text="")
        return next((one for one in deviations if one.criterion == self._criterion), empty)

    def _record_reason(self, reason: str | None) -> None:
        self._record(reason=reason or "")

    def _record_words(self, text: str) -> None:
        self._record(text=text)

    def _record(self, **changes: str) -> None:
        changed = self._given(self._session.assessment).model_copy(update=changes)
        self._session.edit(self._session.case.with_deviation(changed))


class DeviationEditor(SectionPanel):
    """One part for each finding a plan would deviate from, and the second clinician's name."""

    def __init__(self, session: Session) -> None:
        super().__init__("Deviate from a criterion", LEAD)
        self._session = session
        self.parts: dict[str, DeviationOf] = {}
        self.second = TypedField(
            Asked(
                "second_clinician", "Second clinician who agrees to deviate", "Another person than the one who signs."
            ),
            Binding(
                lambda text: session.set_cycle(second_clinician=text),
                lambda assessment: assessment.case.cycle.second_clinician,
                lambda assessment: _refused(
                    assessment.case.cycle.second_clinician or "", lambda text: read_line(text, "Second clinician")
                ),
            ),
        )
        self.second.editor.setMaximumWidth(420)
        self.second.set_access_key("Second clinician who agrees to &deviate")
        self.none_possible = Words(tone=Tone.MUTED)
        self.add(self.none_possible)
        self.add(self.second)

    def refresh(self, assessment: Assessment) -> None:
        """Show the parts that are needed; where an obstacle cannot be deviated from, there is none."""
        needed = () if assessment.obstacles else assessment.to_deviate
        self.setVisible(bool(assessment.to_deviate))
        self.none_possible.setVisible(bool(assessment.obstacles))
        self.second.setVisible(bool(needed))
        self.none_possible.say("No deviation can lead to a plan while: " + " ".join(assessment.obstacles))
        for finding in needed:
            if finding.id not in self.parts:
                self.parts[finding.id] = DeviationOf(finding, self._session)
                self.rows.insertWidget(self.rows.count() - 1, self.parts[finding.id])
            self.parts[finding.id].refresh(finding, assessment)
        for id_, part in self.parts.items():
            part.setVisible(any(finding.id == id_ for finding in needed))
        self.second.refresh(assessment)


def _refused(text: str, read: Callable[[str], str]) -> Echoed:
    try:
        read(text)
    except Refused as why:
        return refusal(str(why))
    return NOTHING
