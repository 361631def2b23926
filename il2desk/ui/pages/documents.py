"""The documents page: choose sheets, see exactly what will be printed, then print it or save it as PDF."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from il2desk.ui.columns import Columns
from il2desk.ui.patient_check import PatientCheck
from il2desk.ui.session import Session
from il2desk.ui.sheet_choice import SheetChoice
from il2desk.ui.sheet_output import SheetOutput
from il2desk.ui.sheet_switch import SheetSwitch
from il2desk.ui.sheets import BLOCKED, SUMMARY, MadeSheet, make
from il2desk.ui.widgets.buttons import FilledButton, button
from il2desk.ui.widgets.echo import NOTHING, Echo, Echoed, asked, refusal, remark, understood
from il2desk.ui.widgets.panel import Section

BESIDE_FROM = 84  # average letters of width from which the preview stands beside the choices instead of below them
_NONE_CHOSEN = "No sheet is chosen."
_NONE_MADE = "No chosen sheet could be made; the reason stands below its name."
_AGAIN = "The case was changed. The sheets were made again: look at them, then print."


class DocumentsPage(QWidget):
    """Shows what is made of the session as it stands, or nothing; prints only what it shows."""

    printed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._made: tuple[MadeSheet, ...] = ()
        self.choice = SheetChoice(session)
        self.patient_check = PatientCheck(session)
        self.switch = SheetSwitch()
        self.output = SheetOutput(session, self)
        self.print_button = FilledButton("P&rint…")
        self.save_button = button("Save as P&DF…")
        self.status = Echo(holds_place=False)
        self._lay_out()
        self._connect()
        self._drop("")

    @property
    def made(self) -> tuple[MadeSheet, ...]:
        """The sheets as shown; exactly these bytes are printed."""
        return self._made

    def has_unprinted_work(self) -> bool:
        """Whether something is recorded that no printed or saved summary shows."""
        return self._session.would_be_lost

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._made or not self._is_current():
            self._make()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._columns.arrange(self.width() >= BESIDE_FROM * self.fontMetrics().averageCharWidth())

    def _session_changed(self) -> None:
        if self._made and self._is_current():
            return
        self._drop("")
        self._say(NOTHING)
        if self.isVisible():
            self._make()

    def _make(self) -> None:
        """Blank first, so that whatever goes wrong afterwards leaves no older sheet on the screen."""
        self._drop("")
        self.choice.refresh()
        self.patient_check.refresh()
        if self._session.blocked_by_error:
            self._drop(BLOCKED)
            return
        made = []
        for name in self.choice.chosen:
            try:
                made.append(make(name, self.choice.paper, self._session))
            except ValueError as problem:
                self.choice.refuse(name, str(problem))
        if made:
            self._keep(tuple(made))
        else:
            self._drop(_NONE_CHOSEN if not self.choice.chosen else _NONE_MADE)

    def _keep(self, made: tuple[MadeSheet, ...]) -> None:
        self._made = made
        self._enable(True)
        self.switch.show_sheets(made)

    def _drop(self, sentence: str) -> None:
        self._made = ()
        self.switch.blank(sentence)
        self._enable(False)

    def _drop_unshowable(self, _name: str, sentence: str) -> None:
        self._drop(sentence)

    def _enable(self, shown: bool) -> None:
        self.print_button.setEnabled(shown)
        self.save_button.setEnabled(shown)

    def _is_current(self) -> bool:
        return all(sheet.is_of(self._session) for sheet in self._made)

    def _print(self) -> None:
        if self.output.has_printer() and self._may_leave():
            self.output.print_all(self._made)

    def _save(self) -> None:
        if self._may_leave():
            self.output.save_all(self._made)

    def _may_leave(self) -> bool:
        """Whether the sheets may leave the screen: still true to the case, and the patient checked."""
        self._say(NOTHING)
        if not self._is_current():
            self._make()
            self._say(asked(_AGAIN))
            return False
        return bool(self._made) and self.patient_check.check()

    def _kept(self, sheet: MadeSheet) -> None:
        if sheet.name == SUMMARY and sheet.is_of(self._session):
            self._session.put_on_paper()
        self.printed.emit()

    def _say(self, echoed: Echoed) -> None:
        self.status.show_echo(echoed)
        self.setAccessibleDescription(echoed.words)
        if echoed.words:
            self._columns.bring_into_view(self.status)

    def _open_settings(self, name: str) -> None:
        from il2desk.ui.settings_dialog import SettingsDialog

        SettingsDialog(self._session, focus=name, parent=self).open()

    def _connect(self) -> None:
        self._session.changed.connect(self._session_changed)
        self.choice.changed.connect(self._make)
        self.patient_check.passed.connect(self.print_button.setFocus)
        self.patient_check.refused.connect(lambda: self._columns.bring_into_view(self.patient_check))
        self.choice.setting_wanted.connect(self._open_settings)
        self.switch.unshowable.connect(self._drop_unshowable)
        self.output.kept.connect(self._kept)
        self.output.working.connect(lambda sentence: self._say(remark(sentence)))
        self.output.said.connect(lambda sentence: self._say(understood(sentence)))
        self.output.refused.connect(lambda sentence: self._say(refusal(sentence)))
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)

    def _lay_out(self) -> None:
        sheets = Section("Sheets and paper")
        sheets.add(self.choice)
        patient = Section("The right patient?", "Typed from the patient’s own papers.")
        patient.add(self.patient_check)
        choices = QWidget()
        rows = QVBoxLayout(choices)
        rows.setContentsMargins(0, 0, 0, 0)
        for section in (sheets, patient):
            section.rows.setContentsMargins(16, 12, 16, 14)
            section.rows.setSpacing(8)
            rows.addWidget(section)
        rows.addStretch()
        foot = QWidget()
        below = QGridLayout(foot)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.status, 0, 0, 1, 2)
        below.addWidget(self.print_button, 1, 0)
        below.addWidget(self.save_button, 1, 1)
        self._columns = Columns(choices, foot, self.switch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._columns)
