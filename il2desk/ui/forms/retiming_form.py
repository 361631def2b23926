"""Re-timing: the doses from one on are moved as a block, which voids the signature and the second check."""

from collections.abc import Mapping

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from il2desk.domain.assessment.retiming import RETIMING_LATE, RETIMING_PAST
from il2desk.domain.case.case import Retiming
from il2desk.ui.case.session import Session
from il2desk.ui.case.steps import RETIMING
from il2desk.ui.fields.check_and_radio import RadioRow
from il2desk.ui.fields.confirmation import Confirmation
from il2desk.ui.fields.date_time_edit import MomentLines
from il2desk.ui.fields.feedback import NOTHING, asked, refusal
from il2desk.ui.fields.line_edit import LineEdit
from il2desk.ui.forms.disclosure import Disclosed
from il2desk.ui.widgets.accessibility import group
from il2desk.ui.widgets.buttons import button, relabel
from il2desk.ui.widgets.flow_layout import Flow
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.theme import Tone

NOTE = (
    "Moves the doses from one on as a block, later than planned; a dose that is only held is skipped, and nothing is "
    "re-timed. Recording it voids the signature and the second check: sign again, and have it checked again."
)
CONFIRM = {
    RETIMING_LATE: "Yes, as late as that is meant.",
    RETIMING_PAST: "Yes, the new start lies in the past.",
}
_OCCURRENCE = f"{RETIMING}.start_occurrence"
_HOURS = {"earlier": "The earlier one, before the clock is set back", "later": "The later one, after it"}


