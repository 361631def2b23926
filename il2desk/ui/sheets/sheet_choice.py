"""What to make: the whole set or single sheets, on which paper, and why a sheet cannot be made."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from il2desk.documents.model.paper import SheetWithheld
from il2desk.domain.errors import Refusal
from il2desk.domain.records.sheet_kinds import SINGLE, SheetKind
from il2desk.domain.values.local_settings import title_of
from il2desk.ui.case.session import Session
from il2desk.ui.sheets.paper_choice import PaperChoice
from il2desk.ui.sheets.sheets import Obstacle, obstacle, remark
from il2desk.ui.widgets.accessibility import group
from il2desk.ui.widgets.buttons import button
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.theme import Size, Tone, ringed

_BOXES = {
    SheetKind.SET: "W&hole set in one file",
    SheetKind.ORDER: "Or&der sheet",
    SheetKind.ADMINISTRATION: "&Administration record",
    SheetKind.PHARMACY: "Pharmacy wor&ksheet",
    SheetKind.SUMMARY: "Assessment and plan s&ummary",
    SheetKind.CONSENT: "Patient &consent sheet",
}
_IN_THE_SET = "In the set."


class SheetChoice(QWidget):
    """Check boxes and radio buttons; a wish for a sheet is kept while it cannot be made or is in the set."""

    changed = Signal()
    setting_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        group(self, "What to print")
        self._session = session
        self.boxes = {name: QCheckBox(text) for name, text in _BOXES.items()}
        self.remarks = {name: Words(size=Size.SMALL, tone=Tone.MUTED) for name in _BOXES}
        self.setters = {name: self._setter() for name in _BOXES}
        self._wished = dict.fromkeys(_BOXES, True)
        self.papers = PaperChoice(session)
        self._settings: dict[str, str | None] = {}
        self._lay_out()
        for name, box in self.boxes.items():
            ringed(box)
            box.clicked.connect(lambda wished, name=name: self._wish(name, wished))
            self.setters[name].clicked.connect(lambda _checked=False, name=name: self._want_setting(name))
        self.papers.changed.connect(self.changed)
        self.refresh()

    @property
    def chosen(self) -> tuple[SheetKind, ...]:
        """The sheets wished for that can be made, in their order; the set stands for all that are in it."""
        return tuple(name for name, box in self.boxes.items() if box.isChecked())

    def refresh(self) -> None:
        """Say of each sheet whether it can be made, as the session now stands."""
        self.papers.refresh()
        told: set[str | None] = {None}
        whole = self._wished[SheetKind.SET] and obstacle(SheetKind.SET, self._session) is None
        for name, box in self.boxes.items():
            found, inside = obstacle(name, self._session), whole and name in SINGLE
            may = found is None and not inside
            box.setEnabled(may)
            box.setChecked(may and self._wished[name])
            says = _IN_THE_SET if inside else found.says if found else remark(name, self._session)
            if name == SheetKind.SET and found is not None:
                says = "Cannot be made: see below what is missing." if found.setting else found.says
            self._say(name, says, Tone.MUTED)
            setting = None if name == SheetKind.SET else _setting_of(found)
            self._offer(name, None if setting in told else setting)
            told.add(setting)

    def refuse(self, name: SheetKind, why: Refusal) -> None:
        """Say why making a sheet failed, and offer the setting it wants."""
        self._say(name, str(why), Tone.BAD)
        self._offer(name, why.setting if isinstance(why, SheetWithheld) else None)

    def take(self, names: tuple[str, ...]) -> None:
        """Wish for these sheets and no others."""
        self._wished = {name: name in names or (SheetKind.SET in names and name in SINGLE) for name in _BOXES}
        self.refresh()

    def _say(self, name: SheetKind, sentence: str, tone: Tone) -> None:
        self.remarks[name].say(sentence, tone)
        self.remarks[name].setVisible(sentence != _IN_THE_SET)
        self.boxes[name].setAccessibleDescription(sentence)

    def _offer(self, name: SheetKind, setting: str | None) -> None:
        self._settings[name] = setting
        setter = self.setters[name]
        setter.setAccessibleName(f"Set it now: {title_of(setting)}" if setting else "Set it now")
        setter.setVisible(setting is not None)

    def _wish(self, name: SheetKind, wished: bool) -> None:
        self._wished[name] = wished
        self.changed.emit()

    def _want_setting(self, name: SheetKind) -> None:
        setting = self._settings[name]
        if setting is not None:
            self.setting_wanted.emit(setting)

    def _setter(self) -> QPushButton:
        made = button("Set it now…")
        made.hide()
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for name, box in self.boxes.items():
            self.remarks[name].setIndent(_where_words_begin(box))
            column.addWidget(box)
            column.addWidget(self.remarks[name])
            indented = QHBoxLayout()
            indented.addSpacing(_where_words_begin(box))
            indented.addWidget(self.setters[name])
            indented.addStretch()
            column.addLayout(indented)
            column.addSpacing(5)
        column.addWidget(self.papers)


def _setting_of(found: Obstacle | None) -> str | None:
    return found.setting if found else None


def _where_words_begin(box: QCheckBox) -> int:
    style = box.style()
    indicator = style.pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, box)
    return indicator + style.pixelMetric(QStyle.PixelMetric.PM_CheckBoxLabelSpacing, None, box)
