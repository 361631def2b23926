"""A store of an older version is brought up to date when it is unlocked, and only by a window that may write."""

import pytest

from il2desk.domain.errors import StoreRefused
from il2desk.storage.store.tables.schema import VERSION
from tests.cases import a_first_cycle
from tests.stores import Made, a_stand, behind_its_back, case_of, save, unlocked

LISTING_1 = (
    "CREATE TABLE old (case_id TEXT PRIMARY KEY, touched INTEGER NOT NULL UNIQUE, name TEXT NOT NULL, identifier TEXT "
    "NOT NULL, date_of_birth TEXT NOT NULL, verdict TEXT NOT NULL, state TEXT NOT NULL, revision INTEGER NOT NULL, "
    "instant TEXT NOT NULL) STRICT",
    "INSERT INTO old SELECT case_id, touched, name, identifier, date_of_birth, verdict, state, revision, instant "
    "FROM listing",
    "DROP TABLE listing",
    "ALTER TABLE old RENAME TO listing",
    "CREATE INDEX listing_unfinished ON listing (touched) WHERE state = 'unfinished'",
    "PRAGMA user_version = 1",
)


@pytest.fixture
def older(made: Made) -> Made:
    """A locked store as version 1 wrote it, with a case of one cycle and one of two."""
    second = case_of("B-2", "Other, Zo\u00eb", 2, identifier="EX-0002", earlier=(a_first_cycle(),))
    save(made, case_of("A-1", identifier="EX-0001"), a_stand("signed"))
    save(made, second.with_cycle(number=2))
    with behind_its_back(made) as connection:
        for statement in LISTING_1:
            connection.execute(statement)
    return made


def test_the_list_of_an_older_store_gets_a_line_for_each_cycle_and_is_searched_anew(older: Made) -> None:
    made = unlocked(older)
    listing = made.store.listing
    assert [(one.case_id, one.cycle, one.is_over) for one in listing.recent(5)] == [
        ("B-2", 2, False),
        ("A-1", 1, False),
    ]
    assert [one.case_id for one in listing.of_identifier("ex 0001")] == ["A-1"]
    assert [one.case_id for one in listing.found("zoe", 5)] == ["B-2"]
    assert listing.found("signed", 5) == ()
    assert made.rows("PRAGMA user_version") == [(VERSION,)]
    made.store.drafts.open("A-1")
    save(made, case_of("A-1", "Example, Anna", identifier="EX-0001", ecog_grade="0"), a_stand("signed"))
    assert [one.case_id for one in listing.recent(5)] == ["A-1", "B-2"]
    made.store.lock()


def test_a_store_brought_up_to_date_is_left_alone_the_next_time(older: Made) -> None:
    made = unlocked(older)
    before = made.rows("SELECT * FROM listing")
    made = made.again()
    assert made.rows("SELECT * FROM listing") == before
    made.store.lock()


def test_beside_another_window_an_older_store_is_refused_with_a_sentence(older: Made) -> None:
    made = unlocked(older)
    made.store.ledger.connection.execute("PRAGMA user_version = 1")
    with pytest.raises(StoreRefused, match="close the other window"):
        made.beside()
    made.store.ledger.connection.execute(f"PRAGMA user_version = {VERSION}")
    made.store.lock()
