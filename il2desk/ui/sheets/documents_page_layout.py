"""The parts of the documents page and where they stand."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from il2desk.domain.records.print_history import Printing
from il2desk.ui.case.session import Session
from il2desk.ui.fields.feedback import Echo
from il2desk.ui.panels.holds_today import HoldsToday
from il2desk.ui.sheets.patient_check import PatientCheck
from il2desk.ui.sheets.print_history import PrintedBefore
from il2desk.ui.sheets.printed_by import PrintedBy
from il2desk.ui.sheets.seen_first import SeenFirst
from il2desk.ui.sheets.sheet_choice import SheetChoice
from il2desk.ui.sheets.sheet_output import SheetOutput
from il2desk.ui.sheets.sheet_tabs import SheetSwitch
from il2desk.ui.sheets.unchecked_notice import Unchecked
from il2desk.ui.widgets.buttons import FilledButton, button
from il2desk.ui.widgets.columns import Steady, TwoColumns
from il2desk.ui.widgets.flow_layout import Flow
from il2desk.ui.widgets.panel import BannerPanel, SectionPanel
from il2desk.ui.widgets.theme import Tone

BESIDE_FROM = 84  # average letters of width from which the preview stands beside the choices instead of below them


class AbovePreview(BannerPanel):
    """What the preview shows where it is not what would be printed now."""

    def say(self, words: str, detail: str) -> None:  # type: ignore[override]
        super().say(words, detail, Tone.ACCENT, None)


class DocumentsLayout:
    """Choices, name and patient on the left, what matters before printing below them, the preview on the right."""

    def __init__(
        self, page: QWidget, session: Session, to_check: Callable[[], None], show: Callable[[Printing], None]
    ) -> None:
        self._session = session
        self.choice = SheetChoice(session)
        self.printed_by = PrintedBy(session)
        self.patient_check = PatientCheck(session)
        self.before = PrintedBefore(session, show)
        self.unchecked = Unchecked(session, to_check)
        self.holds, self.seen_first = HoldsToday(), SeenFirst(session)
        self.said_above = AbovePreview()
        self.switch = SheetSwitch()
        self.output = SheetOutput(session, page)
        self.print_button = FilledButton()
        self.save_button = button("Save as PD&F…")
        self.status = Echo(holds_place=False)
        self._letter = page.fontMetrics().averageCharWidth()
        self._columns = TwoColumns(self._left(), self._foot(), self._right())
        self._page = QVBoxLayout(page)
        self._page.setContentsMargins(0, 0, 0, 0)
        self._page.setSpacing(10)
        self._page.addWidget(self._columns, 1)

    def arrange(self, width: int) -> None:
        """What holds today stands above both columns, or where all scrolls above the choices."""
        beside = width >= BESIDE_FROM * self._letter
        self._columns.arrange(beside)
        above = self._page if beside else self._choices
        if above.indexOf(self.holds) < 0:
            above.insertWidget(0, self.holds)
            self._refresh_holds()

    def bring_into_view(self, widget: QWidget) -> None:
        self._columns.bring_into_view(widget)

    def refresh(self, printed: Printing | None) -> None:
        """Bring the parts up to date; what asks before printing is of no use where an old printing is shown."""
        for part in (self.choice, self.printed_by, self.patient_check, self.before, self.unchecked):
            part.refresh()
        self.seen_first.ask(printed)
        self._refresh_holds()
        for section in self._asked:
            section.setVisible(printed is None)
        if printed is not None:
            self.unchecked.hide()

    def _refresh_holds(self) -> None:
        """Beside the preview the question next to the buttons is in sight, and what it says is not said twice."""
        in_sight = self.seen_first.asks and self._page.indexOf(self.holds) >= 0
        self.holds.refresh(self._session, warns=not in_sight)

    def _left(self) -> QWidget:
        sheets, who = SectionPanel("Sheets and paper"), SectionPanel("Who prints?")
        patient = SectionPanel("The right patient?", "Typed from the patient’s own papers.")
        sheets.add(self.choice)
        who.add(self.printed_by)
        patient.add(self.patient_check)
        self._asked = (sheets, who, patient)
        choices = QWidget()
        self._choices = rows = QVBoxLayout(choices)
        rows.setContentsMargins(0, 0, 0, 0)
        for section in (*self._asked, self.before):
            section.rows.setContentsMargins(16, 12, 16, 14)
            section.rows.setSpacing(8)
            rows.addWidget(section)
        rows.addStretch()
        return choices

    def _foot(self) -> QWidget:
        foot = QWidget()
        below = QVBoxLayout(foot)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.unchecked)
        below.addWidget(self.seen_first)
        below.addWidget(self.status)
        row = Flow()
        for one in (self.print_button, self.save_button):
            row.addWidget(one)
        below.addLayout(row)
        return foot

    def _right(self) -> QWidget:
        right = Steady()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.said_above)
        column.addWidget(self.switch, 1)
        self.said_above.hide()
        return right
