"""Bars on the start page: that the store can only be read, that entries are missing, and when it was last backed up."""

from PySide6.QtCore import Signal

from il2desk.ui.panels.message_bars import Bar
from il2desk.ui.widgets.buttons import button
from il2desk.ui.widgets.icons import IconLabel
from il2desk.ui.widgets.theme import Tone

READ_ONLY = (
    "Another window of this program has the cases open for writing. Here they can be looked at; nothing is saved. "
    "Close the other window and unlock again to work here."
)


def missing_in_words(missing: int) -> str:
    """What is gone, what is safe, and what to do."""
    entries = "The last entry of the journal is" if missing == 1 else f"The last {missing:,} entries of the journal are"
    return (
        f"{entries} missing: the store was replaced by an older copy, or part of it was lost. The cases listed are "
        "whole, but the newest changes may not be in them. Before you go on, compare them with the printed sheets and "
        "tell whoever manages the store."
    )


class Notice(Bar):
    """A bar that stays; `action` is its button, or nothing."""

    def __init__(self, tone: Tone, mark: IconLabel, action: str = "") -> None:
        super().__init__(tone, mark, action)
        self.action.setVisible(bool(action))
        self.hide()

    def tell(self, sentence: str) -> None:
        """Show a sentence; a blank one hides the bar."""
        self.words.say(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))


class Reminder(Notice):
    """One line about the last backup; once it is dismissed it stays away as long as this page lives."""

    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__(Tone.ACCENT, IconLabel.ATTENTION, "Bac&k up…")
        self._is_dismissed = False
        self.dismiss = button("Not now", quiet=True)
        self.dismiss.setAccessibleName("Not now: dismiss the reminder of a backup")
        self.dismiss.setFont(self.words.font())
        self.row.addWidget(self.dismiss)
        self.dismiss.clicked.connect(self._dismiss)

    def tell(self, sentence: str) -> None:
        super().tell("" if self._is_dismissed else sentence)

    def _dismiss(self) -> None:
        self._is_dismissed = True
        self.hide()
        self.dismissed.emit()
