"""Where words still stand: in any window or widget, shown or hidden, in lists, on the clipboard, to a screen reader."""

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QClipboard
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QWidget

TEXTS = (
    *("text", "plainText", "title", "subTitle", "windowTitle", "windowFilePath", "objectName", "placeholderText"),
    *("accessibleName", "accessibleDescription", "toolTip", "statusTip", "whatsThis"),
)
HEARD = (
    *(QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value),
    *(QAccessible.Text.Help, QAccessible.Text.DebugDescription),
)


def places_of(word: str) -> list[str]:
    """Every place in the program at which the word can still be found."""
    return sorted({place for place, text in everything() if word in text})


def everything() -> Iterator[tuple[str, str]]:
    """Each text of the program with the place at which it stands."""
    for widget in QApplication.allWidgets():
        yield from _properties(widget)
        yield from _undone(widget)
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from _listed(widget.model())
    clipboard = QApplication.clipboard()
    for mode in QClipboard.Mode:
        yield f"clipboard {mode.name}", clipboard.text(mode)
    for window in QApplication.topLevelWidgets():
        yield from _heard(QAccessible.queryAccessibleInterface(window))


def _properties(widget: QWidget) -> Iterator[tuple[str, str]]:
    for name in TEXTS:
        text = widget.property(name)
        if isinstance(text, str) and text:
            yield f"{name} of {_path(widget)}", text


def _undone(widget: QWidget) -> Iterator[tuple[str, str]]:
    """What undoing brings back into a line; it stands there as before afterwards."""
    if not isinstance(widget, QLineEdit) or not widget.isUndoAvailable():
        return
    blocked = widget.blockSignals(True)
    number = 0
    while widget.isUndoAvailable():
        widget.undo()
        number += 1
        yield f"undone {number} times in {_path(widget)}", widget.text()
    for _ in range(number):
        widget.redo()
    widget.blockSignals(blocked)


def _listed(model: QAbstractItemModel) -> Iterator[tuple[str, str]]:
    for row in range(model.rowCount(QModelIndex())):
        for role in Qt.ItemDataRole:
            text = model.data(model.index(row, 0), role)
            if isinstance(text, str):
                yield f"row {row} of {type(model).__name__}", text


def _heard(one: QAccessibleInterface | None) -> Iterator[tuple[str, str]]:
    if one is None or not one.isValid():
        return
    for kind in HEARD:
        yield f"{kind.name} heard", one.text(kind)
    for at in range(one.childCount()):
        yield from _heard(one.child(at))


def _path(widget: QWidget) -> str:
    names = []
    at: QWidget | None = widget
    while at is not None:
        names.append(type(at).__name__)
        at = at.parentWidget()
    return " in ".join(names)
