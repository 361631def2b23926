"""The list of cases: what was last worked with stands on top, and every spelling of a name finds it."""

from dataclasses import replace
from typing import Any

import pytest

from il2desk.domain.case.case import Case
from il2desk.domain.records.store_records import Listed
from il2desk.storage.store.folder.errors import NotSaved
from il2desk.storage.store.tables.drafts import Drafts
from tests.cases import a_first_cycle
from tests.stores import Made, a_stand, case_of, save, tiny

NAMES = {
    "A-1": "Nowak, Łukasz",
    "A-2": "Ørsted, Hans Christian",
    "A-3": "Đorđe Ðapić",
    "A-4": "王小明",
    "A-5": "O'Neill-Brontë, Ana María",
    "A-6": "Weiß, Jürgen",
    "A-7": "Şükrü I\u015f\u0131k",
    "A-8": "김철수",
    "A-9": "Mueller, Åse",
}


@pytest.fixture
def listed(made: Made) -> Made:
    for case_id, name in NAMES.items():
        born = f"19{len(made.store.listing.recent(99)) + 40}-04-17"
        save(made, case_of(case_id, name, identifier=f"MRN {case_id}/77", date_of_birth=born))
        made.clock.tick(minutes=1)
    return made


def ids(found: tuple[Listed, ...]) -> list[str]:
    return [one.case_id for one in found]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("luk", "A-1"),
        ("ŁUKASZ now", "A-1"),
        ("łu", "A-1"),
        ("orsted", "A-2"),
        ("Ørsted hans", "A-2"),
        ("chris orst", "A-2"),
        ("Đorđe", "A-3"),
        ("dorde dap", "A-3"),
        ("小明", "A-4"),
        ("王", "A-4"),
        ("明", "A-4"),
        ("oneill", "A-5"),
        ("O’NEILL", "A-5"),
        ("müller", "A-9"),
        ("Mueller aase", "A-9"),
        ("juergen", "A-6"),
        ("mrna3", "A-3"),
        ("MRN A3/77", "A-3"),
        ("o'neill", "A-5"),
        ("neill bronte", "A-5"),
        ("maria", "A-5"),
        ("Weiss", "A-6"),
        ("weiß", "A-6"),
        ("jurgen", "A-6"),
        ("isik", "A-7"),
        ("sukru", "A-7"),
        ("철수", "A-8"),
        ("MRN A-3/77", "A-3"),
        ("a-3", "A-3"),
        ("1942-04-17", "A-3"),
        ("1942", "A-3"),
        ("1942-04", "A-3"),
        ("17.04.1942", "A-3"),
        ("17/04/1942", "A-3"),
        ("4/17/1942", "A-3"),
        ("18.04.1942", None),
        ("王明", None),
        ("zukasz", None),
        ("' OR 9=9 --", None),
        ('"*', None),
        ("NEAR(luk)", None),
        ("*", None),
    ],
)
def test_a_case_is_found_as_it_is_typed(listed: Made, typed: str, found: str | None) -> None:
    assert ids(listed.store.listing.found(typed, 50)) == ([found] if found else [])


def test_a_case_is_found_by_verdict_and_day(listed: Made) -> None:
    save(listed, case_of("B-1", "Other, Zoë"), a_stand("signed", verdict="wrong_context"))
    listing = listed.store.listing
    assert ids(listing.found("wrong context", 50)) == ["B-1"]
    assert ids(listing.found("wrong zoe", 50)) == ["B-1"]
    assert ids(listing.found("meets", 50)) == ids(listing.recent(50))[1:]
    assert len(listing.found("2026-11-20", 50)) == len(NAMES) + 1


def test_blank_words_find_everything(listed: Made) -> None:
    assert listed.store.listing.found("  ", 50) == listed.store.listing.recent(50)


