"""Parts of a page that say which of their controls takes the focus; focus proxies would break the order of Tab."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class Part(QWidget):
    """Subclasses say which control, or which part in turn, comes first."""

    def first_control(self) -> QWidget:
        raise NotImplementedError

    def take_focus(self) -> None:
        first = self.first_control()
        if isinstance(first, Part):
            first.take_focus()
        else:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
