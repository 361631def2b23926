"""A PDF of ours is dropped or chosen: the case is shown read-only; a new revision starts without a signature."""

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from time import monotonic
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox, QWidget

from il2desk.app.wiring import SheetMaker, open_returned, verify
from il2desk.domain.case.case import Case, SecondCheck, content_digest
from il2desk.domain.records.pdf_payload import PdfComparison, PdfStatus
from il2desk.domain.records.print_history import Printed, Printing
from il2desk.domain.records.print_record import Replaced
from il2desk.domain.records.sheet_kinds import SheetKind
from il2desk.storage.site.paths import resources
from il2desk.ui.case import background_task
from il2desk.ui.case.session import Session
from il2desk.ui.sheets.sheets import begin_printing, new_record
from il2desk.ui.window.alerts import REFUSED
from il2desk.ui.window.main_window import MainWindow
from tests.cases import NOW, SIGNER, a_case, packs, signed
from tests.returned_pdfs import (
    OF_ANOTHER_CASE,
    a_sheet,
    carrying,
    changed,
    merged,
    of_another_patient,
    painted_over,
    printed,
)
from tests.ui.conftest import Opened, ports_of
from tests.ui.pages.test_second_check import types_pair
from tests.ui.person import Key, Modifier, Person


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
    session = Session(ports_of(record=maker.record, print_job=lambda *printing: maker.job(*printing).pdf), checked())
    session.person = "A. Printer"
    record = maker.record(
        session.assessment, "A4", NOW, person="A. Printer", replaces=Replaced(revision=1, copy_number=2)
    )
    sheet = begin_printing(record, session)(SheetKind.SUMMARY)
    file = tmp_path_factory.mktemp("saved") / "sheet.pdf"
    file.write_bytes(sheet.content)
    return file, sheet.content


