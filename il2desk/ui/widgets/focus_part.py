"""Parts of a page that say which of their controls takes the focus; focus proxies would break the order of Tab."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


class Part(QWidget):
    """Subclasses say which control, or which part in turn, comes first."""

    def first_control(self) -> QWidget:
        raise NotImplementedError

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Passed on in a turn of its own, whoever gave the focus to the part as a whole."""
        super().focusInEvent(event)
        QTimer.singleShot(0, self, self.take_focus)

    def take_focus(self) -> None:
        first = self.first_control()
        if isinstance(first, Part):
            first.take_focus()
        else:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
