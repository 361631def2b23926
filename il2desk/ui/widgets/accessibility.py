"""Roles that a screen reader hears and Qt does not give by itself: the choices below one question are one group."""

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_IS_GROUP = "answersOneQuestion"


def group(widget: QWidget, question: str) -> None:
    """Let `widget` be heard as a group named by the question that the controls inside it answer.

    To be called before anything else names the widget: Qt asks once for the role, and remembers it.
    """
    _tell_qt()
    widget.setProperty(_IS_GROUP, True)
    widget.setAccessibleName(question)


@cache
def _tell_qt() -> None:
    QAccessible.installFactory(_heard_as)


def _heard_as(_class: str, heard: QObject | None) -> QAccessibleInterface | None:
    if isinstance(heard, QWidget) and heard.property(_IS_GROUP):
        return QAccessibleWidget(heard, QAccessible.Role.Grouping)
    return None
