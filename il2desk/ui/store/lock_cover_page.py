"""The page that covers a case which can be neither saved nor closed; the user's passphrase uncovers it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from il2desk.domain.errors import Refusal
from il2desk.ui.case.store_ports import Store
from il2desk.ui.fields.feedback import NOTHING, Echo, refusal
from il2desk.ui.forms.form_fields import Passphrase
from il2desk.ui.panels.page_frame import Frame, View
from il2desk.ui.store.retry_delay import RetryDelay
from il2desk.ui.widgets.busy_cursor import busy
from il2desk.ui.widgets.buttons import FilledButton
from il2desk.ui.widgets.icons import IconLabel
from il2desk.ui.widgets.layouts import button_row
from il2desk.ui.widgets.panel import BannerPanel, SectionPanel
from il2desk.ui.widgets.theme import Tone

_LEAD = "What is behind this stays as it is. Only the passphrase of {} shows it again."
_EMPTY, _LIFT = "Type your passphrase.", "Show it &again"


class LockCoverPage(Frame):
    """Asks for the passphrase of the user; `lifted` is emitted when it was right.

    The covered case stays in memory and the store stays open.
    """

    lifted = Signal()

    def __init__(self, store: Store, why: str, detail: str) -> None:
        super().__init__()
        self.store = store
        self.view = View("Covered", _LEAD.format(store.user.name))
        self.why = BannerPanel()
        self.passphrase = Passphrase("&Passphrase")
        self.outcome = Echo(holds_place=False)
        self.lift_button = FilledButton(_LIFT)
        self.lift_button.setMinimumWidth(170)
        self.waiting = RetryDelay(self.lift_button, _LIFT)
        section = SectionPanel()
        section.add(self.passphrase, self.outcome, button_row(self.lift_button))
        self.view.add(self.why, section)
        self.add_view(self.view)
        self.show_view(self.view)
        self.tell(why, detail)
        self.passphrase.entered.connect(self.lift)
        self.passphrase.typed.connect(lambda _text: self.outcome.show_echo(NOTHING))
        self.lift_button.clicked.connect(self.lift)

    def first_control(self) -> QWidget:
        return self.passphrase

    def tell(self, why: str, detail: str) -> None:
        """Say why it hangs here, and what must not be done before it is lifted."""
        self.why.say(why, detail, Tone.ATTENTION, IconLabel.LOCKED)

    def lift(self) -> None:
        """Checks the passphrase; a wrong one is cleared and starts the retry delay."""
        if self.waiting.is_on:
            return
        typed = self.passphrase.text()
        self.passphrase.clear()
        try:
            if not typed:
                raise Refusal(_EMPTY)
            with busy():
                self.store.confirm(typed)
        except Refusal as problem:
            self.outcome.show_echo(refusal(str(problem)))
            self.passphrase.take_focus()
            self.waiting.begin_after(problem)
        else:
            self.lifted.emit()
