"""One report drawn on one paper size: pages held until their number is known, and the same bytes every time."""

from collections.abc import Sequence
from hashlib import md5
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
from reportlab.platypus.doctemplate import LayoutError

from il2desk.documents import fonts
from il2desk.documents.furniture import Furniture
from il2desk.documents.layout import story
from il2desk.documents.printing import Attachment, Paper, PaperError
from il2desk.documents.report import Report
from il2desk.documents.styles import styles_for


def draw(reports: Sequence[Report], paper: Paper, folder: Path, attachments: Sequence[Attachment]) -> bytes:
    """The PDF of a report, its letters embedded from the fonts in `folder`."""
    fonts.register(folder)
    (report,) = reports
    furniture = Furniture(report, paper)
    target = BytesIO()
    document = BaseDocTemplate(
        target,
        pagesize=paper.value,
        invariant=1,
        initialFontName=fonts.REGULAR,
        lang=report.language,
        title=report.title,
        author=report.author,
        creator=report.author,
        subject=report.subject,
    )
    document.addPageTemplates(_template(furniture))
    flowables = story(report.blocks, styles_for(report.reader), furniture.width, furniture.body_height)
    try:
        document.build(flowables, canvasmaker=_canvas_for(report, furniture))
    except LayoutError as problem:
        raise PaperError("Something on this sheet is too large for a page; it was not printed.") from problem
    return target.getvalue()


def _template(furniture: Furniture) -> PageTemplate:
    left, bottom = furniture.edges.side, furniture.body_bottom
    frame = Frame(left, bottom, furniture.width, furniture.body_height, 0, 0, 0, 0, id="body")
    return PageTemplate(frames=[frame], onPage=lambda canvas, _: furniture.draw(canvas))


def _canvas_for(report: Report, furniture: Furniture) -> type[Canvas]:
    """A canvas that knows its report: it names the file and numbers the pages when the last one is done."""

    class CountedCanvas(Canvas):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.held: list[dict[str, Any]] = []
            _describe(self, report)

        def showPage(self) -> None:  # noqa: N802 - reportlab's name
            self.held.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]  # the stubs leave it out

        def save(self) -> None:
            held = self.held
            for number, page in enumerate(held, start=1):
                self.__dict__.update(page)
                furniture.draw_count(self, number, len(held))
                super().showPage()
            super().save()

    return CountedCanvas


def _describe(canvas: Canvas, report: Report) -> None:
    # the file's identity would otherwise take in an instant from the environment
    canvas._doc.signature = md5(report.subject.encode(), usedforsecurity=False)  # type: ignore[attr-defined]
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setViewerPreference("PrintScaling", "None")
    instant = report.printed.strftime("D:%Y%m%d%H%M%S%z")
    canvas.setDateFormatter(lambda *_: f"{instant[:-2]}'{instant[-2:]}'")
