"""Local settings that are not set, named where they bite, each with a button that sets it."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.packs.guideline import Guideline
from il2desk.domain.values.local_settings import title_of
from il2desk.ui.widgets.icons import IconLabel, MarkWidget
from il2desk.ui.widgets.label import Words, button
from il2desk.ui.widgets.panel import Panel
from il2desk.ui.widgets.theme import Tone


class UnsetSettings(QWidget):
    """One tinted row for each setting that is needed and unset; nothing where there is none."""

    def __init__(self, guideline: Guideline, page: str, set_setting: Callable[[str], None]) -> None:
        super().__init__()
        self._page_settings = _needed_on(guideline, page)
        self._set_setting = set_setting
        self._rows: dict[str, Panel] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def refresh(self, assessment: Assessment) -> None:
        """Show the unset ones among those the page's rules need."""
        unset = assessment.readings.unset_settings()
        self.show_names([name for name in self._page_settings if name in unset])

    def show_names(self, names: Iterable[str]) -> None:
        wanted = list(names)
        for name in wanted:
            if name not in self._rows:
                self._rows[name] = self._row(name)
                self._column.addWidget(self._rows[name])
        for name, row in self._rows.items():
            row.setVisible(name in wanted)
        self.setVisible(bool(wanted))

    def _row(self, name: str) -> Panel:
        panel = Panel(Tone.ATTENTION)
        row = QHBoxLayout(panel)
        row.setContentsMargins(18, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(MarkWidget(IconLabel.ATTENTION, Tone.ATTENTION))
        row.addWidget(Words(f"Local setting not set: {title_of(name)}. The centre decides it; there is no default."), 1)
        setter = button("Set it…")
        setter.setAccessibleName(f"Set the local setting: {title_of(name)}")
        setter.clicked.connect(lambda: self._set_setting(name))
        row.addWidget(setter)
        return panel


def _needed_on(guideline: Guideline, page: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            limit.setting
            for criterion in guideline.criteria
            for limit in criterion.limits
            if guideline.question_by_id[limit.question].page == page
        )
    )
