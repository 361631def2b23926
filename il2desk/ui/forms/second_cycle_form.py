"""Cycle 2 is begun from the case of cycle 1: what was given is asked, and then everything else again."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from il2desk.domain.assessment.assessment import Assessment
from il2desk.domain.assessment.second_cycle import CannotBegin, second_cycle
from il2desk.domain.case.case import Case
from il2desk.ui.case.session import Session
from il2desk.ui.fields.feedback import NOTHING, Echo, refusal, with_left_out
from il2desk.ui.fields.line_edit import LineEdit
from il2desk.ui.forms.disclosure import Disclosed
from il2desk.ui.forms.given_echoes import GIVEN, given_echo
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.theme import Size, Tone

NOTE = (
    "A new case of the same patient: every answer, the sites and the weight are asked again, and it is signed and "
    "checked again. Of cycle 1 only what was given is kept."
)
_PREFIX = "second_cycle."


class SecondCycleForm(Disclosed):
    """Three lines; `begin` gets the new case once they are understood."""

    def __init__(self, session: Session, begin: Callable[[Case], None]) -> None:
        super().__init__("Cycle 2 of this course", NOTE, "Start c&ycle 2…", "Begin cycle 2")
        self._session, self._begin = session, begin
        self.lines: dict[str, LineEdit] = {}
        self._echoes: dict[str, Echo] = {}
        for name, (ask, help_) in GIVEN.items():
            self._add(name, ask, help_)
        self.finish_form()

    def refresh(self) -> None:
        session = self._session
        self.setVisible(session.assessment.signature is not None and len(session.case.cycles) == 1)

    def first_control(self) -> QWidget:
        return next(iter(self.lines.values())) if self.is_open else self.open_button

    def accept(self) -> None:
        """Begin if what was given is understood; else say why not."""
        tried = self._tried()
        if isinstance(tried, CannotBegin):
            self.outcome.show_echo(refusal(str(tried)))
            return
        basis = tried.basis
        amiss = [says for name, says in {**basis.refused, **basis.open}.items() if name.startswith("earlier.")]
        if amiss:
            self.outcome.show_echo(refusal(" ".join(amiss)))
            return
        self._begin(tried.case)

    def close_form(self) -> None:
        super().close_form()
        for name, line in self.lines.items():
            line.show_text("")
            self._echoes[name].show_echo(NOTHING)

    def half_typed(self) -> tuple[tuple[str, str], ...]:
        """What stands in the lines while the form is open."""
        texts = {f"{_PREFIX}{name}": line.text() for name, line in self.lines.items()} if self.is_open else {}
        return tuple((name, text) for name, text in texts.items() if text)

    def take_half_typed(self, typed: Mapping[str, str]) -> None:
        """Open the form with such text in it, or close it where there is none."""
        texts = {name: typed.get(f"{_PREFIX}{name}", "") for name in self.lines}
        if not any(texts.values()):
            self.close_form()
            return
        for name, line in self.lines.items():
            line.show_text(texts[name])
        self.show_form()
        self._edited()

    def _tried(self) -> Assessment | CannotBegin:
        texts = [self.lines[name].text() for name in GIVEN]
        try:
            return self._session.try_case(second_cycle(self._session.case, *texts))
        except CannotBegin as why:
            return why

    def _edited(self) -> None:
        self.outcome.show_echo(NOTHING)
        tried = self._tried()
        for name, line in self.lines.items():
            shown = NOTHING if isinstance(tried, CannotBegin) or not line.text() else given_echo(name)(tried)
            shown = with_left_out(shown, line.text())
            self._echoes[name].show_echo(shown)
            line.setAccessibleDescription(f"{GIVEN[name][1]} {shown.words}".strip())

    def _add(self, name: str, ask: str, help_: str) -> None:
        line, echo, label = LineEdit(), Echo(), Words(ask, bold=True)
        line.setAccessibleName(ask)
        line.setAccessibleDescription(help_)
        line.setMaximumWidth(240)
        label.setBuddy(line)
        line.typed.connect(lambda _text: self._edited())
        line.refused.connect(lambda why: echo.show_echo(refusal(why)))
        self.lines[name], self._echoes[name] = line, echo
        group = QVBoxLayout()
        group.setSpacing(5)
        for widget in (label, Words(help_, Size.SMALL, Tone.MUTED), line, echo):
            group.addWidget(widget)
        self.form_rows.addLayout(group)
