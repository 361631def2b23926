"""What every field on a page has in common: its words, the access key that leads to it, and how it is refreshed."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from il2desk.domain.assessment.assessment import Assessment
from il2desk.ui.fields.feedback import NOTHING, Echo, asked
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.theme import Size, Tone


class Field(QWidget):
    """A question with its help; subclasses add the control and say what stands in it."""

    def __init__(self, id_: str, ask: str, help_: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.id, self.ask, self.help = id_, ask, help_ or ""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(5)
        self.label = Words(ask, bold=True)
        self.head = QHBoxLayout()
        self.head.addWidget(self.label, 1)
        self.column.addLayout(self.head)
        if self.help:
            self.column.addWidget(Words(self.help, Size.SMALL, Tone.MUTED))
        self.against: Echo | None = None

    def first_control(self) -> QWidget:
        """Where the focus goes when somebody jumps here."""
        raise NotImplementedError

    def refresh(self, assessment: Assessment) -> None:
        """Show what the case now holds and what it was understood as."""
        raise NotImplementedError

    def show_against(self, says: tuple[str, ...]) -> None:
        """Say below the control what does not go together with what is recorded in it."""
        words = "\n".join(says)
        if self.against is None:
            if not words:
                return
            self.against = Echo(holds_place=False)
            self.column.addWidget(self.against)
        self.against.show_echo(asked(words) if words else NOTHING)
        self.describe(words)

    def describe(self, words: str) -> None:
        """Add words to what is read out of the control."""
        raise NotImplementedError

    def is_settled(self) -> bool:
        """Whether something is recorded and nothing about it is refused."""
        raise NotImplementedError

    def set_access_key(self, marked: str) -> None:
        """Give the label its access key; `marked` is the question with an ampersand before the key."""
        self.label.setBuddy(self.first_control())
        self.label.say(marked)
