"""The program's real window with a person at its keyboard who never stops; what is entered is told before and after.

The child is forked from a program that has imported everything and made nothing. It tells, line by line: which case
it found at the start, what it is about to press, and afterwards what the case is on the screen and in the store.
"""

import json
import os
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NoReturn

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton

import il2desk.app.wiring
import il2desk.cli.main
import il2desk.ui.cases.case_list_page
import il2desk.ui.store.unlock
import il2desk.ui.window.main_window
import il2desk.ui.window.termination_signals
import il2desk.ui.window.workspace
from il2desk.domain.case.case import canonical
from il2desk.ui.cases.case_list_page import CaseListPage
from il2desk.ui.fields.choice_field import ChoiceField
from il2desk.ui.fields.typed_field import TypedField
from tests.faults import child
from tests.faults.stores import PASSPHRASE
from tests.ui.person import Key, Modifier, Person

TOLD = "told"
BETWEEN_KEYS = 30
SAMPLE = Path(__file__).parents[2] / "resources" / "sample"
PAGES = ("diagnosis", "performance", "ldh", "cns", "label")
LETTERS = "abcdefg 0123456789.,-"
TYPISTS: list["Typist"] = []
PRELOADED = (QLabel, QPushButton, QRadioButton)  # what Qt for Python takes long to set up is set up before the fork


def live(home: Path, seed: int, platform: str = "offscreen", display: str = "") -> NoReturn:
    """Be the program, with its data under that folder, and somebody at its keyboard. Never returns."""
    told = os.open(home / TOLD, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)
    code = 70
    try:
        errors = os.open(home / "errors", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(errors, 2)
        os.environ |= {"HOME": str(home), "QT_QPA_PLATFORM": platform, "DISPLAY": display, "LC_ALL": "C.UTF-8"}
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
            os.environ[name] = str(home)
        keep_cases = il2desk.app.wiring.keep_cases

        def keep_and_begin(window: Any, found: Any) -> None:
            keep_cases(window, found)
            TYPISTS.append(Typist(window, told, Random(seed)))
            TYPISTS[0].begin()

        il2desk.app.wiring.keep_cases = keep_and_begin
        child.run("--settings", str(SAMPLE / "settings.toml"))
    except SystemExit as ending:
        code = int(ending.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


class Typist:
    """Unlocks, goes on with the newest case or begins one, then answers and types until the program ends."""

    def __init__(self, window: Any, told: int, chance: Random) -> None:
        self.window, self.told, self.chance = window, told, chance
        self.person = Person(window)
        self._life = self._live()

    def begin(self) -> None:
        QTimer.singleShot(0, self._go_on)

    def _go_on(self) -> None:
        try:
            next(self._life)
        except BaseException:
            traceback.print_exc()
            os._exit(71)
        QTimer.singleShot(BETWEEN_KEYS, self._go_on)

    def _tell(self, **what: object) -> None:
        os.write(self.told, json.dumps({"at": time.monotonic(), **what}).encode() + b"\n")

    def _tell_case(self) -> None:
        session = self.window.session
        stored = session.stored
        self._tell(now=canonical(session.case), stored=canonical(stored) if stored is not None else None)

    @property
    def desk(self) -> il2desk.ui.window.workspace.Workspace:
        found: il2desk.ui.window.workspace.Workspace = self.window.findChild(il2desk.ui.window.workspace.Workspace)
        return found

    def _live(self) -> Iterator[None]:
        while self.window.windowHandle() is None or not self.window.isVisible():
            yield
        self.window.activateWindow()
        yield
        self._tell(begun=True)
        self.person.types(PASSPHRASE)
        yield
        self.person.press(Key.Key_Return)
        while not (self.desk.stack.shows_case or isinstance(self.desk.stack.currentWidget(), CaseListPage)):
            yield
        yield from self._take_up()
        while True:
            yield from self._work_on(self.chance.choice(PAGES))

    def _take_up(self) -> Iterator[None]:
        store = self.window.session.store
        newest = store.listing.recent(1)
        if self.desk.stack.shows_case:
            self._tell(found=canonical(self.window.session.case))
        elif newest:
            self.desk.loader.open_case(newest[0].case_id)
            self._tell(found=canonical(self.window.session.case))
        else:
            self.person.press(Key.Key_N, Modifier.ControlModifier)
        while not self.desk.stack.shows_case:
            yield

    def _work_on(self, page: str) -> Iterator[None]:
        steps = [one.id for one in self.window.wizard.steps]
        self.window.go_to(page if page in steps else steps[0])
        yield
        content: Any = self.window.wizard.page_of(self.window.wizard.here.id).content
        fields = [one for one in content.fields if not one.isHidden() and isinstance(one, ChoiceField | TypedField)]
        for field in self.chance.sample(fields, min(2, len(fields))):
            if field.isHidden():  # the answer before made it needless
                continue
            self.window.go_to(self.window.wizard.here.id, field.id)
            yield
            if isinstance(field, ChoiceField):
                self._tell(field=field.id, choice=True)
                self.person.chooses(field, self.chance.choice(list(field.rows)))
                self._tell_case()
                yield
            else:
                yield from self._type_into(field)

    def _type_into(self, field: TypedField) -> Iterator[None]:
        self.person.tabs_to(lambda focus: focus is field.editor, field.ask)
        for _ in range(self.chance.randint(3, 40)):
            self._tell(field=field.id)
            self.person.types(self.chance.choice(LETTERS))
            self._tell_case()
            yield
