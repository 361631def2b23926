"""The list of cases: the newest first, found by words as they are typed."""

from il2desk.domain.case import Case
from il2desk.domain.folding import folded, query
from il2desk.domain.stored import Listed, State
from il2desk.storage.cases.database import reading
from il2desk.storage.cases.ledger import Ledger

_COLUMNS = "case_id, name, identifier, date_of_birth, verdict, state, revision, instant"
_SAID = "name, identifier, date_of_birth, verdict, state, revision, instant"


class Listing:
    """One line a case; `touched` grows with every case that comes to the top."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def recent(self, limit: int, after: Listed | None = None) -> tuple[Listed, ...]:
        """The cases last worked with, or those that follow `after` in that order."""
        with reading():
            rows = self._ledger.connection.execute(
                f"SELECT {_COLUMNS} FROM listing WHERE touched < ? ORDER BY touched DESC LIMIT ?",
                (self._place(after), limit),
            ).fetchall()
        return tuple(Listed(*row) for row in rows)

    def unfinished(self, limit: int, after: Listed | None = None) -> tuple[Listed, ...]:
        """The cases that nobody has signed, the newest first."""
        with reading():
            rows = self._ledger.connection.execute(
                f"SELECT {_COLUMNS} FROM listing WHERE state = 'unfinished' AND touched < ? "
                "ORDER BY touched DESC LIMIT ?",
                (self._place(after), limit),
            ).fetchall()
        return tuple(Listed(*row) for row in rows)

    def found(self, typed: str, limit: int, after: Listed | None = None) -> tuple[Listed, ...]:
        """The cases whose name, identifier, dates, verdict or state begin with every word typed, the newest first."""
        wanted = query(typed)
        if not wanted:
            return self.recent(limit, after) if not typed.strip() else ()
        with reading():
            rows = self._ledger.connection.execute(
                f"SELECT {_COLUMNS} FROM words JOIN listing ON listing.touched = words.rowid "
                "WHERE words MATCH ? AND words.rowid < ? ORDER BY words.rowid DESC LIMIT ?",
                (wanted, self._place(after), limit),
            ).fetchall()
        return tuple(Listed(*row) for row in rows)

    def number(self) -> int:
        with reading():
            (number,) = self._ledger.connection.execute("SELECT count(*) FROM listing").fetchone()
        return int(number)

    def touch(self, case: Case, verdict: str, state: State, instant: str) -> None:
        """Bring the case to the top of the list as it now stands, inside a transaction."""
        connection, patient = self._ledger.connection, case.patient
        said = (
            patient.name or "", patient.identifier or "", patient.date_of_birth or "", verdict, state, case.revision,
            instant,
        )  # fmt: skip
        row = connection.execute(f"SELECT touched, {_SAID} FROM listing WHERE case_id = ?", (case.case_id,)).fetchone()
        (top,) = connection.execute("SELECT coalesce(max(touched), 0) FROM listing").fetchone()
        if row is not None and row[0] == top and row[1:-1] == said[:-1] and row[-1][:10] == instant[:10]:
            connection.execute("UPDATE listing SET instant = ? WHERE case_id = ?", (instant, case.case_id))
            return
        if row is not None:
            self.forget(case.case_id)
        connection.execute("INSERT INTO listing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (case.case_id, top + 1, *said))
        words = " ".join(word for text in (*said[:5], instant[:10]) for word in folded(str(text).replace("_", " ")))
        connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (top + 1, words))

    def forget(self, case_id: str) -> None:
        """Take the case from the list and its words from the search, inside a transaction."""
        connection = self._ledger.connection
        connection.execute(
            "DELETE FROM words WHERE rowid IN (SELECT touched FROM listing WHERE case_id = ?)", (case_id,)
        )
        connection.execute("DELETE FROM listing WHERE case_id = ?", (case_id,))

    def forget_removed_words(self) -> None:
        """Write the search anew without the words of cases taken from it, inside a transaction.

        Until then they stand in it, only marked as gone.
        """
        self._ledger.connection.execute("INSERT INTO words (words) VALUES ('optimize')")

    def _place(self, after: Listed | None) -> int:
        if after is None:
            return 2**63 - 1
        row = self._ledger.connection.execute(
            "SELECT touched FROM listing WHERE case_id = ?", (after.case_id,)
        ).fetchone()
        return int(row[0]) if row else 0
