"""How large a window is: as it likes, or as it last was, and never larger than the screen it is on."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QMainWindow, QWidget

LIKED = (1280, 800)
FRAME = (16, 44)
"""Room for the edges and the title bar that the system adds, before it says how large they are."""


def room_for(window: QWidget) -> QRect:
    """The part of the screen that a window may fill, its frame and the system's bars taken off."""
    screen = window.screen().availableGeometry()
    edges, title = FRAME
    if window.isVisible():
        edges = window.frameGeometry().width() - window.width()
        title = window.frameGeometry().height() - window.height()
    return QRect(screen.x(), screen.y(), screen.width() - edges, screen.height() - title)


def fit(window: QWidget, width: int, height: int) -> None:
    """Give a window that size, or as much of it as there is room for."""
    room = room_for(window)
    window.resize(min(width, room.width()), min(height, room.height()))


def place(window: QMainWindow, remembered: bytes) -> None:
    """Put the window where it last was, if that is still on a screen; else fill a small screen, or be as it likes."""
    if not window.restoreGeometry(remembered):
        fit(window, *LIKED)
        if (window.width(), window.height()) != LIKED:
            window.setWindowState(Qt.WindowState.WindowMaximized)
    else:
        fit(window, window.width(), window.height())
