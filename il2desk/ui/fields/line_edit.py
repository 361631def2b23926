"""Editors for typed text: they take what is typed as it is, refuse what is too long, and lose nothing."""

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QWidget

from il2desk.domain.values.parsing import LONGEST_TEXT
from il2desk.ui.widgets.buttons import ring
from il2desk.ui.widgets.theme import ringed

NO_PASTING = "Type this by hand from the chart; pasting and dropping are off here."


def too_long(length: int, longest: int = LONGEST_TEXT) -> str:
    return f"{length:,} characters at once are too many; at most {longest:,} are taken. What stood here is kept."


class LineEdit(QLineEdit):
    """One line of typed text. `typed` gives every change made by hand, `refused` why something was not taken in."""

    typed = Signal(str)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = ""
        ringed(self)
        self.setMinimumHeight(self.fontMetrics().height() + 16)
        self.setTextMargins(6, 0, 6, 0)
        self.textEdited.connect(self._take)

    def show_text(self, text: str) -> None:
        """Show recorded text; an editor that holds it already is left alone, cursor and all."""
        if text != self.text():
            self.setText(text)
        self._kept = text

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file is the window's to open; its path is nothing to be typed."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def _take(self, text: str) -> None:
        if len(text) > LONGEST_TEXT:
            self.setText(self._kept)
            self.refused.emit(too_long(len(text)))
            return
        whole = text.strip("\r\n")
        if whole != text:
            self.selectAll()
            self.insert(whole)  # which comes back here without the line break of a spreadsheet's cell
            return
        self._kept = text
        self.typed.emit(text)


class HandTypedLine(LineEdit):
    """A line that can only be typed: no pasting, no dropping, no middle click."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.refused.emit(NO_PASTING)
            event.accept()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.MiddleButton:
            self.refused.emit(NO_PASTING)
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.refused.emit(NO_PASTING)
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        self.keep_pasting_out(menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    @staticmethod
    def keep_pasting_out(menu: QMenu) -> None:
        """Hide Qt's own entry for pasting, which goes past every key."""
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.setVisible(False)


class PassageEdit(QPlainTextEdit):
    """Several lines of typed text, at most `longest` characters; Tab leaves it."""

    typed = Signal(str)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None, longest: int = LONGEST_TEXT) -> None:
        super().__init__(parent)
        self._kept = ""
        self._longest = longest
        ringed(self)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * 4 + 16)
        self.textChanged.connect(self._take)

    def text(self) -> str:
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Show recorded text; an editor that holds it already is left alone."""
        self._kept = text
        if text != self.toPlainText():
            self.setPlainText(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            ring(painter, self.viewport())
            painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """A file is the window's to open; its path is nothing to be typed."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        length = len(self.toPlainText()) + len(source.text())
        if length > self._longest:
            self.refused.emit(too_long(length, self._longest))
            return
        self.insertPlainText(source.text())

    def _take(self) -> None:
        text = self.toPlainText()
        if text == self._kept:
            return
        if len(text) > self._longest:
            self.setPlainText(self._kept)
            self.refused.emit(too_long(len(text), self._longest))
            return
        self._kept = text
        self.typed.emit(text)
