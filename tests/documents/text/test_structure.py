"""The structure tree grows as content is drawn, and this room's tests need no layout."""

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from il2desk.documents.text.reportlab_internals import page_operators
from il2desk.documents.text.structure import Bookmark, Element, Tags
from tests.test_architecture import ROOT, imports_of, tree_of


@pytest.fixture
def canvas() -> Canvas:
    return Canvas(BytesIO())


@pytest.fixture
def tags() -> Tags:
    tags = Tags()
    tags.begin_sheet("Order", "en", 800)
    return tags


def draw(tags: Tags, canvas: Canvas, *elements: Element) -> None:
    """Draws content of each element."""
    for element in elements:
        with tags.element(element, 500), tags.content(canvas):
            page_operators(canvas).append(element.role)


def test_content_is_marked_with_the_number_of_its_element_on_the_page(tags: Tags, canvas: Canvas) -> None:
    first, second = Element("P"), Element("P")
    draw(tags, canvas, first, second, first)
    assert page_operators(canvas)[-9:] == [
        line for number in range(3) for line in (f"/P <</MCID {number}>> BDC", "P", "EMC")
    ]
    assert tags.owners == [[first, second, first]]
    assert first.kids == [(0, 0), (0, 2)]
    assert tags.root.kids[0].kids == [first, second]  # type: ignore[union-attr]


def test_an_element_that_goes_on_to_the_next_page_stays_one(tags: Tags, canvas: Canvas) -> None:
    table = Element("Table")
    draw(tags, canvas, table)
    tags.next_page()
    draw(tags, canvas, table)
    assert table.kids == [(0, 0), (1, 0)]


def test_an_artifact_holds_neither_content_nor_elements(tags: Tags, canvas: Canvas) -> None:
    element = Element("P")
    with tags.artifact(canvas, "Header"), tags.artifact(canvas):
        draw(tags, canvas, element)
    assert page_operators(canvas)[-3:] == ["/Artifact <</Type /Pagination /Subtype /Header>> BDC", "P", "EMC"]
    assert not element.begun


def test_a_parent_that_is_told_takes_the_element_from_the_one_around_it(tags: Tags, canvas: Canvas) -> None:
    item, around = Element("LI"), Element("Div")
    label, body = Element("Lbl", parent=item), Element("LBody", parent=item)
    with tags.element(around):
        draw(tags, canvas, label, body)
    assert (around.kids, item.kids) == ([item], [label, body])


def test_no_heading_skips_a_level_and_those_with_a_title_are_bookmarks(tags: Tags, canvas: Canvas) -> None:
    headings = [Element(role, title=role) for role in ("H1", "H3", "H3", "H2")]
    draw(tags, canvas, *headings)
    assert [one.role for one in headings] == ["H1", "H2", "H3", "H2"]
    assert tags.bookmarks == [
        Bookmark("Order", 0, 0, 800),
        *(Bookmark(*one, 0, 500) for one in (("H3", 1), ("H3", 2), ("H2", 1))),
    ]


def test_these_tests_need_neither_layout_nor_pdf() -> None:
    above = tuple(f"il2desk.documents.{room}" for room in ("layout", "figures", "pdf", "sections", "sheets"))
    files = sorted((ROOT / "tests" / "documents" / "text").glob("*.py"))
    assert len(files) > 8
    assert [(file.name, name) for file in files for name in imports_of(tree_of(file)) if name.startswith(above)] == []
