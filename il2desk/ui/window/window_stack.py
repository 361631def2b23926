"""One thing fills the window at a time: the case, or what hides it; then nothing acts on the case."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget

from il2desk.ui.panels.message_bars import AlertBar
from il2desk.ui.widgets.clipboard import Secrecy
from il2desk.ui.widgets.first_paint import AfterFirstPaint
from il2desk.ui.widgets.focus_part import Part


class WindowStack(QStackedWidget):
    """Takes over the window's content as the view of the case."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__()
        self._window = window
        self._case_view = window.takeCentralWidget() or QWidget()
        self._covered: QWidget | None = None
        self.addWidget(self._case_view)
        window.setCentralWidget(self)

    @property
    def shows_case(self) -> bool:
        return self.currentWidget() is self._case_view

    @property
    def is_covered(self) -> bool:
        return self._covered is not None

    @property
    def holds_case(self) -> bool:
        """Whether the case is shown, or would be without the curtain."""
        return (self._covered or self.currentWidget()) is self._case_view

    def show_case(self) -> None:
        self._covered = None
        self._change_to(self._case_view)

    def show_page(self, page: Part, says: str = "") -> None:
        """Show a page instead of the case, with a sentence in its bar; the page before it is gone."""
        self._covered = None
        self._bring(page)
        if says and isinstance(bar := getattr(page, "alert", None), AlertBar):
            bar.say(says)

    def cover(self, curtain: Part) -> None:
        """Show a curtain instead of what is shown now, which stays as it is behind it."""
        self._covered = self.currentWidget()
        self._bring(curtain)

    def uncover(self) -> None:
        """Take the curtain down, and give the focus to what was behind it."""
        covered, self._covered = self._covered, None
        if isinstance(covered, Part):
            self._bring(covered)
        elif covered is not None:
            self._change_to(covered)
            focused: QWidget | None = covered.focusWidget()
            if focused is not None:
                focused.setFocus()

    def close_dialogs(self) -> None:
        """Whatever else the program shows, or put on the clipboard, must not be readable once it is locked.

        A dialog that would rather be asked twice is not asked.
        """
        for one in QApplication.topLevelWidgets():
            if one is not self._window and one.isVisible():
                one.done(QDialog.DialogCode.Rejected) if isinstance(one, QDialog) else one.close()
        for secrecy in self._window.findChildren(Secrecy):
            secrecy.clear()

    def _bring(self, page: Part) -> None:
        if self.indexOf(page) < 0:
            self.addWidget(page)
        self._change_to(page)
        AfterFirstPaint(page, page.take_focus)

    def _change_to(self, shown: QWidget) -> None:
        self.setCurrentWidget(shown)
        others = [self.widget(at) for at in range(self.count())]
        for one in others:
            if one is not None and one not in (shown, self._covered, self._case_view):
                self.removeWidget(one)
                one.deleteLater()
        self._open_ways(shown is self._case_view)

    def _open_ways(self, are_open: bool) -> None:
        """What acts on the case from the window itself, by key or by dropping, acts only while the case is shown."""
        self._window.setAcceptDrops(are_open)
        for shortcut in self._window.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly):
            shortcut.setEnabled(are_open)
