"""The people of a store: each changes their own passphrase, the rest is for who manages it, nothing is left typed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from il2desk.app.saving import save_file
from il2desk.domain.errors import Refusal
from il2desk.ui.fields.feedback import Echo
from il2desk.ui.store.people_dialog import PeopleDialog
from il2desk.ui.widgets.theme import Tone
from tests.ui.front import ANNA, PETER, RECOVERY
from tests.ui.front_care import FakePeople
from tests.ui.hands import enters, opened_dialog, press

Key = Qt.Key
WORDS = "correct horse battery"


def opened(qtbot: QtBot, people: FakePeople) -> PeopleDialog:
    return opened_dialog(qtbot, PeopleDialog(people, save_file))


def begin(qtbot: QtBot, form: object) -> None:
    """Open a form by Enter on its button."""
    form.open_button.setFocus()  # type: ignore[attr-defined]
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: form.is_open)  # type: ignore[attr-defined]


def left_typed(dialog: PeopleDialog) -> list[str]:
    return [one.text() for one in dialog.findChildren(QLineEdit) if one.text()]


def test_everybody_is_listed_with_role_and_rights(qtbot: QtBot) -> None:
    dialog = opened(qtbot, FakePeople())
    assert dialog.list.text().split("\n") == [
        "Dr. Anna Sample, clinician, manages the store (you)",
        "Peter Ward, pharmacist",
    ]


def test_who_does_not_manage_changes_the_own_passphrase_and_nothing_else(qtbot: QtBot) -> None:
    dialog = opened(qtbot, FakePeople(PETER, (ANNA,)))
    assert dialog.passphrase.isVisible()
    assert not any(one.isVisible() for one in (dialog.add, dialog.remove, dialog.manage, dialog.recovery))


def test_the_own_passphrase_is_changed_by_keys_and_nothing_stays_typed(qtbot: QtBot) -> None:
    people = FakePeople()
    dialog = opened(qtbot, people)
    begin(qtbot, dialog.passphrase)
    enters(qtbot, "old passphrase", WORDS, WORDS)
    QApplication.processEvents()
    assert people.done == [("passphrase", "old passphrase", WORDS)]
    assert left_typed(dialog) == []
    assert not dialog.passphrase.is_open, "the last Enter must not press what had the focus after it"
    assert dialog.outcome.isVisible()
    assert dialog.outcome.words.text() == "Your passphrase was changed."


def test_a_refused_passphrase_is_said_and_stays_typed(qtbot: QtBot) -> None:
    people = FakePeople()
    people.problem = Refusal("This passphrase does not open the store. Nothing was changed.")
    dialog = opened(qtbot, people)
    begin(qtbot, dialog.passphrase)
    enters(qtbot, "wrong", WORDS, WORDS)
    assert dialog.passphrase.outcome.words.text() == str(people.problem)
    assert left_typed(dialog) == ["wrong", WORDS, WORDS]
    dialog.passphrase.close_button.click()
    assert left_typed(dialog) == []


def test_a_refusal_goes_with_what_it_is_about_and_none_stands_before(qtbot: QtBot) -> None:
    dialog = opened(qtbot, FakePeople())
    form = dialog.add
    begin(qtbot, form)
    qtbot.keyClicks(form.passphrase.first.line, WORDS)
    qtbot.keyClicks(form.passphrase.again.line, "corect")
    assert Tone.BAD not in {one.echoed.tone for one in form.findChildren(Echo)}, "nothing was pressed yet"
    form.accept_button.click()
    assert form.outcome.words.text() == "Type the name."
    qtbot.keyClicks(form.name.line, "P")
    assert not form.outcome.isVisible()
    form.accept_button.click()
    assert form.outcome.words.text() == "Mark the role."
    qtbot.mouseClick(next(iter(form.role.rows.values())), Qt.MouseButton.LeftButton)
    assert not form.outcome.isVisible()
    form.accept_button.click()
    assert "not the same" in form.outcome.words.text()
    qtbot.keyClick(form.passphrase.again.line, Key.Key_Backspace)
    assert not form.outcome.isVisible()


def test_whom_is_meant_is_asked_until_somebody_is_marked(qtbot: QtBot) -> None:
    form = opened(qtbot, FakePeople()).remove
    begin(qtbot, form)
    form.accept_button.click()
    assert form.outcome.words.text() == "Mark whom you mean."
    qtbot.mouseClick(form.users.choices.rows[PETER.id], Qt.MouseButton.LeftButton)
    assert not form.outcome.isVisible()


def test_without_the_passphrase_until_now_nothing_is_asked_of_the_store(qtbot: QtBot) -> None:
    people = FakePeople()
    dialog = opened(qtbot, people)
    begin(qtbot, dialog.passphrase)
    dialog.passphrase.accept()
    assert "until now" in dialog.passphrase.outcome.words.text()
    assert people.done == []


def test_somebody_is_added_with_a_role_that_must_be_marked(qtbot: QtBot) -> None:
    people = FakePeople()
    dialog = opened(qtbot, people)
    begin(qtbot, dialog.add)
    dialog.add.accept()
    assert dialog.add.outcome.words.text() == "Type the name."
    enters(qtbot, "N. Nurse")
    dialog.add.accept()
    assert dialog.add.outcome.words.text() == "Mark the role."
    press(qtbot, Key.Key_Down, Key.Key_Down, Key.Key_Space)
    dialog.add.passphrase.take_focus()
    enters(qtbot, WORDS, WORDS)
    assert people.done == [("add", "N. Nurse", "nurse", WORDS, False)]
    assert dialog.list.text().endswith("N. Nurse, nurse")
    assert left_typed(dialog) == []
    assert dialog.add.role.choice() is None


def test_the_right_to_manage_is_given_only_where_it_is_marked(qtbot: QtBot) -> None:
    people = FakePeople()
    dialog = opened(qtbot, people)
    begin(qtbot, dialog.add)
    enters(qtbot, "N. Nurse")
    press(qtbot, Key.Key_Space)
    dialog.add.manages.setFocus()
    press(qtbot, Key.Key_Space)
    dialog.add.passphrase.take_focus()
    enters(qtbot, WORDS, WORDS)
    assert people.done == [("add", "N. Nurse", "clinician", WORDS, True)]


def test_of_the_others_one_must_be_marked_to_be_removed_and_oneself_is_not_among_them(qtbot: QtBot) -> None:
    people = FakePeople()
    dialog = opened(qtbot, people)
    begin(qtbot, dialog.remove)
    assert list(dialog.remove.users.choices.rows) == ["b2"]
    dialog.remove.accept()
    assert dialog.remove.outcome.words.text() == "Mark whom you mean."
    assert people.done == []
    press(qtbot, Key.Key_Space)
    dialog.remove.accept_button.setFocus()
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: people.done == [("remove", PETER)])
    assert dialog.list.text() == "Dr. Anna Sample, clinician, manages the store (you)"


def test_the_right_to_manage_needs_the_passphrase_of_who_gets_it(qtbot: QtBot) -> None:
    people = FakePeople()
    dialog = opened(qtbot, people)
    begin(qtbot, dialog.manage)
    press(qtbot, Key.Key_Space)
    dialog.manage.accept()
    assert "Mark whether" in dialog.manage.outcome.words.text()
    press(qtbot, Key.Key_Space)
    dialog.manage.passphrase.take_focus()
    enters(qtbot, WORDS)
    assert people.done == [("manage", PETER, True, WORDS)]
    assert left_typed(dialog) == []


def test_a_new_recovery_key_is_noted_before_the_dialog_goes_on(qtbot: QtBot) -> None:
    dialog = opened(qtbot, FakePeople())
    begin(qtbot, dialog.recovery)
    dialog.recovery.accept()
    assert dialog.key is not None
    assert dialog.key.recovery == RECOVERY
    assert not dialog.add.isVisible()
    press(qtbot, Key.Key_Escape)
    assert dialog.isVisible()
    assert "not noted yet" in dialog.outcome.words.text()
    dialog.key.last.take_focus()
    enters(qtbot, "3SEA")
    assert dialog.key is None
    assert dialog.add.isVisible()
    press(qtbot, Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_recovery_key_that_nobody_wants_to_note_is_left_at_the_second_try(qtbot: QtBot) -> None:
    dialog = opened(qtbot, FakePeople())
    dialog.recovery.accept()
    press(qtbot, Key.Key_Escape, Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_key_file_that_cannot_be_written_is_a_sentence(qtbot: QtBot) -> None:
    people = FakePeople()
    people.problem = Refusal("Nothing was changed.")
    dialog = opened(qtbot, people)
    begin(qtbot, dialog.recovery)
    dialog.recovery.accept()
    assert "Nothing was changed" in dialog.recovery.outcome.words.text()
    assert dialog.key is None
