"""The kept revisions of a case, and a name under which to keep its present state."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from il2desk.domain.errors import Refusal
from il2desk.domain.records.store_records import Kept
from il2desk.domain.values.local_time import on_clocks_of, shown_time, zone_called
from il2desk.domain.values.parsing import Refused, read_line
from il2desk.ui.fields.feedback import NOTHING, Echo, refusal, understood
from il2desk.ui.fields.line_edit import LineEdit
from il2desk.ui.widgets.buttons import button
from il2desk.ui.widgets.icons import IconLabel
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.layouts import column, row
from il2desk.ui.widgets.panel import BannerPanel, SectionPanel
from il2desk.ui.widgets.scrolling import Scrolled, Scrolling
from il2desk.ui.widgets.theme import Size, Tone
from il2desk.ui.widgets.window_size import fit

_LEAD = "Each stays as it was. To go on from one, look at it and start a new revision."
_NONE = "Nothing is kept for good yet. A signed case is kept by itself."
_TWO = "Two revisions follow the same one: compare them before you go on from either."
_NAMED = "Kept as it stands. What is entered from here on begins another revision."


class History(QDialog):
    """Shown with open(). `look` opens a revision; `keep` keeps the present state under a name and may raise Refusal."""

    def __init__(
        self,
        revisions: Callable[[], Sequence[Kept]],
        look: Callable[[Kept], None],
        keep: Callable[[str], None] | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._revisions, self._look, self._keep = revisions, look, keep
        self.setWindowTitle("Revisions of this case")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name, self.echo = LineEdit(), Echo(holds_place=False)
        self.name.setAccessibleName("Name for the case as it stands")
        self.keep_button, self.close_button = button("&Keep under this name"), button("&Close")
        self.looks: list[QWidget] = []
        self._scroll = Scrolling()
        self._lay_out()
        self.keep_button.clicked.connect(self._keep_now)
        self.name.returnPressed.connect(self._keep_now)
        self.name.refused.connect(lambda why: self.echo.show_echo(refusal(why)))
        self.name.typed.connect(lambda _text: self.echo.show_echo(NOTHING))
        self.close_button.clicked.connect(self.reject)
        self.refresh()

    def refresh(self) -> None:
        """Reads the kept revisions again, newest first."""
        inside, revisions = Scrolled(), self._revisions()
        self._list, self.looks = column(of=inside, margins=None, spacing=12), []
        if not revisions:
            self._list.addWidget(Words(_NONE, tone=Tone.MUTED))
        children = Counter({one.parent: 0 for one in revisions})
        children.update(parent for parent, _ in {(one.parent, one.case.revision) for one in revisions} if parent)
        if max(children.values(), default=0) > 1:
            said = BannerPanel()
            said.say(_TWO, "", Tone.ATTENTION, IconLabel.ATTENTION)
            self._list.addWidget(said)
        for kept in reversed(revisions):
            self._list.addWidget(self._row(kept, revisions))
        self._list.addStretch(1)
        self._scroll.setWidget(inside)

    def _row(self, kept: Kept, revisions: Sequence[Kept]) -> QWidget:
        whole = QWidget()
        follows = Words(_follows(kept, revisions), Size.SMALL, Tone.MUTED)
        look = button("Look at it")
        look.setAccessibleName(f"Look at {in_words(kept)}")
        look.clicked.connect(lambda: self._show(kept))
        words = column(Words(in_words(kept), bold=True), follows, spacing=1)
        row((words, 1), look, of=whole).setAlignment(look, Qt.AlignmentFlag.AlignTop)
        self.looks.append(look)
        return whole

    def _show(self, kept: Kept) -> None:
        self.accept()
        self._look(kept)

    def _keep_now(self) -> None:
        if self._keep is None:
            return
        try:
            name = read_line(self.name.text(), "Name")
            if not name:
                raise Refused("Type a name by which you will know it again.")
            self._keep(name)
            self.refresh()
        except Refusal as problem:
            self.echo.show_echo(refusal(str(problem)))
            self.name.setFocus()
            return
        self.name.clear()
        self.echo.show_echo(understood(_NAMED))

    def _lay_out(self) -> None:
        whole = column(Words(_LEAD, tone=Tone.MUTED), (self._scroll, 1), of=self, margins=(22, 20, 22, 18), spacing=14)
        if self._keep is not None:
            section, label = SectionPanel("Keep it as it stands"), Words("&Name")
            label.setBuddy(self.name)
            section.add(label, row((self.name, 1), self.keep_button), self.echo)
            whole.addWidget(section)
        whole.addLayout(row(1, self.close_button))
        fit(self, 680, 520)


def in_words(kept: Kept) -> str:
    """A revision in words: `Revision 2, signed by A. Name, Friday 2026-11-20 10:00`; a second cycle is named."""
    when = on_clocks_of(zone_called(kept.case.zone or ""), datetime.fromisoformat(kept.instant))
    cycle = kept.case.cycle.number
    of = f" of cycle {cycle}" if cycle > 1 else ""
    return f"Revision {kept.case.revision}{of}, {kept.how}, {shown_time(when)}"


def _follows(kept: Kept, revisions: Sequence[Kept]) -> str:
    before = next((one for one in revisions if one.content == kept.parent), None)
    by = f"Stored by {kept.person}."
    if kept.parent is None:
        return by
    return f"{by} Follows revision {before.case.revision}." if before else f"{by} Follows a revision not stored here."
