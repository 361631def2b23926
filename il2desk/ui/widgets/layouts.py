"""Columns and rows of widgets, built in one expression."""

from typing import TypeVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

Item = QWidget | QLayout | tuple[QWidget | QLayout, int] | int
"""A widget or layout, one with its stretch factor, or a stretch by itself."""

Margins = tuple[int, int, int, int] | None

_Box = TypeVar("_Box", bound=QBoxLayout)


def column(*items: Item, of: QWidget | None = None, margins: Margins = (0, 0, 0, 0), spacing: int = -1) -> QVBoxLayout:
    """Stacks items from top to bottom, as the layout `of` a widget if one is given.

    Margins (left, top, right, bottom) and spacing are in pixels; None and -1 are the style's own.
    """
    return _filled(QVBoxLayout(of) if of is not None else QVBoxLayout(), items, margins, spacing)


def row(*items: Item, of: QWidget | None = None, margins: Margins = (0, 0, 0, 0), spacing: int = -1) -> QHBoxLayout:
    """Lines items up from left to right; arguments as for `column`."""
    return _filled(QHBoxLayout(of) if of is not None else QHBoxLayout(), items, margins, spacing)


def button_row(*buttons: QWidget) -> QHBoxLayout:
    """Buttons side by side, at the left."""
    return row(*buttons, 1, spacing=10)


def _filled(box: _Box, items: tuple[Item, ...], margins: Margins, spacing: int) -> _Box:
    if margins is not None:
        box.setContentsMargins(*margins)
    box.setSpacing(spacing)
    add(box, *items)
    return box


def add(box: QBoxLayout, *items: Item) -> None:
    """Appends items to a column or row."""
    for item in items:
        part, stretch = item if isinstance(item, tuple) else (item, 0)
        if isinstance(part, int):
            box.addStretch(part)
        elif isinstance(part, QWidget):
            box.addWidget(part, stretch)
        else:
            box.addLayout(part, stretch)
