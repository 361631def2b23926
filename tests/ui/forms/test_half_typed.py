"""Text that no answer holds yet: after a crash, a lock or another look it stands where it stood."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from il2desk.domain.records.pdf_payload import Returned
from il2desk.storage.store.care.users import StoreUsers
from il2desk.storage.store.tables.database import close_database
from il2desk.ui.window.workspace import IDLE, Workspace
from tests.cases import NOW, SIGNER, a_record
from tests.stores import CHEAP
from tests.ui.desks import OpenWorkspace, at_case, kept, page, stored, unlock, window_of
from tests.ui.stored import PASSPHRASE, unlocked

RETIMED = {
    "from_dose": 5,
    "start": ("2026-11-2", "06:00"),
    "last_start": ("", "9"),
    "reason": "Low blood pres",
}
GIVEN = {"doses_given": "1", "first_given": "2026-11-2", "last_given": ""}


@pytest.fixture
def at_work(qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path) -> Workspace:
    """A signed case in a store, open at its dosing plan."""
    opened = at_case(qtbot, desk, tmp_path)
    window_of(opened).session.sign(SIGNER)
    window_of(opened).go_to("plan")
    return opened


def plan(desk: Workspace) -> Any:
    return window_of(desk).wizard.page_of("plan").content


def verdict(desk: Workspace) -> Any:
    window_of(desk).wizard.page_of("verdict").build()
    return window_of(desk).wizard.page_of("verdict").content


def retypes(qtbot: QtBot, desk: Workspace) -> None:
    form = plan(desk).retiming
    form.open_button.click()
    form.doses[RETIMED["from_dose"]].click()
    for moment, name in ((form.start, "start"), (form.last_start, "last_start")):
        for line, text in zip((moment.date, moment.time), RETIMED[name], strict=True):
            qtbot.keyClicks(line, text)
    qtbot.keyClicks(form.reason, RETIMED["reason"])


def in_the_re_timing(desk: Workspace) -> dict[str, object]:
    form = plan(desk).retiming
    assert form.is_open
    return {
        "from_dose": next((dose for dose, row in form.doses.items() if row.isChecked()), None),
        "start": (form.start.date.text(), form.start.time.text()),
        "last_start": (form.last_start.date.text(), form.last_start.time.text()),
        "reason": form.reason.text(),
    }


def types_given(qtbot: QtBot, desk: Workspace) -> None:
    form = plan(desk).second_cycle
    form.open_button.click()
    for name, text in GIVEN.items():
        qtbot.keyClicks(form.lines[name], text)


def in_the_second_cycle(desk: Workspace) -> dict[str, str]:
    form = plan(desk).second_cycle
    assert form.is_open
    return {name: line.text() for name, line in form.lines.items()}


def crashes(desk: Workspace) -> None:
    """What reached the store is there; nobody tidied up."""
    session = window_of(desk).session
    inner, session.store = session.store, None
    close_database(inner.ledger.connection)
    inner._holding.let_go()


def opened_again(qtbot: QtBot, desk: OpenWorkspace) -> Workspace:
    again = desk()
    unlock(qtbot, again)
    return again


@pytest.mark.parametrize("left_at", ["plan", "weight"])
def test_a_half_typed_re_timing_stands_there_again_after_a_crash(
    qtbot: QtBot, desk: OpenWorkspace, at_work: Workspace, left_at: str
) -> None:
    retypes(qtbot, at_work)
    window_of(at_work).go_to(left_at)
    at_work.autosave.save()
    crashes(at_work)
    again = opened_again(qtbot, desk)
    assert window_of(again).wizard.here.id == left_at
    window_of(again).go_to("plan")
    assert in_the_re_timing(again) == RETIMED
    assert window_of(again).session.case.cycle.retiming is None


@pytest.mark.parametrize("left_at", ["plan", "weight"])
def test_what_was_typed_of_cycle_1_stands_there_again_after_a_crash(
    qtbot: QtBot, desk: OpenWorkspace, at_work: Workspace, left_at: str
) -> None:
    types_given(qtbot, at_work)
    window_of(at_work).go_to(left_at)
    at_work.autosave.save()
    crashes(at_work)
    again = opened_again(qtbot, desk)
    window_of(again).go_to("plan")
    assert in_the_second_cycle(again) == GIVEN


def test_it_is_stored_within_a_second_without_another_entry(qtbot: QtBot, at_work: Workspace) -> None:
    types_given(qtbot, at_work)
    store = window_of(at_work).session.store
    typed: Callable[[], dict[str, str]] = lambda: dict(store.drafts.read("KEPT-0001").typed)  # noqa: E731
    qtbot.waitUntil(lambda: typed().get("second_cycle.first_given") == "2026-11-2", timeout=2500)


def test_it_survives_a_case_that_is_opened_left_and_opened_without_a_look_at_the_plan(
    qtbot: QtBot, at_work: Workspace
) -> None:
    retypes(qtbot, at_work)
    window_of(at_work).go_to("weight")
    for _ in range(2):
        at_work.lock(IDLE)
        unlock(qtbot, at_work)
        at_work.autosave.save()
    window_of(at_work).go_to("plan")
    assert in_the_re_timing(at_work) == RETIMED


def test_a_form_that_was_closed_or_recorded_leaves_nothing_half_typed(qtbot: QtBot, at_work: Workspace) -> None:
    retypes(qtbot, at_work)
    types_given(qtbot, at_work)
    for form in (plan(at_work).retiming, plan(at_work).second_cycle):
        form.close_button.click()
    at_work.autosave.save()
    at_work.lock(IDLE)
    unlock(qtbot, at_work)
    assert not plan(at_work).retiming.is_open
    assert not plan(at_work).second_cycle.is_open
    assert window_of(at_work).wizard.half_typed() == ()


def test_cycle_2_begins_with_both_forms_closed_and_empty(qtbot: QtBot, at_work: Workspace) -> None:
    form = plan(at_work).second_cycle
    form.open_button.click()
    for line, text in zip(form.lines.values(), ("0", "", ""), strict=True):
        qtbot.keyClicks(line, text)
    window_of(at_work).case_switch.begin_instead(window_of(at_work).session.case.model_copy(update={"revision": 2}))
    assert not plan(at_work).second_cycle.is_open
    assert [line.text() for line in plan(at_work).second_cycle.lines.values()] == ["", "", ""]


def test_another_revision_of_the_same_case_begins_without_what_was_half_typed_of_this_one(
    qtbot: QtBot, at_work: Workspace
) -> None:
    window = window_of(at_work)
    retypes(qtbot, at_work)
    types_given(qtbot, at_work)
    verdict(at_work).signature.name.setText("Dr. Half")
    at_work.autosave.flush()
    at_work.loader.look_back(window.session.store.revisions.of_case("KEPT-0001")[-1])
    assert window.wizard.half_typed() == ()
    at_work.loader.open_case("KEPT-0001")
    assert in_the_re_timing(at_work) == RETIMED
    window.session.reopen(
        Returned(window.session.case, a_record(window.session.assessment, "A4", NOW), "summary"), None
    )
    window.case_switch.reopened.emit()
    assert window.wizard.half_typed() == ()
    verdict(at_work).signature.name.setText("Dr. Half")
    window.case_switch.begin_revision()
    assert window.wizard.half_typed() == ()


def test_a_name_that_somebody_else_typed_for_signing_does_not_wait_there_to_be_signed_with(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path
) -> None:
    stored(tmp_path, kept())
    owner = unlocked(tmp_path)
    user = StoreUsers(owner, lambda: NOW, CHEAP).add_user("Dr. Other", "clinician", PASSPHRASE)
    owner.lock()
    opened = desk()
    for who, stands in ((owner.user.id, "Dr. Berta"), (user.id, "")):
        page(opened).users.choices.rows[who].click()
        page(opened).passphrase.take_focus()
        unlock(qtbot, opened)
        opened.loader.open_case("KEPT-0001")
        if stands:
            window_of(opened).go_to("verdict")
            qtbot.keyClicks(verdict(opened).signature.name, stands)
        assert verdict(opened).signature.name.text() == stands
        opened.lock(IDLE)
