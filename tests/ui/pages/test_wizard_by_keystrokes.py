"""The whole wizard from the keyboard alone: a case that meets, one outside, one undetermined, a deviation, a stop."""

from typing import Any

from PySide6.QtWidgets import QApplication, QLabel

from il2desk.domain.assessment.assessment import Overall
from il2desk.domain.case.case import Case
from il2desk.ui.window.main_window import MainWindow
from tests.cases import SIGNER, a_case
from tests.ui.conftest import Opened
from tests.ui.person import Key, Person


def plan_text(window: MainWindow) -> str:
    """Every word of the plan page that is on the screen."""
    window.go_to("plan")
    QApplication.processEvents()
    page = window.wizard.page_of("plan")
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def same_entries(recorded: Case, meant: Case) -> bool:
    kept = recorded.model_copy(update={"settings": None, "packs": {}, "signatures": (), "zone": None})
    return kept == meant.model_copy(update={"case_id": recorded.case_id})


def test_a_case_that_meets_every_criterion_is_typed_signed_and_dosed(opened: Opened) -> None:
    window, meant = opened(), a_case()
    person = Person(window)
    person.carries_through(meant)
    assert same_entries(window.session.case, meant)
    assert window.session.assessment.overall is Overall.MEETS
    assert window.session.plan is None
    person.signs(SIGNER)
    assert window.session.plan is not None
    words = plan_text(window)
    assert "42 million international units (42,000,000)" in words
    assert "600,000 international units per kg per dose × 70 kg, weighed 2026-11-20" in words
    assert "Monday 2026-11-23 09:00" in words
    assert "Friday 2026-11-27 17:00" in words


def test_a_case_outside_the_guideline_is_signed_and_has_no_dose(opened: Opened) -> None:
    window, meant = opened(), a_case(ecog_grade="3", sites=("lung", "liver", "bone"))
    person = Person(window)
    person.carries_through(meant)
    assert window.session.assessment.overall is Overall.OUTSIDE
    assert person.verdict.banner.words.text() == "Outside the guideline as written."
    person.signs(SIGNER)
    assert window.session.assessment.signature is not None
    assert window.session.plan is None
    words = plan_text(window)
    assert "No plan" in words
    assert "Extent of disease: not met" in words
    assert "million" not in words


def test_a_case_that_cannot_be_determined_says_what_is_missing_and_cannot_be_signed(opened: Opened) -> None:
    window, meant = opened(), a_case(ldh_limit=None, ldh_haemolysed="not_known")
    person = Person(window)
    person.carries_through(meant)
    assert window.session.assessment.overall is Overall.UNDETERMINED
    missing = [row for row in person.verdict.gap_list.gaps if row.isVisible()]
    assert [row.words.text() for row in missing] == ["Upper limit: not recorded."]
    person.signs(SIGNER)
    assert window.session.assessment.signature is None
    assert "Upper limit: not recorded." in person.verdict.signature.outcome.echoed.words
    person.tabs_to(lambda focus: focus is missing[0].go_button, "the way to what is missing")
    person.press(Key.Key_Space)
    assert window.wizard.here.id == "ldh"
    assert person.focus is person.field("ldh_limit").editor
    person.types("250")
    assert window.session.assessment.overall is Overall.MEETS


def test_a_deviation_with_reason_words_and_a_second_clinician_allows_a_plan(opened: Opened) -> None:
    window = opened()
    person = Person(window)
    person.carries_through(a_case(ecog_grade="2"))
    editor: Any = person.verdict.deviation
    part = editor.parts["ecog"]
    person.chooses(part.reason, "tumour_board")
    person.press(Key.Key_Tab)
    person.tabs_to(lambda focus: focus is part.words, "the words of the deviation")
    person.types("Discussed; limited by an old knee injury, not by the disease.")
    person.fills(editor.second, "Dr. Carl Second")
    person.signs(SIGNER)
    assert window.session.plan is not None
    assert window.session.assessment.overall is Overall.OUTSIDE
    assert person.verdict.banner.words.text() == "Outside the guideline as written."
    words = plan_text(window)
    assert "This plan deviates from the guideline" in words
    assert "42 million international units (42,000,000)" in words


def test_the_second_clinician_cannot_be_the_one_who_signs(opened: Opened) -> None:
    window = opened(a_case(ecog_grade="2"))
    person = Person(window)
    window.go_to("verdict")
    person.chooses(person.verdict.deviation.parts["ecog"].reason, "protocol")
    person.tabs_to(lambda focus: focus is person.verdict.deviation.parts["ecog"].words, "the words")
    person.types("Agreed.")
    person.fills(person.verdict.deviation.second, "signer, BERTA")
    person.signs(SIGNER)
    assert window.session.plan is None
    assert "another person" in person.verdict.signature.outcome.echoed.words


def test_a_stop_of_the_label_has_no_plan_and_no_deviation(opened: Opened) -> None:
    window = opened()
    person = Person(window)
    person.carries_through(a_case(allograft="yes"))
    assert person.verdict.banner.words.text() == "A check from the US label says stop. No plan."
    assert "Meets every criterion stated" in person.verdict.banner.detail.text()
    assert not person.verdict.deviation.isVisible()
    person.signs(SIGNER)
    assert window.session.assessment.signature is not None
    assert "Organ allograft: stop" in plan_text(window)


def test_a_wrong_context_stops_with_the_reason_and_opens_again_when_it_is_changed(opened: Opened) -> None:
    window = opened()
    person = Person(window)
    person.answers({"intended_use": "after_til"})
    page: Any = window.wizard.page_of("intended_use").content
    assert page._stop.isVisible()
    assert "lifileucel" in page._stop.detail.text()
    assert "WRONG CONTEXT" in page._stop.detail.text()
    for step in window.wizard.steps[1:-1]:
        window.go_to(step.id)
        assert window.wizard.here.id == "intended_use", step.id
    person.alt("n")
    assert window.wizard.here.id == "documents"
    person.alt("b")
    assert window.wizard.here.id == "intended_use"
    person.press(Key.Key_Up)
    person.press(Key.Key_Space)
    assert not page._stop.isVisible()
    person.goes_on()
    assert window.wizard.here.id == "diagnosis"


def test_a_deviation_is_spoken_of_once_nothing_is_missing(opened: Opened) -> None:
    """A mistyped date makes a criterion one that cannot be told; the way out is to type it again, not to deviate."""
    for answers, speaks in (({"ecog_grade": "2"}, True), ({"ecog_date": "2026-13-45"}, False)):
        window = opened(a_case(**answers))
        window.go_to("verdict")
        verdict = Person(window).verdict
        assert ("deviating" in verdict.banner.detail.text()) is speaks
        assert verdict.gap_list.isVisible() is not speaks
        window.session.note_printed()
