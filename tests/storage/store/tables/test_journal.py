"""The journal only grows, names its first bad entry, and holds nothing that was recorded of a patient."""

import json
from collections.abc import Callable
from datetime import UTC
from hashlib import sha256
from typing import Any

import pytest

from il2desk.domain.case.case import canonical, case_digest, content_digest
from il2desk.domain.records.pdf_payload import record_digest
from il2desk.domain.records.print_record import JournalHead
from il2desk.storage.store.tables.journal import WITNESS
from il2desk.storage.store.tables.unit_of_work import BACKWARDS
from tests.cases import PATIENT
from tests.stores import Made, a_printing, a_stand, behind_its_back, case_of, keep, save, signed_of, unlocked

Change = Callable[[Any], object]


def worked(made: Made) -> Made:
    """A store with some twenty entries about three cases."""
    for number in range(3):
        case = case_of(f"A-{number}", f"Łukasz Canary{number}")
        save(made, case)
        made.clock.tick(minutes=3)
        case = signed_of(case_of(f"A-{number}", f"Łukasz Canary{number}", ecog_grade="0"))
        save(made, case, a_stand("signed"))
        keep(made, case)
        made.store.printed.keep(a_printing(case, b"sheet", head=made.store.journal.head()))
    return made


def tampered(made: Made, change: Change) -> Made:
    """The store of which somebody with its key changed the rows of the journal."""
    with behind_its_back(made) as connection:
        change(connection)
    made.store = unlocked(made).store
    return made


def test_the_chain_holds_from_the_first_entry_to_the_last(made: Made) -> None:
    found = worked(made).store.journal.check()
    assert (found.first_bad, found.says) == (None, "")
    assert JournalHead(length=found.length, head=found.head) == made.store.journal.head()
    assert found.length == made.rows("SELECT count(*) FROM journal")[0][0]
    assert made.entries()[0].kind == "created"


def set_to(column: str, value: object) -> Change:
    return lambda db: db.execute(f"UPDATE journal SET {column} = ? WHERE number = 7", (value,))


@pytest.mark.parametrize(
    "change",
    [
        set_to("person", "Somebody Else"),
        set_to("instant", "2026-11-20T10:00:01+01:00"),
        set_to("kind", "view"),
        set_to("case_id", "A-9"),
        set_to("case_id", None),
        set_to("body", "{}"),
        set_to("code", bytes(32)),
    ],
    ids=["person", "instant", "kind", "case", "no case", "body", "code"],
)
def test_a_changed_entry_is_the_first_bad_one(made: Made, change: Change) -> None:
    found = tampered(worked(made), change).store.journal.check()
    assert (found.first_bad, found.says, found.length) == (7, "entry 7 is not as it was written", 6)


def test_a_removed_entry_is_missing(made: Made) -> None:
    found = tampered(worked(made), lambda db: db.execute("DELETE FROM journal WHERE number = 7")).store.journal.check()
    assert (found.first_bad, found.says) == (7, "entry 7 is missing")


def _close_the_gap(db: Any) -> None:
    db.execute("DELETE FROM journal WHERE number = 7")
    db.execute("UPDATE journal SET number = -(number - 1) WHERE number > 7")
    db.execute("UPDATE journal SET number = -number WHERE number < 0")


def _insert(db: Any) -> None:
    db.execute("UPDATE journal SET number = -(number + 1) WHERE number >= 7")
    db.execute("UPDATE journal SET number = -number WHERE number < 0")
    db.execute("INSERT INTO journal SELECT 7, instant, person, kind, case_id, body, code FROM journal WHERE number = 6")


def _reorder(db: Any) -> None:
    db.execute("UPDATE journal SET number = -7 WHERE number = 7")
    db.execute("UPDATE journal SET number = 7 WHERE number = 8")
    db.execute("UPDATE journal SET number = 8 WHERE number = -7")


@pytest.mark.parametrize("change", [_close_the_gap, _insert, _reorder])
def test_a_gap_that_was_closed_an_insertion_and_a_new_order_are_found(made: Made, change: Change) -> None:
    found = tampered(worked(made), change).store.journal.check()
    assert (found.first_bad, found.says) == (7, "entry 7 is not as it was written")


def test_a_lost_tail_is_found_by_the_witness_and_told_to_the_journal(made: Made) -> None:
    length = worked(made).store.journal.head().length
    opened = tampered(made, lambda db: db.execute("DELETE FROM journal WHERE number > 7"))
    lost = length + 1 - 7  # locking was an entry too
    assert opened.store.missing == lost
    assert [one.body for one in opened.entries("loss_found")] == [{"missing": lost}]
    assert opened.store.journal.check().first_bad is None


