"""The canvas all sheets are drawn on: it names the file, and numbers each sheet's pages when the last one is done."""

from collections.abc import Callable, Sequence
from hashlib import md5
from itertools import groupby
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from il2desk.documents.layout.header_footer import Furniture
from il2desk.documents.model.report import Report
from il2desk.documents.text.reportlab_internals import begin_page, pdf_document
from il2desk.documents.text.structure import Tags


class SheetCanvas(Canvas):
    """Holds every page back until it is known how many its sheet has; `later` is called with how many each has."""

    def __init__(self, report: Report, tags: Tags, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held: list[dict[str, Any]] = []
        self.later: list[Callable[[Sequence[int]], None]] = []
        self.sheet: Furniture | None = None
        self.page_of_sheet = 0
        self.tags = tags
        _describe(self, report)

    def begin(self, sheet: Furniture) -> None:
        """Draw what stands on every page of that sheet."""
        if sheet is not self.sheet:
            self.sheet, self.page_of_sheet = sheet, 0
            self.tags.begin_sheet(sheet.report.title, sheet.report.language, sheet.page_height)
        self.page_of_sheet += 1
        sheet.draw(self, self.page_of_sheet)

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self.held.append(dict(self.__dict__))
        self.tags.next_page()
        begin_page(self)

    def save(self) -> None:
        sheets = [list(pages) for _, pages in groupby(self.held, key=lambda page: id(page["sheet"]))]
        for write in self.later:
            write([len(own) for own in sheets])
        for own in sheets:
            for number, page in enumerate(own, start=1):
                self.__dict__.update(page)
                page["sheet"].draw_count(self, number, len(own))
                super().showPage()
        super().save()


def _describe(canvas: Canvas, report: Report) -> None:
    # the file's identity would otherwise take in an instant from the environment
    pdf_document(canvas).signature = md5(report.subject.encode(), usedforsecurity=False)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setViewerPreference("PrintScaling", "None")
    instant = report.printed.strftime("D:%Y%m%d%H%M%S%z")
    canvas.setDateFormatter(lambda *_: f"{instant[:-2]}'{instant[-2:]}'")
