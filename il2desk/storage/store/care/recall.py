"""Which kept revisions used a pack, or found an outcome, that turned out to be wrong."""

from dataclasses import replace

from il2desk.domain.records.recall import Recall, Recalled, within
from il2desk.domain.values.folding import run_together
from il2desk.storage.store.store import CaseStore
from il2desk.storage.store.tables.database import Connection, reading

_COLUMNS = (
    "revisions.number, revisions.case_id, coalesce(json_extract(content, '$.patient.name'), ''), "
    "coalesce(json_extract(content, '$.patient.identifier'), ''), "
    "coalesce(json_extract(content, '$.patient.date_of_birth'), ''), revisions.revision, kept_as, revisions.instant, "
    "coalesce(listing.state, 'not listed')"
)
_FROM = (
    "FROM revisions LEFT JOIN listing ON listing.case_id = revisions.case_id AND listing.touched = "
    "(SELECT max(touched) FROM listing AS newest WHERE newest.case_id = revisions.case_id)"
)


def recall_pack(store: CaseStore, pack: str, first: str | None = None, last: str | None = None) -> Recall:
    """Every kept revision that was judged with that pack in a version from `first` to `last`, both included.

    A revision that names the pack by a digest whose text was not kept is among them, as of a version not known.
    Raises Damaged or NotSaved.
    """
    with reading():
        connection = store.ledger.connection
        pack = _as_kept(connection, "SELECT id FROM packs", pack)
        known = connection.execute("SELECT digest, version FROM packs WHERE id = ?", (pack,)).fetchall()
        meant = [digest for digest, version in known if within(version, first, last)]
        rows = _with_packs(connection, meant) | _with_unknown(connection, pack)
    asked = f"Pack {pack}, versions {first or 'the first'} to {last or 'the last'}"
    return _told(store, Recall(asked, _in_order(rows)), {"pack": pack, "from": first or "", "to": last or ""})


def recall_outcome(store: CaseStore, criterion: str, outcome: str) -> Recall:
    """Every kept revision in which that criterion had that outcome. Raises Damaged or NotSaved."""
    with reading():
        connection = store.ledger.connection
        criterion = _as_kept(connection, "SELECT DISTINCT criterion FROM findings", criterion)
        outcome = _as_kept(connection, "SELECT DISTINCT outcome FROM findings", outcome)
        found = connection.execute(
            f"SELECT {_COLUMNS} {_FROM} JOIN findings ON findings.number = revisions.number "
            "WHERE criterion = ? AND outcome = ?",
            (criterion, outcome),
        ).fetchall()
    rows = {row[0]: Recalled(*row[1:]) for row in found}
    asked = f"Criterion {criterion}, outcome {outcome}"
    return _told(store, Recall(asked, _in_order(rows)), {"criterion": criterion, "outcome": outcome})


def _as_kept(connection: Connection, ids: str, typed: str) -> str:
    """The id that is meant by what was typed on a command line, in capitals or with blanks for other marks."""
    kept = {one for (one,) in connection.execute(ids)}
    return next((one for one in sorted(kept) if typed not in kept and run_together(one) == run_together(typed)), typed)


def _with_packs(connection: Connection, digests: list[str]) -> dict[int, Recalled]:
    return {
        row[0]: Recalled(*row[1:])
        for digest in digests
        for row in connection.execute(
            f"SELECT {_COLUMNS} {_FROM} JOIN revision_packs ON revision_packs.number = revisions.number "
            "WHERE revision_packs.digest = ?",
            (digest,),
        )
    }


def _with_unknown(connection: Connection, pack: str) -> dict[int, Recalled]:
    rows = connection.execute(
        f"SELECT {_COLUMNS} {_FROM} WHERE EXISTS (SELECT 1 FROM json_each(content, '$.packs') AS named "
        "WHERE named.key = ? AND named.value NOT IN (SELECT packs.digest FROM packs WHERE id = ?))",
        (pack, pack),
    )
    return {row[0]: replace(Recalled(*row[1:]), known="version not known") for row in rows}


def _in_order(rows: dict[int, Recalled]) -> tuple[Recalled, ...]:
    return tuple(rows[number] for number in sorted(rows))


def _told(store: CaseStore, recall: Recall, body: dict[str, str]) -> Recall:
    store.note("recall", None, {**body, "revisions": len(recall.rows), "cases": recall.cases})
    return recall
