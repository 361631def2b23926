"""Who prints: a name typed once and kept until the window is closed; it stands at the foot of every page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from il2desk.domain.values.names import names_someone
from il2desk.domain.values.parsing import Refused, read_line
from il2desk.ui.case.session import Session
from il2desk.ui.fields.feedback import NOTHING, Echo, Echoed, refusal
from il2desk.ui.fields.line_edit import LineEdit
from il2desk.ui.widgets.label import Words

WHAT = "Printed by: your name"
_MISSING = "Type your name to print or save: it stands on every page."


class PrintedBy(QWidget):
    """`changed` tells that another name stands on the sheets from now on; it is taken when the field is left."""

    changed = Signal()
    refused = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.name = LineEdit()
        self.name.setAccessibleName(WHAT)
        self.echo = Echo(holds_place=False)
        label = Words("Printed b&y (your name)")
        label.setBuddy(self.name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        for widget in (label, self.name, self.echo):
            column.addWidget(widget)
        self.name.typed.connect(lambda _text: self._tell(NOTHING))
        self.name.refused.connect(lambda why: self._tell(refusal(why)))
        self.name.editingFinished.connect(self.take)
        self.name.returnPressed.connect(self._go_on)

    def refresh(self) -> None:
        if not self.name.hasFocus():
            self.name.show_text(self._session.person or "")

    def take(self) -> None:
        """Take the name over; one that cannot be read is no name, and why is said."""
        try:
            typed = read_line(self.name.text(), "Your name")
        except Refused as why:
            self._tell(refusal(str(why)))
            typed = ""
        person = typed if names_someone(typed) else None
        if person != self._session.person:
            self._session.name_person(person)
            self.changed.emit()

    def check(self) -> bool:
        """Whether somebody is named; says so where nobody is, and puts the cursor there."""
        if self._session.person is not None:
            return True
        if not self.echo.echoed.words:
            self._tell(refusal(_MISSING))
        self.name.setFocus()
        self.refused.emit()
        return False

    def _go_on(self) -> None:
        """Enter leads on, as Tab does, once somebody is named."""
        self.take()
        if self._session.person is not None:
            self.focusNextChild()

    def _tell(self, echoed: Echoed) -> None:
        self.echo.show_echo(echoed)
        self.name.setAccessibleDescription(echoed.words)
