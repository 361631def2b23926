"""What the pages before a case have in common: a header and one readable column that scrolls."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QWidget

from il2desk.ui.panels.message_bars import AlertBar, paint_band
from il2desk.ui.widgets.focus_part import Part
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.layouts import Item, add, column, row
from il2desk.ui.widgets.scrolling import Scrolled, Scrolling
from il2desk.ui.widgets.theme import READABLE_WIDTH, Size, Tone, colours


class FrontHeader(QWidget):
    """The program's name, who is working, and quiet buttons at the end."""

    def __init__(self) -> None:
        super().__init__()
        name = Words("il2desk", Size.HEADING, Tone.ACCENT, bold=True)
        name.setWordWrap(False)
        self.who = Words(bold=True)
        self.row = row(name, (self.who, 1), of=self, margins=(20, 7, 12, 7), spacing=14)

    def name_user(self, words: str) -> None:
        """Say who is working, to a screen reader too."""
        self.who.say(words)
        self.who.setAccessibleName(f"Who is working: {words}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_band(self, QColor(colours(self.palette()).base))


class Frame(Part):
    """A page of one column, in which one of its views stands at a time: `view`."""

    def __init__(self) -> None:
        super().__init__()
        self.header, self.alert = FrontHeader(), AlertBar()
        self.holder = QWidget()
        self.holder.setMaximumWidth(READABLE_WIDTH)
        self.view: QWidget | None = None
        self._views = column(of=self.holder)
        inner = Scrolled()
        across = row(1, (self.holder, 1000), 1, of=inner, margins=(24, 24, 24, 28))
        across.setAlignment(self.holder, Qt.AlignmentFlag.AlignTop)
        self.area = Scrolling(inner)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column(self.header, self.alert, (self.area, 1), of=self, spacing=0)

    def add_view(self, view: QWidget) -> None:
        self._views.addWidget(view)
        view.hide()

    def show_view(self, view: QWidget) -> None:
        """Show one of the views, from its top."""
        if self.view is not None and self.view is not view:
            self.view.hide()
        self.view = view
        view.show()
        self.area.verticalScrollBar().setValue(0)

    def turn_to(self, view: QWidget) -> None:
        """Shows one of the views and moves the focus to its first control."""
        self.show_view(view)
        self.take_focus()


class View(Part):
    """A heading, a sentence below it, and rows."""

    def __init__(self, title: str, lead: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.title, self.lead = Words(title, Size.TITLE, bold=True), Words(lead, tone=Tone.MUTED)
        self.rows = column(column(self.title, self.lead, spacing=6), of=self, spacing=16)

    def add(self, *items: Item) -> None:
        add(self.rows, *items)
