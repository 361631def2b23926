"""What holds for every page before a case: named, reachable by Tab, plain text, nothing cut off on a small screen."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QListView,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from il2desk.ui.widgets.focus_part import Part
from il2desk.ui.widgets.theme import DARK, LIGHT, Colours, palette_of
from tests.ui.front_gallery import PAGES
from tests.ui.pages import access_keys, inputs_of, name_of, question_of

SIZES = [(1366, 768), (1024, 640), (640, 360)]


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[QWidget]:
    made = PAGES[request.param]()
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    for _ in range(3):
        qapp.processEvents()
    if isinstance(made, Part):
        made.take_focus()
    yield made
    made.close()
    made.deleteLater()
    qapp.processEvents()


def sized(page: QWidget, size: tuple[int, int]) -> QWidget:
    page.resize(*size)
    for _ in range(4):
        QApplication.processEvents()
    return page


def test_every_control_has_a_name_and_every_choice_says_to_what_it_belongs(page: QWidget) -> None:
    assert [one for one in inputs_of(page) if not name_of(one).strip()] == []
    rows = [one for one in page.findChildren(QRadioButton) if one.isVisible()]
    assert [one.accessibleName() for one in rows if not question_of(one)] == []
    assert all(one.accessibleName() for one in page.findChildren(QListView))


def test_every_label_shows_plain_text(page: QWidget) -> None:
    assert [one.text() for one in page.findChildren(QLabel) if one.textFormat() is not Qt.TextFormat.PlainText] == []


def test_no_access_key_leads_to_two_places(page: QWidget) -> None:
    twice = [key for key, number in Counter(access_keys(page)).items() if number > 1]
    assert twice == []


def test_the_focus_is_in_the_page_and_tab_reaches_every_control(page: QWidget) -> None:
    first = QApplication.focusWidget()
    assert first is not None
    assert page.isAncestorOf(first)
    wanted = {
        one
        for one in [*inputs_of(page), *(one for one in page.findChildren(QListView) if one.isVisible())]
        if one.isEnabled() and not isinstance(one, QRadioButton) and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    reached = set()
    for _ in range(60):
        page.focusNextChild()
        reached.add(QApplication.focusWidget())
    assert [name_of(one) for one in wanted - reached] == []


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_nothing_is_wider_than_its_place_or_lower_than_its_words(
    page: QWidget, size: tuple[int, int], scheme: Colours
) -> None:
    before = QApplication.palette()
    QApplication.setPalette(palette_of(scheme))
    try:
        sized(page, size)
        assert page.width() == size[0]
        for label in page.findChildren(QLabel):
            if label.isVisible():
                assert label.mapTo(page, QPoint(label.width(), 0)).x() <= page.width(), label.text()
                needs = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
                assert label.height() >= needs, label.text()
        for one in page.findChildren(QAbstractButton):
            if one.isVisible():
                assert one.width() >= one.minimumSizeHint().width(), name_of(one)
                assert one.mapTo(page, QPoint(one.width(), 0)).x() <= page.width(), name_of(one)
        for area in page.findChildren(QScrollArea):
            inner = area.widget()
            assert inner is None or not area.isVisible() or inner.width() <= area.viewport().width()
    finally:
        QApplication.setPalette(before)


@pytest.mark.parametrize("size", SIZES[:2], ids=str)
def test_what_does_not_fit_can_be_scrolled_to_and_is_not_cut_off(page: QWidget, size: tuple[int, int]) -> None:
    sized(page, size)
    assert page.height() == size[1]
    for one in inputs_of(page):
        if not any(isinstance(above, QScrollArea) for above in _ancestors(one)):
            assert one.mapTo(page, QPoint(0, one.height())).y() <= page.height(), name_of(one)


def test_nothing_scrolls_sideways(page: QWidget) -> None:
    bars = [one for one in page.findChildren(QScrollBar) if one.orientation() is Qt.Orientation.Horizontal]
    assert [bar for bar in bars if bar.isVisible()] == []


def test_there_is_no_combo_box_and_no_window_of_its_own(page: QWidget) -> None:
    assert page.findChildren(QComboBox) == []
    assert [one for one in page.findChildren(QWidget) if one.isWindow() and one.isVisible()] == []


def _ancestors(widget: QWidget) -> Iterator[QWidget]:
    above = widget.parentWidget()
    while above is not None:
        yield above
        above = above.parentWidget()
