"""Whatever was done before, Next shows the step after this one: random ways through the real window, with its store.

What must be shown is known from the pack's order of steps and from the case alone. The old navigation, a QWizard's own
history, is the control.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import integers, sampled_from
from PySide6.QtCore import QPoint, Qt, QtMsgType, QUrl, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from il2desk.domain.records.pdf_payload import PdfComparison, PdfStatus, Returned
from il2desk.domain.records.sheet_kinds import SheetKind
from il2desk.ui.cases.case_list_page import CaseListPage
from il2desk.ui.settings.dialog import SettingsDialog
from il2desk.ui.store.unlock import UnlockPage
from il2desk.ui.window.case_wizard import CaseWizard
from il2desk.ui.window.workspace import Workspace
from tests.cases import NOW, SIGNER, a_case, a_record, judged, packs, signed
from tests.ui.desks import desks, kept, page, stored, unlock, window_of
from tests.ui.pages import STEPS

STOPS = "after_til"
"""An intended use that closes every step behind it but the documents."""
ORDER = (*(one.id for one in packs().guideline.pages), "weight", "verdict", "plan", "check", "documents")
CYCLE = ("14", "2026-11-02", "2026-11-06")


def test_the_order_is_that_of_the_steps_shown() -> None:
    assert ORDER == STEPS


class Way(RuleBasedStateMachine):
    """A person who goes about; `here` is the step that must be shown, None while the list of cases is."""

    open_desk: Callable[[], Workspace]
    close_desk: Callable[[], None]
    qtbot: QtBot
    told: list[str]
    pdf: Path
    steps = 0

    @initialize()
    def starts(self) -> None:
        self.desk = type(self).open_desk()
        self.window = window_of(self.desk)
        self.here: str | None = None
        self.is_stopped = self.is_touched = self.is_read_only = False
        self.left = {"KEPT-0001": "ldh", "KEPT-0002": "ldh"}
        self.stopped: dict[str, bool] = {}

    def teardown(self) -> None:
        type(self).close_desk()

    # --- what must be shown -------------------------------------------------------------------------------------------

    @property
    def open_steps(self) -> list[str]:
        return [ORDER[0], ORDER[-1]] if self.is_stopped else list(ORDER)

    @invariant()
    def the_right_page_is_shown(self) -> None:
        if not hasattr(self, "desk"):
            return
        type(self).steps += 1
        assert self.desk.stack.shows_case == (self.here is not None)
        if self.here is not None:
            assert self.wizard.here.id == self.here
            ways = self.open_steps
            assert self.wizard.back.isEnabled() == (self.here != ways[0])
            assert self.wizard.next.isEnabled() == (self.here != ways[-1])

    @property
    def wizard(self) -> CaseWizard:
        return self.window.wizard

    @property
    def content(self) -> Any:
        return self.wizard.page_of(self.wizard.here.id).content

    def remembers(self) -> None:
        self.is_read_only = False
        if self.is_touched:
            case_id = self.window.session.case.case_id
            self.left[case_id], self.stopped[case_id] = str(self.here), self.is_stopped

    # --- forward and back ---------------------------------------------------------------------------------------------

    @precondition(lambda self: self.here is not None)
    @rule()
    def presses_next(self) -> None:
        ways = self.open_steps
        self.here = ways[min(ways.index(str(self.here)) + 1, len(ways) - 1)]
        clicks(self.wizard.next)

    @precondition(lambda self: self.here is not None)
    @rule()
    def presses_next_by_key(self) -> None:
        ways = self.open_steps
        self.here = ways[min(ways.index(str(self.here)) + 1, len(ways) - 1)]
        QTest.keyClick(self.window.windowHandle(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)

    @precondition(lambda self: self.here is not None)
    @rule()
    def presses_back(self) -> None:
        ways = self.open_steps
        self.here = ways[max(ways.index(str(self.here)) - 1, 0)]
        clicks(self.wizard.back)

    @precondition(lambda self: self.here is not None)
    @rule(step=sampled_from(ORDER))
    def chooses_a_step(self, step: str) -> None:
        steps = self.window.sides.steps
        item = steps.item(ORDER.index(step))
        steps.scrollToItem(item)
        if step in self.open_steps:
            self.here = step
        clicks(steps.viewport(), steps.visualItemRect(item).center())

    @precondition(lambda self: self.here == "verdict")
    @rule(step=sampled_from(ORDER[:9]))
    def presses_change(self, step: str) -> None:
        self.here = step
        clicks(self.content.answers.steps[step].change_button)

    # --- what is entered ----------------------------------------------------------------------------------------------

    @precondition(lambda self: self.here == ORDER[0] and not self.is_read_only)
    @rule(use=sampled_from(("high_dose_iv", STOPS)))
    def says_what_for(self, use: str) -> None:
        clicks(self.content.fields[0].rows[use])
        self.is_stopped, self.is_touched = use == STOPS, True

    @precondition(lambda self: self.here == "weight" and not self.is_read_only)
    @rule(figure=integers(0, 9))
    def corrects_the_weight(self, figure: int) -> None:
        editor = self.content.control_of("weight")
        editor.setFocus()
        QTest.keyClick(editor, str(figure))
        self.is_touched = True

    @precondition(lambda self: self.here == "verdict")
    @rule()
    def signs(self) -> None:
        box = self.content.signature
        box.name.setFocus()
        if not box.name.text():
            QTest.keyClicks(box.name, SIGNER)
        clicks(box.sign_button)

    @precondition(lambda self: self.here is not None)
    @rule()
    def meets_an_error(self) -> None:
        self.window.show_failure()

    @precondition(lambda self: self.here is not None)
    @rule()
    def opens_a_pdf(self) -> None:
        """A printed case comes back, to be looked at only; the one before is stored."""
        self.remembers()
        self.window.case_switch.opening.drop((QUrl.fromLocalFile(str(type(self).pdf)),))
        self.here, self.is_stopped, self.is_touched, self.is_read_only = "verdict", False, False, True

    # --- to another case and back -------------------------------------------------------------------------------------

    @precondition(lambda self: self.here is not None)
    @rule()
    def begins_another(self) -> None:
        self.remembers()
        self.here, self.is_stopped, self.is_touched = ORDER[0], False, False
        clicks(self.window.header.new_case)

    @precondition(lambda self: self.here is None)
    @rule()
    def begins_one_from_the_list(self) -> None:
        self.here, self.is_stopped, self.is_touched = ORDER[0], False, False
        clicks(self.start.cases.new_button)

    @precondition(lambda self: self.here is not None)
    @rule()
    def goes_to_the_list(self) -> None:
        self.remembers()
        self.here = None
        clicks(self.window.header.cases)

    @precondition(lambda self: self.here is None)
    @rule(number=integers(0, 99))
    def opens_a_case(self, number: int) -> None:
        case_id = self.marks(number)
        self.here, self.is_stopped, self.is_touched = self.left[case_id], self.stopped.get(case_id, False), True
        clicks(self.start.cases.open_button)

    @precondition(lambda self: self.here is None)
    @rule(number=integers(0, 99))
    def wants_a_second_cycle(self, number: int) -> None:
        case_id = self.marks(number)
        if self.start.cases.cycle_button.isEnabled():
            self.is_stopped, self.is_touched = self.stopped.get(case_id, False), True
            self.here = ORDER[0] if self.is_stopped else "plan"
            clicks(self.start.cases.cycle_button)

    @precondition(lambda self: self.here == "plan")
    @rule()
    def begins_the_second_cycle(self) -> None:
        form = self.content.second_cycle
        if form.isHidden() or form.is_open:
            return
        self.remembers()
        clicks(form.open_button)
        for line, text in zip(form.lines.values(), CYCLE, strict=True):
            line.setFocus()
            QTest.keyClicks(line, text)
        self.here, self.is_stopped, self.is_touched = ORDER[0], False, True
        clicks(form.accept_button)

    @rule()
    def locks_and_comes_back(self) -> None:
        if self.here is None:
            clicks(self.start.lock_button)
        else:
            self.remembers()
            self.here = self.here if self.is_touched else None
            clicks(self.window.header.lock)
        assert isinstance(page(self.desk), UnlockPage)
        unlock(self.qtbot, self.desk)

    @precondition(lambda self: self.here is not None)
    @rule()
    def looks_at_the_settings(self) -> None:
        clicks(self.window.header.settings)
        [dialog] = self.window.findChildren(SettingsDialog)
        with self.qtbot.waitActive(self.window):
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
            self.window.activateWindow()
        assert not self.window.findChildren(SettingsDialog)

    @property
    def start(self) -> CaseListPage:
        shown = page(self.desk)
        assert isinstance(shown, CaseListPage)
        return shown

    def marks(self, number: int) -> str:
        """Mark a row of the list; gives its case."""
        rows = self.start.cases.cases.rowCount()
        assert rows == len(self.left)
        self.start.cases.list.go_to(number % rows)
        marked = self.start.cases.list.current()
        assert marked is not None
        return marked.case_id


def clicks(widget: QWidget, place: QPoint | None = None) -> None:
    """A click of the mouse on the window where the widget is; what is scrolled out of sight is brought there first."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if isinstance(above, QScrollArea):
        QApplication.processEvents()
        above.ensureWidgetVisible(widget)
    window = widget.window()
    at = widget.mapTo(window, widget.rect().center() if place is None else place)
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QApplication.processEvents()


