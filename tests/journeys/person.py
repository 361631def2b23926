"""A person at the window: acts in words, each done by real keys and clicks, counted, and looked at before it."""

import math
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.journeys import words
from tests.journeys.bus import BOUND, Bus, Control, await_that
from tests.journeys.desktop import Desktop

NOTCH = 60
"""Logical pixels by which one notch of the wheel moves a page."""
STANDS_STILL = 0.04
"""Seconds."""
MOST_TABS = 150
Fits = Callable[[Control], bool]
_STEP, _NUMBER = r"Step \d+ of \d+ · (.+)", r"Step (\d+) of \d+ · .+"


@dataclass
class Effort:
    """What a journey cost: actions, keys that only lead somewhere, notches of the wheel, seconds."""

    actions: int = 0
    tabs: int = 0
    scrolls: int = 0
    pictures: int = 0
    began: float = field(default_factory=time.monotonic)

    def told(self) -> dict[str, int]:
        counted = {"actions": self.actions, "tabs": self.tabs, "scrolls": self.scrolls, "pictures": self.pictures}
        return counted | {"seconds": round(time.monotonic() - self.began)}


class Person:
    """Works at one desktop. With `by_keyboard`, never touches the mouse.

    What is looked for is named as on the screen; an answer also by its question. An act waits until what it needs is
    there and can be used, and until what it was done for has come about; it fails with what stands on the screen.
    """

    def __init__(self, desktop: Desktop, pictures: Path, *, by_keyboard: bool = False) -> None:
        self.desktop, self.pictures, self.by_keyboard = desktop, pictures, by_keyboard
        self.hands, self.effort = desktop.hands, Effort()
        self._last_picture = b""
        pictures.mkdir(parents=True, exist_ok=True)

    # --- the program ---

    def starts(self, *options: str) -> None:
        """Start the program and wait for its window."""
        screen = self.desktop.screen
        self.bus = Bus(self.desktop.start(*options), screen.box, screen.scale, words.ASIDE)
        await_that(lambda: bool(self.bus.windows()), "the window is there")
        self.desktop.refuse_errors()

    def closes_the_window(self) -> None:
        """By the shortcut of the window manager; the program is to end well."""
        self.looks()
        self.effort.actions += 1
        self.hands.presses("alt+F4")
        self.desktop.await_end()

    # --- acts ---

    def fills(self, field: str, text: str, of: str | None = None, *, unseen: bool = False) -> None:
        """Type into a field, in the place of what stands there; `unseen` where its letters are not shown."""
        control = self._reaches(_is(words.FIELDS, field, of), f"field “{field}”")
        self.effort.actions += 1
        if not self.by_keyboard:
            self.hands.clicks(control.sight.middle)
            self._awaits(control, lambda now: now.focused, "has the focus")
        self.hands.presses("ctrl+a")
        self.hands.types(text)
        fits = (lambda now: len(now.value) == len(text)) if unseen else (lambda now: now.value == text)
        self._awaits(control, fits, f"holds “{text}”")

    def chooses(self, question: str, option: str) -> None:
        """Mark one of several answers."""
        self._marks(_is(("radio_button",), option, question), f"“{option}” of “{question}”")

    def ticks(self, box: str, of: str | None = None) -> None:
        """Mark a box that stands by itself."""
        self._marks(_is(("check_box",), box, of), f"box “{box}”")

    def presses(self, name: str, of: str | None = None) -> None:
        """Press a button or a link."""
        self._presses(name, of)
        self.bus.forget()

    def marks_row(self, text: str) -> None:
        """Click on a row of a list, by any of its words."""
        control = self._reaches(lambda one: one.role == "list_item" and text in one.name, f"row with “{text}”")
        self.effort.actions += 1
        self.hands.clicks(control.sight.middle)

    def uses_keys(self, keys: str) -> None:
        """Press a shortcut, as xdotool names its keys."""
        self.looks()
        self.effort.actions += 1
        self.hands.presses(keys)
        self.bus.forget()

    # --- going about ---

    def here(self) -> str:
        """The name of the step that is shown."""
        return self.reads(_STEP)

    def goes_next(self, to: str | None = None) -> None:
        """Press Next, and see that the step after this one is shown; again, as far as the step that is named."""
        self._leaves(words.NEXT, 1)
        while to is not None and self.here() != to:
            self._leaves(words.NEXT, 1)

    def goes_back(self) -> None:
        self._leaves(words.BACK, -1)

    def goes_to(self, step: str) -> None:
        """By the list of steps."""
        row = re.compile(rf"\d+\. {re.escape(step)}: .*")

        def fits(one: Control) -> bool:
            return one.role == "list_item" and bool(row.fullmatch(one.name))

        control = self._reaches(fits, f"step {step}", words.ASIDE - {words.STEPS})
        self.looks()
        self.effort.actions += 1
        if self.by_keyboard:
            self.hands.presses("Return")
        else:
            self.hands.clicks(control.sight.middle)
        self.arrives_at(step)

    def arrives_at(self, step: str) -> None:
        self.bus.forget()
        await_that(lambda: self.here() == step, f"the step {step} is shown")

    def _leaves(self, way: str, by: int) -> None:
        due = str(int(self.reads(_NUMBER)) + by)
        if self.by_keyboard:
            self.uses_keys(words.KEYS[way])
        else:
            self.bus.forget(but=self._presses(way))
        await_that(lambda: self.reads(_NUMBER) == due, f"{way} leads to step {due}")

    # --- looking ---

    def sees(self, text: str) -> Control:
        """Wait until something is named, or says, this text."""
        return self.bus.await_one(lambda one: text in one.name or text in one.value, f"“{text}”")

    def finds(self, roles: tuple[str, ...], name: str, of: str | None = None) -> Control:
        """The control as it stands, to read its state."""
        return self.bus.await_one(_is(roles, name, of), f"“{name}”")

    def is_led_to(self, places: set[str]) -> str:
        """Which of these fields or questions the program has put the cursor on."""
        end = time.monotonic() + BOUND
        while True:
            focus = self.bus.focus()
            for name in (focus.name, *focus.questions):
                if name in places:
                    return name
            assert time.monotonic() < end, f"The cursor is put on the {focus}, and on none of {places}."

    def reads_now(self, roles: tuple[str, ...], pattern: str) -> str | None:
        """The whole name of what is named so now, or None."""
        found = self.bus.find(lambda one: one.role in roles and bool(re.fullmatch(pattern, one.name)))
        return found and found.name

    def reads(self, pattern: str) -> str:
        """What the group of a pattern stands for, in whatever is named by the whole of it."""
        fits = re.compile(pattern)
        found = fits.fullmatch(self.bus.await_one(lambda one: bool(fits.fullmatch(one.name)), f"“{pattern}”").name)
        assert found
        return found[1]

    def sees_no_dialog(self) -> None:
        await_that(lambda: len(self.bus.windows()) == 1, "every dialog is gone")
        self.bus.forget()

    def looks(self) -> None:
        """Keep a picture of the screen, unless it is the last one still."""
        picture = self.desktop.picture()
        if picture.tobytes() == self._last_picture:
            return
        self._last_picture = picture.tobytes()
        self.effort.pictures += 1
        picture.save(self.pictures / f"{self.effort.pictures:03d}.png", compress_level=1)

    # --- how it is done ---

    def _presses(self, name: str, of: str | None = None) -> Control:
        control = self._reaches(_is(words.BUTTONS, name, of), f"button “{name}”")
        self.looks()
        self.effort.actions += 1
        if self.by_keyboard:
            self.hands.presses("space")
        else:
            self.hands.clicks(control.sight.middle)
        return control

    def _marks(self, fits: Fits, what: str) -> None:
        control = self._reaches(fits, what)
        self.effort.actions += 1
        if self.by_keyboard:
            self.hands.presses("space")
        else:
            self.hands.clicks(control.sight.middle)
        self._awaits(control, lambda now: now.checked, "is marked")

    def _reaches(self, fits: Fits, what: str, aside: frozenset[str] | None = None) -> Control:
        """The control, usable, and in sight or, by keyboard, with the focus."""
        control = self.bus.await_one(lambda one: fits(one) and one.enabled, f"{what} that can be used", aside)
        return self._tabs_to(control) if self.by_keyboard else self._brings_into_sight(control)

    def _brings_into_sight(self, control: Control) -> Control:
        """Turn the wheel until all of it is seen, or as much as there is room for."""
        for _ in range(12):
            control = self._settled(control)
            box, frame = control.box, control.frame
            missing = min(box.top - frame.top, 0) or max(box.bottom - frame.bottom, 0)
            if not missing or (box.height > frame.height and control.sight.height >= frame.height):
                break
            notches = math.ceil(abs(missing) / (NOTCH * self.desktop.screen.scale)) * (1 if missing > 0 else -1)
            moved = self._scrolls(control, notches)
            if moved is None:
                break
            control = moved
        sight = control.sight
        assert sight and sight.height * 2 > min(control.box.height, control.frame.height), (
            f"{control} cannot be brought into sight: it lies at {control.box}, of which {control.frame} is seen."
        )
        return control

    def _scrolls(self, control: Control, notches: int) -> Control | None:
        """The control after the wheel was turned; None where that moves nothing."""
        self.hands.turns_the_wheel(control.frame.middle, notches)
        self.effort.scrolls += abs(notches)
        end = time.monotonic() + 1
        while time.monotonic() < end:
            now = control.anew()
            if now is not None and now.box != control.box:
                return now
        return None

    def _settled(self, control: Control) -> Control:
        """The control once it has stood still for as long as an eye needs to see that it does."""
        stood = time.monotonic()
        while time.monotonic() - stood < STANDS_STILL and (now := control.anew()) is not None:
            if now.box != control.box:
                control, stood = now, time.monotonic()
        return control

    def _tabs_to(self, control: Control) -> Control:
        """Press Tab until the control has the focus; among answers to one question, or rows, an arrow leads on."""
        focus = self.bus.focus()
        for _ in range(MOST_TABS):
            if (focus.role, focus.name, focus.questions) == (control.role, control.name, control.questions):
                return focus
            assert focus.name, f"Tab leads to a {focus.role} without a name."
            key = _leading_on(focus, control)
            self.effort.tabs += 1
            self.hands.presses(key)
            focus = self.bus.focus(after=focus)
        raise AssertionError(f"{control} is not reached by {MOST_TABS} keys.")

    def _awaits(self, control: Control, holds: Fits, what: str) -> None:
        end = time.monotonic() + BOUND
        while True:
            now = control.anew()
            if now is not None and holds(now):
                return
            assert time.monotonic() < end, (
                f"It did not come to pass that {control} {what}; it is {now}: {now and now.value}"
            )


def _leading_on(focus: Control, control: Control) -> str:
    beside = [one.name for one in control.parent.children() if one.role == control.role]
    if control.role not in words.BY_ARROWS or focus.questions != control.questions or focus.name not in beside:
        return "Tab"
    return "Down" if beside.index(focus.name) < beside.index(control.name) else "Up"


def _is(roles: tuple[str, ...], name: str, question: str | None) -> Fits:
    def fits(one: Control) -> bool:
        return one.role in roles and one.name == name and (question is None or question in one.questions)

    return fits
