"""The wheel never changes an input, and nothing runs out of its place."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetrics, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
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
from pytestqt.qtbot import QtBot

from il2desk.ui.panels.source_panel import WhyWindow
from il2desk.ui.widgets.theme import Size, sized
from tests.cases import a_case
from tests.ui.conftest import Opened
from tests.ui.desks import OpenWorkspace, at_case, window_of
from tests.ui.pages import STEPS, everything_shown, inputs_of, name_of


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


def test_scroll_bars_of_pages_are_vertical_only(opened: Opened) -> None:
    window = opened(a_case())
    for _ in everything_shown(window):
        bars = [
            one.horizontalScrollBar()
            for one in window.wizard.page_of(window.wizard.here.id).findChildren(QAbstractScrollArea)
            if isinstance(one, QScrollArea)
        ]
        assert not [bar for bar in bars if isinstance(bar, QScrollBar) and bar.isVisible()]


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


def test_what_is_said_of_a_field_is_in_view_with_it(qtbot: QtBot, opened: Opened) -> None:
    window = opened(a_case(first_dose="2026-10-25 02:30", weight_date="2026-10-24"))
    window.go_to("weight", "first_dose")
    page: Any = window.wizard.page_of("weight")
    echo = next(one for one in page.content.fields if one.id == "first_dose").echo
    assert "twice" in echo.words.text()
    seen = page._area.viewport()
    qtbot.waitUntil(lambda: seen.rect().contains(echo.mapTo(seen, echo.rect().bottomLeft())))


def test_a_page_left_at_its_end_is_shown_from_its_top_again(qtbot: QtBot, opened: Opened) -> None:
    window = opened(a_case())
    window.go_to("verdict", "signature")
    bar = window.wizard.page_of("verdict")._area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 0)
    window.go_to("plan")
    window.go_to("verdict")
    for _ in range(3):  # the focus is brought into view two turns of the event loop later
        QApplication.processEvents()
    assert bar.value() == 0


def test_nothing_moves_under_the_mouse_when_the_body_mass_index_is_known(opened: Opened) -> None:
    window = opened(a_case(height=None))
    window.go_to("weight")
    QApplication.processEvents()
    page = window.wizard.page_of("weight")
    below = page.control_of("first_dose")
    before = below.mapTo(page.content, QPoint()).y()
    window.session.set_cycle(height="168")
    QApplication.processEvents()
    assert any("Body-mass index" in one.text() for one in page.findChildren(QLabel) if one.isVisible())
    assert below.mapTo(page.content, QPoint()).y() == before


def test_a_step_takes_a_second_line_only_where_its_name_does(qtbot: QtBot, opened: Opened) -> None:
    window = opened(a_case())
    window.resize(1024, 700)
    steps = window.sides.steps
    for step in ("diagnosis", "documents"):
        window.go_to(step)
        qtbot.wait(20)
        low = steps.visualItemRect(steps.item(3)).height()
        assert "LDH" in steps.item(3).text()
        taller = {row for row in range(steps.count()) if steps.visualItemRect(steps.item(row)).height() > low}
        room = steps.viewport().width() - 46  # beside the symbol
        here = next(row for row, one in enumerate(window.wizard.steps) if one.id == step)
        fonts = [sized(steps.font(), Size.BODY, bold=row == here) for row in range(steps.count())]
        wide = [QFontMetrics(font).horizontalAdvance(steps.item(row).text()) for row, font in enumerate(fonts)]
        assert taller == {row for row, width in enumerate(wide) if width > room}


def test_a_name_to_sign_with_has_room(qtbot: QtBot, opened: Opened) -> None:
    window = opened(a_case())
    window.resize(1024, 700)
    window.go_to("verdict", "signature")
    qtbot.wait(20)
    name = window.wizard.page_of("verdict").control_of("signature")
    assert name.width() > 24 * name.fontMetrics().averageCharWidth()


@pytest.mark.parametrize("step", STEPS)
def test_at_double_scale_on_a_small_screen_the_ways_out_and_the_patient_are_in_sight(
    qtbot: QtBot, desk: OpenWorkspace, tmp_path: Path, step: str
) -> None:
    """A screen of 1366 by 768 at double scale; with a store, where the header has the most buttons."""
    opened = at_case(qtbot, desk, tmp_path)
    window = window_of(opened)
    window.resize(683, 384)
    window.go_to(step)
    qtbot.waitUntil(lambda: window.header.height() < window.height() / 4)
    assert (window.width(), window.height()) == (683, 384)
    back = window.wizard.back
    for one in (back, window.header.lock, window.header.cases, window.header.patient):
        assert window.rect().contains(one.mapTo(window, one.rect().bottomRight())), name_of(one)
    assert window.header.patient.height() >= window.header.patient.heightForWidth(window.header.patient.width())
