"""The body outline on its sheet, with the name of the site pointed at, and what the outline does not show."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from il2desk.domain.case.case import Site
from il2desk.domain.errors import Refusal
from il2desk.domain.packs.body_outline import Body, not_drawn
from il2desk.domain.packs.guideline import Guideline
from il2desk.ui.panels.body_outline import BodyOutlineView
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.panel import Panel
from il2desk.ui.widgets.theme import Size, Tone

HINT = "Click a shape to mark or unmark it in the list."
BESIDE = 620  # the least width at which the outline stands beside the list


class OutlinePanel(Panel):
    """Without a picture that can be read it says so; the list is complete without it."""

    def __init__(self, guideline: Guideline, body: Callable[[], Body], choose: Callable[[str], None]) -> None:
        super().__init__(Tone.PLAIN)
        column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        column.setContentsMargins(10, 12, 10, 12)
        column.setSpacing(6)
        self.outline: BodyOutlineView | None = None
        self._says = Words(HINT, Size.SMALL, Tone.MUTED)
        self._says.setMinimumHeight(2 * self._says.fontMetrics().lineSpacing())
        try:
            picture = body()
        except Refusal as why:
            self._says.say(f"The body outline cannot be shown. {why}")
            column.addWidget(self._says)
            return
        self.outline = BodyOutlineView(picture, {kind.id: kind.label for kind in guideline.sites}, choose)
        self.outline.pointed.connect(self._name)
        column.addWidget(self.outline)
        column.addWidget(self._says)
        view = f"{picture.view[:1].upper()}{picture.view[1:]}."
        missing = not_drawn(picture, guideline)
        more = f" Not on the outline: {', '.join(missing)}." if missing else ""
        column.addWidget(Words(f"{view}{more}", Size.SMALL, Tone.MUTED))
        column.addStretch(1)

    def refresh(self, sites: Iterable[Site]) -> None:
        if self.outline is not None:
            self.outline.show_sites(site.id for site in sites)
            self._name(self.outline.hovered or (self.outline.current if self.outline.hasFocus() else None) or "")

    def _name(self, site: str) -> None:
        if self.outline is None or not site:
            self._says.say(HINT, Tone.MUTED)
        else:
            self._says.say(self.outline.words_of(site), Tone.PLAIN)


class BesideList(QWidget):
    """A list with the outline beside it where there is room, else below it."""

    def __init__(self, listed: QWidget, panel: OutlinePanel) -> None:
        super().__init__()
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._row.addWidget(listed, 1)
        self._row.addWidget(panel)
        self._panel = panel

    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = event.size().width() >= BESIDE
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way is not self._row.direction():
            self._row.setDirection(way)
            self._row.setAlignment(self._panel, Qt.AlignmentFlag.AlignTop if beside else Qt.AlignmentFlag(0))
        super().resizeEvent(event)
