"""A person at the keyboard: every entry goes through the window's own key events, wherever the focus is."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from il2desk.domain.case.case import Case, Site
from il2desk.ui.fields.choice_field import ChoiceField
from il2desk.ui.fields.site_checks import SiteChecks
from il2desk.ui.fields.typed_field import TypedField
from il2desk.ui.window.main_window import MainWindow

Key, Modifier = Qt.Key, Qt.KeyboardModifier
MOST_TABS = 150


class Person:
    """Looks at the window to know what to press; never sets a value."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        QTest.keyClick(self.window.windowHandle(), key, modifier)

    def alt(self, letter: str) -> None:
        """An access key; a button it belongs to is pressed for a moment before it acts."""
        self.press(Key[f"Key_{letter.upper()}"], Modifier.AltModifier)
        QTest.qWait(250)

    def types(self, text: str) -> None:
        for mark in text:
            QTest.keyClick(self.window.windowHandle(), mark)

    @property
    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def tabs_to(self, wanted: Callable[[QWidget], bool], what: str) -> None:
        """Press Tab until the focus is where it is wanted."""
        for _ in range(MOST_TABS):
            if wanted(self.focus):
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab never led to {what}")

    def field(self, id_: str) -> Any:
        content: Any = self.window.wizard.page_of(self.window.wizard.here.id).content
        return next(one for one in content.fields if one.id == id_)

    def chooses(self, field: ChoiceField, option: str) -> None:
        """Tab to the group, arrow to the answer, and mark it with Space."""
        rows = list(field.rows.values())
        self.tabs_to(lambda focus: focus in rows, field.ask)
        way = rows.index(field.rows[option]) - rows.index(self.focus)
        for _ in range(abs(way)):
            self.press(Key.Key_Down if way > 0 else Key.Key_Left)
        assert self.focus is field.rows[option], option
        self.press(Key.Key_Space)

    def fills(self, field: TypedField, text: str) -> None:
        self.tabs_to(lambda focus: focus is field.editor, field.ask)
        self.types(text)

    def answers(self, answers: Mapping[str, str]) -> None:
        """Answer the questions of the page that is shown, in their order."""
        content: Any = self.window.wizard.page_of(self.window.wizard.here.id).content
        for field in list(content.fields):
            text = answers.get(field.id)
            if text is None or field.isHidden():
                continue
            self.chooses(field, text) if isinstance(field, ChoiceField) else self.fills(field, text)

    def marks(self, sites: tuple[Site, ...]) -> None:
        boxes = {
            id_: box for checks in self.window.wizard.findChildren(SiteChecks) for id_, box in checks.boxes.items()
        }
        for site in sites:
            self.tabs_to(lambda focus, box=boxes[site.id]: focus is box, site.id)  # type: ignore[misc]
            self.press(Key.Key_Space)

    def goes_on(self) -> None:
        """To the next page, by the shortcut that acts at once; the access key takes Qt a tenth of a second."""
        before = self.window.wizard.here.id
        self.press(Key.Key_PageDown, Modifier.ControlModifier)
        assert self.window.wizard.here.id != before

    def carries_through(self, case: Case) -> None:
        """Type a whole case, from the first page to the verdict."""
        for step in self.window.wizard.steps:
            assert self.window.wizard.here == step
            if step.id == "verdict":
                return
            self.answers_step(step.id, case)
            self.goes_on()

    def answers_step(self, step: str, case: Case) -> None:
        if step == "diagnosis":
            recorded = {name: text for name, text in case.patient.model_dump().items() if text}
            self.answers({**recorded, **case.answers})
        elif step == "organs":
            self.marks(case.sites)
            complete = {True: "yes", False: "no", None: None}[case.sites_complete]
            self.answers({**case.answers, **({"sites_complete": complete} if complete else {})})
        elif step == "weight":
            self.types_weight(case)
        else:
            self.answers(case.answers)

    def types_weight(self, case: Case) -> None:
        names = ("weight", "weight_again", "weight_date", "height")
        for name in names:
            text = getattr(case.cycle, name)
            if text:
                self.fills(self.field(name), text)
        if case.cycle.first_dose:
            day, _, clock = case.cycle.first_dose.partition(" ")
            both = self.field("first_dose")
            for line, text in ((both.date, day), (both.time, clock)):
                self.tabs_to(lambda focus, line=line: focus is line, "first dose")  # type: ignore[misc]
                self.types(text)

    def signs(self, name: str) -> None:
        signature = self.verdict.signature
        self.tabs_to(lambda focus: focus is signature.name, "the signature")
        self.types(name)
        self.press(Key.Key_Tab)
        assert self.focus is signature.sign_button
        self.press(Key.Key_Space)

    @property
    def verdict(self) -> Any:
        return self.window.wizard.page_of("verdict").content
