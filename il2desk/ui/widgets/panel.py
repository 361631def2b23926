"""Calm surfaces: a rounded sheet that holds controls, tinted and edged where it says something."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from il2desk.ui.widgets.icons import IconLabel, MarkWidget
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.theme import Size, Tone, colours

RADIUS = 7.0


class Panel(QFrame):
    """A sheet with a thin line around it and, in a tone other than plain, a tint and a thick left edge."""

    def __init__(self, tone: Tone = Tone.PLAIN, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self._tinted = True

    @property
    def tone(self) -> Tone:
        return self._tone

    def set_tone(self, tone: Tone) -> None:
        if tone is not self._tone:
            self._tone = tone
            self.update()

    def set_tinted(self, tinted: bool) -> None:
        """Whether the whole sheet takes the tone's tint, or its edge alone shows it."""
        if tinted is not self._tinted:
            self._tinted = tinted
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        scheme = colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(box, RADIUS, RADIUS)
        painter.fillPath(path, scheme.tint(self._tone if self._tinted else Tone.PLAIN))
        if self._tone is not Tone.PLAIN:
            painter.save()
            painter.setClipPath(path)
            painter.fillRect(QRectF(0, 0, 4, self.height()), scheme.tone(self._tone))
            painter.restore()
        painter.setPen(QPen(QColor(scheme.line), 1))
        painter.drawPath(path)
        painter.end()


class SectionPanel(Panel):
    """A sheet with a heading, to which rows are added."""

    def __init__(self, heading: str = "", note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(Tone.PLAIN, parent)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(22, 18, 22, 20)
        self.rows.setSpacing(14)
        if heading or note:
            top = QVBoxLayout()
            top.setSpacing(2)
            for words in (
                *([Words(heading, Size.HEADING, bold=True)] if heading else []),
                *([Words(note, Size.SMALL, Tone.MUTED)] if note else []),
            ):
                top.addWidget(words)
            self.rows.addLayout(top)

    def add(self, widget: QWidget) -> None:
        self.rows.addWidget(widget)


class BannerPanel(Panel):
    """A sentence that must be seen, with its symbol, and a smaller text below it."""

    def __init__(self, parent: QWidget | None = None, *, size: Size = Size.BODY) -> None:
        super().__init__(Tone.ACCENT, parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 14, 18, 14)
        row.setSpacing(12)
        self._mark = MarkWidget()
        self.words = Words(size=size, bold=True)
        self.detail = Words()
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(self.words)
        column.addWidget(self.detail)
        row.addWidget(self._mark)
        row.setAlignment(self._mark, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def say(self, words: str, detail: str, tone: Tone, mark: IconLabel | None) -> None:
        self.set_tone(tone)
        self.words.say(words)
        self.detail.say(detail)
        self.detail.setVisible(bool(detail))
        self._mark.show_mark(mark, tone)
        self._mark.setVisible(mark is not None)
        self.setAccessibleName(f"{words} {detail}".strip())
