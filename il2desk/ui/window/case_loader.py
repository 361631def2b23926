"""Cases come from the store onto the screen: to go on with, or only to be looked at."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from il2desk.domain.case.case import Case, case_digest, content_digest
from il2desk.domain.dosing.second_check import Checking
from il2desk.domain.errors import Refusal
from il2desk.domain.records.store_records import Draft, Kept, Listed
from il2desk.ui.case.autosave import CHECK, Autosave
from il2desk.ui.case.case_switch import OTHER_WINDOW
from il2desk.ui.case.session import Session
from il2desk.ui.case.steps import SIGNATURE, VERDICT

NOT_KEPT = "Nothing of cycle {} was kept for good, so it cannot be shown. Open the other line of this patient."
GONE = "This case is no longer in the store."


class CaseLoader(QObject):
    """`shown` gives the step at which the case that the session now holds was left; `refused` why it holds the old,
    `half_typed` what was typed and no answer held yet; a name that somebody else typed for signing is not given on.
    """

    shown = Signal(str)
    refused = Signal(str)
    half_typed = Signal(object)

    def __init__(self, session: Session, keeper: Autosave, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._autosave = session, keeper

    def open_listed(self, listed: Listed) -> None:
        """Go on with a case; of a cycle it has gone on from, what was kept last is only shown."""
        store = self._session.store
        if store is None or not listed.is_over:
            self.open_case(listed.case_id)
            return
        try:
            kept = [one for one in store.revisions.of_case(listed.case_id) if one.case.cycle.number == listed.cycle]
        except Refusal as problem:
            self.refused.emit(str(problem))
            return
        if kept:
            self.look_back(kept[-1])
        else:
            self.refused.emit(NOT_KEPT.format(listed.cycle))

    def open_case(self, case_id: str) -> None:
        """Go on with a case where it was left; signed by other packs, or in a second window, it is only shown."""
        store = self._session.store
        if store is None:
            return
        try:
            draft, revisions, printings = (
                store.drafts.open(case_id),
                store.revisions.of_case(case_id),
                store.printed.of_case(case_id),
            )
        except Refusal as problem:
            self.refused.emit(str(problem))
            return
        if draft is None:
            self.refused.emit(GONE)
            return
        only_shown = store.is_read_only or self._is_of_other_packs(draft.case)
        back = _as_kept(draft, revisions) if only_shown else None
        self._session.load(draft.case, printings, _numbers(revisions), back)
        self._resume_check(dict(draft.typed))
        self._autosave.begin()
        self.shown.emit(draft.step)
        by_another = draft.person != store.user.name
        self.half_typed.emit(tuple(pair for pair in draft.typed if not (by_another and pair[0] == SIGNATURE)))

    def look_back(self, kept: Kept) -> None:
        """Show a revision as it was kept."""
        store, case_id = self._session.store, kept.case.case_id
        if store is None:
            return
        try:
            store.note_view(kept)
            printings, revisions = store.printed.of_case(case_id), store.revisions.of_case(case_id)
        except Refusal as problem:
            self.refused.emit(str(problem))
            return
        self._session.load(kept.case, printings, _numbers(revisions), kept)
        self._autosave.begin()
        self.shown.emit(VERDICT)
        self.half_typed.emit(())

    def archive_draft(self, case_id: str) -> int:
        """Before another revision of a case is begun: what was being worked on is kept, under a name that says so.

        Gives the number of the last revision there is, so that no number stands for two. Raises Refusal.
        """
        store = self._session.store
        if store is None:
            return 0
        if store.is_read_only:
            raise Refusal(OTHER_WINDOW)
        draft, revisions = store.drafts.open(case_id), store.revisions.of_case(case_id)
        numbers = _numbers(revisions)
        if draft is None:
            return max(numbers, default=0)
        if case_digest(draft.case) not in {one.digest for one in revisions}:
            store.keep(draft.case, "named", f"set aside {self._session.today}", {})
        self._session.note_kept(*numbers, draft.case.revision)
        return max(*numbers, draft.case.revision)

    def show_history(self, window: QWidget) -> None:
        """Open the list of what was kept of the case on the screen."""
        store, case_id = self._session.store, self._session.case.case_id
        if store is None:
            return
        self._autosave.flush()
        from il2desk.ui.cases.history import History

        may_keep = self._session.viewed is None and not store.is_read_only
        keep = self._autosave.keep_as if may_keep else None
        try:
            History(lambda: store.revisions.of_case(case_id), self.look_back, keep, window).open()
        except Refusal as problem:
            self.refused.emit(str(problem))

    def _resume_check(self, typed: Mapping[str, str]) -> None:
        told = {name.removeprefix(CHECK): text for name, text in typed.items() if name.startswith(CHECK)}
        plan = self._session.plan
        if told and plan is not None:
            checking = Checking.resumed(plan, told)
            if checking is not None:
                self._session.take_check(checking)

    def _is_of_other_packs(self, case: Case) -> bool:
        return bool(case.signatures) and not self._session.ports.packs.judged(case)


def _numbers(revisions: Sequence[Kept]) -> frozenset[int]:
    return frozenset(one.case.revision for one in revisions)


def _as_kept(draft: Draft, revisions: Sequence[Kept]) -> Kept:
    """A draft that may only be looked at, as a revision: the one kept of the same content, or as it was last stored."""
    case, digest = draft.case, case_digest(draft.case)
    same = next((one for one in revisions if one.digest == digest), None)
    return same or Kept(
        0, case, "named", "draft", content_digest(case), digest, case.parent, draft.instant, draft.person
    )
