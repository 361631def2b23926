"""What voids a signature, what an error takes off the screen, and what closing asks."""

import logging
import sys
import threading
from collections import namedtuple
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from il2desk.domain.assessment.signing import CannotSign
from il2desk.domain.dosing import dose_plan
from il2desk.ui.case import session as session_module
from il2desk.ui.widgets.icons import IconLabel
from il2desk.ui.window.alerts import ERROR, VOIDED
from il2desk.ui.window.failures import catch_all, place_of
from il2desk.ui.window.main_window import MainWindow
from tests.cases import NOW, SIGNER, a_case, deviating, signed
from tests.ui.conftest import Opened
from tests.ui.person import Person


def words_on(window: MainWindow, step: str) -> str:
    QApplication.processEvents()
    labels = window.wizard.page_of(step).findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def test_a_later_edit_voids_the_signature_takes_the_dose_away_and_says_so(opened: Opened) -> None:
    window = opened(signed())
    person = Person(window)
    window.go_to("plan")
    assert "42 million international units" in words_on(window, "plan")
    window.go_to("performance_status", "ecog_grade")
    person.chooses(person.field("ecog_grade"), "0")
    assert window.session.assessment.signature is None
    assert window.session.plan is None
    assert window.alert.isVisible()
    assert window.alert.words.text() == VOIDED
    window.go_to("plan")
    assert "million" not in words_on(window, "plan")
    window.alert.action.click()
    assert not window.alert.isVisible()


def test_after_signing_the_focus_is_still_where_one_signs(opened: Opened) -> None:
    """The button is off then; left to Qt, the next key would press the next button of the window, New case."""
    window = opened(a_case())
    window.go_to("verdict")
    person = Person(window)
    person.signs(SIGNER)
    assert window.session.assessment.signature is not None
    assert person.focus is person.verdict.signature.name


def test_a_signature_that_allows_no_plan_says_below_it_what_a_deviation_still_needs(opened: Opened) -> None:
    """The verdict that says so too is screens above; a deviation that was begun must not seem to be whole."""
    window = opened(deviating(a_case(ecog_grade="2"), "ecog", second=""))
    window.go_to("verdict")
    person = Person(window)
    person.signs(SIGNER)
    said = person.verdict.signature.outcome.echoed
    assert "It allows no plan: Name the second clinician who agrees to deviate." in said.words
    assert said.mark is IconLabel.ATTENTION
    window.session.set_cycle(second_clinician="Prof. Carla Other")
    person.signs(SIGNER)
    said = person.verdict.signature.outcome.echoed
    assert window.session.plan is not None
    assert "no plan" not in said.words
    assert said.mark is IconLabel.CHECK


def test_typing_the_same_again_voids_nothing(opened: Opened) -> None:
    window = opened(signed())
    window.session.answer("ecog_grade", "1")
    window.session.set_cycle(weight="70")
    assert window.session.assessment.signature is not None
    assert not window.alert.isVisible()


def test_a_voided_signature_does_not_come_back_when_the_entry_is_changed_back(opened: Opened) -> None:
    window = opened(signed())
    window.session.answer("ecog_grade", "0")
    window.session.answer("ecog_grade", "1")
    assert window.session.case.signatures == ()
    assert window.session.plan is None


def test_the_dose_on_the_screen_follows_a_new_weight_only_after_a_new_signature(opened: Opened) -> None:
    window = opened(signed())
    person = Person(window)
    window.go_to("plan")
    for name in ("weight", "weight_again"):
        window.go_to("weight", name)
        person.field(name).editor.selectAll()
        person.types("82.4")
    assert window.session.plan is None
    window.go_to("verdict")
    person.signs(SIGNER)
    window.go_to("plan")
    words = words_on(window, "plan")
    assert "49.44 million international units (49,440,000)" in words
    assert "42 million" not in words


def test_a_confirmed_body_mass_index_is_asked_again_when_the_weight_changes(opened: Opened) -> None:
    window = opened(a_case(weight="120"))
    window.go_to("weight")
    page: Any = window.wizard.page_of("weight").content
    QApplication.processEvents()
    assert page._index_confirmed.isVisible()
    page._index_confirmed.box.click()
    assert "body_mass_index" in window.session.case.cycle.confirmed
    person = Person(window)
    for name in ("weight", "weight_again"):
        window.go_to("weight", name)
        person.field(name).editor.selectAll()
        person.types("125")
    assert "body_mass_index" not in window.session.case.cycle.confirmed
    assert not page._index_confirmed.box.isChecked()


