"""From a keystroke in the LDH value to the repainted standing, against repainting the same labels alone."""

import os
import statistics
import time
from typing import Any

RUNS = 60


def standing_rows(row: type) -> list[object]:
    """Medians of keystrokes and of plain repaints, taken in turn in one window."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QLabel

    application, window = filled_window()
    window.go_to("ldh", "ldh_value")
    application.processEvents()
    editor = window.wizard.page_of("ldh").control_of("ldh_value")
    labels = window.sides.standing.findChildren(QLabel)
    keyed: list[float] = []
    painted: list[float] = []
    keys = (Qt.Key.Key_9, Qt.Key.Key_Backspace)
    for number in range(2 * RUNS):
        begun = time.perf_counter()
        QTest.keyClick(editor, keys[number % 2])
        application.processEvents()
        keyed.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        for label in labels:
            label.repaint()
        application.processEvents()
        painted.append(time.perf_counter() - begun)
    window.session.note_printed()
    window.close()
    what = f"keystroke to repainted standing ({len(labels)} labels)"
    return [row(what, "ms", statistics.median(keyed) * 1000, statistics.median(painted) * 1000, 2)]


def filled_window() -> tuple[Any, Any]:
    """The window with the sample case in it, unsigned, at the size of a small screen."""
    from PySide6.QtWidgets import QApplication
    from sample import NOW

    from il2desk.app.sheet_service import SheetMaker
    from il2desk.app.wiring import dress, ports
    from il2desk.storage.files.case_file import read_case
    from il2desk.storage.packs.library import load_packs
    from il2desk.storage.site.paths import resources
    from il2desk.storage.site.settings_file import read_settings
    from il2desk.ui.window.main_window import MainWindow

    application = QApplication.instance() or QApplication(["il2desk"])
    dress(application)  # type: ignore[arg-type]
    sample = resources() / "sample"
    settings = read_settings(sample / "settings.toml")
    case = read_case(sample / "case.json")
    given = ports(load_packs(resources()), settings, lambda: NOW, sample / "settings.toml", SheetMaker(resources()))
    window = MainWindow(given, lambda: case)
    window.resize(1366, 768)
    window.show()
    while window.sides.standing.widget() is None:  # it is filled once the first page is on the screen
        application.processEvents()
    return application, window
