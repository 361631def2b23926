"""What was put on paper: the record of each printing with the very bytes of its sheets."""

from hashlib import sha256

from il2desk.domain.case.case import canonical
from il2desk.domain.records.pdf_payload import record_digest
from il2desk.domain.records.print_history import Printed, Printing
from il2desk.domain.records.print_record import PrintRecord
from il2desk.storage.files.case_file import parse_strictly
from il2desk.storage.store.tables.database import reading
from il2desk.storage.store.tables.unit_of_work import Ledger


class PrintedSheets:
    """Append-only; the sheets of one record may come one after the other."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def keep(self, printing: Printing) -> None:
        """Keep record and bytes before they leave the screen, and tell the journal. Raises as `Drafts.save` does."""
        digest = record_digest(printing.record)
        with self._ledger.writing() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO printings (case_id, revision, cycle, digest, record) VALUES (?, ?, ?, ?, ?)",
                (printing.case_id, printing.revision, printing.cycle, digest, canonical(printing.record)),
            )
            (number,) = connection.execute("SELECT number FROM printings WHERE digest = ?", (digest,)).fetchone()
            for sheet in printing.sheets:
                values = (number, sheet.name, sheet.title, sheet.file_name, sheet.content)
                connection.execute("INSERT OR IGNORE INTO sheets VALUES (?, ?, ?, ?, ?)", values)
                self._ledger.note("print", printing.case_id, self._body(printing, sheet, digest))

    def of_case(self, case_id: str) -> tuple[Printing, ...]:
        """Every printing of a case, the oldest first."""
        with reading():
            rows = self._ledger.connection.execute(
                "SELECT number, revision, cycle, record FROM printings WHERE case_id = ? ORDER BY number", (case_id,)
            ).fetchall()
            return tuple(
                Printing(case_id, revision, cycle, parse_strictly(PrintRecord, record.encode()), self._of(number))
                for number, revision, cycle, record in rows
            )

    def _of(self, printing: int) -> tuple[Printed, ...]:
        rows = self._ledger.connection.execute(
            "SELECT name, title, file_name, content FROM sheets WHERE printing = ? ORDER BY rowid", (printing,)
        )
        return tuple(Printed(*row) for row in rows)

    def _body(self, printing: Printing, sheet: Printed, digest: str) -> dict[str, object]:
        return {
            "sheet": sheet.name,
            "revision": printing.revision,
            "copy": printing.record.copy_number,
            "set": printing.record.set_id,
            "record": self._ledger.salted(printing.case_id, digest),
            "bytes": self._ledger.salted(printing.case_id, sha256(sheet.content).hexdigest()),
        }
