"""The list of steps with how far each has come; a click, Enter or Space goes there."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStyledItemDelegate

from il2desk.ui.case.steps import Progress, State, Step
from il2desk.ui.widgets.icons import IconLabel, paint_mark
from il2desk.ui.widgets.scrolling import SlimBar, see_through
from il2desk.ui.widgets.theme import Size, Tone, colours, sized

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

LOOKS: dict[State, tuple[IconLabel, Tone]] = {
    State.DONE: (IconLabel.CHECK, Tone.GOOD),
    State.OPEN: (IconLabel.OPEN, Tone.MUTED),
    State.ATTENTION: (IconLabel.ATTENTION, Tone.ATTENTION),
    State.LOCKED: (IconLabel.LOCKED, Tone.MUTED),
}
_NAME, _PROGRESS, _HERE, _NUMBER = (Qt.ItemDataRole.UserRole + number for number in range(4))
_MARK, _PAD = 16, 10
_WRAP = int(Qt.TextFlag.TextWordWrap)


class StepList(QListWidget):
    """Names the steps in order; `chosen` gives the id of the one to go to."""

    chosen = Signal(str)

    def __init__(self, steps: tuple[Step, ...]) -> None:
        super().__init__()
        self._steps = steps
        self.is_compact = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Steps")
        self.setItemDelegate(_StepDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        see_through(self)
        for number, step in enumerate(steps, start=1):
            item = QListWidgetItem(self)
            item.setText(f"{number}. {step.name}")
            item.setData(_NAME, f"{number}. {step.name}")
            item.setData(_NUMBER, str(number))
            item.setToolTip(step.name)
        self.setVerticalScrollBar(SlimBar())
        self.itemClicked.connect(lambda item: self._choose(self.row(item)))

    def show_progress(self, progress: Mapping[str, Progress], here: str) -> None:
        """State every step's progress in words, and mark the one that is shown."""
        for row, step in enumerate(self._steps):
            item, state = self.item(row), progress[step.id]
            if (item.data(_PROGRESS), item.data(_HERE)) == (state, step.id == here):
                continue
            item.setData(_PROGRESS, state)
            if item.data(_HERE) != (step.id == here):
                item.setData(_HERE, step.id == here)
                self.scheduleDelayedItemsLayout()  # a name is bold there, and may need another line
            at = ", this page" if step.id == here else ""
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row + 1}. {step.name}: {state.words}{at}")
            enabled = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            item.setFlags(Qt.ItemFlag.NoItemFlags if state.state is State.LOCKED else enabled)
            if step.id == here:
                self.setCurrentRow(row)

    def set_compact(self, compact: bool) -> None:
        """In a narrow window: numbers and symbols only; the names stay for screen readers and as tool tips."""
        if compact is not self.is_compact:
            self.is_compact = compact
            self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._choose(self.currentRow())
            event.accept()
            return
        super().keyPressEvent(event)

    def _choose(self, row: int) -> None:
        if row >= 0 and self.item(row).flags() & Qt.ItemFlag.ItemIsEnabled:
            self.chosen.emit(self._steps[row].id)


class _StepDelegate(QStyledItemDelegate):
    """Symbol, name, and the state in words below it."""

    def __init__(self, steps: StepList) -> None:
        super().__init__(steps)
        self._list = steps

    def _name(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(_NUMBER if self._list.is_compact else _NAME))

    def sizeHint(self, option: "QStyleOptionViewItem", index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = self._list.viewport().width()
        room = QRect(0, 0, max(20, width - _MARK - 3 * _PAD), 1000)
        name = QFontMetrics(sized(option.font, Size.BODY, bold=bool(index.data(_HERE))))
        height = name.boundingRect(room, _WRAP, self._name(index)).height()
        words = 0 if self._list.is_compact else round(option.fontMetrics.height() * Size.SMALL.value)
        return QSize(width, height + words + 13)

    def paint(
        self, painter: QPainter, option: "QStyleOptionViewItem", index: QModelIndex | QPersistentModelIndex
    ) -> None:
        progress: Progress = index.data(_PROGRESS) or Progress(State.OPEN, "")
        here, scheme = bool(index.data(_HERE)), colours(option.palette)
        mark, tone = LOOKS[progress.state]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(3, 2, -3, -2)
        if here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(scheme.tint(Tone.ACCENT))
            painter.drawRoundedRect(box, 6, 6)
        if self._list.hasFocus() and index.row() == self._list.currentRow():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(scheme.accent), 2))
            painter.drawRoundedRect(box, 6, 6)
        top, left = option.rect.top() + 6, option.rect.left() + _MARK + 2 * _PAD
        symbol = QRectF(option.rect.left() + _PAD, top + 1, _MARK, _MARK)
        paint_mark(painter, symbol, mark, scheme.tone(tone), QColor(scheme.base))
        room = QRect(left, top, option.rect.right() - left - _PAD + 4, option.rect.height())
        painter.setFont(sized(option.font, Size.BODY, bold=here))
        painter.setPen(QColor(scheme.muted if progress.state is State.LOCKED else scheme.text))
        taken = painter.boundingRect(room, _WRAP, self._name(index))
        painter.drawText(room, _WRAP, self._name(index))
        if not self._list.is_compact:
            painter.setFont(sized(option.font, Size.SMALL))
            painter.setPen(scheme.tone(Tone.MUTED if progress.state is State.OPEN else tone))
            painter.drawText(room.adjusted(0, taken.height(), 0, 0), 0, progress.words)
        painter.restore()
