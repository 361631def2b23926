"""Restoring a backup: which one, which user, passphrase or recovery key."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from il2desk.domain.errors import Refusal
from il2desk.domain.records.store_records import User
from il2desk.domain.values.parsing import Refused
from il2desk.ui.fields.feedback import NOTHING, Echo, refusal
from il2desk.ui.forms.form_fields import NamedLine, Passphrase, RadioChoices
from il2desk.ui.forms.mending import clear_when_mended
from il2desk.ui.panels.page_frame import View
from il2desk.ui.store.retry_delay import RetryDelay
from il2desk.ui.store.users import UserChoice
from il2desk.ui.widgets.busy_cursor import busy
from il2desk.ui.widgets.buttons import FilledButton, button
from il2desk.ui.widgets.file_dialog import ask_for_folder
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.layouts import button_row
from il2desk.ui.widgets.panel import SectionPanel
from il2desk.ui.widgets.theme import Tone

if TYPE_CHECKING:
    from il2desk.ui.case.store_ports import Restoring

_LEAD = (
    "The backup is read and looked through before it takes the place of the store. The store that is there now is set "
    "aside beside it and not deleted. What was recorded after the backup is then only in the store set aside and on "
    "paper."
)
_NONE = "No backup is chosen yet. Put in the stick, then choose the folder that begins with il2desk-backup."
_WITH = (("passphrase", "With the passphrase"), ("recovery", "With the recovery key"))


class RestoreView(View):
    """Replaces the store by a backup; `restored` is emitted with a sentence, `left` when the user goes back."""

    restored = Signal(str)
    left = Signal()

    def __init__(self, restoring: "Restoring") -> None:
        super().__init__("Bring back a backup", _LEAD)
        self._restoring = restoring
        self.backup: Path | None = None
        self.choose, self.chosen = button("&Choose the backup…"), Words(_NONE, tone=Tone.MUTED)
        self.users = UserChoice()
        self.by = RadioChoices("With what it is opened", _WITH, across=True)
        self.passphrase, self.key = Passphrase("&Passphrase"), NamedLine("&Recovery key, group by group")
        self.outcome = Echo(holds_place=False)
        self.go, self.back = FilledButton("Put it in p&lace"), button("&Back")
        self.go.setMinimumWidth(180)
        self.waiting = RetryDelay(self.go, "Put it in p&lace")
        self._who = Words("Who you are", bold=True)
        self._opening = (self._who, self.users, self.by, self.passphrase, self.key, self.go)
        self.by.rows["passphrase"].setChecked(True)
        self._lay_out()
        self.choose.clicked.connect(lambda: ask_for_folder(self, "Choose the backup", self.take))
        self.by.chosen.connect(lambda _by: self._show_fields())
        for line in (self.passphrase, self.key):
            line.entered.connect(self.put_in_place)
        self.go.clicked.connect(self.put_in_place)
        self.back.clicked.connect(self._leave)
        clear_when_mended(self.outcome, self)
        self._show_fields()

    def first_control(self) -> QWidget:
        return self.choose

    def take(self, backup: Path) -> None:
        """Reads which users can open the chosen backup; if it is none, says so."""
        self.outcome.show_echo(NOTHING)
        self.backup = None
        try:
            with busy():
                users = self._restoring.users_of(backup)
        except Refusal as problem:
            self.outcome.show_echo(refusal(str(problem)))
        else:
            self.backup = backup
            self.users.show_users(users)
            clear_when_mended(self.outcome, self.users)
        self.chosen.say(backup.name if self.backup else _NONE)
        self._show_fields()
        if self.backup is not None:
            (self.users if self.users.user() is None else self.passphrase).take_focus()

    def put_in_place(self) -> None:
        """Restores the backup; after a refusal the present store is untouched."""
        if self.waiting.is_on or self.backup is None:
            return
        self.outcome.show_echo(NOTHING)
        user = self.users.user()
        if user is None:
            self.outcome.show_echo(refusal("Mark who you are."))
            self.users.take_focus()
            return
        try:
            sentence = self._put(self.backup, user)
        except Refusal as problem:
            self.outcome.show_echo(refusal(str(problem)))
            self.passphrase.clear()
            (self.key if self.by.choice() == "recovery" else self.passphrase).take_focus()
            self.waiting.begin_after(problem)
        else:
            self._clear()
            self.restored.emit(sentence)

    def _put(self, backup: Path, user: User) -> str:
        by_key = self.by.choice() == "recovery"
        typed = self.key.text() if by_key else self.passphrase.text()
        if not typed:
            raise Refused("Type the recovery key." if by_key else "Type your passphrase as it was then.")
        with busy():
            if by_key:
                return self._restoring.restore_by_recovery(backup, user, typed)
            return self._restoring.restore(backup, user, typed)

    def _show_fields(self) -> None:
        by_key = self.by.choice() == "recovery"
        for one in self._opening:
            one.setVisible(self.backup is not None)
        self.passphrase.setVisible(self.backup is not None and not by_key)
        self.key.setVisible(self.backup is not None and by_key)

    def _clear(self) -> None:
        self.backup = None
        self.chosen.say(_NONE)
        self.passphrase.clear()
        self.key.line.show_text("")
        self.outcome.show_echo(NOTHING)
        self._show_fields()

    def _leave(self) -> None:
        self._clear()
        self.left.emit()

    def _lay_out(self) -> None:
        section = SectionPanel()
        section.add(button_row(self.choose), self.chosen, self._who, self.users, self.by, self.passphrase, self.key)
        section.add(self.outcome, button_row(self.go, self.back))
        self.add(section)
