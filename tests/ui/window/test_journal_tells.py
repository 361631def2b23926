"""Each thing that must be told to the journal is told through the window, and no entry holds what was recorded."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from il2desk.app.sheet_service import SheetMaker
from il2desk.domain.case.case import Case
from il2desk.domain.dosing.second_check import Checking
from il2desk.storage.site.paths import resources
from il2desk.storage.store.tables.journal import Entry
from il2desk.ui.cases.case_list_page import CaseListPage
from il2desk.ui.cases.history import History
from il2desk.ui.store.maintenance_dialog import MaintenanceDialog
from il2desk.ui.store.people_dialog import PeopleDialog
from il2desk.ui.store.unlock import UnlockPage
from il2desk.ui.window.main_window import MainWindow
from il2desk.ui.window.workspace import LOCKED, Workspace
from tests.cases import NOW, SIGNER, a_case
from tests.stores import Clock
from tests.ui.desks import OpenWorkspace, page, stored, unlock, window_of
from tests.ui.person import Person
from tests.ui.stored import PASSPHRASE, a_gate

WORD = "Zyxwol"
REASON = "Quibble"
CASE = "KEPT-0001"


def told_case() -> Case:
    """A case with words that stand nowhere else."""
    case = a_case(name=f"{WORD}ska, Anna", identifier=f"ID-{WORD}", sites=("lung", f"other:{WORD} gland"))
    return case.model_copy(update={"case_id": CASE})


@dataclass
class Work:
    """A person at a window that is unlocked, with the case open."""

    qtbot: QtBot
    desk: Workspace
    clock: Clock
    place: Path
    open_desk: OpenWorkspace

    @property
    def window(self) -> MainWindow:
        return window_of(self.desk)

    @property
    def session(self) -> Any:
        return self.window.session

    def entries(self) -> list[Entry]:
        return list(self.session.store.journal.entries())

    def unlocks(self) -> None:
        unlock(self.qtbot, self.desk)

    def care(self) -> MaintenanceDialog:
        self.desk.to_cases()
        start = page(self.desk)
        assert isinstance(start, CaseListPage)
        start.cases.list.go_to(0)
        start.care.emit()
        [care] = [one for one in self.window.findChildren(MaintenanceDialog) if one.isVisible()]
        return care

    def signs(self) -> None:
        self.window.go_to("verdict")
        content: Any = self.window.wizard.page_of("verdict").content
        content.signature.name.setFocus()
        Person(self.window).types(SIGNER)
        content.signature.sign_button.click()
        assert self.session.plan is not None

    def saves_sheets(self) -> None:
        self.window.go_to("documents")
        content: Any = self.window.wizard.page_of("documents").content
        self.session.person = "A. Printer"
        content._make()
        content.output._save(str(self.place / "sheet.pdf"), content.made, None, ())


@pytest.fixture
def work(qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path) -> Iterator[Work]:
    stored(tmp_path, told_case())
    sheets, clock = SheetMaker(resources()), Clock(NOW)

    def open_desk(**changes: object) -> Workspace:
        return desk(now=clock, print_job=lambda *printing: sheets.job(*printing).pdf, record=sheets.record, **changes)

    opened = open_desk()
    unlock(qtbot, opened)
    opened.loader.open_case(CASE)
    yield Work(qtbot, opened, clock, tmp_path, open_desk)


def opens(work: Work) -> None:
    work.desk.to_cases()
    work.desk.loader.open_case(CASE)


def views(work: Work) -> None:
    second = work.open_desk()
    unlock(work.qtbot, second)
    second.loader.open_case(CASE)
    second.lock(LOCKED)


def looks_back(work: Work) -> None:
    work.signs()
    work.window.header.history.click()
    [history] = work.window.findChildren(History)
    [look] = history.looks
    look.click()
    assert work.session.viewed is not None


def changes(work: Work) -> None:
    work.window.go_to("diagnosis", "name")
    name: Any = work.window.wizard.page_of("diagnosis").control_of("name")
    name.clear()
    Person(work.window).types(f"{REASON} {WORD}")
    work.window.go_to("ldh")


def gives_another_verdict(work: Work) -> None:
    work.session.answer("ecog_grade", "3")
    work.desk.autosave.flush()


def signs(work: Work) -> None:
    work.signs()


def checks(work: Work) -> None:
    work.signs()
    checking = Checking.begin(work.session.plan)
    plan = work.session.plan
    from il2desk.domain.values.formatting import in_millions, plain

    weight, dose = plain(plan.clearance.weight.value), plain(in_millions(plan.units))
    work.session.take_check(checking.checker_types(f"N. {REASON}", weight, dose, work.clock()))
    assert work.session.check is not None


def keeps_under_a_name(work: Work) -> None:
    work.window.header.history.click()
    [history] = work.window.findChildren(History)
    work.qtbot.keyClicks(history.name, f"{REASON} before the board")
    history.keep_button.click()
    history.reject()


def saves(work: Work) -> None:
    work.signs()
    work.saves_sheets()


def saves_again(work: Work) -> None:
    saves(work)
    work.saves_sheets()


def exports(work: Work) -> None:
    care = work.care()
    care.one_case.export(work.place)
    assert "Written" in care.one_case.outcome.echoed.words


def erases(work: Work) -> None:
    care = work.care()
    care.one_case.erase.open_button.click()
    care.one_case.erase.group.line.setText(CASE.rsplit("-", maxsplit=1)[-1])
    care.one_case.erase.accept()


def backs_up(work: Work) -> None:
    (work.place / "stick").mkdir()
    work.care().backup.back_up(work.place / "stick")


def restores(work: Work) -> None:
    (work.place / "stick").mkdir()
    work.care().backup.back_up(work.place / "stick")
    [backup] = (work.place / "stick").iterdir()
    work.desk.lock(LOCKED)
    shown = page(work.desk)
    assert isinstance(shown, UnlockPage)
    shown.restore.take(backup)
    shown.restore.passphrase.secret.setText(PASSPHRASE)
    shown.restore.put_in_place()
    work.unlocks()


def unlocks(work: Work) -> None:
    work.desk.lock(LOCKED)
    work.unlocks()


def fails_to_unlock(work: Work) -> None:
    work.desk.lock(LOCKED)
    QApplication.processEvents()
    Person(work.window).types(f"wrong {REASON}")
    QTest.keyClick(work.window.windowHandle(), Qt.Key.Key_Return)
    work.unlocks()


def has_other_packs(work: Work) -> None:
    work.desk.lock(LOCKED)
    gate = a_gate(work.place, work.clock)
    replace(gate, packs={"il2": "0" * 64}).unlock(gate.users()[0], PASSPHRASE).lock()
    work.unlocks()


def sets_the_clock_back(work: Work) -> None:
    work.clock.tick(days=-1)
    work.session.answer("ecog_grade", "0")
    work.desk.autosave.flush()


def looks_through(work: Work) -> None:
    work.care().data.look_through()


def recalls(work: Work) -> None:
    form = work.care().recall
    form.open_button.click()
    form.by.rows["outcome"].click()
    next(iter(form.criterion.rows.values())).click()
    form.which.rows["met"].click()
    form.accept()


def makes_another_recovery_key(work: Work) -> None:
    work.desk.to_cases()
    page(work.desk).people.emit()
    [dialog] = [one for one in work.window.findChildren(PeopleDialog) if one.isVisible()]
    dialog.recovery.open_button.click()
    dialog.recovery.accept()
    assert dialog.key is not None


ACTS: dict[str, tuple[str, Callable[[Work], None]]] = {
    "open": ("open", opens),
    "view": ("view", views),
    "look back": ("view", looks_back),
    "change": ("change", changes),
    "verdict": ("verdict", gives_another_verdict),
    "sign": ("sign", signs),
    "second check": ("second_check", checks),
    "kept under a name": ("revision", keeps_under_a_name),
    "print": ("print", saves),
    "export": ("export", exports),
    "erase": ("erase", erases),
    "backup": ("backup", backs_up),
    "restore": ("restore", restores),
    "unlock": ("unlock", unlocks),
    "lock": ("lock", unlocks),
    "failed unlock": ("failed_unlock", fails_to_unlock),
    "pack change": ("pack_change", has_other_packs),
    "clock jump": ("clock_jump", sets_the_clock_back),
    "verify": ("verify", looks_through),
    "recall": ("recall", recalls),
    "user": ("user", makes_another_recovery_key),
}
RECORDED = (WORD, REASON, SIGNER, "EX-0417", PASSPHRASE, "1961-04-17")


@pytest.mark.parametrize("what", ACTS)
def test_it_is_told_without_anything_that_was_recorded(work: Work, what: str) -> None:
    kind, act = ACTS[what]
    before = len(work.entries())
    act(work)
    entries = work.entries()
    assert kind in [one.kind for one in entries[before:]]
    for entry in entries:
        line = f"{entry.instant} {entry.person} {entry.kind} {entry.case_id} {entry.told}"
        assert [word for word in RECORDED if word in line] == []
    assert work.session.store.journal.check().first_bad is None
    assert {one.person for one in entries} == {work.session.store.user.name}


def test_each_copy_is_told_under_its_number(work: Work) -> None:
    saves_again(work)
    told = [one.body for one in work.entries() if one.kind == "print"]
    assert [one["copy"] for one in told] == [1, 2]
    assert {one["revision"] for one in told} == {1}
    assert len({str(one["bytes"]) for one in told}) == 2


def test_a_sheet_carries_the_head_of_the_journal_it_was_made_under(work: Work) -> None:
    work.signs()
    head = work.session.store.journal.head()
    work.saves_sheets()
    [printing] = work.session.store.printed.of_case(CASE)
    assert printing.record.journal == head
    assert work.session.store.journal.check(head).says == ""
