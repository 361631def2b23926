"""Recall: a printable list of kept revisions that used a pack, or found an outcome, later known to be wrong."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from il2desk.domain.assessment.findings import Outcome
from il2desk.domain.records.recall import Recall, Recalled
from il2desk.domain.values.parsing import Refused
from il2desk.ui.case.store_ports import Maintenance
from il2desk.ui.fields.feedback import NOTHING, Echo, refusal, understood
from il2desk.ui.forms.disclosure import Disclosed
from il2desk.ui.forms.form_fields import NamedLine, RadioChoices
from il2desk.ui.sheets.printing import print_sheet
from il2desk.ui.store.maintenance_sections import outcome_of
from il2desk.ui.store.output import Output, PrintableDocument
from il2desk.ui.widgets.buttons import button
from il2desk.ui.widgets.label import Words, shown
from il2desk.ui.widgets.layouts import add, button_row
from il2desk.ui.widgets.theme import Size, Tone

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_NOTE = "Which kept revisions used a version of a pack, or found an outcome, that turned out to be wrong."
_SHOWN = 20


class RecallForm(Disclosed):
    """Asks what was wrong and lists the revisions; `packs` and `criteria` map ids to titles."""

    def __init__(self, care: Maintenance, packs: Mapping[str, str], criteria: Mapping[str, str]) -> None:
        super().__init__("Recall", _NOTE, "Make a &recall list…", "Look for them")
        self._care = care
        self.recall: Recall | None = None
        self.by = RadioChoices("What was wrong", (("pack", "A pack"), ("outcome", "An outcome")), across=True)
        self.pack = RadioChoices("Which pack", packs.items())
        self.first, self.last = (
            NamedLine("From version; empty: the first", short=True),
            NamedLine("To version; empty: the last", short=True),
        )
        self.criterion = RadioChoices("Which criterion", criteria.items())
        self.which = RadioChoices("Which outcome", [(one.value, one.words) for one in Outcome], across=True)
        self.result, self.said = Words(size=Size.SMALL, tone=Tone.MUTED), Echo(holds_place=False)
        self.print_button, self.save_button = button("&Print list…"), button("&Save list as PDF…")
        document = PrintableDocument("recall list", "il2desk-recall.pdf", "PDF files (*.pdf)", self._sheet, self._send)
        self.output = Output(document, care.save_file, self)
        self._by_pack, self._by_outcome = (self.pack, self.first, self.last), (self.criterion, self.which)
        self.finish_form(Words("What was wrong", bold=True), self.by, *self._by_pack, *self._by_outcome)
        add(self.form_rows, self.result, button_row(self.print_button, self.save_button), self.said)
        self.by.chosen.connect(lambda _by: self._show_fields())
        self.print_button.clicked.connect(self.output.ask_to_print)
        self.save_button.clicked.connect(self.output.ask_to_save)
        self.output.saved.connect(lambda path: self.said.show_echo(understood(f"Saved: {path}")))
        self.output.printed.connect(lambda name: self.said.show_echo(understood(f"Sent to the printer {name}.")))
        self.output.refused.connect(lambda why: self.said.show_echo(refusal(why)))
        for line in (self.first, self.last):
            line.entered.connect(self.accept)
        self._show_fields()

    def first_control(self) -> QWidget:
        return self.by.first_control()

    def accept(self) -> None:
        """Searches the store; shows the number of revisions and the first of them."""
        self._forget()
        echoed = outcome_of(self._look)
        self.outcome.show_echo(echoed)
        if self.recall is not None:
            more = len(self.recall.rows) - _SHOWN
            lines = [*map(_line, self.recall.rows[:_SHOWN]), *([f"and {more} more"] if more > 0 else [])]
            self.result.say("\n".join(lines))
            self._offer(bool(self.recall.rows))

    def close_form(self) -> None:
        super().close_form()
        for one in (self.by, self.pack, self.criterion, self.which):
            one.clear()
        for line in (self.first, self.last):
            line.line.show_text("")
        self._show_fields()

    def _offer(self, offered: bool) -> None:
        for one in (self.print_button, self.save_button):
            one.setVisible(offered)

    def _sheet(self) -> bytes:
        if self.recall is None:
            raise Refused("Look for the revisions first.")
        return self._care.recall_sheet(self.recall)

    def _send(self, printer: "QPrinter") -> None:
        print_sheet(self._sheet(), printer, "il2desk-recall")

    def _look(self) -> str:
        by = self.by.choice()
        if by is None:
            raise Refused("Mark whether a pack or an outcome was wrong.")
        self.recall = self._by_version() if by == "pack" else self._by_finding()
        number, cases = len(self.recall.rows), self.recall.cases
        revisions = "1 kept revision" if number == 1 else f"{number} kept revisions"
        return f"{revisions} in {'1 case' if cases == 1 else f'{cases} cases'}."

    def _by_version(self) -> Recall:
        pack = self.pack.choice()
        if pack is None:
            raise Refused("Mark the pack.")
        first, last = self.first.text().strip(), self.last.text().strip()
        return self._care.recall_pack(pack, first or None, last or None)

    def _by_finding(self) -> Recall:
        criterion, outcome = self.criterion.choice(), self.which.choice()
        if criterion is None or outcome is None:
            raise Refused("Mark the criterion and the outcome.")
        return self._care.recall_outcome(criterion, outcome)

    def _show_fields(self) -> None:
        self._forget()
        by = self.by.choice()
        for one in self._by_pack:
            one.setVisible(by == "pack")
        for other in self._by_outcome:
            other.setVisible(by == "outcome")

    def _forget(self) -> None:
        """Removes a result, which belongs to the previous question."""
        self.recall = None
        self.result.say("")
        self._offer(False)
        for one in (self.outcome, self.said):
            one.show_echo(NOTHING)


def _line(one: Recalled) -> str:
    whose = f"{shown(one.name) or 'no name recorded'} · {shown(one.identifier) or 'no identifier'}"
    known = "" if one.known == "used" else f", {one.known}"
    return f"{whose} · case {one.case_id}, revision {one.revision}, kept {one.day}{known}"