def test_the_last_touched_stands_first_and_is_one_line_only(listed: Made) -> None:
    opened = listed.again()
    listing = opened.store.listing
    assert ids(listing.recent(50)) == list(reversed(NAMES))
    opened.store.drafts.open("A-2")
    save(opened, case_of("A-2", "Ørsted, Hans", revision=2), a_stand("signed", verdict="outside"))
    assert ids(listing.recent(3)) == ["A-2", "A-9", "A-8"]
    assert listing.number() == len(NAMES)
    top = listing.recent(1)[0]
    assert (top.name, top.state, top.verdict, top.revision) == ("Ørsted, Hans", "signed", "outside", 2)
    assert listing.found("christian", 5) == ()
    opened.store.lock()
    listed.store = opened.again().store


def test_only_what_nobody_signed_is_unfinished(listed: Made) -> None:
    save(listed, case_of("A-8", NAMES["A-8"]), a_stand("signed"))
    listing = listed.store.listing
    assert ids(listing.recent(50, unfinished=True)) == [one for one in reversed(NAMES) if one != "A-8"]
    assert ids(listing.found("  ", 50, unfinished=True)) == ids(listing.recent(50, unfinished=True))
    assert ids(listing.found("철수", 50)) == ["A-8"]
    assert ids(listing.found("철수", 50, unfinished=True)) == []
    assert ids(listing.found("1946", 50, unfinished=True)) == ["A-7"]


def test_how_far_a_case_has_come_is_no_word_of_the_search_but_a_name_is(listed: Made) -> None:
    save(listed, case_of("B-1", "Unfinished, Ada"), a_stand("signed"))
    save(listed, case_of("B-2", "Printed, Bea"))
    listing = listed.store.listing
    assert ids(listing.found("unfinished", 50)) == ["B-1"]
    assert ids(listing.found("unfinished", 50, unfinished=True)) == []
    assert ids(listing.found("printed", 50)) == ["B-2"]
    assert ids(listing.found("signed", 50)) == []


@pytest.mark.parametrize("typed", ["", "person"])
def test_pages_follow_one_another_without_gap_or_repetition(made: Made, typed: str) -> None:
    for number in range(25):
        save(made, tiny(f"P-{number:02d}", f"Person {number}"))
    pages: list[str] = []
    after: Listed | None = None
    while page := made.store.listing.found(typed, 10, after):
        pages += ids(page)
        after = page[-1]
    assert pages == [f"P-{number:02d}" for number in reversed(range(25))]
    first = made.store.listing.found(typed, 10, unfinished=True)
    assert ids(made.store.listing.found(typed, 20, first[-1], unfinished=True)) == pages[10:]


def of_cycle(case_id: str, number: int, revision: int, **changes: Any) -> Case:
    """The case in that cycle; a second one knows what was given of the first."""
    earlier = (a_first_cycle(),) if number > 1 else ()
    case = case_of(case_id, revision=revision, earlier=earlier, **changes)
    return case.with_cycle(number=number)


def lines(made: Made) -> list[tuple[str, int, str, int, bool]]:
    return [(one.case_id, one.cycle, one.state, one.revision, one.is_over) for one in made.store.listing.recent(50)]


def test_each_cycle_of_a_case_has_its_line_and_the_first_stays_as_it_was(made: Made) -> None:
    save(made, of_cycle("A-1", 1, 1), a_stand("printed"))
    made.clock.tick(days=14)
    save(made, of_cycle("A-1", 2, 2), settled=False)
    save(made, of_cycle("A-1", 2, 2, ecog_grade="0"), settled=False)
    save(made, of_cycle("A-1", 2, 2, ecog_grade="1"))
    assert lines(made) == [("A-1", 2, "unfinished", 2, False), ("A-1", 1, "printed", 1, True)]
    assert [one.instant[:10] for one in made.store.listing.recent(50)] == ["2026-12-04", "2026-11-20"]
    assert made.store.listing.number() == 1
    assert [one.cycle for one in made.store.listing.found("anna", 50)] == [2, 1]
    assert [one.cycle for one in made.store.listing.recent(50, unfinished=True)] == [2]


