"""Care of the store: what came of it is said, erasing needs the case id typed by hand, and a recall forgets nothing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from il2desk.domain.errors import Refusal
from il2desk.domain.records.store_records import Listed
from il2desk.ui.sheets import printing
from il2desk.ui.store import output, recall
from il2desk.ui.store.maintenance_dialog import MaintenanceDialog
from tests.ui.front import PETER, a_listed
from tests.ui.front_care import CRITERIA, PACKS, FakeCare
from tests.ui.hands import enters, opened_dialog, press
from tests.ui.outside import Dialog

Key = Qt.Key
CASE = a_listed(0, case_id="0F3A-77B2-9C01")


def opened(qtbot: QtBot, care: FakeCare, listed: Listed | None = CASE) -> MaintenanceDialog:
    return opened_dialog(qtbot, MaintenanceDialog(care, listed, PACKS, CRITERIA))


def test_a_backup_goes_to_the_folder_that_is_chosen_and_its_day_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    care = FakeCare()
    dialog = opened(qtbot, care)
    assert dialog.backup.last.text() == "No backup was made yet."
    dialog.backup.button.setFocus()
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.findChild(QFileDialog) is not None)
    chooser = dialog.findChild(QFileDialog)
    assert chooser is not None
    with qtbot.waitSignal(dialog.backed_up):
        chooser.fileSelected.emit(str(tmp_path))
    chooser.reject()
    assert care.done == [("back up", tmp_path)]
    assert dialog.backup.last.text() == "Last backup: Friday 2026-11-20 10:00"
    assert "il2desk-backup-1" in dialog.backup.outcome.words.text()


def test_a_backup_that_failed_is_said_and_is_none(qtbot: QtBot, tmp_path: Path) -> None:
    care = FakeCare()
    care.last, care.problem = datetime(2026, 11, 1, 9, 0, tzinfo=UTC), Refusal("The stick is full.")
    dialog = opened(qtbot, care)
    with qtbot.assertNotEmitted(dialog.backed_up):
        dialog.backup.back_up(tmp_path)
    assert dialog.backup.outcome.words.text() == "The stick is full."
    assert dialog.backup.last.text() == "Last backup: Sunday 2026-11-01 09:00"


@pytest.mark.parametrize("faults", [(), ("2 pages are not as they were written.",)])
def test_looking_through_the_data_says_what_was_found(qtbot: QtBot, faults: tuple[str, ...]) -> None:
    care = FakeCare()
    care.faults = faults
    dialog = opened(qtbot, care)
    dialog.data.button.setFocus()
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.data.outcome.words.text()))
    said = dialog.data.outcome.words.text()
    assert ("Tell whoever manages the store" in said) is bool(faults)
    assert said.startswith(faults[0] if faults else "All is as it was written.")


def test_the_journal_is_held_against_length_and_head_of_a_sheet(qtbot: QtBot) -> None:
    care = FakeCare()
    dialog = opened(qtbot, care)
    dialog.data.head.open_button.click()
    enters(qtbot, "1,204", "9F3C-22AB")
    assert care.done == [("head", 1204, "9F3C22AB")]
    assert dialog.data.head.outcome.words.text().startswith("The journal fits this sheet")
    care.head_says = "entry 3 is not the one the printed head was made from"
    enters(qtbot, "")
    assert "does not fit this sheet: entry 3" in dialog.data.head.outcome.words.text()


@pytest.mark.parametrize(("length", "head"), [("", "9F"), ("x1", "9F"), ("-1", "9F"), ("\u0661", "9F"), ("3", " ")])
def test_a_length_or_head_that_is_none_is_asked_for_again(qtbot: QtBot, length: str, head: str) -> None:
    care = FakeCare()
    dialog = opened(qtbot, care)
    dialog.data.head.length.line.insert(length)
    dialog.data.head.head.line.insert(head)
    dialog.data.head.accept()
    assert care.done == []
    assert "as the sheet has it" in dialog.data.head.outcome.words.text()


def test_the_case_that_is_marked_is_named_and_taken_along(qtbot: QtBot, tmp_path: Path) -> None:
    care = FakeCare()
    dialog = opened(qtbot, care)
    assert "Example, Anna" in dialog.one_case.who.text()
    dialog.one_case.export(tmp_path)
    assert care.done == [("export", CASE.case_id, tmp_path)]
    assert "il2desk-case-0F3A" in dialog.one_case.outcome.words.text()


def test_without_a_marked_case_nothing_is_taken_along_or_erased(qtbot: QtBot) -> None:
    dialog = opened(qtbot, FakeCare(), None)
    assert "No case is marked" in dialog.one_case.who.text()
    assert not dialog.one_case.button.isEnabled()
    assert not dialog.one_case.erase.open_button.isEnabled()


def test_who_does_not_manage_backs_up_and_verifies_and_erases_nothing(qtbot: QtBot) -> None:
    dialog = opened(qtbot, FakeCare(PETER))
    assert dialog.backup.isVisible()
    assert dialog.data.isVisible()
    assert not dialog.one_case.isVisible()
    assert not dialog.one_case.erase.isVisible()


def test_a_case_is_erased_only_by_the_last_group_of_its_id_typed_by_hand(qtbot: QtBot) -> None:
    care = FakeCare()
    dialog = opened(qtbot, care)
    gone: list[str] = []
    dialog.erased.connect(gone.append)
    erase = dialog.one_case.erase
    erase.open_button.click()
    assert CASE.case_id in erase.who.text()
    enters(qtbot, "", "0F3A")
    assert (care.done, gone) == ([], [])
    assert "Nothing was erased" in erase.group.echo.words.text()
    QApplication.clipboard().setText("9C01")
    erase.group.line.clear()
    qtbot.keyClick(erase.group.line, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert erase.group.text() == ""
    enters(qtbot, "9c01")
    assert (care.done, gone) == ([("erase", CASE.case_id)], [CASE.case_id])
    assert "Revisions removed: 2, sheets: 5." in erase.said.words.text()
    assert not erase.open_button.isEnabled()
    assert "Example" not in dialog.one_case.who.text()


def test_a_case_that_could_not_be_erased_is_still_there_and_traces_that_are_left_are_said(qtbot: QtBot) -> None:
    care = FakeCare()
    care.problem = Refusal("Nothing was changed; the disk is full.")
    dialog = opened(qtbot, care)
    erase = dialog.one_case.erase
    erase.open_button.click()
    enters(qtbot, "9C01")
    assert erase.outcome.words.text() == "Nothing was changed; the disk is full."
    care.problem, care.settled = None, False
    enters(qtbot, "")
    assert "Close other windows" in erase.said.words.text()


def test_a_recall_by_pack_names_the_first_and_counts_all_and_is_saved(qtbot: QtBot, tmp_path: Path) -> None:
    care = FakeCare()
    dialog = opened(qtbot, care)
    form = dialog.recall
    form.open_button.click()
    form.accept()
    assert "Mark whether" in form.outcome.words.text()
    press(qtbot, Key.Key_Space)
    form.accept()
    assert form.outcome.words.text() == "Mark the pack."
    form.pack.rows["aldesleukin"].click()
    form.first.take_focus()
    enters(qtbot, "2026.1")
    assert care.done == [("recall pack", "aldesleukin", "2026.1", None)]
    assert form.outcome.words.text() == "25 kept revisions in 25 cases."
    assert form.result.text().split("\n")[-1] == "and 5 more"
    form.output.save_to(str(tmp_path / "list.pdf"))
    assert (tmp_path / "list.pdf").read_bytes() == b"%PDF list"
    form.output.save_to(str(tmp_path / "missing" / "list.pdf"))
    assert "was not saved" in form.said.words.text()


def test_a_store_that_cannot_tell_its_last_backup_still_opens_its_care(qtbot: QtBot) -> None:
    class Damaged(FakeCare):
        def last_backup(self) -> datetime | None:
            raise Refusal("The case store is damaged.")

    dialog = opened(qtbot, Damaged())
    assert dialog.backup.last.text().endswith("The case store is damaged.")
    assert dialog.backup.button.isEnabled()


def test_what_a_recall_found_is_scrolled_into_sight_with_the_ways_to_print_it(qtbot: QtBot) -> None:
    dialog = opened(qtbot, FakeCare())
    dialog.resize(720, 800)
    form = dialog.recall
    form.open_button.click()
    form.by.rows["pack"].click()
    form.pack.rows["aldesleukin"].click()
    form.accept_button.click()
    qtbot.wait(50)
    seen = dialog.area.viewport()
    for one in (form.outcome, form.print_button):
        assert seen.rect().contains(one.mapTo(seen, one.rect().center()))


def test_a_recall_by_outcome_needs_both_and_what_was_found_goes_when_the_question_changes(qtbot: QtBot) -> None:
    care = FakeCare()
    care.concerned = 1
    dialog = opened(qtbot, care)
    form = dialog.recall
    form.open_button.click()
    form.by.rows["outcome"].click()
    form.criterion.rows["ldh"].click()
    form.accept()
    assert form.outcome.words.text() == "Mark the criterion and the outcome."
    form.which.rows["not_met"].click()
    form.accept()
    assert care.done == [("recall outcome", "ldh", "not_met")]
    assert form.outcome.words.text() == "1 kept revision in 1 case."
    assert form.save_button.isVisible()
    form.by.rows["pack"].click()
    assert form.recall is None
    assert not form.save_button.isVisible()
    assert form.result.text() == ""


def test_a_recall_list_is_sent_to_the_printer(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = opened(qtbot, FakeCare())
    sent: list[tuple[bytes, str]] = []
    Dialog.opened = []
    monkeypatch.setattr(output, "printer_names", lambda: ["Ward 3"])
    monkeypatch.setattr(printing, "new_dialog", lambda made, _: Dialog(made))
    monkeypatch.setattr(QDialog, "open", lambda _: None)
    monkeypatch.setattr(output, "refuse_file", lambda _: None)
    monkeypatch.setattr(recall, "print_sheet", lambda content, _, job: sent.append((content, job)))
    form = dialog.recall
    form.open_button.click()
    form.by.rows["pack"].click()
    form.pack.rows["aldesleukin"].click()
    form.accept()
    form.print_button.click()
    Dialog.opened[-1].accept()
    assert sent == [(b"%PDF list", "il2desk-recall")]
    assert form.said.words.text().startswith("Sent to the printer")


def test_a_recall_that_concerns_nobody_offers_no_list(qtbot: QtBot) -> None:
    care = FakeCare()
    care.concerned = 0
    dialog = opened(qtbot, care)
    form = dialog.recall
    form.open_button.click()
    form.by.rows["pack"].click()
    form.pack.rows["aldesleukin"].click()
    form.accept()
    assert form.outcome.words.text() == "0 kept revisions in 0 cases."
    assert not form.save_button.isVisible()
