"""Adds to a drawn PDF what reportlab cannot write: structure tree, outline, attachments and metadata."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from io import BytesIO

from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Object, ObjectStreamMode, OutlineItem, Pdf, String

from il2desk.documents.model.paper import Attachment
from il2desk.documents.model.report import Report
from il2desk.documents.text.structure import Bookmark, Element, Tags


def finish(drawn: bytes, tags: Tags, report: Report, title: str, attachments: Sequence[Attachment]) -> bytes:
    """The finished file, with language, author and dates of `report`."""
    with Pdf.open(BytesIO(drawn)) as pdf:
        pdf.Root.Lang = String(report.language)
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        _structure(pdf, tags)
        _outline(pdf, tags.bookmarks)
        _attach(pdf, attachments, pdf_date(report.printed))
        _describe(pdf, report, title)
        target = BytesIO()
        pdf.save(
            target,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=ObjectStreamMode.generate,
        )
    return target.getvalue()


def _structure(pdf: Pdf, tags: Tags) -> None:
    """Writes the structure tree, and the parent tree: for each page the element of each MCID."""
    pages = [page.obj for page in pdf.pages]
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    made: dict[int, Object] = {}
    root.K = _element(pdf, tags.root, root, pages, made)
    numbers = Array()
    for number, page in enumerate(pages):
        page.StructParents = number
        page.Tabs = Name.S
        numbers.append(number)
        numbers.append(pdf.make_indirect(Array([made[id(owner)] for owner in tags.owners[number]])))
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    root.ParentTreeNextKey = len(pages)
    pdf.Root.StructTreeRoot = root


def _element(pdf: Pdf, element: Element, parent: Object, pages: Sequence[Object], made: dict[int, Object]) -> Object:
    first = next((kid[0] for kid in element.kids if isinstance(kid, tuple)), None)
    entries = {"/S": _name(element.role), "/P": parent, **_entries(element)}
    if first is not None:
        entries["/Pg"] = pages[first]
    own = made[id(element)] = pdf.make_indirect(Dictionary(entries))
    kids: list[Object | int] = []
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(_element(pdf, kid, own, pages, made))
        elif kid[0] == first:
            kids.append(kid[1])
        else:
            kids.append(Dictionary(Type=Name.MCR, Pg=pages[kid[0]], MCID=kid[1]))
    if kids:
        own["/K"] = kids[0] if len(kids) == 1 else Array(kids)
    return own


@cache
def _name(word: str) -> Name:
    return Name("/" + word)


def _entries(element: Element) -> dict[str, Object]:
    """What a structure element says of itself, apart from role, parent and kids."""
    texts = {"/Alt": element.alternative, "/T": element.title, "/Lang": element.language}
    entries: dict[str, Object] = {key: String(text) for key, text in texts.items() if text}
    if element.scope:
        entries["/A"] = Dictionary(O=Name.Table, Scope=_name(element.scope))
    if element.numbering:
        entries["/A"] = Dictionary(O=Name.List, ListNumbering=_name(element.numbering))
    if element.box:
        entries["/A"] = Dictionary(O=Name.Layout, BBox=Array([round(each, 2) for each in element.box]))
    return entries


def _outline(pdf: Pdf, bookmarks: Sequence[Bookmark]) -> None:
    """Writes the outline: sheets, and under each its headings."""
    with pdf.open_outline() as outline:
        path: list[OutlineItem] = []
        for mark in bookmarks:
            item = OutlineItem(mark.title, mark.page, "XYZ", left=0, top=round(mark.top, 2))
            del path[mark.level :]
            (path[-1].children if path else outline.root).append(item)
            path.append(item)
    pdf.Root.PageMode = Name.UseOutlines


def _attach(pdf: Pdf, attachments: Sequence[Attachment], date: str) -> None:
    """Embeds files, each associated with the whole document (AF)."""
    for one in attachments:
        pdf.attachments[one.name] = AttachedFileSpec(
            pdf,
            one.content,
            description=one.description,
            filename=one.name,
            mime_type=one.media_type,
            creation_date=date,
            mod_date=date,
            relationship=Name("/" + one.relationship),
        )
    if attachments:
        pdf.Root.AF = Array([pdf.attachments[one.name].obj for one in attachments])


def _describe(pdf: Pdf, report: Report, title: str) -> None:
    """Writes the XMP metadata; dates are those of the print record."""
    instant = report.printed.isoformat(timespec="seconds")
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
        about.update(
            {
                "dc:title": title,
                "dc:language": {report.language},
                "dc:creator": [report.author],
                "dc:description": report.subject,
                "pdf:Producer": report.author,
                "xmp:CreatorTool": report.author,
                "xmp:CreateDate": instant,
                "xmp:ModifyDate": instant,
                "xmp:MetadataDate": instant,
            }
        )
    pdf.docinfo.Producer = String(report.author)


def pdf_date(instant: datetime) -> str:
    """An aware instant as a PDF date string."""
    written = instant.strftime("D:%Y%m%d%H%M%S%z")
    return f"{written[:-2]}'{written[-2:]}'"
