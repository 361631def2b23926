"""What every part of the store shares: the connection, the journal, who is working, and the clock."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

from il2desk.domain.records.store_records import User
from il2desk.storage.store.folder.errors import ReadOnly
from il2desk.storage.store.folder.lock_file import InPlace
from il2desk.storage.store.tables.database import Connection, transaction
from il2desk.storage.store.tables.journal import Journal, Kind, new_salt, salted

BACKWARDS = timedelta(minutes=1)
_OTHER_WINDOW = (
    "Another window of il2desk is open on this store, so this one only shows. Nothing was changed; close the other "
    "window, then unlock again."
)


class Ledger:
    """`user` is who unlocked the store; `now` gives an aware instant; `place` knows whether its files are there."""

    def __init__(
        self,
        connection: Connection,
        journal: Journal,
        user: User,
        now: Callable[[], datetime],
        *,
        is_read_only: bool = False,
        place: InPlace | None = None,
    ) -> None:
        self.connection, self.journal, self.user = connection, journal, user
        self.is_read_only, self._place = is_read_only, place
        self._now = now
        self._has_noted = False

    def instant(self) -> str:
        return self._now().isoformat(timespec="seconds")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A change to cases and what the journal tells of it, together. Raises ReadOnly, NotSaved or Damaged."""
        if self.is_read_only:
            raise ReadOnly(_OTHER_WINDOW)
        with self.noting() as connection:
            yield connection

    @contextmanager
    def noting(self) -> Iterator[Connection]:
        """Entries of the journal and nothing else; a window that only shows notes what it showed."""
        self._has_noted = False
        with transaction(self.connection) as connection:
            yield connection
            if self._place is not None:
                self._place.check()
        if self._has_noted:
            self.journal.witnessed()

    def salted(self, case_id: str, value: object) -> str:
        """A digest of something recorded in a case, inside a transaction; it tells nothing once the case is erased."""
        self.connection.execute("INSERT OR IGNORE INTO salts VALUES (?, ?)", (case_id, new_salt()))
        (salt,) = self.connection.execute("SELECT salt FROM salts WHERE case_id = ?", (case_id,)).fetchone()
        return salted(salt, value)

    def note(self, kind: Kind, case_id: str | None = None, body: Mapping[str, object] | None = None) -> None:
        """Append to the journal, inside `writing` or `noting`; a clock that was set back is told before it."""
        self._has_noted, instant = True, self.instant()
        row = self.connection.execute("SELECT instant FROM journal ORDER BY number DESC LIMIT 1").fetchone()
        if row and datetime.fromisoformat(instant) < datetime.fromisoformat(row[0]) - BACKWARDS:
            self.journal.append("clock_jump", instant, self.user.name, None, {"before": row[0], "now": instant})
        self.journal.append(kind, instant, self.user.name, case_id, body)
