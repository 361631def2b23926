"""What is entered is stored at once; what cannot be stored stays on the screen and is tried again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from il2desk.domain.assessment.signing import CannotSign
from il2desk.domain.case.case import Case
from il2desk.domain.errors import Refusal
from il2desk.storage.store.store import CaseStore
from il2desk.ui.case.autosave import WHILE_TYPING, Autosave
from il2desk.ui.case.session import Session
from tests.cases import NOW, SIGNER, a_case
from tests.ui.conftest import ports_of
from tests.ui.stored import PASSPHRASE, a_gate, a_store, unlocked

Begun = Callable[..., tuple[Session, Autosave]]


@pytest.fixture
def store(tmp_path: Path) -> CaseStore:
    return a_store(tmp_path)


@pytest.fixture
def begun(qtbot: QtBot) -> Begun:
    owners: list[QWidget] = []

    def begin(store: CaseStore, case: Case | None = None) -> tuple[Session, Autosave]:
        owner = QWidget()
        qtbot.addWidget(owner)
        owners.append(owner)
        session = Session(ports_of(), case or Case(case_id="TEST-0001"), owner)
        session.store = store
        keeper = Autosave(session, lambda: "diagnosis", owner)
        session.changed.connect(keeper.save_soon)
        keeper.begin()
        return session, keeper

    return begin


def drafted(store: CaseStore, case_id: str = "TEST-0001") -> Case | None:
    draft = store.drafts.open(case_id)
    return draft.case if draft else None


def kinds(store: CaseStore) -> list[str]:
    return [entry.kind for entry in store.journal.entries()]


def test_a_case_in_which_nothing_is_entered_is_kept_under_no_name(store: CaseStore, begun: Begun) -> None:
    session, keeper = begun(store)
    session.answer("ecog_grade", "1")
    session.answer("ecog_grade", None)
    with pytest.raises(Refusal, match="there is nothing to keep"):
        keeper.keep_as("before the round")
    assert store.revisions.of_case("TEST-0001") == ()
    session.answer("ecog_grade", "1")
    keeper.keep_as("before the round")
    assert [one.case for one in store.revisions.of_case("TEST-0001")] == [session.case]


def test_an_entry_is_stored_before_the_next_can_be_made(store: CaseStore, begun: Begun) -> None:
    session, _ = begun(store)
    session.answer("ecog_grade", "1")
    assert drafted(store) == session.case
    assert not session.would_be_lost
    assert kinds(store)[-3:] == ["change", "verdict", "open"]


def test_a_case_in_which_nothing_is_entered_is_not_stored(store: CaseStore, begun: Begun) -> None:
    session, keeper = begun(store)
    session.begin(Case(case_id="TEST-0002"))
    assert keeper.flush()
    assert store.listing.number() == 0


def test_a_case_begun_with_something_in_it_is_stored(store: CaseStore, begun: Begun) -> None:
    session, _ = begun(store)
    session.begin(a_case().model_copy(update={"case_id": "TEST-0003"}), holds_work=True)
    assert drafted(store, "TEST-0003") == session.case


def test_typed_text_is_stored_while_it_is_typed_and_told_to_the_journal_once_it_is_entered(
    qtbot: QtBot, store: CaseStore, begun: Begun
) -> None:
    session, _ = begun(store)
    line, other = QLineEdit(), QLineEdit()
    window = QWidget()
    for one in (line, other):
        one.setParent(window)
    qtbot.addWidget(window)
    line.textEdited.connect(lambda text: session.set_patient("name", text))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    line.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is line)
    qtbot.keyClicks(line, "Luka")
    assert store.listing.number() == 0
    qtbot.waitUntil(lambda: store.listing.number() == 1, timeout=WHILE_TYPING * 5)
    assert drafted(store) == session.case
    assert "change" not in kinds(store)
    qtbot.keyClicks(line, "sz")
    other.setFocus()
    assert drafted(store) == session.case
    assert kinds(store).count("change") == 1
    assert [one.name for one in store.listing.found("lukasz", 5)] == ["Lukasz"]


def test_what_cannot_be_stored_is_told_stays_and_is_stored_later(
    qtbot: QtBot, store: CaseStore, begun: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, keeper = begun(store)
    save = store.drafts.save

    def full(*_what: object, **_how: object) -> None:
        raise Refusal("Not stored: the disk is full.")

    monkeypatch.setattr(store.drafts, "save", full)
    with qtbot.waitSignal(keeper.troubled) as told:
        session.answer("ecog_grade", "1")
    assert told.args == ["Not stored: the disk is full."]
    assert session.case.answers["ecog_grade"] == "1"
    assert session.would_be_lost
    monkeypatch.setattr(store.drafts, "save", save)
    with qtbot.waitSignal(keeper.stored):
        assert keeper.flush()
    assert drafted(store) == session.case


def test_a_signature_keeps_the_revision_with_outcomes_and_packs(store: CaseStore, begun: Begun) -> None:
    session, _ = begun(store, a_case())
    session.answer("ecog_grade", "0")
    session.sign(SIGNER)
    [kept] = store.revisions.of_case(session.case.case_id)
    assert (kept.case, kept.kept_as, kept.name) == (session.case, "signed", SIGNER)
    for digest in session.case.packs.values():
        assert store.revisions.pack(digest) is not None
    assert "sign" in kinds(store)


def test_an_edit_after_signing_begins_a_revision_that_names_the_one_before(store: CaseStore, begun: Begun) -> None:
    session, _ = begun(store, a_case())
    session.sign(SIGNER)
    [kept] = store.revisions.of_case(session.case.case_id)
    session.answer("ecog_grade", "0")
    assert (session.case.revision, session.case.parent) == (2, kept.content)
    assert drafted(store, session.case.case_id) == session.case
    assert [one.case for one in store.revisions.of_case(session.case.case_id)] == [kept.case]


def test_only_a_clinician_signs(tmp_path: Path, begun: Begun) -> None:
    nurse, _ = a_gate(tmp_path).create("N. Nurse", "nurse", PASSPHRASE)
    session, _ = begun(nurse, a_case())
    with pytest.raises(CannotSign, match="Only a clinician signs"):
        session.sign(SIGNER)


def test_a_second_window_shows_and_cannot_store(tmp_path: Path, store: CaseStore, begun: Begun, qtbot: QtBot) -> None:
    session, _ = begun(store)
    session.answer("ecog_grade", "1")
    second = unlocked(tmp_path)
    assert second.is_read_only
    other, keeper = begun(second)
    draft = second.drafts.open("TEST-0001")
    assert draft is not None
    other.load(draft.case, (), frozenset())
    keeper.begin()
    with qtbot.waitSignal(keeper.troubled) as told:
        other.answer("ecog_grade", "2")
    assert "Another window" in told.args[0]
    assert drafted(store) == session.case


def test_the_record_of_a_printing_tells_how_long_the_journal_is(store: CaseStore, begun: Begun) -> None:
    from il2desk.ui.sheets.sheets import new_record

    session, _ = begun(store, a_case())
    session.sign(SIGNER)
    record = new_record("A4", session)
    assert record.journal == store.journal.head()
    assert record.journal.length == len(kinds(store))
    assert NOW.isoformat(timespec="seconds") == record.instant
