"""Where the keyboard is: always in view, and from pane to pane by one key."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

LINES_AROUND = 3
"""How many lines of text are brought into view above and below what has the focus."""


def keep_in_view(_old: QWidget | None, now: QWidget | None) -> None:
    """With what is said below it; once the page that was just made has its layout, and not before."""
    above = now.parentWidget() if now else None
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None and now is not None:
        show = partial(above.ensureWidgetVisible, now, 0, LINES_AROUND * now.fontMetrics().height())
        QTimer.singleShot(0, now, partial(QTimer.singleShot, 0, now, show))


def next_pane(panes: Sequence[QWidget], enter: Callable[[QWidget], None]) -> None:
    """Enter the visible pane after the one that has the keyboard."""
    focus = QApplication.focusWidget()
    seen = [one for one in panes if one.isVisible()]
    at = next((i for i, pane in enumerate(seen) if focus and (pane is focus or pane.isAncestorOf(focus))), -1)
    if seen:
        enter(seen[(at + 1) % len(seen)])
