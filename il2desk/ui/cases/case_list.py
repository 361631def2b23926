"""The list of cases: arrow keys move, Enter opens, letters continue the search."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from il2desk.domain.records.store_records import Listed
from il2desk.ui.cases.case_list_model import LISTED, CaseListModel, Index
from il2desk.ui.cases.case_row import CaseLook, look_of
from il2desk.ui.widgets.icons import paint_mark
from il2desk.ui.widgets.scrolling import SlimBar
from il2desk.ui.widgets.theme import Size, Tone, colours, sized

PAD, GAP = 14, 9
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_LETTERS_VERDICT, _LETTERS_STATE, _LETTERS_NAME = 34, 27, 26


class CaseList(QListView):
    """Emits `opened` with a case, `typed` with a letter to search, `left_above` at the top, `moved` at a new row."""

    opened = Signal(object)
    typed = Signal(str)
    left_above = Signal()
    moved = Signal()

    def __init__(self, cases: CaseListModel) -> None:
        super().__init__()
        self.cases = cases
        self.setModel(cases)
        self.setAccessibleName("Cases, the last one worked with first")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(SlimBar())
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setItemDelegate(CaseDelegate(self))
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())

    def current(self) -> Listed | None:
        return self.cases.at(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def go_to(self, row: int) -> None:
        self.setCurrentIndex(self.cases.index(row))

    @property
    def is_narrow(self) -> bool:
        """Whether the texts of a row are stacked."""
        letter = self.fontMetrics().averageCharWidth()
        return self.viewport().width() < (_LETTERS_NAME + _LETTERS_VERDICT + _LETTERS_STATE) * letter

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        command = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_Backspace or (text.isprintable() and text.strip() and not event.modifiers() & command):
            self.typed.emit("" if key == Qt.Key.Key_Backspace else text)
        elif key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_above.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _open(self, index: Index) -> None:
        listed = self.cases.at(index.row())
        if index.isValid() and listed is not None:
            self.opened.emit(listed)


class CaseDelegate(QStyledItemDelegate):
    """Paints a row: patient at the left, then verdict and state; one below the other if the list is narrow."""

    def __init__(self, cases: CaseList) -> None:
        super().__init__(cases)
        self._list = cases

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        line = option.fontMetrics.height() + 3
        return QSize(self._list.viewport().width(), line * (3 if self._list.is_narrow else 2) + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        listed = index.data(LISTED)
        if not isinstance(listed, Listed):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, index)
        look, box = look_of(listed, self._list.cases.today), option.rect.adjusted(PAD, 7, -PAD, -7)
        line = option.fontMetrics.height() + 3
        if self._list.is_narrow:
            self._paint_person(painter, option, look, QRect(box.left(), box.top(), box.width(), 2 * line))
            below = QRect(box.left(), box.top() + 2 * line, box.width(), line)
            more = "  ·  ".join(("", look.state, look.validity or look.day))
            self._paint_verdict(painter, option, look, below, more)
        else:
            letter = option.fontMetrics.averageCharWidth()
            state = QRect(box.right() - _LETTERS_STATE * letter, box.top(), _LETTERS_STATE * letter, box.height())
            verdict = QRect(state.left() - _LETTERS_VERDICT * letter, box.top(), _LETTERS_VERDICT * letter, line)
            person = QRect(box.left(), box.top(), verdict.left() - box.left() - 2 * GAP, 2 * line)
            self._paint_person(painter, option, look, person)
            self._paint_verdict(painter, option, look, verdict, "")
            tone = Tone.ATTENTION if look.is_past else Tone.MUTED
            _write(painter, option, verdict.translated(0, line).adjusted(_beside(option), 0, 0, 0), look.validity, tone)
            self._paint_two(painter, option, state, (look.state, Tone.PLAIN), (look.day, Tone.MUTED))
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        scheme = colours(option.palette)
        box = QRectF(option.rect).adjusted(3, 1, -3, -2)
        here = index.row() == self._list.currentIndex().row()
        painter.setPen(QPen(QColor(scheme.line), 1))
        bottom = option.rect.bottom()
        painter.drawLine(option.rect.left() + PAD, bottom, option.rect.right() - PAD, bottom)
        if here or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(scheme.calm_tint if here else scheme.window))
            painter.drawRoundedRect(box, 6, 6)
        if here and self._list.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(scheme.accent), 2))
            painter.drawRoundedRect(box, 6, 6)

    def _paint_person(self, painter: QPainter, option: QStyleOptionViewItem, look: CaseLook, box: QRect) -> None:
        upper = QRect(box.left(), box.top(), box.width(), box.height() // 2)
        _write(painter, option, upper, look.name, Tone.PLAIN, bold=True)
        lower, born = upper.translated(0, upper.height()), f"  ·  {look.born}"
        measured = QFontMetrics(sized(option.font, Size.BODY))
        room = lower.width() - measured.horizontalAdvance(born) - 2
        taken = max(0, min(room, measured.horizontalAdvance(look.identifier) + 2))
        _write(painter, option, lower.adjusted(0, 0, taken - lower.width(), 0), look.identifier, Tone.MUTED)
        _write(painter, option, lower.adjusted(taken, 0, 0, 0), born, Tone.MUTED)

    def _paint_verdict(
        self, painter: QPainter, option: QStyleOptionViewItem, look: CaseLook, box: QRect, more: str
    ) -> None:
        scheme, side = colours(option.palette), _beside(option) - GAP
        symbol = QRectF(box.left(), box.top() + (box.height() - side) / 2, side, side)
        paint_mark(painter, symbol, look.mark, scheme.tone(look.tone), QColor(scheme.base))
        words = box.adjusted(_beside(option), 0, 0, 0)
        _write(painter, option, words, look.verdict, look.tone)
        if more:
            taken = painter.fontMetrics().horizontalAdvance(look.verdict) + 2
            _write(painter, option, words.adjusted(taken, 0, 0, 0), more, Tone.MUTED)

    def _paint_two(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        box: QRect,
        upper: tuple[str, Tone],
        lower: tuple[str, Tone],
    ) -> None:
        half = QRect(box.left(), box.top(), box.width(), box.height() // 2)
        _write(painter, option, half, *upper)
        _write(painter, option, half.translated(0, half.height()), *lower)


def _beside(option: QStyleOptionViewItem) -> int:
    """Width of the symbol before a verdict, in pixels."""
    return round(option.fontMetrics.ascent() * 1.15) + GAP


def _write(
    painter: QPainter, option: QStyleOptionViewItem, box: QRect, text: str, tone: Tone, *, bold: bool = False
) -> None:
    """Draws one line of text, elided at its end if it does not fit."""
    if box.width() <= 0:
        return
    painter.setFont(sized(option.font, Size.BODY, bold=bold))
    painter.setPen(colours(option.palette).tone(tone))
    painter.drawText(box, _LEFT, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width()))
