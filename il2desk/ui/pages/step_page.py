"""A page of the wizard before it is first shown: it knows its step, and makes its content when that is needed."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from il2desk.ui.case.steps import DOCUMENTS, Step
from il2desk.ui.pages.page_content import PageContent
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.scrolling import Scrolled, Scrolling
from il2desk.ui.widgets.theme import READABLE_WIDTH, Size, Tone

LOW = 300  # what a heading that does not scroll would leave too little of, in a window at double scale


class StepPage(QWidget):
    """The heading of a step and, scrolling below it, its content."""

    def __init__(self, step: Step, place: str, make: Callable[[], QWidget]) -> None:
        super().__init__()
        self.step = step
        self._place, self._make = place, make
        self.content: QWidget | None = None
        self._area: Scrolling | None = None
        self._outermost: QWidget | None = None
        self._heading: tuple[Words, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName(step.title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def build(self) -> None:
        """Make the content, unless it is there."""
        if self.content is not None:
            return
        self.content = self._make()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Words(self._place, Size.SMALL, Tone.ACCENT, bold=True))
        title, lead = Words(self.step.title, Size.TITLE, bold=True), Words(self.step.lead, tone=Tone.MUTED)
        column.addWidget(title)
        column.addWidget(lead)
        column.addSpacing(12)
        column.addWidget(self.content, 1)
        if self.step.id == DOCUMENTS:
            self._outermost, self._heading = holder, (title, lead)
            self._make_room()
        else:
            column.addStretch(0)
            self._outermost = self._area = _scrolling(holder)
            self._area.setAccessibleName(self.step.title)
        self._column.addWidget(self._outermost)

    def forget(self) -> None:
        """Let go of the content with all that was shown, typed and undone in it; it is made anew when needed."""
        if self._outermost is not None:
            self._column.removeWidget(self._outermost)
            self._outermost.hide()
            self._outermost.deleteLater()
        self.content = self._area = self._outermost = None
        self._heading = ()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """A heading that does not scroll gives way in a low window, so that the ways out stay in sight."""
        if not self._heading or self._outermost is None:
            return
        is_low = self.height() < LOW
        for words in self._heading:
            words.setVisible(not is_low)
        above, below = (8, 4) if is_low else (20, 12)
        self._outermost.setContentsMargins(24, above, 24, below)

    def refresh(self, *, read_only: bool = False) -> None:
        """Bring a content that was made up to date; one with nothing to do takes the focus, so that keys scroll it."""
        if not isinstance(self.content, PageContent):
            return
        self.content.refresh()
        self.content.set_read_only(read_only)
        if self._area is not None:
            only_read = read_only or self.content.first_control() is None
            self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if only_read else Qt.FocusPolicy.NoFocus)

    def scroll_to_top(self) -> None:
        if self._area is not None:
            self._area.verticalScrollBar().setValue(0)

    def first_control(self) -> QWidget | None:
        if isinstance(self.content, PageContent):
            control = self.content.first_control()
            return self._area if self._area and self._area.focusPolicy() & Qt.FocusPolicy.TabFocus else control
        inside = self.content.findChildren(QWidget) if self.content else []
        tabbed = Qt.FocusPolicy.TabFocus
        return next((one for one in inside if one.focusPolicy() & tabbed and one.isEnabled() and one.isVisible()), None)

    def control_of(self, field_id: str) -> QWidget | None:
        return self.content.control_of(field_id) if isinstance(self.content, PageContent) else None

    def enter_goes_on(self) -> bool:
        return isinstance(self.content, PageContent) and self.content.enter_goes_on()


def _scrolling(holder: QWidget) -> Scrolling:
    holder.setMaximumWidth(READABLE_WIDTH)
    inner = Scrolled()
    row = QHBoxLayout(inner)
    row.setContentsMargins(24, 20, 24, 28)
    row.addWidget(holder, 1)
    row.addStretch(0)
    row.setAlignment(holder, Qt.AlignmentFlag.AlignTop)
    area = Scrolling(inner)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
