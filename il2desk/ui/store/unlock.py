"""Unlocking a store: user and passphrase, or the recovery key, or another backup."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from il2desk.domain.errors import Refusal, StoreGone, WrongPassphrase
from il2desk.ui.fields.feedback import NOTHING, Echo, refusal
from il2desk.ui.forms.form_fields import Passphrase
from il2desk.ui.panels.page_frame import Frame, View
from il2desk.ui.store.keep_nothing import KeepNothing
from il2desk.ui.store.retry_delay import RetryDelay
from il2desk.ui.store.users import UserChoice
from il2desk.ui.widgets.busy_cursor import busy
from il2desk.ui.widgets.buttons import FilledButton, button
from il2desk.ui.widgets.icons import IconLabel
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.layouts import button_row
from il2desk.ui.widgets.panel import BannerPanel, SectionPanel
from il2desk.ui.widgets.theme import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from il2desk.domain.records.store_records import User
    from il2desk.ui.case.store_ports import Restoring, Store, StoreGate
    from il2desk.ui.store.recovery import RecoveryView
    from il2desk.ui.store.restore import RestoreView

_LEAD = "The cases on this workstation are encrypted. Your passphrase opens them."
_MEANWHILE = "You can work without keeping anything meanwhile."
_WHO = "Mark who you are."
_EMPTY = "Type your passphrase."


class UnlockPage(Frame):
    """`unlocked` is emitted with the open store, `begin_anew` if a new store is to replace one that is gone."""

    unlocked = Signal(object)
    begin_anew = Signal()
    keep_nothing = Signal()

    def __init__(self, gate: "StoreGate", restoring: "Callable[[], Restoring] | None" = None) -> None:
        super().__init__()
        self._gate, self._restoring = gate, restoring
        self.form = View("Unlock the cases", _LEAD)
        self.locked, self.trouble = BannerPanel(), BannerPanel()
        self.users = UserChoice()
        self.passphrase = Passphrase("&Passphrase")
        self.outcome = Echo(holds_place=False)
        self.unlock_button = FilledButton("&Unlock")
        self.unlock_button.setMinimumWidth(170)
        self.forgotten = button("Passphrase &forgotten?", quiet=True)
        self.again = button("&Try again")
        self.other = KeepNothing(as_a_whole=False)
        self.bring_back = button("Bring back a bac&kup…", quiet=True)
        self.make_new = button("Make a &new store…", quiet=True)
        self._instead = (self.again, self.bring_back, self.make_new)
        self.waiting = RetryDelay(self.unlock_button, "&Unlock")
        self._section = self._laid_out()
        self.form.add(self.locked, self.trouble, self._section, button_row(*self._instead), self.other)
        for hidden in (self.locked, self.trouble, *self._instead):
            hidden.hide()
        self.add_view(self.form)
        self.show_view(self.form)
        self._connect()
        self.look()

    @cached_property
    def recovery(self) -> "RecoveryView":
        """View that opens the store with the recovery key, built at first use."""
        from il2desk.ui.store.recovery import RecoveryView

        view = RecoveryView(self._gate)
        view.left.connect(lambda: self.turn_to(self.form))
        view.unlocked.connect(self._recovered)
        self.add_view(view)
        return view

    @cached_property
    def restore(self) -> "RestoreView":
        """View for restoring a backup, built at first use."""
        from il2desk.ui.store.restore import RestoreView

        assert self._restoring is not None, "only then is it offered"
        view = RestoreView(self._restoring())
        view.left.connect(lambda: self.turn_to(self.form))
        view.restored.connect(self._restored)
        self.add_view(view)
        return view

    def first_control(self) -> QWidget:
        if self.view is not None and self.view is not self.form:
            return self.view
        if not self.trouble.isHidden():
            return self.again
        return self.users if self.users.user() is None else self.passphrase

    def look(self) -> None:
        """Reads the users of the store again; if it cannot be read, says so."""
        try:
            users = self._gate.users()
        except Refusal as problem:
            self._tell_trouble(problem)
            return
        for hidden in (self.trouble, *self._instead):
            hidden.hide()
        self._section.show()
        self.users.show_users(users)

    def locked_because(self, sentence: str) -> None:
        """Shows above the form why the store was locked."""
        self.locked.say(sentence, "", Tone.ACCENT, IconLabel.LOCKED)
        self.locked.show()

    def unlock(self) -> None:
        """Opens the store for the marked user; a wrong passphrase is cleared and starts the retry delay."""
        user, passphrase = self.users.user(), self.passphrase.text()
        if self.waiting.is_on:
            return
        if user is None or not passphrase:
            self.outcome.show_echo(refusal(_WHO if user is None else _EMPTY))
            (self.users if user is None else self.passphrase).take_focus()
            return
        self.outcome.show_echo(NOTHING)
        try:
            with busy():
                store = self._gate.unlock(user, passphrase)
        except Refusal as problem:
            self._refuse(problem)
        else:
            self._done(store)

    def _refuse(self, problem: Refusal) -> None:
        self.passphrase.clear()
        if not isinstance(problem, WrongPassphrase):
            self._tell_trouble(problem)
            return
        self.outcome.show_echo(refusal(str(problem)))
        self.passphrase.take_focus()
        self.waiting.begin_after(problem)

    def _tell_trouble(self, problem: Refusal) -> None:
        """Replaces the form by the reason, so that nobody types a passphrase for a store that cannot be opened."""
        self.trouble.say(str(problem), _MEANWHILE, Tone.ATTENTION, IconLabel.ATTENTION)
        self.trouble.show()
        self.again.show()
        self.bring_back.setVisible(self._restoring is not None)
        self.make_new.setVisible(isinstance(problem, StoreGone))
        self._section.hide()
        self.again.setFocus()

    def _done(self, store: "Store") -> None:
        self.passphrase.clear()
        self.locked.hide()
        self.unlocked.emit(store)

    def _recover(self) -> None:
        self.recovery.begin(self.users.all, self.users.user())
        self.turn_to(self.recovery)

    def _restored(self, sentence: str) -> None:
        self.look()
        self.locked_because(sentence)
        self.turn_to(self.form)

    def _recovered(self, store: "Store") -> None:
        self.show_view(self.form)
        self._done(store)

    def _user_chosen(self, _user: "User") -> None:
        self.outcome.show_echo(NOTHING)
        self.passphrase.clear()

    def _connect(self) -> None:
        self.users.chosen.connect(self._user_chosen)
        self.passphrase.entered.connect(self.unlock)
        self.passphrase.typed.connect(lambda _text: self.outcome.show_echo(NOTHING))
        self.unlock_button.clicked.connect(self.unlock)
        self.forgotten.clicked.connect(self._recover)
        self.again.clicked.connect(self.look)
        self.other.chosen.connect(self.keep_nothing)
        self.make_new.clicked.connect(self.begin_anew)
        self.bring_back.clicked.connect(lambda: self.turn_to(self.restore))

    def _laid_out(self) -> SectionPanel:
        section = SectionPanel()
        section.add(Words("Who is working", bold=True), self.users, self.passphrase, self.outcome)
        section.add(button_row(self.unlock_button, self.forgotten))
        return section
