"""A PDF of ours is dropped or chosen: the case is shown read-only; a new revision starts without a signature."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox, QWidget

from il2desk.app import SheetMaker, open_returned
from il2desk.domain.case import Case, SecondCheck, content_digest
from il2desk.domain.print_record import Replaced
from il2desk.storage.places import resources
from il2desk.ui.alerts import REFUSED
from il2desk.ui.main_window import MainWindow
from il2desk.ui.session import Session
from il2desk.ui.sheets import make, new_record
from tests.cases import NOW, SIGNER, a_case, packs, signed
from tests.ui.conftest import Opened, ports_of
from tests.ui.person import Key, Modifier, Person
from tests.ui.test_second_check_page import types_pair


def checked() -> Case:
    """The signed base case with its second check."""
    case = signed()
    check = SecondCheck(
        name="Nora Second",
        instant=NOW.isoformat(),
        kilograms="70",
        million_units="42",
        covers=content_digest(case),
    )
    return case.model_copy(update={"second_checks": (check,)})


@pytest.fixture(scope="module")
def made(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """Copy 3 of the summary of a checked case, as this program saves it."""
    maker = SheetMaker(resources())
    session = Session(ports_of(record=maker.record, make_sheet=maker.pdf), checked())
    session.person = "A. Printer"
    record = maker.record(
        session.assessment, "A4", NOW, person="A. Printer", replaces=Replaced(revision=1, copy_number=2)
    )
    sheet = make("summary", record, session)
    file = tmp_path_factory.mktemp("saved") / "sheet.pdf"
    file.write_bytes(sheet.content)
    return file, sheet.content


@pytest.fixture
def desk(opened: Opened) -> Callable[..., MainWindow]:
    maker = SheetMaker(resources())

    def open_one(case: Case | None = None, **changes: object) -> MainWindow:
        ports = {
            "record": maker.record,
            "make_sheet": maker.pdf,
            "open_returned": lambda raw: open_returned(raw, packs()),
        }
        return opened(case, **{**ports, **changes})

    return open_one


def drop(on: QWidget, *urls: QUrl) -> bool:
    """Drag over a widget and drop there; whether it was taken by anybody."""
    mime = QMimeData()
    mime.setUrls(list(urls))
    mime.setText(" ".join(url.toString() for url in urls))
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(on.rect().center(), copy, mime, left, none)
    QApplication.sendEvent(on, entered)
    if entered.isAccepted():
        QApplication.sendEvent(on.window(), QDropEvent(QPointF(on.rect().center()), copy, mime, left, none))
        QTest.qWait(1)
    return entered.isAccepted()


def local(file: Path) -> QUrl:
    return QUrl.fromLocalFile(str(file))


def words_on(window: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def asked(window: MainWindow) -> Any:
    return next((one for one in window.findChildren(QMessageBox) if one.isVisible()), None)


def test_a_dropped_pdf_opens_its_case_and_the_bar_says_what_it_is(desk, made) -> None:
    window = desk()
    assert drop(window, local(made[0]))
    assert window.session.case == checked()
    assert window.session.check is not None
    assert window.reopened.isVisible()
    said = window.reopened.words.text()
    assert "revision 1, copy 3, printed Friday 2026-11-20 10:00" in said
    assert "read-only" in said
    assert "Example, Anna" in window.header.patient.text()
    assert window.wizard.here.id == "verdict"
    assert not window.session.would_be_lost


def test_every_page_shows_the_reopened_case_and_takes_no_entry(desk, made) -> None:
    window = desk()
    drop(window, local(made[0]))
    person = Person(window)
    for step in window.wizard.steps:
        window.go_to(step.id)
        assert window.wizard.here == step
        for key in (Key.Key_Tab, Key.Key_Space, Key.Key_Down, Key.Key_Space):
            person.press(key)
            person.types("7")
            window.go_to(step.id)
    assert window.session.case == checked()
    window.go_to("plan")
    assert "42 million international units" in words_on(window)
    window.go_to("verdict")
    assert not person.verdict.signature.isEnabled()


def test_an_entry_that_comes_all_the_same_is_refused_and_said(desk, made) -> None:
    window = desk()
    drop(window, local(made[0]))
    window.session.answer("ecog_grade", "0")
    assert window.session.case == checked()
    assert window.alert.words.text() == REFUSED


def test_as_printed_shows_exactly_the_bytes_of_the_file_and_prints_nothing_anew(desk, made) -> None:
    window = desk()
    drop(window, local(made[0]))
    window.reopened._show.click()
    page: Any = window.wizard.page_of("documents").content
    assert [sheet.content for sheet in page.as_printed.sheets] == [made[1]]
    assert page.switch.preview.page_count > 0
    assert not page.print_button.isEnabled()
    assert not page.save_button.isEnabled()
    assert page.made == ()
    assert "copy 3, Friday 2026-11-20 10:00 by A. Printer" in words_on(page)


def test_a_file_saved_in_this_window_is_reopened_like_any_other(desk, tmp_path: Path) -> None:
    kept: dict[str, bytes] = {}
    window = desk(checked(), save_file=lambda content, path: kept.update({path: content}))
    window.go_to("documents")
    page: Any = window.wizard.page_of("documents").content
    window.session.person = "A. Printer"
    page._make()
    page.output._save("x.pdf", page.made, None, ())
    file = tmp_path / "x.pdf"
    file.write_bytes(kept["x.pdf"])
    drop(window, local(file))
    window.go_to("documents")
    assert [sheet.content for sheet in page.as_printed.sheets] == [kept["x.pdf"]]
    assert window.session.returned is not None
    assert window.session.returned.sheet == "set"
    assert len(list(window.session.printings)) == 1


def test_a_new_revision_has_the_answers_but_neither_signature_nor_check(desk, made) -> None:
    window = desk()
    drop(window, local(made[0]))
    Person(window).tabs_to(lambda focus: focus is window.reopened.action, "the new revision")
    Person(window).press(Key.Key_Space)
    case = window.session.case
    assert (case.revision, case.parent) == (2, content_digest(checked()))
    assert case.signatures == case.second_checks == ()
    assert case.settings is None
    assert case.answers == checked().answers
    assert window.session.plan is None
    assert not window.reopened.isVisible()
    assert window.wizard.here.id == "verdict"


def test_the_new_revision_is_signed_checked_and_printed_as_copy_1_in_place_of_the_old(desk, made) -> None:
    window = desk()
    drop(window, local(made[0]))
    window.another.begin_revision()
    person = Person(window)
    person.signs(SIGNER)
    window.go_to("check")
    types_pair(person, "70", "42", "Nora Second")
    assert window.session.check is not None
    record = new_record("A4", window.session)
    assert (record.copy_number, record.replaces) == (1, Replaced(revision=1, copy_number=3))


def test_unprinted_work_is_asked_about_first_and_kept_on_going_back(desk, made) -> None:
    window = desk()
    window.session.set_patient("name", "Another")
    before = window.session.case
    drop(window, local(made[0]))
    box = asked(window)
    assert "open the PDF" in box.text()
    box.button(QMessageBox.StandardButton.NoButton)
    next(one for one in box.buttons() if one.text() == "Go back").click()
    assert window.session.case == before
    drop(window, local(made[0]))
    next(one for one in asked(window).buttons() if one.text() == "Open the PDF").click()
    assert window.session.case == checked()


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("broken.pdf", b"%PDF-1.7 broken", "PDF"),
        ("empty.pdf", b"", "PDF"),
        ("text.txt", b"words", "Only PDF files"),
    ],
)
def test_what_is_no_pdf_of_ours_is_said_and_the_present_case_untouched(
    desk, tmp_path: Path, name: str, raw: bytes, says: str
) -> None:
    window = desk(a_case())
    file = tmp_path / name
    file.write_bytes(raw)
    drop(window, local(file))
    assert says in window.alert.words.text()
    assert window.alert.isVisible()
    assert window.session.case == a_case()
    assert window.session.returned is None


def test_a_cut_off_file_of_ours_is_refused(desk, made, tmp_path: Path) -> None:
    window = desk(a_case())
    file = tmp_path / "cut.pdf"
    file.write_bytes(made[1][: len(made[1]) // 2])
    drop(window, local(file))
    assert window.alert.isVisible()
    assert window.session.case == a_case()


def test_several_files_folders_and_what_is_not_here_are_refused(desk, made, tmp_path: Path) -> None:
    window = desk(a_case())
    for urls, says in (
        ((local(made[0]), local(made[0])), "one PDF at a time"),
        ((QUrl("https://example.org/a.pdf"),), "on this workstation"),
        ((QUrl("file://server/share/a.pdf"),), "on this workstation"),
        ((local(tmp_path / "gone.pdf"),), "could not be read"),
    ):
        drop(window, *urls)
        assert says in window.alert.words.text()
    (tmp_path / "folder.pdf").mkdir()
    drop(window, local(tmp_path / "folder.pdf"))
    assert "could not be read" in window.alert.words.text()
    assert window.session.case == a_case()


def test_a_file_dropped_on_a_field_is_opened_and_never_typed_into_it(desk, made) -> None:
    window = desk()
    window.go_to("diagnosis", "name")
    field = QApplication.focusWidget()
    assert field is not None
    assert drop(field, local(made[0]))
    assert window.session.case == checked()


def test_a_pdf_is_chosen_by_keys(desk, made) -> None:
    window = desk()
    Person(window).press(Key.Key_O, Modifier.ControlModifier)
    dialog = window.findChild(QFileDialog)
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.fileSelected.emit(str(made[0]))
    dialog.reject()
    assert window.session.case == checked()


def test_another_case_after_a_reopened_one_can_be_typed_and_knows_nothing_of_its_printings(desk, made) -> None:
    window = desk()
    drop(window, local(made[0]))
    window.another.new_case = lambda: Case(case_id="TEST-0002")
    window.header.new_case.click()
    assert window.session.returned is None
    assert list(window.session.printings) == []
    window.session.answer("ecog_grade", "0")
    assert window.session.case.answers["ecog_grade"] == "0"
    assert not window.reopened.isVisible()


def test_a_case_planned_with_other_packs_is_shown_as_printed_and_not_dosed_again(desk, made) -> None:
    given = packs()
    other = given._replace(digests={**given.digests, given.product.id: "0" * 64})
    window = desk(packs=other, open_returned=lambda raw: open_returned(raw, given))
    drop(window, local(made[0]))
    assert window.session.plan is None
    window.go_to("plan")
    assert "other packs" in words_on(window.wizard.page_of("plan"))
    assert "42 million" not in words_on(window.wizard.page_of("plan"))
