"""What stands on the screen, as the accessibility bus tells it: roles, names, questions, states and places."""

import subprocess
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import xa11y

BOUND = 20.0
"""Seconds after which something that was waited for counts as not coming."""
STOPS = {"button", "check_box", "combo_box", "list", "radio_button", "text_area", "text_field"}
"""Roles of what can have the focus. (A row says that it has it whenever it is the current one of its list.)"""


class Box(NamedTuple):
    """A rectangle in pixels of the screen."""

    left: int
    top: int
    right: int
    bottom: int

    def within(self, other: "Box") -> "Box":
        """The part of it that lies inside another; empty where none does."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        return Box(left, top, max(left, min(self.right, other.right)), max(top, min(self.bottom, other.bottom)))

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def middle(self) -> tuple[int, int]:
        return (self.left + self.right) // 2, (self.top + self.bottom) // 2

    def __bool__(self) -> bool:
        return self.width > 0 and self.height > 0


@dataclass(frozen=True)
class Control:
    """One thing on the screen. `frame` is the part of the screen in which it can be seen at all."""

    role: str
    name: str
    value: str
    description: str
    box: Box
    frame: Box
    enabled: bool
    focused: bool
    checked: bool
    questions: tuple[str, ...]
    parent: xa11y.Element
    place: int
    scale: float

    @property
    def sight(self) -> Box:
        """The part of it that is seen."""
        return self.box.within(self.frame)

    @property
    def is_whole(self) -> bool:
        return bool(self.box) and self.sight == self.box

    def anew(self) -> "Control | None":
        """As it stands now, or None where it is gone."""
        siblings = self.parent.children()
        if self.place >= len(siblings):
            return None
        found = siblings[self.place]
        if not found.visible or (found.role, _said(found.name)) != (self.role, self.name):
            return None
        return _control(found, self.parent, self.place, self.scale, self.frame, self.questions)

    def __str__(self) -> str:
        of = f" of “{self.questions[-1]}”" if self.questions else ""
        return f"{self.role} “{self.name}”{of}"


class Bus:
    """Reads one program's windows, no further than is needed, and keeps what was read until it is not true any more."""

    def __init__(self, program: "subprocess.Popen[bytes]", screen: Box, scale: float, aside: frozenset[str]) -> None:
        self._program, self._screen, self._scale, self._aside = program, screen, scale, aside
        self._app = xa11y.App.by_pid(program.pid, timeout=BOUND)
        self._kept: list[Control] = []
        self._stops: list[Control] = []
        self._unread: Iterator[Control] = iter(())

    def forget(self, but: Control | None = None) -> None:
        """The screen has changed, except for one control."""
        self._kept, self._stops = [] if but is None else [but], []
        self._unread = iter(())

    def windows(self) -> list[str]:
        return [one.name or "" for one in self._windows()]

    def _windows(self) -> list[xa11y.Element]:
        try:
            return [one for one in self._app.children() if one.visible and _box(one, 1)]
        except xa11y.PlatformError as lost:
            raise AssertionError(f"The program is not on the bus any more: {self._ended()}") from lost

    def controls(self, aside: frozenset[str]) -> Iterator[Control]:
        """Everything in the window that has the word, read as it is asked for; what lies outermost first."""
        windows = self._windows()
        modal = [one for one in windows if one.modal or one.role == "dialog"]
        for window in (modal or windows)[-1:]:
            frame = _box(window, self._scale).within(self._screen)
            yield from _below(window, frame, self._scale, aside)

    def find(self, fits: Callable[[Control], bool], aside: frozenset[str] | None = None) -> Control | None:
        """The first control that fits, as it stands now, or None."""
        for one in filter(fits, self._kept):
            now = one.anew()
            if now is not None and fits(now):
                return now
        found = self._read_on(fits)
        if found is None:
            self._kept, self._unread = [], self.controls(self._aside if aside is None else aside)
            found = self._read_on(fits)
        return found

    def _read_on(self, fits: Callable[[Control], bool]) -> Control | None:
        for one in self._unread:
            self._kept.append(one)
            if fits(one):
                return one
        return None

    def await_one(self, fits: Callable[[Control], bool], what: str, aside: frozenset[str] | None = None) -> Control:
        """The control that fits, as soon as there is one."""
        end = time.monotonic() + BOUND
        while True:
            found = self.find(fits, aside)
            if found is not None:
                return found
            if time.monotonic() > end:
                raise AssertionError(f"There is no {what} on the screen. There is:\n{self.told()}")

    def focus(self, after: Control | None = None) -> Control:
        """What has the focus; with `after`, what has it once that has lost it."""
        end = time.monotonic() + BOUND
        while time.monotonic() < end:
            left = after is None or (was := after.anew()) is None or not was.focused
            found = self._focused(after) if left else None
            if found is not None:
                return found
        raise AssertionError(f"The focus does not leave {after}." if after else "Nothing has the focus.")

    def _focused(self, after: Control | None) -> Control | None:
        """It is mostly the next below, so that is asked first."""
        place = after.box[1::-1] if after else (0, 0)
        below = [one for one in self._stops if one.box[1::-1] > place]
        for one in (*below, *(one for one in self._stops if one not in below)):
            now = one.anew()
            if now is not None and now.focused:
                return now
        everything = list(self.controls(frozenset()))
        self._stops = sorted((one for one in everything if one.role in STOPS), key=lambda one: one.box[1::-1])
        return next((one for one in everything if one.focused and one.role != "list_item"), None)

    def told(self) -> str:
        """What stands on the screen, in lines."""
        named = [one for one in self.controls(self._aside) if one.name]
        return "\n".join(f"  {one}{'' if one.enabled else ' (off)'}{' (on)' if one.checked else ''}" for one in named)

    def _ended(self) -> str:
        try:
            return f"it ended with exit code {self._program.wait(timeout=2)}"
        except subprocess.TimeoutExpired:
            return "it still runs"


