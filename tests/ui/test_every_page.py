"""What holds for every control of every page, whatever is added later."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

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
from tests.ui.conftest import Opened, ports_of

INPUTS = (QAbstractButton, QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)
STEPS = (
    *("intended_use", "diagnosis", "performance_status", "ldh", "organs", "cns", "setting", "label"),
    *("weight", "verdict", "plan", "documents"),
)


@dataclass(frozen=True)
class Seen:
    """One page as it stood on the screen."""

    unnamed: list[str]
    undescribed: list[str]
    not_plain: list[str]
    keys: list[str]
    wheel_sensitive: list[str]
    focus_is_inside: bool
    values: list[str]


@pytest.fixture(scope="module", params=["empty", "filled"])
def walk(request: pytest.FixtureRequest, qapp: QApplication) -> tuple[str, dict[str, Seen]]:
    """Every page of an empty and of a filled wizard, looked at once."""
    case = Case(case_id="TEST-0001") if request.param == "empty" else a_case(ecog_grade="2")
    window = MainWindow(ports_of(), lambda: case)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qapp.processEvents()
    window.explain("ldh")
    window._tell_age()
    window.activateWindow()
    pages = {step: looked_at(window, step) for step in everything_shown(window)}
    assert window.session.case == case
    window.session.put_on_paper()
    window.close()
    window.deleteLater()
    return request.param, pages


def looked_at(window: MainWindow, step: str) -> Seen:
    page = window.wizard.page_of(step)
    inputs = inputs_of(window)
    focus = QApplication.focusWidget()
    return Seen(
        unnamed=[str(one) for one in inputs if not name_of(one).strip()],
        undescribed=[
            one.accessibleName() for one in page.findChildren(QRadioButton) if not one.accessibleDescription()
        ],
        not_plain=[
            label.text() for label in window.findChildren(QLabel) if label.textFormat() is not Qt.TextFormat.PlainText
        ],
        keys=access_keys(window),
        wheel_sensitive=[
            str(one)
            for one in page.findChildren(QWidget)
            if isinstance(one, QAbstractSpinBox | QComboBox)
            or (isinstance(one, QLineEdit) and one.validator() is not None)
        ],
        focus_is_inside=focus is not None and page.isAncestorOf(focus),
        values=[
            name_of(one)
            for one in page.findChildren(QWidget)
            if (isinstance(one, QRadioButton | QCheckBox) and one.isChecked())
            or (isinstance(one, QLineEdit) and (one.text() or one.placeholderText()))
        ],
    )


def name_of(one: QWidget) -> str:
    return one.accessibleName() or (one.text() if isinstance(one, QAbstractButton) else "")


def access_keys(window: MainWindow) -> list[str]:
    keys = [
        one.shortcut().toString()
        for one in window.findChildren(QAbstractButton)
        if one.isVisible() and one.window() is window and one.shortcut().toString().startswith("Alt+")
    ]
    keys += [
        f"Alt+{label.text()[place + 1].upper()}"
        for label in window.findChildren(QLabel)
        if label.isVisible()
        and label.buddy() is not None
        and label.window() is window
        and (place := key_place(label.text())) is not None
    ]
    return keys


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


def test_a_fresh_wizard_holds_no_value_and_a_filled_one_does(walk: tuple[str, dict[str, Seen]]) -> None:
    which, pages = walk
    wishes = ["documents"]  # which sheets and which paper are wishes, not clinical values
    holding = [step for step, seen in pages.items() if seen.values and step not in wishes]
    assert holding == ([] if which == "empty" else list(STEPS[:9]))


def test_no_page_has_a_spin_box_a_combo_or_a_validator(walk: tuple[str, dict[str, Seen]]) -> None:
    assert not [(step, seen.wheel_sensitive) for step, seen in walk[1].items() if seen.wheel_sensitive]


def test_every_control_has_an_accessible_name(walk: tuple[str, dict[str, Seen]]) -> None:
    assert not [(step, seen.unnamed) for step, seen in walk[1].items() if seen.unnamed]


def test_every_answer_says_to_which_question_it_belongs(walk: tuple[str, dict[str, Seen]]) -> None:
    pages = {step: seen.undescribed for step, seen in walk[1].items() if step != "documents"}
    assert not [(step, undescribed) for step, undescribed in pages.items() if undescribed]


def test_a_refusal_is_the_description_of_its_editor(opened: Opened) -> None:
    window = opened(a_case(height="17.2"))
    window.go_to("weight", "height")
    editor = QApplication.focusWidget()
    assert editor is not None
    assert "is below 80 and is refused" in editor.accessibleDescription()


def test_every_label_shows_plain_text(walk: tuple[str, dict[str, Seen]]) -> None:
    assert not [(step, seen.not_plain) for step, seen in walk[1].items() if seen.not_plain]


def test_no_access_key_leads_to_two_places(walk: tuple[str, dict[str, Seen]]) -> None:
    twice = {step: [key for key, number in Counter(seen.keys).items() if number > 1] for step, seen in walk[1].items()}
    assert not {step: keys for step, keys in twice.items() if keys}
    assert {"Alt+B", "Alt+N", "Alt+P"} <= set(walk[1]["ldh"].keys)


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


def test_the_focus_is_on_a_control_of_the_page_that_is_shown(walk: tuple[str, dict[str, Seen]]) -> None:
    assert [step for step, seen in walk[1].items() if not seen.focus_is_inside] == []


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