@pytest.fixture
def desk(opened: Opened) -> Callable[..., MainWindow]:
    maker = SheetMaker(resources())

    def open_one(case: Case | None = None, **changes: object) -> MainWindow:
        ports = {
            "record": maker.record,
            "print_job": lambda *printing: maker.job(*printing).pdf,
            "open_returned": lambda raw: open_returned(raw, packs()),
            "verify": lambda raw, kept: verify(raw, kept, packs(), maker),
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
        settles(on.window())
    return entered.isAccepted()


def settles(window: Any) -> None:
    """Until the file is read and compared, and the window has the keyboard again if nothing is asked."""
    QTest.qWait(1)
    until(lambda: not window.case_switch.opening.comparing.is_at_work)
    if QApplication.activeModalWidget() is None:
        window.activateWindow()
        until(lambda: QApplication.focusWidget() is not None)


def until(condition: Callable[[], bool]) -> None:
    end = monotonic() + 20
    while not condition() and monotonic() < end:
        QTest.qWait(1)
    assert condition()


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


def test_a_file_is_held_against_what_the_store_keeps_of_that_sheet_of_that_printing(desk, made) -> None:
    held: list[bytes | None] = []
    window = desk(verify=lambda raw, kept: held.append(kept) or PdfComparison(PdfStatus.UNCHANGED, "as kept", raw))
    record = open_returned(made[1], packs()).record
    sheets = tuple(Printed(name, name, name, name.encode()) for name in ("order", "summary"))
    another = record.model_copy(update={"copy_number": 2})
    kept = [Printing("TEST-0001", 1, 1, one, sheets) for one in (another, record)]
    for printings, expected in ((kept, b"summary"), (kept[:1], None)):
        window.session.store = SimpleNamespace(printed=SimpleNamespace(of_case=lambda _case_id, found=printings: found))
        drop(window, local(made[0]))
        window.session.store = None
        assert held.pop() == expected


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
    assert window.session.viewed is not None
    assert window.session.viewed.sheet == "set"
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
    window.case_switch.begin_revision()
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
    assert window.session.viewed is None


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
    settles(window)
    assert window.session.case == checked()


def test_another_case_after_a_reopened_one_can_be_typed_and_knows_nothing_of_its_printings(desk, made) -> None:
    window = desk()
    drop(window, local(made[0]))
    window.case_switch.new_case = lambda: Case(case_id="TEST-0002")
    window.header.new_case.click()
    assert window.session.viewed is None
    assert list(window.session.printings) == []
    window.session.answer("ecog_grade", "0")
    assert window.session.case.answers["ecog_grade"] == "0"
    assert not window.reopened.isVisible()


def test_a_case_planned_with_other_packs_is_shown_as_printed_and_not_dosed_again(desk, made) -> None:
    given = packs()
    other = replace(given, digests={**given.digests, given.product.id: "0" * 64})
    window = desk(packs=other, open_returned=lambda raw: open_returned(raw, given))
    drop(window, local(made[0]))
    assert window.session.plan is None
    window.go_to("plan")
    assert "other packs" in words_on(window.wizard.page_of("plan"))
    assert "42 million" not in words_on(window.wizard.page_of("plan"))


@pytest.mark.parametrize("said", OF_ANOTHER_CASE)
def test_pages_that_are_not_those_of_the_case_are_never_shown_as_ours(desk, tmp_path: Path, said: str) -> None:
    window = desk(a_case())
    drop(window, local(written(tmp_path, OF_ANOTHER_CASE[said]())))
    what = said.partition(":")[0]
    assert asked(window).text() == f"The pages of this file are not those of the case it carries: {what}."
    assert window.session.case == a_case()
    assert window.session.viewed is None
    assert list(window.session.printings) == []
    QTest.keyClick(asked(window).windowHandle(), Key.Key_Escape)
    assert window.session.case == a_case()
    assert not window.reopened.isVisible()


def written(folder: Path, raw: bytes) -> Path:
    file = folder / "sheet.pdf"
    file.write_bytes(raw)
    return file


def shows_entries(window: MainWindow) -> None:
    """By keys: from "Do not open", which has the focus, to the other button."""
    box = asked(window)
    show = next(one for one in box.buttons() if one.text() == "Show the entries")
    assert box.defaultButton().text() == "Do not open"
    for _ in range(3):
        if QApplication.focusWidget() is show:
            break
        QTest.keyClick(box.windowHandle(), Key.Key_Tab)
    assert QApplication.focusWidget() is show
    QTest.keyClick(box.windowHandle(), Key.Key_Space)
    if asked(window) is None:
        window.activateWindow()
        until(lambda: window.isActiveWindow() and QApplication.focusWidget() is not None)


def test_the_dialog_names_the_patient_whose_case_the_file_carries(desk, tmp_path: Path) -> None:
    window = desk()
    drop(window, local(written(tmp_path, merged(a_sheet(), of_another_patient()))))
    assert "revision 1 of this case: Example, Anna" in asked(window).informativeText()
    asked(window).reject()
    drop(window, local(written(tmp_path, carrying(a_sheet(), of_another_patient()))))
    assert "Sample, Otto" in asked(window).informativeText()
    assert "check every figure against the patient's chart" in asked(window).informativeText()


def test_on_purpose_the_entries_alone_are_shown_without_plan_page_or_signature(desk, tmp_path: Path) -> None:
    window = desk()
    drop(window, local(written(tmp_path, painted_over(a_sheet(), 1))))
    shows_entries(window)
    assert window.session.case.answers == signed().answers
    assert window.session.case.signatures == ()
    assert window.session.plan is None
    said = window.reopened.words.text()
    assert said.startswith("The pages of this file are not those of the case it carries: page 1 differs.")
    assert "check every figure against the patient's chart" in said
    assert not window.reopened._show.isVisible()
    window.session.answer("ecog_grade", "0")
    assert window.session.case.answers == signed().answers
    window.go_to("documents")
    page: Any = window.wizard.page_of("documents").content
    assert (page.as_printed, page.made, page.switch.preview.page_count) == (None, (), 0)
    assert "not known to be those of this case" in words_on(page)
    assert not page.print_button.isEnabled()
    assert list(window.session.printings) == []


def test_a_revision_of_such_entries_says_that_they_are_to_be_checked(desk, tmp_path: Path) -> None:
    window = desk()
    drop(window, local(written(tmp_path, painted_over(a_sheet(), 1))))
    shows_entries(window)
    Person(window).tabs_to(lambda focus: focus is window.reopened.action, "the new revision")
    Person(window).press(Key.Key_Space)
    assert (window.session.case.revision, window.session.case.parent) == (2, content_digest(signed()))
    assert not window.reopened.isVisible()
    assert "Check every figure against the patient's chart before you sign" in window.alert.words.text()
    assert window.alert.isVisible()
    assert window.session.would_be_lost is False


def test_entries_are_not_shown_over_unprinted_work_without_asking(desk, tmp_path: Path) -> None:
    window = desk()
    window.session.set_patient("name", "Another")
    before = window.session.case
    drop(window, local(written(tmp_path, painted_over(a_sheet(), 1))))
    shows_entries(window)
    assert "Put this case away" in asked(window).text()
    assert window.session.case == before


def test_pages_of_another_version_are_not_shown_as_ours_whoever_says_so(desk, tmp_path: Path) -> None:
    window = desk()
    drop(window, local(written(tmp_path, painted_over(printed(signed(), program="0.0.9"), 1))))
    assert (
        asked(window).text().startswith("The pages of this file cannot be compared with the case it carries: il2desk")
    )
    assert window.session.viewed is None


def test_a_file_that_was_only_rewritten_opens_and_that_is_said_and_what_was_printed_is_shown(
    desk, made, tmp_path: Path
) -> None:
    window = desk()
    drop(window, local(written(tmp_path, b"\xef\xbb\xbf" + changed(made[1], lambda _: None))))
    assert window.session.case == checked()
    assert "3 bytes stand before its beginning" in window.reopened.words.text()
    window.go_to("documents")
    page: Any = window.wizard.page_of("documents").content
    assert [sheet.content for sheet in page.as_printed.sheets] == [made[1]]


def test_a_file_on_this_workstation_named_by_its_host_opens(desk, made) -> None:
    for host in ("localhost", "LOCALHOST"):
        window = desk()
        assert drop(window, QUrl(f"file://{host}{made[0]}"))
        assert window.session.case == checked()


class Slow:
    """A comparison that ends when it is told to."""

    def __init__(self) -> None:
        self.begun, self.may_end = Event(), Event()

    def verify(self, raw: bytes, _kept: bytes | None) -> PdfComparison:
        self.begun.set()
        assert self.may_end.wait(30)
        return PdfComparison(PdfStatus.UNCHANGED, "as it was", raw)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    monkeypatch.setattr(background_task, "PATIENCE", 0.01)
    one = Slow()
    yield one
    one.may_end.set()


def drops_without_waiting(window: MainWindow, file: Path) -> None:
    window.case_switch.opening.drop((local(file),))
    until(lambda: asked(window) is not None)


def test_a_comparison_that_takes_long_is_said_and_the_window_stays_alive(desk, made, slow: Slow) -> None:
    window = desk(verify=slow.verify)
    drops_without_waiting(window, made[0])
    assert asked(window).text() == background_task.AT_WORK
    ticks: list[int] = []
    timer = QTimer(window, interval=1)
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start()
    until(lambda: len(ticks) >= 5)
    assert slow.begun.is_set()
    assert window.session.viewed is None
    slow.may_end.set()
    settles(window)
    assert window.session.case == checked()
    assert asked(window) is None


@pytest.mark.parametrize("way", ["Escape", "locked"])
def test_a_comparison_that_was_cancelled_opens_nothing_when_it_ends(desk, made, slow: Slow, way: str) -> None:
    window = desk(a_case(), verify=slow.verify)
    drops_without_waiting(window, made[0])
    if way == "Escape":
        QTest.keyClick(asked(window).windowHandle(), Key.Key_Escape)
    else:
        asked(window).done(0)
    assert not window.case_switch.opening.comparing.is_at_work
    slow.may_end.set()
    window.case_switch.opening.comparing._thread.submit(int).result(20)
    QTest.qWait(1)
    assert window.session.case == a_case()
    assert asked(window) is None


def test_python_does_not_tidy_up_while_it_compares(desk, made, slow: Slow) -> None:
    window = desk(verify=slow.verify)
    assert gc.isenabled()
    drops_without_waiting(window, made[0])
    assert slow.begun.wait(20)
    assert not gc.isenabled()
    slow.may_end.set()
    settles(window)
    assert gc.isenabled()
