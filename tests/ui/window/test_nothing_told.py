"""Words about a patient stay in the window: no title, file name or print job tells them, no label runs them."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QMessageBox, QWidget

from il2desk.app.wiring import new_case
from il2desk.domain.case.case import Case
from il2desk.domain.records.sheet_kinds import OFFERED, SheetKind
from il2desk.ui.settings.dialog import SettingsDialog
from il2desk.ui.sheets.sheets import MadeSheet, new_record
from il2desk.ui.widgets.file_dialog import FileDialog
from il2desk.ui.window.main_window import MainWindow
from tests.cases import signed
from tests.ui.conftest import Opened
from tests.ui.pages import everything_shown

WORD = "<b>Zyxwolska</b>"
SAFE_CASE_ID = "0F3A-77B2-9C01"


@pytest.fixture
def told() -> Case:
    """A signed case with the word in every text that describes the patient."""
    case = signed()
    patient = case.patient.model_copy(update={"name": WORD, "identifier": f"{WORD}-1"})
    return case.model_copy(update={"patient": patient, "case_id": SAFE_CASE_ID})


@pytest.fixture
def everything(opened: Opened, told: Case) -> Iterator[MainWindow]:
    """The window with every page looked at and every dialog of the program open."""
    window = opened(told)
    for _step in everything_shown(window):
        pass
    session = window.session
    window.explain("ldh")
    window.open_settings("")
    window._choose_pdf()
    page: Any = window.wizard.page_of("documents").content
    sheet = MadeSheet(SheetKind.SUMMARY, "A4", b"%PDF", session.assessment, session.plan, new_record("A4", session))
    page.output.save_all((sheet,))
    session.set_patient("name", f"{WORD} again")
    window.case_switch.close_case("Close without printing or saving?", "Close", lambda: None)
    QApplication.processEvents()
    yield window
    for dialog in window.findChildren(QDialog):
        dialog.reject()


def everything_in(window: MainWindow) -> list[QWidget]:
    return [window, *window.findChildren(QWidget)]


def test_the_dialogs_are_open_and_the_word_is_on_the_screen(everything: MainWindow) -> None:
    """What the other tests here look at."""
    dialogs = {type(one) for one in everything.findChildren(QDialog) if one.isVisible()}
    assert {FileDialog, QMessageBox, SettingsDialog} <= dialogs
    assert len([one for one in everything.findChildren(QFileDialog) if one.isVisible()]) == 2
    assert any(WORD in one.text().replace("\u200b", "") for one in everything.findChildren(QLabel))


def test_no_window_is_titled_by_a_patient(everything: MainWindow) -> None:
    assert everything.windowTitle() == "il2desk"
    titles = [one.windowTitle() for one in everything_in(everything)]
    assert len([title for title in titles if title]) > 4
    assert [title for title in titles if "Zyxwolska" in title] == []
    assert "Zyxwolska" not in QApplication.applicationDisplayName()


def test_every_label_of_every_page_and_dialog_shows_plain_text(everything: MainWindow) -> None:
    labels = labels_of(everything)
    assert len(labels) > 100
    assert guessing(labels) == []
    labels[-1].setTextFormat(Qt.TextFormat.AutoText)
    assert guessing(labels) == [labels[-1].text()], "one that guesses is found"


def labels_of(window: MainWindow) -> list[QLabel]:
    """Those that say something, apart from those inside Qt's own file dialog, whose words are Qt's."""
    return [
        one
        for one in window.findChildren(QLabel)
        if one.text() and not any(isinstance(above, QFileDialog) for above in above_of(one))
    ]


def guessing(labels: list[QLabel]) -> list[str]:
    return [one.text() for one in labels if one.textFormat() is not Qt.TextFormat.PlainText]


def test_no_tip_can_be_taken_for_markup(everything: MainWindow) -> None:
    """Qt shows tips as rich text where they look like it."""
    tips = [tip for one in everything_in(everything) for tip in (one.toolTip(), one.whatsThis(), one.statusTip())]
    assert [tip for tip in tips if QtGui.Qt.mightBeRichText(tip) or "Zyxwolska" in tip] == []
    assert QtGui.Qt.mightBeRichText(WORD)


def test_no_file_and_no_print_job_is_named_by_a_patient(told: Case, opened: Opened) -> None:
    session = opened(told).session
    record = new_record("A4", session)
    names = [MadeSheet(sheet, "A4", b"", session.assessment, session.plan, record).file_name for sheet in OFFERED]
    assert len(set(names)) == 6
    assert all(re.fullmatch(r"il2desk-[a-z]+-[0-9A-F-]{1,40}-r1-c1", name) for name in names), names


def test_a_new_case_is_called_by_chance_alone() -> None:
    ids = {new_case().case_id for _ in range(100)}
    assert len(ids) == 100
    assert all(re.fullmatch(r"([0-9A-F]{4}-){2}[0-9A-F]{4}", one) for one in ids)


def above_of(widget: QWidget) -> Iterator[QWidget]:
    above = widget.parentWidget()
    while above is not None:
        yield above
        above = above.parentWidget()
