"""Faults of the Qt binding that would abort the program in the hands of a clinician."""

import sys

from PySide6.QtWidgets import QLabel


def test_calls_that_give_none_keep_its_reference_count(qtbot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    label.setText("one")
    before = sys.getrefcount(None)
    for _ in range(1000):
        label.setText("two")
    assert sys.getrefcount(None) > before - 100
