"""The pages before a case with the real store behind them: made, locked, unlocked, searched."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from il2desk.app.saving import save_file
from il2desk.domain.records.store_records import Stand, State
from il2desk.storage.store.gate import StoreGate
from il2desk.storage.store.keys.key_file import Costs
from il2desk.storage.store.store import CaseStore
from il2desk.ui.cases.case_list_page import CaseListPage
from il2desk.ui.store.first_start import FirstStartPage
from il2desk.ui.store.recovery_key import in_groups
from il2desk.ui.store.unlock import UnlockPage
from tests.cases import a_case
from tests.ui.hands import enters, put_up

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
WORDS = "correct horse battery"


@pytest.fixture
def gate(tmp_path: Path) -> StoreGate:
    return StoreGate(tmp_path / "store", lambda: NOW, {}, Costs(iterations=1, lanes=1, memory_kib=64))


def made(qtbot: QtBot, gate: StoreGate) -> tuple[CaseStore, str]:
    """Make the store through the page; the second part is the recovery key."""
    page = put_up(qtbot, FirstStartPage(gate, save_file))
    opened: list[CaseStore] = []
    page.made.connect(opened.append)
    enters(qtbot, "Dr. Anna Sample")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    page.passphrase.take_focus()
    enters(qtbot, WORDS, WORDS)
    assert page.key is not None
    recovery = page.key.recovery
    page.key.last.take_focus()
    enters(qtbot, in_groups(recovery)[-1])
    return opened[0], recovery


def test_a_store_is_made_locked_and_unlocked_by_its_first_user(qtbot: QtBot, gate: StoreGate) -> None:
    store, _ = made(qtbot, gate)
    assert (store.user.name, store.user.role, store.user.manages) == ("Dr. Anna Sample", "clinician", True)
    store.lock()
    page = put_up(qtbot, UnlockPage(gate))
    opened: list[CaseStore] = []
    page.unlocked.connect(opened.append)
    enters(qtbot, "wrong passphrase", WORDS)
    assert [one.user for one in opened] == [store.user]
    opened[0].lock()


def test_wrong_passphrases_slow_down_the_page(qtbot: QtBot, gate: StoreGate) -> None:
    made(qtbot, gate)[0].lock()
    page = put_up(qtbot, UnlockPage(gate))
    enters(qtbot, "wrong one", "wrong two")
    assert page.unlock_button.isEnabled()
    enters(qtbot, "wrong three")
    assert not page.unlock_button.isEnabled()
    assert page.unlock_button.text() == "Wait 0:02"


def test_the_recovery_key_that_was_shown_opens_the_store(qtbot: QtBot, gate: StoreGate) -> None:
    store, recovery = made(qtbot, gate)
    store.lock()
    page = put_up(qtbot, UnlockPage(gate))
    opened: list[CaseStore] = []
    page.unlocked.connect(opened.append)
    page.forgotten.click()
    enters(qtbot, recovery.lower().replace("-", " "), "another passphrase", "another passphrase")
    assert len(opened) == 1
    opened[0].lock()
    assert gate.unlock(gate.users()[0], "another passphrase").user == store.user


def test_a_damaged_key_file_is_a_calm_sentence(qtbot: QtBot, gate: StoreGate) -> None:
    made(qtbot, gate)[0].lock()
    (gate.folder / "keys.json").write_text("{")
    page = put_up(qtbot, UnlockPage(gate))
    assert "damaged or of a newer version" in page.trouble.words.text()


def test_a_damaged_database_is_a_calm_sentence(qtbot: QtBot, gate: StoreGate) -> None:
    made(qtbot, gate)[0].lock()
    (gate.folder / "cases.db").write_bytes(b"not a store" * 1000)
    page = put_up(qtbot, UnlockPage(gate))
    enters(qtbot, WORDS)
    assert page.trouble.isVisible()
    assert page.trouble.words.text().endswith(".")


def test_cases_are_found_by_name_identifier_date_and_verdict_and_unfinished_ones_alone(
    qtbot: QtBot, gate: StoreGate
) -> None:
    store, _ = made(qtbot, gate)
    cases: tuple[tuple[str, str, State], ...] = (
        ("Łukasz Żółć", "meets_stop", "signed"),
        ("王小明", "outside", "unfinished"),
        ("Lukas Berg", "meets", "unfinished"),
    )
    for at, (name, verdict, state) in enumerate(cases):
        case = a_case(name=name, identifier=f"EX-{at}").model_copy(update={"case_id": f"CASE-{at}"})
        store.drafts.save(case, Stand(verdict, state, "verdict"), settled=True)
    page = put_up(qtbot, CaseListPage(store))
    born = case.patient.date_of_birth
    assert [_found(page, typed) for typed in ("", "luk", "小明", "ex-1", born)] == ["210", "20", "1", "1", "210"]
    assert [_found(page, typed) for typed in ("meets", "stop", "2026-11-20", "outside luk")] == ["20", "0", "210", ""]
    page.cases.unfinished.click()
    assert _found(page, "luk") == "2"
    assert _found(page, "") == "21"
    store.lock()


def _found(page: CaseListPage, typed: str) -> str:
    """The last digits of the cases shown, in their order."""
    page.cases.search.selectAll()
    page.cases.search.insert(typed)
    page.cases.look()
    rows = (page.cases.cases.at(row) for row in range(page.cases.cases.rowCount()))
    return "".join(one.case_id[-1] for one in rows if one)