class RetimingForm(Disclosed):
    """Nothing is recorded before the whole is understood; what is recorded can be changed or removed."""

    def __init__(self, session: Session) -> None:
        super().__init__("Re-time from a dose", NOTE, "Re-&time…", "Record the re-timing")
        self._session = session
        self._confirmed: set[str] = set()
        most = session.assessment.packs.guideline.regimen.most_doses
        self.doses, self._dose_group = _radios({k: f"Dose {k}" for k in range(2, most + 1)}, "From which dose on?")
        self.start = MomentLines("New start of that dose")
        self.last_start = MomentLines("Start of the last dose given", lambda: session.today)
        self.hours, self._hour_group = _radios(_HOURS, "That clock time occurs twice. Which one is meant?")
        self.reason = LineEdit()
        self.reason.setAccessibleName("Reason for re-timing")
        self.confirmations = {
            name: Confirmation(words, lambda yes, name=name: self._confirm(name, yes))  # type: ignore[misc]
            for name, words in CONFIRM.items()
        }
        self.recorded = Words(bold=True)
        self.remove_button = button("Remove the re-timing")
        self._lay_out()
        self.opened.connect(self._show_recorded)
        self.remove_button.clicked.connect(self._remove)
        for moment in (self.start, self.last_start):
            moment.typed.connect(self._edited)
        for row in self.doses.values():
            row.clicked.connect(self._edited)
        for row in self.hours.values():
            row.clicked.connect(lambda: self.outcome.show_echo(NOTHING))
        self.reason.typed.connect(lambda _text: self.outcome.show_echo(NOTHING))
        self.reason.refused.connect(lambda why: self.outcome.show_echo(refusal(why)))

    def refresh(self) -> None:
        """Offer it where there is something to move, and say what is recorded."""
        session = self._session
        case, basis = session.case, session.assessment.basis
        signed = session.assessment.signature is not None or case.revision > 1 or case.cycle.retiming is not None
        self.setVisible(session.viewed is None and basis.first_dose is not None and signed)
        retiming = case.cycle.retiming
        self.recorded.setVisible(retiming is not None)
        self.remove_button.setVisible(retiming is not None)
        if retiming is not None:
            moved, zone = basis.new_start, basis.zone
            start = f"{moved.start.astimezone(zone):%Y-%m-%d %H:%M}" if moved and zone else retiming.start or "–"
            self.recorded.say(f"Recorded: RE-TIMED from dose {retiming.from_dose}, new start {start}.")
        relabel(self.open_button, "Change the re-&timing…" if retiming else "Re-&time…")

    def first_control(self) -> QWidget:
        if not self.is_open:
            return self.open_button
        return next((row for row in self.doses.values() if row.isChecked()), next(iter(self.doses.values())))

    def accept(self) -> None:
        """Record it if it is understood and confirmed; else say what is amiss or still asked."""
        retiming = self._typed()
        if retiming is None:
            self.outcome.show_echo(refusal("Choose the dose from which on the times move."))
            return
        others = tuple(one for one in self._session.case.cycle.confirmed if not one.startswith(RETIMING))
        confirmed = (*others, *sorted(self._confirmed))
        tried = self._session.try_case(self._session.case.with_cycle(retiming=retiming, confirmed=confirmed))
        refused = [says for name, says in tried.basis.refused.items() if name.startswith(RETIMING)]
        still = {name: says for name, says in tried.basis.open.items() if name.startswith(RETIMING)}
        self._ask(still)
        if refused:
            self.outcome.show_echo(refusal(" ".join(refused)))
        elif still:
            self.outcome.show_echo(asked(" ".join(still.values())))
        else:
            self.close_form()
            self._session.set_cycle(retiming=retiming, confirmed=confirmed)

    def half_typed(self) -> tuple[tuple[str, str], ...]:
        """What is chosen and typed while the form is open; what was confirmed is asked again."""
        if not self.is_open:
            return ()
        chosen = {"from_dose": _checked(self.doses), "start_occurrence": _checked(self.hours)}
        texts = {name: str(key) for name, key in chosen.items() if key is not None}
        texts |= {name: line.text() for name, line in self._lines().items()}
        return tuple((f"{RETIMING}.{name}", text) for name, text in texts.items() if text)

    def take_half_typed(self, typed: Mapping[str, str]) -> None:
        """Open the form with such text in it, or close it where there is none."""
        texts = {name: text for name, text in typed.items() if name.startswith(f"{RETIMING}.")}
        if not texts:
            self.close_form()
            return
        self._edited()
        for rows, name in ((self.doses, "from_dose"), (self.hours, "start_occurrence")):
            chosen = texts.get(f"{RETIMING}.{name}")
            _check(rows, next((key for key in rows if str(key) == chosen), None))
        for name, line in self._lines().items():
            line.show_text(texts.get(f"{RETIMING}.{name}", ""))
        for moment in (self.start, self.last_start):
            moment.tell()
        self._ask({})
        self.show_form()

    def _lines(self) -> dict[str, LineEdit]:
        of_moments = {
            f"{name}.{part}": line
            for name, moment in (("start", self.start), ("last_start", self.last_start))
            for part, line in (("date", moment.date), ("time", moment.time))
        }
        return {**of_moments, "reason": self.reason}

    def _ask(self, still: dict[str, str]) -> None:
        for name, confirmation in self.confirmations.items():
            confirmation.refresh(still.get(name), name in self._confirmed)
        self._hour_group.setVisible(_OCCURRENCE in still or any(row.isChecked() for row in self.hours.values()))

    def _typed(self) -> Retiming | None:
        chosen = _checked(self.doses)
        if chosen is None:
            return None
        return Retiming.model_validate(
            {
                "from_dose": chosen,
                "start": self.start.text(),
                "start_occurrence": _checked(self.hours),
                "last_start": self.last_start.text(),
                "reason": self.reason.text().strip() or None,
            }
        )

    def _show_recorded(self) -> None:
        recorded = self._session.case.cycle.retiming
        self._confirmed = {one for one in self._session.case.cycle.confirmed if one.startswith(RETIMING)}
        _check(self.doses, recorded.from_dose if recorded else None)
        _check(self.hours, recorded.start_occurrence if recorded else None)
        self.start.show_text(recorded.start if recorded else None)
        self.last_start.show_text(recorded.last_start if recorded else None)
        self.reason.show_text((recorded.reason if recorded else None) or "")
        self._ask({})

    def _remove(self) -> None:
        self.close_form()
        self.open_button.setFocus()
        kept = tuple(one for one in self._session.case.cycle.confirmed if not one.startswith(RETIMING))
        self._session.set_cycle(retiming=None, confirmed=kept)

    def _confirm(self, name: str, yes: bool) -> None:
        self._confirmed = self._confirmed | {name} if yes else self._confirmed - {name}

    def _edited(self) -> None:
        """What was confirmed or asked about another dose or other times does not hold for these."""
        self._confirmed.clear()
        _check(self.hours, None)
        self._ask({})
        self.outcome.show_echo(NOTHING)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.recorded, 1)
        top.addWidget(self.remove_button)
        self.rows.insertLayout(1, top)
        label = Words("Reason", bold=True)
        label.setBuddy(self.reason)
        for part in (self._dose_group, self.start, self._hour_group, self.last_start, label, self.reason):
            self.form_rows.addWidget(part)
        for confirmation in self.confirmations.values():
            self.form_rows.addWidget(confirmation)
        self.form_rows.addWidget(Words("The dose and its preparation stay as they are.", tone=Tone.MUTED))
        self.finish_form()


def _radios(words: "dict[int, str] | dict[str, str]", ask: str) -> "tuple[dict[object, RadioRow], QWidget]":
    holder = QWidget()
    group(holder, ask)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(Words(ask, bold=True))
    rows: dict[object, RadioRow] = {}
    buttons, flow = QButtonGroup(holder), Flow()
    for key, said in words.items():
        row = RadioRow(said)
        buttons.addButton(row)
        flow.addWidget(row)
        rows[key] = row
    column.addLayout(flow)
    return rows, holder


def _checked(rows: dict[object, RadioRow]) -> object | None:
    return next((key for key, row in rows.items() if row.isChecked()), None)


def _check(rows: dict[object, RadioRow], chosen: object) -> None:
    group = next(iter(rows.values())).group()
    group.setExclusive(False)
    for key, row in rows.items():
        row.setChecked(key == chosen)
    group.setExclusive(True)
