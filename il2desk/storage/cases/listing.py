"""The list of cases: the newest first, found by words as they are typed."""

from il2desk.domain.case import Case
from il2desk.domain.folding import found_by, query
from il2desk.domain.stored import Listed, State
from il2desk.storage.cases.database import reading
from il2desk.storage.cases.ledger import Ledger

_COLUMNS = "case_id, name, identifier, date_of_birth, verdict, state, revision, instant"
_SAID = "name, identifier, date_of_birth, verdict, state, revision, instant"


class Listing:
    """One line a case; `touched` grows with every case that comes to the top."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._on_top: tuple[str, tuple[object, ...], str] | None = None

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

    def touch(self, case: Case, verdict: str, state: State, instant: str, *, settled: bool = True) -> None:
        """Bring the case to the top of the list as it now stands, inside a transaction.

        While it is typed in and nothing that is listed changes, the time of its last change waits for the next entry.
        """
        connection, patient = self._ledger.connection, case.patient
        name, identifier, born = (one or "" for one in (patient.name, patient.identifier, patient.date_of_birth))
        said = name, identifier, born, verdict, state, case.revision
        if not settled and self._on_top == (case.case_id, said, instant[:10]):
            return
        row = connection.execute(f"SELECT touched, {_SAID} FROM listing WHERE case_id = ?", (case.case_id,)).fetchone()
        (top,) = connection.execute("SELECT coalesce(max(touched), 0) FROM listing").fetchone()
        if row is not None and row[0] == top and row[1:-1] == said and row[-1][:10] == instant[:10]:
            connection.execute("UPDATE listing SET instant = ? WHERE case_id = ?", (instant, case.case_id))
        else:
            self._bring_up(case.case_id, said, instant, top + 1)
        self._on_top = case.case_id, said, instant[:10]

    def _bring_up(self, case_id: str, said: tuple[object, ...], instant: str, touched: int) -> None:
        self.forget(case_id)
        connection, listed = self._ledger.connection, (case_id, touched, *said, instant)
        connection.execute("INSERT INTO listing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", listed)
        words = " ".join(word for text in (*said[:5], instant[:10]) for word in found_by(str(text)))
        connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (touched, words))

    def forget(self, case_id: str) -> None:
        """Take the case from the list and its words from the search, inside a transaction."""
        connection, self._on_top = self._ledger.connection, None
        connection.execute(
            "DELETE FROM words WHERE rowid IN (SELECT touched FROM listing WHERE case_id = ?)", (case_id,)
        )
        connection.execute("DELETE FROM listing WHERE case_id = ?", (case_id,))

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
            "SELECT touched FROM listing WHERE case_id = ?", (after.case_id,)
        ).fetchone()
        return int(row[0]) if row else 0
