"""Looking at the pages of a window, one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from il2desk.ui.window.main_window import MainWindow

INPUTS = (QAbstractButton, QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)


STEPS = (
    *("intended_use", "diagnosis", "performance_status", "ldh", "organs", "cns", "setting", "label"),
    *("weight", "verdict", "plan", "check", "documents"),
)


@dataclass(frozen=True)
class Seen:
    """One page as it stood on the screen."""

    unnamed: list[str]
    unasked: list[str]
    not_plain: list[str]
    keys: list[str]
    wheel_sensitive: list[str]
    focus_is_inside: bool
    values: list[str]


def question_of(control: QWidget) -> str:
    """The question whose answers a screen reader hears the control among; blank where there is none."""
    heard = QAccessible.queryAccessibleInterface(control).parent()
    while heard is not None and heard.isValid() and heard.role() is not QAccessible.Role.Grouping:
        heard = heard.parent()
    return heard.text(QAccessible.Text.Name) if heard is not None and heard.isValid() else ""


def looked_at(window: MainWindow, step: str) -> Seen:
    page = window.wizard.page_of(step)
    inputs = inputs_of(window)
    focus = QApplication.focusWidget()
    return Seen(
        unnamed=[str(one) for one in inputs if not name_of(one).strip()],
        unasked=[one.accessibleName() for one in page.findChildren(QRadioButton) if not question_of(one)],
        not_plain=[
            label.text() for label in window.findChildren(QLabel) if label.textFormat() is not Qt.TextFormat.PlainText
        ],
        keys=access_keys(window),
        wheel_sensitive=[
            str(one)
            for one in page.findChildren(QWidget)
            if isinstance(one, QAbstractSpinBox | QComboBox)
            or (isinstance(one, QLineEdit) and one.validator() is not None)
        ],
        focus_is_inside=focus is not None and page.isAncestorOf(focus),
        values=[
            name_of(one)
            for one in page.findChildren(QWidget)
            if (isinstance(one, QRadioButton | QCheckBox) and one.isChecked())
            or (isinstance(one, QLineEdit) and (one.text() or one.placeholderText()))
        ],
    )


def name_of(one: QWidget) -> str:
    return one.accessibleName() or (one.text() if isinstance(one, QAbstractButton) else "")


def access_keys(window: MainWindow) -> list[str]:
    keys = [
        one.shortcut().toString()
        for one in window.findChildren(QAbstractButton)
        if one.isVisible() and one.window() is window and one.shortcut().toString().startswith("Alt+")
    ]
    keys += [
        f"Alt+{label.text()[place + 1].upper()}"
        for label in window.findChildren(QLabel)
        if label.isVisible()
        and label.buddy() is not None
        and label.window() is window
        and (place := key_place(label.text())) is not None
    ]
    return keys


def key_place(text: str) -> int | None:
    bare = text.replace("&&", "\0\0")
    return bare.index("&") if "&" in bare else None


def everything_shown(window: MainWindow) -> Iterator[str]:
    """Go through every page, so that every part of it is made."""
    for step in window.wizard.steps:
        window.go_to(step.id)
        QApplication.processEvents()
        yield step.id


def inputs_of(window: QWidget) -> list[QWidget]:
    return [one for one in window.findChildren(QWidget) if isinstance(one, INPUTS) and one.isVisible()]
