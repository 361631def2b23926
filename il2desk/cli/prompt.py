"""The terminal: what is written there steers nothing, and what a person types there is taken from nowhere else."""

import getpass
import sys
import unicodedata
import warnings
from typing import TextIO

import click

from il2desk.domain.errors import Refusal

_NONE = (
    "There is no terminal here to type the {what} on, and it is taken from nowhere else. Nothing was done; run the "
    "command in a terminal."
)


class NoTerminal(Refusal):
    """Nobody can be asked; the message is a sentence."""


_STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""The kinds of characters that move the cursor, turn the direction, part lines, or are no text at all ..."""
_WRITTEN = "\u200c\u200d"
"""... but for two that belong to how some languages are written."""


def harmless(text: object, kept: str = "") -> str:
    """The text with every character that could steer a terminal written as its number, in the way of JSON.

    `kept` are left as they are.
    """
    left = _WRITTEN + kept
    return "".join(
        mark if unicodedata.category(mark) not in _STEERING or mark in left else _number(mark) for mark in str(text)
    )


def _number(mark: str) -> str:
    units = mark.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{first:02x}{second:02x}" for first, second in zip(units[::2], units[1::2], strict=True))


def write(text: object) -> None:
    """One line on the standard output, or several, or with its columns parted by tabs."""
    click.echo(harmless(text, kept="\n\t"))


def warn(message: object) -> None:
    """One line on the standard error."""
    click.echo(harmless(f"il2desk: {' '.join(str(message).split())}"), err=True)


def ask_secret(what: str) -> str:
    """What is typed without being shown. Raises NoTerminal."""
    with _terminal(what):
        pass
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)  # else it would go on with the standard input
        try:
            return getpass.getpass(harmless(f"{what[0].upper()}{what[1:]}: "))
        except (getpass.GetPassWarning, EOFError, OSError) as problem:
            raise NoTerminal(_NONE.format(what=what)) from problem


def ask_line(question: str, what: str) -> str:
    """One line, shown while it is typed. Raises NoTerminal."""
    with _terminal(what) as keyboard:
        with open("CONOUT$" if sys.platform == "win32" else "/dev/tty", "w", encoding="utf-8") as screen:  # noqa: PTH123
            screen.write(harmless(question))
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
