"""What stands before a case: the first start, unlocking, the list of cases; and how one goes to and fro."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from il2desk.domain.case.case import Case
from il2desk.ui.case.case_switch import OTHER_WINDOW
from il2desk.ui.case.steps import PLAN, SECOND_CYCLE, VERDICT
from il2desk.ui.widgets.first_paint import AfterFirstPaint
from il2desk.ui.window.alerts import ERROR, ERROR_BEFORE_A_CASE
from il2desk.ui.window.idle_lock import IdleWatch
from il2desk.ui.window.lock_cover import LockCover
from il2desk.ui.window.main_window import MainWindow
from il2desk.ui.window.window_stack import WindowStack

if TYPE_CHECKING:
    from il2desk.ui.case.store_ports import Store, StoreGate, StoreServices

IDLE = "Locked, because nobody used the keyboard or the mouse. Everything is stored; unlock to go on where you were."
LEFT_OPEN = (
    "il2desk ended without being closed. This case is as it was last stored; look whether your last word is in it."
)
LOCKED = "Locked. Everything is stored."


class Workspace(QObject):
    """Stands between the window and the store; the window shows a case only while the store is unlocked."""

    def __init__(
        self,
        window: MainWindow,
        gate: "StoreGate",
        services: "StoreServices",
        new_case: Callable[[], Case],
        minutes: int,
    ) -> None:
        super().__init__(window)
        self._window, self._gate, self._services, self._new_case = window, gate, services, new_case
        self.session = window.session
        self.autosave, self.loader = window.autosave, window.loader
        self.was_at: tuple[str, str] | None = None
        self.stack = WindowStack(window)
        self.lock_cover = LockCover(self.stack, self)
        self._connect()
        self._watch = IdleWatch(minutes * 60, self)
        self._watch.idle.connect(lambda: self.lock(IDLE))
        AfterFirstPaint(window, self._watch.begin)
        if gate.is_there():
            self._ask_to_unlock(None)
        else:
            self._begin_anew()

    def _connect(self) -> None:
        window, header = self._window, self._window.header
        self.autosave.troubled.connect(window.alert.say)
        self.autosave.stored.connect(window.alert.hide)
        self.autosave.stored.connect(lambda: QTimer.singleShot(0, self, self._lock_what_was_covered))
        window.wizard.moved.connect(self._moved)
        window.failed.connect(self._tell_failure)
        window.case_switch.reopened.connect(self._show_case)
        window.case_switch.stored_wanted.connect(self.loader.open_case)
        self.loader.shown.connect(self._show_taken_up)
        self.loader.refused.connect(window.say)
        self.loader.half_typed.connect(window.wizard.take_half_typed)
        header.history.clicked.connect(lambda: self.loader.show_history(window))
        header.cases.clicked.connect(self.to_cases)
        header.lock.clicked.connect(lambda: self.lock(LOCKED))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.aboutToQuit.connect(self.put_down)
            application.commitDataRequest.connect(lambda _manager: self.autosave.flush())

    def to_cases(self) -> None:
        """Put the case away into the store, and show the list."""
        if not self.autosave.flush():
            ask = "Leave this case although it could not be stored?"
            self._window.case_switch.close_case(ask, "Leave", self._show_cases)
            return
        self._show_cases()

    def lock(self, sentence: str) -> None:
        """Hide everything and drop the key. What would be lost then is covered: a case that could not be stored, or the
        recovery key of a store that was just made.
        """
        if self.session.store is None:
            self.lock_cover.cover_recovery_key()
            return
        if not self.autosave.flush():
            self.lock_cover.cover_case(self.session.store, self.autosave.trouble)
            return
        if self.stack.holds_case and self.session.viewed is None and self.session.stored is not None:
            self.was_at = (self.session.store.user.id, self.session.case.case_id)
        self.stack.close_dialogs()
        try:
            self._drop_store()
        finally:  # whatever becomes of the case, it is hidden
            self._ask_to_unlock(sentence)

    def _lock_what_was_covered(self) -> None:
        if self.stack.is_covered:
            self.lock(LOCKED)

    def put_down(self) -> None:
        """The program ends: everything stored, the store closed."""
        self.autosave.flush()
        page = self.stack.currentWidget()
        held = getattr(page, "store", None)  # a first start holds one before it is used, and so does a curtain over it
        for store in {self.session.store, held}:
            if store is not None:
                store.lock()
        self.session.use_store(None)

    def _moved(self, _step: str) -> None:
        if self.stack.shows_case and self.session.stored is not None:
            self.autosave.flush()

    def _drop_store(self) -> None:
        if self.session.store is not None:
            self.session.store.lock()
        self.session.use_store(None)
        self._put_away()
        self._window.go_to(self._window.wizard.steps[0].id)

    def _put_away(self) -> None:
        self.session.begin(self._new_case())
        self._window.wizard.take_half_typed(())
        self.autosave.begin()

    def _begin_anew(self) -> None:
        from il2desk.ui.store.first_start import FirstStartPage

        page = FirstStartPage(self._gate, self.session.ports.save_file, restoring=self._services.restoring)
        page.made.connect(self._unlocked)
        page.restored.connect(self._ask_to_unlock)
        page.keep_nothing.connect(self._show_case)
        self.stack.show_page(page, self.session.settings_fault)

    def _ask_to_unlock(self, sentence: str | None) -> None:
        from il2desk.ui.store.unlock import UnlockPage

        page = UnlockPage(self._gate, self._services.restoring)
        if sentence:
            page.locked_because(sentence)
        page.unlocked.connect(self._unlocked)
        page.begin_anew.connect(self._begin_anew)
        page.keep_nothing.connect(self._show_case)
        self.stack.show_page(page, self.session.settings_fault)

    def _unlocked(self, store: "Store") -> None:
        self.session.use_store(store)
        was_at, self.was_at = self.was_at, None
        self._show_cases()
        if was_at is not None and was_at[0] == store.user.id:
            self.loader.open_case(was_at[1])
        elif was_at is None and store.left_open is not None:
            self.loader.open_case(store.left_open)
            if self.stack.shows_case:
                self._window.say(LEFT_OPEN)

    def _show_cases(self) -> None:
        from il2desk.ui.cases.case_list_page import CaseListPage

        store = self.session.store
        if store is None:
            return
        self._put_away()
        page = CaseListPage(store, self.session.today)
        page.chosen.connect(self.loader.open_listed)
        page.new_case.connect(self.begin_case)
        page.open_pdf.connect(self._window.case_switch.opening.choose)
        page.second_cycle.connect(self._second_cycle)
        page.lock.connect(lambda: self.lock(LOCKED))
        page.people.connect(self._show_people)
        page.care.connect(self._show_care)
        page.remind(self._services.maintenance(store).reminder())
        self.stack.show_page(page, self.session.settings_fault)

    def _show_people(self) -> None:
        from il2desk.ui.store.people_dialog import PeopleDialog

        if self.session.store is not None:
            users = self._services.users(self.session.store)
            PeopleDialog(users, self.session.ports.save_file, self._window).open()

    def _show_care(self) -> None:
        from il2desk.ui.cases.case_list_page import CaseListPage
        from il2desk.ui.store.maintenance_dialog import MaintenanceDialog

        store, start = self.session.store, self.stack.currentWidget()
        if store is None or not isinstance(start, CaseListPage):
            return
        packs = self.session.ports.packs
        titles = {one.id: one.title for one in (packs.guideline, packs.product)}
        criteria = {one.id: one.title for one in packs.guideline.criteria}
        care = self._services.maintenance(store)
        dialog = MaintenanceDialog(care, start.cases.list.current(), titles, criteria, self._window)
        dialog.erased.connect(start.refresh)
        dialog.backed_up.connect(lambda: start.remind(care.reminder()))
        dialog.open()

    def begin_case(self) -> None:
        """A new, empty case; nothing is stored before something is entered."""
        store = self.session.store
        if store is not None and store.is_read_only:
            self._window.say(OTHER_WINDOW)
            return
        self._put_away()
        self._show_case()
        self._window.go_to(self._window.wizard.steps[0].id)

    def _show_taken_up(self, step: str) -> None:
        self._show_case()
        self._window.go_to(step if step in {one.id for one in self._window.wizard.steps} else VERDICT)

    def _second_cycle(self, case_id: str) -> None:
        self.loader.open_case(case_id)
        if self.stack.shows_case:
            self._window.go_to(PLAN, SECOND_CYCLE)

    def _tell_failure(self) -> None:
        if not self.stack.shows_case:
            self._window.say(ERROR_BEFORE_A_CASE)
        elif self.autosave.trouble:
            self._window.say(f"{ERROR} {self.autosave.trouble}")

    def _show_case(self) -> None:
        self._window.alert.hide()
        self.stack.show_case()
        for one in self._window.header.of_store:
            one.setVisible(self.session.store is not None)
