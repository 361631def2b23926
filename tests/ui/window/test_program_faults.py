"""A fault of the program in each layer: no dose stays, nothing is printed, entries stay, and one sentence says so."""

import logging
import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from il2desk.app.sheet_service import PrintJob, SheetMaker
from il2desk.documents.layout import containers
from il2desk.documents.pdf import render
from il2desk.documents.sections import criteria
from il2desk.domain.assessment import assessment
from il2desk.domain.dosing import dose_plan
from il2desk.storage.site.paths import resources
from il2desk.storage.store.tables.drafts import Drafts
from il2desk.ui.case.autosave import NOT_STORED
from il2desk.ui.pages.plan import PlanPage
from il2desk.ui.sheets import sheet_output
from il2desk.ui.store.unlock import UnlockPage
from il2desk.ui.window.alerts import ERROR
from il2desk.ui.window.main_window import MainWindow
from il2desk.ui.window.workspace import LOCKED, Workspace
from tests.cases import SIGNER
from tests.ui.desks import OpenWorkspace, at_case, page, window_of

QUOTED = "Anna Example, MRN 0012345"


@pytest.fixture
def opened(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Workspace:
    """A signed case of a store, its plan on the screen, and the program's own handler of errors."""
    made = at_case(qtbot, _with_sheets(desk), tmp_path)
    window = window_of(made)
    for module, hook in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(module, hook, getattr(module, hook))  # given back afterwards
    window.catch_errors()
    caplog.set_level(logging.ERROR)
    signs(window)
    return made


def _with_sheets(desk: OpenWorkspace) -> OpenWorkspace:
    sheets = SheetMaker(resources())
    return lambda: desk(print_job=lambda *printing: sheets.job(*printing).pdf, record=sheets.record)


def signs(window: MainWindow) -> None:
    window.session.sign(SIGNER)
    window.go_to("plan")
    assert "million international units" in said_on_screen()


class Turn(QObject):
    comes = Signal()


def in_a_turn(act: Callable[[], object]) -> None:
    """In a slot, as everything in the window is done: what it raises goes to the handler."""
    turn = Turn()
    turn.comes.connect(act)
    turn.comes.emit()
    QApplication.processEvents()


def said_on_screen() -> str:
    QApplication.processEvents()
    kinds = (QLabel, QLineEdit, QPlainTextEdit, QPushButton)
    parts: list[Any] = [
        one for top in QApplication.topLevelWidgets() for kind in kinds for one in top.findChildren(kind)
    ]
    return "\n".join(
        one.toPlainText() if isinstance(one, QPlainTextEdit) else one.text() for one in parts if one.isVisible()
    )


def edits(window: MainWindow) -> None:
    window.session.answer("ecog_grade", "0" if window.session.case.answers["ecog_grade"] == "1" else "1")


def edits_and_leaves_the_field(window: MainWindow) -> None:
    edits(window)
    desk = window.findChild(Workspace)
    assert desk is not None
    desk.autosave.flush()


def signs_again(window: MainWindow) -> None:
    window.session.sign(SIGNER)


def looks_at_sheets(window: MainWindow) -> None:
    window.go_to("documents")


def looks_at_the_plan(window: MainWindow) -> None:
    window.session.changed.emit()


LAYERS: dict[str, tuple[object, str, Callable[[MainWindow], None]]] = {
    "domain, judging": (assessment, "obstacles_of", edits),
    "domain, dosing": (dose_plan, "plan_doses", signs_again),
    "documents, sections": (criteria, "_card", looks_at_sheets),
    "documents, layout": (containers, "column_widths", looks_at_sheets),
    "documents, pdf": (render, "finish", looks_at_sheets),
    "app, making sheets": (PrintJob, "reports", looks_at_sheets),
    "storage, saving": (Drafts, "_replace", edits_and_leaves_the_field),
    "screen, a page": (PlanPage, "refresh", looks_at_the_plan),
}


@pytest.mark.parametrize("layer", LAYERS)
def test_a_fault_of_the_program_takes_every_dose_away_and_keeps_the_entries(
    opened: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, layer: str
) -> None:
    window, (place, name, act) = window_of(opened), LAYERS[layer]
    for kind in (ValueError, IndexError, KeyError):

        def broken(*_: object, kind: type[Exception] = kind, **__: object) -> None:
            raise kind(QUOTED)

        before = window.session.case
        with monkeypatch.context() as patched:
            patched.setattr(place, name, broken)
            in_a_turn(lambda: act(window))
            assert window.alert.isVisible()
            assert window.alert.words.text().startswith(ERROR)
            said = said_on_screen()
            assert "million" not in said
            assert "MRN 0012345" not in said
            assert window.session.plan is None
            assert window.session.is_blocked
            assert window.session.case.patient == before.patient
            assert len(window.session.case.answers) == len(before.answers)
            assert f"{kind.__name__} at test_program_faults.py:" in caplog.text
            assert "Anna" not in caplog.text
        in_a_turn(lambda: window.go_to("documents"))
        documents: Any = window.wizard.page_of("documents").content
        assert documents.made == ()
        assert documents.switch.preview.is_blank
        assert not documents.print_button.isEnabled()
        assert not documents.save_button.isEnabled()
        window.go_to("plan")
        edits(window)
        signs(window)
        assert not window.session.is_blocked
        caplog.clear()


def test_a_fault_while_pages_are_printed_stops_the_rest(opened: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    window = window_of(opened)
    window.go_to("documents")
    documents: Any = window.wizard.page_of("documents").content
    made, reached, refused = documents.made, [], list[str]()
    assert made

    def print_sheet(_content: bytes, _printer: object, _job: str, tell: Callable[[int, int], None]) -> None:
        for number in (1, 2, 3):
            if number == 2:
                QTimer.singleShot(0, window, lambda: {}[QUOTED])
            tell(number, 3)
            reached.append(number)

    monkeypatch.setattr(sheet_output, "refuse_file", lambda _: None)
    monkeypatch.setattr(sheet_output, "print_sheet", print_sheet)
    documents.output.refused.connect(refused.append)
    documents.output._print(made * 2, QPrinter())
    assert reached == [1]
    assert "stopped at page 2" in refused[0]
    documents.output._print(made, QPrinter())
    assert reached == [1]


def test_an_error_while_storing_hinders_neither_closing_nor_locking(
    opened: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = window_of(opened)

    def broken(*_: object) -> None:
        raise IndexError(QUOTED)

    monkeypatch.setattr(Drafts, "_replace", broken)
    in_a_turn(lambda: edits_and_leaves_the_field(window))
    assert window.alert.words.text() == f"{ERROR} {NOT_STORED}"
    window.close()
    QApplication.processEvents()
    [box] = [one for one in window.findChildren(QMessageBox) if one.isVisible()]
    assert window.isVisible()
    box.reject()
    in_a_turn(lambda: opened.lock(LOCKED))
    assert not window.wizard.isVisible()
    monkeypatch.undo()


def test_a_case_that_cannot_be_judged_is_hidden_all_the_same_when_it_is_locked(
    opened: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError(QUOTED)

    monkeypatch.setattr(assessment, "obstacles_of", broken)
    in_a_turn(lambda: opened.lock(LOCKED))
    assert isinstance(page(opened), UnlockPage)
    assert "Anna" not in said_on_screen()


def test_what_was_judged_before_an_error_is_not_stored_as_the_verdict_of_what_was_typed_since(
    opened: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = window_of(opened)
    store: Any = window.session.store

    def broken(*_: object) -> None:
        raise ValueError(QUOTED)

    monkeypatch.setattr(assessment, "obstacles_of", broken)
    in_a_turn(lambda: edits(window))
    assert opened.autosave.flush()
    [listed] = store.listing.recent(9)
    assert (listed.verdict, listed.state) == ("", "unfinished")
    assert store.drafts.open("KEPT-0001").case == window.session.case
    assert window.session.case not in [one.case for one in store.revisions.of_case("KEPT-0001")]
