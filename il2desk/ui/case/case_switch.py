"""From the case on the screen to another one: never without asking where something recorded would be lost."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from il2desk.domain.case.case import Case
from il2desk.domain.case.revision import new_revision
from il2desk.domain.errors import Refusal
from il2desk.ui.case.session import Session

if TYPE_CHECKING:
    from il2desk.ui.case.open_pdf import PdfOpener

OTHER_WINDOW = (
    "Another window of il2desk is open on these cases, so this one only shows them. Close the other window, lock this "
    "one and unlock it again to work here."
)
UNPRINTED = "What was typed is kept nowhere but in this window, and has not been printed or saved as PDF since."
TO_BE_CHECKED = (
    "These entries came with pages that are not known to be those of this case. Check every figure against the "
    "patient's chart before you sign."
)


class CaseSwitch(QObject):
    """`begun` tells that the session holds a new case, `reopened` one from a PDF; `refused` says why it holds the old,
    or what must be known of the new one; `stored_wanted` which case of the store is to be opened.
    """

    begun = Signal()
    revision_begun = Signal()
    stored_wanted = Signal(str)
    reopened = Signal()
    refused = Signal(str)

    def __init__(
        self,
        session: Session,
        window: QWidget,
        new_case: Callable[[], Case],
        flush: Callable[[], bool],
        archive_draft: Callable[[str], int],
    ) -> None:
        super().__init__(window)
        self._session, self._window, self.new_case = session, window, new_case
        self._flush, self._archive_draft = flush, archive_draft
        self._opening: PdfOpener | None = None

    @property
    def opening(self) -> "PdfOpener":
        """What opens PDF files, made when first asked for."""
        if self._opening is None:
            from il2desk.ui.case.open_pdf import PdfOpener

            ask = "Put this case away and open the PDF?"
            self._opening = PdfOpener(
                self._session, self._window, lambda then: self.close_case(ask, "Open the PDF", then)
            )
            self._opening.refused.connect(self.refused)
            self._opening.opened.connect(self.reopened)
        return self._opening

    def ask_for_new(self) -> None:
        """Begin another case, but none in a second window, where nothing of it could be stored."""
        store = self._session.store
        if store is not None and store.is_read_only:
            self.refused.emit(OTHER_WINDOW)
            return
        self.close_case("Put this case away and begin another?", "Begin another", lambda: self._begin(self.new_case()))

    def begin_instead(self, case: Case) -> None:
        """Go on with a case that was made from the present one."""
        ask = "Go on without printing or saving this case as it stands?"
        self.close_case(ask, "Go on", lambda: self._begin(case, holds_work=True))

    def open_stored(self, case_id: str) -> None:
        """Go on with a case of the store instead."""
        ask = "Put this case away and open the other?"
        self.close_case(ask, "Open the other", lambda: self.stored_wanted.emit(case_id))

    def begin_revision(self) -> None:
        """The next revision of a case that came back; its signature and second check stay with the PDF."""
        is_doubted = self._session.is_doubted
        try:
            following = new_revision(self._session.case)
            last = self._archive_draft(following.case_id)
            self._session.begin(following.model_copy(update={"revision": max(following.revision, last + 1)}))
        except Refusal as why:
            self.refused.emit(str(why))
        else:
            self.revision_begun.emit()
            if is_doubted:
                self.refused.emit(TO_BE_CHECKED)

    def close_case(self, question: str, action: str, then: Callable[[], None]) -> None:
        """Do it, after asking where what is recorded is on no paper."""
        if self._flush() and not self._session.would_be_lost:
            then()
            return
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(QMessageBox.Icon.Question, "il2desk", question, parent=self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(UNPRINTED)
        go = box.addButton(action, QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton("Go back", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        go.clicked.connect(lambda _checked=False: then())
        box.open()

    def _begin(self, case: Case, *, holds_work: bool = False) -> None:
        self._session.begin(case, holds_work=holds_work)
        self.begun.emit()