def test_a_tail_that_was_replaced_by_as_many_other_entries_is_found_by_the_witness(made: Made) -> None:
    worked(made)
    witness = (made.folder / WITNESS).read_bytes()
    made.store.note("verify")
    with behind_its_back(made) as connection:
        (last,) = connection.execute("SELECT max(number) FROM journal").fetchone()
        connection.execute("DELETE FROM journal WHERE number > ?", (last - 3,))
    made.store = unlocked(made).store
    for _ in range(5):
        made.store.note("recall")
    made.store.lock()
    (made.folder / WITNESS).write_bytes(witness)
    made.store = unlocked(made).store
    assert made.store.missing > 0


@pytest.mark.parametrize("content", [b"", b"\0\xff", b"1 2", b"7 aa bb", b"x" * 10_000])
def test_a_witness_that_does_not_fit_says_nothing(made: Made, content: bytes) -> None:
    worked(made).store.lock()
    (made.folder / WITNESS).write_bytes(content)
    made.store = unlocked(made).store
    assert made.store.missing == 0


def test_a_witness_that_is_gone_says_nothing_and_comes_again(made: Made) -> None:
    (made.folder / WITNESS).unlink()
    opened = made.again()
    assert opened.store.missing == 0
    assert (made.folder / WITNESS).exists()
    opened.store.lock()


def test_a_printed_head_fits_the_journal_it_was_printed_from(made: Made) -> None:
    printed = made.store.journal.head()
    worked(made)
    found = made.store.journal.check(printed)
    assert found.first_bad is None


def test_a_printed_head_of_another_journal_names_the_entry(made: Made) -> None:
    worked(made)
    found = made.store.journal.check(JournalHead(length=5, head="0" * 16))
    assert (found.first_bad, found.says) == (5, "entry 5 is not the one the printed head was made from")


def test_a_head_printed_after_the_last_entry_tells_of_a_lost_tail(made: Made) -> None:
    printed = worked(made).store.journal.head()
    opened = tampered(made, lambda db: db.execute("DELETE FROM journal WHERE number > 7"))
    found = opened.store.journal.check(printed)
    length = opened.store.journal.head().length
    assert found.first_bad == length + 1
    assert found.says == (
        f"the sheet was printed after entry {printed.length}, and the journal ends with entry {length}"
    )


def test_a_clock_that_was_set_back_is_told_before_the_entry_it_was_noticed_at(made: Made) -> None:
    before = made.clock()
    made.clock.tick(seconds=-BACKWARDS.total_seconds())
    made.store.note("verify")
    assert made.entries("clock_jump") == []
    made.clock.tick(days=-3)
    made.store.note("verify")
    jump, last = made.entries()[-2:]
    assert (jump.kind, last.kind) == ("clock_jump", "verify")
    assert jump.body["now"] == made.clock().isoformat()
    assert jump.body["before"] == (before - BACKWARDS).isoformat()


def test_clock_times_are_compared_across_offsets(made: Made) -> None:
    made.clock.at = made.clock.at.astimezone(UTC)
    made.store.note("verify")
    assert made.entries("clock_jump") == []


def test_no_entry_holds_anything_that_was_recorded(made: Made) -> None:
    case = case_of("A-0", "Łukasz Canary0")
    told = "".join(one.told for one in worked(made).entries())
    forbidden = [
        "Canary",
        *PATIENT.values(),
        *(text for text in case.answers.values() if len(text) > 3),
        case.cycle.first_dose or "",
    ]
    assert [one for one in forbidden if one in told] == []


def test_no_entry_holds_a_digest_that_could_be_made_again_without_the_salt(made: Made) -> None:
    worked(made)
    told = "".join(one.told for one in made.entries())
    (kept,) = made.store.revisions.of_case("A-0")
    (printing,) = made.store.printed.of_case("A-0")
    plain = {
        *(sha256(text.encode()).hexdigest() for text in (*kept.case.answers.values(), canonical(kept.case))),
        case_digest(kept.case),
        content_digest(kept.case),
        record_digest(printing.record),
        sha256(printing.sheets[0].content).hexdigest(),
    }
    assert [one for one in plain if one in told or one[:32] in told] == []


def test_a_change_names_its_place_and_equal_values_have_equal_digests_within_a_case_only(made: Made) -> None:
    save(made, case_of("A-1", ecog_grade="1"))
    save(made, case_of("A-1", ecog_grade="2"))
    save(made, case_of("A-1", ecog_grade="1"))
    save(made, case_of("A-2", ecog_grade="1"))

    def of(entry: Any) -> dict[str, tuple[str | None, str | None]]:
        return {place: (before, after) for place, before, after in json.loads(entry.told)["changed"]}

    first, there, back, other = (of(one)["answers.ecog_grade"] for one in made.entries("change"))
    assert first[0] is None
    assert (there[0], back[1]) == (first[1], first[1])
    assert there[1] == back[0] != first[1]
    assert other[1] != first[1]


def test_entries_of_one_case_are_found_by_it(made: Made) -> None:
    worked(made)
    kinds = [one.kind for one in made.store.journal.entries("A-1")]
    assert kinds == ["created", "change", "verdict", "change", "sign", "print"]
