"""Where the keyboard is: always in view, from control to control as they are laid out, and from pane to pane."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLayout, QRadioButton, QScrollArea, QStackedWidget, QWidget

LINES_AROUND = 3
"""How many lines of text are brought into view above and below what has the focus."""


def keep_in_view(_old: QWidget | None, now: QWidget | None) -> None:
    """With what is said below it; once the page that was just made has its layout, and not before."""
    above = now.parentWidget() if now else None
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None and now is not None and not _is_pressed_where_seen(now, above):
        QTimer.singleShot(0, now, partial(QTimer.singleShot, 0, now, partial(_show, now, above)))


def _is_pressed_where_seen(now: QWidget, above: QScrollArea) -> bool:
    """A picture that moved under the mouse would be pressed in another place than was meant the next time."""
    return bool(QApplication.mouseButtons()) and 2 * now.height() > above.viewport().height()


def _show(now: QWidget, above: QScrollArea) -> None:
    """Unless the focus went on meanwhile: a page that is shown again gives it first to what had it there last."""
    if now.window().focusWidget() is now:
        above.ensureWidgetVisible(now, 0, LINES_AROUND * now.fontMetrics().height())


def next_pane(panes: Sequence[QWidget], enter: Callable[[QWidget], None]) -> None:
    """Enter the visible pane after the one that has the keyboard."""
    focus = QApplication.focusWidget()
    seen = [one for one in panes if one.isVisible()]
    at = next((i for i, pane in enumerate(seen) if focus and (pane is focus or pane.isAncestorOf(focus))), -1)
    if seen:
        enter(seen[(at + 1) % len(seen)])


def tab(panes: Sequence[QWidget], *, forward: bool) -> bool:
    """Move the focus to the next control in the order in which the panes are laid out; False where none has it.

    Qt's own order is that in which the controls were made, and pages are made when they are first shown.
    """
    focus = QApplication.focusWidget()
    order = [one for pane in panes if pane.isVisible() for one in _laid_out(pane)]
    if focus not in order:
        return False
    at = order.index(focus)
    ways = order[at + 1 :] + order[:at] if forward else order[:at][::-1] + order[:at:-1]
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    for one in ways:
        if _is_stop(one) and not _share_a_group(one, focus):
            one.setFocus(reason)
            return True
    return False


def _is_stop(widget: QWidget) -> bool:
    """A group of answers has one: what is chosen, or the first."""
    if not (widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()):
        return False
    if not isinstance(widget, QRadioButton) or widget.group() is None:
        return True
    usable = [one for one in widget.group().buttons() if one.isVisible() and one.isEnabled()]
    return widget is (widget.group().checkedButton() or usable[0])


def _share_a_group(one: QWidget, other: QWidget | None) -> bool:
    if not (isinstance(one, QRadioButton) and isinstance(other, QRadioButton)):
        return False
    return one.group() is not None and one.group() is other.group()


def _laid_out(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    if isinstance(widget, QScrollArea):
        inner = [widget.widget()]
    elif isinstance(widget, QStackedWidget):
        inner = [widget.currentWidget()]
    else:
        layout = widget.layout()
        inner = list(_in_layout(layout)) if layout else []
    for one in inner:
        if one is not None:
            yield from _laid_out(one)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget = item.widget() if item else None
        inner = item.layout() if item else None
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _in_layout(inner)
