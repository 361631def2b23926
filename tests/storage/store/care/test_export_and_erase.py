"""An exported case is whole; of an erased one no byte remains that could be read."""

import errno
import json
import os
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from il2desk.domain.case.case import canonical
from il2desk.domain.errors import StoreRefused
from il2desk.storage.files.case_file import parse_case
from il2desk.storage.store import open_store as cases
from il2desk.storage.store.care.export_and_erase import Erased, erase_case, export_case
from il2desk.storage.store.care.integrity import verify_data
from il2desk.storage.store.folder.errors import ChangedElsewhere, NotSaved, ReadOnly
from il2desk.storage.store.tables.case_index import Listing
from il2desk.storage.store.tables.revisions import PackText
from tests.stores import (
    OTHER,
    PACK,
    PASSPHRASE,
    Made,
    a_printing,
    a_stand,
    behind_its_back,
    case_of,
    keep,
    save,
    signed_of,
    unlocked,
    with_nurse,
)

CANARY = "Quuxanaryson"
OWN_PACK = PackText("product", "7", sha256(b"only A-1 used it").hexdigest(), b"only A-1 used it")
PAGE, RESERVED, SALT = 4096, 80, 16


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def fill(made: Made, others: int) -> None:
    """The case that will leave, first under a misspelt name, between so many others."""
    for number in range(others):
        save(made, case_of(f"B-{number}", f"Person {number}", identifier=f"MRN {number}"))
    save(made, case_of("A-1", f"Łukasz Z{CANARY}", identifier="MRN-CANARY-1"))
    case = case_of("A-1", f"Łukasz {CANARY}", identifier="MRN-CANARY-1")
    save(made, case, a_stand("unfinished", "weight", ("name", f"half {CANARY}")))
    for number in range(others):
        save(made, case_of(f"C-{number}", f"Somebody {number}", identifier=f"NRM {number}"))
    signed = signed_of(case)
    keep(made, signed, (PACK, OWN_PACK), {"ecog": "met", "ldh": "not_met"})
    made.store.printed.keep(a_printing(signed, f"%PDF {CANARY}".encode() * 500, b"%PDF two"))
    other = signed_of(case_of("D-1", "Another Person"))
    save(made, other, a_stand("signed"))
    keep(made, other)
    made.store.printed.keep(a_printing(other, b"%PDF other"))


def pages(made: Made) -> bytes:
    """Every page of the database decrypted, those that are free and the gaps within pages included."""
    made.connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    key, raw = made.store.data.derived("database"), (made.folder / "cases.db").read_bytes()
    plain = b""
    for at in range(0, len(raw), PAGE):
        page = raw[at : at + PAGE]
        decryptor = Cipher(algorithms.AES(key), modes.CBC(page[-RESERVED : SALT - RESERVED])).decryptor()
        plain += decryptor.update(page[0 if at else SALT : -RESERVED]) + decryptor.finalize()
    return plain


def exported(made: Made, folder: Path) -> bytes:
    """The database as SQLCipher itself exports it in plain."""
    made.connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(folder / "plain.db"),))
    made.connection.execute("SELECT sqlcipher_export('plain')")
    made.connection.execute("DETACH DATABASE plain")
    return (folder / "plain.db").read_bytes()


def found(content: bytes) -> list[str]:
    """Words of the case that stand there; a search index leaves out first letters shared with the word before."""
    lowered = content.lower()
    words = ("uuxanaryson", "ukasz", "mrn-canary", "canary", "only a-1 used it", "%pdf two")
    return [word for word in words if word.encode() in lowered]


# --- taken along ---


def test_an_exported_case_is_whole_in_plain_files(made: Made, out: Path) -> None:
    fill(made, 1)
    folder = export_case(made.store, "A-1", out)
    assert folder == out / "il2desk-case-A-1"
    assert sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file()) == [
        "about.json",
        "contents.json",
        "draft-typed.json",
        "draft.json",
        "journal.jsonl",
        "packs/guide-2026.1-6f1cdcb2.toml",
        f"packs/product-7-{OWN_PACK.digest[:8]}.toml",
        "printed/1/print-record.json",
        "printed/1/sheet0.pdf",
        "printed/1/sheet1.pdf",
        "revisions/1-signed.json",
    ]
    (kept,) = made.store.revisions.of_case("A-1")
    assert (folder / "revisions/1-signed.json").read_text(encoding="utf-8") == canonical(kept.case)
    assert parse_case((folder / "draft.json").read_bytes()).patient.name == f"Łukasz {CANARY}"
    assert (folder / "printed/1/sheet1.pdf").read_bytes() == b"%PDF two"
    assert (folder / f"packs/product-7-{OWN_PACK.digest[:8]}.toml").read_bytes() == OWN_PACK.text
    assert {one.stat().st_mode & 0o077 for one in (folder, *folder.rglob("*"))} == {0}


