"""A case leaves the store: taken along as plain files, or erased so that nothing of it remains."""

import json
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from il2desk.domain.case.case import canonical, canonical_json
from il2desk.domain.errors import StoreRefused
from il2desk.domain.records.store_records import Erased
from il2desk.domain.values.passphrase import as_printed
from il2desk.storage.files.atomic_file import write_whole
from il2desk.storage.store.care.users import refuse_who_does_not_manage
from il2desk.storage.store.folder.errors import NotSaved, because
from il2desk.storage.store.folder.folder_swap import give_name
from il2desk.storage.store.store import CaseStore
from il2desk.storage.store.tables.database import Connection, reading
from il2desk.storage.store.tables.journal import Entry

CONTENTS = "contents.json"
_BEGINS, _PART = "il2desk-case-", ".part"
_SURELY_LEFT = 24 * 60 * 60
"""After so many seconds no window is still writing an export: it was left by a program that was killed."""
_TABLES = ("drafts", "revisions", "printings", "listing")
_NONE = "There is no case of this id in the store. Nothing was changed; compare the id with the one on a sheet."
_THERE = (
    "Nothing was exported: something of this name is there already ({name}). It and the store are untouched; choose "
    "another folder, or move that one away."
)


def export_case(store: CaseStore, case_id: str, folder: Path) -> Path:
    """Everything of one case as plain files, not encrypted, in a new folder within `folder`: whole or not at all.

    Raises StoreRefused for somebody who does not manage the store, an unknown case or a place that will not do, and
    NotSaved or Damaged; the journal is told before the folder gets its name.
    """
    refuse_who_does_not_manage(store, "export a case")
    refuse_unknown(store, case_id)
    target = folder / f"{_BEGINS}{_safe(case_id)}"
    if os.path.lexists(target):
        raise NotSaved(_THERE.format(name=target.name))
    part = folder / f".{target.name}{_PART}"
    try:
        if not folder.is_dir() or folder.resolve().is_relative_to(store.folder.resolve()):
            raise StoreRefused("The folder to export to is not there, or is the store's own. Choose another folder.")
        shutil.rmtree(part, ignore_errors=True)
        _write(part, dict(_files(store, case_id)))
        _sweep(part)
        store.note("export", case_id, {"files": len(list(part.rglob("*")))})
        give_name(part, target)
    except OSError as problem:
        shutil.rmtree(part, ignore_errors=True)
        raise NotSaved(f"Nothing was exported: {because(problem)}. The store is untouched.") from problem
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return target


def erase_case(store: CaseStore, case_id: str) -> Erased:
    """Remove draft, revisions, sheets, findings, search words and salt of a case, and packs that no other case needs.

    Entries of the journal stay, and tell nothing without the salt. Copies in backups and folders set aside by a
    restore are not reached. Raises StoreRefused as `export_case` does, ReadOnly, NotSaved or Damaged.
    """
    refuse_who_does_not_manage(store, "erase a case")
    refuse_unknown(store, case_id)
    with store.ledger.writing() as connection:
        removed = _remove(store, connection, case_id)
        store.ledger.note("erase", case_id, removed)
    with reading():
        busy, *_ = store.ledger.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return Erased(**removed, settled=not busy)


def _remove(store: CaseStore, connection: Connection, case_id: str) -> dict[str, int]:
    (sheets,) = connection.execute(
        "SELECT count(*) FROM sheets JOIN printings ON printings.number = printing WHERE case_id = ?", (case_id,)
    ).fetchone()
    connection.execute("INSERT INTO remembered VALUES ('erasing', ?)", (case_id,))
    numbers = {
        table: connection.execute(f"DELETE FROM {table} WHERE case_id = ?", (case_id,)).rowcount
        for table in ("drafts", "told", "revisions", "printings", "salts")
    }
    store.listing.forget(case_id)
    store.listing.forget_removed_words()
    connection.execute("DELETE FROM packs WHERE digest NOT IN (SELECT digest FROM revision_packs)")
    connection.execute("DELETE FROM remembered WHERE what = 'erasing'")
    return {"drafts": numbers["drafts"], "revisions": numbers["revisions"], "sheets": sheets}


