"""Makes the application, and says what keeps its start short.

What each measure saves of 244 ms to the first page (medians of seven starts on one core, 2026-12-01), and where it is:

- 194 ms: a page of the wizard is built when it is first shown (`ui/pages/step_page.py`).
- 154 ms: packs prove themselves after the first paint, before any entry (`app/wiring.py`, `ui/widgets/first_paint.py`).
- 127 ms: reportlab, pikepdf and all that makes or reads a PDF are imported with the first sheet or file.
- 40 ms: pages, dialogs and the opening of PDFs are imported with their page (`ui/window/`).
- 17 ms: ciphers and database are imported when a store is opened (`storage/store/gate.py`, `app/store_wiring.py`).
- 7 ms: Python collects no garbage until the first page is there (`begin`, `settle_in`).
- 5 ms: Python's own import is put back after Qt for Python has replaced it (`make_application`).
- 4 ms: patterns are compiled when first needed (`domain/values/`), models when first used (`values/model_base.py`).
"""

import builtins
import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

UNTOUCHED = "Cases that are stored are untouched. Ask who looks after this workstation."


def begin() -> None:
    """Collects no garbage until `settle_in`."""
    gc.disable()


def settle_in() -> None:
    gc.enable()


def has_display() -> bool:
    """Whether a window can be shown here."""
    chosen = os.environ.get("QT_QPA_PLATFORM")
    return bool(
        chosen or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform in {"win32", "darwin"}
    )


def show_refusal(why: str) -> None:
    """Shows in a window why the program does not start, because there may be no terminal."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication, QMessageBox

    made = None if QApplication.instance() else make_application()
    box = QMessageBox(QMessageBox.Icon.Critical, "il2desk", "il2desk cannot start.", QMessageBox.StandardButton.Close)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(f"{why.rstrip('.')}. {UNTOUCHED}")
    box.exec()
    del made  # kept until here: without one there is no window


def make_application() -> "QApplication":
    """Makes the one QApplication there may be, in the style Fusion on every desktop."""
    from PySide6.QtWidgets import QApplication

    _give_import_back()
    application = QApplication(["il2desk"])
    application.setStyle("Fusion")
    return application


def _give_import_back() -> None:
    """Removes the import hook that Qt for Python installs for `from __feature__ import …`, which is not used here.

    The hook reads the source of every module imported after it.
    """
    replaced = getattr(builtins, "__orig_import__", None)
    if replaced is not None:
        builtins.__import__ = replaced