def _below(window: xa11y.Element, frame: Box, scale: float, aside: frozenset[str]) -> Iterator[Control]:
    waiting: deque[tuple[xa11y.Element, Box, tuple[str, ...]]] = deque([(window, frame, ())])
    while waiting:
        parent, frame, questions = waiting.popleft()
        for place, one in enumerate(parent.children()):
            if not one.visible or one.name in aside:
                continue
            control = _control(one, parent, place, scale, frame, questions)
            yield control
            inner = (*questions, control.name) if one.role == "group" and control.name else questions
            # What sticks out is what scrolls in the frame; only what lies in it whole can hide what is inside.
            waiting.append((one, control.box if control.is_whole else frame, inner))


def await_that(holds: Callable[[], bool], what: str, bound: float = BOUND) -> None:
    """Wait until something holds."""
    end = time.monotonic() + bound
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(f"It did not come to pass that {what}.")


def _said(words: str | None) -> str:
    """Without the marks at which long words may break."""
    return (words or "").replace("\u200b", "")


def _box(element: xa11y.Element, scale: float) -> Box:
    """In pixels of the screen: the bus counts in those of the program, of which each is `scale` times as large."""
    bounds = element.bounds
    if bounds is None:
        return Box(0, 0, 0, 0)
    sides = (bounds.x, bounds.y, bounds.x + bounds.width, bounds.y + bounds.height)
    return Box(*(round(side * scale) for side in sides))


def _control(
    element: xa11y.Element, parent: xa11y.Element, place: int, scale: float, frame: Box, questions: tuple[str, ...]
) -> Control:
    return Control(
        role=element.role,
        name=_said(element.name),
        value=element.value or "",
        description=element.description or "",
        box=_box(element, scale),
        frame=frame,
        enabled=element.enabled,
        focused=element.focused,
        checked=element.checked == "on",
        questions=questions,
        parent=parent,
        place=place,
        scale=scale,
    )
