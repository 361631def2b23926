"""An unlocked store of cases."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from il2desk.domain.assessment.earlier_cycle import given_before
from il2desk.domain.case.case import Case
from il2desk.domain.errors import StoreRefused, WrongPassphrase
from il2desk.domain.records.store_records import Kept, KeptAs, Listed, OtherCase, User
from il2desk.storage.store.folder.location import DATABASE
from il2desk.storage.store.folder.lock_file import Holding, InPlace
from il2desk.storage.store.keys.key_changes import KeysOfStore
from il2desk.storage.store.keys.key_folder import KeyFolder
from il2desk.storage.store.keys.keys import DataKey
from il2desk.storage.store.tables.case_index import Listing
from il2desk.storage.store.tables.database import close_database, open_database, reading
from il2desk.storage.store.tables.drafts import Drafts
from il2desk.storage.store.tables.journal import WITNESS, Journal, Kind
from il2desk.storage.store.tables.printed_sheets import PrintedSheets
from il2desk.storage.store.tables.revisions import Revisions, installed_packs
from il2desk.storage.store.tables.unit_of_work import Ledger

Clock = Callable[[], datetime]
_NOTHING_OPEN = frozenset({"lock", "backup", "restore"})
"""After these entries of the journal no case is on the screen."""


class CaseStore:
    """An unlocked store. `missing` counts journal entries that were seen before and are gone; `left_open` is the case
    that a crash left open.
    """

    def __init__(self, folder: Path, data: DataKey, user: User, now: Clock, holding: Holding | None) -> None:
        self.folder, self.key_folder = folder, KeyFolder(folder)
        self._data, self._holding = data, holding
        connection = open_database(folder / DATABASE, data.derived("database"))
        try:
            place = InPlace(folder / DATABASE)
            journal = Journal(connection, data.derived("journal"), folder / WITNESS)
            self.ledger = ledger = Ledger(connection, journal, user, now, is_read_only=holding is None, place=place)
            self.keys = KeysOfStore(self.key_folder, data, ledger)
            self.listing = Listing(ledger)
            self.drafts = Drafts(ledger, self.listing)
            self.revisions, self.printed = Revisions(ledger), PrintedSheets(ledger)
            self.missing = journal.missing()
            self.left_open = self._left_open()
        except BaseException:
            connection.close()
            raise

    def _left_open(self) -> str | None:
        """The case this user was working on when the program ended without locking the store, or None."""
        if self.is_read_only:
            return None
        with reading():
            row = self.ledger.connection.execute(
                "SELECT kind, person FROM journal WHERE kind <> 'created' OR case_id IS NOT NULL "
                "ORDER BY number DESC LIMIT 1"
            ).fetchone()
            if row is None or row[0] in _NOTHING_OPEN or row[1] != self.user.name:
                return None
            case = self.ledger.connection.execute(
                "SELECT case_id FROM journal WHERE case_id IS NOT NULL AND kind <> 'erase' AND number > "
                "(SELECT coalesce(max(number), 0) FROM journal WHERE kind = 'unlock') ORDER BY number DESC LIMIT 1"
            ).fetchone()
        return str(case[0]) if case else None

    @property
    def user(self) -> User:
        return self.ledger.user

    @property
    def journal(self) -> Journal:
        return self.ledger.journal

    @property
    def is_read_only(self) -> bool:
        """Whether another window of this program writes to the store."""
        return self.ledger.is_read_only

    @property
    def data(self) -> DataKey:
        """The key, for what wraps it anew: users and backups."""
        return self._data

    def note(self, kind: Kind, case_id: str | None = None, body: Mapping[str, object] | None = None) -> None:
        """Tell the journal of something that changes no case. Raises NotSaved or Damaged."""
        with self.ledger.noting():
            self.ledger.note(kind, case_id, body)

    def note_view(self, kept: Kept) -> None:
        """Notes in the journal that a kept revision is shown."""
        self.note("view", kept.case.case_id, {"revision": kept.case.revision, "kept": kept.number})

    def keep(self, case: Case, kept_as: KeptAs, name: str, outcomes: Mapping[str, str]) -> None:
        """Keeps a revision for good, with the outcome of each criterion and the packs it was judged with.

        Raises as `Revisions.keep` does, and NotSaved if the installed packs cannot be read.
        """
        self.revisions.keep(case, kept_as, name, outcomes, installed_packs(case.packs))

    def cases_of_identifier(self, identifier: str, other_than: str) -> tuple[OtherCase, ...]:
        """The other cases of a patient identifier, however it is spelled; nothing is noted in the journal."""
        lines: dict[str, list[Listed]] = {}
        for one in self.listing.of_identifier(identifier):
            if one.case_id != other_than:
                lines.setdefault(one.case_id, []).append(one)
        drafts = {case_id: self.drafts.read(case_id) for case_id in lines}
        return tuple(
            OtherCase(tuple(lines[case_id]), given_before(draft.case) if draft else ())
            for case_id, draft in drafts.items()
        )

    def confirm(self, passphrase: str) -> None:
        """Re-authenticates the current user; needs no disk. Raises WrongPassphrase, noted if possible."""
        try:
            self.keys.confirm(self.user, passphrase)
        except WrongPassphrase:
            with suppress(StoreRefused):
                self.note("failed_unlock", None, {"user": self.user.id, "at": self.ledger.instant()})
            raise

    def note_packs(self, digests: Mapping[str, str]) -> bool:
        """Tell the journal where other packs are installed than when the store was last unlocked, and say so."""
        told = " ".join(f"{name}={digest}" for name, digest in sorted(digests.items()))
        with reading():
            row = self.ledger.connection.execute("SELECT value FROM remembered WHERE what = 'packs'").fetchone()
        if (row and row[0] == told) or self.is_read_only:
            return False
        with self.ledger.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO remembered VALUES ('packs', ?)", (told,))
            self.ledger.note("pack_change", None, {"packs": dict(digests)})
        return row is not None

    def lock(self) -> None:
        """Close the store and forget its key."""
        try:
            self.note("lock")
        except StoreRefused:
            pass
        finally:
            close_database(self.ledger.connection)
            self._data.forget()
            if self._holding is not None:
                self._holding.let_go()