def came_back(_content: bytes) -> Returned:
    case = signed(a_case()).model_copy(update={"case_id": "RETURNED-0001"})
    return Returned(case, a_record(judged(case), "A4", NOW), SheetKind.SET)


def unchanged(content: bytes, _kept: bytes | None) -> PdfComparison:
    return PdfComparison(PdfStatus.UNCHANGED, "it is as it was printed", content)


class OldNavigation:
    """Next with a history of its own as a QWizard keeps it: to a page met before it goes no more.

    Not a QWizard itself, which writes past the end of its history when it is led to and fro as here.
    """

    def __init__(self, wizard: CaseWizard) -> None:
        self._wizard, self._met = wizard, {ORDER[0]}
        wizard.moved.connect(self._met.add)

    def go_on(self) -> None:
        following = ORDER[min(ORDER.index(self._wizard.here.id) + 1, len(ORDER) - 1)]
        if following not in self._met:
            self._wizard.go_to(following)


@pytest.fixture
def ways(qtbot: QtBot, tmp_path: Path) -> Iterator[type[Way]]:
    """The machine, each example with a new window and a new copy of one store."""
    template = tmp_path / "template"
    template.mkdir()
    stored(template, kept(a_case()), kept(signed(a_case()), "KEPT-0002"))

    def noted(kind: QtMsgType, _where: object, message: str) -> None:
        if "propagateSizeHints" not in message:  # the offscreen platform says so of every window
            Here.told.append(f"{kind.name}: {message}")

    class Here(Way):
        told: list[str] = []
        windows: Any = None
        number = 0

        @staticmethod
        def open_desk() -> Workspace:
            Here.number += 1
            folder = tmp_path / str(Here.number)
            shutil.copytree(template, folder)
            Here.windows = desks(qtbot, folder)
            opened: Workspace = Here.windows.__enter__()(open_returned=came_back, verify=unchanged)
            unlock(qtbot, opened)
            return opened

        @staticmethod
        def close_desk() -> None:
            Here.windows.__exit__(None, None, None)

    Here.qtbot, Here.pdf = qtbot, tmp_path / "returned.pdf"
    Here.pdf.write_bytes(b"%PDF-1.7 stands for a set that was printed")
    qInstallMessageHandler(noted)
    yield Here
    qInstallMessageHandler(None)


