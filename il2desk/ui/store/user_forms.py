"""Forms that change the users of a store, each behind a button."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from il2desk.domain.errors import Refusal
from il2desk.domain.records.store_records import User
from il2desk.domain.values.parsing import Refused
from il2desk.ui.case.store_ports import UsersOfStore
from il2desk.ui.case.user_roles import ROLES
from il2desk.ui.fields.check_and_radio import CheckRow
from il2desk.ui.fields.feedback import NOTHING, refusal
from il2desk.ui.forms.disclosure import Disclosed
from il2desk.ui.forms.form_fields import NamedLine, NewPassphrase, Passphrase, RadioChoices
from il2desk.ui.forms.mending import clear_when_mended
from il2desk.ui.store.users import UserChoice, read_name, read_role
from il2desk.ui.widgets.busy_cursor import busy
from il2desk.ui.widgets.label import Words


class UserForm(Disclosed):
    """A form for one change; `done` is emitted with a sentence.

    Subclasses make the change in `change`, which may raise Refusal, and empty their fields in `clear`.
    """

    done = Signal(str)

    def __init__(self, people: UsersOfStore, heading: str, note: str, words: tuple[str, str]) -> None:
        super().__init__(heading, note, *words)
        self.people = people

    def accept(self) -> None:
        """Makes the change; a refusal is shown and keeps every entry."""
        self.outcome.show_echo(NOTHING)
        try:
            said = self.change()
        except Refusal as problem:
            self.outcome.show_echo(refusal(str(problem)))
        else:
            self.close_form()
            self.done.emit(said)

    def close_form(self) -> None:
        super().close_form()
        self.clear()

    def change(self) -> str:
        raise NotImplementedError

    def clear(self) -> None:
        raise NotImplementedError

    def others(self) -> tuple[User, ...]:
        """The users except the current one."""
        return tuple(one for one in self.people.users() if one.id != self.people.user.id)


class ChangePassphrase(UserForm):
    """Changes the current user's passphrase."""

    def __init__(self, people: UsersOfStore) -> None:
        note = "Your own passphrase. Those of others stay as they are."
        super().__init__(people, "My passphrase", note, ("Change &my passphrase…", "Change passphrase"))
        self.old = Passphrase("Passphrase until now")
        self.new = NewPassphrase("New passphrase", "New passphrase again")
        self.finish_form(self.old, self.new)
        self.old.entered.connect(self.new.take_focus)
        self.new.entered.connect(self.accept)

    def first_control(self) -> QWidget:
        return self.old.line

    def change(self) -> str:
        if not self.old.text():
            self.old.take_focus()
            raise Refused("Type the passphrase you have used until now.")
        new = self.new.read()
        with busy():
            self.people.change_passphrase(self.old.text(), new)
        return "Your passphrase was changed."

    def clear(self) -> None:
        self.old.clear()
        self.new.clear()


class AddUser(UserForm):
    """Adds a user, who types the passphrase."""

    def __init__(self, people: UsersOfStore) -> None:
        note = "Each has a passphrase of their own, and types it here; the journal says who did what."
        super().__init__(people, "Somebody else", note, ("&Add somebody…", "Add"))
        self.name = NamedLine("Name")
        self.role = RadioChoices("Role", ROLES.items(), across=True)
        self.manages = CheckRow("Manages the store: users, export and erasing")
        self.passphrase = NewPassphrase("Passphrase", "Passphrase again")
        self.finish_form(self.name, Words("Role", bold=True), self.role, self.manages, self.passphrase)
        self.name.entered.connect(self.role.take_focus)
        self.passphrase.entered.connect(self.accept)

    def first_control(self) -> QWidget:
        return self.name.line

    def change(self) -> str:
        name, role = read_name(self.name, "Type the name."), read_role(self.role, "Mark the role.")
        passphrase = self.passphrase.read()
        with busy():
            self.people.add_user(name, role, passphrase, manages=self.manages.isChecked())
        return f"{name} can unlock the cases now."

    def clear(self) -> None:
        self.name.line.show_text("")
        self.role.clear()
        self.manages.setChecked(False)
        self.passphrase.clear()


class OtherUserForm(UserForm):
    """A form that changes one of the other users."""

    def __init__(self, people: UsersOfStore, heading: str, note: str, words: tuple[str, str]) -> None:
        super().__init__(people, heading, note, words)
        self.users = UserChoice(marks_the_only=False)
        self.form_rows.addWidget(self.users)
        self.opened.connect(self.clear)

    def first_control(self) -> QWidget:
        return next(iter(self.users.choices.rows.values()), self.close_button)

    def chosen(self) -> User:
        user = self.users.user()
        if user is None:
            self.users.take_focus()
            raise Refused("Mark whom you mean.")
        return user

    def clear(self) -> None:
        self.users.show_users(self.others())
        clear_when_mended(self.outcome, self.users)


class RemoveUser(OtherUserForm):
    """Removes a user, whose passphrase then opens nothing."""

    def __init__(self, people: UsersOfStore) -> None:
        note = "Their passphrase opens nothing any more. What they did stays in the journal and on their cases."
        super().__init__(people, "Somebody leaves", note, ("&Remove somebody…", "Remove"))
        self.finish_form()

    def change(self) -> str:
        user = self.chosen()
        self.people.remove_user(user)
        return f"{user.name} cannot unlock the cases any more."


class ManagerForm(OtherUserForm):
    """Grants or withdraws the right to manage the store."""

    def __init__(self, people: UsersOfStore) -> None:
        note = "For this the person types their own passphrase here: their rights are sealed with it."
        super().__init__(people, "Who manages the store", note, ("Change who ma&nages…", "Change"))
        self.which = RadioChoices(
            "Whether this person manages the store", (("yes", "Manages"), ("no", "Does not manage"))
        )
        self.passphrase = Passphrase("This person’s passphrase")
        self.finish_form(self.which, self.passphrase)
        self.passphrase.entered.connect(self.accept)

    def change(self) -> str:
        user, manages = self.chosen(), self.which.choice()
        if manages is None:
            self.which.take_focus()
            raise Refused("Mark whether this person manages the store.")
        with busy():
            self.people.let_manage(user, manages == "yes", self.passphrase.text())
        return f"{user.name} {'manages' if manages == 'yes' else 'no longer manages'} the store."

    def clear(self) -> None:
        super().clear()
        self.which.clear()
        self.passphrase.clear()


class NewRecoveryKey(UserForm):
    """Replaces a recovery key that was lost or seen."""

    def __init__(self, people: UsersOfStore, show: Callable[[str], None]) -> None:
        note = (
            "Where it is lost, or somebody saw it. The one until now opens nothing any more, also if you stop halfway."
        )
        super().__init__(people, "Recovery key", note, ("Make a new recovery &key…", "Make it"))
        self._show = show
        self.finish_form()

    def first_control(self) -> QWidget:
        return self.close_button

    def change(self) -> str:
        with busy():
            recovery = self.people.new_recovery_key()
        self._show(recovery)
        return ""

    def clear(self) -> None:
        """Has no fields to empty."""
