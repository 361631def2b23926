"""What is missing before signing: one line each, which leads to where it is put right."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from il2desk.ui.case.navigation import Navigation
from il2desk.ui.case.steps import OpenPoint
from il2desk.ui.widgets.icons import IconLabel, MarkWidget
from il2desk.ui.widgets.label import Words, button
from il2desk.ui.widgets.panel import SectionPanel
from il2desk.ui.widgets.theme import Tone


class GapRow(QWidget):
    """One sentence and its button; reused for whatever is missing now."""

    def __init__(self, follow: Callable[[OpenPoint], None]) -> None:
        super().__init__()
        self._gap = OpenPoint("", None)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(MarkWidget(IconLabel.OPEN, Tone.ATTENTION))
        self.words = Words()
        row.addWidget(self.words, 1)
        self.go_button = button("Go there", quiet=True)
        self.go_button.clicked.connect(lambda: follow(self._gap))
        row.addWidget(self.go_button)

    def show_gap(self, gap: OpenPoint) -> None:
        self._gap = gap
        self.words.say(gap.says)
        leads = "Set it…" if gap.setting else "Go there"
        self.go_button.setText(leads)
        self.go_button.setAccessibleName(f"{leads} {gap.says}")
        self.go_button.setVisible(bool(gap.setting or gap.step))


MISSING = "Missing before signing", "“Not known” is an answer; silence is not."
AGAINST = "To look at before signing", "Answers that contradict each other or are unusual; said at their fields too."


class GapList(SectionPanel):
    """The whole list under its heading; hidden when it is empty."""

    def __init__(self, ways: Navigation, heading: tuple[str, str] = MISSING) -> None:
        super().__init__(*heading)
        self._ways = ways
        self.gaps: list[GapRow] = []

    def refresh(self, gaps: Iterable[OpenPoint]) -> None:
        listed = list(gaps)
        while len(self.gaps) < len(listed):
            row = GapRow(self._follow)
            self.gaps.append(row)
            self.add(row)
        for number, row in enumerate(self.gaps):
            row.setVisible(number < len(listed))
            if number < len(listed):
                row.show_gap(listed[number])
        self.setVisible(bool(listed))

    def _follow(self, gap: OpenPoint) -> None:
        if gap.setting:
            self._ways.set_setting(gap.setting)
        elif gap.step:
            self._ways.go_to(gap.step, gap.field)
