"""Unlocking: by keys, calm about what is wrong, slower after wrong passphrases, and with a way back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from il2desk.domain.errors import Refusal
from il2desk.domain.records.store_records import User
from il2desk.ui.store.unlock import UnlockPage
from tests.ui.front import ANNA, PETER, RECOVERY, FakeGate, FakeStore
from tests.ui.hands import press, put_up

Key = Qt.Key


def opened(qtbot: QtBot, gate: FakeGate) -> UnlockPage:
    return put_up(qtbot, UnlockPage(gate))


def typed(qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), text)


def tried(qtbot: QtBot, page: UnlockPage, passphrase: str) -> None:
    page.passphrase.take_focus()
    typed(qtbot, passphrase)
    press(qtbot, Key.Key_Return)


def test_the_only_user_types_the_passphrase_and_presses_enter(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeGate(ANNA))
    stores: list[FakeStore] = []
    page.unlocked.connect(stores.append)
    typed(qtbot, FakeGate.right)
    press(qtbot, Key.Key_Return)
    assert [store.user for store in stores] == [ANNA]
    assert page.passphrase.text() == ""


def test_of_several_users_none_is_marked_and_one_must_be(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeGate(ANNA, PETER))
    assert page.users.user() is None
    tried(qtbot, page, FakeGate.right)
    assert page.outcome.words.text() == "Mark who you are."
    assert page.users.choices.rows["a1"].hasFocus()
    stores: list[FakeStore] = []
    page.unlocked.connect(stores.append)
    press(qtbot, Key.Key_Down, Key.Key_Space)
    tried(qtbot, page, FakeGate.right)
    assert [store.user for store in stores] == [PETER]


def test_another_user_does_not_find_the_passphrase_of_the_one_before(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeGate(ANNA, PETER))
    press(qtbot, Key.Key_Space)
    page.passphrase.take_focus()
    typed(qtbot, "secret of Anna")
    page.users.take_focus()
    press(qtbot, Key.Key_Down, Key.Key_Space)
    assert page.passphrase.text() == ""


def test_an_empty_passphrase_is_asked_for_and_costs_no_attempt(qtbot: QtBot) -> None:
    gate = FakeGate(ANNA)
    gate.wait = 99
    page = opened(qtbot, gate)
    press(qtbot, Key.Key_Return)
    assert page.outcome.words.text() == "Type your passphrase."
    assert page.unlock_button.isEnabled()


def test_a_wrong_passphrase_is_said_and_the_field_is_empty_again(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeGate(ANNA))
    tried(qtbot, page, "wrong")
    assert page.outcome.words.text() == "This passphrase does not open the store. Nothing was changed."
    assert page.passphrase.text() == ""
    assert page.passphrase.secret.hasFocus()
    assert page.unlock_button.isEnabled()


def test_while_it_waits_nothing_is_tried_and_the_seconds_are_counted_down(qtbot: QtBot) -> None:
    gate = FakeGate(ANNA)
    gate.wait = 61
    page = opened(qtbot, gate)
    stores: list[object] = []
    page.unlocked.connect(stores.append)
    tried(qtbot, page, "wrong")
    assert (page.unlock_button.isEnabled(), page.unlock_button.text()) == (False, "Wait 1:01")
    tried(qtbot, page, FakeGate.right)
    assert stores == []
    page.waiting.pass_second()
    assert page.unlock_button.text() == "Wait 1:00"
    for _ in range(60):
        page.waiting.pass_second()
    assert (page.unlock_button.isEnabled(), page.unlock_button.text()) == (True, "&Unlock")
    press(qtbot, Key.Key_Return)
    assert len(stores) == 1


def test_the_countdown_runs_by_itself(qtbot: QtBot) -> None:
    gate = FakeGate(ANNA)
    gate.wait = 1
    page = opened(qtbot, gate)
    tried(qtbot, page, "wrong")
    assert not page.unlock_button.isEnabled()
    qtbot.waitUntil(page.unlock_button.isEnabled, timeout=3000)


def test_why_it_was_locked_stands_above_until_it_is_unlocked(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeGate(ANNA))
    assert not page.locked.isVisible()
    page.locked_because("Locked because nobody typed for 10 minutes.")
    assert page.locked.isVisible()
    assert page.locked.words.text() == "Locked because nobody typed for 10 minutes."
    tried(qtbot, page, FakeGate.right)
    assert not page.locked.isVisible()


def test_a_store_that_cannot_be_read_is_said_calmly_and_can_be_tried_again(qtbot: QtBot) -> None:
    gate = FakeGate(ANNA)
    gate.problem = Refusal("The key file is damaged.")
    page = opened(qtbot, gate)
    assert page.trouble.words.text() == "The key file is damaged."
    assert [one for one in page.findChildren(QLineEdit) if one.isVisible()] == []
    gate.problem = None
    page.again.setFocus()
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: not page.trouble.isVisible())
    assert page.passphrase.isVisible()


def test_a_store_found_damaged_by_unlocking_is_said_in_the_place_of_the_form(qtbot: QtBot) -> None:
    gate = FakeGate(ANNA)
    page = opened(qtbot, gate)
    gate.problem = Refusal("This store is of a newer version of the program.")
    tried(qtbot, page, FakeGate.right)
    assert page.trouble.words.text() == "This store is of a newer version of the program."
    assert not page.passphrase.isVisible()
    assert page.passphrase.text() == ""


def test_work_without_keeping_anything_is_offered_even_where_the_store_is_damaged(qtbot: QtBot) -> None:
    gate = FakeGate(ANNA)
    gate.problem = Refusal("The key file is damaged.")
    page = opened(qtbot, gate)
    with qtbot.waitSignal(page.keep_nothing):
        page.other.button.setFocus()
        press(qtbot, Key.Key_Return)


def test_the_recovery_key_opens_the_store_and_sets_another_passphrase(qtbot: QtBot) -> None:
    gate = FakeGate(ANNA, PETER)
    page = opened(qtbot, gate)
    stores: list[FakeStore] = []
    page.unlocked.connect(stores.append)
    press(qtbot, Key.Key_Down, Key.Key_Space)
    page.forgotten.setFocus()
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(page.recovery.isVisible)
    assert page.recovery.users.user() == PETER
    typed(qtbot, RECOVERY)
    press(qtbot, Key.Key_Return)
    for _ in range(2):
        typed(qtbot, "another passphrase")
        press(qtbot, Key.Key_Return)
    assert gate.recovered == [(RECOVERY, PETER, "another passphrase")]
    assert [store.user for store in stores] == [PETER]
    assert page.recovery.key.text() == page.recovery.passphrase.first.text() == ""


def test_a_wrong_recovery_key_waits_too_and_keeps_what_was_typed(qtbot: QtBot) -> None:
    gate = FakeGate(ANNA)
    gate.wait = 4
    page = opened(qtbot, gate)
    page.forgotten.click()
    typed(qtbot, "AAAA-BBBB")
    page.recovery.passphrase.take_focus()
    for _ in range(2):
        typed(qtbot, "another passphrase")
        press(qtbot, Key.Key_Return)
    assert "does not open the store" in page.recovery.outcome.words.text()
    assert not page.recovery.go.isEnabled()
    assert page.recovery.key.text() == "AAAA-BBBB"


def test_a_wrong_recovery_key_leads_back_to_the_key_and_not_to_the_way_out(qtbot: QtBot) -> None:
    gate = FakeGate(ANNA)
    gate.wait = 4
    page = opened(qtbot, gate)
    page.forgotten.click()
    typed(qtbot, "AAAA-BBBB")
    for line in (page.recovery.passphrase.first, page.recovery.passphrase.again):
        line.take_focus()
        typed(qtbot, "another passphrase")
    page.recovery.go.setFocus()
    press(qtbot, Key.Key_Space)
    assert not page.recovery.go.isEnabled()
    assert page.recovery.key.line.hasFocus()


def test_the_way_back_from_recovery_leaves_no_secret_behind(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeGate(ANNA))
    page.forgotten.click()
    typed(qtbot, "AAAA")
    page.recovery.back.setFocus()
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(page.form.isVisible)
    assert page.recovery.key.text() == ""
    assert page.passphrase.secret.hasFocus()


def test_of_many_users_six_and_a_half_are_in_sight_and_the_last_can_be_reached(qtbot: QtBot) -> None:
    many = tuple(User(f"u{at}", f"User {at}", "nurse", False) for at in range(40))
    page = opened(qtbot, FakeGate(*many))
    rows = list(page.users.choices.rows.values())

    def in_sight() -> int:
        return sum(not row.visibleRegion().isEmpty() for row in rows)

    qtbot.waitUntil(lambda: in_sight() == 7)
    for _ in range(39):
        press(qtbot, Key.Key_Down)
    press(qtbot, Key.Key_Space)
    assert page.users.user() == many[-1]
    assert not rows[-1].visibleRegion().isEmpty()
