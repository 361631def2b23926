"""An identifier that the store has already is said where it is typed, with whose it is, and never forbidden."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from il2desk.domain.errors import Refusal
from il2desk.domain.records.store_records import Stand
from il2desk.ui.window.workspace import Workspace
from tests.cases import NOW, a_case, a_first_cycle, packs
from tests.ui.conftest import Opened
from tests.ui.desks import kept, unlock, window_of
from tests.ui.forms.test_later_cycles import types_into, words_in
from tests.ui.person import Person
from tests.ui.stored import a_store


@pytest.fixture
def person(qtbot: QtBot, desk: Callable[..., Workspace], tmp_path: Path) -> Person:
    """In a new case, on the page of the patient; the store has a case of EX-0417 in its second cycle and two others."""
    store = a_store(tmp_path)
    first = a_case(name="Example, Anna", identifier="EX-0417", date_of_birth="1961-04-17")
    second = a_case(name="Example, Anna", identifier="EX-0417", date_of_birth="1961-04-17", earlier=(a_first_cycle(),))
    for case, revision, stand in (
        (first, 1, Stand("meets", "printed", "documents")),
        (second.with_cycle(number=2), 2, Stand("meets", "printed", "documents")),
    ):
        store.drafts.save(case.model_copy(update={"case_id": "KEPT-0001", "revision": revision}), stand, settled=True)
    for number in (2, 3):
        other = kept(a_case(name="Sample, Otto", identifier=f"EX-500{number}"), f"KEPT-000{number}")
        store.drafts.save(other, Stand("meets", "signed", "plan"), settled=True)
    store.lock()
    opened = desk()
    unlock(qtbot, opened)
    opened.begin_case()
    found = Person(window_of(opened))
    found.window.go_to("diagnosis")
    return found


def page(person: Person) -> Any:
    return person.window.wizard.page_of("diagnosis").content


def types_identifier(person: Person, text: str) -> None:
    types_into(person, person.field("identifier").editor, text)


def known(person: Person) -> str:
    return words_in(page(person).known)


def test_an_identifier_of_the_store_is_said_with_whose_it_is_and_what_was_given(person: Person) -> None:
    types_identifier(person, "ex 0417")
    assert known(person) == "", "nothing is said under the hands"
    person.press(Qt.Key.Key_Tab)
    said = known(person)
    assert "This identifier is in the store already." in said
    assert "Example, Anna\nEX-0417\nDate of birth: 1961-04-17\nCycle 1" in said
    assert "Cycle 1: 14 doses given, the first on Monday 2026-11-02, the last on Friday 2026-11-06." in said
    assert "Cycle 2: printed, last change 2026-11-20, doses given not recorded." in said
    assert "Sample" not in said
    assert "already" in person.field("identifier").editor.accessibleDescription()


def test_what_the_label_says_of_a_course_is_the_packs_own_words(person: Person) -> None:
    types_identifier(person, "EX-0417")
    person.press(Qt.Key.Key_Tab)
    notes = {one.title: one.text for one in packs().product.statements}
    for title in ("Course", "Next course"):
        assert f"{title}: {notes[title]} Source: S" in known(person)


@pytest.mark.parametrize("typed", ["EX-041", "EX-0417-2", "EX-9999", " "])
def test_another_identifier_is_said_nothing_of(person: Person, typed: str) -> None:
    types_identifier(person, typed)
    person.press(Qt.Key.Key_Tab)
    assert known(person) == ""


def test_it_forbids_nothing_and_goes_when_it_is_mended(person: Person) -> None:
    types_identifier(person, "EX-0417")
    person.press(Qt.Key.Key_Tab)
    assert known(person) != ""
    assert person.window.session.case.patient.identifier == "EX-0417"
    assert person.field("identifier").is_settled()
    types_identifier(person, "EX-0418")
    assert known(person) == ""
    person.press(Qt.Key.Key_Tab)
    assert known(person) == ""
    assert "already" not in person.field("identifier").editor.accessibleDescription()


def test_the_other_case_is_opened_and_this_one_stays_in_the_list(qtbot: QtBot, person: Person) -> None:
    types_identifier(person, "EX-0417")
    person.press(Qt.Key.Key_Tab)
    opening = next(one for one in page(person).known.findChildren(QPushButton) if one.isVisible())
    assert "Example, Anna" in opening.accessibleName()
    begun = person.window.session.case.case_id
    opening.setFocus()
    person.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: person.window.session.case.case_id == "KEPT-0001")
    store = person.window.session.store
    assert store is not None
    assert begun in {one.case_id for one in store.listing.recent(9)}


def test_the_question_has_no_side_effects(person: Person) -> None:
    store: Any = person.window.session.store
    types_identifier(person, "EX-0417")
    before = store.journal.head()
    assert [len(one.lines) for one in store.cases_of_identifier("EX-0417", "NEW-0001")] == [2]
    assert store.journal.head() == before


def test_its_own_case_is_not_another_one(person: Person) -> None:
    store = person.window.session.store
    assert store is not None
    assert store.cases_of_identifier("EX-5002", "KEPT-0002") == ()
    assert [one.lines[0].case_id for one in store.cases_of_identifier("ex5002", "")] == ["KEPT-0002"]


def test_where_it_cannot_be_looked_up_that_is_said_and_what_was_typed_stays(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise Refusal("The case store cannot be read.")

    monkeypatch.setattr(type(person.window.session.store), "cases_of_identifier", fails)
    types_identifier(person, "EX-0417")
    person.press(Qt.Key.Key_Tab)
    assert known(person) == (
        "Whether another case has this identifier could not be looked up. The case store cannot be read."
    )
    assert person.window.session.case.patient.identifier == "EX-0417"


def test_without_a_store_nothing_is_asked(opened: Opened) -> None:
    window = opened(a_case(identifier="EX-0417"), now=lambda: NOW)
    window.go_to("diagnosis")
    QApplication.processEvents()
    assert not page(Person(window)).known.isVisible()
