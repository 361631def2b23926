"""What is written into a page as it is: numbers, inks, rules and frames, where the toolkit's own way takes too long."""

from collections.abc import Callable
from functools import cache

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from il2desk.documents.text.reportlab_internals import page_operators


def write(canvas: Canvas, operators: str) -> None:
    """Appends operators to the content stream of the page."""
    page_operators(canvas).append(operators)


def recorded(canvas: Canvas, draw: Callable[[], None]) -> str:
    """Draws, and returns the operators written; they draw the same again on another page of the file."""
    begin = len(page_operators(canvas))
    draw()
    return "\n".join(page_operators(canvas)[begin:])


def apart(canvas: Canvas, draw: Callable[[], None]) -> str:
    """Returns the operators of a drawing without leaving them on the page."""
    begin = len(page_operators(canvas))
    operators = recorded(canvas, draw)
    del page_operators(canvas)[begin:]
    return operators


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