def test_the_list_of_an_export_fits_every_file_and_its_journal_is_the_case_s(made: Made, out: Path) -> None:
    fill(made, 1)
    entries = list(made.store.journal.entries("A-1"))
    folder = export_case(made.store, "A-1", out)
    listed = json.loads((folder / "contents.json").read_text(encoding="utf-8"))["files"]
    files = {str(one.relative_to(folder)): one for one in folder.rglob("*") if one.is_file()}
    assert set(listed) == set(files) - {"contents.json"}
    assert all(sha256(files[name].read_bytes()).hexdigest() == digest for name, digest in listed.items())
    lines = [json.loads(line) for line in (folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["number"], line["kind"], line["code"]) for line in lines] == [
        (one.number, one.kind, one.code.hex()) for one in entries
    ]


def test_an_export_is_told_to_the_journal(made: Made, out: Path) -> None:
    fill(made, 1)
    export_case(made.store, "A-1", out)
    (entry,) = made.entries("export")
    assert (entry.case_id, entry) == ("A-1", made.entries()[-1])


@pytest.mark.parametrize("step", range(1, 24, 2))
def test_an_export_that_fails_leaves_nothing_half_written(
    made: Made, out: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    fill(made, 1)
    calls, real = 0, os.fsync

    def failing(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls == step:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(NotSaved, match=r"^Nothing was exported: no space left on device\."):
        export_case(made.store, "A-1", out)
    assert list(out.iterdir()) == []


def test_an_export_that_the_journal_cannot_be_told_of_does_not_happen(made: Made, out: Path) -> None:
    fill(made, 1)
    made.connection.execute("CREATE TEMP TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'x'); END")
    with pytest.raises(NotSaved):
        export_case(made.store, "A-1", out)
    made.connection.execute("DROP TRIGGER full")
    assert list(out.iterdir()) == []


def test_a_second_export_does_not_replace_the_first(made: Made, out: Path) -> None:
    fill(made, 1)
    export_case(made.store, "A-1", out)
    with pytest.raises(NotSaved, match="something of this name is there already"):
        export_case(made.store, "A-1", out)
    assert len(made.entries("export")) == 1


def test_what_a_kill_left_of_another_export_a_day_ago_is_gone_after_the_next_for_it_is_not_encrypted(
    made: Made, out: Path
) -> None:
    fill(made, 1)
    old, new, other = (out / name for name in (".il2desk-case-B-7.part", ".il2desk-case-B-8.part", ".case_switch.part"))
    for left in (old, new, other):
        left.mkdir()
        (left / "draft.json").write_text(CANARY, encoding="ascii")
    for left in (old, other):
        os.utime(left, (0, 0))
    aim = out / "elsewhere"
    aim.mkdir()
    link = out / ".il2desk-case-B-9.part"
    link.symlink_to(aim)
    os.utime(link, (0, 0), follow_symlinks=False)
    target = export_case(made.store, "A-1", out)
    assert {one.name for one in out.iterdir()} == {target.name, new.name, other.name, aim.name, link.name}


def test_file_names_come_from_safe_signs_only(made: Made, out: Path) -> None:
    save(made, case_of("../../evil"))
    folder = export_case(made.store, "../../evil", out)
    assert folder.parent == out
    assert folder.name == "il2desk-case-_.._evil"


@pytest.mark.parametrize("place", ["gone", "store"])
def test_an_export_into_nothing_or_into_the_store_is_refused(made: Made, tmp_path: Path, place: str) -> None:
    save(made, case_of("A-1"))
    with pytest.raises(StoreRefused, match="Choose another folder"):
        export_case(made.store, "A-1", tmp_path / place)


# --- erased ---


@pytest.mark.parametrize("others", [0, 1, 60])
def test_nothing_of_an_erased_case_remains_in_any_page(made: Made, tmp_path: Path, others: int) -> None:
    fill(made, others)
    assert {"uuxanaryson", "ukasz", "only a-1 used it", "%pdf two"} <= set(found(pages(made)))
    done = erase_case(made.store, "A-1")
    assert done == Erased(drafts=1, revisions=1, sheets=2, settled=True)
    assert (made.folder / "cases.db-wal").stat().st_size == 0
    assert found(pages(made)) == []
    assert found(exported(made, tmp_path)) == []


def test_words_that_are_only_marked_as_gone_would_be_found(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Listing, "forget_removed_words", lambda _: None)
    fill(made, 60)
    erase_case(made.store, "A-1")
    assert "ukasz" in found(pages(made))


def test_every_table_is_free_of_an_erased_case_but_the_journal(made: Made) -> None:
    fill(made, 3)
    erase_case(made.store, "A-1")
    tables = [name for (name,) in made.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    of_cases = [name for name in tables if ("case_id",) in made.rows(f"SELECT name FROM pragma_table_info('{name}')")]
    assert {"drafts", "told", "revisions", "printings", "salts", "listing", "journal"} <= set(of_cases)
    for table in of_cases:
        (number,) = made.rows(f"SELECT count(*) FROM {table} WHERE case_id = 'A-1'")[0]
        assert (number > 0) == (table == "journal")
    assert made.rows("SELECT count(*) FROM findings, revision_packs") == [(1,)]
    assert made.rows("SELECT count(*) FROM sheets") == [(1,)]
    assert made.rows("SELECT * FROM remembered WHERE what = 'erasing'") == []
    assert made.store.revisions.pack(OWN_PACK.digest) is None
    assert made.store.revisions.pack(PACK.digest) == PACK
    assert made.store.listing.found("quux", 5) == ()


def test_every_table_of_cases_is_exported_or_only_repeats_what_is(made: Made) -> None:
    exported = {"drafts", "revisions", "printings", "journal"}
    repeats = {"told": "the draft as the journal last saw it", "listing": "the draft's row", "salts": "keys of digests"}
    tables = [name for (name,) in made.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    of_cases = {one for one in tables if "case_id" in {row[1] for row in made.rows(f"PRAGMA table_info({one})")}}
    assert of_cases == exported | set(repeats)


def test_the_chain_still_holds_and_the_entry_holds_no_patient_data(made: Made) -> None:
    fill(made, 3)
    erase_case(made.store, "A-1")
    (entry,) = made.entries("erase")
    assert (entry.case_id, entry.body) == ("A-1", {"drafts": 1, "revisions": 1, "sheets": 2})
    assert made.store.journal.check().first_bad is None
    assert verify_data(made.store).faults == ()
    assert "uuxanary" not in "".join(one.told for one in made.entries()).lower()


def test_other_cases_are_found_and_whole_after_erasing(made: Made) -> None:
    fill(made, 5)
    before = [one for one in made.store.listing.recent(50) if one.case_id != "A-1"]
    erase_case(made.store, "A-1")
    assert list(made.store.listing.recent(50)) == before
    assert [one.case_id for one in made.store.listing.found("person 3", 5)] == ["B-3"]
    assert [one.case_id for one in made.store.listing.found("another", 5)] == ["D-1"]
    assert made.store.printed.of_case("D-1")[0].sheets[0].content == b"%PDF other"


def test_an_erased_case_is_not_brought_back_by_a_window_that_still_shows_it(made: Made) -> None:
    fill(made, 1)
    erase_case(made.store, "A-1")
    with pytest.raises(ChangedElsewhere):
        save(made, case_of("A-1"))


def test_an_erased_case_that_is_begun_anew_from_its_paper_is_stored_and_watched_over_again(made: Made) -> None:
    fill(made, 1)
    erase_case(made.store, "A-1")
    assert made.store.drafts.open("A-1") is None
    case = signed_of(case_of("A-1"))
    save(made, case)
    keep(made, case)
    assert verify_data(made.store).faults == ()
    with behind_its_back(made) as connection:
        connection.execute("DELETE FROM revisions WHERE case_id = 'A-1'")
    again = unlocked(made)
    (fault,) = verify_data(again.store).faults
    assert "is gone or changed" in fault
    again.store.lock()


def test_erasing_that_fails_half_way_erases_nothing(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(made, 1)

    def fails(_: Listing) -> None:
        raise NotSaved("no")

    monkeypatch.setattr(Listing, "forget_removed_words", fails)
    with pytest.raises(NotSaved):
        erase_case(made.store, "A-1")
    assert len(made.store.revisions.of_case("A-1")) == 1
    assert made.rows("SELECT * FROM remembered WHERE what = 'erasing'") == []
    assert made.entries("erase") == []


def test_a_second_window_may_not_erase(made: Made) -> None:
    save(made, case_of("A-1"))
    second = made.beside()
    with pytest.raises(ReadOnly):
        erase_case(second.store, "A-1")
    second.store.lock()


def test_an_unknown_case_is_neither_exported_nor_erased(made: Made, out: Path) -> None:
    for leave in (lambda: export_case(made.store, "Z-9", out), lambda: erase_case(made.store, "Z-9")):
        with pytest.raises(StoreRefused, match="There is no case of this id"):
            leave()


def test_only_who_manages_may_export_or_erase(made: Made, out: Path) -> None:
    save(made, case_of("A-1"))
    nurse = with_nurse(made)
    opened = made.again(OTHER, nurse)
    for leave in (lambda: export_case(opened.store, "A-1", out), lambda: erase_case(opened.store, "A-1")):
        with pytest.raises(StoreRefused, match="Only somebody who manages the store may"):
            leave()
    assert list(out.iterdir()) == []
    opened.store.lock()
    owner = next(one for one in opened.store.key_folder.users() if one.manages)
    made.store = Made(made.folder, opened.store, "", made.clock).again(PASSPHRASE, owner).store


def test_who_was_removed_meanwhile_takes_nothing_along_from_a_window_left_open(made: Made, out: Path) -> None:
    fill(made, 1)
    nurse = made.users.let_manage(with_nurse(made), True, OTHER)
    left_open = cases.unlock(made.folder, nurse, OTHER, made.clock)
    made.users.remove_user(nurse)
    with pytest.raises(StoreRefused, match="Another window took this right away, or removed you"):
        export_case(left_open, "A-1", out)
    left_open.lock()
    assert list(out.iterdir()) == []


def test_where_the_key_file_was_lost_what_is_open_can_still_be_taken_along(made: Made, out: Path) -> None:
    fill(made, 1)
    (made.folder / "keys.json").unlink()
    assert (export_case(made.store, "A-1", out) / "draft.json").exists()
