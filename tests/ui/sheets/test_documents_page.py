"""The documents page shows what is made of the case as it stands, prints exactly that, and asks who the patient is."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QMessageBox

from il2desk.documents.model.paper import SheetWithheld
from il2desk.domain.errors import Refusal
from il2desk.domain.records.sheet_kinds import SINGLE
from il2desk.domain.values.local_settings import LineSetting, LocalSettings
from il2desk.ui.case.session_state import Editing
from il2desk.ui.settings.dialog import SettingsDialog
from il2desk.ui.sheets import sheet_output
from il2desk.ui.sheets.sheet_output import NO_PRINTER
from tests.ui.outside import SETTINGS, Dialog, Outside, check_patient, everything_said, press, single


def without_contact() -> LocalSettings:
    return SETTINGS().model_copy(update={"contact_24h": None})


def test_a_signed_case_with_a_plan_has_the_whole_set_which_holds_every_sheet(shown, outside, sample) -> None:
    page = shown(outside.session(sample))
    assert [sheet.name for sheet in page.made] == ["set"]
    assert not any(page.choice.boxes[name].isEnabled() for name in SINGLE)
    assert page.switch.preview.page_count == 2
    assert page.print_button.isEnabled()
    assert page.save_button.isEnabled()


@pytest.mark.parametrize(
    ("change", "signed", "mark"),
    [
        ({}, False, "DRAFT"),
        ({"intended_use": "after_til"}, False, "WRONG CONTEXT"),
        ({"ecog_grade": "3"}, True, "OUTSIDE"),
        ({"allograft": "yes"}, True, "NO PLAN"),
    ],
)
def test_without_a_clearance_only_the_summary_is_made_and_its_mark_is_said(
    shown, outside, sample, change: dict[str, str], signed: bool, mark: str
) -> None:
    for question, answer in change.items():
        sample = sample.with_answer(question, answer)
    page = shown(outside.session(sample, signed=signed))
    assert [sheet.name for sheet in page.made] == ["summary"]
    assert f"marked {mark}:" in page.choice.remarks["summary"].text()
    for name in ("set", "order", "administration", "pharmacy", "consent"):
        assert not page.choice.boxes[name].isEnabled()
        assert "there is no dose plan" in page.choice.remarks[name].text()


NEEDS = {"order": "hold_stop_set", "administration": "hold_stop_set", "pharmacy": "dilution", "consent": "contact_24h"}


@pytest.mark.parametrize("name", NEEDS)
def test_a_sheet_whose_setting_is_unset_says_so_and_keeps_the_set_back(qtbot, shown, sample, name: str) -> None:
    page = shown(Outside(SETTINGS().model_copy(update={NEEDS[name]: None})).session(sample))
    without = [one for one in SINGLE if NEEDS.get(one) != NEEDS[name]]
    assert [sheet.name for sheet in page.made] == without
    assert "Cannot be made: " in page.choice.remarks[name].text()
    assert "see below" in page.choice.remarks["set"].text()
    offered = [one for one, setter in page.choice.setters.items() if setter.isVisible()]
    assert len(offered) == 1
    with qtbot.waitSignal(page.choice.setting_wanted) as wanted:
        press(qtbot, page.choice.setters[offered[0]])
    assert wanted.args == [NEEDS[name]]
    page.findChild(SettingsDialog).reject()


def test_a_setting_that_is_set_brings_the_whole_set_back(qtbot, shown, sample) -> None:
    session = Outside(without_contact()).session(sample)
    page = shown(session)
    assert "24-hour contact" in page.choice.remarks["consent"].text()
    press(qtbot, page.choice.setters["consent"])
    dialog = page.findChild(SettingsDialog)
    qtbot.waitUntil(dialog.form.rows["contact_24h"].editor.hasFocus)
    contact = LineSetting(value="Ward 3, day and night", set_by="Dr. B. Sample", set_on=date(2026, 11, 20))
    session.change_settings(session.settings.model_copy(update={"contact_24h": contact}))
    session.sign("Dr. B. Sample")
    assert [sheet.name for sheet in page.made] == ["set"]
    assert not any(setter.isVisible() for setter in page.choice.setters.values())
    dialog.reject()


def test_a_sheet_left_out_is_not_made(qtbot, shown, outside, sample) -> None:
    page = shown(outside.session(sample))
    single(qtbot, page, "consent")
    assert [sheet.name for sheet in page.made] == ["consent"]
    press(qtbot, page.choice.boxes["consent"])
    assert page.made == ()
    assert not page.print_button.isEnabled()
    assert "No sheet is chosen." in everything_said(page)


def test_the_other_paper_makes_other_bytes(qtbot, shown, outside, sample) -> None:
    page = shown(outside.session(sample))
    before = page.made[0].content
    a4, letter = page.choice.papers.buttons.values()
    a4.setFocus()
    qtbot.keyClick(a4, Qt.Key.Key_Right)
    assert letter.isChecked()
    assert page.made[0].paper == "Letter"
    assert page.made[0].content != before


def test_the_other_sheet_is_shown_by_key(qtbot, shown, outside, sample) -> None:
    page = shown(outside.session(sample))
    single(qtbot, page, "summary", "consent")
    press(qtbot, page.switch.buttons["consent"])
    assert "patient consent sheet, 2 pages" in page.switch.preview._view.accessibleName()


def test_a_change_of_the_case_makes_the_shown_sheets_anew(shown, outside, sample) -> None:
    session = outside.session(sample)
    page = shown(session)
    before = page.made
    session.set_patient("identifier", "EX-2026-9999")
    assert page.made
    assert page.made[0].content != before[0].content
    assert all(sheet.is_of(session) for sheet in page.made)


def test_nothing_is_made_while_the_page_is_not_seen_and_no_older_sheet_is_kept(shown, outside, sample) -> None:
    session = outside.session(sample)
    page = shown(session)
    page.hide()
    made = outside.made
    session.set_patient("identifier", "EX-2026-9999")
    assert outside.made == made
    assert page.made == ()
    assert page.switch.preview.is_blank
    page.show()
    assert page.made[0].is_of(session)


def test_a_sheet_that_cannot_be_made_leaves_a_blank_and_its_sentence(shown, outside, sample) -> None:
    session = outside.session(sample)
    page = shown(session)

    def refuse() -> None:
        raise Refusal("No bundled font has the letter ꙮ of the name.")

    outside.making = refuse
    session.set_patient("name", "ꙮ")
    assert page.made == ()
    assert page.switch.preview.is_blank
    assert "No bundled font has the letter" in page.choice.remarks["summary"].text()


def test_an_unexpected_error_while_making_leaves_no_older_sheet(qtbot, shown, outside, sample) -> None:
    session = outside.session(sample)
    page = shown(session)

    def fail() -> None:
        raise RuntimeError("unexpected")

    outside.making = fail
    with qtbot.captureExceptions() as caught:
        session.set_patient("name", "Another")
    assert caught
    assert page.made == ()
    assert page.switch.preview.is_blank
    assert not page.print_button.isEnabled()


def test_bytes_that_are_no_pdf_are_neither_shown_nor_printable(shown, outside, sample, monkeypatch) -> None:
    monkeypatch.setattr(Outside, "make_sheet", lambda *_: b"not a PDF")
    page = shown(outside.session(sample))
    assert page.made == ()
    assert page.switch.preview.is_blank


def test_after_an_unexpected_error_nothing_can_be_printed_and_that_is_said(shown, outside, sample) -> None:
    session = outside.session(sample)
    page = shown(session)
    session.block()
    assert page.made == ()
    assert page.switch.preview.is_blank
    assert not page.print_button.isEnabled()
    assert not page.save_button.isEnabled()
    assert "An unexpected error occurred" in everything_said(page)


def test_exactly_the_shown_bytes_are_printed_one_job_a_sheet(qtbot, shown, outside, sample, printer) -> None:
    session = outside.session(sample)
    page = shown(session)
    assert session.would_be_lost
    single(qtbot, page, "summary", "consent")
    check_patient(qtbot, page)
    shown_bytes = [sheet.content for sheet in page.made]
    press(qtbot, page.print_button)
    Dialog.opened[0].accept()
    assert [content for content, _ in printer] == shown_bytes
    assert [job for _, job in printer] == [
        "il2desk-summary-0F3A-77B2-9C01-r1-c1",
        "il2desk-consent-0F3A-77B2-9C01-r1-c1",
    ]
    assert "Sent to the printer" in page.status.words.text()
    assert not session.would_be_lost


def test_the_consent_sheet_alone_does_not_put_the_case_on_paper(qtbot, shown, outside, sample, printer) -> None:
    session = outside.session(sample)
    page = shown(session)
    single(qtbot, page, "consent")
    check_patient(qtbot, page)
    press(qtbot, page.print_button)
    Dialog.opened[0].accept()
    assert len(printer) == 1
    assert session.would_be_lost


def test_a_case_changed_while_the_dialog_is_open_is_not_printed(qtbot, shown, outside, sample, printer) -> None:
    session = outside.session(sample)
    page = shown(session)
    check_patient(qtbot, page)
    press(qtbot, page.print_button)
    session.answer("ecog_grade", "2")
    Dialog.opened[0].accept()
    assert printer == []
    assert "was changed meanwhile" in page.status.words.text()


def test_a_case_changed_without_a_word_is_noticed_before_printing(qtbot, shown, outside, sample, printer) -> None:
    session = outside.session(sample)
    page = shown(session)
    check_patient(qtbot, page)
    session.state = Editing()
    press(qtbot, page.print_button)
    assert printer == []
    assert Dialog.opened == []
    assert "look at them" in page.status.words.text()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("0418", "1961"), "does not fit"),
        (("0417", "1962"), "does not fit"),
        (("0417", "61"), "does not fit"),
        (("0417", "2061"), "does not fit"),
        (("417", "1961"), "does not fit"),
        (("", "1961"), "Type both"),
        (("0417", ""), "Type both"),
        (("0417", "١٩٦١"), "does not fit"),
        (("04\u202e17", "1961"), "does not fit"),
    ],
)
def test_a_wrong_patient_check_prints_and_saves_nothing(
    qtbot, shown, outside, sample, printer, typed: tuple[str, str], says: str
) -> None:
    page = shown(outside.session(sample))
    check_patient(qtbot, page, *typed)
    press(qtbot, page.print_button)
    press(qtbot, page.save_button)
    assert printer == []
    assert Dialog.opened == []
    assert page.findChild(QFileDialog) is None
    assert says in page.patient_check.echo.words.text()
    assert not any(text in page.patient_check.echo.words.text() for text in typed if text)


def test_the_patient_is_checked_once_for_a_case_and_again_for_another_patient(qtbot, shown, outside, sample) -> None:
    session = outside.session(sample)
    page = shown(session)
    check_patient(qtbot, page)
    assert page.patient_check.is_passed()
    assert page.patient_check.end_of_identifier.text() == ""
    assert not page.patient_check.end_of_identifier.isVisible()
    session.answer("ecog_grade", "0")
    assert page.patient_check.is_passed()
    session.set_patient("identifier", "EX-2026-9999")
    assert not page.patient_check.is_passed()
    assert page.patient_check.end_of_identifier.isVisible()


def test_what_is_amiss_with_the_patient_is_said_until_it_is_mended(qtbot, shown, outside, sample) -> None:
    page = shown(outside.session(sample))
    assert not page.patient_check.echo.isVisible()
    check_patient(qtbot, page, "9999")
    assert "does not fit" in page.patient_check.echo.words.text()
    qtbot.keyClick(page.patient_check.end_of_identifier, Qt.Key.Key_Backspace)
    assert not page.patient_check.echo.isVisible()


def test_the_end_of_the_identifier_is_compared_without_case(qtbot, shown, outside, sample) -> None:
    page = shown(outside.session(sample.with_patient(identifier="ab12cd")))
    check_patient(qtbot, page, "12CD")
    assert page.patient_check.is_passed()


@pytest.mark.parametrize(
    ("identifier", "typed"),
    [
        ("EX 417", "417"),
        ("EX 417", " 417"),
        ("EX 417", "ex417"),
        ("EX\u00a0417", "x 417"),
        ("EX\u2009417", "EX 417"),
        ("EX-417", "-417"),
        ("EX417\u200e", "x417"),
        ("7", "7"),
        ("\u2013/\u2013", "\u2013/\u2013"),
    ],
)
def test_an_identifier_with_blanks_and_unseen_marks_is_typed_again_and_printed(
    qtbot, shown, outside, sample, identifier: str, typed: str
) -> None:
    page = shown(outside.session(sample.with_patient(identifier=identifier)))
    check_patient(qtbot, page, typed)
    assert page.patient_check.is_passed()


@pytest.mark.parametrize(("identifier", "typed"), [("EX 417", "17"), ("EX 417", "EY417"), ("EX417\u200e", "417")])
def test_less_or_other_than_the_last_four_characters_of_an_identifier_passes_nobody(
    qtbot, shown, outside, sample, identifier: str, typed: str
) -> None:
    page = shown(outside.session(sample.with_patient(identifier=identifier)))
    check_patient(qtbot, page, typed)
    assert not page.patient_check.is_passed()
    assert "does not fit" in page.patient_check.echo.words.text()


def test_a_case_without_identifier_cannot_be_printed_and_that_is_said(qtbot, shown, outside, sample) -> None:
    page = shown(outside.session(sample.with_patient(identifier=None), signed=False))
    check_patient(qtbot, page)
    assert "is not recorded" in page.patient_check.echo.words.text()


def test_the_systems_dialog_opens_without_blocking(qtbot, shown, outside, sample, monkeypatch) -> None:
    monkeypatch.setattr(sheet_output, "printer_names", lambda: ["Ward 3"])
    session = outside.session(sample)
    page = shown(session)
    check_patient(qtbot, page)
    press(qtbot, page.print_button)
    dialog = page.findChild(QPrintDialog)
    assert dialog.isVisible()
    dialog.reject()
    assert session.would_be_lost


@pytest.mark.parametrize("which", ["print_button", "save_button"])
def test_a_button_keeps_the_focus_while_the_sheets_are_made_again(qtbot, shown, outside, sample, which: str) -> None:
    page = shown(outside.session(sample))
    page.printed_by.name.setFocus()
    qtbot.keyClicks(page.printed_by.name, "N. Printer")
    before = page.made
    getattr(page, which).setFocus()
    assert page.made is not before
    assert getattr(page, which).hasFocus()


def test_enter_leads_from_the_name_over_the_patient_check_to_the_button(qtbot, shown, outside, sample) -> None:
    page = shown(outside.session(sample))
    page.printed_by.name.setFocus()
    qtbot.keyClick(page.printed_by.name, Qt.Key.Key_Return)
    assert page.printed_by.name.hasFocus()
    check = page.patient_check
    for line, text in ((page.printed_by.name, "N. Printer"), (check.end_of_identifier, "0417")):
        qtbot.keyClicks(line, text)
        qtbot.keyClick(line, Qt.Key.Key_Return)
        assert not check.echo.echoed.words
    assert check.year_of_birth.hasFocus()
    qtbot.keyClicks(check.year_of_birth, "1961")
    qtbot.keyClick(check.year_of_birth, Qt.Key.Key_Return)
    assert check.is_passed()
    assert page.print_button.hasFocus()


def test_without_a_printer_the_way_out_is_said(qtbot, shown, outside, sample, monkeypatch) -> None:
    monkeypatch.setattr(sheet_output, "printer_names", list)
    page = shown(outside.session(sample))
    check_patient(qtbot, page)
    press(qtbot, page.print_button)
    assert page.status.words.text() == NO_PRINTER


def test_saving_asks_for_each_sheet_and_keeps_its_bytes(qtbot, shown, outside, sample, tmp_path) -> None:
    session = outside.session(sample)
    page = shown(session)
    single(qtbot, page, "order", "summary", "consent")
    check_patient(qtbot, page)
    press(qtbot, page.save_button)
    for sheet in page.made:
        name = f"il2desk-{sheet.name}-0F3A-77B2-9C01-r1-c1.pdf"
        dialog = next(one for one in page.findChildren(QFileDialog) if sheet.title in one.windowTitle())
        assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
        assert Path(dialog.selectedFiles()[0]).name == name
        dialog.setDirectory(str(tmp_path))
        dialog.selectFile(name)
        dialog.accept()
        assert outside.files[str(tmp_path / name)] == sheet.content
    assert "Saved" in page.status.words.text()
    assert not session.would_be_lost


@pytest.mark.parametrize(
    ("typed", "saved"),
    [("dr. example", "dr. example.pdf"), ("plain", "plain.pdf"), ("A.PDF", "A.PDF"), ("v1.2.pdf", "v1.2.pdf")],
)
def test_a_name_typed_in_the_dialog_gets_the_ending_it_lacks(
    qtbot, shown, outside, sample, tmp_path, typed, saved
) -> None:
    page = shown(outside.session(sample))
    dialog = asked_where(qtbot, page, tmp_path)
    types_name(dialog, typed)
    assert list(outside.files) == [str(tmp_path / saved)]


def test_a_file_with_the_ending_put_behind_the_typed_name_is_asked_about_first(
    qtbot, shown, outside, sample, tmp_path
) -> None:
    (tmp_path / "dr. example.pdf").write_bytes(b"another")
    page = shown(outside.session(sample))
    dialog = asked_where(qtbot, page, tmp_path)
    questions: list[str] = []

    def says_no() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        questions.append(box.text())
        QTest.keyClick(box.button(QMessageBox.StandardButton.No), Qt.Key.Key_Space)

    QTimer.singleShot(0, says_no)
    types_name(dialog, "dr. example")
    assert len(questions) == 1
    assert "dr. example.pdf already exists" in questions[0]
    assert (outside.files, dialog.isVisible()) == ({}, True)
    dialog.reject()


def asked_where(qtbot, page, folder: Path) -> QFileDialog:
    single(qtbot, page, "summary")
    check_patient(qtbot, page)
    press(qtbot, page.save_button)
    dialog = page.findChild(QFileDialog)
    dialog.setDirectory(str(folder))
    return dialog


def types_name(dialog: QFileDialog, name: str) -> None:
    line = dialog.findChild(QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, name)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_a_file_that_cannot_be_written_is_said_and_the_case_stays_unprinted(shown, outside, sample) -> None:
    session = outside.session(sample)
    page = shown(session)

    def refuse() -> None:
        raise Refusal("No space is left.")

    outside.saving = refuse
    page.output._save("/nowhere.pdf", page.made, None, ())
    assert "No space is left." in page.status.words.text()
    assert session.would_be_lost
    assert outside.files == {}


def test_the_preview_is_zoomed_by_keys_and_back_to_the_width(qtbot, shown, outside, sample) -> None:
    preview = shown(outside.session(sample)).switch.preview
    fitted = preview.zoom_factor()
    qtbot.keyClick(preview, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert preview.zoom_factor() == pytest.approx(fitted * 1.25)
    for _ in range(30):
        qtbot.keyClick(preview, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert preview.zoom_factor() == 3.0
    qtbot.keyClick(preview, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert preview.zoom_factor() == pytest.approx(fitted)


@pytest.mark.parametrize(("width", "beside"), [(1000, True), (480, False)])
def test_the_preview_stands_beside_or_below_and_the_cursor_stays(qtbot, shown, outside, sample, width, beside) -> None:
    page = shown(outside.session(sample))
    page.patient_check.year_of_birth.setFocus()
    page.resize(width, 500)
    choices, preview = page.choice.mapTo(page, page.choice.rect().topRight()), page.switch
    assert (preview.mapTo(page, preview.rect().topLeft()).x() > choices.x()) is beside
    assert page.patient_check.year_of_birth.hasFocus()


def test_every_label_is_plain_text_and_every_control_can_be_reached_and_named(shown, outside, sample) -> None:
    page = shown(outside.session(sample))
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in page.findChildren(QLabel))
    controls = [*page.choice.boxes.values(), page.print_button, page.save_button, page.patient_check.year_of_birth]
    assert all(control.focusPolicy() & Qt.FocusPolicy.TabFocus for control in controls)
    assert all(getattr(control, "text", str)() or control.accessibleName() for control in controls)


def test_tab_leads_from_the_choices_over_the_buttons_to_the_preview(qtbot, shown, outside, sample) -> None:
    page = shown(outside.session(sample))
    single(qtbot, page, "order", "summary", "consent")
    way = [
        page.choice.boxes["set"],
        *(page.choice.boxes[name] for name in SINGLE),
        page.choice.papers.buttons["A4"],
        page.printed_by.name,
        page.patient_check.end_of_identifier,
        page.patient_check.year_of_birth,
        page.unchecked.go_button,
        page.print_button,
        page.save_button,
        page.switch.buttons["order"],
        page.switch.preview._view,
    ]
    way[0].setFocus()
    for control in way[1:]:
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        assert page.focusWidget() is control


def test_a_setting_only_the_maker_misses_is_said_and_offered_below_the_set(qtbot, shown, outside, sample) -> None:
    def withhold() -> None:
        raise SheetWithheld("The order sheet cannot be made: the counting rule is not set.", "counting_rule")

    outside.making = withhold
    page = shown(outside.session(sample))
    assert page.made == ()
    assert "counting rule" in page.choice.remarks["set"].text()
    with qtbot.waitSignal(page.choice.setting_wanted) as wanted:
        press(qtbot, page.choice.setters["set"])
    assert wanted.args == ["counting_rule"]
    page.findChild(SettingsDialog).reject()
