"""Pictures of the pages before a case: `python -m tests.ui.front_gallery FOLDER light|dark WIDTHxHEIGHT`."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from il2desk.app.saving import save_file
from il2desk.app.startup import make_application
from il2desk.app.wiring import dress
from il2desk.domain.errors import Refusal
from il2desk.domain.records.store_records import User
from il2desk.ui.cases.case_list_page import CaseListPage
from il2desk.ui.store.first_start import FirstStartPage
from il2desk.ui.store.lock_cover_page import LockCoverPage
from il2desk.ui.store.maintenance_dialog import MaintenanceDialog
from il2desk.ui.store.people_dialog import PeopleDialog
from il2desk.ui.store.unlock import UnlockPage
from il2desk.ui.widgets.focus_part import Part
from il2desk.ui.widgets.theme import DARK, LIGHT
from il2desk.ui.window.lock_cover import UNSTORED, UNSTORED_DETAIL
from tests.ui.front import ANNA, LONG, PETER, FakeGate, FakeStore, a_listed
from tests.ui.front_care import CRITERIA, PACKS, FakeCare, FakePeople, FakeRestoring


def first_start() -> FirstStartPage:
    page = FirstStartPage(FakeGate(), save_file)
    page.name.line.insert("Dr. Anna Sample")
    page.passphrase.first.secret.insert("correct ho")
    page.passphrase.again.secret.insert("correct h0")
    return page


def recovery_key() -> FirstStartPage:
    page = FirstStartPage(FakeGate(), save_file)
    page.name.line.insert("Dr. Anna Sample")
    page.role.rows["clinician"].click()
    for line in (page.passphrase.first.secret, page.passphrase.again.secret):
        line.insert(FakeGate.right)
    page.make()
    return page


def wrong() -> UnlockPage:
    gate = FakeGate(ANNA, PETER)
    gate.wait = 16
    page = UnlockPage(gate)
    page.users.choices.rows["b2"].click()
    page.passphrase.secret.insert("wrong")
    page.unlock()
    page.locked_because("Locked because nobody typed for 10 minutes. What was recorded is kept.")
    return page


def damaged() -> UnlockPage:
    gate = FakeGate(ANNA)
    gate.problem = Refusal(
        "The key file of the case store is damaged or of a newer version. The cases themselves are untouched; bring "
        "the key file back from a backup, or install the newer version."
    )
    return UnlockPage(gate)


def forgotten() -> UnlockPage:
    page = UnlockPage(FakeGate(ANNA, PETER))
    page.forgotten.click()
    return page


def covered() -> LockCoverPage:
    page = LockCoverPage(FakeStore(), UNSTORED, UNSTORED_DETAIL.format("Not stored: the disk is full."))
    page.passphrase.secret.insert("wrong")
    page.lift()
    return page


def restoring() -> UnlockPage:
    gate = FakeGate(ANNA)
    gate.problem = Refusal("The key file of the case store is damaged. Bring it back from a backup.")
    page = UnlockPage(gate, lambda: FakeRestoring(ANNA, PETER))
    page.bring_back.click()
    page.restore.take(Path("il2desk-backup-20261120T100000Z-9f3c22ab"))
    return page


def searched() -> CaseListPage:
    page = CaseListPage(FakeStore(400))
    page.cases.search.insert("anna")
    page.cases.look()
    page.cases.list.go_to(1)
    page.remind("The last backup is 9 days old (Monday 2026-11-16).")
    return page


def nothing_found() -> CaseListPage:
    page = CaseListPage(FakeStore(400))
    page.cases.search.insert("zebra")
    page.cases.look()
    return page


def long_names() -> CaseListPage:
    user = User("a1", LONG, "clinician", False)
    many = FakeStore(
        30, user, make=lambda at: a_listed(at, name=LONG, identifier="X" * 150), is_read_only=True, missing=3
    )
    return CaseListPage(many)


def people() -> PeopleDialog:
    dialog = PeopleDialog(FakePeople(), save_file)
    dialog.add.open_button.click()
    return dialog


def new_recovery_key() -> PeopleDialog:
    dialog = PeopleDialog(FakePeople(), save_file)
    dialog.recovery.accept()
    return dialog


def care() -> MaintenanceDialog:
    dialog = MaintenanceDialog(FakeCare(), a_listed(0, case_id="0F3A-77B2-9C01"), PACKS, CRITERIA)
    dialog.backup.back_up(Path())
    dialog.one_case.erase.open_button.click()
    return dialog


def recall() -> MaintenanceDialog:
    dialog = MaintenanceDialog(FakeCare(), a_listed(0, name=LONG), PACKS, CRITERIA)
    dialog.recall.open_button.click()
    dialog.recall.by.rows["pack"].click()
    dialog.recall.pack.rows["aldesleukin"].click()
    dialog.recall.accept()
    return dialog


PAGES: dict[str, Callable[[], QWidget]] = {
    "first-start": first_start,
    "first-start-forbidden": lambda: FirstStartPage(FakeGate(), save_file, may_keep=False),
    "recovery-key": recovery_key,
    "unlock": lambda: UnlockPage(FakeGate(ANNA)),
    "unlock-wrong": wrong,
    "unlock-damaged": damaged,
    "unlock-forgotten": forgotten,
    "unlock-restore": restoring,
    "first-start-restore": lambda: FirstStartPage(FakeGate(), save_file, restoring=FakeRestoring),
    "covered": covered,
    "start": lambda: CaseListPage(FakeStore(100_000)),
    "start-searched": searched,
    "start-nothing": nothing_found,
    "start-empty": lambda: CaseListPage(FakeStore()),
    "start-long": long_names,
    "people": people,
    "people-recovery-key": new_recovery_key,
    "care": care,
    "care-recall": recall,
}


def pages(width: int, height: int) -> Iterator[tuple[str, QWidget]]:
    for name, make in PAGES.items():
        page = make()
        page.resize(width, height)
        page.show()
        page.activateWindow()
        QTest.qWait(60)
        if isinstance(page, Part):
            page.take_focus()
        QTest.qWait(60)
        yield name, page
        page.close()
        page.deleteLater()


def main(folder: str, scheme: str, size: str) -> None:
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    application = make_application()
    dress(application, DARK if scheme == "dark" else LIGHT)
    width, height = (int(part) for part in size.split("x"))
    for name, page in pages(width, height):
        page.grab().save(str(out / f"{name}.png"))


if __name__ == "__main__":
    main(*sys.argv[1:])
