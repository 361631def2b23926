"""The first start: nothing is pre-set or made by half, and the recovery key is noted before anybody goes on."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from il2desk.app.saving import save_file
from il2desk.domain.errors import Refusal
from il2desk.ui.fields.feedback import Echo
from il2desk.ui.forms.form_fields import CAPS_LOCK
from il2desk.ui.sheets import printing
from il2desk.ui.sheets.printing import PrintError, new_printer
from il2desk.ui.store import output
from il2desk.ui.store.first_start import FirstStartPage
from il2desk.ui.store.output import NO_PRINTER
from il2desk.ui.store.recovery_key import as_text, print_key
from il2desk.ui.widgets.theme import Tone
from tests.ui.front import RECOVERY, FakeGate
from tests.ui.hands import press, put_up
from tests.ui.outside import Dialog

Key = Qt.Key
WORDS = "correct horse battery"


def opened(qtbot: QtBot, gate: FakeGate, *, may_keep: bool = True) -> FirstStartPage:
    return put_up(qtbot, FirstStartPage(gate, save_file, may_keep=may_keep))


def typed(qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), text)


def filled(qtbot: QtBot, page: FirstStartPage, passphrase: str = WORDS, again: str = WORDS) -> None:
    """By keys alone: name, Enter, two down to the nurse, mark her, and on to the passphrases."""
    typed(qtbot, "A. Nurse")
    for key in (Key.Key_Return, Key.Key_Down, Key.Key_Down, Key.Key_Space):
        press(qtbot, key)
    page.passphrase.take_focus()
    typed(qtbot, passphrase)
    press(qtbot, Key.Key_Return)
    typed(qtbot, again)
    press(qtbot, Key.Key_Return)


def made(qtbot: QtBot) -> FirstStartPage:
    page = opened(qtbot, FakeGate())
    filled(qtbot, page)
    assert page.key is not None
    return page


def test_nothing_is_marked_or_typed_beforehand(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeGate())
    assert page.role.choice() is None
    assert {one.text() for one in page.findChildren(QLineEdit)} == {""}


def test_a_refusal_stands_until_it_is_mended_and_none_before_anything_is_pressed(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeGate())
    page.passphrase.take_focus()
    typed(qtbot, WORDS)
    page.passphrase.again.take_focus()
    typed(qtbot, "x")
    assert Tone.BAD not in {one.echoed.tone for one in page.findChildren(Echo)}
    qtbot.mouseClick(page.make_button, Qt.MouseButton.LeftButton)
    assert page.outcome.words.text().startswith("Type your name")
    typed(qtbot, "A")
    assert not page.outcome.isVisible()
    qtbot.mouseClick(page.make_button, Qt.MouseButton.LeftButton)
    assert page.outcome.words.text() == "Mark your role."
    press(qtbot, Key.Key_Space)
    assert not page.outcome.isVisible()
    qtbot.mouseClick(page.make_button, Qt.MouseButton.LeftButton)
    assert "not the same" in page.outcome.words.text()
    press(qtbot, Key.Key_Backspace)
    assert not page.outcome.isVisible()


def test_the_store_is_made_by_keys_alone_for_the_name_the_role_and_the_passphrase_typed(qtbot: QtBot) -> None:
    gate = FakeGate()
    page = opened(qtbot, gate)
    filled(qtbot, page)
    assert gate.made == [("A. Nurse", "nurse", WORDS)]


def test_no_store_without_a_name_or_without_a_role_and_the_cursor_goes_there(qtbot: QtBot) -> None:
    gate = FakeGate()
    page = opened(qtbot, gate)
    page.make_button.setFocus()
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: "your name" in page.outcome.words.text())
    assert page.name.line.hasFocus()
    typed(qtbot, "A. Nurse")
    page.make()
    assert page.outcome.words.text() == "Mark your role."
    assert page.role.rows["clinician"].hasFocus()
    assert gate.made == []


@pytest.mark.parametrize(
    ("passphrase", "again", "says"),
    [("123456789", "123456789", "at least 10"), ("a" * 201, "a" * 201, "at most 200"), (WORDS, "other words", "same")],
)
def test_a_passphrase_too_short_too_long_or_typed_in_two_ways_makes_no_store(
    qtbot: QtBot, passphrase: str, again: str, says: str
) -> None:
    gate = FakeGate()
    page = opened(qtbot, gate)
    filled(qtbot, page, passphrase, again)
    page.make()
    assert says in page.outcome.words.text()
    assert gate.made == []


def test_the_rule_of_its_length_stands_beside_the_passphrase_while_it_is_typed(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeGate())
    page.passphrase.take_focus()
    echo = page.passphrase.first.echo.words
    assert echo.text().startswith("At least 10 characters.")
    typed(qtbot, "123456789")
    assert echo.text().endswith("So far 9.")
    typed(qtbot, "0")
    assert echo.text() == "10 characters."


def test_the_second_passphrase_is_called_different_only_from_the_first_letter_that_differs(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeGate())
    page.passphrase.take_focus()
    typed(qtbot, WORDS)
    press(qtbot, Key.Key_Return)
    echo = page.passphrase.again.echo.words
    typed(qtbot, "correct")
    assert echo.text() == ""
    typed(qtbot, "x")
    assert echo.text() == "Not the same as above."
    press(qtbot, Key.Key_Backspace)
    typed(qtbot, WORDS.removeprefix("correct"))
    assert echo.text() == "The same."


def test_passphrases_are_not_seen_until_show_is_marked(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeGate())
    lines = (page.passphrase.first.secret, page.passphrase.again.secret)
    assert {line.echoMode() for line in lines} == {QLineEdit.EchoMode.Password}
    page.passphrase.first.show_box.setFocus()
    press(qtbot, Key.Key_Space)
    assert {line.echoMode() for line in lines} == {QLineEdit.EchoMode.Normal}


SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


@pytest.mark.parametrize(
    ("letter", "modifier", "hints"),
    [("A", NONE, True), ("a", SHIFT, True), ("a", NONE, False), ("A", SHIFT, False), ("1", NONE, False)],
)
def test_a_capital_without_shift_or_a_small_letter_with_it_hints_at_caps_lock(
    qtbot: QtBot, letter: str, modifier: Qt.KeyboardModifier, hints: bool
) -> None:
    page = opened(qtbot, FakeGate())
    line, echo = page.passphrase.first.secret, page.passphrase.first.echo.words
    QApplication.sendEvent(line, QKeyEvent(QEvent.Type.KeyPress, ord(letter.upper()), modifier, letter))
    assert line.text() == letter
    assert (echo.text() == CAPS_LOCK) is hints


def test_a_folder_that_takes_no_store_is_said_and_what_was_typed_stays(qtbot: QtBot) -> None:
    gate = FakeGate()
    page = opened(qtbot, gate)
    gate.problem = Refusal("There is one already.")
    filled(qtbot, page)
    assert str(gate.problem) in page.outcome.words.text()
    assert (page.name.text(), page.passphrase.first.text()) == ("A. Nurse", WORDS)
    assert page.key is None


def test_the_recovery_key_is_shown_in_groups_and_the_passphrase_is_gone_from_the_page(qtbot: QtBot) -> None:
    page = made(qtbot)
    assert page.key is not None
    shown = [one.text() for one in page.key.findChildren(type(page.key.title)) if one.isVisible()]
    assert [group for group in RECOVERY.split("-") if group not in shown] == []
    assert page.passphrase.first.text() == page.passphrase.again.text() == ""


def test_the_last_group_must_be_typed_before_anybody_goes_on(qtbot: QtBot) -> None:
    page = made(qtbot)
    assert page.key is not None
    stores: list[object] = []
    page.made.connect(stores.append)
    page.key.last.take_focus()
    press(qtbot, Key.Key_Return)
    typed(qtbot, "6JYP")
    press(qtbot, Key.Key_Return)
    assert stores == []
    assert "not the last group" in page.key.last.echo.words.text()
    page.key.last.line.clear()
    typed(qtbot, "3sea")
    press(qtbot, Key.Key_Return)
    assert stores == [page.store]
    assert page.store is not None


def test_the_last_group_cannot_be_pasted(qtbot: QtBot) -> None:
    page = made(qtbot)
    assert page.key is not None
    QApplication.clipboard().setText("3SEA")
    qtbot.keyClick(page.key.last.line, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.key.last.text() == ""


def test_the_recovery_key_is_saved_as_text_for_its_owner_alone(qtbot: QtBot, tmp_path: Path) -> None:
    page = made(qtbot)
    assert page.key is not None
    page.key.save_button.click()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    target = tmp_path / "key.txt"
    field = page.key.last.mapTo(page, QPoint())
    dialog.fileSelected.emit(str(target))
    dialog.close()
    QApplication.processEvents()
    assert page.key.last.mapTo(page, QPoint()) == field
    assert page.window().focusWidget() is page.key.last.line
    text = target.read_text(encoding="utf-8")
    assert text == as_text(RECOVERY)
    assert all(group in text for group in RECOVERY.split("-"))
    assert target.stat().st_mode & 0o777 == 0o600
    assert page.key.outcome.words.text().startswith("Saved.")


def test_a_place_that_takes_no_file_is_said_and_the_key_stays_on_the_screen(qtbot: QtBot, tmp_path: Path) -> None:
    page = made(qtbot)
    assert page.key is not None
    page.key.output.save_to(str(tmp_path / "missing" / "key.txt"))
    assert "still here" in page.key.outcome.words.text()
    assert page.key.isVisible()


def test_without_a_printer_it_says_so(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "printer_names", list)
    page = made(qtbot)
    assert page.key is not None
    page.key.take_focus()
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: page.key is not None and page.key.outcome.words.text() == NO_PRINTER)


def test_the_recovery_key_reaches_the_printer(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sent = tmp_path / "printed.pdf"

    def to_file(paper: str) -> QPrinter:
        printer = new_printer(paper)
        printer.setOutputFileName(str(sent))
        return printer

    Dialog.opened = []
    monkeypatch.setattr(output, "printer_names", lambda: ["Ward 3"])
    monkeypatch.setattr(output, "new_printer", to_file)
    monkeypatch.setattr(printing, "new_dialog", lambda made, _: Dialog(made))
    monkeypatch.setattr(QDialog, "open", lambda _: None)
    monkeypatch.setattr(output, "refuse_file", lambda _: None)
    page = made(qtbot)
    assert page.key is not None
    page.key.print_button.click()
    Dialog.opened[-1].accept()
    from pypdf import PdfReader

    pages = PdfReader(sent).pages
    assert len(pages) == 1
    assert page.key.outcome.words.text().startswith("Sent to the printer")


def test_a_printer_that_takes_no_job_is_an_error_and_no_success(qapp: QApplication, tmp_path: Path) -> None:
    printer = new_printer("A4")
    printer.setOutputFileName(str(tmp_path / "missing" / "x.pdf"))
    with pytest.raises(PrintError):
        print_key(RECOVERY, printer)


@pytest.mark.parametrize("may_keep", [True, False])
def test_the_other_way_out_is_always_there_and_says_what_it_means(qtbot: QtBot, may_keep: bool) -> None:
    page = opened(qtbot, FakeGate(), may_keep=may_keep)
    said = " ".join(one.text() for one in page.findChildren(type(page.form.title)) if one.isVisible())
    for word in ("No store", "journal", "users", "copy numbers", "DRAFT summary PDF"):
        assert word in said
    with qtbot.waitSignal(page.keep_nothing):
        page.other.button.setFocus()
        press(qtbot, Key.Key_Return)


def test_where_keeping_is_forbidden_no_store_can_be_made(qtbot: QtBot) -> None:
    page = opened(qtbot, FakeGate(), may_keep=False)
    assert not page.make_button.isVisible()
    assert [one for one in page.findChildren(QLineEdit) if one.isVisible()] == []
