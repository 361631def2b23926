"""What a sheet's parts are to a reader that speaks or reflows: a tree of elements, grown while pages are drawn."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar, cast

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from il2desk.documents.text.content_operators import write

Painted = TypeVar("Painted", bound=Flowable)
HOLDS_WORDS = frozenset({"P", "H1", "H2", "H3", "Lbl", "LBody", "TH", "TD", "Figure"})
HEADINGS = {"H1": 1, "H2": 2, "H3": 3}
FIGURE = "Figure"


@dataclass(eq=False, slots=True)
class Element:
    """One node of the tree; a part continued on another page stays the same element.

    `within` is the parent where it is not the element around it on the page; `kids` are elements and
    (page, marked content) pairs; `numbering` is that of a list's labels, `scope` that of a head cell; `box` is the
    place of a figure on its page.
    """

    role: str
    alternative: str | None = None
    scope: str | None = None
    numbering: str | None = None
    title: str | None = None
    language: str | None = None
    within: "Element | None" = None
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


def tagged(
    flowable: Painted,
    role: str,
    *,
    alternative: str | None = None,
    scope: str | None = None,
    numbering: str | None = None,
    title: str | None = None,
    within: Element | None = None,
) -> Painted:
    """The flowable, known from now on as an element of that role."""
    element = Element(role, alternative, scope, numbering, title, within=within)
    flowable.element = element  # type: ignore[attr-defined]  # a flowable carries what it is through its halves
    return flowable


def element_of(flowable: Flowable) -> Element | None:
    return cast(Element | None, getattr(flowable, "element", None))


def share(flowable: Flowable, part: Flowable) -> None:
    """Make a part the same element as the whole it was broken from."""
    if hasattr(flowable, "element"):
        part.element = flowable.element  # type: ignore[attr-defined]


class Tags:
    """Writes the marks of elements into the pages of a canvas, and keeps the tree, the outline and who owns what."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self.owners: list[list[Element]] = [[]]
        self.bookmarks: list[Bookmark] = []
        self._open = [self.root]
        self._heading = 1
        self._apart = False

    @property
    def current(self) -> Element:
        return self._open[-1]

    def begin_sheet(self, title: str, language: str, top: float) -> None:
        """What follows belongs to a sheet of its own."""
        sheet = Element("Sect", title=title, language=language, begun=True)
        self.root.kids.append(sheet)
        self._open = [sheet]
        self._heading = 1
        self.bookmarks.append(Bookmark(title, 0, len(self.owners) - 1, top))

    def next_page(self) -> None:
        self.owners.append([])

    @contextmanager
    def element(self, element: Element | None, top: float = 0) -> Iterator[None]:
        """What is drawn inside belongs to this element; with None, to the one around it."""
        if element is None or self._apart:
            yield
            return
        self._join(element, top)
        self._open.append(element)
        yield
        self._open.pop()

    @contextmanager
    def content(self, canvas: Canvas) -> Iterator[None]:
        """What is drawn inside is what the element around it says."""
        if self._apart:
            yield
            return
        owner, page = self.current, len(self.owners) - 1
        number = len(self.owners[page])
        self.owners[page].append(owner)
        owner.kids.append((page, number))
        write(canvas, f"/{owner.role} <</MCID {number}>> BDC")
        yield
        write(canvas, "EMC")

    @contextmanager
    def artefact(self, canvas: Canvas, kind: str = "") -> Iterator[None]:
        """What is drawn inside says nothing: rules, grounds, and what stands on every page."""
        if self._apart:
            yield
            return
        properties = f"<</Type /Pagination /Subtype /{kind}>> BDC" if kind else "BMC"
        write(canvas, f"/Artifact {properties}")
        self._apart = True
        yield
        self._apart = False
        write(canvas, "EMC")

    def _join(self, element: Element, top: float) -> None:
        if element.begun:
            return
        element.begun = True
        if element.within:
            self._join(element.within, top)
        (element.within or self.current).kids.append(element)
        if element.role in HEADINGS:
            level = min(HEADINGS[element.role], self._heading + 1)
            element.role, self._heading = f"H{level}", level
            if level > 1 and element.title:
                self.bookmarks.append(Bookmark(element.title, level - 1, len(self.owners) - 1, top))


def tags_of(canvas: Canvas) -> Tags:
    return cast(Tags, canvas.tags)  # type: ignore[attr-defined]  # every canvas of a sheet has them
