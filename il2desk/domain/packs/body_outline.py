"""The body outline as data: closed figures in a box of 1000 by 1000, one shape for each kind of site."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from il2desk.domain.packs.citations import Id, Words
from il2desk.domain.packs.guideline import Guideline
from il2desk.domain.values.model_base import Strict

Point = tuple[int, int]
BOX = 1000
EIGHTHS, GRAIN = 8, 512
SHOWN = 16
POINTS_OF = {"M": 1, "L": 1, "C": 3, "Z": 0}
_WORD = re.compile(r"[A-Za-z]|[^\sA-Za-z]+")
_WHOLE = re.compile(r"(?:0|[1-9][0-9]{0,3})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Loop:
    """One closed figure: where it starts, and its strokes; a stroke is one point (straight) or three (a curve)."""

    start: Point
    strokes: tuple[tuple[Point, ...], ...]


Path = tuple[Loop, ...]


def read_path(text: object) -> Path:
    """Closed figures written as `M x y L x y C x y x y x y Z`. Raises ValueError with the command or number."""
    if not isinstance(text, str):
        raise ValueError("a path is a text")
    loops: list[Loop] = []
    start: Point | None = None
    strokes: list[tuple[Point, ...]] = []
    for command, points in _commands(text):
        if (command == "M") is not (start is None):
            raise ValueError("a figure begins with M and is closed by Z before the next begins")
        if command == "M":
            start = points[0]
        elif command == "Z" and start is not None:
            if not strokes:
                raise ValueError("a figure has at least one stroke between M and Z")
            loops.append(Loop(start, tuple(strokes)))
            start, strokes = None, []
        else:
            strokes.append(points)
    if start is not None:
        raise ValueError("the last figure is not closed by Z")
    if not loops:
        raise ValueError("a path has at least one figure")
    return tuple(loops)


def _commands(text: str) -> Iterator[tuple[str, tuple[Point, ...]]]:
    words = _WORD.findall(text)
    at = 0
    while at < len(words):
        command = words[at]
        if command not in POINTS_OF:
            raise ValueError(f"{command[:SHOWN]!r} is not one of the commands M, L, C and Z")
        until = at + 1 + 2 * POINTS_OF[command]
        numbers = [_number(word, command) for word in words[at + 1 : until]]
        if len(numbers) != 2 * POINTS_OF[command]:
            raise ValueError(f"the command {command} lacks a number")
        yield command, tuple(zip(numbers[::2], numbers[1::2], strict=True))
        at = until


def _number(word: str, command: str) -> int:
    if not _WHOLE.fullmatch(word) or int(word) > BOX:
        raise ValueError(f"{word[:SHOWN]!r} after {command} is not a whole number from 0 to {BOX}")
    return int(word)


DrawnPath = Annotated[Path, BeforeValidator(read_path)]
Coordinate = Annotated[int, Field(ge=0, le=BOX)]


class SiteShape(Strict):
    """The shape of one kind of site, the point in it to which a leader leads, and the side of its label."""

    site: Id
    path: DrawnPath
    anchor: tuple[Coordinate, Coordinate]
    side: Literal["left", "right"]

    @cached_property
    def polygons(self) -> tuple[tuple[Point, ...], ...]:
        """Its figures as closed polygons, in units of 1/512."""
        return tuple(tuple(_corners(loop)) for loop in self.path)

    def holds(self, x: int, y: int) -> bool:
        """Whether a point lies in it; what two figures of one path both cover does not."""
        crossings = [_crosses(x * GRAIN, y * GRAIN, a, b) for one in self.polygons for a, b in pairwise(one)]
        return sum(crossings) % 2 == 1


class Body(Strict):
    """The whole picture: an outline, fine lines, and shapes from back to front; where two overlap the later is seen."""

    schema_: Literal["il2desk-body-1"] = Field(alias="schema")
    view: Words
    outline: DrawnPath
    details: tuple[DrawnPath, ...] = ()
    shapes: tuple[SiteShape, ...] = Field(min_length=1)

    @cached_property
    def shape_by_site(self) -> MappingProxyType[str, SiteShape]:
        return MappingProxyType({shape.site: shape for shape in self.shapes})

    def site_at(self, x: int, y: int, reach: int = 0) -> str | None:
        """The site seen at a point, or else within reach of it."""
        near = [(x, y), *((x + dx, y + dy) for dx in (-reach, 0, reach) for dy in (-reach, 0, reach))]
        for px, py in near:
            for shape in reversed(self.shapes):
                if shape.holds(px, py):
                    return shape.site
        return None


def body_faults(body: Body, wanted: Iterable[str] = ()) -> Iterator[str]:
    """What is wrong with a picture: a site drawn twice, an anchor beside its shape, a wanted site without a shape."""
    drawn: set[str] = set()
    for place, shape in enumerate(body.shapes):
        if shape.site in drawn:
            yield f"shapes.{place}: the site {shape.site} is drawn twice"
        if not shape.holds(*shape.anchor):
            yield f"shapes.{place}.anchor: it does not lie in the shape of {shape.site}"
        drawn.add(shape.site)
    for site in wanted:
        if site not in drawn:
            yield f"shapes: the site {site} has no shape"


def not_drawn(body: Body, guideline: Guideline) -> tuple[str, ...]:
    """The labels of sites which a guideline knows and the picture does not show."""
    return tuple(kind.label for kind in guideline.sites if kind.id not in body.shape_by_site)


def _corners(loop: Loop) -> Iterator[Point]:
    here = loop.start
    yield here[0] * GRAIN, here[1] * GRAIN
    for stroke in loop.strokes:
        if len(stroke) == 1:
            yield stroke[0][0] * GRAIN, stroke[0][1] * GRAIN
        else:
            yield from (_on_curve((here, *stroke), step) for step in range(1, EIGHTHS + 1))
        here = stroke[-1]
    yield loop.start[0] * GRAIN, loop.start[1] * GRAIN


def _on_curve(points: tuple[Point, ...], step: int) -> Point:
    rest = EIGHTHS - step
    weights = (rest**3, 3 * rest * rest * step, 3 * rest * step * step, step**3)
    x, y = (sum(weight * point[axis] for weight, point in zip(weights, points, strict=True)) for axis in (0, 1))
    return x, y


def _crosses(x: int, y: int, a: Point, b: Point) -> bool:
    """Whether a ray to the right of the point crosses the line from a to b."""
    if (a[1] > y) is (b[1] > y):
        return False
    turned = (b[0] - a[0]) * (y - a[1]) - (x - a[0]) * (b[1] - a[1])
    return turned > 0 if b[1] > a[1] else turned < 0
