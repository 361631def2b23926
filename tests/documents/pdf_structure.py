"""What is wrong with a tagged PDF, found by reading the file alone; it shares no code with what writes one."""

import hashlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

ROLES = {
    "Document", "Sect", "Div", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "Figure",
}  # fmt: skip
PARENTS = {
    "LI": {"L"},
    "Lbl": {"LI"},
    "LBody": {"LI"},
    "TR": {"Table"},
    "TH": {"TR"},
    "TD": {"TR"},
    "Sect": {"Document"},
}
PAINTS = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "Tj", "TJ", "'", '"', "BI", "EI", "INLINE IMAGE"}
SHOWS = {"Tj", "TJ", "'", '"'}
Found = list[str]


def faults(content: bytes) -> Found:
    """Sentences, one for each fault; none for a sound file."""
    _KNOWN.clear()
    with Pdf.open(BytesIO(content)) as pdf:
        said = [f"qpdf: {problem}" for problem in pdf.check_pdf_syntax()]
        said += _document(pdf)
        owned = [_page(number, page) for number, page in enumerate(pdf.pages)]
        said += [fault for _, found in owned for fault in found]
        if "/StructTreeRoot" in pdf.Root:
            said += _tree(pdf, [numbers for numbers, _ in owned])
        said += _fonts(pdf)
        said += _attachments(pdf)
    return said


def _document(pdf: Pdf) -> Found:
    root = pdf.Root
    about = root.get("/Metadata")
    asked = {
        "no structure tree": "/StructTreeRoot" in root,
        "not marked as tagged": bool(root.get("/MarkInfo", {}).get("/Marked", False)),
        "no language": bool(str(root.get("/Lang", ""))),
        "the title is not shown": bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)),
        "no title": about is not None and b"dc:title" in about.read_bytes(),
        "no outline": "/Outlines" in root and root.Outlines.get("/First") is not None,
    }
    said = [fault for fault, well in asked.items() if not well]
    if about is not None and (b"pdfaid" in about.read_bytes() or b"pdfuaid" in about.read_bytes()):
        said.append("claims a conformance that nobody has shown")
    for number, page in enumerate(pdf.pages):
        if page.obj.get("/Tabs") != Name.S:
            said.append(f"page {number}: tabs do not follow the structure")
    return said


def _page(number: int, page: Page) -> tuple[list[int], Found]:
    """The marked contents of a page in their order, and what is wrong with its operators."""
    said: Found = []
    seen: list[int] = []
    open_: list[str] = []
    font: Object | None = None
    fonts = page.obj.Resources.get("/Font", Dictionary())
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in {"BDC", "BMC"}:
            mark = _marked(operands)
            if isinstance(mark, int):
                seen.append(mark)
            if mark != "span" and open_:
                said.append(f"page {number}: {mark} begins inside other marked content")
            open_.append("content" if isinstance(mark, int) else mark)
        elif name == "EMC":
            if not open_:
                said.append(f"page {number}: marked content ends that never began")
            else:
                open_.pop()
        elif name == "Tf":
            font = fonts[str(operands[0])]
        elif name in PAINTS and not {"artifact", "content"}.intersection(open_):
            said.append(f"page {number}: {name} paints outside any marked content")
        if name in SHOWS and font is not None and _shows_nothing(font, operands):
            said.append(f"page {number}: a glyph that is no letter is shown")
    if open_:
        said.append(f"page {number}: marked content is not ended")
    if len(set(seen)) != len(seen):
        said.append(f"page {number}: a marked content number is used twice")
    return seen, said


def _marked(operands: Any) -> int | str:
    tag = str(operands[0])
    properties = operands[1] if len(operands) > 1 else Dictionary()
    if isinstance(properties, Dictionary) and "/MCID" in properties:
        return int(properties.MCID)
    return {"/Artifact": "artifact", "/Span": "span"}.get(tag, "unknown")


def _shows_nothing(font: Object, operands: Any) -> bool:
    """Whether glyph 0 of the embedded font is among those shown."""
    missing = _read_font(font)[0]
    strings = operands[0] if isinstance(operands[0], Array) else [operands[-1]]
    shown = b"".join(bytes(one) for one in strings if isinstance(one, pikepdf.String))
    return any(code in missing for code in shown)


_KNOWN: dict[int, tuple[frozenset[int], list[str]]] = {}


def _read_font(font: Object) -> tuple[frozenset[int], list[str]]:
    """The codes that show glyph 0, and where the widths said differ from those of the font program."""
    number = font.objgen[0]
    if number not in _KNOWN:
        _KNOWN[number] = _measure(font, TTFont(BytesIO(font.FontDescriptor.FontFile2.read_bytes()), lazy=False))
    return _KNOWN[number]


def _measure(font: Object, face: TTFont) -> tuple[frozenset[int], list[str]]:
    tables = {(one.platformID, one.platEncID): one.cmap for one in face["cmap"].tables}
    cmap = tables.get((1, 0)) or {code & 0xFF: glyph for code, glyph in next(iter(tables.values())).items()}
    em, order = face["head"].unitsPerEm, face.getGlyphOrder()
    first, widths = int(font.FirstChar), [float(one) for one in font.Widths]
    nothing, wrong = set(), []
    for code, width in enumerate(widths, start=first):
        glyph = cmap.get(code)
        if glyph is None or glyph == order[0]:
            nothing.add(code)
        elif abs(face["hmtx"][glyph][0] * 1000 / em - width) > 1:
            wrong.append(f"code {code} is said to be {width:g} wide, and is {face['hmtx'][glyph][0] * 1000 / em:g}")
    return frozenset(nothing), wrong


