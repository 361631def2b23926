"""The first start: the first user, the passphrase of a new store and its recovery key; or work without a store."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from il2desk.domain.errors import Refusal
from il2desk.ui.case.user_roles import ROLES
from il2desk.ui.fields.feedback import NOTHING, Echo, refusal
from il2desk.ui.forms.form_fields import NamedLine, NewPassphrase, RadioChoices
from il2desk.ui.forms.mending import clear_when_mended
from il2desk.ui.panels.page_frame import Frame, View
from il2desk.ui.store.keep_nothing import KeepNothing
from il2desk.ui.store.users import read_name, read_role
from il2desk.ui.widgets.busy_cursor import busy
from il2desk.ui.widgets.buttons import FilledButton, button
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.layouts import button_row
from il2desk.ui.widgets.panel import SectionPanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from il2desk.ui.case.store_ports import Restoring, SaveFile, Store, StoreGate
    from il2desk.ui.store.recovery_key import RecoveryKeyView
    from il2desk.ui.store.restore import RestoreView

_TITLE = "Where your cases are kept"
_LEAD = (
    "Cases are kept on this workstation, encrypted, and opened with your passphrase. Nothing leaves the workstation: "
    "the program uses no network."
)
_NOT_HERE = "On this workstation nothing about a patient is kept: its administrator has set it so."
_FIRST = (
    "You are the first user, and manage the store: users, restoring, exporting and erasing. Others can be added later."
)


class FirstStartPage(Frame):
    """Makes a new store, or leads to work without one.

    `made` is emitted with the open store once the user has noted its recovery key; `store` holds it from its creation
    on. Without `may_keep` the workstation's policy forbids a store, and only `keep_nothing` is offered. `restored` is
    emitted with a sentence about the backup now in place, which its users unlock.
    """

    made = Signal(object)
    keep_nothing = Signal()
    restored = Signal(str)

    def __init__(
        self,
        gate: "StoreGate",
        save_file: "SaveFile",
        may_keep: bool = True,
        restoring: "Callable[[], Restoring] | None" = None,
    ) -> None:
        super().__init__()
        self._gate, self._save_file, self._restoring = gate, save_file, restoring
        self.store: Store | None = None
        self.key: RecoveryKeyView | None = None
        self.form = View(_TITLE, _LEAD if may_keep else _NOT_HERE)
        self.name = NamedLine("Your &name")
        self.role = RadioChoices("Your role", ROLES.items(), across=True)
        self.passphrase = NewPassphrase()
        self.outcome = Echo(holds_place=False)
        self.make_button = FilledButton("&Make the store")
        self.make_button.setMinimumWidth(180)
        self.bring_back = button("Bring back a bac&kup…", quiet=True)
        self.bring_back.setVisible(False)
        self.other = KeepNothing(as_a_whole=not may_keep)
        if may_keep:
            self.form.add(self._section())
            self.bring_back.setVisible(restoring is not None)
        self.form.add(self.other)
        self.add_view(self.form)
        self.show_view(self.form)
        self._first: QWidget = self.name if may_keep else self.other.button
        self.name.entered.connect(self.role.take_focus)
        clear_when_mended(self.outcome, self.form)
        self.passphrase.entered.connect(self.make)
        self.make_button.clicked.connect(self.make)
        self.other.chosen.connect(self.keep_nothing)
        self.bring_back.clicked.connect(lambda: self.turn_to(self.restore))

    @cached_property
    def restore(self) -> "RestoreView":
        """View for restoring a backup, built at first use."""
        from il2desk.ui.store.restore import RestoreView

        assert self._restoring is not None, "only then is it offered"
        view = RestoreView(self._restoring())
        view.left.connect(lambda: self.turn_to(self.form))
        view.restored.connect(self.restored)
        self.add_view(view)
        return view

    def first_control(self) -> QWidget:
        return self._first if self.view is self.form or self.view is None else self.view

    def make(self) -> None:
        """Creates the store and shows its recovery key; a refusal is shown and keeps every entry."""
        self.outcome.show_echo(NOTHING)
        try:
            name = read_name(self.name, "Type your name: the journal says who did what.")
            role = read_role(self.role, "Mark your role.")
            passphrase = self.passphrase.read()
            with busy():
                store, recovery = self._gate.create(name, role, passphrase)
        except Refusal as problem:
            self.outcome.show_echo(refusal(str(problem)))
        else:
            self.passphrase.clear()
            self._show_key(store, recovery)

    def _show_key(self, store: "Store", recovery: str) -> None:
        from il2desk.ui.store.recovery_key import RecoveryKeyView

        self.store, self.key = store, RecoveryKeyView(recovery, self._save_file)
        self.key.noted.connect(lambda: self.made.emit(store))
        self.add_view(self.key)
        self.turn_to(self.key)

    def _section(self) -> SectionPanel:
        section = SectionPanel("Your access", _FIRST)
        section.add(self.name, Words("Your role", bold=True), self.role, self.passphrase, self.outcome)
        section.add(button_row(self.make_button, self.bring_back))
        return section