def refuse_unknown(store: CaseStore, case_id: str) -> None:
    """Raise StoreRefused where the store holds nothing of such a case."""
    with reading():
        found = any(
            store.ledger.connection.execute(f"SELECT 1 FROM {table} WHERE case_id = ?", (case_id,)).fetchone()
            for table in _TABLES
        )
    if not found:
        raise StoreRefused(_NONE)


def id_of_case(store: CaseStore, typed: str, *, erased_too: bool = False) -> str:
    """The id that is meant by what was typed from paper. Raises StoreRefused where no case or more than one fits."""
    tables = (*_TABLES, "journal") if erased_too else _TABLES
    asked = " UNION ".join(f"SELECT case_id FROM {table} WHERE case_id IS NOT NULL" for table in tables)
    with reading():
        ids = {case_id for (case_id,) in store.ledger.connection.execute(asked)}
    found = ids & {typed} or {one for one in ids if as_printed(one) == as_printed(typed)}
    if len(found) != 1:
        raise StoreRefused(_NONE)
    return str(found.pop())


def _files(store: CaseStore, case_id: str) -> Iterator[tuple[str, bytes]]:
    """Each file by its path within the folder."""
    draft = store.drafts.read(case_id)
    if draft is not None:
        yield "draft.json", canonical(draft.case).encode()
        yield "draft-typed.json", canonical_json([list(pair) for pair in draft.typed]).encode()
    kept = store.revisions.of_case(case_id)
    for one in kept:
        yield f"revisions/{one.number}-{one.kept_as}.json", canonical(one.case).encode()
    for number, printing in enumerate(store.printed.of_case(case_id), start=1):
        yield f"printed/{number}/print-record.json", canonical(printing.record).encode()
        for sheet in printing.sheets:
            yield f"printed/{number}/{_safe(sheet.name)}.pdf", sheet.content
    with reading():
        lines = [canonical_json(_line(entry)) for entry in store.journal.entries(case_id)]
    yield "journal.jsonl", "".join(f"{line}\n" for line in lines).encode()
    for pack in store.revisions.packs_of(case_id):
        yield f"packs/{_safe(pack.id)}-{_safe(pack.version)}-{pack.digest[:8]}.toml", pack.text
    about = [
        {"file": f"revisions/{one.number}-{one.kept_as}.json", "by": one.name, "instant": one.instant} for one in kept
    ]
    yield "about.json", canonical_json({"case": case_id, "revisions": about}).encode()


def _line(entry: Entry) -> dict[str, object]:
    said = {"number": entry.number, "instant": entry.instant, "person": entry.person, "kind": entry.kind}
    return {**said, "told": json.loads(entry.told), "code": entry.code.hex()}


def _write(part: Path, files: dict[str, bytes]) -> None:
    """The files and a list of their digests."""
    part.mkdir(mode=0o700)
    digests = {name: sha256(content).hexdigest() for name, content in files.items()}
    contents = canonical_json({"schema": "il2desk-export-1", "files": digests}).encode()
    for name, content in {**files, CONTENTS: contents}.items():
        for folder in reversed((part / name).relative_to(part).parents[:-1]):
            (part / folder).mkdir(mode=0o700, exist_ok=True)
        write_whole(part / name, content)


def _sweep(part: Path) -> None:
    """Remove what other exports left in that folder when they were killed, for it is not encrypted.

    Only folders of the same owner; their age is told by the disk's own clock.
    """
    just = part.stat()
    for left in part.parent.glob(f".{_BEGINS}*{_PART}"):
        with suppress(OSError):
            found = left.lstat()
            is_ours = stat.S_ISDIR(found.st_mode) and found.st_uid == just.st_uid
            if is_ours and just.st_mtime - found.st_mtime > _SURELY_LEFT:
                shutil.rmtree(left)


def _safe(text: str) -> str:
    """As part of a file name on any system."""
    plain = (mark if mark.isascii() and (mark.isalnum() or mark in "-_.") else "_" for mark in text[:60])
    return "".join(plain).strip(".")
