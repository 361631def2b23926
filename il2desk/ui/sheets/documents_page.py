"""The documents page: choose sheets, see exactly what will be printed, print it or save it, and see it again."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.errors import Refusal
from il2desk.domain.records.print_history import Printing, in_words
from il2desk.domain.records.sheet_kinds import HOLDS_THE_RECORD, SheetKind
from il2desk.ui.case.session import Session
from il2desk.ui.case.what_holds import is_as_it_stands
from il2desk.ui.fields.feedback import NOTHING, Echoed, asked, refusal, remark, understood
from il2desk.ui.sheets.documents_page_layout import DocumentsLayout
from il2desk.ui.sheets.sheets import BLOCKED, NOT_ITS_PAGES, READ_ONLY, MadeSheet, begin_printing, new_record
from il2desk.ui.widgets.buttons import relabel

_NONE_CHOSEN = "No sheet is chosen."
_NONE_MADE = "No chosen sheet could be made; the reason stands below its name."
_AGAIN = "The case was changed. The sheets were made again: look at them, then print."
_NAMED = "Your name is on the sheets now. Look at them, then print."
_LATER = "The time of printing was brought up to date. Look at the sheets, then print."
OLDEST = timedelta(minutes=15)
_TO_PRINT = "P&rint…"


class DocumentsPage(QWidget):
    """Shows what is made of the session as it stands, or what was printed, or nothing; prints only what it shows."""

    def __init__(
        self, session: Session, to_check: Callable[[], None] = lambda: None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._made: tuple[MadeSheet, ...] = ()
        self._as_printed: Printing | None = None
        self._seen: Assessment | None = None
        self._parts = parts = DocumentsLayout(self, session, to_check, self.show_as_printed)
        self.choice, self.printed_by, self.patient_check = parts.choice, parts.printed_by, parts.patient_check
        self.before, self.unchecked, self.switch = parts.before, parts.unchecked, parts.switch
        self.print_button, self.save_button, self.status = parts.print_button, parts.save_button, parts.status
        self.output, self.seen_first = parts.output, parts.seen_first
        self._connect()
        self.blank()

    @property
    def made(self) -> tuple[MadeSheet, ...]:
        """The sheets as shown; exactly these bytes are printed."""
        return self._made

    @property
    def as_printed(self) -> Printing | None:
        """The printing that is shown again, or None."""
        return self._as_printed

    def show_as_printed(self, printing: Printing) -> None:
        """Show once more exactly what was printed; nothing is made."""
        self.blank(BLOCKED)
        if self._session.is_blocked:
            return
        self._as_printed, self._seen = printing, self._session.assessment
        self._parts.refresh(printing)
        when = in_words(printing, self._session.assessment.basis.zone)
        self._parts.said_above.say(f"As printed. {when}.", "The same pages, not new ones.")
        self._parts.said_above.show()
        self.switch.show_sheets(printing.sheets)
        last = self._session.printings.last(self._session.case.cycle.number)
        again = last is not None and is_as_it_stands(printing, self._session)
        copy = last.record.copy_number + 1 if last and again else 1
        relabel(self.print_button, f"P&rint again as copy {copy}…" if again else "Back to the sheets to p&rint")
        self._enable(self._session.viewed is None)
        for one in (self.print_button, self.save_button):
            one.setVisible(self._session.viewed is None)
        self._say(remark(READ_ONLY) if self._session.viewed is not None else NOTHING)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_current():
            self._make()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._parts.arrange(self.width())

    def _session_changed(self) -> None:
        if self._is_current():
            self._parts.refresh(self._as_printed)
            return
        self.blank()
        self._say(NOTHING)
        if self.isVisible():
            self._make()

    def _make(self) -> None:
        """Make them anew, and leave the focus on the button that has it, which is off for a moment meanwhile."""
        focused = next((one for one in (self.print_button, self.save_button) if one.hasFocus()), None)
        self._show_anew()
        if focused is not None:
            (focused if focused.isEnabled() else self.printed_by.name).setFocus()

    def _show_anew(self) -> None:
        """Blank first, so that whatever goes wrong afterwards leaves no older sheet on the screen."""
        self.blank()
        self._parts.refresh(None)
        if self._session.viewed_printing is not None:
            self.show_as_printed(self._session.viewed_printing)
            return
        if self._session.is_blocked or self._session.is_doubted:
            self.blank(BLOCKED if self._session.is_blocked else NOT_ITS_PAGES)
            return
        made = self._made_now()
        if made:
            self._keep(made)
        else:
            self.blank(_NONE_MADE if self.choice.chosen else _NONE_CHOSEN)

    def _made_now(self) -> tuple[MadeSheet, ...]:
        """The chosen sheets that can be made, all under one record; why another cannot is said below its name."""
        made: list[MadeSheet] = []
        make: Callable[[SheetKind], MadeSheet] | None = None
        for name in self.choice.chosen:
            try:
                make = make or begin_printing(new_record(self.choice.papers.paper, self._session), self._session)
                made.append(make(name))
            except Refusal as problem:
                self.choice.refuse(name, problem)
        return tuple(made)

    def _keep(self, made: tuple[MadeSheet, ...]) -> None:
        self._made = made
        relabel(self.print_button, _TO_PRINT)
        self._enable(True)
        self.switch.show_sheets(made)

    def blank(self, sentence: str = "") -> None:
        """Take every sheet off the screen at once, and say why."""
        self._made, self._as_printed = (), None
        self._parts.said_above.hide()
        self.switch.blank(sentence)
        relabel(self.print_button, _TO_PRINT)
        self._enable(False)

    def _enable(self, shown: bool) -> None:
        for one in (self.print_button, self.save_button):
            one.setEnabled(shown)
            one.show()

    def _is_current(self) -> bool:
        """Whether what is shown is still true to the session."""
        if self._as_printed is not None:
            return self._seen is self._session.assessment and not self._session.is_blocked
        return bool(self._made) and all(sheet.is_of(self._session) for sheet in self._made)

    def _print(self) -> None:
        printing = self._as_printed
        if printing is not None and not self._may_again(printing):
            return
        if self.output.has_printer() and self._may_leave():
            self.output.print_all(self._made)

    def _may_again(self, printing: Printing) -> bool:
        """Make the sheets of an earlier printing as the next copy; where the case was changed since, only go back."""
        self._say(NOTHING)
        names = tuple(sheet.name for sheet in printing.sheets)
        again = is_as_it_stands(printing, self._session)
        if again:
            self.choice.papers.take(printing.record.paper)
            self.choice.take(names)
        self._make()
        return again and tuple(sheet.name for sheet in self._made) == names

    def _save(self) -> None:
        if self._as_printed is not None and self._was_seen():
            self.output.save_all(self._as_printed.sheets, self._as_printed)
        elif self._as_printed is None and self._may_leave():
            self.output.save_all(self._made)

    def _may_leave(self) -> bool:
        """Whether the sheets may leave the screen: true to the case, somebody named, the patient checked."""
        self._say(NOTHING)
        before = self._session.person
        self.printed_by.take()
        if self._session.person != before:
            self._say(asked(_NAMED))
            return False
        is_old = any(self._session.ports.now() - sheet.record.printed > OLDEST for sheet in self._made)
        if not self._is_current() or is_old:
            says = _AGAIN if not self._is_current() else _LATER
            self._make()
            self._say(asked(says))
            return False
        return bool(self._made) and self.printed_by.check() and self.patient_check.check() and self._was_seen()

    def _was_seen(self) -> bool:
        """Whether nobody needs to be told that the sheets hold no longer, or somebody has marked that they were."""
        was_seen = self.seen_first.was_seen(self._as_printed)
        if not was_seen:
            self._say(asked(self.seen_first.not_yet))
        return was_seen

    def _kept(self, sheet: object) -> None:
        if not isinstance(sheet, MadeSheet):
            return
        self._session.printings.keep(sheet.as_printing)
        if sheet.name in HOLDS_THE_RECORD and sheet.is_of(self._session):
            self._session.note_printed()

    def _ended(self) -> None:
        """What left the screen is shown as it was printed: whatever is printed next is another copy."""
        kept = self._session.printings.of_record(self._made[0].record) if self._made else None
        if kept is not None:
            self.show_as_printed(kept)
            self.print_button.setFocus()

    def _say(self, echoed: Echoed) -> None:
        self.status.show_echo(echoed)
        self.setAccessibleDescription(echoed.words)
        if echoed.words:
            self._parts.bring_into_view(self.status)

    def _open_settings(self, name: str) -> None:
        from il2desk.ui.settings.dialog import SettingsDialog

        SettingsDialog(self._session, focus=name, parent=self).open()

    def _connect(self) -> None:
        self._session.changed.connect(self._session_changed)
        self.choice.changed.connect(self._make)
        self.printed_by.changed.connect(self._named)
        self.printed_by.refused.connect(lambda: self._parts.bring_into_view(self.printed_by))
        self.patient_check.passed.connect(self.print_button.setFocus)
        self.patient_check.refused.connect(lambda: self._parts.bring_into_view(self.patient_check))
        self.choice.setting_wanted.connect(self._open_settings)
        self.switch.unshowable.connect(lambda _name, sentence: self.blank(sentence))
        self.output.kept.connect(self._kept)
        self.output.ended.connect(self._ended)
        self.output.working.connect(lambda sentence: self._say(remark(sentence)))
        self.output.said.connect(lambda sentence: self._say(understood(sentence)))
        self.output.refused.connect(lambda sentence: self._say(refusal(sentence)))
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)

    def _named(self) -> None:
        if self._as_printed is None:
            self._make()
