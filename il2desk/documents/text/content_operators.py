"""Operators of a content stream (PDF 32000-1, annex A), written directly where reportlab's own methods are too slow."""

from collections.abc import Callable
from functools import cache

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from il2desk.documents.text.reportlab_internals import page_operators


def write(canvas: Canvas, operators: str) -> None:
    """Appends operators to the content stream of the page."""
    page_operators(canvas).append(operators)


def operators_of(canvas: Canvas, draw: Callable[[], None]) -> str:
    """The operators of a drawing, taken off the page again; they draw the same on any page of the file."""
    stream = page_operators(canvas)
    begin = len(stream)
    draw()
    operators = "\n".join(stream[begin:])
    del stream[begin:]
    return operators


def number(value: float) -> str:
    """A number to six decimals, without trailing zeros."""
    written = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


@cache
def fill(ink: Color) -> str:
    """Sets the colour of fills and text."""
    return f"{number(ink.red)} {number(ink.green)} {number(ink.blue)} rg"


@cache
def stroke(ink: Color, width: float) -> str:
    """Sets the colour and the width of lines."""
    return f"{number(ink.red)} {number(ink.green)} {number(ink.blue)} RG {number(width)} w"


def line(left: float, bottom: float, right: float, top: float) -> str:
    """Strokes a line between two points."""
    return f"{number(left)} {number(bottom)} m {number(right)} {number(top)} l S"


def rectangle(place: tuple[float, float, float, float]) -> str:
    """Appends a rectangle (left, bottom, width, height) to the path."""
    return " ".join(map(number, place)) + " re"
