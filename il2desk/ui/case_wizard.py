"""The wizard: one page for each step of one list, and that list alone says what is next and what was before."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit, QWidget, QWizard

from il2desk.ui.pages.content import PageContent
from il2desk.ui.pages.shell import StepPage
from il2desk.ui.patient import DIAGNOSIS_PAGE
from il2desk.ui.session import Session
from il2desk.ui.steps import (
    CHECK,
    DOCUMENTS,
    ORGANS_PAGE,
    PLAN,
    VERDICT,
    WEIGHT,
    Step,
    locked,
    steps_of,
    stopping_step,
)
from il2desk.ui.ways import Ways
from il2desk.ui.widgets.buttons import FilledButton

_BACK = QWizard.WizardButton.CustomButton1
_TYPED_ON = (VERDICT, PLAN)
"""The pages on which text can stand that no answer holds."""


class CaseWizard(QWizard):
    """Embedded in the window. `moved` gives the step that is shown; `began_anew` tells that it shows another case."""

    moved = Signal(str)
    began_anew = Signal()

    def __init__(self, session: Session, ways: Ways, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Widget)
        self._session, self._ways = session, ways
        self._case_id = session.case.case_id
        self.steps = steps_of(session.assessment.packs.guideline)
        self.setWizardStyle(QWizard.WizardStyle.ClassicStyle)
        self.setOptions(
            QWizard.WizardOption.IndependentPages
            | QWizard.WizardOption.NoDefaultButton
            | QWizard.WizardOption.NoCancelButton
            | QWizard.WizardOption.HaveCustomButton1
        )
        for number, step in enumerate(self.steps):
            place = f"Step {number + 1} of {len(self.steps)} · {step.name}"
            self.setPage(number, StepPage(step, place, self._maker(step), self._may_go_on))
        self._set_buttons()
        self.currentIdChanged.connect(self._moved)
        session.changed.connect(self._refresh)

    def _set_buttons(self) -> None:
        self.setButton(QWizard.WizardButton.NextButton, FilledButton())
        self.setButtonText(_BACK, "&Back")
        self.setButtonText(QWizard.WizardButton.NextButton, "&Next")
        stretch = QWizard.WizardButton.Stretch
        self.setButtonLayout([_BACK, stretch, QWizard.WizardButton.NextButton])
        for which in (_BACK, QWizard.WizardButton.NextButton):
            made = self.button(which)
            made.setMinimumSize(110, made.fontMetrics().height() + 16)
        self.button(_BACK).clicked.connect(self.go_back)
        QShortcut("Ctrl+PgDown", self, activated=self.go_on)  # type: ignore[call-overload]
        QShortcut("Ctrl+PgUp", self, activated=self.go_back)  # type: ignore[call-overload]

    def _maker(self, step: Step) -> Callable[[], QWidget]:
        """How the content of a step is made; what only one page needs is imported when that page is made."""
        session, ways = self._session, self._ways

        def make() -> QWidget:
            if step.id == DIAGNOSIS_PAGE:
                from il2desk.ui.pages.diagnosis import DiagnosisPage

                return DiagnosisPage(session, ways, step.id)
            if step.id == ORGANS_PAGE:
                from il2desk.ui.pages.organs import OrgansPage

                return OrgansPage(session, ways, step.id)
            if step.id == WEIGHT:
                from il2desk.ui.pages.weight import WeightPage

                return WeightPage(session, ways)
            if step.id == VERDICT:
                from il2desk.ui.pages.verdict import VerdictPage

                return VerdictPage(session, ways)
            if step.id == PLAN:
                from il2desk.ui.pages.plan import PlanPage

                return PlanPage(session, ways)
            if step.id == CHECK:
                from il2desk.ui.pages.second_check import SecondCheckPage

                return SecondCheckPage(session, ways)
            if step.id == DOCUMENTS:
                from il2desk.ui.pages.documents import DocumentsPage

                return DocumentsPage(session, lambda: ways.go_to(CHECK, None))
            from il2desk.ui.pages.checklist import ChecklistPage

            return ChecklistPage(session, ways, step.id)

        return make

    @property
    def here(self) -> Step:
        """The step that is shown."""
        return self.steps[max(0, self.currentId())]

    def page_of(self, step: str) -> StepPage:
        page = self.page([one.id for one in self.steps].index(step))
        assert isinstance(page, StepPage)
        return page

    def nextId(self) -> int:
        here = self.currentId()
        return here + 1 if 0 <= here < len(self.steps) - 1 else -1

    def go_to(self, step: str, field: str | None = None) -> None:
        """Show a step unless it is closed, and put the focus into one of its fields."""
        number = [one.id for one in self.steps].index(step)
        if step in locked(self.steps, self._session.assessment):
            return
        if number != self.currentId():
            self.page_of(step).build()
            self.setCurrentId(number)
        self._focus(field)

    def go_back(self) -> None:
        """To the step before this one in the list; over closed ones."""
        closed = locked(self.steps, self._session.assessment)
        before = [step.id for step in self.steps[: max(0, self.currentId())] if step.id not in closed]
        if before:
            self.go_to(before[-1])

    def go_on(self) -> None:
        if self._may_go_on(self.here.id) and self.nextId() != -1:
            self.next()

    def reject(self) -> None:
        """Escape must not hide a wizard that is part of a window."""

    def accept(self) -> None:
        """There is nothing to accept: the last step stays."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses a focused button, goes on where the page is settled, and else to what is still open."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
            return
        event.accept()
        focus, page = self.focusWidget(), self.page_of(self.here.id)
        if isinstance(focus, QAbstractButton) and not focus.isCheckable():
            focus.click()
        elif isinstance(focus, QPlainTextEdit):
            return
        elif page.enter_goes_on():
            self.go_on()
        elif self.here.id not in {VERDICT, PLAN, CHECK, DOCUMENTS}:
            self._focus(None)

    def blank_doses(self) -> None:
        """Take the dose off the screen at once, whatever the state of the rest."""
        content = self.page_of(PLAN).content
        if isinstance(content, PageContent):
            content.blank()

    def half_typed(self) -> tuple[tuple[str, str], ...]:
        """Text by name that stands on any page and is no answer yet."""
        return tuple(pair for step in _TYPED_ON for pair in self._half_typed_on(step))

    def take_half_typed(self, typed: Iterable[tuple[str, str]]) -> None:
        """Put such text back where it stood; what was typed so for another case goes."""
        texts = dict(typed)
        for page in map(self.page_of, _TYPED_ON):
            if texts:
                page.build()
            if isinstance(page.content, PageContent):
                page.content.take_half_typed(texts)

    def _half_typed_on(self, step: str) -> tuple[tuple[str, str], ...]:
        content = self.page_of(step).content
        return content.half_typed() if isinstance(content, PageContent) else ()

    def _may_go_on(self, step: str) -> bool:
        return stopping_step(self._session.assessment) != step

    def _refresh(self) -> None:
        """The focus stays in the wizard where what had it is gone or closed now; Qt would go on to the header."""
        page, had_focus = self.page_of(self.here.id), self._has_focus()
        if self._case_id != self._session.case.case_id:
            self._begin_anew()
        page.refresh(read_only=self._session.returned is not None)
        self._show_ways_out()
        if had_focus and not self._has_focus():
            self._focus(None)

    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _begin_anew(self) -> None:
        """Another case: nothing of the one before stays on any page, shown or not."""
        self._case_id = self._session.case.case_id
        for step in self.steps:
            self.page_of(step.id).forget()
        self.page_of(self.here.id).build()
        self.began_anew.emit()

    def _moved(self, _number: int) -> None:
        """Bring the page up to date here and not in an event of its own, where Qt for Python may end on an error."""
        page = self.page_of(self.here.id)
        page.build()
        page.refresh(read_only=self._session.returned is not None)
        self._show_ways_out()
        page.scroll_to_top()
        self._focus(None)
        self.moved.emit(self.here.id)

    def _show_ways_out(self) -> None:
        may = self._may_go_on(self.here.id) and self.nextId() != -1
        self.button(QWizard.WizardButton.NextButton).setEnabled(may)
        self.button(_BACK).setEnabled(self.currentId() > 0)

    def _focus(self, field: str | None) -> None:
        page = self.page_of(self.here.id)
        control = (page.control_of(field) if field else None) or page.first_control()
        if control is not None:
            control.setFocus(Qt.FocusReason.OtherFocusReason)
