"""The top of the window: the patient, always named, and the few things that are not a step."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from il2desk.ui.panels.message_bars import paint_band
from il2desk.ui.widgets.label import Words, button
from il2desk.ui.widgets.theme import Size, Tone, colours

LETTERS_OF_PATIENT = 34  # the room that is left for the patient beside the buttons, in average letters


class Header(QWidget):
    """Program name, patient, and buttons, on every page the same; the buttons go below where it is narrow."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        rows.setContentsMargins(20, 7, 12, 7)
        rows.setSpacing(14)
        row = QHBoxLayout()
        row.setSpacing(14)
        name = Words("il2desk", Size.HEADING, Tone.ACCENT, bold=True)
        name.setWordWrap(False)
        row.addWidget(name)
        self.patient = Words(bold=True)
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
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(14)
        for one in (self.cases, self.history, self.new_case, self.open_pdf, self.settings, self.lock):
            self._buttons.addWidget(one)
        rows.addLayout(row, 1)
        rows.addLayout(self._buttons)
        self.of_store = (self.cases, self.history, self.lock)
        for one in self.of_store:
            one.hide()

    def name_patient(self, words: str) -> None:
        """Say whose case it is, to a screen reader too."""
        self.patient.say(words)
        self.patient.setAccessibleName(f"Patient: {words}")

    def minimumSizeHint(self) -> QSize:
        """As narrow as the buttons by themselves: beside the patient they stand only where there is room."""
        return QSize(self._buttons.minimumSize().width() + 32, super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Another width, or other buttons that are shown."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        needed = self._buttons.minimumSize().width() + LETTERS_OF_PATIENT * self.fontMetrics().averageCharWidth()
        is_wide = self.width() >= needed
        way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if way is not self._rows.direction():
            self._rows.setDirection(way)
            self._rows.setSpacing(14 if is_wide else 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_band(self, QColor(colours(self.palette()).base))
