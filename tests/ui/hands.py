"""Hands at the pages and dialogs before a case: they put one up and type wherever the focus is."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from il2desk.ui.widgets.focus_part import Part

Page = TypeVar("Page", bound=Part)
Dialog = TypeVar("Dialog", bound=QDialog)


def put_up(qtbot: QtBot, page: Page) -> Page:
    """The page in a window of its own, with the focus where it takes it."""
    qtbot.addWidget(page)
    page.resize(1024, 640)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.take_focus()
    return page


def opened_dialog(qtbot: QtBot, dialog: Dialog) -> Dialog:
    """The dialog, kept after it is closed so that it can be asked what became of it."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.open()
        dialog.activateWindow()
    return dialog


def enters(qtbot: QtBot, *lines: str) -> None:
    """Each line and then Enter."""
    for line in lines:
        qtbot.keyClicks(QApplication.focusWidget(), line)
        press(qtbot, Qt.Key.Key_Return)


def press(qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)
