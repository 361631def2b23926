"""The settings dialog: what is typed is read strictly, named and dated, and never lost."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from il2desk.app.startup_files import find
from il2desk.app.wiring import make_window
from il2desk.domain.case.case import Case
from il2desk.domain.errors import Refusal
from il2desk.domain.values.local_settings import Days, LocalSettings
from il2desk.storage.files.case_file import read_case
from il2desk.storage.packs.library import load_packs
from il2desk.storage.site.paths import resources
from il2desk.storage.site.settings_file import read_settings
from il2desk.ui.case.session import Session
from il2desk.ui.settings.dialog import SettingsDialog
from il2desk.ui.settings.entry import SettingSpec, setting_names
from il2desk.ui.window.main_window import MainWindow
from tests.ui.conftest import ports_of

NOW = datetime(2026, 11, 20, 23, 30, tzinfo=ZoneInfo("Europe/Paris"))
PACKS = cache(lambda: load_packs(resources()))


class Desk:
    """A session, what it wrote, and a fault on demand."""

    def __init__(self, settings: LocalSettings, case: Case | None = None) -> None:
        self.written: list[LocalSettings] = []
        self.fault: Exception | None = None
        ports = ports_of(settings, packs=PACKS(), now=lambda: NOW, save_settings=self.write)
        self.session = Session(ports, case or Case(case_id="one"))

    def write(self, settings: LocalSettings) -> None:
        if self.fault:
            raise self.fault
        self.written.append(settings)


Opened = Callable[..., SettingsDialog]


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    def open_dialog(desk: Desk, focus: str | None = None) -> SettingsDialog:
        dialog = SettingsDialog(desk.session, focus)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.open()
        return dialog

    return open_dialog


def type_into(qtbot: QtBot, dialog: SettingsDialog, **texts: str) -> None:
    for name, text in texts.items():
        editor = dialog.name if name == "name" else dialog.form.rows[name].editor
        editor.setFocus()
        editor.selectAll()
        qtbot.keyClicks(editor, text)


def save(qtbot: QtBot, dialog: SettingsDialog) -> None:
    qtbot.keyClick(dialog.save_button, Qt.Key.Key_Space)


def said(dialog: SettingsDialog, name: str) -> str:
    return dialog.form.rows[name].echo.words.text()


def test_every_setting_of_the_model_has_a_row_and_all_are_unset_at_first(opened: Opened) -> None:
    dialog = opened(Desk(LocalSettings()))
    fields = set(LocalSettings.model_fields) - {"settings_schema", "sample"}
    assert set(dialog.form.rows) == fields == set(setting_names())
    for name, row in dialog.form.rows.items():
        assert row.isVisible(), name
        assert row.editor.text() == ""
        assert said(dialog, name) == "Unset."


def test_enter_presses_the_button_that_has_the_focus_and_no_other(qtbot: QtBot, opened: Opened) -> None:
    desk = Desk(LocalSettings())
    dialog = opened(desk)
    type_into(qtbot, dialog, age_ecog="14")
    qtbot.keyClick(dialog.form.rows["age_ecog"].editor, Qt.Key.Key_Return)
    assert dialog.isVisible() and not desk.written and not dialog.echo.words.text()
    dialog.save_button.setFocus()
    qtbot.keyClick(dialog.save_button, Qt.Key.Key_Return)
    assert "Type your name" in dialog.echo.words.text()
    type_into(qtbot, dialog, name="Dr. B. Sample")
    dialog.save_button.setFocus()
    qtbot.keyClick(dialog.save_button, Qt.Key.Key_Return)
    assert len(desk.written) == 1


def test_what_is_typed_is_saved_with_name_and_day(qtbot: QtBot, opened: Opened) -> None:
    desk = Desk(LocalSettings())
    dialog = opened(desk)
    type_into(qtbot, dialog, age_ecog="14", zone="Europe/Paris", held_dose_rule="Skip it.", name="Dr. B. Sample")
    first = dialog.form.rows["dilution"].editor.rows["added"]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    save(qtbot, dialog)
    assert not dialog.isVisible()
    [written] = desk.written
    assert written is desk.session.settings
    assert written.days("age_ecog") == 14
    assert written.age_ecog == Days(value=14, set_by="Dr. B. Sample", set_on=date(2026, 11, 20))
    assert (written.zone.value, written.held_dose_rule.value, written.dilution.value) == (
        "Europe/Paris",
        "Skip it.",
        "added",
    )
    assert written.age_ldh is None


def test_only_what_changed_gets_a_new_name_and_an_emptied_field_is_unset(qtbot: QtBot, opened: Opened) -> None:
    sample = read_settings(resources() / "sample" / "settings.toml")
    desk = Desk(sample)
    dialog = opened(desk, "age_ldh")
    type_into(qtbot, dialog, age_ldh="10", name="Dr. B. Sample")
    weight = dialog.form.rows["age_weight"].editor
    weight.setFocus()
    weight.selectAll()
    qtbot.keyClick(weight, Qt.Key.Key_Delete)
    save(qtbot, dialog)
    written = desk.session.settings
    assert written.age_ldh.set_by == "Dr. B. Sample"
    assert written.age_weight is None
    assert written.age_ecog == sample.age_ecog
    assert written.sample


def test_a_choice_can_be_taken_back(qtbot: QtBot, opened: Opened) -> None:
    desk = Desk(read_settings(resources() / "sample" / "settings.toml"))
    dialog = opened(desk)
    qtbot.keyClick(dialog.form.rows["hold_stop_set"].editor.clear, Qt.Key.Key_Space)
    type_into(qtbot, dialog, name="Dr. B. Sample")
    save(qtbot, dialog)
    assert desk.session.settings.hold_stop_set is None


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        *(
            ("age_ecog", typed)
            for typed in ("1e3", "-1", "+7", "7.0", "7,5", "1 4", "07", "3651", "7 days", "x", "9" * 99)
        ),
        ("expiry_hours", "0"),
        ("expiry_hours", "48"),
        ("zone", "Paris"),
        ("zone", "../Paris"),
        ("centre", "x" * 201),
    ],
)
def test_a_wrong_entry_is_refused_beside_its_field_and_kept(
    qtbot: QtBot, opened: Opened, name: str, typed: str
) -> None:
    desk = Desk(LocalSettings())
    dialog = opened(desk)
    type_into(qtbot, dialog, **{name: typed, "age_ldh": "14", "name": "Dr. B. Sample"})
    save(qtbot, dialog)
    assert dialog.isVisible()
    assert desk.written == []
    assert dialog.form.rows[name].editor.text() == typed
    assert dialog.form.rows["age_ldh"].editor.text() == "14"
    assert dialog.form.rows[name].editor.hasFocus()
    assert len(said(dialog, name)) > 20
    assert "one entry was refused" in dialog.echo.words.text()


@pytest.mark.parametrize("typed", ["١٤", "\uff17", "1\u200b4"])
def test_other_digits_are_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="digits 0 to 9"):
        SettingSpec("age_ecog").read(typed)


DAYS = [("0", 0), ("3650", 3650), (" 14 ", 14), ("14\u200e", 14), ("\u200e", None), ("", None), ("  ", None)]


@pytest.mark.parametrize(("typed", "value"), DAYS)
def test_days_are_read_at_their_ends(typed: str, value: int | None) -> None:
    assert SettingSpec("age_ecog").read(typed) == value


def test_a_time_set_for_expiry_is_shorter_than_the_labels_own(opened: Opened) -> None:
    row = opened(Desk(LocalSettings())).form.rows["expiry_hours"]
    assert row.spec.at_most == PACKS().product.expiry_hours - 1


def test_hostile_text_is_refused_or_kept_as_plain_text(opened: Opened) -> None:
    desk = Desk(LocalSettings())
    dialog = opened(desk)
    centre, rule = dialog.form.rows["centre"].editor, dialog.form.rows["held_dose_rule"].editor
    centre.insert("<b>&amp;</b> a\u202eb")
    pasted = QMimeData()
    pasted.setText("x" * 100_000)
    rule.insertFromMimeData(pasted)
    assert rule.text() == ""
    assert "100,000 characters" in said(dialog, "held_dose_rule")
    dialog.save()
    assert "U+202E" in said(dialog, "centre")
    assert desk.written == []


def test_a_change_needs_a_name(qtbot: QtBot, opened: Opened) -> None:
    desk = Desk(LocalSettings())
    dialog = opened(desk)
    type_into(qtbot, dialog, age_ecog="14")
    save(qtbot, dialog)
    assert "Type your name" in dialog.echo.words.text()
    assert dialog.name.hasFocus()
    assert desk.written == []


def test_a_failed_write_is_said_and_the_entries_stay(qtbot: QtBot, opened: Opened) -> None:
    desk = Desk(LocalSettings())
    desk.fault = Refusal("The file cannot be written.")
    dialog = opened(desk)
    type_into(qtbot, dialog, age_ecog="14", name="Dr. B. Sample")
    save(qtbot, dialog)
    assert "The file cannot be written." in dialog.echo.words.text()
    assert dialog.form.rows["age_ecog"].editor.text() == "14"
    assert desk.session.settings == LocalSettings()
    desk.fault = None
    save(qtbot, dialog)
    assert desk.session.settings.days("age_ecog") == 14


def test_escape_drops_typed_changes_only_when_pressed_twice(qtbot: QtBot, opened: Opened) -> None:
    dialog = opened(Desk(LocalSettings()))
    type_into(qtbot, dialog, age_ecog="14")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "not saved" in dialog.echo.words.text()
    type_into(qtbot, dialog, age_ecog="15")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "an edit asks anew"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_escape_closes_at_once_where_nothing_changed_and_enter_saves_only_from_the_name(
    qtbot: QtBot, opened: Opened
) -> None:
    desk = Desk(LocalSettings())
    dialog = opened(desk)
    type_into(qtbot, dialog, name="Dr. B. Sample", age_ecog="14")
    qtbot.keyClick(dialog.form.rows["age_ecog"].editor, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert desk.written == []
    dialog.form.rows["age_ecog"].editor.clear()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    dialog = opened(desk)
    type_into(qtbot, dialog, age_ecog="14", name="Dr. B. Sample")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert [one.days("age_ecog") for one in desk.written] == [14]


def test_that_the_name_is_missing_is_said_until_it_is_typed(qtbot: QtBot, opened: Opened) -> None:
    dialog = opened(Desk(LocalSettings()))
    type_into(qtbot, dialog, age_ecog="14")
    assert dialog.echo.words.text() == ""
    save(qtbot, dialog)
    assert "Type your name" in dialog.echo.words.text()
    qtbot.keyClicks(dialog.name, "D")
    assert dialog.echo.words.text() == ""


def test_the_cursor_stands_on_the_setting_asked_for_and_it_is_in_view(qtbot: QtBot, opened: Opened) -> None:
    dialog = opened(Desk(LocalSettings()), "supportive_medicines")
    row = dialog.form.rows["supportive_medicines"]
    qtbot.waitUntil(row.editor.hasFocus)
    top = row.editor.mapTo(dialog.form.viewport(), row.editor.rect().topLeft()).y()
    assert 0 <= top <= dialog.form.viewport().height() - row.editor.height()


def test_a_zone_is_echoed_with_the_clock_there(qtbot: QtBot, opened: Opened) -> None:
    dialog = opened(Desk(LocalSettings()))
    type_into(qtbot, dialog, zone="America/Toronto")
    assert "Friday 2026-11-20 17:30 there" in said(dialog, "zone")


@pytest.mark.parametrize("typed", ["america/new_york", "America/New York", " AMERICA/NEW\u00a0YORK"])
def test_a_zone_is_known_in_small_letters_and_with_blanks(qtbot: QtBot, opened: Opened, typed: str) -> None:
    desk = Desk(LocalSettings())
    dialog = opened(desk)
    dialog.form.rows["zone"].editor.insert(typed)
    type_into(qtbot, dialog, name="Dr. B. Sample")
    assert "Not a known" not in said(dialog, "zone")
    save(qtbot, dialog)
    assert desk.written[0].zone.value == "America/New_York"


def test_saving_over_a_signed_case_is_warned_of_and_voids_the_signature(qtbot: QtBot, opened: Opened) -> None:
    sample = read_settings(resources() / "sample" / "settings.toml")
    desk = Desk(sample, read_case(resources() / "sample" / "case.json"))
    desk.session.sign("Dr. B. Sample")
    dialog = opened(desk)
    text = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "voids the signature" in text
    assert "example values" in text
    type_into(qtbot, dialog, age_ecog="13", name="Dr. B. Sample")
    with qtbot.waitSignal(desk.session.voided):
        save(qtbot, dialog)


def test_no_input_turns_with_the_wheel_and_every_label_is_plain_text(opened: Opened) -> None:
    dialog = opened(Desk(LocalSettings()))
    assert not dialog.findChildren(QAbstractSpinBox)
    assert not dialog.findChildren(QComboBox)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel))
    assert all(row.editor.accessibleName() and row.label.buddy() for row in dialog.form.rows.values())


def faulty(folder: Path, content: bytes = b"zone = \xe9\n") -> tuple[Path, MainWindow]:
    """A window as the program makes it where the file of settings cannot be used."""
    file = folder / "settings.toml"
    file.write_bytes(content)
    return file, make_window(find(file, now="2026-11-20T10:00+01:00"))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"zone = \xe9\n", "line 1: this is not UTF-8"),
        ("[zone]\nvalue = “Europe/Paris”\n".encode(), "line 2: a curly quotation mark"),
        (b'schema = "il2desk-settings-1"\nzon = 1\n', "zon: nothing of this name"),
        (b"\xff\xfez\x00", "this is not UTF-8"),
    ],
)
def test_with_a_faulty_file_the_window_opens_says_so_and_nothing_is_set(
    qtbot: QtBot, tmp_path: Path, content: bytes, why: str
) -> None:
    file, window = faulty(tmp_path, content)
    qtbot.addWidget(window)
    window.show()
    assert window.settings_bar.isVisible()
    said = window.settings_bar.words.text().replace("\u200b", "")
    assert why in said
    assert str(file) in said
    assert window.session.settings == LocalSettings()
    window.case_switch.ask_for_new()
    assert window.settings_bar.isVisible(), "it stays until it is mended"


def test_a_faulty_file_is_kept_when_settings_are_saved_and_the_dialog_says_where(qtbot: QtBot, tmp_path: Path) -> None:
    file, window = faulty(tmp_path)
    qtbot.addWidget(window)
    window.show()
    before = file.read_bytes()
    qtbot.mouseClick(window.settings_bar.action, Qt.MouseButton.LeftButton)
    dialog = window.findChild(SettingsDialog)
    qtbot.waitUntil(dialog.isVisible)
    type_into(qtbot, dialog, zone="Europe/Paris", name="Dr. One")
    save(qtbot, dialog)
    kept = tmp_path / "settings-faulty-1.toml"
    assert dialog.isVisible()
    assert str(kept) in dialog.echo.words.text().replace("\u200b", "")
    assert kept.read_bytes() == before
    assert read_settings(file).zone == window.session.settings.zone
    assert not window.settings_bar.isVisible()
    qtbot.keyClick(dialog.cancel_button, Qt.Key.Key_Space)
    assert not dialog.isVisible()