def goes(ways: type[Way], examples: int, *, at_random: bool = False, shrinks: bool = True) -> None:
    run_state_machine_as_test(
        ways,
        settings=settings(
            max_examples=examples,
            stateful_step_count=50,
            derandomize=not at_random,
            database=None,
            phases=(Phase.generate, Phase.shrink) if shrinks else (Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_next_leads_on_whatever_was_done_before(ways: type[Way], capfd: pytest.CaptureFixture[str]) -> None:
    goes(ways, 12)
    assert ways.steps >= 500
    assert (ways.told, capfd.readouterr().err) == ([], "")


@pytest.mark.proof
@pytest.mark.parametrize("share", range(10))
def test_next_leads_on_through_twenty_thousand_steps(
    ways: type[Way], share: int, capfd: pytest.CaptureFixture[str]
) -> None:
    while ways.steps < 2000:
        goes(ways, 20, at_random=True)
    assert (ways.told, capfd.readouterr().err) == ([], "")


def test_the_old_navigation_does_not(ways: type[Way], monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[OldNavigation] = []

    def go_on(wizard: CaseWizard) -> None:
        made[-1].go_on()

    opens = ways.open_desk

    def open_desk() -> Workspace:
        desk = opens()
        made.append(OldNavigation(window_of(desk).wizard))
        return desk

    monkeypatch.setattr(ways, "open_desk", staticmethod(open_desk))
    monkeypatch.setattr(CaseWizard, "go_on", go_on)
    with pytest.raises(AssertionError):
        goes(ways, 12, shrinks=False)
