"""Who the patient is, by hand, above the pack's questions about the diagnosis."""

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.assessment.read_back import patient_in_words
from il2desk.domain.values.parsing import Refused
from il2desk.ui.cases.known_identifier import KnownIdentifier
from il2desk.ui.fields.feedback import NOTHING, Echoed, refusal, understood
from il2desk.ui.fields.question_field import DATE_HELP
from il2desk.ui.fields.typed_field import Asked, Binding, TypedField
from il2desk.ui.pages.checklist import ChecklistPage
from il2desk.ui.widgets.panel import SectionPanel

_ASKED = (
    Asked("name", "Patient's name", short=False),
    Asked("identifier", "Patient identifier", "As on the wristband.", short=True),
    Asked("date_of_birth", "Date of birth", DATE_HELP),
)


class DiagnosisPage(ChecklistPage):
    """Name and two identifiers, then melanoma, stage and what else the pack asks here."""

    def before_questions(self) -> None:
        section, self.known = SectionPanel("Patient"), KnownIdentifier(self.session, self.ways.open_stored)
        for asked in _ASKED:
            field = TypedField(asked, self._binding(asked.id))
            section.add(field)
            self.fields.append(field)
            if asked.id == "identifier":
                section.add(self.known)
                self._identifier = field
                field.editor.editingFinished.connect(lambda: self._look_for_others(is_typed=False))
        self.column.addWidget(section)

    def refresh(self) -> None:
        super().refresh()
        self._look_for_others(is_typed=self._identifier.editor.hasFocus())

    def _look_for_others(self, *, is_typed: bool) -> None:
        """Of an identifier that is typed only once the field is left, so that nothing flickers under the hands."""
        self.known.refresh(is_typed=is_typed)
        field = self._identifier
        said = (field.help, field.echo.echoed.words, self.known.words)
        field.editor.setAccessibleDescription(" ".join(one for one in said if one))

    def _binding(self, name: str) -> Binding:
        def recorded(assessment: Assessment) -> str | None:
            text: str | None = getattr(assessment.case.patient, name)
            return text

        def echo(assessment: Assessment) -> Echoed:
            try:
                words = patient_in_words(name, assessment)
                return understood(words) if name == "date_of_birth" else NOTHING
            except Refused as why:
                return refusal(str(why))

        return Binding(lambda text: self.session.set_patient(name, text), recorded, echo)
