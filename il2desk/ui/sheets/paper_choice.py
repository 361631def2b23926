"""On which paper: begins with the centre's, and where that is unset the first choice by hand is offered to be kept."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from il2desk.domain.errors import Refusal
from il2desk.domain.values.local_settings import PaperName, PaperSize
from il2desk.ui.case.session import Session
from il2desk.ui.fields.feedback import NOTHING, Echo, Echoed, asked, refusal, understood
from il2desk.ui.settings.row import IN_WORDS
from il2desk.ui.widgets.accessibility import group
from il2desk.ui.widgets.buttons import button
from il2desk.ui.widgets.flow_layout import Flow
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.theme import ringed

_PAPERS: dict[PaperName, str] = {"A4": "A&4", "Letter": "Letter"}
_ASK = "Begin with {} from now on? It is kept among the settings of the centre, with your name."
_NAMELESS = "Type your name under “Who prints?” first: it is kept with the setting."
_KEPT = "Kept: from now on this page begins with {}. The settings change it."


class PaperChoice(QWidget):
    """`changed` tells that another paper was chosen by hand; one that was stays for the case on the screen."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        group(self, "Paper")
        self._session = session
        self._by_hand: PaperName | None = None
        self._case_id = session.case.case_id
        self._papers = QButtonGroup(self)
        self.keep_button, self.leave_button = button("Keep it"), button("Not now", quiet=True)
        self.echo = Echo(holds_place=False)
        self._lay_out()
        for name, one in self.buttons.items():
            one.clicked.connect(lambda _checked=False, name=name: self._chosen(name))
        self.keep_button.clicked.connect(self._keep)
        self.leave_button.clicked.connect(lambda: self._offer(NOTHING))
        self.refresh()

    @property
    def paper(self) -> PaperName:
        """What was chosen by hand, or the centre's; where neither is, the first."""
        centre = self._session.settings.paper
        if self._by_hand is not None:
            return self._by_hand
        return centre.value if centre is not None else next(iter(_PAPERS))

    def take(self, paper: PaperName) -> None:
        """Take the paper of an earlier printing."""
        self._by_hand = paper
        self.refresh()

    def refresh(self) -> None:
        """Another case begins with the centre's paper, where there is one."""
        if self._case_id != self._session.case.case_id:
            self._case_id = self._session.case.case_id
            self._offer(NOTHING)
            if self._session.settings.paper is not None:
                self._by_hand = None
        self.buttons[self.paper].setChecked(True)

    def _chosen(self, name: PaperName) -> None:
        self._by_hand = name
        if self._session.settings.paper is None and not self._session.settings_fault:
            self._offer(asked(_ASK.format(name)), asks=True)
        self.changed.emit()

    def _keep(self) -> None:
        session, paper = self._session, self.paper
        if session.person is None:
            self._offer(refusal(_NAMELESS), asks=True)
            return
        setting = PaperSize(value=paper, set_by=session.person, set_on=session.today)
        try:
            session.change_settings(session.settings.model_copy(update={"paper": setting}))
        except Refusal as problem:
            if session.settings.paper is setting:
                raise  # it was written; what failed came after
            self._offer(refusal(f"The paper was not kept. {problem}"), asks=True)
            return
        self._offer(understood(_KEPT.format(paper)))
        self.buttons[paper].setFocus()

    def _offer(self, echoed: Echoed, *, asks: bool = False) -> None:
        self.echo.show_echo(echoed)
        for one in (self.keep_button, self.leave_button):
            one.setVisible(asks)
            one.setAccessibleDescription(echoed.words)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        words = Words("Paper:")
        words.setWordWrap(False)
        row.addWidget(words)
        self.buttons: dict[PaperName, QRadioButton] = {}
        for name, text in _PAPERS.items():
            self.buttons[name] = choice = QRadioButton(text)
            ringed(choice)
            choice.setObjectName(name)
            choice.setAccessibleName(IN_WORDS["paper", name])
            self._papers.addButton(choice)
            row.addWidget(choice)
        row.addStretch()
        answers = Flow()
        for one in (self.keep_button, self.leave_button):
            one.hide()
            answers.addWidget(one)
        column.addLayout(row)
        column.addWidget(self.echo)
        column.addLayout(answers)
