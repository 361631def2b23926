"""Each undocumented name of reportlab behaves as relied on, and only one module uses such names."""

import ast
import re
from io import BytesIO

import pytest
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, Spacer

from il2desk.documents.text import fonts
from il2desk.documents.text.reportlab_internals import (
    FitsAnywhere,
    glyph_ids,
    glyph_widths,
    has_outline,
    hold_page,
    is_at_top,
    page_operators,
    pdf_document,
    replace_to_unicode,
    resume_page,
    set_identity,
    subsets_of,
)
from tests.documents.text.scripts import FONTS
from tests.test_architecture import NAMES, ROOT, imports_of, tree_of

INTERNALS = "il2desk.documents.text.reportlab_internals"
PAGE = (ROOT / "docs" / "text.md").read_text(encoding="utf-8")
LISTED = set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE))
OF_PYTHON = {"encode", "decode", "join", "update"}
COMMON = {"face", "name", "content", "state"}
"""Words that other modules may use of things that are not reportlab's."""


def attributes(module: str) -> set[str]:
    """The attributes that a module reads of others than `self`, and the class attributes it sets."""
    nodes = list(ast.walk(tree_of(NAMES[module])))
    read = [
        node for node in nodes if isinstance(node, ast.Attribute) and ast.unparse(node.value) not in {"self", "cls"}
    ]
    set_in_class = [one for node in nodes if isinstance(node, ast.ClassDef) for one in node.body]
    assigned = [one.targets[0] for one in set_in_class if isinstance(one, ast.Assign)]
    return {node.attr for node in read} | {ast.unparse(one) for one in assigned}


def test_the_docs_list_exactly_the_names_that_the_module_uses() -> None:
    imported = {name.rpartition(".")[2] for name in imports_of(tree_of(NAMES[INTERNALS]))}
    assert (attributes(INTERNALS) - OF_PYTHON) | (imported & {"SUBSETN"}) == LISTED


def test_no_other_module_uses_such_a_name() -> None:
    others = [
        name
        for name in NAMES
        if name != INTERNALS and any(one.split(".")[0] == "reportlab" for one in imports_of(tree_of(NAMES[name])))
    ]
    assert len(others) > 20
    found = {
        name: {one for one in used if one in LISTED - COMMON or re.match("_[a-zA-Z]", one)}
        for name in others
        if (used := attributes(name) | {one.rpartition(".")[2] for one in imports_of(tree_of(NAMES[name]))})
    }
    assert {name: names for name, names in found.items() if names} == {}


@pytest.fixture
def canvas() -> Canvas:
    return Canvas(BytesIO(), pageCompression=0)


@pytest.fixture(scope="module")
def font() -> TTFont:
    fonts.register(FONTS)
    return fonts.font(fonts.REGULAR)


def saved(canvas: Canvas) -> bytes:
    return bytes(canvas.getpdfdata())


def test_operators_are_read_from_and_written_into_the_page(canvas: Canvas) -> None:
    canvas.line(1, 2, 3, 4)
    assert page_operators(canvas)[-1].endswith("1 2 m 3 4 l S")
    page_operators(canvas).append("5 6 7 8 re f")
    assert b"5 6 7 8 re f" in saved(canvas)


def test_a_page_that_is_held_is_written_when_it_is_resumed(canvas: Canvas) -> None:
    page_operators(canvas).append("1 1 1 1 re f")
    held = hold_page(canvas)
    assert page_operators(canvas) == []
    assert canvas.getPageNumber() == 2
    resume_page(canvas, held)
    assert canvas.getPageNumber() == 1
    assert b"1 1 1 1 re f" in saved(canvas)


def test_the_identity_of_a_file_depends_on_the_text_alone() -> None:
    made = []
    for text in ("one", "one", "other"):
        canvas = Canvas(BytesIO())
        set_identity(canvas, text)
        made.append(re.findall(rb"/ID\s*\[<(\w+)>", saved(canvas)))
    assert made[0] == made[1] != []
    assert made[1] != made[2]


def test_a_flowable_knows_whether_it_stands_first_in_its_frame(canvas: Canvas) -> None:
    seen = []

    class Asking(Spacer):
        def wrap(self, width: float, height: float) -> tuple[float, float]:
            seen.append(is_at_top(self))
            return width, 10

    frame = Frame(0, 0, 100, 100)
    for _ in range(2):
        frame.add(Asking(1, 10), canvas)
    assert seen == [True, False]


def test_a_flowable_is_asked_even_where_nothing_is_left_of_the_frame(canvas: Canvas) -> None:
    asked = []

    class Asking(FitsAnywhere):
        def wrap(self, width: float, height: float) -> tuple[float, float]:
            asked.append(height)
            return width, height + 1

    frame = Frame(0, 0, 100, 100, 0, 0, 0, 0)
    frame.add(Spacer(1, 100), canvas)
    assert not frame.add(Asking(), canvas)
    assert asked == [0]


def test_glyphs_have_ids_widths_and_outlines(font: TTFont) -> None:
    assert glyph_ids(font)[ord("A")] != glyph_ids(font)[ord("B")] > 0
    assert glyph_widths(font)[ord("W")] > glyph_widths(font)[ord("i")] > 100
    assert has_outline(font, glyph_ids(font)[ord("i")])
    assert not has_outline(font, glyph_ids(font)[ord(" ")])


def test_a_code_that_is_added_is_drawn_and_copied_as_told(canvas: Canvas) -> None:
    font = TTFont("another", str(FONTS / fonts.FILES[fonts.ITALIC]), asciiReadable=False)
    document, code = pdf_document(canvas), 0xF0000
    glyph_ids(font)[code], glyph_widths(font)[code] = glyph_ids(font)[ord("A")], 777.0
    [(subset, byte)] = font.splitString(chr(code), document)
    assert subsets_of(font, document)[subset][byte[0]] == code
    page_operators(canvas).append(f"BT {font.getSubsetInternalName(subset, document)} 9 Tf <{byte.hex()}> Tj ET")
    add_objects = font.addObjects

    def add_with_map(doc: object) -> None:
        add_objects(doc)
        replace_to_unicode(font, doc, subset, "the map of our own")

    font.addObjects = add_with_map
    written = saved(canvas)
    assert b"777" in written
    assert b"the map of our own" in written
