"""Cells side by side keep their inner margins, whole and broken over two pages."""

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from il2desk.documents.layout.containers import Columns, Fixed, column_widths
from il2desk.documents.layout.tagged_drawing import Container
from il2desk.documents.text import fonts
from il2desk.documents.text.paragraph import paragraph
from il2desk.documents.text.structure import Tags
from tests.documents.text.scripts import FONTS, style

WIDTH, PAD, GAP = 300.0, 7.0, 10.0
COLUMN = (WIDTH - GAP) / 2
SMALL = style(fontSize=9, leading=11)


@pytest.fixture(scope="module", autouse=True)
def _fonts() -> None:
    fonts.register(FONTS)


class Mark(Container):
    """Keeps where it was drawn."""

    drawn = (0.0, 0.0)

    def measure(self, width: float) -> float:
        return 10.0

    def paint(self, canvas: Canvas, left: float, bottom: float) -> None:
        self.drawn = left, left + self.width


def test_cells_are_drawn_inside_their_margins() -> None:
    canvas = Canvas(BytesIO())
    canvas.tags = Tags()  # type: ignore[attr-defined]
    marks = Mark(), Mark()
    columns = Columns(marks, [1, 1], gap=GAP, pad=PAD)
    columns.wrap(WIDTH, 100)
    columns.paint(canvas, 40, 500)
    starts = 40, 40 + COLUMN + GAP
    assert [mark.drawn for mark in marks] == [(start + PAD, start + COLUMN - PAD) for start in starts]


def test_a_broken_row_keeps_its_margins() -> None:
    words = paragraph(" ".join(["cell"] * 400), SMALL)
    columns = Columns([words, paragraph("beside", SMALL)], [1, 1], gap=GAP, pad=PAD)
    parts = columns.split(WIDTH, 200)
    assert len(parts) == 2
    for part in parts:
        assert isinstance(part, Columns)
        part.wrap(WIDTH, 1000)
        assert part.cells[0].width == COLUMN - 2 * PAD


def test_fixed_columns_keep_their_points_and_the_others_share_the_rest() -> None:
    assert column_widths([Fixed(100), 1, 2], 400) == [100, 100, 200]
