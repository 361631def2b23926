"""What to make: which sheets, on which paper, and why a sheet cannot be made."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from il2desk.domain.print_record import PaperName
from il2desk.ui.session import Session
from il2desk.ui.sheets import CONSENT, SUMMARY, Obstacle, obstacle, remark
from il2desk.ui.theme import Size, Tone, ringed
from il2desk.ui.widgets.buttons import button
from il2desk.ui.widgets.text import Words

_BOXES = {SUMMARY: "&Assessment and plan summary", CONSENT: "Patient &consent sheet"}
_PAPERS: dict[PaperName, tuple[str, str]] = {
    "A4": ("A&4", "A4, 210 by 297 millimetres"),
    "Letter": ("&Letter", "US Letter, 8.5 by 11 inches"),
}


class SheetChoice(QWidget):
    """Check boxes and radio buttons; a wish for a sheet is kept while it cannot be made."""

    changed = Signal()
    setting_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.boxes = {name: QCheckBox(text) for name, text in _BOXES.items()}
        self.remarks = {name: Words(size=Size.SMALL, tone=Tone.MUTED) for name in _BOXES}
        self.set_now = button("S&et it now…")
        self._wished = dict.fromkeys(_BOXES, True)
        self._papers = QButtonGroup(self)
        self._setting: str | None = None
        self._lay_out()
        for name, box in self.boxes.items():
            ringed(box)
            box.clicked.connect(lambda wished, name=name: self._wish(name, wished))
        self._papers.buttonClicked.connect(self.changed)
        self.set_now.clicked.connect(self._want_setting)
        self.refresh()

    @property
    def paper(self) -> PaperName:
        chosen = self._papers.checkedButton()
        return next(name for name in _PAPERS if chosen is None or name == chosen.objectName())

    @property
    def chosen(self) -> tuple[str, ...]:
        """The sheets wished for that can be made, in their order."""
        return tuple(name for name, box in self.boxes.items() if box.isChecked())

    def refresh(self) -> None:
        """Say of each sheet whether it can be made, as the session now stands."""
        self._setting = None
        for name, box in self.boxes.items():
            found = obstacle(name, self._session)
            box.setEnabled(found is None)
            box.setChecked(found is None and self._wished[name])
            self._tell(name, found.says if found else remark(name, self._session), Tone.MUTED)
            self._setting = self._setting or _setting_of(found)
        self.set_now.setVisible(self._setting is not None)

    def refuse(self, name: str, sentence: str) -> None:
        """Say why making a sheet failed."""
        self._tell(name, sentence, Tone.BAD)

    def _tell(self, name: str, sentence: str, tone: Tone) -> None:
        self.remarks[name].say(sentence, tone)
        self.boxes[name].setAccessibleDescription(sentence)

    def _wish(self, name: str, wished: bool) -> None:
        self._wished[name] = wished
        self.changed.emit()

    def _want_setting(self) -> None:
        if self._setting is not None:
            self.setting_wanted.emit(self._setting)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for name, box in self.boxes.items():
            self.remarks[name].setIndent(_where_words_begin(box))
            column.addWidget(box)
            column.addWidget(self.remarks[name])
            if name == CONSENT:
                indented = QHBoxLayout()
                indented.addSpacing(_where_words_begin(box))
                indented.addWidget(self.set_now)
                indented.addStretch()
                column.addLayout(indented)
            column.addSpacing(10)
        row = QHBoxLayout()
        paper = Words("Paper:")
        paper.setWordWrap(False)
        row.addWidget(paper)
        for name, (text, spoken) in _PAPERS.items():
            choice = QRadioButton(text)
            ringed(choice)
            choice.setObjectName(name)
            choice.setAccessibleName(spoken)
            self._papers.addButton(choice)
            row.addWidget(choice)
        row.addStretch()
        column.addLayout(row)
        self._papers.buttons()[0].setChecked(True)


def _setting_of(found: Obstacle | None) -> str | None:
    return found.setting if found else None


def _where_words_begin(box: QCheckBox) -> int:
    style = box.style()
    indicator = style.pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, box)
    return indicator + style.pixelMetric(QStyle.PixelMetric.PM_CheckBoxLabelSpacing, None, box)
