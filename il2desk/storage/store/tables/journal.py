"""The journal: who did what when, each entry chained to the one before by an authentication code; it only grows."""

import hmac
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from il2desk.domain.case.case import canonical_json
from il2desk.domain.errors import StoreRefused
from il2desk.domain.records.print_record import JournalHead
from il2desk.storage.store.tables.database import Connection, reading

Kind = Literal[
    "created",
    "unlock",
    "failed_unlock",
    "lock",
    "open",
    "view",
    "change",
    "verdict",
    "sign",
    "second_check",
    "revision",
    "print",
    "export",
    "erase",
    "backup",
    "restore",
    "verify",
    "recall",
    "pack_change",
    "clock_jump",
    "user",
    "loss_found",
]
WITNESS = "journal.head"
_START = b"\0" * 32
HEAD_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what it tells holds no patient data, only names of questions, digests and numbers."""

    number: int
    instant: str
    person: str
    kind: str
    case_id: str | None
    told: str
    code: bytes

    @property
    def body(self) -> Mapping[str, object]:
        read: Mapping[str, object] = json.loads(self.told)
        return read


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking the journal found: its length and head, and the first entry that is not as it was written."""

    length: int
    head: str
    first_bad: int | None = None
    says: str = ""


class Journal:
    """Appends in the caller's transaction, so that an entry and what it tells of reach the disk together."""

    def __init__(self, connection: Connection, key: bytes, witness: Path) -> None:
        self._connection, self._key, self._witness = connection, key, witness

    def append(
        self,
        kind: Kind,
        instant: str,
        person: str,
        case_id: str | None = None,
        body: Mapping[str, object] | None = None,
    ) -> None:
        """Write one entry; the caller holds a transaction that has begun immediately."""
        number, before = self._last()
        told = canonical_json(dict(body or {}))
        code = self._code(before, number + 1, instant, person, kind, case_id, told)
        self._connection.execute(
            "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)",
            (number + 1, instant, person, kind, case_id, told, code),
        )

    def head(self) -> JournalHead:
        """Its length and the code of its last entry, shortened to what can be compared by eye."""
        with reading():
            number, code = self._last()
        return JournalHead(length=number, head=shortened(code))

    def witnessed(self) -> None:
        """Note length and code beside the store; best effort, and never ahead of what is on the disk."""
        try:
            with reading():
                number, code = self._last()
        except StoreRefused:
            return
        seal = hmac.digest(self._key, f"witness {number} {code.hex()}".encode(), "sha256").hex()
        with suppress(OSError):
            handle = os.open(self._witness, os.O_WRONLY | os.O_CREAT, 0o600)
            try:
                os.write(handle, f"{number:016d} {code.hex()} {seal}\n".encode())
            finally:
                os.close(handle)

    def missing(self) -> int:
        """How many entries the witness has seen that the journal no longer holds; 0 where there is no fit witness."""
        try:
            number, code, seal = self._witness.read_text(encoding="ascii").split()
            length = int(number)
        except (OSError, ValueError):
            return 0
        expected = hmac.digest(self._key, f"witness {length} {code}".encode(), "sha256").hex()
        if not hmac.compare_digest(seal, expected):
            return 0
        with reading():
            last, _ = self._last()
            row = self._connection.execute("SELECT code FROM journal WHERE number = ?", (length,)).fetchone()
        if row is not None:
            return 0 if row[0].hex() == code else length
        return max(0, length - last)

    def check(self, printed: JournalHead | None = None) -> Checked:
        """Follow the whole chain, and hold it against the length and head printed on a sheet where they are given."""
        before, length = _START, 0
        with reading():
            for entry in self.entries():
                if entry.number != length + 1:
                    says = f"entry {length + 1} is missing"
                    return Checked(length, shortened(before), length + 1, says)
                written = entry.instant, entry.person, entry.kind, entry.case_id, entry.told
                code = self._code(before, entry.number, *written)
                if not hmac.compare_digest(code, entry.code):
                    says = f"entry {entry.number} is not as it was written"
                    return Checked(length, shortened(before), entry.number, says)
                before, length = code, entry.number
                if printed is not None and printed.length == length and printed.head != shortened(code):
                    says = f"entry {length} is not the one the printed head was made from"
                    return Checked(length, shortened(before), length, says)
        if printed is not None and printed.length > length:
            says = f"the sheet was printed after entry {printed.length}, and the journal ends with entry {length}"
            return Checked(length, shortened(before), length + 1, says)
        return Checked(length, shortened(before))

    def entries(self, case_id: str | None = None) -> Iterator[Entry]:
        """Every entry, or those of one case, the oldest first."""
        where, values = ("", ()) if case_id is None else (" WHERE case_id = ?", (case_id,))
        rows = self._connection.execute(f"SELECT * FROM journal{where} ORDER BY number", values)
        yield from (Entry(*row) for row in rows)

    def _last(self) -> tuple[int, bytes]:
        row = self._connection.execute("SELECT number, code FROM journal ORDER BY number DESC LIMIT 1").fetchone()
        return (row[0], row[1]) if row else (0, _START)

    def _code(self, before: bytes, *told: object) -> bytes:
        return hmac.digest(self._key, before + canonical_json(list(told)).encode(), "sha256")


def shortened(code: bytes) -> str:
    """The first digits of a code, as they stand on paper."""
    return code.hex()[:HEAD_DIGITS].upper()


def salted(salt: bytes, value: object) -> str:
    """A digest of a value that tells nothing once the salt is gone."""
    return hmac.digest(salt, canonical_json([value]).encode(), "sha256").hex()[:32]


def new_salt() -> bytes:
    return os.urandom(len(sha256().digest()))
