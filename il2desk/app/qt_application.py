"""Qt's application as il2desk makes it: in one style everywhere, without the import that reads every source."""

import builtins
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

UNTOUCHED = "Cases that are stored are untouched. Ask who looks after this workstation."


def has_display() -> bool:
    """Whether a window can be shown here at all."""
    chosen = os.environ.get("QT_QPA_PLATFORM")
    return bool(
        chosen or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform in {"win32", "darwin"}
    )


def show_refusal(why: str) -> None:
    """Say in a window of its own why the program does not start, until it is closed: nobody may be at a terminal."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication, QMessageBox

    made = None if QApplication.instance() else make_application()
    box = QMessageBox(QMessageBox.Icon.Critical, "il2desk", "il2desk cannot start.", QMessageBox.StandardButton.Close)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(f"{why.rstrip('.')}. {UNTOUCHED}")
    box.exec()
    del made  # kept until here: without one there is no window


def make_application() -> "QApplication":
    """The one QApplication there may be, in the style Fusion whatever the desktop's.

    The style is named as a word of the command line: to be handed one, Python would first be told all a style can draw.
    """
    from PySide6.QtWidgets import QApplication

    _give_import_back()
    return QApplication(["il2desk", "-style", "Fusion"])


def _give_import_back() -> None:
    """Take away the `__import__` that serves nothing but `from __feature__ import …`, with which nobody asks here.

    To know who might, Qt for Python reads the source of every module that is imported after it, and keeps it in memory.
    The import it replaced is kept by Qt for Python under this name.
    """
    replaced = getattr(builtins, "__orig_import__", None)
    if replaced is not None:
        builtins.__import__ = replaced
