"""A backup is brought back from the pages before a case: from a damaged store, and on a workstation that has none."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from il2desk.app.saving import save_file
from il2desk.app.store_wiring import store_services
from il2desk.domain.errors import Refusal, WrongPassphrase
from il2desk.domain.records.store_records import Stand
from il2desk.storage.store.care.backup import back_up
from il2desk.ui.store.first_start import FirstStartPage
from il2desk.ui.store.unlock import UnlockPage
from tests.cases import a_case
from tests.ui.front import ANNA, PETER, RECOVERY, FakeGate
from tests.ui.front_care import FakeRestoring
from tests.ui.hands import enters, put_up
from tests.ui.stored import PASSPHRASE, a_gate

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
BACKUP = Path("/stick/il2desk-backup-1")


def at_restoring(qtbot: QtBot, restoring: FakeRestoring) -> FirstStartPage:
    page = FirstStartPage(FakeGate(), save_file, restoring=lambda: restoring)
    put_up(qtbot, page)
    page.bring_back.click()
    return page


def test_a_backup_is_chosen_opened_with_a_passphrase_and_put_in_place(qtbot: QtBot) -> None:
    restoring = FakeRestoring(ANNA)
    page = at_restoring(qtbot, restoring)
    assert not page.restore.go.isVisible()
    assert page.restore.choose.hasFocus()
    qtbot.keyClick(page.restore.choose, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.findChild(QFileDialog) is not None)
    chooser = page.findChild(QFileDialog)
    assert chooser is not None
    chooser.fileSelected.emit(str(BACKUP))
    chooser.reject()
    page.activateWindow()
    qtbot.waitUntil(page.restore.passphrase.secret.hasFocus)
    with qtbot.waitSignal(page.restored) as said:
        enters(qtbot, "as it was")
    assert said.args == ["The backup is in place."]
    assert restoring.done == [(BACKUP, ANNA, "as it was")]
    assert page.restore.passphrase.text() == ""


def test_it_can_be_opened_with_the_recovery_key(qtbot: QtBot) -> None:
    restoring = FakeRestoring(ANNA, PETER)
    page = at_restoring(qtbot, restoring)
    page.restore.take(BACKUP)
    page.restore.by.rows["recovery"].click()
    assert not page.restore.passphrase.isVisible()
    page.restore.key.take_focus()
    enters(qtbot, RECOVERY)
    assert page.restore.outcome.words.text() == "Mark who you are."
    page.restore.users.choices.rows["b2"].click()
    page.restore.put_in_place()
    assert restoring.done == [(BACKUP, PETER, RECOVERY, "by recovery key")]


def test_a_folder_that_is_no_backup_is_said_and_nothing_can_be_put_in_place(qtbot: QtBot) -> None:
    restoring = FakeRestoring(ANNA)
    restoring.problem = Refusal("This folder is no backup.")
    page = at_restoring(qtbot, restoring)
    page.restore.take(BACKUP)
    assert page.restore.outcome.words.text() == "This folder is no backup."
    assert not page.restore.go.isVisible()
    page.restore.put_in_place()
    assert restoring.done == []


def test_a_wrong_passphrase_waits_and_is_not_kept(qtbot: QtBot) -> None:
    restoring = FakeRestoring(ANNA)
    restoring.on_restore = WrongPassphrase("This passphrase does not open the store. Nothing was changed.", 8)
    page = at_restoring(qtbot, restoring)
    page.restore.take(BACKUP)
    enters(qtbot, "wrong")
    assert "Nothing was changed" in page.restore.outcome.words.text()
    assert (page.restore.go.isEnabled(), page.restore.passphrase.text()) == (False, "")
    restoring.on_restore = None
    enters(qtbot, "right")
    assert restoring.done == []


def test_a_passphrase_typed_before_anybody_is_marked_is_not_thrown_away(qtbot: QtBot) -> None:
    restoring = FakeRestoring(ANNA, PETER)
    page = at_restoring(qtbot, restoring)
    page.restore.take(BACKUP)
    page.restore.passphrase.secret.insert("typed first")
    page.restore.put_in_place()
    assert page.restore.outcome.words.text() == "Mark who you are."
    assert page.restore.passphrase.text() == "typed first"
    assert page.restore.users.isAncestorOf(QApplication.focusWidget())
    assert restoring.done == []


def test_the_way_back_forgets_the_backup_and_what_was_typed(qtbot: QtBot) -> None:
    page = at_restoring(qtbot, FakeRestoring(ANNA))
    page.restore.take(BACKUP)
    page.restore.passphrase.secret.insert("secret")
    page.restore.back.click()
    assert page.form.isVisible()
    assert (page.restore.backup, page.restore.passphrase.text()) == (None, "")


def test_without_a_way_to_restore_none_is_offered(qtbot: QtBot) -> None:
    gate = FakeGate(ANNA)
    gate.problem = Refusal("The key file is damaged.")
    for page in (FirstStartPage(FakeGate(), save_file), UnlockPage(gate)):
        put_up(qtbot, page)
        assert not page.bring_back.isVisible()


def test_a_damaged_store_is_replaced_by_its_backup_and_unlocked(qtbot: QtBot, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    gate = a_gate(tmp_path, lambda: NOW)
    store, _ = gate.create("A. Oncologist", "clinician", PASSPHRASE)
    case = a_case()
    store.drafts.save(case, Stand("meets", "unfinished", "verdict"), settled=True)
    backup = back_up(store, stick, NOW)
    store.lock()
    (gate.folder / "keys.json").write_text("{")
    page = UnlockPage(gate, store_services(gate.folder, lambda: LATER, 7).restoring)
    put_up(qtbot, page)
    assert page.trouble.isVisible()
    page.bring_back.click()
    page.restore.take(backup)
    enters(qtbot, PASSPHRASE)
    assert "The backup of 2026-11-20 10:00 is in place." in page.locked.words.text()
    assert "is kept as store.before-restore-" in page.locked.words.text().replace("\u200b", "")
    assert not page.trouble.isVisible()
    with qtbot.waitSignal(page.unlocked) as opened:
        enters(qtbot, PASSPHRASE)
    assert opened.args is not None
    (store_again,) = opened.args
    assert [one.case_id for one in store_again.listing.recent(10)] == [case.case_id]
    store_again.lock()
