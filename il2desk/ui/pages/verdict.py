"""The verdict: today's date, what the criteria amount to, what was answered, what is missing, deviation, signature."""

from collections.abc import Mapping

from PySide6.QtWidgets import QSizePolicy, QWidget

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.assessment.read_back import WEIGHT, read_back
from il2desk.domain.values.parsing import echo_date
from il2desk.ui.case.navigation import Navigation
from il2desk.ui.case.session import Session
from il2desk.ui.case.steps import SIGNATURE, gaps, steps_of, to_settle
from il2desk.ui.forms.deviation_editor import DeviationEditor
from il2desk.ui.forms.signature_box import SignatureBox
from il2desk.ui.pages.page_content import PageContent
from il2desk.ui.panels.answers_list import AnswersList
from il2desk.ui.panels.missing_list import AGAINST, GapList
from il2desk.ui.panels.outcome import BLOCKS, banner_look
from il2desk.ui.panels.outcome_row import OutcomeRow
from il2desk.ui.widgets.icons import IconLabel
from il2desk.ui.widgets.label import Words, button
from il2desk.ui.widgets.panel import BannerPanel, SectionPanel
from il2desk.ui.widgets.theme import Size, Tone


class VerdictPage(PageContent):
    """From the date down to the signature, in the order in which a clinician decides."""

    def __init__(self, session: Session, ways: Navigation) -> None:
        super().__init__(session, ways)
        assessment = session.assessment
        self.today = Words(size=Size.DOSE, bold=True)
        self.banner = BannerPanel(size=Size.HEADING)
        self.notices = BannerPanel()
        self.against, self.gap_list = GapList(ways, AGAINST), GapList(ways)
        self.deviation = DeviationEditor(session)
        self.signature = SignatureBox(session)
        guideline = assessment.packs.guideline
        asked = {WEIGHT, *(page.id for page in guideline.pages)}
        self.answers = AnswersList([(one.id, one.name) for one in steps_of(guideline) if one.id in asked], ways.go_to)
        self._jump = self._to_signature()
        for widget in (
            *(self.today, self.banner, self.against),
            *(self._jump, self.notices, self.gap_list, self.answers),
        ):
            self.column.addWidget(widget)
        self._rows: dict[str, OutcomeRow] = {}
        for block, heading in BLOCKS.items():
            self.column.addWidget(self._outcomes(block, heading, assessment))
        for part in (self.deviation, self.signature):
            self.column.addWidget(part)

    def _to_signature(self) -> QWidget:
        jump = button("Go to the signature below", quiet=True)
        jump.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        jump.clicked.connect(self.signature.name.setFocus)
        return jump

    def _outcomes(self, block: str, heading: str, assessment: Assessment) -> SectionPanel:
        section = SectionPanel(heading)
        for finding in assessment.block(block):
            row = OutcomeRow(finding)
            row.why.connect(self.ways.explain)
            section.add(row)
            self._rows[finding.id] = row
        return section

    def refresh(self) -> None:
        assessment = self.session.assessment
        self.today.say(f"Today is {echo_date(self.session.today)}")
        mark, tone = banner_look(assessment)
        missing = gaps(assessment) if assessment.signature is None else ()
        self.banner.say(assessment.banner, _below_banner(assessment, is_whole=not missing), tone, mark)
        self.against.refresh(to_settle(assessment))
        above = {gap.says for gap in to_settle(assessment)}
        said = (*assessment.stale_since, *(one for one in assessment.notices if one not in above))
        self.notices.say("To keep in mind", "\n".join(f"–  {one}" for one in said), Tone.ATTENTION, IconLabel.ATTENTION)
        self.notices.setVisible(bool(said))
        self.answers.refresh(read_back(assessment))
        for finding in assessment.findings:
            self._rows[finding.id].show_finding(finding)
        self.gap_list.refresh(missing)
        self.deviation.refresh(assessment)
        self.signature.refresh(assessment)

    def set_read_only(self, read_only: bool) -> None:
        for part in (self.deviation, self.signature):
            part.setEnabled(not read_only)

    def first_control(self) -> QWidget | None:
        return self._jump

    def control_of(self, field_id: str) -> QWidget | None:
        return self.signature.name if field_id == SIGNATURE else None

    def half_typed(self) -> tuple[tuple[str, str], ...]:
        name = self.signature.name.text()
        return ((SIGNATURE, name),) if name else ()

    def take_half_typed(self, typed: Mapping[str, str]) -> None:
        self.signature.name.show_text(typed.get(SIGNATURE, ""))

    def enter_goes_on(self) -> bool:
        return self.session.assessment.signature is not None


def _below_banner(assessment: Assessment, *, is_whole: bool) -> str:
    """The verdict itself where a higher banner hides it; once nothing is missing, what a deviation would still need."""
    verdict = f"Verdict over the guideline's criteria: {assessment.verdict}."
    parts = [] if assessment.banner.startswith(assessment.verdict) else [verdict]
    parts += assessment.deviation_gaps if is_whole and not assessment.obstacles else ()
    return "\n".join(parts)
