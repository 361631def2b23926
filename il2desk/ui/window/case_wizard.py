"""The wizard: one page for each step of one list, and that list alone says what is next and what was before."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from il2desk.domain.assessment.read_back import WEIGHT
from il2desk.ui.case.navigation import Navigation
from il2desk.ui.case.session import Session
from il2desk.ui.case.steps import (
    CHECK,
    DOCUMENTS,
    PLAN,
    VERDICT,
    Step,
    open_steps,
    steps_of,
    stopping_step,
)
from il2desk.ui.pages.page_content import PageContent
from il2desk.ui.pages.step_page import StepPage
from il2desk.ui.widgets.buttons import FilledButton, button
from il2desk.ui.widgets.theme import READABLE_WIDTH

_TYPED_ON = (VERDICT, PLAN)
"""The pages on which text can stand that no answer holds."""


class CaseWizard(QWidget):
    """Embedded in the window. `moved` gives the step that is shown; `began_anew` tells that it shows another case.

    Not a QWizard: that keeps a history of its own beside the list of steps, and goes to no page it was at before.
    """

    moved = Signal(str)
    began_anew = Signal()

    def __init__(self, session: Session, ways: Navigation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._ways = session, ways
        self._case_id = session.case.case_id
        self.steps = steps_of(session.assessment.packs.guideline)
        self.back, self.next = button("&Back"), FilledButton("&Next")
        self.pages = tuple(
            StepPage(step, f"Step {number} of {len(self.steps)} · {step.name}", self._maker(step))
            for number, step in enumerate(self.steps, start=1)
        )
        self._lay_out()
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        QShortcut("Ctrl+PgDown", self, activated=self.go_on)  # type: ignore[call-overload]
        QShortcut("Ctrl+PgUp", self, activated=self.go_back)  # type: ignore[call-overload]
        session.changed.connect(self._refresh)
        self._show(0)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for page in self.pages:
            self._stack.addWidget(page)
        foot = QWidget()
        foot.setMaximumWidth(READABLE_WIDTH + 2 * 24)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 8, 24, 8)
        for one in (self.back, self.next):
            one.setMinimumSize(110, one.fontMetrics().height() + 16)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(foot)

    def _maker(self, step: Step) -> Callable[[], QWidget]:
        """How the content of a step is made; what only one page needs is imported when that page is made."""
        session, ways, guideline = self._session, self._ways, self._session.assessment.packs.guideline

        def make() -> QWidget:
            if step.id == guideline.page_asking("patient"):
                from il2desk.ui.pages.diagnosis import DiagnosisPage

                return DiagnosisPage(session, ways, step.id)
            if step.id == guideline.page_asking("sites"):
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
                from il2desk.ui.sheets.documents_page import DocumentsPage

                return DocumentsPage(session, lambda: ways.go_to(CHECK, None))
            from il2desk.ui.pages.checklist import ChecklistPage

            return ChecklistPage(session, ways, step.id)

        return make

    @property
    def here(self) -> Step:
        """The step that is shown."""
        return self.steps[self._stack.currentIndex()]

    def page_of(self, step: str) -> StepPage:
        return self.pages[self._number(step)]

    def _number(self, step: str) -> int:
        return [one.id for one in self.steps].index(step)

    def go_to(self, step: str, field: str | None = None) -> None:
        """Show a step, or the one that closes it, and put the focus into one of its fields."""
        number = self._number(step)
        if self.steps[number] not in self._open():
            number = self._number(stopping_step(self._session.assessment) or step)
        if number != self._stack.currentIndex():
            self._show(number)
        self._focus(field)

    def go_back(self) -> None:
        """To the open step before this one in the list."""
        before = [step for step in self._open() if self._number(step.id) < self._stack.currentIndex()]
        if before:
            self.go_to(before[-1].id)

    def go_on(self) -> None:
        """To the open step after this one in the list."""
        after = [step for step in self._open() if self._number(step.id) > self._stack.currentIndex()]
        if after:
            self.go_to(after[0].id)

    def _open(self) -> tuple[Step, ...]:
        return open_steps(self.steps, self._session.assessment)

    def _show(self, number: int) -> None:
        """Bring the page up to date before it is shown, and let no control of the one before hand on the focus."""
        page = self.pages[number]
        focus: QWidget | None = self.window().focusWidget()
        if focus is not None and self._stack.isAncestorOf(focus):
            focus.clearFocus()
        page.build()
        page.refresh(read_only=self._session.viewed is not None)
        self._stack.setCurrentIndex(number)
        self._show_ways_out()
        page.scroll_to_top()
        self.moved.emit(self.here.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on where the page is settled, and else to what is still open."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
            return
        event.accept()
        focus, page = self.focusWidget(), self.page_of(self.here.id)
        if isinstance(focus, QPlainTextEdit):
            return
        if page.enter_goes_on():
            self.go_on()
        elif self.here.id not in {VERDICT, PLAN, CHECK, DOCUMENTS}:
            self._focus(None)

    def blank_doses(self) -> None:
        """Take every dose off the screen at once, whatever the state of the rest."""
        from il2desk.ui.sheets.documents_page import DocumentsPage

        for page in self.pages:
            if isinstance(page.content, PageContent | DocumentsPage):
                page.content.blank()

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

    def _refresh(self) -> None:
        """The focus stays in the wizard where what had it is gone or closed now; Qt would go on to the header."""
        had_focus = self._has_focus()
        if self._case_id != self._session.case.case_id:
            self._begin_anew()
        if self.here not in self._open():
            self.go_to(self.here.id)
        self.page_of(self.here.id).refresh(read_only=self._session.viewed is not None)
        self._show_ways_out()
        if had_focus and not self._has_focus():
            self._focus(None)

    def _has_focus(self) -> bool:
        """In the window, also while a dialog over it has the keyboard."""
        focus: QWidget | None = self.window().focusWidget()
        return focus is not None and focus.isVisible() and self.isAncestorOf(focus)

    def _begin_anew(self) -> None:
        """Another case: nothing of the one before stays on any page, shown or not."""
        self._case_id = self._session.case.case_id
        for step in self.steps:
            self.page_of(step.id).forget()
        self.page_of(self.here.id).build()
        self.began_anew.emit()

    def _show_ways_out(self) -> None:
        ways = self._open()
        self.back.setEnabled(self.here != ways[0])
        self.next.setEnabled(self.here != ways[-1])

    def _focus(self, field: str | None) -> None:
        """As a shortcut would: it is drawn, and a figure in the line is marked, to be replaced and not typed on to."""
        page = self.page_of(self.here.id)
        control = (page.control_of(field) if field else None) or page.first_control()
        if control is not None:
            control.setFocus(Qt.FocusReason.ShortcutFocusReason)
