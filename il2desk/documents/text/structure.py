"""The structure tree of a tagged PDF (PDF 32000-1, 14.7 and 14.8), grown while pages are drawn."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from il2desk.documents.text.content_operators import write

Tagged = TypeVar("Tagged", bound=Flowable)
HOLDS_WORDS = frozenset({"P", "H1", "H2", "H3", "Lbl", "LBody", "TH", "TD", "Figure"})
HEADINGS = {"H1": 1, "H2": 2, "H3": 3}
FIGURE = "Figure"


@dataclass(eq=False, slots=True)
class Element:
    """A structure element; its parts on several pages are one element.

    `alternative` is the text for a figure, `scope` that of a header cell, `numbering` the ListNumbering of a list,
    `title` also that of a bookmark. `parent` is set where it is not the element around it on the page. `kids` are
    elements and (page from 0, MCID) pairs; `box` is a figure's bounding box on its page in points.
    """

    role: str
    alternative: str | None = None
    scope: str | None = None
    numbering: str | None = None
    title: str | None = None
    language: str | None = None
    parent: "Element | None" = None
    kids: list["Element | tuple[int, int]"] = field(default_factory=list)
    box: tuple[float, float, float, float] | None = None
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place in the outline: level from 0, page from 0, and height on the page in points."""

    title: str
    level: int
    page: int
    top: float


def tagged(flowable: Tagged, role: str, **attributes: Any) -> Tagged:
    """Returns the flowable with a new structure element of that role and these attributes."""
    flowable.element = Element(role, **attributes)  # type: ignore[attr-defined]
    return flowable


def element_of(flowable: Flowable) -> Element | None:
    """The structure element of a flowable, if it has one of its own."""
    return cast(Element | None, getattr(flowable, "element", None))


def share_element(whole: Flowable, parts: Iterable[Flowable]) -> None:
    """Gives the parts of a split flowable the element of the whole."""
    for part in parts:
        part.element = element_of(whole)  # type: ignore[attr-defined]


class Tags:
    """Writes marked content into a canvas; keeps the structure tree, the outline, and the element of each MCID."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self.owners: list[list[Element]] = [[]]
        self.bookmarks: list[Bookmark] = []
        self._open = [self.root]
        self._heading = 1
        self._in_artifact = False

    @property
    def current(self) -> Element:
        return self._open[-1]

    def begin_sheet(self, title: str, language: str, top: float) -> None:
        """Begins a section for a sheet, with its bookmark; all that follows belongs to it."""
        sheet = Element("Sect", title=title, language=language, begun=True)
        self.root.kids.append(sheet)
        self._open = [sheet]
        self._heading = 1
        self.bookmarks.append(Bookmark(title, 0, len(self.owners) - 1, top))

    def next_page(self) -> None:
        self.owners.append([])

    @contextmanager
    def element(self, element: Element | None, top: float = 0) -> Iterator[None]:
        """What is drawn inside belongs to this element; with None, or in an artifact, to the one around it."""
        if element is None or self._in_artifact:
            yield
            return
        self._join(element, top)
        self._open.append(element)
        yield
        self._open.pop()

    @contextmanager
    def content(self, canvas: Canvas) -> Iterator[None]:
        """What is drawn inside is marked content of the current element."""
        if self._in_artifact:
            yield
            return
        owners, page = self.owners[-1], len(self.owners) - 1
        self.current.kids.append((page, len(owners)))
        write(canvas, f"/{self.current.role} <</MCID {len(owners)}>> BDC")
        owners.append(self.current)
        yield
        write(canvas, "EMC")

    @contextmanager
    def artifact(self, canvas: Canvas, subtype: str = "") -> Iterator[None]:
        """What is drawn inside is an artifact: rules and backgrounds, or pagination if it has a subtype."""
        if self._in_artifact:
            yield
            return
        properties = f"<</Type /Pagination /Subtype /{subtype}>> BDC" if subtype else "BMC"
        write(canvas, f"/Artifact {properties}")
        self._in_artifact = True
        yield
        self._in_artifact = False
        write(canvas, "EMC")

    def _join(self, element: Element, top: float) -> None:
        """Puts an element into the tree when it is first drawn; no heading skips a level."""
        if element.begun:
            return
        element.begun = True
        if element.parent:
            self._join(element.parent, top)
        (element.parent or self.current).kids.append(element)
        if element.role in HEADINGS:
            level = min(HEADINGS[element.role], self._heading + 1)
            element.role, self._heading = f"H{level}", level
            if level > 1 and element.title:
                self.bookmarks.append(Bookmark(element.title, level - 1, len(self.owners) - 1, top))


def tags_of(canvas: Canvas) -> Tags:
    return cast(Tags, canvas.tags)  # type: ignore[attr-defined]  # every canvas of a sheet has them
