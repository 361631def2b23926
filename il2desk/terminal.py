"""What a person types at the terminal itself: never taken from an argument, the environment or a redirected input."""

import getpass
import sys
import warnings
from typing import TextIO

_NONE = (
    "There is no terminal here to type the {what} on, and it is taken from nowhere else. Nothing was done; run the "
    "command in a terminal."
)


class NoTerminal(ValueError):
    """Nobody can be asked; the message is a sentence."""


def ask_secret(what: str) -> str:
    """What is typed without being shown. Raises NoTerminal."""
    with _terminal(what):
        pass
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)  # else it would go on with the standard input
        try:
            return getpass.getpass(f"{what[0].upper()}{what[1:]}: ")
        except (getpass.GetPassWarning, EOFError, OSError) as problem:
            raise NoTerminal(_NONE.format(what=what)) from problem


def ask_line(question: str, what: str) -> str:
    """One line, shown while it is typed. Raises NoTerminal."""
    with _terminal(what) as keyboard:
        with open("CONOUT$" if sys.platform == "win32" else "/dev/tty", "w", encoding="utf-8") as screen:  # noqa: PTH123
            screen.write(question)
        line = keyboard.readline()
    if not line.endswith("\n"):
        raise NoTerminal(_NONE.format(what=what))
    return line.rstrip("\r\n")


def _terminal(what: str) -> TextIO:
    try:
        name = "CONIN$" if sys.platform == "win32" else "/dev/tty"
        return open(name, encoding="utf-8", errors="replace")  # noqa: PTH123
    except OSError as problem:
        raise NoTerminal(_NONE.format(what=what)) from problem
