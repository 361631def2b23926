"""The users of a store: passphrases, adding and removing users, the recovery key."""

from PySide6.QtWidgets import QWidget

from il2desk.domain.errors import Refusal
from il2desk.ui.case.store_ports import SaveFile, UsersOfStore
from il2desk.ui.case.user_roles import named
from il2desk.ui.fields.feedback import NOTHING, asked, refusal, understood
from il2desk.ui.store.recovery_key import RecoveryKeyView
from il2desk.ui.store.sections_dialog import SectionsDialog
from il2desk.ui.store.user_forms import AddUser, ChangePassphrase, ManagerForm, NewRecoveryKey, RemoveUser, UserForm
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.panel import SectionPanel

_NOT_NOTED = (
    "The new recovery key is not noted yet, and the old one opens nothing any more. Type its last group; or close once "
    "more to leave without."
)


class PeopleDialog(SectionsDialog):
    """All users change their own passphrase here; only users who manage the store see the other forms."""

    def __init__(self, people: UsersOfStore, save_file: SaveFile, parent: QWidget | None = None) -> None:
        super().__init__("People", parent)
        self._people, self._save_file = people, save_file
        self._may_leave = True
        self.key: RecoveryKeyView | None = None
        self.list = Words()
        self.listed = SectionPanel("Who can unlock the cases")
        self.listed.add(self.list)
        self.passphrase, self.add = ChangePassphrase(people), AddUser(people)
        self.remove, self.manage = RemoveUser(people), ManagerForm(people)
        self.recovery = NewRecoveryKey(people, self._show_key)
        forms: tuple[UserForm, ...] = (self.passphrase,)
        if people.user.manages:
            forms = (self.passphrase, self.add, self.remove, self.manage, self.recovery)
        self.forms = forms
        self.add_section(self.listed)
        for form in forms:
            self.add_section(form)
            form.done.connect(self._done)
            form.opened.connect(lambda: self.outcome.show_echo(NOTHING))
        self.sections.addStretch(1)
        self._show_users()

    def reject(self) -> None:
        """Closes; while a new recovery key is not noted yet, only at the second request."""
        if self._may_leave:
            super().reject()
            return
        self._may_leave = True
        self.outcome.show_echo(asked(_NOT_NOTED))

    def _done(self, said: str) -> None:
        if said:
            self.outcome.show_echo(understood(said))
        self._show_users()

    def _show_users(self) -> None:
        try:
            users = self._people.users()
        except Refusal as problem:
            self.outcome.show_echo(refusal(str(problem)))
            return
        manages = {True: ", manages the store", False: ""}
        you = self._people.user.id
        lines = (f"{named(one)}{manages[one.manages]}{' (you)' if one.id == you else ''}" for one in users)
        self.list.say("\n".join(lines))

    def _show_key(self, recovery: str) -> None:
        self.key, self._may_leave = RecoveryKeyView(recovery, self._save_file, "Done"), False
        self.key.noted.connect(self._noted)
        for one in (self.listed, *self.forms):
            one.hide()
        self.sections.insertWidget(0, self.key)
        self.key.take_focus()

    def _noted(self) -> None:
        self._may_leave = True
        if self.key is not None:
            self.key.hide()
            self.key.deleteLater()
            self.key = None
        for one in (self.listed, *self.forms):
            one.show()
        self.outcome.show_echo(understood("The new recovery key is in use."))
        self.close_button.setFocus()
