"""What is written into a page as it is: numbers, inks, rules and frames, where the toolkit's own way takes too long."""

from collections.abc import Callable
from functools import cache

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas


def write(canvas: Canvas, operators: str) -> None:
    """Operators put into the page as they are."""
    canvas._code.append(operators)  # type: ignore[attr-defined]  # reportlab offers no door for them


def recorded(canvas: Canvas, draw: Callable[[], None]) -> str:
    """What drawing this puts into the page: the same operators draw it again on another page of the file."""
    begin = len(canvas._code)  # type: ignore[attr-defined]
    draw()
    return "\n".join(canvas._code[begin:])  # type: ignore[attr-defined]


def apart(canvas: Canvas, draw: Callable[[], None]) -> str:
    """What drawing this would put into the page, without putting it there."""
    begin = len(canvas._code)  # type: ignore[attr-defined]
    told = recorded(canvas, draw)
    del canvas._code[begin:]  # type: ignore[attr-defined]
    return told


def number(value: float) -> str:
    """A number to a millionth, without zeros at its end."""
    written = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


@cache
def fill(ink: Color) -> str:
    """From here on grounds and letters are of that ink."""
    return f"{number(ink.red)} {number(ink.green)} {number(ink.blue)} rg"


@cache
def stroke(ink: Color, width: float) -> str:
    """From here on lines are of that ink and width."""
    return f"{number(ink.red)} {number(ink.green)} {number(ink.blue)} RG {number(width)} w"


def line(left: float, bottom: float, right: float, top: float) -> str:
    """A line between two points."""
    return f"{number(left)} {number(bottom)} m {number(right)} {number(top)} l S"


def rectangle(place: tuple[float, float, float, float]) -> str:
    """A path around left, bottom, width and height."""
    return " ".join(map(number, place)) + " re"
