"""People and care with the real store behind the dialogs."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from il2desk.app.saving import save_file
from il2desk.app.store_wiring import store_services
from il2desk.domain.errors import Refusal
from il2desk.domain.records.store_records import Stand
from il2desk.storage.store.care.users import StoreUsers
from il2desk.storage.store.store import CaseStore
from il2desk.ui.case.store_ports import Maintenance
from il2desk.ui.store.maintenance_dialog import MaintenanceDialog
from il2desk.ui.store.people_dialog import PeopleDialog
from tests.cases import packs, signed
from tests.ui.hands import enters, opened_dialog
from tests.ui.stored import CHEAP, NAME, PASSPHRASE, a_gate, a_store

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
CASE = "0F3A-77B2-9C01"
WORDS = "another correct horse"


@pytest.fixture
def store(tmp_path: Path) -> CaseStore:
    made = a_store(tmp_path, lambda: NOW)
    case = signed().model_copy(update={"case_id": CASE})
    made.drafts.save(case, Stand("meets", "signed", "verdict"), settled=True)
    made.keep(case, "signed", "Dr. B. Sample", {"ecog": "met"})
    return made


def caring(store: CaseStore, now: datetime = NOW) -> Maintenance:
    return store_services(store.folder, lambda: now, 7).maintenance(store)


def care_of(qtbot: QtBot, store: CaseStore) -> MaintenanceDialog:
    dialog = MaintenanceDialog(
        caring(store), store.listing.recent(1)[0], {packs().guideline.id: "Guideline"}, {"ecog": "ECOG"}
    )
    return opened_dialog(qtbot, dialog)


def test_somebody_is_added_unlocks_and_is_removed(qtbot: QtBot, store: CaseStore, tmp_path: Path) -> None:
    dialog = opened_dialog(qtbot, PeopleDialog(StoreUsers(store, lambda: NOW, CHEAP), save_file))
    dialog.add.open_button.click()
    enters(qtbot, "N. Nurse")
    dialog.add.role.rows["nurse"].click()
    dialog.add.passphrase.take_focus()
    enters(qtbot, WORDS, WORDS)
    assert "N. Nurse, nurse" in dialog.list.text()
    nurse = next(one for one in a_gate(tmp_path).users() if one.name == "N. Nurse")
    other = a_gate(tmp_path, lambda: NOW).unlock(nurse, WORDS)
    assert other.is_read_only
    other.lock()
    dialog.remove.open_button.click()
    dialog.remove.users.choices.rows[nurse.id].click()
    dialog.remove.accept()
    assert [one.name for one in a_gate(tmp_path).users()] == [NAME]
    store.lock()


def test_a_changed_passphrase_opens_and_the_one_before_does_not(qtbot: QtBot, store: CaseStore, tmp_path: Path) -> None:
    dialog = opened_dialog(qtbot, PeopleDialog(StoreUsers(store, lambda: NOW, CHEAP), save_file))
    dialog.passphrase.open_button.click()
    enters(qtbot, PASSPHRASE, WORDS, WORDS)
    assert dialog.outcome.words.text() == "Your passphrase was changed."
    store.lock()
    gate = a_gate(tmp_path, lambda: NOW)
    with pytest.raises(Refusal, match="does not open the store"):
        gate.unlock(gate.users()[0], PASSPHRASE)
    gate.unlock(gate.users()[0], WORDS).lock()


def test_a_name_that_is_taken_is_refused_in_the_words_of_the_store(qtbot: QtBot, store: CaseStore) -> None:
    dialog = opened_dialog(qtbot, PeopleDialog(StoreUsers(store, lambda: NOW, CHEAP), save_file))
    dialog.add.open_button.click()
    enters(qtbot, NAME)
    dialog.add.role.rows["nurse"].click()
    dialog.add.passphrase.take_focus()
    enters(qtbot, WORDS, WORDS)
    assert "is a user already" in dialog.add.outcome.words.text()
    store.lock()


def test_the_new_recovery_key_opens_the_store(qtbot: QtBot, store: CaseStore, tmp_path: Path) -> None:
    dialog = opened_dialog(qtbot, PeopleDialog(StoreUsers(store, lambda: NOW, CHEAP), save_file))
    dialog.recovery.accept()
    assert dialog.key is not None
    recovery = dialog.key.recovery
    store.lock()
    gate = a_gate(tmp_path, lambda: NOW)
    gate.unlock_by_recovery(recovery, gate.users()[0], WORDS).lock()


def test_a_backup_is_made_and_the_reminder_waits_for_a_week(qtbot: QtBot, store: CaseStore, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert caring(store).reminder() == ""
    assert "No backup" in caring(store, NOW + timedelta(days=7)).reminder()
    dialog = care_of(qtbot, store)
    dialog.backup.back_up(stick)
    assert len(list(stick.iterdir())) == 1
    assert "Backed up and looked through" in dialog.backup.outcome.words.text()
    assert caring(store, NOW + timedelta(days=6)).reminder() == ""
    assert "7 days old" in caring(store, NOW + timedelta(days=7)).reminder()
    dialog.backup.back_up(tmp_path / "missing")
    assert "not there" in dialog.backup.outcome.words.text()
    store.lock()


def test_the_data_is_whole_and_the_journal_fits_its_own_head_and_no_other(qtbot: QtBot, store: CaseStore) -> None:
    dialog = care_of(qtbot, store)
    dialog.data.look_through()
    assert dialog.data.outcome.words.text().startswith("All is as it was written")
    head = store.journal.head()
    dialog.data.head.open_button.click()
    enters(qtbot, str(head.length), head.head.lower())
    assert dialog.data.head.outcome.words.text().startswith("The journal fits")
    dialog.data.head.head.line.clear()
    enters(qtbot, "0" * len(head.head))
    assert "does not fit" in dialog.data.head.outcome.words.text()
    store.lock()


def test_a_case_is_taken_along_and_then_erased(qtbot: QtBot, store: CaseStore, tmp_path: Path) -> None:
    dialog = care_of(qtbot, store)
    dialog.one_case.export(tmp_path)
    assert (tmp_path / f"il2desk-case-{CASE}" / "contents.json").is_file()
    dialog.one_case.erase.open_button.click()
    enters(qtbot, "9C01")
    assert f"Case {CASE} was erased. Revisions removed: 1," in dialog.one_case.erase.said.words.text()
    assert store.listing.recent(10) == ()
    store.lock()


def test_a_recall_finds_the_case_and_makes_its_list(qtbot: QtBot, store: CaseStore, tmp_path: Path) -> None:
    dialog = care_of(qtbot, store)
    form = dialog.recall
    form.open_button.click()
    form.by.rows["outcome"].click()
    form.criterion.rows["ecog"].click()
    form.which.rows["met"].click()
    form.accept()
    assert form.outcome.words.text() == "1 kept revision in 1 case."
    assert CASE in form.result.text()
    form.output.save_to(str(tmp_path / "list.pdf"))
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF")
    store.lock()
