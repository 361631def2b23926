"""Typed text is read back or refused beside its field, and is never lost, cut or altered."""

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from il2desk.domain.assessment.signing import CannotSign
from il2desk.ui.case.steps import gaps
from il2desk.ui.fields.line_edit import NO_PASTING
from il2desk.ui.widgets.theme import Tone
from tests.cases import a_case
from tests.ui.conftest import Opened
from tests.ui.person import Key, Modifier, Person

HOSTILE = (
    "<b>Łukasz</b> & Ős <img src='file:///etc/passwd'>",
    '&amp; &Next %s {0} \\n "quotes" ’',
    "עברית العربية 漢字 e\u0301",
    "A" * 190,
    "../../x CON .",
)
UNSEEN = ("a\u202eb", "a\0b", "a\u200bb", "a\x07b")


def pasted(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def at(person: Person, step: str, field: str) -> Any:
    person.window.go_to(step, field)
    QApplication.processEvents()
    return person.field(field)


def test_a_figure_is_echoed_with_its_unit_at_once(opened: Opened) -> None:
    person = Person(opened())
    field = at(person, "weight", "weight")
    person.types("72,5")
    assert field.editor.text() == "72,5"
    assert field.echo.echoed.words == "72.5 kg"
    assert person.window.session.case.cycle.weight == "72,5"


def test_the_first_dose_is_echoed_with_weekday_and_offset(opened: Opened) -> None:
    person = Person(opened())
    field = at(person, "weight", "first_dose")
    person.types("2026-11-30")
    assert field.echo.echoed.words == "Monday 2026-11-30; the time is still needed."
    person.press(Key.Key_Tab)
    person.types("09:00")
    assert field.echo.echoed.words == "Monday 2026-11-30 09:00 +01:00 (Europe/Paris)"
    assert person.window.session.case.cycle.first_dose == "2026-11-30 09:00"


def test_refused_text_stays_as_typed_says_why_and_survives_leaving_the_page(opened: Opened) -> None:
    person = Person(opened(a_case(ldh_value=None)))
    field = at(person, "ldh", "ldh_value")
    person.types("1,234")
    assert field.echo.echoed.tone is Tone.BAD
    assert "could mean 1.234 or 1234" in field.echo.echoed.words
    person.window.go_to("cns")
    person.window.go_to("ldh")
    assert field.editor.text() == "1,234"
    assert person.window.session.case.answers["ldh_value"] == "1,234"
    assert "could mean" in field.echo.echoed.words


def test_every_keystroke_of_a_figure_is_judged_and_none_is_repainted(opened: Opened) -> None:
    person = Person(opened())
    field = at(person, "weight", "weight")
    person.types("725")
    person.press(Key.Key_Left)
    person.types(".")
    assert field.editor.text() == "72.5"
    assert field.editor.cursorPosition() == 3


def test_undo_in_a_field_still_works_after_the_page_was_refreshed(opened: Opened) -> None:
    person = Person(opened())
    field = at(person, "diagnosis", "name")
    person.types("Anna")
    person.window.session.answer("melanoma", "yes")
    person.press(Key.Key_Z, Modifier.ControlModifier)
    assert field.editor.text() == ""


@pytest.mark.parametrize("field_id", ["weight", "weight_again"])
def test_a_weight_cannot_be_pasted_dropped_or_middle_clicked(opened: Opened, field_id: str) -> None:
    person = Person(opened())
    field = at(person, "weight", field_id)
    pasted("154")
    for key, modifier in ((Key.Key_V, Modifier.ControlModifier), (Key.Key_Insert, Modifier.ShiftModifier)):
        person.press(key, modifier)
        assert field.editor.text() == ""
        assert field.echo.echoed.words == NO_PASTING
    QTest.mouseClick(field.editor, Qt.MouseButton.MiddleButton)
    assert field.editor.text() == ""
    assert not field.editor.acceptDrops()
    data = QMimeData()
    data.setText("154")
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(field.editor, drop)
    assert field.editor.text() == ""
    assert person.window.session.case.cycle.weight is None
    assert person.window.session.case.cycle.weight_again is None


def test_the_menu_of_a_weight_field_has_no_pasting(opened: Opened) -> None:
    person = Person(opened())
    field = at(person, "weight", "weight_again")
    pasted("154")
    QTest.mouseClick(field.editor, Qt.MouseButton.RightButton)
    menu = field.editor.createStandardContextMenu()
    assert any(action.objectName() == "edit-paste" for action in menu.actions())
    field.editor.keep_pasting_out(menu)
    assert not [one for one in menu.actions() if one.objectName() == "edit-paste" and one.isVisible()]


@pytest.mark.parametrize(("step", "field_id"), [("diagnosis", "name"), ("ldh", "ldh_value"), ("weight", "height")])
@pytest.mark.parametrize("length", [4_001, 32_768, 100_000])
def test_an_oversized_paste_is_refused_and_the_old_text_kept(
    opened: Opened, step: str, field_id: str, length: int
) -> None:
    person = Person(opened())
    field = at(person, step, field_id)
    person.types("17")
    pasted("9" * length)
    person.press(Key.Key_V, Modifier.ControlModifier)
    assert field.editor.text() == "17"
    assert "What stood here is kept" in field.echo.echoed.words
    person.types("2")
    assert field.editor.text() == "172"


def test_an_oversized_paste_into_the_words_of_a_deviation_is_refused(opened: Opened) -> None:
    person = Person(opened(a_case(ecog_grade="2")))
    person.window.go_to("verdict")
    part = person.verdict.deviation.parts["ecog"]
    part.words.setFocus()
    person.types("Agreed.")
    pasted("x" * 1_000_000)
    person.press(Key.Key_V, Modifier.ControlModifier)
    assert part.words.toPlainText() == "Agreed."
    assert "What stood here is kept" in part._echo.echoed.words
    assert person.window.session.case.cycle.deviations[0].text == "Agreed."


def test_a_pasted_line_break_is_refused_in_a_field_of_one_line(opened: Opened) -> None:
    person = Person(opened())
    field = at(person, "diagnosis", "name")
    pasted("Anna\nExample")
    person.press(Key.Key_V, Modifier.ControlModifier)
    assert "Example" in field.editor.text()
    assert field.echo.echoed.tone is Tone.BAD
    assert "line break" in field.echo.echoed.words or "invisible" in field.echo.echoed.words
    assert person.window.session.case.patient.name == field.editor.text()


@pytest.mark.parametrize("cell", ["EX-0417\n", "EX-0417\r\n", "\nEX-0417\n", "EX-0417\t", "EX-0417\u00a0"], ids=ascii)
def test_a_cell_pasted_from_a_spreadsheet_is_taken_without_its_end(opened: Opened, cell: str) -> None:
    person = Person(opened())
    field = at(person, "diagnosis", "identifier")
    pasted(cell)
    person.press(Key.Key_V, Modifier.ControlModifier)
    assert field.editor.text().strip() == "EX-0417"
    assert "\n" not in (person.window.session.case.patient.identifier or "")
    assert field.echo.echoed.words == ""
    assert "EX-0417" in person.window.header.patient.text()


def test_a_date_pasted_from_a_spreadsheet_is_read(opened: Opened) -> None:
    person = Person(opened())
    field = at(person, "diagnosis", "date_of_birth")
    pasted("1961-04-17\r\n")
    person.press(Key.Key_V, Modifier.ControlModifier)
    assert field.echo.echoed.words.startswith("Monday 1961-04-17")


@pytest.mark.parametrize("mark", ["\u200e", "\u200f", "\u00ad", "\u061c", "\ufeff", "\u200b"], ids=ascii)
def test_an_invisible_mark_at_the_end_is_left_out_and_the_field_says_so(opened: Opened, mark: str) -> None:
    person = Person(opened())
    field = at(person, "diagnosis", "identifier")
    pasted(f"EX-0417{mark}")
    person.press(Key.Key_V, Modifier.ControlModifier)
    assert field.echo.echoed.tone is not Tone.BAD
    assert f"Left out at its ends, because nobody can see it: U+{ord(mark):04X}" in field.echo.echoed.words
    assert f"U+{ord(mark):04X}" in field.editor.accessibleDescription()
    assert mark not in person.window.header.patient.text()


def test_what_no_sheet_prints_is_said_at_the_field_and_among_what_is_missing_before_signing(opened: Opened) -> None:
    person = Person(opened(a_case()))
    field = at(person, "diagnosis", "name")
    pasted("Anna \U0001f600")
    person.press(Key.Key_A, Modifier.ControlModifier)
    person.press(Key.Key_V, Modifier.ControlModifier)
    assert field.echo.echoed.tone is Tone.BAD
    assert "no sheet can print U+1F600 grinning face" in field.echo.echoed.words
    assert field.editor.text() == "Anna \U0001f600"
    assert any("U+1F600" in gap.says and gap.field == "name" for gap in gaps(person.window.session.assessment))
    with pytest.raises(CannotSign, match="no sheet can print"):
        person.window.session.sign("Dr. Berta Signer")


def test_a_first_dose_at_8_is_read_back_as_08_00(opened: Opened) -> None:
    person = Person(opened(a_case(first_dose=None)))
    field = at(person, "weight", "first_dose")
    field.date.setFocus()
    person.types("2026-11-23")
    field.time.setFocus()
    for typed, shown in (("8:00", "08:00"), ("0800", "08:00")):
        field.time.selectAll()
        person.types(typed)
        assert shown in field.echo.echoed.words
        assert field.is_settled()
    field.time.selectAll()
    person.types("800")
    assert "could be more than one time" in field.echo.echoed.words


@pytest.mark.parametrize("text", UNSEEN)
def test_an_invisible_mark_is_refused_and_named(opened: Opened, text: str) -> None:
    person = Person(opened())
    field = at(person, "diagnosis", "name")
    pasted(text)
    person.press(Key.Key_V, Modifier.ControlModifier)
    assert field.echo.echoed.tone is Tone.BAD
    assert "invisible character" in field.echo.echoed.words
    assert "not readable" in person.window.header.patient.text()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_it_is_everywhere(opened: Opened, text: str) -> None:
    window = opened(a_case(sites=("lung", "other"), pregnancy="not_applicable", pregnancy_date=None))
    window.session.set_patient("name", text)
    window.session.answer("pregnancy_reason", text)
    sites = tuple(site.model_copy(update={"text": text}) if site.id == "other" else site for site in a_sites(window))
    window.session.edit(window.session.case.with_sites(sites, True))
    window.session.sign(text[:60])
    for step in window.wizard.steps:
        window.go_to(step.id)
        QApplication.processEvents()
    words = [label.text().replace("\u200b", "") for label in window.wizard.findChildren(QLabel)]
    shown = text.replace("\u200b", "")
    assert any(one == shown for one in words)
    assert any(f"Another site: {shown}" in one for one in words)
    assert window.session.case.patient.name == text
    assert window.wizard.page_of("diagnosis").control_of("name").text() == text


def a_sites(window: Any) -> Any:
    return window.session.case.sites


def test_not_known_is_recorded_and_the_typed_text_comes_back_when_it_is_taken_back(opened: Opened) -> None:
    person = Person(opened(a_case(ldh_limit=None)))
    field = at(person, "ldh", "ldh_limit")
    person.types("250")
    person.press(Key.Key_Tab)
    assert person.focus is field.not_known
    person.press(Key.Key_Space)
    assert person.window.session.case.answers["ldh_limit"] == "not_known"
    assert not field.editor.isEnabled()
    assert field.echo.echoed.words == "not known"
    person.press(Key.Key_Space)
    assert field.editor.isEnabled()
    assert field.editor.text() == "250"
    assert person.window.session.case.answers["ldh_limit"] == "250"


def test_an_answer_can_be_taken_back(opened: Opened) -> None:
    person = Person(opened(a_case()))
    field = at(person, "setting", "setting_tertiary")
    field.clear_button.setFocus()
    person.press(Key.Key_Space)
    assert "setting_tertiary" not in person.window.session.case.answers
    assert not any(row.isChecked() for row in field.rows.values())


def test_an_arrow_key_moves_between_answers_and_marks_none(opened: Opened) -> None:
    person = Person(opened(a_case(ecog_grade="0")))
    field = at(person, "performance_status", "ecog_grade")
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Right):
        person.press(key)
    assert person.window.session.case.answers["ecog_grade"] == "0"
    assert field.rows["0"].isChecked()
    person.press(Key.Key_Space)
    assert person.window.session.case.answers["ecog_grade"] == "3"
