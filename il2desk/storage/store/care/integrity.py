"""Whether everything in a store is as it was written: pages, chain, and what was kept against what the journal told."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from il2desk.domain.case.case import canonical, case_digest, content_digest
from il2desk.domain.records.print_record import JournalHead, PrintRecord
from il2desk.storage.files.case_file import CaseRefused, parse_case, parse_strictly
from il2desk.storage.store.folder.location import DATABASE
from il2desk.storage.store.keys.keys import DataKey
from il2desk.storage.store.store import CaseStore
from il2desk.storage.store.tables.database import Connection, close_database, open_database, reading
from il2desk.storage.store.tables.journal import WITNESS, Checked, Entry, Journal, salted

FIRST = 20
KEEPING = ("sign", "second_check", "revision")


@dataclass(frozen=True, slots=True)
class IntegrityReport:
    """What was looked at, and each fault in a sentence without patient data."""

    journal: Checked
    drafts: int
    revisions: int
    sheets: int
    faults: tuple[str, ...]

    @property
    def in_words(self) -> str:
        """One sentence where all is well; else the first faults, and how many there are besides."""
        if self.faults:
            said = [f"{one[0].upper()}{one[1:]}." for one in self.faults[:FIRST]]
            more = len(self.faults) - len(said)
            return " ".join((*said, *((f"And {more} more.",) if more else ())))
        return (
            f"All is as it was written: {self.journal.length} entries of the journal, {self.drafts} drafts, "
            f"{self.revisions} revisions and {self.sheets} printed sheets."
        )


def verify_data(store: CaseStore) -> IntegrityReport:
    """Look at every page, entry, draft, revision and sheet, and tell the journal. Raises Damaged or NotSaved."""
    connection, journal = store.ledger.connection, store.journal
    with reading():
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        checked = journal.check()
        faults = (
            *page_faults(connection),
            *(() if checked.first_bad is None else (f"journal: {checked.says}",)),
            *_missing(store.missing),
            *store.keys.faults(),
            *_content_faults(connection),
            *_telling_faults(connection, journal),
        )
        drafts, revisions, sheets = (
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("drafts", "revisions", "sheets")
        )
    store.note("verify", None, {"faults": len(faults)})
    return IntegrityReport(checked, drafts, revisions, sheets, faults)


def check_folder(folder: Path, data: DataKey) -> tuple[Checked, tuple[str, ...]]:
    """Length and head of the journal in the store of that folder, and what is wrong with pages and chain.

    Raises Damaged or StoreRefused where it cannot be opened at all.
    """
    connection = open_database(folder / DATABASE, data.derived("database"))
    try:
        with reading():
            checked = Journal(connection, data.derived("journal"), folder / WITNESS).check()
            bad = () if checked.first_bad is None else (f"journal: {checked.says}",)
            return checked, (*page_faults(connection), *bad)
    finally:
        close_database(connection)


def head_in(folder: Path, data: DataKey) -> JournalHead:
    """Length and head of the journal in the store of that folder. Raises Damaged or StoreRefused."""
    connection = open_database(folder / DATABASE, data.derived("database"))
    try:
        return Journal(connection, data.derived("journal"), folder / WITNESS).head()
    finally:
        close_database(connection)


def page_faults(connection: Connection) -> tuple[str, ...]:
    """What SQLCipher's authentication of every page and SQLite's own checks find."""
    unauthentic = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    if unauthentic:
        return (f"{len(unauthentic)} pages are not as they were written",)
    unsound = [row[0] for row in connection.execute("PRAGMA integrity_check(10)")]
    orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    return (
        *(() if unsound == ["ok"] else (f"the tables do not fit together in {len(unsound)} places",)),
        *((f"{len(orphans)} rows belong to nothing",) if orphans else ()),
    )


def _missing(number: int) -> tuple[str, ...]:
    return (f"journal: {number} entries that were there before are gone",) if number else ()


def _content_faults(connection: Connection) -> Iterator[str]:
    """Everything that cannot be read, or is not what its digest was made from."""
    for case_id, content, typed in connection.execute("SELECT case_id, content, typed FROM drafts"):
        if not _is_case(content) or not _is_typed(typed):
            yield f"the draft of case {case_id} cannot be read"
    for case_id, content in connection.execute("SELECT case_id, content FROM told"):
        if not _is_case(content):
            yield f"what the journal was last told of case {case_id} cannot be read"
    rows = connection.execute("SELECT number, case_id, digest, content_digest, content FROM revisions")
    for number, case_id, digest, own, content in rows:
        if not _is_case(content, digest, own):
            yield f"kept revision {number} of case {case_id} is not what was kept"
    for number, case_id, digest, record in connection.execute("SELECT number, case_id, digest, record FROM printings"):
        if not _is_record(record, digest):
            yield f"the print record {number} of case {case_id} is not what was kept"
    for digest, text in connection.execute("SELECT digest, text FROM packs"):
        if sha256(text).hexdigest() != digest:
            yield f"the text of the pack {digest[:8]} is not what was kept"


def _is_case(content: str, digest: str | None = None, own: str | None = None) -> bool:
    try:
        case = parse_case(content.encode())
    except CaseRefused:
        return False
    fits = digest is None or (case_digest(case), content_digest(case)) == (digest, own)
    return fits and canonical(case) == content


def _is_typed(typed: str) -> bool:
    """Whether these are the pairs of a field and a text that a draft has beside its case."""
    try:
        pairs = json.loads(typed)
    except ValueError:
        return False
    return isinstance(pairs, list) and all(
        isinstance(one, list) and list(map(type, one)) == [str, str] for one in pairs
    )


def _is_record(record: str, digest: str) -> bool:
    try:
        read = parse_strictly(PrintRecord, record.encode())
    except CaseRefused:
        return False
    return canonical(read) == record and sha256(record.encode()).hexdigest() == digest


def _telling_faults(connection: Connection, journal: Journal) -> Iterator[str]:
    """What the journal told of and is there no longer as it was; of what was erased nothing is left to compare."""
    salts = dict(connection.execute("SELECT case_id, salt FROM salts"))
    kept = {
        (case_id, salted(salts[case_id], digest))
        for case_id, digest in connection.execute("SELECT case_id, digest FROM revisions")
        if case_id in salts
    }
    printed = set(_sheets(connection, salts))
    erased = {entry.case_id: entry.number for entry in journal.entries() if entry.kind == "erase"}
    for entry in journal.entries():
        if entry.case_id is None or entry.number < erased.get(entry.case_id, 0):
            continue
        body = _body(entry)
        if entry.kind in KEEPING and (entry.case_id, body.get("digest")) not in kept:
            yield f"the revision that entry {entry.number} of the journal tells of is gone or changed"
        if entry.kind == "print" and (entry.case_id, body.get("sheet"), body.get("bytes")) not in printed:
            yield f"the printed sheet that entry {entry.number} of the journal tells of is gone or changed"


def _body(entry: Entry) -> Mapping[str, object]:
    """What an entry tells; nothing where it was changed into what cannot be read."""
    try:
        body = entry.body
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _sheets(connection: Connection, salts: dict[str, bytes]) -> Iterator[tuple[str, str, str]]:
    rows = connection.execute(
        "SELECT case_id, name, sheets.content FROM sheets JOIN printings ON printings.number = sheets.printing"
    )
    for case_id, name, content in rows:
        if case_id in salts:
            yield case_id, name, salted(salts[case_id], sha256(content).hexdigest())
