"""Hands: keys and clicks as the display server gets them from a keyboard and a mouse."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

LAYOUT = "pl"
"""A keyboard on which Latin letters with their Polish marks are typed; others than its letters cannot be typed."""


class Hands:
    """One keyboard and one mouse, by one xdotool that is told line by line what to do."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        subprocess.run(["setxkbmap", LAYOUT], env=environment, check=True)
        self._typed = folder / "typed.txt"
        self._tool = subprocess.Popen(["xdotool", "-"], env=environment, stdin=subprocess.PIPE, text=True)

    def clicks(self, place: tuple[int, int], times: int = 1) -> None:
        self._does(f"mousemove {place[0]} {place[1]} click --repeat {times} --delay 40 1")

    def turns_the_wheel(self, place: tuple[int, int], notches: int) -> None:
        """Down, or up where `notches` is negative."""
        button = 5 if notches > 0 else 4
        self._does(f"mousemove {place[0]} {place[1]} click --repeat {abs(notches)} --delay 1 {button}")

    def presses(self, *keys: str) -> None:
        self._does(f"key --delay 0 {' '.join(keys)}")

    def types(self, text: str) -> None:
        self._typed.write_text(text, encoding="utf-8")
        self._does(f"type --delay 0 --file {self._typed}")

    def rest(self) -> None:
        assert self._tool.stdin is not None
        self._tool.stdin.close()
        self._tool.wait(timeout=10)

    def _does(self, line: str) -> None:
        assert self._tool.stdin is not None
        self._tool.stdin.write(f"{line}\n")
        self._tool.stdin.flush()
