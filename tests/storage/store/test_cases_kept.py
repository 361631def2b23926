"""Drafts that are replaced, revisions and sheets that are not: who wrote last, and what stays as it was."""

from collections.abc import Iterator

import pytest
from sqlcipher3 import dbapi2 as sqlite

from il2desk.domain.case.case import case_digest, content_digest
from il2desk.domain.errors import StoreRefused
from il2desk.storage.store.folder.errors import ChangedElsewhere, ReadOnly
from il2desk.storage.store.tables.revisions import PackText
from tests.cases import SIGNER
from tests.stores import PACK, Made, a_printing, a_stand, case_of, keep, save, signed_of


@pytest.fixture
def second(made: Made) -> Iterator[Made]:
    """Another window on the same store."""
    other = made.beside()
    yield other
    other.store.lock()


def test_a_draft_comes_back_as_it_was_half_typed_text_and_step_included(made: Made) -> None:
    case = case_of("A-1", "王小明")
    save(made, case, a_stand("unfinished", "weight", ("weight", "72,"), ("name", "Ł\n")), settled=False)
    draft = made.again().store.drafts.open("A-1")
    assert draft is not None
    assert (draft.case, draft.step, draft.typed) == (case, "weight", (("weight", "72,"), ("name", "Ł\n")))
    assert (draft.version, draft.person, draft.instant) == (1, made.owner.name, made.clock().isoformat())


def test_there_is_one_draft_a_case_and_its_version_grows(made: Made) -> None:
    for grade in ("0", "1", "2"):
        save(made, case_of("A-1", ecog_grade=grade))
    assert made.rows("SELECT case_id, version FROM drafts") == [("A-1", 3)]
    draft = made.store.drafts.open("A-1")
    assert draft is not None
    assert draft.case.answers["ecog_grade"] == "2"


def test_a_case_nobody_saved_is_none_and_the_journal_is_not_told(made: Made) -> None:
    before = made.store.journal.head()
    assert made.store.drafts.open("none") is None
    assert made.store.journal.head() == before


def test_a_draft_that_another_window_replaced_is_not_overwritten(made: Made, second: Made) -> None:
    save(made, case_of("A-1"))
    assert made.store.drafts.open("A-1") is not None
    made.connection.execute("UPDATE drafts SET version = version + 1")  # as a window that writes does
    with pytest.raises(ChangedElsewhere, match="Nothing was overwritten"):
        save(made, case_of("A-1", ecog_grade="2"))
    assert made.rows('SELECT count(*) FROM drafts WHERE content LIKE \'%"ecog_grade":"2"%\'') == [(0,)]
    made.store.drafts.open("A-1")
    save(made, case_of("A-1", ecog_grade="2"))


def test_a_draft_that_was_not_opened_here_is_not_overwritten(made: Made) -> None:
    save(made, case_of("A-1"))
    with pytest.raises(ChangedElsewhere):
        save(made.again(), case_of("A-1", ecog_grade="2"))


def test_a_refused_save_tells_the_journal_and_the_list_nothing(made: Made) -> None:
    save(made, case_of("A-1"))
    opened = made.again()
    before, listed = opened.store.journal.head(), opened.store.listing.recent(5)
    with pytest.raises(ChangedElsewhere):
        save(opened, case_of("A-1", "Another Name"), a_stand("signed"))
    assert (opened.store.journal.head(), opened.store.listing.recent(5)) == (before, listed)


def test_a_second_window_shows_and_writes_nothing_but_that_it_showed(made: Made, second: Made) -> None:
    save(made, case_of("A-1"))
    assert second.store.is_read_only
    assert not made.store.is_read_only
    assert second.store.drafts.open("A-1") is not None
    case = signed_of(case_of("A-1"))
    for write in (
        lambda: save(second, case_of("A-1")),
        lambda: keep(second, case),
        lambda: second.store.printed.keep(a_printing(case, b"x")),
    ):
        with pytest.raises(ReadOnly, match="Another window of il2desk is open"):
            write()
    assert [one.kind for one in made.entries()][-1] == "view"
    assert made.store.journal.check().first_bad is None


def test_the_right_to_write_is_free_once_the_first_window_is_closed(made: Made) -> None:
    second = made.beside()
    made.store.lock()
    assert second.store.is_read_only
    third = second.again()
    assert not third.store.is_read_only
    made.store = third.store


def test_typing_is_saved_at_once_and_told_to_the_journal_when_it_settles(made: Made) -> None:
    for letters in ("E", "Ex", "Exa"):
        save(made, case_of("A-1", letters), settled=False)
    assert made.entries("change") == []
    save(made, case_of("A-1", "Exa"), settled=True)
    (entry,) = made.entries("change")
    told = entry.body["changed"]
    assert isinstance(told, list)
    assert "patient.name" in [one[0] for one in told]


