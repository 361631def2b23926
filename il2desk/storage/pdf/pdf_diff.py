"""Two PDFs held against each other: where they first differ in what a reader sees, or in what lies behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from il2desk.storage.pdf.pdf_reader import (
    DAMAGED,
    LARGEST_INSIDE,
    LARGEST_PDF,
    PdfRefused,
    before_beginning,
    filters_of,
    inflated,
    opened,
)

if TYPE_CHECKING:
    from pikepdf import Object, Pdf, Stream

MOST_OBJECTS = 100_000
_CODING = {"/Length", "/Filter"}
_UPWARD = {"/Parent", "/P"}
_PAGES_SAME = "its pages are unchanged"
_BEHIND = (
    ("/Names", "what is attached"),
    ("/AF", "what is attached"),
    ("/StructTreeRoot", "the order for screen readers"),
    ("/Outlines", "the bookmarks"),
    ("/Metadata", "the description of the file"),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """In words, as in "page 2 differs", and whether it is one of the pages, which count before all else."""

    says: str
    of_pages: bool = False


def difference(file: bytes, rebuilt: bytes) -> Difference | None:
    """The first difference, or None where the bytes are equal. Raises PdfRefused."""
    if file == rebuilt:
        return None
    with opened(file) as one, opened(rebuilt) as other:
        found = next(_differences(_Look(one), _Look(other)), None)
    if found:
        return found
    foreign = before_beginning(file)
    if foreign:
        return Difference(f"{foreign} bytes stand before its beginning that are no part of a PDF; {_PAGES_SAME}")
    if file.startswith(rebuilt):
        return Difference(f"something was added behind the end of the file; {_PAGES_SAME}")
    return Difference("the file was rewritten by another program; its pages and what it carries are unchanged")


def _differences(one: "_Look", other: "_Look") -> Iterator[Difference]:
    pages, expected = len(one.pdf.pages), len(other.pdf.pages)
    for number in range(min(pages, expected)):
        if one.page(number) != other.page(number):
            yield Difference(f"page {number + 1} differs", of_pages=True)
    if pages != expected:
        became = "is missing" if pages < expected else "was added"
        yield Difference(f"page {min(pages, expected) + 1} {became}", of_pages=True)
    for key, what in _BEHIND:
        if one.entry(key) != other.entry(key):
            yield Difference(f"{what} differs; {_PAGES_SAME}")
    if one.description() != other.description():
        yield Difference(f"the description of the file differs; {_PAGES_SAME}")
    if one.rest() != other.rest():
        yield Difference(f"the settings of the file differ; {_PAGES_SAME}")


class _Look:
    """Takes a fingerprint of parts of one PDF, whatever way they are packed and numbered."""

    def __init__(self, pdf: "Pdf") -> None:
        self.pdf = pdf
        self._pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self._contents: dict[tuple[int, int], str] = {}
        self._left = LARGEST_INSIDE + LARGEST_PDF

    def page(self, number: int) -> str:
        """Of one page: what is drawn, with what, what stands upon it, and its edges, inherited ones included."""
        page = self.pdf.pages[number].obj
        inherited = [_inherited(page, key) for key in ("/Resources", "/MediaBox", "/CropBox", "/Rotate")]
        return self.of([page, *inherited])

    def entry(self, key: str) -> str:
        return self.of([self.pdf.Root.get(key)])

    def description(self) -> str:
        return self.of([self.pdf.trailer.get("/Info")])

    def rest(self) -> str:
        """Of everything else the catalog says."""
        root = self.pdf.Root
        known = {"/Pages", *(key for key, _ in _BEHIND)}
        return self.of([part for key in sorted(root.keys()) if key not in known for part in (key, root[key])])

    def of(self, parts: list[Any]) -> str:
        """Objects are numbered as they are met, so that those of two files compare."""
        digest = sha256()
        met: dict[tuple[int, int], int] = {}
        queue: list[Object] = []
        for part in parts:
            digest.update(self._told(part, met, queue, follow=False).encode())
        for one in queue:
            digest.update(self._told(one, met, queue, follow=True).encode())
        return digest.hexdigest()

    def _told(self, value: Any, met: dict[tuple[int, int], int], queue: "list[Object]", *, follow: bool) -> str:
        import pikepdf

        if not isinstance(value, pikepdf.Object):
            return repr(value)
        if value.is_indirect and not follow:
            return self._referred(value, met, queue)
        if isinstance(value, pikepdf.Array):
            return f"[{' '.join(self._told(one, met, queue, follow=False) for one in value)}]"
        if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            content = self._content(value) if isinstance(value, pikepdf.Stream) else ""
            unsaid = _UPWARD | _CODING if content else _UPWARD
            pairs = (
                f"{key} {self._told(value[key], met, queue, follow=False)}"
                for key in sorted(value.keys())
                if key not in unsaid
            )
            return f"<<{' '.join(pairs)}>>{content}"
        return repr(bytes(value)) if isinstance(value, pikepdf.String) else str(value)

    def _referred(self, value: "Object", met: dict[tuple[int, int], int], queue: "list[Object]") -> str:
        page = self._pages.get(value.objgen)
        if page is not None and (queue or met):
            return f"page {page}"
        if value.objgen not in met:
            if len(met) >= MOST_OBJECTS:
                raise PdfRefused(DAMAGED)
            met[value.objgen] = len(met)
            queue.append(value)
        return f"object {met[value.objgen]}"

    def _content(self, stream: "Stream") -> str:
        if stream.objgen not in self._contents:
            filters = filters_of(stream)
            if {"/FlateDecode", "/ASCII85Decode"}.issuperset(filters):
                content, packed = inflated(stream, min(self._left, LARGEST_INSIDE)), ""
            else:
                content, packed = stream.read_raw_bytes(), " ".join(filters)
            self._left = max(0, self._left - len(content))
            self._contents[stream.objgen] = f"{packed}{sha256(content).hexdigest()}"
        return self._contents[stream.objgen]


def _inherited(page: "Object", key: str) -> "Object | None":
    """What a page takes over from the groups it is in; a circle of groups ends the search."""
    group: Any = page
    for _ in range(10):
        if group is None or key in group:
            break
        group = group.get("/Parent")
    return None if group is None else group.get(key)
