"""The canvas of all sheets: it describes the file, and numbers the pages of each sheet when the last is laid out."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from il2desk.documents.layout.header_footer import HeaderFooter
from il2desk.documents.model.report import Report
from il2desk.documents.pdf.postprocess import pdf_date
from il2desk.documents.text.reportlab_internals import hold_page, resume_page, set_identity
from il2desk.documents.text.structure import Tags


class SheetCanvas(Canvas):
    """Holds pages back until it is known how many each sheet has, then calls each of `later` with these numbers."""

    def __init__(self, report: Report, tags: Tags, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held: list[dict[str, Any]] = []
        self.later: list[Callable[[Sequence[int]], None]] = []
        self.sheet: HeaderFooter | None = None
        self.page_of_sheet = 0
        self.tags = tags
        set_identity(self, report.subject)
        self.setViewerPreference("DisplayDocTitle", "true")
        self.setViewerPreference("PrintScaling", "None")
        self.setDateFormatter(lambda *_: pdf_date(report.printed))

    def begin(self, sheet: HeaderFooter) -> None:
        """Draws header and footer of the next page of a sheet."""
        if sheet is not self.sheet:
            self.sheet, self.page_of_sheet = sheet, 0
            self.tags.begin_sheet(sheet.report.title, sheet.report.language, sheet.page_height)
        self.page_of_sheet += 1
        sheet.draw(self, self.page_of_sheet)

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self.held.append(hold_page(self))
        self.tags.next_page()

    def save(self) -> None:
        sheets = [list(pages) for _, pages in groupby(self.held, key=lambda page: id(page["sheet"]))]
        for write in self.later:
            write([len(own) for own in sheets])
        for own in sheets:
            for number, page in enumerate(own, start=1):
                resume_page(self, page)
                page["sheet"].draw_count(self, number, len(own))
                super().showPage()
        super().save()
