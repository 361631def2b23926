"""Two parts of a page beside each other where there is room, else one below the other; nothing is ever cut off."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from il2desk.ui.widgets.scrolling import Scrolling

LETTERS_BESIDE = 46  # the widest the first part gets, in average letters
LETTERS_BELOW = 48  # the least height of the second part where it stands below, in average letters
BAR = 14  # room for the scroll bar beside the first part
_NO_LIMIT = 16_777_215


class Steady(QWidget):
    """A part whose height is what its row gives it: what wraps inside does not ask the whole page for more room."""

    def hasHeightForWidth(self) -> bool:
        return False


class TwoColumns(QWidget):
    """Beside each other only the first part scrolls, its foot and the second part stay; below, all scroll together."""

    def __init__(self, first: QWidget, foot: QWidget, second: QWidget) -> None:
        super().__init__()
        self._first, self._second = first, second
        self._letter = self.fontMetrics().averageCharWidth()
        self._aside, self._left = Scrolling(), Steady()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self._aside, 1)
        left.addWidget(foot)
        body = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, body)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        self._row.addWidget(first)
        self._row.addWidget(self._left)
        self._row.addWidget(second, 1)
        self._whole = Scrolling(body)
        for area in (self._aside, self._whole):
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._whole)
        self._stand(beside=False)

    def arrange(self, beside: bool) -> None:
        """Move the first part, and leave the cursor where it was."""
        if beside is self._is_beside:
            return
        focused = self.focusWidget()
        if beside:
            self._row.removeWidget(self._first)
            self._aside.setWidget(self._first)
        else:
            self._aside.takeWidget()
            self._row.insertWidget(0, self._first)
        self._stand(beside=beside)
        self._first.show()
        if focused is not None:
            focused.setFocus()

    def bring_into_view(self, widget: QWidget) -> None:
        """Scroll as little as needed; once the layout has taken in what was just shown."""

        def scroll() -> None:
            for area in (self._aside, self._whole):
                if area.isAncestorOf(widget):
                    area.ensureWidgetVisible(widget, 0, 8)

        QTimer.singleShot(0, self, scroll)

    def _stand(self, *, beside: bool) -> None:
        self._is_beside = beside
        self._aside.setVisible(beside)
        self._left.setMinimumWidth(self._first.minimumSizeHint().width() + BAR if beside else 0)
        self._left.setMaximumWidth(LETTERS_BESIDE * self._letter if beside else _NO_LIMIT)
        self._second.setMinimumHeight(0 if beside else LETTERS_BELOW * self._letter)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(direction)