def test_a_new_revision_of_the_first_cycle_is_the_line_that_is_worked_with_again(made: Made) -> None:
    save(made, of_cycle("A-1", 1, 1), a_stand("signed"))
    save(made, of_cycle("A-1", 2, 2))
    save(made, of_cycle("A-1", 1, 3))
    assert lines(made) == [("A-1", 1, "unfinished", 3, False), ("A-1", 2, "unfinished", 2, True)]


def test_pages_go_from_one_cycle_of_a_case_to_the_other(made: Made) -> None:
    for number, revision in ((1, 1), (2, 2)):
        save(made, of_cycle("A-1", number, revision))
        save(made, of_cycle(f"B-{number}", 1, 1))
    seen, after = [], None
    while page := made.store.listing.recent(1, after):
        seen.append((page[0].case_id, page[0].cycle))
        after = page[0]
    assert seen == [("B-2", 1), ("A-1", 2), ("B-1", 1), ("A-1", 1)]


def test_both_cycles_of_a_case_are_forgotten(made: Made) -> None:
    save(made, of_cycle("A-1", 1, 1))
    save(made, of_cycle("A-1", 2, 2))
    with made.store.ledger.writing():
        made.store.listing.forget("A-1")
    assert lines(made) == []
    assert made.store.listing.found("anna", 5) == ()


def test_the_list_tells_until_when_a_set_is_valid(made: Made) -> None:
    save(made, case_of("A-1"), replace(a_stand("signed"), valid_until="2026-11-30"))
    assert made.store.listing.recent(1)[0].valid_until == "2026-11-30"
    save(made, case_of("A-1", revision=2))
    assert made.store.listing.recent(1)[0].valid_until == ""


@pytest.mark.parametrize("typed", ["EX-0417", "ex0417", "EX 0417", " ex\u00a004\u200b17 ", "EX\u201104\u00ad17"])
def test_a_patient_identifier_is_known_however_it_is_spelled(made: Made, typed: str) -> None:
    save(made, case_of("A-1", identifier="EX-0417"))
    save(made, case_of("A-2", identifier="EX-04170"))
    save(made, case_of("A-3", identifier=None))
    assert ids(made.store.listing.of_identifier(typed)) == ["A-1"]


@pytest.mark.parametrize("typed", ["", " - ", "EX-041", "0417", "EX-0418"])
def test_another_identifier_is_another(made: Made, typed: str) -> None:
    save(made, case_of("A-1", identifier="EX-0417"))
    save(made, case_of("A-3", identifier=None))
    assert made.store.listing.of_identifier(typed) == ()


def test_typing_in_the_case_on_top_writes_no_search_words(made: Made) -> None:
    save(made, case_of("A-1"))
    before = made.rows("SELECT rowid FROM words"), made.rows("SELECT touched FROM listing")
    for grade in ("0", "1", "2"):
        made.clock.tick(minutes=1)
        save(made, case_of("A-1", ecog_grade=grade))
    assert (made.rows("SELECT rowid FROM words"), made.rows("SELECT touched FROM listing")) == before
    assert made.store.listing.recent(1)[0].instant == made.clock().isoformat()


def test_the_day_found_is_that_of_the_last_change(made: Made) -> None:
    save(made, case_of("A-1"))
    made.clock.tick(days=1)
    save(made, case_of("A-1", ecog_grade="0"))
    assert ids(made.store.listing.found("2026-11-21", 5)) == ["A-1"]
    assert ids(made.store.listing.found("2026-11-20", 5)) == []


def test_a_case_without_a_name_is_listed(made: Made) -> None:
    save(made, case_of("A-1", None, identifier=None, date_of_birth=None))
    (line,) = made.store.listing.recent(5)
    assert (line.name, line.identifier, line.date_of_birth) == ("", "", "")


def test_a_case_that_was_rolled_back_after_it_was_listed_is_listed_by_the_next_save(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Drafts, "_tell", _full)
    with pytest.raises(NotSaved):
        save(made, case_of("A-1"), settled=True)
    save(made, case_of("A-1"), settled=False)
    assert ids(made.store.listing.recent(5)) == ["A-1"]


def _full(*_: object) -> None:
    raise NotSaved("The disk is full.")
