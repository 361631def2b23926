"""From reports to the bytes of a PDF, each sheet on pages of its own; the same reports give the same bytes."""

from collections.abc import Iterator, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import cast

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageTemplate
from reportlab.platypus import PageBreak as NextPage
from reportlab.platypus.doctemplate import LayoutError

from il2desk.documents.layout.duplex import BlankBack
from il2desk.documents.layout.header_footer import HeaderFooter
from il2desk.documents.layout.styles import styles_for
from il2desk.documents.model.paper import Attachment, Paper, PaperError
from il2desk.documents.model.report import Report
from il2desk.documents.pdf.block_renderers import story
from il2desk.documents.pdf.canvas import SheetCanvas
from il2desk.documents.pdf.postprocess import finish
from il2desk.documents.text import fonts
from il2desk.documents.text.structure import Tags


def to_pdf(reports: Sequence[Report], paper: Paper, folder: Path, attachments: Sequence[Attachment] = ()) -> bytes:
    """The PDF of these sheets with the fonts of `folder`; raises PaperError if a sheet cannot be made."""
    fonts.register(folder)
    sheets = [HeaderFooter(report, paper) for report in reports]
    first, tags, target = reports[0], Tags(), BytesIO()
    document = BaseDocTemplate(
        target,
        pagesize=paper.value,
        invariant=1,
        pageCompression=0,
        initialFontName=fonts.REGULAR,
        lang=first.language,
        title=_title(reports),
        author=first.author,
        creator=first.author,
        subject=first.subject,
    )
    document.addPageTemplates([_template(sheet, place) for place, sheet in enumerate(sheets)])
    try:
        document.build(list(_story(sheets)), canvasmaker=partial(SheetCanvas, first, tags))
    except LayoutError as problem:
        raise PaperError("Something on this sheet is too large for a page; it was not printed.") from problem
    return finish(target.getvalue(), tags, first, _title(reports), attachments)


def _title(reports: Sequence[Report]) -> str:
    """The title of the file: that of its only sheet, or that of the set."""
    return reports[0].title if len(reports) == 1 else f"Sheets of set {reports[0].stamp.set_id}"


def _story(sheets: Sequence[HeaderFooter]) -> Iterator[Flowable]:
    for place, sheet in enumerate(sheets):
        if place:
            yield from (BlankBack(), NextPageTemplate(str(place)), NextPage())
        yield from story(sheet.report.blocks, styles_for(sheet.report.reader), sheet.width, sheet.body_height)


def _template(sheet: HeaderFooter, place: int) -> PageTemplate:
    frame = Frame(sheet.edges.side, sheet.body_bottom, sheet.width, sheet.body_height, 0, 0, 0, 0, id="body")

    def begin(canvas: Canvas, _: object) -> None:
        cast(SheetCanvas, canvas).begin(sheet)

    return PageTemplate(str(place), frames=[frame], onPage=begin)
