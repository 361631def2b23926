"""Where the dialogs for files begin, and under which name a file is saved, by keys and clicks."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from il2desk.storage.site.paths import PACKAGE
from il2desk.ui.widgets.file_dialog import FileDialog, ask_for_folder, ask_to_open, ask_to_save

Save = Callable[[str], QFileDialog]


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "Documents"
    folder.mkdir()
    monkeypatch.setattr(FileDialog, "last_in", None)
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(folder))
    return folder


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def shown(window: QWidget) -> QFileDialog:
    return next(one for one in window.findChildren(QFileDialog) if one.isVisible())


def typed(qtbot: QtBot, dialog: QFileDialog, name: str) -> QFileDialog:
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, name)
    return dialog


def press_save(qtbot: QtBot, dialog: QFileDialog) -> None:
    button = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("name", "becomes"),
    [
        ("dr. example", "dr. example.pdf"),
        ("dr. example.", "dr. example.pdf"),
        ("set of 1.2.2027", "set of 1.2.2027.pdf"),
        ("example.pdf", "example.pdf"),
        ("EXAMPLE.PDF", "EXAMPLE.PDF"),
        ("example", "example.pdf"),
        ("example.txt", "example.txt.pdf"),
    ],
)
@pytest.mark.parametrize("by", ["key", "click"])
def test_a_name_is_saved_with_its_ending(
    qtbot: QtBot, window: QWidget, documents: Path, name: str, becomes: str, by: str
) -> None:
    saved: list[str] = []
    ask_to_save(window, "Save", "il2desk.pdf", "PDF files (*.pdf)", saved.append)
    dialog = typed(qtbot, shown(window), name)
    if by == "key":
        qtbot.keyClick(dialog.findChild(QLineEdit, "fileNameEdit"), Qt.Key.Key_Return)
    else:
        press_save(qtbot, dialog)
    assert saved == [str(documents / becomes)]


def test_a_file_of_that_name_with_its_ending_is_asked_about_first(
    qtbot: QtBot, window: QWidget, documents: Path
) -> None:
    (documents / "dr. example.pdf").touch()
    asked: list[str] = []

    def no() -> None:
        (box,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox) and one.isVisible())
        asked.append(box.text())
        qtbot.mouseClick(box.button(QMessageBox.StandardButton.No), Qt.MouseButton.LeftButton)

    saved: list[str] = []
    ask_to_save(window, "Save", "il2desk.pdf", "PDF files (*.pdf)", saved.append)
    dialog = typed(qtbot, shown(window), "dr. example")
    QTimer.singleShot(0, no)
    press_save(qtbot, dialog)
    assert ["dr. example.pdf" in one for one in asked] == [True]
    assert saved == []
    assert shown(window).isVisible()


def test_the_name_of_a_folder_leads_into_it(qtbot: QtBot, window: QWidget, documents: Path) -> None:
    (documents / "ward 3").mkdir()
    saved: list[str] = []
    ask_to_save(window, "Save", "il2desk.pdf", "PDF files (*.pdf)", saved.append)
    press_save(qtbot, typed(qtbot, shown(window), "ward 3"))
    assert saved == []
    assert shown(window).directory().absolutePath() == str(documents / "ward 3")


def test_each_begins_in_documents_and_then_where_one_last_was(
    qtbot: QtBot, window: QWidget, documents: Path, tmp_path: Path
) -> None:
    chosen: list[object] = []
    stick = tmp_path / "stick"
    stick.mkdir()
    asks = (
        lambda: ask_to_open(window, "Open", "PDF files (*.pdf)", chosen.append),
        lambda: ask_to_save(window, "Save", "il2desk.pdf", "PDF files (*.pdf)", chosen.append),
        lambda: ask_for_folder(window, "Back up", chosen.append),
    )
    for ask in asks:
        ask()
        assert shown(window).directory().absolutePath() == str(documents)
        qtbot.keyClick(shown(window), Qt.Key.Key_Escape)
    asks[1]()
    shown(window).setDirectory(str(stick))
    press_save(qtbot, typed(qtbot, shown(window), "a"))
    assert chosen == [str(stick / "a.pdf")]
    for ask in asks:
        ask()
        assert shown(window).directory().absolutePath() == str(stick)
        qtbot.keyClick(shown(window), Qt.Key.Key_Escape)
    stick.rmdir()
    asks[0]()
    assert shown(window).directory().absolutePath() == str(documents), "a stick that is gone is no place to begin"


def test_a_folder_that_was_chosen_is_where_the_next_begins(qtbot: QtBot, window: QWidget, documents: Path) -> None:
    chosen: list[Path] = []
    backups = documents / "backups"
    backups.mkdir()
    ask_for_folder(window, "Back up", chosen.append)
    shown(window).setDirectory(str(backups))
    shown(window).accept()
    assert chosen == [backups]
    ask_for_folder(window, "Back up", chosen.append)
    assert shown(window).directory().absolutePath() == str(backups)


@pytest.mark.parametrize("documents_are", ["", "//Documents"])
def test_without_documents_it_begins_at_home(
    window: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, documents_are: str
) -> None:
    monkeypatch.setattr(FileDialog, "last_in", None)
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: documents_are)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    ask_to_open(window, "Open", "PDF files (*.pdf)", lambda _: None)
    assert shown(window).directory().absolutePath() == str(tmp_path)


def test_no_other_dialog_for_files_is_made() -> None:
    naming = {file.name for file in PACKAGE.rglob("*.py") if "import QFileDialog" in file.read_text(encoding="utf-8")}
    assert naming == {"file_dialog.py"}
