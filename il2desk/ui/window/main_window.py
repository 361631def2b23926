"""The window: patient and guidance across the top, steps on the left, the wizard, and the standing on the right."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QGridLayout, QMainWindow, QStackedWidget, QWidget

from il2desk.domain.case.case import Case
from il2desk.ui.case.autosave import Autosave
from il2desk.ui.case.case_switch import CaseSwitch
from il2desk.ui.case.navigation import Navigation
from il2desk.ui.case.patient import named
from il2desk.ui.case.ports import Ports
from il2desk.ui.case.session import Session
from il2desk.ui.case.steps import CHECK, DOCUMENTS, VERDICT, open_steps, progress
from il2desk.ui.panels.message_bars import AlertBar, Bar, ReopenedBar
from il2desk.ui.widgets import theme
from il2desk.ui.widgets.clipboard import keep_copies_secret
from il2desk.ui.widgets.first_paint import AfterFirstPaint
from il2desk.ui.widgets.focus import keep_in_view, next_pane, tab
from il2desk.ui.widgets.icons import IconLabel
from il2desk.ui.widgets.theme import Tone
from il2desk.ui.window.alerts import ERROR, REFUSED, SAMPLE, voided_in_words
from il2desk.ui.window.case_loader import CaseLoader
from il2desk.ui.window.case_wizard import CaseWizard
from il2desk.ui.window.cover import Cover
from il2desk.ui.window.failures import catch_all, do_each
from il2desk.ui.window.header import Header
from il2desk.ui.window.side_panels import Sides
from il2desk.ui.window.wheel_guard import WheelGuard

BODY = 5  # the row of the grid below all bars


class MainWindow(QMainWindow):
    """One case at a time, made from its session. `failed` tells of an error that `catch_errors` caught."""

    failed = Signal()

    def __init__(self, ports: Ports, new_case: Callable[[], Case]) -> None:
        super().__init__()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(application)
        self.session = session = Session(ports, new_case(), self)
        self.autosave = Autosave(session, lambda: self.wizard.here.id, self, lambda: tuple(self.wizard.half_typed()))
        self.loader = CaseLoader(session, self.autosave, self)
        self.case_switch = switch = CaseSwitch(session, self, new_case, self.autosave.flush, self.loader.archive_draft)
        self._may_close = self._tells_voided = False
        self._failing = self._is_complete = False
        self.setWindowTitle("il2desk")
        navigation = Navigation(self.go_to, self.open_settings, self.explain, switch.begin_instead, switch.open_stored)
        assessment = session.assessment
        self.header, self.alert, self.reopened = Header(), AlertBar(), ReopenedBar()
        self._cover: QWidget | None = None
        notice = assessment.packs.guideline.notice
        self.age = Bar(Tone.ACCENT, None, "&More")
        self.age.action.setAccessibleName(f"{notice.title}: more")
        self.age.words.say(". ".join(notice.text.split(". ")[:2]).rstrip(".") + ".")
        self.settings_bar = Bar(Tone.ATTENTION, IconLabel.ATTENTION, "Set…")
        self.wizard = CaseWizard(session, navigation)
        self.sides = Sides(self.wizard.steps, assessment)
        self._lay_out()
        self._connect()
        self._refresh()
        self.go_to(self.wizard.here.id)
        self.setMinimumSize(640, 360)  # a small screen at double scale; the sides follow with `fit`
        AfterFirstPaint(self, self._complete)

    def _lay_out(self) -> None:
        central = QWidget()
        self._grid = grid = QGridLayout(central)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        for row, bar in enumerate((self.header, self.age, self.settings_bar, self.reopened, self.alert)):
            grid.addWidget(bar, row, 0, 1, 3)
        for column, part in enumerate((self.sides.left, self.wizard, self.sides.right)):
            grid.addWidget(part, BODY, column)
        grid.setRowStretch(BODY, 1)
        grid.setColumnStretch(1, 1)
        self.setCentralWidget(central)

    def _connect(self) -> None:
        session, switch = self.session, self.case_switch
        session.changed.connect(self._refresh)
        session.changed.connect(self.autosave.save_soon)  # once every page shows the new case
        session.voided.connect(self._tell_voided)
        session.entry_refused.connect(lambda: self.alert.say(REFUSED))
        self.wizard.moved.connect(self._moved)
        self.wizard.began_anew.connect(self.sides.close_why)
        self.sides.steps.chosen.connect(self.go_to)
        self.sides.standing.why.connect(self.explain)
        self.age.pressed.connect(self._tell_age)
        self.settings_bar.pressed.connect(lambda: self.open_settings(""))
        self.header.settings.clicked.connect(lambda: self.open_settings(""))
        self.header.new_case.clicked.connect(switch.ask_for_new)
        self.header.open_pdf.clicked.connect(self._choose_pdf)
        switch.refused.connect(self.say)
        switch.begun.connect(lambda: self._start_at(self.wizard.steps[0].id))
        switch.revision_begun.connect(lambda: self._start_at(VERDICT))
        switch.reopened.connect(self._show_reopened)
        self.reopened.pressed.connect(switch.begin_revision)
        self.reopened.looked.connect(lambda: self.go_to(DOCUMENTS))
        self.setAcceptDrops(True)
        QShortcut("Ctrl+O", self, activated=self._choose_pdf)  # type: ignore[call-overload]
        QShortcut("F6", self, activated=self._next_pane)  # type: ignore[call-overload]

    def _complete(self) -> None:
        """What can wait until the first page is shown, and no longer: the standing; guards of wheel and clipboard."""
        application = QApplication.instance()
        if self._is_complete or not isinstance(application, QApplication):
            return
        self._is_complete = True
        application.installEventFilter(WheelGuard(self))
        keep_copies_secret(application, self)
        application.focusChanged.connect(keep_in_view)
        self.sides.standing.fill()

    def catch_errors(self) -> None:
        """Make this window the one that is told of unexpected errors."""
        catch_all(self.show_failure)

    def show_failure(self) -> None:
        """Blank every dose, forbid printing, keep what was typed, and say so."""
        if self._failing:
            return

        self._failing = True
        do_each(self.wizard.blank_doses, self.session.block, lambda: self.alert.say(ERROR), self.failed.emit)
        self._failing = False

    def say(self, sentence: str) -> None:
        """Shows a sentence in the bar of what fills the window: the case, or a page before it."""
        filling = self.centralWidget()
        shown = filling.currentWidget() if isinstance(filling, QStackedWidget) else self
        getattr(shown, "alert", self.alert).say(sentence)

    def go_to(self, step: str, field: str | None = None) -> None:
        self.wizard.go_to(step, field)

    def explain(self, criterion: str) -> None:
        """Open the source of one criterion beside the wizard."""
        self.sides.why_window(self).explain(self.session.assessment, criterion)

    def _tell_age(self) -> None:
        self.sides.why_window(self).tell_age(self.session.assessment)

    def open_settings(self, name: str) -> None:
        """Open the settings dialog, at one setting if a name is given."""
        from il2desk.ui.settings.dialog import SettingsDialog

        SettingsDialog(self.session, focus=name or None, parent=self).open()

    def _refresh(self) -> None:
        session = self.session
        self.header.name_patient(named(session.assessment))
        self.sides.refresh(session.assessment, progress(self.wizard.steps, session), self.wizard.here.id)
        self.settings_bar.words.say(session.settings_fault or SAMPLE)
        self.settings_bar.setVisible(bool(session.settings_fault) or session.assessment.settings.sample)
        if self._tells_voided and session.assessment.signature is not None:
            self._tells_voided = False
            self.alert.hide()
        self.reopened.refresh(session)
        self._hide_figures(self.wizard.here.id == CHECK and session.is_being_checked)

    def _tell_voided(self, signature: bool, check: bool, revision: int) -> None:
        if not self.session.is_blocked:  # what is said of an error says more
            self.alert.say(voided_in_words(signature, check, revision))
            self._tells_voided = True

    def _hide_figures(self, hide: bool) -> None:
        """Cover what may show weight or dose beside the page, and close the window of sources."""
        if hide and self._cover is None:
            self._cover = Cover()
            self._grid.addWidget(self._cover, BODY, 2)
        if self._cover is not None:
            self._cover.setFixedWidth(self.sides.right.maximumWidth())
            self._cover.setVisible(hide)
        self.sides.right.setVisible(not hide)
        if hide:
            self.sides.close_why()

    def _choose_pdf(self) -> None:
        self.case_switch.opening.choose()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The file is read in a turn of its own: here, inside Qt's event, Qt for Python may end on an error in it."""
        event.acceptProposedAction()
        QTimer.singleShot(0, self, partial(self.case_switch.opening.drop, event.mimeData().urls()))

    def _moved(self, step: str) -> None:
        self._refresh()
        self.sides.look_at(self.session.assessment, step)

    def _next_pane(self) -> None:
        next_pane((self.sides.steps, self.wizard, self.sides.standing), self._enter_pane)

    def _enter_pane(self, pane: QWidget) -> None:
        if pane is self.wizard:
            self.wizard.go_to(self.wizard.here.id)
        else:
            pane.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sides.fit(self.width())

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab goes from the page to what leads on, to the standing, to the top, to the steps, as the eye does."""
        panes = (self.wizard, self.sides.right, self.header, self.age, self.settings_bar, self.reopened, self.alert)
        return tab((*panes, self.sides.left), forward=is_next) or super().focusNextPrevChild(is_next)

    def _start_at(self, step: str) -> None:
        """Shows another case at that step; half-typed text of the one before goes."""
        self.wizard.take_half_typed(())
        self.alert.hide()
        self.go_to(step)

    def _show_reopened(self) -> None:
        reached = {step.id for step in open_steps(self.wizard.steps, self.session.assessment)}
        self._start_at(VERDICT if VERDICT in reached else DOCUMENTS)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close or not self.session.would_be_lost:
            event.accept()
            return
        event.ignore()
        QTimer.singleShot(0, self, self._try_to_close)

    def _try_to_close(self) -> None:
        self.case_switch.close_case("Close without printing or saving?", "Close", self._close_now)

    def _close_now(self) -> None:
        self._may_close = True
        self.close()
