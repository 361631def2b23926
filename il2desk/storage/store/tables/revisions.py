"""Revisions that are kept for good: signed, checked or named, each with the packs it was judged with."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from il2desk.domain.case.case import Case, canonical, case_digest, content_digest
from il2desk.domain.errors import StoreRefused
from il2desk.domain.records.store_records import Kept, KeptAs
from il2desk.storage.files.case_file import parse_case
from il2desk.storage.site.paths import resources
from il2desk.storage.store.folder.errors import NotSaved, because
from il2desk.storage.store.tables.database import Connection, reading
from il2desk.storage.store.tables.journal import Kind
from il2desk.storage.store.tables.unit_of_work import Ledger

_KINDS: dict[KeptAs, Kind] = {"signed": "sign", "checked": "second_check", "named": "revision"}
_COLUMNS = "number, content, kept_as, name, content_digest, digest, parent, instant, person"


@dataclass(frozen=True, slots=True)
class PackText:
    """A pack as it was installed: its id and version, the SHA-256 of its bytes, and the bytes."""

    id: str
    version: str
    digest: str
    text: bytes


def installed_packs(digests: Mapping[str, str]) -> tuple[PackText, ...]:
    """The installed packs with those SHA-256 digests, each named by its folder and file. Raises NotSaved."""
    wanted, found = set(digests.values()), []
    try:
        for file in sorted(resources().rglob("*.toml")):
            text = file.read_bytes()
            digest = sha256(text).hexdigest()
            if digest in wanted:
                found.append(PackText(file.parent.name, file.stem, digest, text))
                wanted.discard(digest)
    except OSError as problem:
        raise NotSaved(
            f"Not kept: the packs it was judged with cannot be read ({because(problem)}). What is stored is whole; "
            "what is typed is on the screen. Try again."
        ) from problem
    return tuple(found)


_KEPT = "This case is kept already just as it stands: see the list above. It was not kept under another name."


class Revisions:
    """Append-only: one whole case is kept once, whoever keeps it again."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def keep(
        self, case: Case, kept_as: KeptAs, name: str, outcomes: Mapping[str, str], packs: tuple[PackText, ...]
    ) -> None:
        """Keep the case as it stands with the outcome of each criterion and the text of each pack.

        `name` is who signed or checked, or what the revision is called. Raises ReadOnly, NotSaved or Damaged, and
        StoreRefused for a name to what is kept already.
        """
        digest = case_digest(case)
        with self._ledger.writing() as connection:
            if connection.execute("SELECT 1 FROM revisions WHERE digest = ?", (digest,)).fetchone():
                if kept_as == "named":
                    raise StoreRefused(_KEPT)
                return
            number = self._insert(connection, case, digest, kept_as, name)
            for pack in packs:
                values = (pack.digest, pack.id, pack.version, pack.text)
                connection.execute("INSERT OR IGNORE INTO packs VALUES (?, ?, ?, ?)", values)
                connection.execute("INSERT INTO revision_packs VALUES (?, ?)", (number, pack.digest))
            connection.executemany(
                "INSERT INTO findings VALUES (?, ?, ?)", [(number, *told) for told in sorted(outcomes.items())]
            )
            salted = self._ledger.salted(case.case_id, digest)
            body = {"revision": case.revision, "digest": salted, "kept": number}
            self._ledger.note(_KINDS[kept_as], case.case_id, body)

    def of_case(self, case_id: str) -> tuple[Kept, ...]:
        """The revisions of a case in the order in which they were kept; of two with one parent, both."""
        with reading():
            rows = self._ledger.connection.execute(
                f"SELECT {_COLUMNS} FROM revisions WHERE case_id = ? ORDER BY number", (case_id,)
            ).fetchall()
            return tuple(Kept(row[0], parse_case(row[1].encode()), *row[2:]) for row in rows)

    def pack(self, digest: str) -> PackText | None:
        """The text of a pack that a kept revision was judged with."""
        with reading():
            row = self._ledger.connection.execute(
                "SELECT id, version, digest, text FROM packs WHERE digest = ?", (digest,)
            ).fetchone()
        return PackText(*row) if row else None

    def packs_of(self, case_id: str) -> tuple[PackText, ...]:
        """The packs that the kept revisions of a case were judged with."""
        with reading():
            rows = self._ledger.connection.execute(
                "SELECT DISTINCT id, version, packs.digest, text FROM packs JOIN revision_packs USING (digest) "
                "JOIN revisions USING (number) WHERE case_id = ? ORDER BY id, version",
                (case_id,),
            ).fetchall()
        return tuple(PackText(*row) for row in rows)

    def _insert(self, connection: Connection, case: Case, digest: str, kept_as: KeptAs, name: str) -> int:
        made = connection.execute(
            "INSERT INTO revisions (case_id, revision, kept_as, name, digest, content_digest, parent, content, "
            "instant, person) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                case.case_id,
                case.revision,
                kept_as,
                name,
                digest,
                content_digest(case),
                case.parent,
                canonical(case),
                self._ledger.instant(),
                self._ledger.user.name,
            ),
        )
        return int(made.lastrowid)
