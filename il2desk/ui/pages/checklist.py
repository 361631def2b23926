"""A page generated from the guideline pack: its questions, grouped by the criterion they serve."""

from collections.abc import Iterable

from il2desk.domain.packs.guideline import Guideline, Question
from il2desk.ui.case.navigation import Navigation
from il2desk.ui.case.session import Session
from il2desk.ui.case.steps import stopping_step
from il2desk.ui.fields.choice_field import ChoiceField
from il2desk.ui.fields.feedback import NOTHING
from il2desk.ui.fields.question_field import field_for
from il2desk.ui.pages.page_content import PageContent
from il2desk.ui.panels.unset_settings import UnsetSettings
from il2desk.ui.widgets.icons import IconLabel
from il2desk.ui.widgets.panel import BannerPanel, SectionPanel
from il2desk.ui.widgets.theme import Size, Tone

OTHER_USES = (
    "The steps after this one are closed, and no dose can be computed. If the answer was a slip, change it here. "
    "Otherwise close the case, or make the summary marked WRONG CONTEXT under Documents."
)


class ChecklistPage(PageContent):
    """Questions of one page; those whose condition is not met are hidden."""

    def __init__(self, session: Session, ways: Navigation, page: str) -> None:
        super().__init__(session, ways)
        self.page = page
        self.before_questions()
        self._sections: list[tuple[SectionPanel, tuple[Question, ...]]] = []
        guideline = session.assessment.packs.guideline
        groups = list(_grouped(guideline, page))
        for heading, questions in groups:
            if not questions:
                continue
            section = SectionPanel(heading if len(groups) > 1 and heading != questions[0].ask else "")
            for question in questions:
                field = field_for(question, session)
                section.add(field)
                self.fields.append(field)
            self.column.addWidget(section)
            self._sections.append((section, questions))
        self._unset = UnsetSettings(guideline, page, ways.set_setting)
        self.column.addWidget(self._unset)
        self._stop = BannerPanel(size=Size.HEADING)
        self._stop.hide()
        self.column.addWidget(self._stop)
        self.give_access_keys()

    def before_questions(self) -> None:
        """What a page made by hand puts above the pack's questions."""

    def refresh(self) -> None:
        readings = self.session.assessment.readings
        by_id = {field.id: field for field in self.fields}
        for section, questions in self._sections:
            asked = {question.id: readings.is_asked(question.id) for question in questions}
            for id_, is_asked in asked.items():
                by_id[id_].setVisible(is_asked)
            section.setVisible(any(asked.values()))
        super().refresh()
        self._unset.refresh(self.session.assessment)
        self._show_stop()

    def _show_stop(self) -> None:
        assessment = self.session.assessment
        stops_here = stopping_step(assessment) == self.page
        if stops_here:
            why = " ".join(one.says for one in assessment.findings if one.criterion.wrong_context)
            self._stop.say(f"Stop. {assessment.banner}", f"{why}\n\n{OTHER_USES}", Tone.BAD, IconLabel.STOP)
            for field in self.fields:
                if isinstance(field, ChoiceField):
                    field.echo.show_echo(NOTHING)
        self._stop.setVisible(stops_here)

    def enter_goes_on(self) -> bool:
        return super().enter_goes_on() and stopping_step(self.session.assessment) != self.page


def _grouped(guideline: Guideline, page: str) -> Iterable[tuple[str, tuple[Question, ...]]]:
    """Questions of a page in the pack's order, those in a row that serve one criterion together."""
    if len([one for one in guideline.criteria if one.page == page]) < 2:
        yield "", guideline.questions_on(page)
        return
    titles = {id_: criterion.title for criterion in guideline.criteria for id_ in criterion.shows}
    titles |= {doubt.question: one.title for one in guideline.criteria for doubt in one.doubts if doubt.question}
    heading, group = "", list[Question]()
    for question in guideline.questions_on(page):
        title = titles.get(question.id, heading)
        if group and title != heading:
            yield heading, tuple(group)
            group = []
        heading = title
        group.append(question)
    if group:
        yield heading, tuple(group)
