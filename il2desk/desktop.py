"""Qt's application as il2desk makes it: with Python's own import."""

import builtins
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def make_application() -> "QApplication":
    """The one QApplication there may be."""
    from PySide6.QtWidgets import QApplication

    _give_import_back()
    return QApplication(sys.argv[:1])


def _give_import_back() -> None:
    """Take Qt for Python's own `__import__` away again, which reads the source of every module imported after it.

    It only serves `from __feature__ import …`, with which a module asks for other names of Qt's methods.
    """
    own = getattr(builtins, "__orig_import__", None)
    if own is not None:
        builtins.__import__ = own
