"""The second check: another person types weight and dose from the chart, blind, and only then are they compared."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from il2desk.domain.assessment.read_back import WEIGHT
from il2desk.domain.dosing.second_check import CannotCheck, Checking, CheckStage
from il2desk.domain.values.local_time import shown_with_offset
from il2desk.ui.case.navigation import Navigation
from il2desk.ui.case.session import Session
from il2desk.ui.case.steps import CHECK, SIGNATURE, VERDICT
from il2desk.ui.fields.blind_entry import BlindPair
from il2desk.ui.fields.feedback import NOTHING, Echo, Echoed, refusal
from il2desk.ui.fields.line_edit import LineEdit
from il2desk.ui.pages.page_content import PageContent
from il2desk.ui.widgets.buttons import FilledButton, relabel
from il2desk.ui.widgets.icons import IconLabel
from il2desk.ui.widgets.label import Words, button
from il2desk.ui.widgets.panel import BannerPanel, SectionPanel
from il2desk.ui.widgets.theme import Size, Tone

NAME = "Name of the second person"
ROUNDS = {
    "first": (
        "The second person types",
        "Another person than the one who signed. Work out the dose from the chart, not from memory of this screen.",
    ),
    "checker": (
        "Again: the second person",
        "The first person looks away. Go back to the chart, and type both figures once more.",
    ),
    "clinician": (
        "Again: the clinician who signed",
        "The second person looks away. Go back to the chart, and type both figures once more.",
    ),
}
DISAGREE = "The figures do not agree."
RETYPE = "Both persons type them once more from the chart, one after the other, neither seeing what the other types."
STAYS_BLOCKED = (
    "Go back to the chart together and find which figure is wrong. Then type the weight again on its page, even if it "
    "was right, sign again, and begin the second check anew. Until then the set stays blocked."
)
NO_PLAN = "There is no dose plan yet, so there is nothing to check."
READ_ONLY = "This case is read-only: its plan cannot be checked anew. Start a new revision first."
NOT_CHECKED = "This plan was not checked by a second person when it was printed."


class SecondCheckPage(PageContent):
    """Shows neither weight nor dose until the check is over; what was typed is forgotten when the page is left."""

    def __init__(self, session: Session, ways: Navigation) -> None:
        super().__init__(session, ways)
        self.banner = BannerPanel(size=Size.HEADING)
        self.pairs = SectionPanel("What was typed the second time", "Without names, the smaller weight first.")
        self._pairs = Words()
        self.pairs.add(self._pairs)
        self.go_button = button("")
        self.go_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.go_button.clicked.connect(lambda: ways.go_to(*self._way))
        self._way: tuple[str, str | None] = (VERDICT, None)
        self.form = SectionPanel()
        self._heading, self._lead = Words(size=Size.HEADING, bold=True), Words(tone=Tone.MUTED)
        self._name_label, self.name, self.pair = Words("N&ame of the second person", bold=True), LineEdit(), BlindPair()
        self.outcome = Echo()
        self.compare_button = FilledButton("&Compare")
        self._lay_out()
        self.name.typed.connect(lambda _text: self._tell(NOTHING))
        self.pair.typed.connect(lambda: self._tell(NOTHING))
        for part in (self.name, self.pair):
            part.refused.connect(lambda why: self._tell(refusal(why)))
        self.compare_button.clicked.connect(self._compare)

    @property
    def _checking(self) -> Checking | None:
        session = self.session
        if not session.is_being_checked or session.plan is None:
            return None
        return session.checking or Checking.begin(session.plan)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads from line to line and then to the button; it never compares by itself."""
        way = (self.name, self.pair.kilograms, self.pair.million_units, self.compare_button)
        here = next((at for at, one in enumerate(way[:-1]) if one.hasFocus()), None)
        if here is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
            way[here + 1].setFocus()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._forget()

    def refresh(self) -> None:
        checking = self._checking
        types = checking is not None and checking.stage in {CheckStage.OPEN, CheckStage.RETYPE}
        self.form.setVisible(types)
        if types and checking is not None:
            self._show_round(checking)
        pairs = checking.pairs if checking else ()
        self.pairs.setVisible(bool(pairs))
        self._pairs.say("\n".join(f"–  {pair.in_words}" for pair in pairs))
        self._show_banner(checking)

    def blank(self) -> None:
        self.pairs.hide()
        self._pairs.say("")

    def set_read_only(self, read_only: bool) -> None:
        """There is nothing to type then."""

    def first_control(self) -> QWidget | None:
        if self.form.isHidden():
            return self.go_button if not self.go_button.isHidden() else None
        return self.name if not self.name.isHidden() else self.pair.kilograms

    def enter_goes_on(self) -> bool:
        return self.session.check is not None

    def _show_round(self, checking: Checking) -> None:
        is_first = checking.stage is CheckStage.OPEN
        heading, lead = ROUNDS["first" if is_first else checking.still_to_retype[-1]]
        self._heading.say(heading)
        self._lead.say(lead)
        for widget in (self._name_label, self.name):
            widget.setVisible(is_first)

    def _show_banner(self, checking: Checking | None) -> None:
        session, stage = self.session, checking.stage if checking else None
        words, detail, tone, mark = DISAGREE, RETYPE, Tone.ATTENTION, IconLabel.ATTENTION
        self._way, leads = (VERDICT, SIGNATURE), ""
        if session.check is not None:
            made = datetime.fromisoformat(session.check.instant)
            words, tone, mark = "Checked: weight and dose agree.", Tone.GOOD, IconLabel.CHECK
            when = shown_with_offset(made)
            detail = f"By {session.check.name}, {when}. Any change of the case from here on voids the check."
        elif session.viewed is not None:
            words, detail = NOT_CHECKED, READ_ONLY
        elif session.plan is None:
            words, detail, leads = (
                NO_PLAN,
                "It follows from a signed case that allows one.",
                "Go to verdict and signature",
            )
        elif stage is CheckStage.BLOCKED:
            words, detail, tone, mark = f"{DISAGREE} The set is blocked.", STAYS_BLOCKED, Tone.BAD, IconLabel.STOP
            self._way, leads = (WEIGHT, "weight"), "Go to the weight"
        self.banner.say(words, detail, tone, mark)
        self.banner.setVisible(stage is not CheckStage.OPEN)
        relabel(self.go_button, leads)
        self.go_button.setVisible(bool(leads))

    def _compare(self) -> None:
        checking = self._checking
        if checking is None:
            return
        kilograms, millions = self.pair.kilograms.text(), self.pair.million_units.text()
        now = self.session.ports.now()
        try:
            if checking.stage is CheckStage.OPEN:
                after = checking.checker_types(self.name.text(), kilograms, millions, now)
            else:
                after = checking.retypes(checking.still_to_retype[-1], kilograms, millions, now)
        except CannotCheck as why:
            self._tell(refusal(" ".join(dict.fromkeys(why.reasons))))
            return
        self._forget()
        self.session.take_check(after)
        self.ways.go_to(CHECK, None)

    def _forget(self) -> None:
        self.pair.forget()
        self.name.setText("")
        self._tell(NOTHING)

    def _tell(self, echoed: Echoed) -> None:
        self.outcome.show_echo(echoed)
        self.compare_button.setAccessibleDescription(echoed.words)

    def _lay_out(self) -> None:
        self._name_label.setBuddy(self.name)
        self.name.setAccessibleName(NAME)
        self.name.setMaximumWidth(420)
        self.form.rows.setSpacing(6)
        spaced = {self._name_label: 8, self.pair: 8, self.outcome: 4}
        for widget in (self._heading, self._lead, self._name_label, self.name, self.pair, self.outcome):
            self.form.rows.addSpacing(spaced.get(widget, 0))
            self.form.add(widget)
        row = QHBoxLayout()
        row.addWidget(self.compare_button)
        row.addStretch(1)
        self.form.rows.addLayout(row)
        self.compare_button.setMinimumWidth(130)
        for part in (self.banner, self.pairs, self.go_button, self.form):
            self.column.addWidget(part)
