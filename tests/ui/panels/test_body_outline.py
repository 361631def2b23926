"""The outline and the list are one: what is clicked or pressed in the one is seen in the other."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from il2desk.domain.packs.body_outline import Body
from il2desk.storage.packs.library import PackRefused
from il2desk.ui.fields.named_sites import NamedSites
from il2desk.ui.fields.site_checks import SiteChecks
from il2desk.ui.panels.body_outline import BodyOutlineView
from il2desk.ui.panels.outline_panel import HINT, OutlinePanel
from il2desk.ui.widgets.theme import LIGHT
from il2desk.ui.window.main_window import MainWindow
from tests.cases import a_case, body, body_without, packs
from tests.ui.conftest import Opened
from tests.ui.pages.test_wheel_and_layout import roll

LIVER, LUNG, ADRENAL, KIDNEY, OTHER = (415, 520), (400, 390), (440, 566), (430, 606), (300, 150)
BESIDE_BODY = (240, 950)
Key = Qt.Key


def at_organs(opened: Opened, *sites: str, **changes: object) -> tuple[MainWindow, BodyOutlineView]:
    window = opened(a_case(sites=sites), **changes)
    window.go_to("organs")
    QApplication.processEvents()
    found = window.findChild(BodyOutlineView)
    assert found is not None
    return window, found


def click(outline: BodyOutlineView, place: tuple[int, int]) -> None:
    QTest.mouseClick(outline, Qt.MouseButton.LeftButton, pos=outline.place_of(*place).toPoint())


def box(window: MainWindow, site: str) -> object:
    return next(one.boxes[site] for one in window.findChildren(SiteChecks) if site in one.boxes)


def recorded(window: MainWindow) -> list[str]:
    return [site.id for site in window.session.case.sites]


def test_a_click_on_a_shape_marks_its_site_in_the_list_and_another_unmarks_it(opened: Opened) -> None:
    window, outline = at_organs(opened)
    click(outline, LIVER)
    assert recorded(window) == ["liver"]
    assert box(window, "liver").isChecked()  # type: ignore[attr-defined]
    assert outline.marked == {"liver"}
    click(outline, LIVER)
    assert recorded(window) == []
    assert outline.marked == frozenset()


def test_the_outline_stays_where_it_is_when_it_is_clicked(opened: Opened) -> None:
    window, outline = at_organs(opened)
    window.resize(1366, 700)
    QApplication.processEvents()
    before = outline.mapTo(window, outline.place_of(*LIVER).toPoint())
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=before)
    for _ in range(3):  # the focus is brought into view two turns of the event loop later
        QApplication.processEvents()
    assert recorded(window) == ["liver"]
    assert outline.hasFocus()
    assert outline.mapTo(window, outline.place_of(*LIVER).toPoint()) == before


def test_a_tick_in_the_list_fills_the_shape(opened: Opened) -> None:
    window, outline = at_organs(opened, "lung")
    assert outline.marked == {"lung"}
    QTest.mouseClick(box(window, "kidney"), Qt.MouseButton.LeftButton)  # type: ignore[call-overload]
    assert outline.marked == {"lung", "kidney"}


def colour_at(outline: BodyOutlineView, place: tuple[int, int]) -> QColor:
    picture = outline.grab().toImage()
    at = outline.place_of(*place).toPoint() * picture.devicePixelRatio()
    return picture.pixelColor(at)


def test_a_marked_shape_is_filled_and_an_unmarked_one_is_not(opened: Opened) -> None:
    _, outline = at_organs(opened, "liver")
    assert colour_at(outline, LIVER) == QColor(LIGHT.accent)
    assert colour_at(outline, LUNG) == QColor(LIGHT.base)


def test_the_smaller_of_two_shapes_is_clicked_where_they_overlap(opened: Opened) -> None:
    window, outline = at_organs(opened)
    click(outline, ADRENAL)
    click(outline, KIDNEY)
    assert recorded(window) == ["adrenal", "kidney"]


def test_every_shape_can_be_clicked_at_its_anchor(opened: Opened) -> None:
    window, outline = at_organs(opened)
    for shape in body().shapes:
        if shape.site != "other":
            click(outline, shape.anchor)
    assert recorded(window) == [kind.id for kind in packs().guideline.sites if kind.id != "other"]


def test_a_click_beside_every_shape_and_another_button_mark_nothing(opened: Opened) -> None:
    window, outline = at_organs(opened)
    click(outline, BESIDE_BODY)
    QTest.mouseClick(outline, Qt.MouseButton.RightButton, pos=outline.place_of(*LIVER).toPoint())
    assert recorded(window) == []


def test_another_site_leads_to_its_text_and_is_never_unmarked_by_a_click(opened: Opened) -> None:
    window, outline = at_organs(opened)
    click(outline, OTHER)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    assert window.findChild(NamedSites).lines[0].editor is focus
    QTest.keyClicks(focus, "Thyroid")
    assert outline.marked == {"other"}
    click(outline, OTHER)
    assert [site.text for site in window.session.case.sites] == ["Thyroid"]
    assert QApplication.focusWidget() is focus


def test_arrows_move_in_the_order_of_the_list_and_space_marks(opened: Opened) -> None:
    window, outline = at_organs(opened)
    outline.setFocus(Qt.FocusReason.TabFocusReason)
    assert outline.current == "lung"
    order = [kind.id for kind in packs().guideline.sites]
    for expected in order[1:]:
        QTest.keyClick(outline, Key.Key_Down)
        assert outline.current == expected
    QTest.keyClick(outline, Key.Key_Right)
    assert outline.current == order[-1]
    QTest.keyClick(outline, Key.Key_Space)
    for _ in order:
        QTest.keyClick(outline, Key.Key_Up)
    assert outline.current == "lung"
    QTest.keyClick(outline, Key.Key_Left)
    assert outline.current == "lung"
    QTest.keyClick(outline, Key.Key_Space)
    assert recorded(window) == ["lung", order[-1]]
    QTest.keyClick(outline, Key.Key_Space)
    assert recorded(window) == [order[-1]]


def test_tab_leads_to_the_outline_and_out_of_it(opened: Opened) -> None:
    window, outline = at_organs(opened, "lung")
    for _ in range(60):
        if outline.hasFocus():
            break
        QTest.keyClick(window.windowHandle(), Key.Key_Tab)  # type: ignore[call-overload]
    assert outline.hasFocus()
    QTest.keyClick(window.windowHandle(), Key.Key_Tab)  # type: ignore[call-overload]
    assert not outline.hasFocus()


def test_the_focus_is_seen(opened: Opened) -> None:
    _, outline = at_organs(opened)
    outline.clearFocus()
    before = outline.grab().toImage()
    outline.setFocus(Qt.FocusReason.TabFocusReason)
    after = outline.grab().toImage()
    corner = after.pixelColor(QPoint(after.width() // 2, 1))
    assert corner == QColor(LIGHT.accent)
    assert before.pixelColor(QPoint(before.width() // 2, 1)) != corner


def test_it_says_its_name_where_one_is_and_what_is_marked(opened: Opened) -> None:
    _, outline = at_organs(opened, "lung")
    assert outline.accessibleName() == "Body outline of involved sites"
    assert "Marked: Lung." in outline.accessibleDescription()
    outline.setFocus(Qt.FocusReason.TabFocusReason)
    assert outline.accessibleDescription().startswith("Lung: marked.")
    QTest.keyClick(outline, Key.Key_Space)
    assert outline.accessibleDescription().startswith("Lung: not marked. Marked: none.")


def says(window: MainWindow) -> list[str]:
    panel = window.findChild(OutlinePanel)
    return [label.text() for label in panel.findChildren(QLabel)]


def point_at(outline: BodyOutlineView, place: tuple[int, int]) -> None:
    at = outline.place_of(*place)
    none = Qt.MouseButton.NoButton
    moved = QMouseEvent(QEvent.Type.MouseMove, at, outline.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(outline, moved)


def test_the_site_under_the_pointer_is_named(opened: Opened) -> None:
    window, outline = at_organs(opened, "liver")
    assert HINT in says(window)
    point_at(outline, LIVER)
    assert "Liver: marked" in says(window)
    point_at(outline, LUNG)
    assert "Lung: not marked" in says(window)
    point_at(outline, BESIDE_BODY)
    assert HINT in says(window)


def test_the_wheel_over_the_outline_marks_nothing(opened: Opened) -> None:
    window, outline = at_organs(opened, "liver")
    roll(outline, 5)
    assert recorded(window) == ["liver"]


@pytest.mark.parametrize(("width", "beside"), [(1366, True), (1024, False)])
def test_the_outline_stands_beside_the_list_where_there_is_room_else_below(
    opened: Opened, width: int, beside: bool
) -> None:
    window, outline = at_organs(opened)
    window.resize(width, 700)
    QApplication.processEvents()
    checks = window.findChildren(SiteChecks)
    left = checks[0].mapTo(window, QPoint(checks[0].width(), 0)).x()
    assert (outline.mapTo(window, QPoint(0, 0)).x() >= left) is beside
    below = checks[-1].mapTo(window, QPoint(0, checks[-1].height())).y()
    assert (outline.mapTo(window, QPoint(0, 0)).y() >= below) is not beside


def test_a_site_of_a_later_pack_is_in_the_list_and_said_not_to_be_on_the_outline(opened: Opened) -> None:
    window, outline = at_organs(opened, "lung", body=lambda: body_without("lung"))
    assert box(window, "lung").isChecked()  # type: ignore[attr-defined]
    assert outline.marked == {"lung"}
    assert "lung" not in outline.labels
    assert any("Not on the outline: Lung." in words for words in says(window))
    outline.grab()


def test_a_picture_that_cannot_be_read_is_said_and_the_list_works(opened: Opened) -> None:
    def refuse() -> Body:
        raise PackRefused("body.toml: it cannot be read")

    window = opened(a_case(sites=()), body=refuse)
    window.go_to("organs")
    assert window.findChild(BodyOutlineView) is None
    assert any("body.toml: it cannot be read" in words for words in says(window))
    QTest.mouseClick(box(window, "liver"), Qt.MouseButton.LeftButton)  # type: ignore[call-overload]
    assert recorded(window) == ["liver"]


def test_the_picture_is_read_only_when_the_page_is_first_built(opened: Opened) -> None:
    asked: list[int] = []

    def counted(port: Callable[[], Body]) -> Callable[[], Body]:
        def give() -> Body:
            asked.append(1)
            return port()

        return give

    window = opened(a_case(), body=counted(body))
    window.go_to("ldh")
    assert asked == []
    window.go_to("organs")
    window.go_to("ldh")
    window.go_to("organs")
    assert asked == [1]