def test_an_error_while_judging_blanks_the_dose_keeps_the_entries_and_says_so(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window = opened(signed())
    window.go_to("plan")
    assert "42 million" in words_on(window, "plan")

    def broken(*_: object) -> None:
        raise ZeroDivisionError("patient words must not be logged")

    with qtbot.captureExceptions() as caught, monkeypatch.context() as patched:
        patched.setattr(session_module, "assess", broken)
        window.wizard.page_of("plan")
        try:
            window.session.answer("ecog_grade", "0")
        except ZeroDivisionError:
            window.show_failure()
    assert not caught
    assert "million" not in words_on(window, "plan")
    assert window.session.is_blocked
    assert window.alert.words.text() == ERROR
    assert window.session.case.answers["ecog_grade"] == "0"
    window.session.answer("ecog_grade", "1")
    assert not window.session.is_blocked


def test_what_raises_in_a_slot_leaves_no_dose_on_the_screen(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window = opened(signed())
    window.go_to("plan")
    person = Person(window)

    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(session_module, "assess", broken)
    with qtbot.captureExceptions() as caught:
        monkeypatch.setattr(sys, "excepthook", chained(sys.excepthook, window))
        window.go_to("diagnosis", "name")
        person.types("x")
        window.go_to("plan")
    assert caught
    assert window.session.plan is None
    assert "million" not in words_on(window, "plan")
    assert window.alert.isVisible()


@pytest.mark.parametrize("where", ["clear", "plan_doses"])
def test_an_error_on_the_way_to_a_dose_leaves_none_on_the_screen(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, where: str
) -> None:
    window = opened(a_case())

    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(dose_plan, where, broken)
    window.go_to("verdict")
    with qtbot.captureExceptions() as caught:
        monkeypatch.setattr(sys, "excepthook", chained(sys.excepthook, window))
        Person(window).signs(SIGNER)
        window.go_to("plan")
    assert caught
    assert window.session.plan is None
    assert "No plan" in words_on(window, "plan")
    assert "error" in words_on(window, "plan")
    assert window.alert.words.text() == ERROR


def chained(outer: Any, window: MainWindow) -> Any:
    def hook(kind: type[BaseException], error: BaseException, trace: Any) -> None:
        window.show_failure()
        outer(kind, error, trace)

    return hook


def test_an_error_within_the_answer_to_an_error_ends_there(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    window = opened(signed())
    calls: list[int] = []

    def block() -> None:
        calls.append(1)
        window.show_failure()

    monkeypatch.setattr(window.session, "block", block)
    window.show_failure()
    assert calls == [1]


Unraisable = namedtuple("Unraisable", "exc_type exc_value exc_traceback err_msg object")


def test_the_log_tells_the_place_and_never_the_words(caplog: pytest.LogCaptureFixture) -> None:
    told: list[int] = []
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    try:
        catch_all(lambda: told.append(1))
        try:
            raise ValueError("Anna Example, MRN 0012345")
        except ValueError as error:
            with caplog.at_level(logging.ERROR):
                sys.excepthook(ValueError, error, error.__traceback__)
                threading.excepthook(threading.ExceptHookArgs((ValueError, error, error.__traceback__, None)))
                sys.unraisablehook(Unraisable(ValueError, error, error.__traceback__, "Anna", None))
    finally:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before
    assert told == [1]
    assert caplog.text.count("ValueError at test_signature_and_errors.py:") == 3
    assert "Anna" not in caplog.text
    assert place_of(KeyError, None) == "KeyError at an unknown place"


def asking(window: MainWindow) -> QMessageBox | None:
    QApplication.processEvents()
    boxes = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    return boxes[0] if boxes else None


def test_closing_with_something_on_no_paper_asks_and_can_be_called_off(opened: Opened) -> None:
    window = opened()
    window.session.set_patient("name", "Anna Example")
    window.close()
    box = asking(window)
    assert window.isVisible()
    assert box is not None
    [stay] = [one for one in box.buttons() if box.buttonRole(one) is QMessageBox.ButtonRole.RejectRole]
    assert box.defaultButton() is stay
    stay.click()
    assert window.isVisible()
    window.close()
    box = asking(window)
    assert box is not None
    [go] = [one for one in box.buttons() if box.buttonRole(one) is QMessageBox.ButtonRole.DestructiveRole]
    go.click()
    assert not window.isVisible()


def test_closing_asks_nothing_where_nothing_was_typed_or_all_is_on_paper(opened: Opened) -> None:
    untouched = opened()
    untouched.close()
    assert not untouched.isVisible()
    printed = opened()
    printed.session.set_patient("name", "Anna Example")
    printed.session.note_printed()
    printed.close()
    assert not printed.isVisible()


def test_a_new_case_asks_before_it_puts_unprinted_work_away(opened: Opened) -> None:
    window = opened()
    window.session.set_patient("name", "Anna Example")
    window.header.new_case.click()
    assert asking(window) is not None
    assert window.session.case.patient.name == "Anna Example"


def test_a_voided_case_keeps_nothing_that_signing_had_put_into_it(opened: Opened) -> None:
    window = opened(signed())
    window.session.answer("ecog_grade", "0")
    assert (window.session.case.zone, window.session.case.settings, dict(window.session.case.packs)) == (None, None, {})


def test_a_case_left_open_is_judged_anew_when_it_is_signed(opened: Opened) -> None:
    session = opened(a_case()).session
    session.ports = replace(session.ports, now=lambda: NOW + timedelta(days=20))
    with pytest.raises(CannotSign, match="lies in the past"):
        session.sign(SIGNER)
