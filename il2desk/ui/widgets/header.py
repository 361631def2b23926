"""The top of the window: the patient, always named, and the few things that are not a step."""

from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from il2desk.ui.theme import Size, Tone, colours
from il2desk.ui.widgets.bars import paint_band
from il2desk.ui.widgets.text import Words, button


class Header(QWidget):
    """Program name, patient, and buttons; on every page the same."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 7, 12, 7)
        row.setSpacing(14)
        name = Words("il2desk", Size.HEADING, Tone.ACCENT, bold=True)
        name.setWordWrap(False)
        row.addWidget(name)
        self.patient = Words(bold=True)
        self.patient.setAccessibleName("Patient")
        row.addWidget(self.patient, 1)
        self.new_case = button("Ne&w case…", quiet=True)
        self.open_pdf = button("&Open PDF…", quiet=True)
        self.open_pdf.setAccessibleName("Open a PDF made by il2desk")
        self.open_pdf.setToolTip("Open a PDF of ours, or drop one on the window (Ctrl+O)")
        self.settings = button("&Settings…", quiet=True)
        self.cases, self.history = button("Cas&es", quiet=True), button("Re&visions…", quiet=True)
        self.lock = button("&Lock", quiet=True)
        self.cases.setAccessibleName("Back to the list of cases; this one is stored")
        self.lock.setAccessibleName("Lock: hide everything until a passphrase is typed")
        for one in (self.cases, self.history, self.new_case, self.open_pdf, self.settings, self.lock):
            row.addWidget(one)
        self.of_store = (self.cases, self.history, self.lock)
        for one in self.of_store:
            one.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_band(self, QColor(colours(self.palette()).base))
