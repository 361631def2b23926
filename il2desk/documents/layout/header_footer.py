"""Header and footer of every page: title, patient and marks above; case, versions and instant below."""

from reportlab.pdfgen.canvas import Canvas

from il2desk.documents.layout.box_style import BoxStyle
from il2desk.documents.layout.containers import ENDLESS, Columns, Fixed, Measure, Stack
from il2desk.documents.layout.page_code import SIDE, draw_code, message
from il2desk.documents.layout.styles import HEAD, INK, LINE, QUIET, SCALES, STOP, style
from il2desk.documents.layout.tables import labelled
from il2desk.documents.layout.tagged_drawing import blank, place
from il2desk.documents.layout.watermark import draw_watermark
from il2desk.documents.model import report as r
from il2desk.documents.model.paper import Paper, PaperError
from il2desk.documents.text import fonts
from il2desk.documents.text.content_operators import operators_of, write
from il2desk.documents.text.paragraph import paragraph
from il2desk.documents.text.structure import tagged, tags_of

COUNT = 110.0
MARK = 176.0
LEAST_BODY = 330.0
SMALL = style(7.8, 10.2, ink=QUIET)
SMALL_RIGHT = style(7.8, 10.2, ink=QUIET, right=True)


class HeaderFooter:
    """Header and footer of one report on one paper, and the body left between them; all lengths in points.

    Raises PaperError if they leave too little room.
    """

    def __init__(self, report: r.Report, paper: Paper) -> None:
        self.report = report
        self.page_width, self.page_height = paper.value
        self.edges = SCALES[report.reader].edges
        self.width = self.page_width - 2 * self.edges.side
        self.head, self.foot = _head(report), _foot(report)
        self.head_height = self.head.wrap(self.width, ENDLESS)[1]
        self.foot_height = self.foot.wrap(self.width, ENDLESS)[1]
        self.operators: dict[Stack, str] = {}
        self.head_bottom = self.page_height - self.edges.top - self.head_height
        self.body_bottom = self.edges.foot + self.foot_height + self.edges.clear
        self.body_height = self.head_bottom - self.edges.clear - self.body_bottom
        if self.body_height < LEAST_BODY:
            raise PaperError("Name and identifiers are too long to stand at the top of every page; shorten them.")

    def draw(self, canvas: Canvas, page: int) -> None:
        """Draws them on a page of the sheet, from 1; the header is content on the first and an artifact on others."""
        tags, left, report = tags_of(canvas), self.edges.side, self.report
        with tags.artifact(canvas, "Watermark"):
            draw_watermark(canvas, tuple(mark.word for mark in report.marks), self.page_width, self.page_height)
        if page == 1:
            place(self.head, canvas, left, self.head_bottom)
        else:
            with tags.artifact(canvas, "Header"):
                self._repeat(canvas, self.head, self.head_bottom)
        with tags.artifact(canvas, "Footer"):
            self._repeat(canvas, self.foot, self.edges.foot)
            draw_code(canvas, message(report.stamp, report.sheet, page), left + self.width - SIDE, self.edges.foot)

    def _repeat(self, canvas: Canvas, part: Stack, bottom: float) -> None:
        """Draws a part as an artifact, by the operators that drew it so the first time."""
        if part not in self.operators:
            self.operators[part] = operators_of(canvas, lambda: place(part, canvas, self.edges.side, bottom))
        write(canvas, self.operators[part])

    def draw_count(self, canvas: Canvas, page: int, of: int) -> None:
        """Draws which page of how many of the sheet this is."""
        words = self.report.pages.replace("{n}", str(page)).replace("{m}", str(of))
        count = paragraph(words, style(9, 15, font=fonts.BOLD, ink=HEAD, right=True))
        height = count.wrap(COUNT, ENDLESS)[1]
        right, top = self.page_width - self.edges.side, self.page_height - self.edges.top
        with tags_of(canvas).artifact(canvas, "Header"):
            count.drawOn(canvas, right - COUNT, top - height - 2)


def _head(report: r.Report) -> Stack:
    title = tagged(paragraph(report.title, style(14, 18, font=fonts.BOLD, ink=HEAD)), "H1")
    subtitle = paragraph(report.subtitle, SMALL)
    of_set = Stack([blank(18), paragraph(f"Set {report.stamp.set_id}", SMALL_RIGHT)])
    first = Columns([Stack([title, subtitle]), of_set], [1, Fixed(COUNT)], gap=12)
    marks = [_marks(report.marks)] if report.marks else []
    return Stack([first, _identity(report), *marks], gap=8)


def _identity(report: r.Report) -> Stack:
    cells = [
        labelled(fact.label, SMALL, paragraph(fact.value, style(11, 14.5, font=fonts.BOLD, ink=INK)))
        for fact in report.identity
    ]
    shares: list[Measure] = [5, 3, 2] if len(cells) == 3 else [1] * len(cells)
    row = tagged(Columns(cells, shares, gap=12), "L")
    return Stack([row], box=BoxStyle(pad_y=5, rule=LINE, rules_above=True, rules_below=True))


def _marks(marks: tuple[r.SheetMark, ...]) -> Stack:
    """Each mark beside what it means, all in one frame."""
    frame = BoxStyle(pad_x=14, pad_y=4, frame=STOP, frame_width=1.8, bar=STOP)
    return Stack([_mark(mark) for mark in marks], gap=1, box=frame)


def _mark(mark: r.SheetMark) -> Columns:
    word = paragraph(mark.word, style(18, 23, font=fonts.BOLD, ink=STOP))
    meaning = Stack([blank(4.5), paragraph(mark.meaning, style(9.5, 13, ink=INK))])
    return Columns([word, meaning], [Fixed(MARK), 1], gap=8)


def _foot(report: r.Report) -> Stack:
    lines = [paragraph(line, SMALL) for line in report.footer]
    room = Columns([Stack(lines), blank(SIDE - 4)], [1, Fixed(SIDE)], gap=14)
    return Stack([room], box=BoxStyle(pad_y=5, rule=LINE, rules_above=True))
