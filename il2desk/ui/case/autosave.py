"""Keeps the case on the screen in the store: every entry at once, typed text within a second, nothing twice."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from il2desk.domain.assessment.verdict_code import listed_verdict
from il2desk.domain.case.case import Case
from il2desk.domain.errors import Refusal
from il2desk.domain.records.store_records import Stand, State
from il2desk.ui.case.session import Session
from il2desk.ui.case.what_holds import valid_until

if TYPE_CHECKING:
    from il2desk.ui.case.store_ports import Store

WHILE_TYPING, SETTLED_AFTER, AGAIN_AFTER, LOOK_EVERY = 400, 3000, 5000, 1000
"""Milliseconds: typed text is saved while it is typed, it counts as entered, a failed save is tried again; how often
text that no answer holds yet is looked for."""
NOT_STORED = (
    "The last entries could not be stored. What was stored before is whole. Note down what you typed since, then close "
    "the program and report it."
)
CHECK = "second check: "
"""What the texts of a second check that has begun and not passed are called."""


class Autosave(QObject):
    """Works while the session has a store. `troubled` says why something is not stored yet, `stored` that all is.

    `trouble` is what `troubled` said last, blank once all is stored.
    `here` gives the step that is shown, `half_typed` text by field that no answer holds yet.
    """

    troubled = Signal(str)
    stored = Signal()

    def __init__(
        self,
        session: Session,
        here: Callable[[], str],
        parent: QObject,
        half_typed: Callable[[], tuple[tuple[str, str], ...]] = tuple,
    ) -> None:
        super().__init__(parent)
        self._session, self._here, self._half_typed = session, here, half_typed
        self._saved: tuple[Case, Stand] | None = None
        self._is_settled = True
        self.trouble = ""
        self._typing, self._settling, self._retrying = (
            self._timer(slot) for slot in (self.save, self.flush, self.flush)
        )
        self._looking = QTimer(self)
        self._looking.timeout.connect(self.save)
        self._looking.start(LOOK_EVERY)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._left)

    def begin(self) -> None:
        """The session holds another case: what it holds now is stored already, or nothing is entered yet."""
        for timer in (self._typing, self._settling, self._retrying):
            timer.stop()
        self._saved, self._is_settled = (self._session.case, self._stand()), True
        self._calm()

    def save(self) -> bool:
        """Replace the draft in the store; whether all that is on the screen is stored now."""
        return self._store(settled=False)

    def flush(self) -> bool:
        """Saves as `save` does, and notes the entries since then in the journal."""
        return self._store(settled=True)

    def keep_as(self, name: str) -> None:
        """Keep the case as it stands for good, under a name. Raises Refusal."""
        session = self._session
        if session.store is None or session.viewed is not None or not self.flush():
            raise Refusal("This case cannot be kept under a name now; see the bar above.")
        if session.stored is None:
            raise Refusal("Nothing is entered in this case yet, so there is nothing to keep.")
        session.store.keep(session.case, "named", name, self._outcomes())
        session.note_kept(session.case.revision)

    def _outcomes(self) -> dict[str, str]:
        return {one.id: one.outcome.value for one in self._session.assessment.findings}

    def save_soon(self) -> None:
        """Saves what the session has changed: a choice at once, text while it is typed after a moment."""
        if not self._has_news() and self._is_settled:
            return
        if isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit) and not self._session.case.signatures:
            self._is_settled = False
            if not self._typing.isActive():
                self._typing.start(WHILE_TYPING)
            self._settling.start(SETTLED_AFTER)
        else:
            self.flush()

    def _left(self, old: QWidget | None, _now: QWidget | None) -> None:
        if old is not None and not self._is_settled:
            self.flush()

    def _has_news(self) -> bool:
        return self._is_served() and (self._saved is None or self._saved[0] is not self._session.case)

    def _is_served(self) -> bool:
        """Whether the case is one to be stored: not one that is looked back at, nor one with nothing entered yet."""
        session = self._session
        is_begun = session.stored is not None or session.would_be_lost
        return session.store is not None and session.viewed is None and is_begun

    def _store(self, *, settled: bool) -> bool:
        """Whether all is stored; an error of the program, which goes to its one handler, must not hinder closing."""
        try:
            return self._is_stored(settled=settled)
        except Refusal as problem:
            self._say_trouble(str(problem))
        except Exception as error:
            self._say_trouble(NOT_STORED)
            sys.excepthook(type(error), error, error.__traceback__)
        return False

    def _is_stored(self, *, settled: bool) -> bool:
        session = self._session
        store, case = session.store, session.case
        if store is None or not self._is_served():
            return not session.would_be_lost
        stand = self._stand()
        if settled and self._is_empty(case, stand):
            return self._drop(store)
        if self._saved == (case, stand) and (self._is_settled or not settled):
            return True
        store.drafts.save(case, stand, settled=settled)
        if self._is_judged() and session.assessment.signature is not None:
            self._keep(case)
        self._saved = case, stand
        session.note_stored(case)
        if settled:
            self._is_settled = True
            self._settling.stop()
        self._calm()
        return True

    def _is_judged(self) -> bool:
        """Whether the assessment is of the case as it stands; after an error while judging it is of the one before."""
        return self._session.assessment.case == self._session.case

    def _is_empty(self, case: Case, stand: Stand) -> bool:
        """Whether all was taken away again, and nothing was printed or kept of it."""
        session = self._session
        is_out = session.kept_revisions or session.printings.has_revision(case.revision)
        return not is_out and not stand.typed and case == Case.model_construct(case_id=case.case_id)

    def _drop(self, store: "Store") -> bool:
        """A case in which nothing is recorded does not stay among the others."""
        session = self._session
        if session.stored is not None:
            store.drafts.drop(session.case.case_id)
        self.begin()
        session.begin(session.case)
        return True

    def _keep(self, case: Case) -> None:
        """A signed case is a revision for good, and once more when it was checked."""
        session = self._session
        if session.store is None or session.assessment.signature is None:
            return
        kept_as, name = "signed", session.assessment.signature.name
        if session.check is not None:
            kept_as, name = "checked", session.check.name
        session.store.keep(case, kept_as, name, self._outcomes())  # type: ignore[arg-type]
        session.note_kept(case.revision)

    def _stand(self) -> Stand:

        session = self._session
        checking = session.checking.told if session.checking is not None else ()
        typed = (*self._half_typed(), *((CHECK + name, text) for name, text in checking))
        if not self._is_judged():
            return Stand("", "unfinished", self._here(), typed, "")
        limit = valid_until(session)
        until = limit.day.isoformat() if limit else ""
        return Stand(listed_verdict(session.assessment), self._state(), self._here(), typed, until)

    def _state(self) -> State:
        session = self._session
        if session.printings.has_revision(session.case.revision):
            return "printed"
        if session.check is not None:
            return "checked"
        return "signed" if session.assessment.signature is not None else "unfinished"

    def _say_trouble(self, sentence: str) -> None:
        self.trouble = sentence
        self._retrying.start(AGAIN_AFTER)
        self.troubled.emit(sentence)

    def _calm(self) -> None:
        self._retrying.stop()
        if self.trouble:
            self.trouble = ""
            self.stored.emit()

    def _timer(self, slot: Callable[[], bool]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(slot)
        return timer