def test_nothing_settles_where_nothing_changed(made: Made) -> None:
    save(made, case_of("A-1"))
    save(made, case_of("A-1"))
    assert len(made.entries("change")) == 1


def test_a_kept_revision_comes_back_with_who_when_and_what_it_came_from(made: Made) -> None:
    first = signed_of(case_of("A-1"))
    second = signed_of(case_of("A-1", ecog_grade="0", revision=2).model_copy(update={"parent": content_digest(first)}))
    keep(made, first)
    keep(made, second)
    one, two = made.store.revisions.of_case("A-1")
    assert (one.case, two.case) == (first, second)
    assert (one.parent, two.parent) == (None, one.content)
    assert (one.name, one.kept_as, one.person) == (SIGNER, "signed", made.owner.name)
    assert (one.digest, one.content) == (case_digest(first), content_digest(first))


def test_two_children_of_one_parent_are_kept_and_shown_as_two(made: Made) -> None:
    parent = signed_of(case_of("A-1"))
    keep(made, parent)
    for grade in ("0", "2"):
        child = case_of("A-1", ecog_grade=grade, revision=2).model_copy(update={"parent": content_digest(parent)})
        keep(made, signed_of(child))
    kept = made.store.revisions.of_case("A-1")
    assert [one.parent for one in kept] == [None, kept[0].content, kept[0].content]
    assert len({one.content for one in kept}) == 3


def test_one_whole_case_is_kept_once(made: Made) -> None:
    case = signed_of(case_of("A-1"))
    keep(made, case)
    keep(made, case)
    assert len(made.store.revisions.of_case("A-1")) == 1
    assert len(made.entries("sign")) == 1


def test_a_name_for_what_is_kept_already_is_refused_and_not_said_to_be_kept(made: Made) -> None:
    case = signed_of(case_of("A-1"))
    keep(made, case)
    with pytest.raises(StoreRefused, match="kept already just as it stands"):
        made.store.revisions.keep(case, "named", "before the board", {}, ())
    assert [one.name for one in made.store.revisions.of_case("A-1")] == [SIGNER]


def test_the_text_of_a_pack_is_kept_once_however_many_used_it(made: Made) -> None:
    other = PackText("product", "1", "00" * 32, b"product")
    keep(made, signed_of(case_of("A-1")), (PACK, other))
    keep(made, signed_of(case_of("A-2")), (PACK,))
    assert made.rows("SELECT count(*) FROM packs") == [(2,)]
    assert made.rows("SELECT count(*) FROM revision_packs") == [(3,)]
    assert made.store.revisions.pack(PACK.digest) == PACK
    assert made.store.revisions.pack("ff" * 32) is None


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM revisions",
        "UPDATE revisions SET person = 'x'",
        "DELETE FROM printings",
        "UPDATE printings SET record = ''",
        "DELETE FROM sheets",
        "UPDATE sheets SET content = x''",
        "UPDATE packs SET text = x''",
        "DELETE FROM journal",
        "UPDATE journal SET person = 'x'",
    ],
)
def test_what_is_kept_for_good_cannot_be_changed_or_removed(made: Made, change: str) -> None:
    case = signed_of(case_of("A-1"))
    keep(made, case)
    made.store.printed.keep(a_printing(case, b"paper"))
    with pytest.raises(sqlite.IntegrityError, match=r"kept|grows"):
        made.connection.execute(change)


def test_a_printed_sheet_comes_back_byte_for_byte(made: Made) -> None:
    case = signed_of(case_of("A-1"))
    printing = a_printing(case, b"%PDF \0\xff", b"other", head=made.store.journal.head())
    made.store.printed.keep(printing)
    assert made.again().store.printed.of_case("A-1") == (printing,)


def test_sheets_of_one_record_may_follow_and_each_time_one_leaves_is_told(made: Made) -> None:
    case = signed_of(case_of("A-1"))
    first, both, copy = a_printing(case, b"one"), a_printing(case, b"one", b"two"), a_printing(case, b"one", copy=2)
    for printing in (first, first, both, copy):
        made.store.printed.keep(printing)
    assert made.store.printed.of_case("A-1") == (both, copy)
    told = [(one.body["sheet"], one.body["copy"]) for one in made.entries("print")]
    assert told == [("sheet0", 1), ("sheet0", 1), ("sheet0", 1), ("sheet1", 1), ("sheet0", 2)]


def test_other_packs_than_before_are_told_to_the_journal(made: Made) -> None:
    assert not made.store.note_packs({"guide": "aa"})
    assert not made.store.note_packs({"guide": "aa"})
    assert made.store.note_packs({"guide": "bb"})
    assert [one.body for one in made.entries("pack_change")] == [
        {"packs": {"guide": "aa"}},
        {"packs": {"guide": "bb"}},
    ]
