"""The draft of a case: what is on the screen now, saved at every entry and replaced by the next."""

import json

from il2desk.domain.case.case import Case, canonical, canonical_json
from il2desk.domain.case.case_diff import changes
from il2desk.domain.records.store_records import Draft, Stand
from il2desk.storage.files.case_file import parse_case
from il2desk.storage.store.folder.errors import ChangedElsewhere
from il2desk.storage.store.tables.case_index import Listing
from il2desk.storage.store.tables.database import Connection, reading
from il2desk.storage.store.tables.unit_of_work import Ledger

_ELSEWHERE = (
    "This case was saved by another window meanwhile. Nothing was overwritten; what is typed here is still on the "
    "screen. Open the case anew to see what was saved."
)


class Drafts:
    """One draft a case; `save` refuses to replace one that another window wrote."""

    def __init__(self, ledger: Ledger, listing: Listing) -> None:
        self._ledger, self._listing = ledger, listing
        self._versions: dict[str, int] = {}

    def save(self, case: Case, stand: Stand, *, settled: bool) -> None:
        """Replace the draft; when this returns, it is on the disk.

        `settled` tells the journal what changed since it was last told; while text is being typed it is not told of
        every letter. Raises ChangedElsewhere, ReadOnly, NotSaved or Damaged; what was there before is whole then.
        """
        try:
            with self._ledger.writing() as connection:
                instant = self._ledger.instant()
                content = canonical(case)
                version = self._replace(connection, case, content, stand, instant)
                self._listing.touch(case, stand, instant, settled=settled)
                if settled:
                    self._tell(connection, case, content, stand.verdict)
        except BaseException:
            self._listing.look_again()
            raise
        self._versions[case.case_id] = version

    def drop(self, case_id: str) -> None:
        """Take a draft away in which nothing is recorded any more; one that anything was kept of stays.

        Raises as `save` does.
        """
        with self._ledger.writing() as connection:
            for table in ("revisions", "printings"):
                if connection.execute(f"SELECT 1 FROM {table} WHERE case_id = ?", (case_id,)).fetchone():
                    return
            mine = case_id, self._versions.get(case_id)
            if connection.execute("DELETE FROM drafts WHERE case_id = ? AND version = ?", mine).rowcount != 1:
                raise ChangedElsewhere(_ELSEWHERE)
            connection.execute("DELETE FROM told WHERE case_id = ?", (case_id,))
            self._listing.forget(case_id)
            self._ledger.note("erase", case_id, {"drafts": 1, "revisions": 0, "sheets": 0})
        del self._versions[case_id]

    def open(self, case_id: str) -> Draft | None:
        """The draft of a case; the journal is told who looked at it. None where there is none: it may be begun anew."""
        draft = self.read(case_id)
        if draft is None:
            self._versions.pop(case_id, None)
            return None
        with self._ledger.noting():
            self._ledger.note("view" if self._ledger.is_read_only else "open", case_id)
        self._versions[case_id] = draft.version
        return draft

    def read(self, case_id: str) -> Draft | None:
        """The draft as it is, for what tells the journal itself."""
        with reading():
            row = self._ledger.connection.execute(
                "SELECT content, version, step, typed, instant, person FROM drafts WHERE case_id = ?", (case_id,)
            ).fetchone()
            if row is None:
                return None
            content, version, step, typed, instant, person = row
            pairs = tuple((str(field), str(text)) for field, text in json.loads(typed))
            return Draft(parse_case(content.encode()), version, step, pairs, instant, person)

    def _replace(self, connection: Connection, case: Case, content: str, stand: Stand, instant: str) -> int:
        typed = canonical_json([list(pair) for pair in stand.typed])
        said = content, stand.step, typed, instant, self._ledger.user.name
        version = self._versions.get(case.case_id)
        if version is None:
            return self._begin(connection, case, said)
        done = connection.execute(
            "UPDATE drafts SET content = ?, step = ?, typed = ?, instant = ?, person = ?, version = version + 1 "
            "WHERE case_id = ? AND version = ?",
            (*said, case.case_id, version),
        )
        if done.rowcount != 1:
            raise ChangedElsewhere(_ELSEWHERE)
        return version + 1

    def _begin(self, connection: Connection, case: Case, said: tuple[str, ...]) -> int:
        if connection.execute("SELECT 1 FROM drafts WHERE case_id = ?", (case.case_id,)).fetchone():
            raise ChangedElsewhere(_ELSEWHERE)
        content, step, typed, instant, person = said
        connection.execute(
            "INSERT INTO drafts VALUES (?, 1, ?, ?, ?, ?, ?)", (case.case_id, content, step, typed, instant, person)
        )
        self._ledger.note("created", case.case_id, {"revision": case.revision})
        return 1

    def _tell(self, connection: Connection, case: Case, content: str, verdict: str) -> None:
        """Note every entry that changed since the journal was last told, by digests that tell nothing without salt."""
        row = connection.execute("SELECT content, verdict FROM told WHERE case_id = ?", (case.case_id,)).fetchone()
        told, judged = row or (None, None)
        changed = [
            [one.what, *(None if text is None else self._salted(case, text) for text in (one.before, one.after))]
            for one in changes(parse_case(told.encode()) if told else None, case)
        ]
        if changed:
            self._ledger.note("change", case.case_id, {"changed": changed})
        if verdict != judged:
            self._ledger.note("verdict", case.case_id, {"verdict": self._salted(case, verdict)})
        if (told, judged) != (content, verdict):
            connection.execute("INSERT OR REPLACE INTO told VALUES (?, ?, ?)", (case.case_id, content, verdict))

    def _salted(self, case: Case, text: str) -> str:
        return self._ledger.salted(case.case_id, text)
