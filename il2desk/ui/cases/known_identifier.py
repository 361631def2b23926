"""A note below the patient identifier if the store holds other cases with it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from il2desk.domain.errors import Refusal
from il2desk.domain.packs.product import COURSE, NEXT_COURSE, Product
from il2desk.domain.records.store_records import Listed, OtherCase
from il2desk.ui.case.session import Session
from il2desk.ui.cases.case_row import STATES, person_of, whose
from il2desk.ui.widgets.buttons import button
from il2desk.ui.widgets.label import Words
from il2desk.ui.widgets.layouts import column, row
from il2desk.ui.widgets.panel import Panel
from il2desk.ui.widgets.theme import Size, Tone

SAID = "This identifier is in the store already."
_HOW = (
    "If it is the same patient and course, open that case and go on there. A further course is a case of its own: then "
    "go on here."
)
NOT_LOOKED_UP = "Whether another case has this identifier could not be looked up. {}"
_FEW = 3


class KnownIdentifier(Panel):
    """Names the other cases and what was given in them, and opens one; it forbids nothing."""

    def __init__(self, session: Session, open_stored: Callable[[str], None]) -> None:
        super().__init__(Tone.ATTENTION)
        self._session, self._open_stored = session, open_stored
        self._asked: tuple[str, str] | None = None
        self._rows: QWidget | None = None
        self.words = ""
        self._column = column(of=self, margins=(16, 10, 14, 12))
        self.hide()

    def refresh(self, *, is_typed: bool) -> None:
        """Looks the identifier up if it has changed; while it is being typed, only hides the note."""
        case, store = self._session.case, self._session.store
        asked = case.patient.identifier or "", case.case_id
        if asked == self._asked:
            return
        self._asked = None if is_typed else asked
        try:
            self._show(() if is_typed or store is None else store.cases_of_identifier(*asked))
        except Refusal as problem:
            self._show((), NOT_LOOKED_UP.format(problem))

    def _show(self, found: tuple[OtherCase, ...], problem: str = "") -> None:
        """Shows the cases found, or why they could not be looked up."""
        if self._rows is not None:
            self._column.removeWidget(self._rows)
            self._rows.hide()
            self._rows.deleteLater()
        self._rows = rows = QWidget()
        head = Words(problem or SAID, bold=not problem)
        more = [f"There are {len(found) - _FEW} more cases of it."] if len(found) > _FEW else []
        below = (*more, _HOW, *by_the_label(self._session.assessment.packs.product)) if found else ()
        others, notes = map(self._row, found[:_FEW]), (Words(sentence, Size.SMALL) for sentence in below)
        column(head, *others, *notes, of=rows, spacing=6)
        self._column.addWidget(rows)
        told = (f"{whose(one.lines[0])}. {in_cycles(one)}" for one in found[:_FEW])
        self.words = " ".join((problem or SAID, *told, *below)).replace("\n", ", ") if found or problem else ""
        self.setVisible(bool(self.words))

    def _row(self, other: OtherCase) -> QHBoxLayout:
        """One other case, with the button that opens it."""
        first = other.lines[0]
        name, identifier, born = person_of(first)
        details = (Words(text, Size.SMALL) for text in (f"{identifier}\n{born}", in_cycles(other)))
        opening = button("Open that case")
        opening.setAccessibleName(f"Open that case: {name}, {identifier}, {born}")
        opening.clicked.connect(partial(self._open, first.case_id))
        line = row((column(Words(name), *details, spacing=1), 1), opening)
        line.setAlignment(opening, Qt.AlignmentFlag.AlignTop)
        return line

    def _open(self, case_id: str) -> None:
        """Opens from the event loop, because this widget is deleted with its case."""
        QTimer.singleShot(0, self._session, partial(self._open_stored, case_id))


def in_cycles(other: OtherCase) -> str:
    """What was given in each cycle, or else the state of the cycle."""
    given = {one.cycle: one.in_words for one in other.given}
    lines = {one.cycle: one for one in reversed(other.lines)}
    cycles = sorted({*given, *lines})
    return f"{'. '.join(given.get(one) or _state(lines[one]) for one in cycles)}."


def _state(line: Listed) -> str:
    """State of a cycle for which given doses are not recorded."""
    state = STATES.get(line.state, line.state).lower()
    unknown = "" if line.state == "unfinished" else ", doses given not recorded"
    return f"Cycle {line.cycle}: {state}, last change {line.instant[:10]}{unknown}"


def by_the_label(product: Product) -> tuple[str, ...]:
    """The product pack's statements about a course and the next one, with their sources."""
    notes = (one for one in product.statements if one.title in {COURSE, NEXT_COURSE})
    return tuple(f"{one.title}: {one.text} Source: {', '.join(cite.source for cite in one.cite)}." for one in notes)