def _fonts(pdf: Pdf) -> Found:
    said: Found = []
    for page in pdf.pages:
        for name, font in page.obj.Resources.get("/Font", Dictionary()).items():
            if font.Subtype != Name.TrueType:
                said.append(f"font {name}: of a kind that is not checked here")
                continue
            if "/ToUnicode" not in font:
                said.append(f"font {name}: no map to Unicode")
            said += [f"font {name}: {one}" for one in _read_font(font)[1]]
    return said


def _tree(pdf: Pdf, on_pages: list[list[int]]) -> Found:
    root = pdf.Root.StructTreeRoot
    said: Found = []
    claimed: dict[tuple[int, int], Object] = {}
    order: list[list[int]] = [[] for _ in on_pages]
    places = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    levels = [0]
    for element, parent in _elements(root.K, root):
        role = str(element.S)[1:]
        if role not in ROLES:
            said.append(f"unknown role {role}")
        if element.get("/P", Dictionary()).objgen != parent.objgen:
            said.append(f"{role}: does not point back to its parent")
        above = str(parent.get("/S", "/"))[1:]
        if role in PARENTS and above not in PARENTS[role]:
            said.append(f"{role} stands in {above or 'the root'}")
        said += _element_faults(element, role, levels)
    for page, number, element in _contents(root.K, places, root):
        if (page, number) in claimed:
            said.append(f"page {page}: marked content {number} has two owners")
        claimed[page, number] = element
        order[page].append(number)
    said += _parent_tree(pdf, claimed)
    for page, numbers in enumerate(on_pages):
        if lost := sorted(set(numbers) - set(order[page])):
            said.append(f"page {page}: marked content {lost[0]} belongs to no element")
        if ghosts := sorted(set(order[page]) - set(numbers)):
            said.append(f"page {page}: an element holds marked content {ghosts[0]}, which is not there")
        if set(numbers) == set(order[page]) and order[page] != numbers:
            said.append(f"page {page}: the elements are not in the order in which they are drawn")
    return said


def _elements(kids: Any, parent: Object) -> Iterator[tuple[Object, Object]]:
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid, parent
            yield from _elements(kid.get("/K", Array()), kid)


def _contents(kids: Any, places: dict[Any, int], element: Object) -> Iterator[tuple[int, int, Object]]:
    """Page, MCID and element of each marked content, in the order of the tree."""
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, int):
            yield places[element.Pg.objgen], int(kid), element
        elif "/S" in kid:
            yield from _contents(kid.get("/K", Array()), places, kid)
        else:
            yield places[kid.Pg.objgen], int(kid.MCID), element


def _element_faults(element: Object, role: str, levels: list[int]) -> Found:
    said: Found = []
    if role == "Sect":
        levels[0] = 0
    if role in {"H1", "H2", "H3"}:
        if int(role[1]) > levels[0] + 1:
            said.append(f"{role} follows a heading of level {levels[0]}")
        levels[0] = int(role[1])
    if role == "Figure" and not str(element.get("/Alt", "")).strip():
        said.append("a figure has no words for it")
    if role == "TH" and "/Scope" not in element.get("/A", Dictionary()):
        said.append("a head cell does not say what it is the head of")
    if role == "Table":
        rows = [row for row in _kids(element) if row.S == Name.TR]
        if len({len(_kids(row)) for row in rows}) != 1:
            said.append(f"a table has rows of {sorted({len(_kids(row)) for row in rows})} cells")
    if role in {"L", "LI", "TR"} and not _kids(element):
        said.append(f"{role} is empty")
    return said


def _kids(element: Object) -> list[Object]:
    kids = element.get("/K", Array())
    return [one for one in (kids if isinstance(kids, Array) else [kids]) if isinstance(one, Dictionary) and "/S" in one]


def _parent_tree(pdf: Pdf, claimed: dict[tuple[int, int], Object]) -> Found:
    said: Found = []
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    tree = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    for page, obj in enumerate(pdf.pages):
        owners = list(tree.get(int(obj.obj.get("/StructParents", -1)), Array()))
        own = {number: element for (at, number), element in claimed.items() if at == page}
        if len(owners) != len(own):
            said.append(f"page {page}: the parent tree knows {len(owners)} marked contents of {len(own)}")
        for number, element in own.items():
            if number < len(owners) and owners[number].objgen != element.objgen:
                said.append(f"page {page}: the parent tree gives marked content {number} to another element")
    return said


def _attachments(pdf: Pdf) -> Found:
    said: Found = []
    related = {one.objgen for one in pdf.Root.get("/AF", Array())}
    for name, spec in pdf.attachments.items():
        file = spec.obj.EF.F
        content = file.read_bytes()
        if spec.obj.objgen not in related:
            said.append(f"{name}: not said to belong to the document")
        if "/AFRelationship" not in spec.obj or "/Subtype" not in file or not str(spec.obj.get("/Desc", "")):
            said.append(f"{name}: does not say what it is")
        if int(file.Params.Size) != len(content):
            said.append(f"{name}: its size is not what is said")
        if bytes(file.Params.CheckSum) != hashlib.md5(content, usedforsecurity=False).digest():
            said.append(f"{name}: its checksum does not fit")
    return said
