"""Qt's application as il2desk makes it: in one style everywhere, without the import that reads every source."""

import builtins
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


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
