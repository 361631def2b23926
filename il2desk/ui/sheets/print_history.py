"""What was printed or saved of this case so far, each shown again as it was: the very bytes, their record kept."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from il2desk.domain.records.print_history import Printing, in_words
from il2desk.ui.case.session import Session
from il2desk.ui.widgets.label import Words, button
from il2desk.ui.widgets.panel import SectionPanel
from il2desk.ui.widgets.theme import Size


class PrintedBefore(SectionPanel):
    """One row for each record, the newest first; hidden while there is none."""

    def __init__(self, session: Session, show: Callable[[Printing], None]) -> None:
        super().__init__("Printed or saved so far")
        self._session, self._show = session, show
        self._rows: list[QWidget] = []
        self.buttons: list[QPushButton] = []
        self.hide()

    def refresh(self) -> None:
        for row in self._rows:
            self.rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        printings = [*self._session.printings][::-1]
        made = [self._row(one) for one in printings]
        self._rows, self.buttons = [row for row, _ in made], [one for _, one in made]
        for row in self._rows:
            self.add(row)
        self.setVisible(bool(printings))

    def _row(self, printing: Printing) -> tuple[QWidget, QPushButton]:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        what = in_words(printing, self._session.assessment.basis.zone)
        column.addWidget(Words(f"{what}: {', '.join(one.title for one in printing.sheets)}", Size.SMALL))
        shown = button("Show as printed")
        shown.setAccessibleName(f"Show as printed: {what}")
        shown.clicked.connect(lambda: self._show(printing))
        across = QHBoxLayout()
        across.addWidget(shown)
        across.addStretch(1)
        column.addLayout(across)
        return row, shown
