"""Beside the print button: sheets that are past their validity or replaced leave the screen only once that was seen."""

from il2desk.domain.records.print_history import Printing
from il2desk.ui.case.session import Session
from il2desk.ui.case.what_holds import ALL_THE_SAME, to_confirm
from il2desk.ui.fields.confirmation import Confirmation


class SeenFirst(Confirmation):
    """Shown only where there is something to confirm; the mark holds for what is shown and no longer."""

    not_yet = "Nothing was printed or saved. Read the question above and mark it, then press again."

    def __init__(self, session: Session) -> None:
        super().__init__(ALL_THE_SAME, lambda _on: None)
        self._session = session
        self._question: str | None = None

    def ask(self, printed: Printing | None) -> None:
        """Ask anew of the sheets made now, or of those shown as they were printed; the mark is taken off."""
        self._question = to_confirm(self._session, printed)
        self.refresh(self._question, confirmed=False)

    @property
    def asks(self) -> bool:
        return self._question is not None

    def was_seen(self, printed: Printing | None) -> bool:
        """Whether all is confirmed; a day may have passed since it was asked. Else the mark gets the focus."""
        if to_confirm(self._session, printed) != self._question:
            self.ask(printed)
        was_seen = self._question is None or self.box.isChecked()
        if not was_seen:
            self.box.setFocus()
        return was_seen
