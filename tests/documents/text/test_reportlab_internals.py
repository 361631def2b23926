"""Each private name of reportlab that is relied on behaves as relied on, and only one module uses such names."""

import ast
import inspect
import re
from hashlib import md5
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, Spacer

import il2desk.documents
from il2desk.documents.text import fonts, reportlab_internals
from il2desk.documents.text.reportlab_internals import (
    begin_page,
    font_data,
    is_at_top,
    page_operators,
    pdf_document,
)
from il2desk.storage.site.paths import resources

FOLDER = Path(il2desk.documents.__file__).parent
USED = sorted(set(re.findall(r"\.(_[a-zA-Z]\w*)", inspect.getsource(reportlab_internals))))


def private_names(file: Path) -> set[str]:
    """Private attributes read from anything but the object itself."""
    return {
        node.attr
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__")
        if not (isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"})
    }


def test_only_one_module_uses_private_names_and_the_docs_list_them() -> None:
    others = [file for file in FOLDER.rglob("*.py") if file.name != "reportlab_internals.py"]
    assert {file.name: names for file in others if (names := private_names(file))} == {}
    page = (FOLDER.parents[1] / "docs" / "text.md").read_text(encoding="utf-8")
    assert sorted(set(re.findall(r"^\| `(_\w+)`", page, re.MULTILINE))) == USED


def test_operators_are_read_from_and_written_into_the_page() -> None:
    target = BytesIO()
    canvas = Canvas(target, pageCompression=0)
    page_operators(canvas).append("1 2 3 4 re f")
    canvas.showPage()
    canvas.save()
    assert b"1 2 3 4 re f" in target.getvalue()


def test_a_page_begins_without_the_one_before_being_written() -> None:
    canvas = Canvas(BytesIO())
    page_operators(canvas).append("n")
    begin_page(canvas)
    assert "n" not in page_operators(canvas)
    assert pdf_document(canvas).Pages.pages == []


def test_the_identity_of_a_file_is_settable() -> None:
    made = []
    for content in (b"one", b"one", b"other"):
        canvas = Canvas(target := BytesIO())
        pdf_document(canvas).signature = md5(content, usedforsecurity=False)
        canvas.save()
        made.append(re.findall(rb"/ID\s*\[<(\w+)>", target.getvalue()))
    assert made[0] == made[1] != []
    assert made[1] != made[2]


def test_the_bytes_of_a_font_are_those_of_its_file() -> None:
    fonts.register(resources() / "fonts")
    assert font_data(fonts.font(fonts.REGULAR)) == (resources() / "fonts" / fonts.FILES[fonts.REGULAR]).read_bytes()


def test_a_flowable_knows_whether_it_stands_first_in_its_frame() -> None:
    seen = []

    class Asking(Spacer):
        def wrap(self, width: float, height: float) -> tuple[float, float]:
            seen.append(is_at_top(self))
            return width, 10

    frame = Frame(0, 0, 100, 100)
    for _ in range(2):
        frame.add(Asking(1, 10), Canvas(BytesIO()))
    assert seen == [True, False]
