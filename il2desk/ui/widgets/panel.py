"""Calm surfaces: a rounded sheet that holds controls, tinted and edged where it says something."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from il2desk.ui.widgets.icons import IconLabel, MarkWidget
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.layouts import Item, add, column, row
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
        self.rows = column(of=self, margins=(22, 18, 22, 20), spacing=14)
        top = column(spacing=2)
        if heading:
            top.addWidget(Words(heading, Size.HEADING, bold=True))
        if note:
            top.addWidget(Words(note, Size.SMALL, Tone.MUTED))
        if top.count():
            self.add(top)

    def add(self, *items: Item) -> None:
        add(self.rows, *items)


class BannerPanel(Panel):
    """A sentence that must be seen, with its symbol, and a smaller text below it."""

    def __init__(self, parent: QWidget | None = None, *, size: Size = Size.BODY) -> None:
        super().__init__(Tone.ACCENT, parent)
        self._mark = MarkWidget()
        self.words = Words(size=size, bold=True)
        self.detail = Words()
        words = column(self.words, self.detail, spacing=6)
        line = row(self._mark, (words, 1), of=self, margins=(18, 14, 18, 14), spacing=12)
        line.setAlignment(self._mark, Qt.AlignmentFlag.AlignTop)

    def say(self, words: str, detail: str, tone: Tone, mark: IconLabel | None) -> None:
        self.set_tone(tone)
        self.words.say(words)
        self.detail.say(detail)
        self.detail.setVisible(bool(detail))
        self._mark.show_mark(mark, tone)
        self._mark.setVisible(mark is not None)
        self.setAccessibleName(f"{words} {detail}".strip())
