"""Slim bars across the window: the age of the guidance, always there, and what has just happened, until it is read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from il2desk.ui.case.session import Session
from il2desk.ui.widgets.icons import IconLabel, MarkWidget
from il2desk.ui.widgets.label import Words, button
from il2desk.ui.widgets.theme import Size, Tone, colours


def paint_band(widget: QWidget, ground: QColor) -> None:
    """Fill a widget that goes across the window, with a thin line below.

    As a rectangle without an edge: for `fillRect` Qt for Python first builds all that a gradient can be.
    """
    painter = QPainter(widget)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRect(widget.rect())
    painter.setBrush(QColor(colours(widget.palette()).line))
    painter.drawRect(0, widget.height() - 1, widget.width(), 1)
    painter.end()


class Bar(QWidget):
    """One line of words on a tint, with a quiet button at its end."""

    pressed = Signal()

    def __init__(self, tone: Tone, mark: IconLabel | None, action: str) -> None:
        super().__init__()
        self._tone = tone
        self.row = row = QHBoxLayout(self)
        row.setContentsMargins(20, 4, 12, 4)
        row.setSpacing(9)
        if mark is not None:
            row.addWidget(MarkWidget(mark, tone))
        self.words = Words(size=Size.SMALL)
        row.addWidget(self.words, 1)
        self.action = button(action, quiet=True)
        self.action.setFont(self.words.font())
        self.action.clicked.connect(self.pressed)
        row.addWidget(self.action)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_band(self, colours(self.palette()).tint(self._tone))


class AlertBar(Bar):
    """What has just happened and matters; it stays until it is dismissed and never takes the focus."""

    def __init__(self) -> None:
        super().__init__(Tone.BAD, IconLabel.ATTENTION, "Dismiss")
        self.pressed.connect(self.hide)
        self.hide()

    def say(self, sentence: str) -> None:
        self.words.say(sentence)
        self.setAccessibleName(sentence)
        self.show()


class ReopenedBar(Bar):
    """That the case came back from a PDF and is read-only; `pressed` asks for a new revision, `looked` for the PDF."""

    looked = Signal()

    def __init__(self) -> None:
        super().__init__(Tone.ACCENT, IconLabel.LOCKED, "Start a new revision")
        self._show = button("Show as printed", quiet=True)
        self._show.setFont(self.words.font())
        self._show.clicked.connect(self.looked)
        self.row.addWidget(self._show)
        self.hide()

    def refresh(self, session: Session) -> None:
        """Shows where a viewed case came from; pages that may be another patient's are not offered."""
        self.setVisible(session.viewed is not None)
        if session.viewed is None:
            return
        from il2desk.ui.case.open_pdf import in_words

        said = in_words(session.viewed, session.assessment.basis.zone)
        self._tone = Tone.BAD if session.is_doubted else Tone.ACCENT
        self._show.setVisible(not session.is_doubted)
        self.words.say(said)
        self.setAccessibleName(said)
