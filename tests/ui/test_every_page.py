"""What holds for every control of every page, whatever is added later."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from il2desk.domain.case import Case
from il2desk.ui.main_window import MainWindow
from il2desk.ui.widgets.why import WhyWindow
from tests.cases import a_case
from tests.ui.conftest import Opened

INPUTS = (QAbstractButton, QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)
STEPS = (
    *("intended_use", "diagnosis", "performance_status", "ldh", "organs", "cns", "setting", "label"),
    *("weight", "verdict", "plan", "documents"),
)


def everything_shown(window: MainWindow) -> Iterator[str]:
    """Go through every page, so that every part of it is made."""
    for step in window.wizard.steps:
        window.go_to(step.id)
        QApplication.processEvents()
        yield step.id


def inputs_of(window: QWidget) -> list[QWidget]:
    return [one for one in window.findChildren(QWidget) if isinstance(one, INPUTS) and one.isVisible()]


def value_of(one: QWidget) -> object:
    if isinstance(one, QAbstractButton):
        return one.isChecked()
    if isinstance(one, QLineEdit):
        return one.text()
    return one.toPlainText() if isinstance(one, QPlainTextEdit) else None


def roll(over: QWidget, clicks: int) -> None:
    centre = QPointF(over.rect().center())
    for _ in range(clicks):
        turned = QWheelEvent(
            centre,
            QPointF(over.mapToGlobal(over.rect().center())),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(over, turned)


def test_the_pages_are_those_of_the_pack_and_four_made_by_hand(opened: Opened) -> None:
    assert tuple(step.id for step in opened().wizard.steps) == STEPS


def test_the_wheel_over_any_input_changes_nothing(opened: Opened) -> None:
    window = opened(a_case(ecog_grade="2"))
    QApplication.processEvents()
    for step in everything_shown(window):
        before = window.session.case
        for one in inputs_of(window):
            value = value_of(one)
            one.setFocus()
            roll(one, 3)
            assert value_of(one) == value, (step, one.accessibleName())
        assert window.session.case == before, step


def test_the_wheel_over_an_input_scrolls_its_page(opened: Opened) -> None:
    window = opened(a_case())
    QApplication.processEvents()
    window.go_to("label")
    QApplication.processEvents()
    row = window.wizard.page_of("label").findChildren(QRadioButton)[0]
    area = next(one for one in ancestors(row) if isinstance(one, QScrollArea))
    area.verticalScrollBar().setValue(0)
    roll(row, 1)
    assert area.verticalScrollBar().value() > 0


def ancestors(widget: QWidget) -> Iterator[QWidget]:
    above = widget.parentWidget()
    while above is not None:
        yield above
        above = above.parentWidget()


def test_the_wheel_changes_no_spin_box_or_combo_that_somebody_adds_later(opened: Opened) -> None:
    window = opened()
    QApplication.processEvents()
    combo = QComboBox(window)
    combo.addItems(["one", "two", "three"])
    date = QDateTimeEdit(window)
    before = date.dateTime()
    for one in (combo, date):
        one.show()
        one.setFocus()
        roll(one, 5)
    assert combo.currentIndex() == 0
    assert date.dateTime() == before


def test_a_fresh_wizard_holds_no_value(opened: Opened) -> None:
    window = opened()
    assert window.session.case == Case(case_id="TEST-0001")
    for step in everything_shown(window):
        if step == "documents":  # which sheets and which paper are wishes, not clinical values
            continue
        page = window.wizard.page_of(step)
        for one in page.findChildren(QWidget):
            if isinstance(one, QRadioButton | QCheckBox):
                assert not one.isChecked(), (step, one.accessibleName())
            if isinstance(one, QLineEdit):
                assert one.text() == "", (step, one.accessibleName())
                assert one.placeholderText() == "", (step, one.accessibleName())
    assert window.session.case == Case(case_id="TEST-0001")


def test_no_page_has_a_spin_box_a_combo_or_a_validator(opened: Opened) -> None:
    window = opened(a_case(ecog_grade="2"))
    for step in everything_shown(window):
        page = window.wizard.page_of(step)
        assert not [one for one in page.findChildren(QWidget) if isinstance(one, QAbstractSpinBox | QComboBox)], step
        assert not [one for one in page.findChildren(QLineEdit) if one.validator() is not None], step


@pytest.mark.parametrize("case", [Case(case_id="TEST-0001"), a_case(ecog_grade="2")], ids=["empty", "filled"])
def test_every_control_has_an_accessible_name(opened: Opened, case: Case) -> None:
    window = opened(case)
    for step in everything_shown(window):
        for one in inputs_of(window):
            name = one.accessibleName() or (one.text() if isinstance(one, QAbstractButton) else "")
            assert name.strip(), (step, one)


def test_every_editor_and_answer_says_what_it_belongs_to(opened: Opened) -> None:
    window = opened(a_case(ecog_grade="2", height="17.2"))
    for step in everything_shown(window):
        if step == "documents":
            continue
        for one in window.wizard.page_of(step).findChildren(QRadioButton):
            assert one.accessibleDescription(), (step, one.accessibleName())
    window.go_to("weight", "height")
    editor = QApplication.focusWidget()
    assert editor is not None
    assert "is below 80 and is refused" in editor.accessibleDescription()


@pytest.mark.parametrize("case", [Case(case_id="TEST-0001"), a_case(ecog_grade="2")], ids=["empty", "filled"])
def test_every_label_shows_plain_text(opened: Opened, case: Case) -> None:
    window = opened(case)
    window.explain("ldh")
    window._tell_age()
    for step in everything_shown(window):
        for label in window.findChildren(QLabel):
            assert label.textFormat() is Qt.TextFormat.PlainText, (step, label.text())


@pytest.mark.parametrize("case", [Case(case_id="TEST-0001"), a_case(ecog_grade="2")], ids=["empty", "filled"])
def test_no_access_key_leads_to_two_places(opened: Opened, case: Case) -> None:
    window = opened(case)
    for step in everything_shown(window):
        keys = [
            one.shortcut().toString()
            for one in window.findChildren(QAbstractButton)
            if one.isVisible() and one.shortcut().toString().startswith("Alt+")
        ]
        keys += [
            f"Alt+{label.text()[place + 1].upper()}"
            for label in window.findChildren(QLabel)
            if label.isVisible() and label.buddy() is not None and (place := key_place(label.text())) is not None
        ]
        twice = [key for key, number in Counter(keys).items() if number > 1]
        assert not twice, (step, twice)


def key_place(text: str) -> int | None:
    bare = text.replace("&&", "\0\0")
    return bare.index("&") if "&" in bare else None


def test_tab_reaches_every_control_of_the_page(opened: Opened) -> None:
    window = opened(a_case(ecog_grade="2"))
    for step in everything_shown(window):
        page = window.wizard.page_of(step)
        wanted = {
            one
            for one in inputs_of(page)
            if one.isEnabled() and not isinstance(one, QRadioButton) and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        }
        reached, first = set(), QApplication.focusWidget()
        for _ in range(200):
            window.focusNextChild()
            reached.add(QApplication.focusWidget())
            if QApplication.focusWidget() is first:
                break
        assert wanted <= reached, (step, [one.accessibleName() for one in wanted - reached])


def test_nothing_of_a_page_opens_as_a_window_of_its_own(opened: Opened) -> None:
    opened_windows: list[QWidget] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                opened_windows.append(watched)
            return False

    window, watch = opened(a_case(ecog_grade="2")), Watch()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(watch)
    for _ in everything_shown(window):
        pass
    application.removeEventFilter(watch)
    assert opened_windows == []


def test_the_focus_is_on_a_control_of_the_page_that_is_shown(opened: Opened) -> None:
    window = opened(a_case(ecog_grade="2"))
    for step in everything_shown(window):
        focus = QApplication.focusWidget()
        assert focus is not None, step
        assert step == "plan" or window.wizard.page_of(step).isAncestorOf(focus), step


def test_nothing_scrolls_sideways_and_nothing_is_wider_than_its_place_on_a_small_screen(opened: Opened) -> None:
    window = opened(a_case(ecog_grade="2"))
    window.resize(683, 384)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (683, 384)
    for step in everything_shown(window):
        if step == "documents":
            continue
        for area in window.findChildren(QScrollArea):
            inner = area.widget()
            if inner is None or not area.isVisible():
                continue
            assert inner.width() <= area.viewport().width(), step
            for one in inner.findChildren(QLabel):
                if one.isVisible():
                    right = one.mapTo(inner, QPoint(one.width(), 0)).x()
                    assert right <= inner.width(), (step, one.text())


def test_the_source_of_every_criterion_opens_beside_the_wizard_without_blocking_it(opened: Opened) -> None:
    window = opened(a_case())
    for finding in window.session.assessment.findings:
        window.sides.standing.cards[finding.id].why_button.click()
        shown = window.findChild(WhyWindow)
        assert shown is not None
        assert shown.isVisible()
        assert not shown.isModal()
        assert shown.windowTitle() == finding.title
        words = "\n".join(label.text() for label in shown.findChildren(QLabel))
        for citation in finding.sources:
            assert window.session.assessment.packs.guideline.source_by_id[citation.source].text in words.replace(
                "\u200b", ""
            )
        assert "Misuse" in words
        shown.close()


def test_scroll_bars_of_pages_are_vertical_only(opened: Opened) -> None:
    window = opened(a_case())
    for _ in everything_shown(window):
        bars = [
            one.horizontalScrollBar()
            for one in window.wizard.page_of(window.wizard.here.id).findChildren(QAbstractScrollArea)
            if isinstance(one, QScrollArea)
        ]
        assert not [bar for bar in bars if isinstance(bar, QScrollBar) and bar.isVisible()]
