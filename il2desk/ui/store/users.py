"""Choosing a user of the store."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from il2desk.domain.records.store_records import Role, User
from il2desk.domain.values.parsing import Refused, read_line
from il2desk.ui.case.user_roles import ROLES, named
from il2desk.ui.forms.form_fields import NamedLine, RadioChoices
from il2desk.ui.widgets.focus_part import Part
from il2desk.ui.widgets.layouts import column
from il2desk.ui.widgets.scrolling import Scrolling

MOST_IN_SIGHT = 6


class UserChoice(Part):
    """Radio buttons, six in view and the others by scrolling; `marks_the_only` marks a single user beforehand."""

    chosen = Signal(object)

    def __init__(self, *, marks_the_only: bool = True) -> None:
        super().__init__()
        self._marks_the_only = marks_the_only
        self.all: tuple[User, ...] = ()
        self.choices = RadioChoices("", ())
        self._area: Scrolling | None = None
        self._column = column(of=self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._keep_in_sight)

    def show_users(self, users: tuple[User, ...], marked: User | None = None) -> None:
        if self._area is not None:
            self._column.removeWidget(self._area)
            self._area.hide()
            self._area.deleteLater()
        self.all = users
        self.choices = RadioChoices("Who is working", [(user.id, named(user)) for user in users])
        self.choices.chosen.connect(lambda _id: self.chosen.emit(self.user()))
        only = users[0] if len(users) == 1 and self._marks_the_only else marked
        if only is not None and only.id in self.choices.rows:
            self.choices.rows[only.id].setChecked(True)
        self._area = _area_of(self.choices) if users else None
        if self._area is None:
            return
        self._column.addWidget(self._area)

    def first_control(self) -> QWidget:
        return self.choices

    def user(self) -> User | None:
        """The marked user."""
        return next((user for user in self.all if user.id == self.choices.choice()), None)

    def _keep_in_sight(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Scrolls to the row that an arrow key has reached."""
        if self._area is not None and now is not None and now in self.choices.rows.values():
            self._area.ensureWidgetVisible(now, 0, 4)


def read_name(line: NamedLine, missing: str) -> str:
    """Reads a person's name. Raises Refused, with the focus in the line, if it is empty or cannot be kept."""
    try:
        name = read_line(line.text(), line.ask)
        if not name:
            raise Refused(missing)
    except Refused:
        line.take_focus()
        raise
    return name


def read_role(choices: RadioChoices, missing: str) -> Role:
    """Reads the marked role. Raises Refused, with the focus in the choice, if none is marked."""
    role = next((one for one in ROLES if one == choices.choice()), None)
    if role is None:
        choices.take_focus()
        raise Refused(missing)
    return role


def _area_of(choices: RadioChoices) -> Scrolling:
    area = Scrolling(choices)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    rows = list(choices.rows.values())
    in_sight = sum(row.minimumSizeHint().height() for row in rows[:MOST_IN_SIGHT])
    half = rows[0].minimumSizeHint().height() // 2 if len(rows) > MOST_IN_SIGHT else 0
    area.setFixedHeight(in_sight + half + 2)
    area.setAccessibleName("Who is working")
    return area
