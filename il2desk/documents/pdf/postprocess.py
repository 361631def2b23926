"""What the drawing library has no door for: structure, outline, attachments and metadata, added to a drawn PDF."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from io import BytesIO

from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Object, ObjectStreamMode, OutlineItem, Pdf, String

from il2desk.documents.model.paper import Attachment
from il2desk.documents.model.report import Report
from il2desk.documents.text.structure import Bookmark, Element, Tags


def finish(drawn: bytes, tags: Tags, report: Report, title: str, attachments: Sequence[Attachment]) -> bytes:
    """The finished file; `report` says in whose language, by which program and when it was made."""
    with Pdf.open(BytesIO(drawn)) as pdf:
        pdf.Root.Lang = String(report.language)
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        _structure(pdf, tags)
        _outline(pdf, tags.bookmarks)
        _attach(pdf, attachments, _pdf_date(report.printed))
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
    """The tree of elements, and for each page which element owns which marked content."""
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
    told = {"/S": _name(element.role), "/P": parent, **_qualities(element)}
    if first is not None:
        told["/Pg"] = pages[first]
    own = made[id(element)] = pdf.make_indirect(Dictionary(told))
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


def _qualities(element: Element) -> dict[str, Object]:
    told: dict[str, Object] = {}
    if element.alternative:
        told["/Alt"] = String(element.alternative)
    if element.title:
        told["/T"] = String(element.title)
    if element.language:
        told["/Lang"] = String(element.language)
    if element.scope:
        told["/A"] = Dictionary(O=Name.Table, Scope=_name(element.scope))
    if element.numbering:
        told["/A"] = Dictionary(O=Name.List, ListNumbering=_name(element.numbering))
    if element.box:
        told["/A"] = Dictionary(O=Name.Layout, BBox=Array([round(each, 2) for each in element.box]))
    return told


def _outline(pdf: Pdf, bookmarks: Sequence[Bookmark]) -> None:
    """Sheets, and under each its headings."""
    with pdf.open_outline() as outline:
        path: list[OutlineItem] = []
        for mark in bookmarks:
            item = OutlineItem(mark.title, mark.page, "XYZ", left=0, top=round(mark.top, 2))
            del path[mark.level :]
            (path[-1].children if path else outline.root).append(item)
            path.append(item)
    pdf.Root.PageMode = Name.UseOutlines


def _attach(pdf: Pdf, attachments: Sequence[Attachment], date: str) -> None:
    """Embedded files, each said to be related to the whole document."""
    related = Array()
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
        related.append(pdf.attachments[one.name].obj)
    if attachments:
        pdf.Root.AF = related


def _describe(pdf: Pdf, report: Report, title: str) -> None:
    """Metadata as today's readers look for it; dates are the record's."""
    instant = report.printed.isoformat(timespec="seconds")
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
        about["dc:title"] = title
        about["dc:language"] = {report.language}
        about["dc:creator"] = [report.author]
        about["dc:description"] = report.subject
        about["pdf:Producer"] = report.author
        about["xmp:CreatorTool"] = report.author
        about["xmp:CreateDate"] = instant
        about["xmp:ModifyDate"] = instant
        about["xmp:MetadataDate"] = instant
    pdf.docinfo.Producer = String(report.author)


def _pdf_date(instant: datetime) -> str:
    written = instant.strftime("D:%Y%m%d%H%M%S%z")
    return f"{written[:-2]}'{written[-2:]}'"
