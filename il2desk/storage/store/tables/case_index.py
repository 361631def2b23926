"""The list of cases: the newest first, found by words as they are typed."""

from il2desk.domain.case.case import Case
from il2desk.domain.records.store_records import Listed, Stand
from il2desk.domain.values.folding import found_by, query, run_together
from il2desk.storage.store.tables.database import reading
from il2desk.storage.store.tables.unit_of_work import Ledger

_SAID = "name, identifier, date_of_birth, verdict, state, revision, valid_until"
_COLUMNS = (
    "case_id, name, identifier, date_of_birth, verdict, state, revision, instant, cycle, EXISTS (SELECT 1 FROM listing "
    "AS later WHERE later.case_id = listing.case_id AND later.touched > listing.touched), valid_until"
)
_ADDED = (
    "INSERT INTO listing (case_id, cycle, name, identifier, date_of_birth, verdict, state, revision, valid_until, "
    "touched, instant, folded_identifier) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class Listing:
    """One line for each cycle of a case; `touched` grows with every line that comes to the top."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._on_top: tuple[object, ...] | None = None

    def recent(self, limit: int, after: Listed | None = None, *, unfinished: bool = False) -> tuple[Listed, ...]:
        """The lines last worked with, or those that follow `after` in that order; of all, or of what nobody signed."""
        kept_to = "state = 'unfinished' AND" if unfinished else ""
        return self._lines(f"FROM listing WHERE {kept_to} touched < ? ORDER BY touched DESC LIMIT ?", after, limit)

    def found(
        self, typed: str, limit: int, after: Listed | None = None, *, unfinished: bool = False
    ) -> tuple[Listed, ...]:
        """The lines whose name, identifier, dates or verdict begin with every word typed, the newest first."""
        wanted = query(typed)
        if not wanted:
            return self.recent(limit, after, unfinished=unfinished) if not typed.strip() else ()
        kept_to = "state = 'unfinished' AND" if unfinished else ""
        return self._lines(
            "FROM words JOIN listing ON listing.touched = words.rowid WHERE words MATCH ? AND "
            f"{kept_to} words.rowid < ? ORDER BY words.rowid DESC LIMIT ?",
            after,
            limit,
            wanted,
        )

    def of_identifier(self, identifier: str) -> tuple[Listed, ...]:
        """The lines of a patient identifier, however it is spelled, the newest first; none where it is blank."""
        wanted = run_together(identifier)
        if not wanted:
            return ()
        return self._lines(
            "FROM listing WHERE folded_identifier = ? AND touched < ? ORDER BY touched DESC LIMIT ?", None, -1, wanted
        )

    def _lines(self, which: str, after: Listed | None, limit: int, *wanted: str) -> tuple[Listed, ...]:
        with reading():
            rows = self._ledger.connection.execute(
                f"SELECT {_COLUMNS} {which}", (*wanted, self._place(after), limit)
            ).fetchall()
        return tuple(Listed(*(*row[:9], bool(row[9]), row[10])) for row in rows)

    def number(self) -> int:
        """How many cases there are."""
        with reading():
            (number,) = self._ledger.connection.execute("SELECT count(DISTINCT case_id) FROM listing").fetchone()
        return int(number)

    def touch(self, case: Case, stand: Stand, instant: str, *, settled: bool = True) -> None:
        """Bring the case to the top of the list as it now stands, inside a transaction; another cycle is another line.

        While it is typed in and nothing that is listed changes, the time of its last change waits for the next entry.
        """
        connection, patient, key = self._ledger.connection, case.patient, (case.case_id, case.cycle.number)
        name, identifier, born = (one or "" for one in (patient.name, patient.identifier, patient.date_of_birth))
        said = name, identifier, born, stand.verdict, stand.state, case.revision, stand.valid_until
        if not settled and self._on_top == (key, said, instant[:10]):
            return
        row = connection.execute(
            f"SELECT touched, {_SAID}, instant FROM listing WHERE case_id = ? AND cycle = ?", key
        ).fetchone()
        (top,) = connection.execute("SELECT coalesce(max(touched), 0) FROM listing").fetchone()
        if row is not None and row[0] == top and row[1:-1] == said and row[-1][:10] == instant[:10]:
            connection.execute("UPDATE listing SET instant = ? WHERE case_id = ? AND cycle = ?", (instant, *key))
        else:
            self._forget("case_id = ? AND cycle = ?", key)
            connection.execute(_ADDED, (*key, *said, top + 1, instant, run_together(identifier)))
            words = " ".join(word for text in (*said[:4], instant[:10]) for word in found_by(text))
            connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (top + 1, words))
        self._on_top = key, said, instant[:10]

    def forget(self, case_id: str) -> None:
        """Take the case from the list and its words from the search, inside a transaction."""
        self._forget("case_id = ?", (case_id,))

    def _forget(self, which: str, key: tuple[object, ...]) -> None:
        connection, self._on_top = self._ledger.connection, None
        connection.execute(f"DELETE FROM words WHERE rowid IN (SELECT touched FROM listing WHERE {which})", key)
        connection.execute(f"DELETE FROM listing WHERE {which}", key)

    def look_again(self) -> None:
        """What was thought to stand on top may not have reached the disk."""
        self._on_top = None

    def forget_removed_words(self) -> None:
        """Write the search anew without the words of cases taken from it, inside a transaction.

        Until then they stand in it, only marked as gone.
        """
        self._ledger.connection.execute("INSERT INTO words (words) VALUES ('optimize')")

    def _place(self, after: Listed | None) -> int:
        if after is None:
            return 2**63 - 1
        row = self._ledger.connection.execute(
            "SELECT touched FROM listing WHERE case_id = ? AND cycle = ?", (after.case_id, after.cycle)
        ).fetchone()
        return int(row[0]) if row else 0
