"""A dialog of scrolling sections."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from il2desk.ui.fields.feedback import Echo
from il2desk.ui.forms.disclosure import Disclosed
from il2desk.ui.widgets.buttons import button
from il2desk.ui.widgets.layouts import column, row
from il2desk.ui.widgets.scrolling import Scrolled, Scrolling
from il2desk.ui.widgets.window_size import fit

WIDTH, HEIGHT, MARGIN = 720, 720, 8


class SectionsDialog(QDialog):
    """Shown with open(). `outcome`, beside the Close button, says what was done."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        inner = Scrolled()
        self.sections = column(of=inner, margins=(4, 4, 10, 4), spacing=12)
        self.area = Scrolling(inner)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.outcome = Echo(holds_place=False)
        self.close_button = button("Close")
        self.close_button.clicked.connect(self.reject)
        foot = row((self.outcome, 1), 0, self.close_button, spacing=10)
        column((self.area, 1), foot, of=self, margins=None)
        fit(self, WIDTH, HEIGHT)

    def add_section(self, section: QWidget) -> None:
        """Appends a section; a form that opens in it, or its result, is scrolled into view."""
        self.sections.addWidget(section)
        if isinstance(section, Disclosed):
            show = partial(self._bring_into_sight, section)
            section.opened.connect(show)
            section.accept_button.clicked.connect(show)

    def _bring_into_sight(self, section: Disclosed, _checked: bool = False) -> None:
        """Scrolls to the end of a section, but never past its beginning or its result."""

        def scroll() -> None:
            bar, said = self.area.verticalScrollBar(), section.outcome.isVisible()
            first = section.y() + (section.outcome.mapTo(section, QPoint()).y() if said else 0) - MARGIN
            end = section.geometry().bottom() + MARGIN - self.area.viewport().height()
            bar.setValue(min(max(bar.value(), end), first))

        QTimer.singleShot(0, section, scroll)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ignores an Enter that no button took, which would press the default button."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
        else:
            super().keyPressEvent(event)
