"""What a PDF draws, glyph by glyph, read from its content streams and embedded fonts by a reader of its own."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from io import BytesIO
from itertools import groupby
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class Drawn:
    """One glyph: where its origin is on the page, how large it is, and what is known of it in its embedded font."""

    face: "Face"
    code: int
    x: float
    y: float
    rise: float
    size: float

    @property
    def glyph(self) -> int:
        return self.face.glyph(self.code)

    @property
    def outline(self) -> bytes:
        return self.face.outline(self.glyph)

    def reach(self) -> tuple[float, float] | None:
        """Lowest and highest ink."""
        box = self.face.box(self.glyph)
        return (self.y + box[1] * self.size, self.y + box[3] * self.size) if box else None

    @property
    def right(self) -> float:
        return self.x + self.face.width(self.code) * self.size / 1000


@dataclass
class Span:
    """What is drawn between two marks, or outside of any: its text as the file tells it, and its glyphs."""

    says: str | None
    drawn: list[Drawn] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(each.face.means(each.code) for each in self.drawn) if self.says is None else self.says


class Face:
    """An embedded subset."""

    def __init__(self, font: Any) -> None:
        self.name = str(font.BaseFont).split("+")[-1]
        self.first = int(font.FirstChar)
        self.widths = [float(width) for width in font.Widths]
        self.source = bytes(font.FontDescriptor.FontFile2.read_bytes())
        self.to_unicode = bytes(font.ToUnicode.read_bytes()).decode("ascii")

    @cached_property
    def ttf(self) -> Any:
        return TTFont(BytesIO(self.source))

    @cached_property
    def codes(self) -> dict[int, str]:
        return dict(self.ttf["cmap"].tables[0].cmap)

    @cached_property
    def meanings(self) -> dict[int, str]:
        pairs = re.findall(r"^<([0-9A-F]{2})> <((?:[0-9A-F]{4})+)>$", self.to_unicode, re.MULTILINE)
        return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}

    def means(self, code: int) -> str:
        return self.meanings[code]

    def glyph(self, code: int) -> int:
        return int(self.ttf.getGlyphID(self.codes[code]))

    def width(self, code: int) -> float:
        return self.widths[code - self.first]

    def own_width(self, code: int) -> float:
        return float(self.ttf["hmtx"][self.codes[code]][0]) * 1000 / self.ttf["head"].unitsPerEm

    def box(self, glyph: int) -> tuple[float, float, float, float] | None:
        shape = self.ttf["glyf"][self.ttf.getGlyphName(glyph)]
        em = self.ttf["head"].unitsPerEm
        return (shape.xMin / em, shape.yMin / em, shape.xMax / em, shape.yMax / em) if shape.numberOfContours else None

    def outline(self, glyph: int) -> bytes:
        return outline(self.ttf, self.ttf.getGlyphName(glyph))


def outline(ttf: Any, name: str) -> bytes:
    """The points of a glyph, which are the same in a subset as in the whole font."""
    points, ends, _ = ttf["glyf"][name].getCoordinates(ttf["glyf"])
    return repr((list(points), list(ends))).encode()


@lru_cache(maxsize=32)
def spans(content: bytes) -> list[list[Span]]:
    """What each page draws, in the order of the file."""
    with pikepdf.open(BytesIO(content)) as file:
        return [list(_Reader(page).read()) for page in file.pages]


def texts(content: bytes) -> list[str]:
    """What each page says."""
    return ["".join(span.text for span in page) for page in spans(content)]


def squeezed(text: str) -> str:
    """Without any space, composed, as a reader compares words."""
    return "".join(unicodedata.normalize("NFC", text).split())


def lines(page: list[Span]) -> list[list[Span]]:
    """Marked spans by the line they stand on, from the top."""
    told = [span for span in page if span.says is not None and span.drawn]
    return [list(group) for _, group in groupby(told, lambda span: round(span.drawn[0].y - span.drawn[0].rise, 1))]


def times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


class _Reader:
    def __init__(self, page: Any) -> None:
        self.page = page
        self.faces: dict[str, Face] = {}
        self.place, self.kept = UNIT, list[tuple[Matrix, Face | None, float]]()
        self.text: Matrix = UNIT
        self.line: Matrix = UNIT
        self.face: Face | None = None
        self.size = self.rise = self.leading = 0.0
        self.open: list[Span | None] = []
        self.free = Span(None)

    def read(self) -> Iterator[Span]:
        for operands, operator in pikepdf.parse_content_stream(self.page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                says = operands[1].get("/ActualText") if name == "BDC" and hasattr(operands[1], "get") else None
                if says is not None:
                    yield from self._loose()
                self.open.append(Span(str(says)) if says is not None else None)
            elif name == "EMC":
                closed = self.open.pop()
                if closed is not None:
                    yield closed
            elif step := getattr(self, f"_{_NAMES.get(name, name)}", None):
                step(*operands)
        assert self.open == [], "marked content is not balanced"
        yield from self._loose()

    def _loose(self) -> Iterator[Span]:
        if self.free.drawn:
            yield self.free
            self.free = Span(None)

    def _q(self) -> None:
        self.kept.append((self.place, self.face, self.size))

    def _Q(self) -> None:
        self.place, self.face, self.size = self.kept.pop()

    def _cm(self, *numbers: Any) -> None:
        self.place = times(tuple(map(float, numbers)), self.place)  # type: ignore[arg-type]

    def _BT(self) -> None:
        self.text = self.line = UNIT

    def _Tm(self, *numbers: Any) -> None:
        self.text = self.line = tuple(map(float, numbers))  # type: ignore[assignment]

    def _Td(self, x: Any, y: Any) -> None:
        self.text = self.line = times((1, 0, 0, 1, float(x), float(y)), self.line)

    def _TL(self, leading: Any) -> None:
        self.leading = float(leading)

    def _next(self) -> None:
        self._Td(0, -self.leading)

    def _Ts(self, rise: Any) -> None:
        self.rise = float(rise)

    def _Tf(self, name: Any, size: Any) -> None:
        key = str(name)
        if key not in self.faces:
            self.faces[key] = Face(self.page.Resources.Font[key])
        self.face, self.size = self.faces[key], float(size)

    def _Tj(self, text: Any) -> None:
        self._TJ([text])

    def _TJ(self, parts: Any) -> None:
        assert self.face is not None
        for part in parts:
            if not isinstance(part, pikepdf.String | bytes):
                self._move(-float(part) / 1000 * self.size)
                continue
            for code in bytes(part):
                x, y = times((1, 0, 0, 1, 0, self.rise), times(self.text, self.place))[4:]
                into = next((span for span in reversed(self.open) if span is not None), self.free)
                into.drawn.append(Drawn(self.face, code, x, y, self.rise, self.size))
                self._move(self.face.width(code) / 1000 * self.size)

    def _move(self, across: float) -> None:
        self.text = times((1, 0, 0, 1, across, 0), self.text)


_NAMES = {"T*": "next"}
