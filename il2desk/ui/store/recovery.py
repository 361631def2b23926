"""Unlocking with the recovery key after a passphrase was forgotten."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from il2desk.domain.errors import Refusal
from il2desk.domain.records.store_records import User
from il2desk.ui.case.store_ports import StoreGate
from il2desk.ui.fields.feedback import NOTHING, Echo, refusal
from il2desk.ui.forms.form_fields import NamedLine, NewPassphrase
from il2desk.ui.forms.mending import clear_when_mended
from il2desk.ui.panels.page_frame import View
from il2desk.ui.store.retry_delay import RetryDelay
from il2desk.ui.store.users import UserChoice
from il2desk.ui.widgets.busy_cursor import busy
from il2desk.ui.widgets.buttons import FilledButton, button
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.layouts import button_row
from il2desk.ui.widgets.panel import SectionPanel

_LEAD = (
    "The recovery key was printed or written down when the store was made; ask whoever manages it. It opens the store "
    "and lets you set another passphrase for yourself. No case is changed, and the journal says what was done. "
    "Without a passphrase and without the recovery key nobody can open the cases."
)


class RecoveryView(View):
    """Sets a new passphrase; `unlocked` is emitted with the open store, `left` when the user goes back."""

    unlocked = Signal(object)
    left = Signal()

    def __init__(self, gate: StoreGate) -> None:
        super().__init__("Open with the recovery key", _LEAD)
        self._gate = gate
        self.users = UserChoice()
        self.key = NamedLine("&Recovery key, group by group")
        self.passphrase = NewPassphrase("&New passphrase", "New passphrase &again")
        self.outcome = Echo(holds_place=False)
        self.go = FilledButton("&Set passphrase and unlock")
        self.go.setMinimumWidth(260)
        self.back = button("&Back")
        self.waiting = RetryDelay(self.go, "&Set passphrase and unlock")
        section = SectionPanel()
        head = Words("Whose passphrase is set anew", bold=True)
        section.add(head, self.users, self.key, self.passphrase, self.outcome, button_row(self.go, self.back))
        self.add(section)
        self.key.entered.connect(self.passphrase.take_focus)
        clear_when_mended(self.outcome, section)
        self.passphrase.entered.connect(self.unlock)
        self.go.clicked.connect(self.unlock)
        self.back.clicked.connect(self._leave)

    def first_control(self) -> QWidget:
        return self.key

    def begin(self, users: tuple[User, ...], marked: User | None) -> None:
        self.users.show_users(users, marked)
        clear_when_mended(self.outcome, self.users)
        self.outcome.show_echo(NOTHING)

    def unlock(self) -> None:
        """Opens the store; a refusal is shown and keeps every entry."""
        if self.waiting.is_on:
            return
        self.outcome.show_echo(NOTHING)
        user = self.users.user()
        if user is None:
            self.outcome.show_echo(refusal("Mark whose passphrase is set anew."))
            self.users.take_focus()
            return
        try:
            passphrase = self.passphrase.read()
            with busy():
                store = self._gate.unlock_by_recovery(self.key.text(), user, passphrase)
        except Refusal as problem:
            self.outcome.show_echo(refusal(str(problem)))
            if self.go.hasFocus():
                self.key.take_focus()
            self.waiting.begin_after(problem)
        else:
            self._clear()
            self.unlocked.emit(store)

    def _clear(self) -> None:
        self.key.line.show_text("")
        self.passphrase.clear()

    def _leave(self) -> None:
        self._clear()
        self.left.emit()
