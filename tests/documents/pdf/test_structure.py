"""Every file is sound when it is read alone, whatever was recorded; and each kind of fault has one damaged file."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from il2desk.documents.model import blocks as b
from il2desk.documents.model.paper import Attachment, Paper
from il2desk.documents.model.report import Report, SheetMark
from il2desk.documents.pdf.render import to_pdf
from tests.documents.desk import NOW, Desk
from tests.documents.pdf_structure import faults
from tests.documents.pdf_text import FONTS, pdf
from tests.documents.random_sheets import file_of

ATTACHED = (
    Attachment("case.json", "The case as it was judged", "application/json", "Source", b'{"case": 1}'),
    Attachment("print-record.json", "What this printing adds", "application/json", "Data", b'{"record": 1}'),
)
SHARE, CHUNKS = 30, 6


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_sheets_of_any_case_are_sound(chunk: int) -> None:
    numbers = range(chunk, SHARE, CHUNKS)
    assert {number: found for number in numbers if (found := faults(file_of(number)))} == {}


@pytest.mark.parametrize("paper", list(Paper))
def test_every_kind_of_sheet_is_sound(all_reports: dict[str, Report], paper: Paper) -> None:
    assert {name: found for name, one in all_reports.items() if (found := faults(pdf(one, paper)))} == {}


@cache
def sound() -> bytes:
    """A set of two sheets, with a table over several pages and two attachments."""
    desk = Desk()
    summary = replace(desk.planned_summary(), marks=(SheetMark("NOT CHECKED", "No dose."),))
    rows = tuple((f"row {number}", "words " * 9) for number in range(90))
    long = replace(summary, blocks=(b.Heading("Long"), b.Grid(("A", "B"), rows, (1, 2)), b.Text("paragraph " * 900)))
    return to_pdf((summary, desk.consent(), long), Paper.A4, FONTS, ATTACHED)


def test_a_set_with_tables_over_pages_and_attachments_is_sound() -> None:
    assert faults(sound()) == []


def elements(pdf: Pdf, role: str) -> list[Object]:
    """Every element of a role, in the order of the tree."""

    def under(kids: Any) -> list[Object]:
        listed = kids if isinstance(kids, Array) else [kids]
        nodes = [one for one in listed if isinstance(one, Dictionary) and "/S" in one]
        return [each for one in nodes for each in (one, *under(one.get("/K", Array())))]

    return [one for one in under(pdf.Root.StructTreeRoot.K) if Name("/" + role) == one.S]


def first(pdf: Pdf, role: str, having: str | None = None) -> Any:
    return next(one for one in elements(pdf, role) if having is None or having in one)


def rewritten(pdf: Pdf, change: Callable[[bytes], bytes]) -> None:
    """The first page with its operators changed."""
    page = pdf.pages[0].obj
    page.Contents = pdf.make_stream(change(page.Contents.read_bytes()))


def _swapped_owners(pdf: Pdf) -> None:
    owners = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    owners[0], owners[1] = owners[1], owners[0]


def _swapped_kids(pdf: Pdf) -> None:
    row = first(pdf, "TR")
    row.K = Array([row.K[1], row.K[0], *list(row.K)[2:]])


def _wrong_width(pdf: Pdf) -> None:
    font = next(one for one in pdf.pages[0].obj.Resources.Font.values() if "/Widths" in one)
    font.Widths[5] = 1234


def _no_unicode(pdf: Pdf) -> None:
    font = next(one for one in pdf.pages[0].obj.Resources.Font.values() if "/ToUnicode" in one)
    del font["/ToUnicode"]


def _glyph_0(pdf: Pdf) -> None:
    name = next(name for name, one in pdf.pages[0].obj.Resources.Font.items() if "/Widths" in one)
    font = pdf.pages[0].obj.Resources.Font[name]
    font.LastChar, font.Widths = 255, Array([0] * (256 - int(font.FirstChar)))
    rewritten(pdf, lambda old: old + f" /Artifact BMC BT {name} 9 Tf <FE> Tj ET EMC".encode())


def _bad_stream(pdf: Pdf) -> None:
    font = next(one for one in pdf.pages[0].obj.Resources.Font.values() if "/ToUnicode" in one)
    font.ToUnicode.write(b"this is no deflated stream", filter=Name.FlateDecode)


def _bad_content(pdf: Pdf) -> None:
    pdf.attachments["case.json"].obj.EF.F.write(b"another case")


def _claims(pdf: Pdf) -> None:
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes() + b"<!-- pdfaid:part -->")


def _set(role: str, key: str, value: Any, having: str | None = None) -> Callable[[Pdf], None]:
    return lambda pdf: first(pdf, role, having).__setitem__(key, value)


DAMAGES: dict[str, tuple[Callable[[Pdf], Any], str]] = {
    "an end is missing": (lambda pdf: rewritten(pdf, lambda old: b"EMC".join(old.rsplit(b"EMC", 1)[:1])), "not ended"),
    "an end too many": (lambda pdf: rewritten(pdf, lambda old: old + b" EMC"), "never began"),
    "paint outside": (lambda pdf: rewritten(pdf, lambda old: old + b" 9 9 9 9 re f"), "paints outside"),
    "words outside": (lambda pdf: rewritten(pdf, lambda old: old + b" BT (x) Tj ET"), "Tj paints outside"),
    "a number used twice": (
        lambda pdf: rewritten(pdf, lambda old: old.replace(b"/MCID 4>>", b"/MCID 3>>")), "used twice",
    ),
    "content inside content": (
        lambda pdf: rewritten(pdf, lambda old: old + b" /P <</MCID 900>> BDC /Artifact BMC EMC EMC"), "inside other",
    ),
    "content of nobody": (lambda pdf: rewritten(pdf, lambda old: old + b" /P <</MCID 900>> BDC EMC"), "no element"),
    "content that is not there": (
        lambda pdf: rewritten(pdf, lambda old: old.replace(b"/MCID 4>> BDC", b"/MCID 900>> BDC")), "is not there",
    ),
    "owners swapped": (_swapped_owners, "to another element"),
    "an owner missing": (lambda pdf: pdf.Root.StructTreeRoot.ParentTree.Nums[1].__delitem__(-1), "parent tree knows"),
    "cells out of order": (_swapped_kids, "order in which they are drawn"),
    "a role of no meaning": (_set("P", "/S", Name.Blink), "unknown role Blink"),
    "an item outside a list": (_set("L", "/S", Name.Div), "LI stands in Div"),
    "a parent forgotten": (lambda pdf: _set("P", "/P", pdf.Root.StructTreeRoot)(pdf), "point back"),
    "a level skipped": (_set("H2", "/S", Name.H3), "H3 follows a heading of level 1"),
    "a figure without words": (lambda pdf: first(pdf, "Figure").__delitem__("/Alt"), "no words"),
    "a head of nothing": (lambda pdf: first(pdf, "TH").__delitem__("/A"), "head cell"),
    "a row too short": (lambda pdf: first(pdf, "TR").K.__delitem__(-1), "rows of"),
    "a wrong width": (_wrong_width, "1234 wide"),
    "no map to Unicode": (_no_unicode, "no map"),
    "glyph 0": (_glyph_0, "no letter"),
    "a broken stream": (_bad_stream, "qpdf"),
    "an attachment changed": (_bad_content, "checksum"),
    "an attachment of another size": (_bad_content, "size"),
    "an attachment related to nothing": (lambda pdf: pdf.Root.__delitem__("/AF"), "belong"),
    "no language": (lambda pdf: pdf.Root.__delitem__("/Lang"), "no language"),
    "not marked": (lambda pdf: pdf.Root.__delitem__("/MarkInfo"), "not marked"),
    "no tree": (lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"), "no structure tree"),
    "no outline": (lambda pdf: pdf.Root.__delitem__("/Outlines"), "no outline"),
    "a title not shown": (lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"), "title is not shown"),
    "tabs astray": (lambda pdf: pdf.pages[1].obj.__delitem__("/Tabs"), "tabs"),
    "a claim": (_claims, "claims"),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("damage", DAMAGES)
def test_each_kind_of_fault_is_named(damage: str) -> None:
    break_it, said = DAMAGES[damage]
    with Pdf.open(BytesIO(sound())) as pdf:
        break_it(pdf)
        held = BytesIO()
        pdf.save(held, compress_streams=False)
    assert any(said in fault for fault in faults(held.getvalue()))


def test_a_table_and_a_paragraph_over_several_pages_stay_one_element() -> None:
    with Pdf.open(BytesIO(sound())) as pdf:
        long = pdf.Root.StructTreeRoot.K.K[2]
        tables, paragraphs = ([one for one in long.K if Name("/" + role) == one.S] for role in ("Table", "P"))
        assert [len(one.K) for one in tables] == [91]
        held = [one for one in paragraphs if isinstance(one.get("/K"), Array)]
        assert len(held) == 1
        assert len(held[0].K) > 1


def test_each_sheet_is_a_section_with_its_title_as_heading_and_bookmark() -> None:
    with Pdf.open(BytesIO(sound())) as pdf:
        sections = list(pdf.Root.StructTreeRoot.K.K)
        assert [str(one.S) for one in sections] == ["/Sect"] * 3
        titles = ["Assessment and plan summary", "Consent to treatment with high-dose aldesleukin"]
        assert [str(one.T) for one in sections] == [*titles, titles[0]]
        assert len(elements(pdf, "H1")) == 3
        with pdf.open_outline() as outline:
            assert [one.title for one in outline.root] == [*titles, titles[0]]
            assert [one.title for one in outline.root[2].children] == ["Long"]
            headings = [one for one in Desk().planned_summary().blocks if isinstance(one, b.Heading)]
            upper = [one.text for one in headings if one.level == 1]
            assert upper
            assert set(upper) <= {one.title for one in outline.root[0].children}


def test_the_head_is_read_out_once_in_a_sheet_and_the_code_never() -> None:
    with Pdf.open(BytesIO(sound())) as pdf:
        assert len(elements(pdf, "H1")) == 3 < len(pdf.pages)
        kinds = [
            [str(operands[1].Subtype) for operands, operator in pikepdf.parse_content_stream(page)
             if str(operator) == "BDC" and "/Subtype" in operands[1]]
            for page in pdf.pages
        ]  # fmt: skip
    assert [one.count("/Footer") for one in kinds] == [1] * len(kinds)
    assert kinds[0].count("/Header") == 1  # the count
    assert kinds[1].count("/Header") == 2


def test_a_picture_that_can_be_told_in_words_is_a_figure_with_those_words() -> None:
    with Pdf.open(BytesIO(sound())) as pdf:
        told = [str(one.Alt) for one in elements(pdf, "Figure")]
        assert any(one.startswith("100 people.") for one in told)
        assert "tick" in told
        assert all("/BBox" in one.A for one in elements(pdf, "Figure"))


def test_attachments_travel_whole_dated_by_the_record_and_related_as_told() -> None:
    with Pdf.open(BytesIO(sound())) as pdf:
        for one, kind in zip(ATTACHED, ("/Source", "/Data"), strict=True):
            file = pdf.attachments[one.name]
            assert file.get_file().read_bytes() == one.content
            assert file.get_file().mime_type == one.media_type
            assert file.description == one.description
            assert str(file.obj.AFRelationship) == kind
            assert file.get_file().creation_date == NOW
        assert len(pdf.Root.AF) == 2


def test_the_same_set_with_attachments_gives_the_same_bytes() -> None:
    content = sound()
    sound.cache_clear()
    assert sound() == content


def test_no_conformance_is_claimed_and_dates_are_the_records() -> None:
    with Pdf.open(BytesIO(sound())) as pdf:
        about = pdf.Root.Metadata.read_bytes().decode()
        assert "pdfaid" not in about
        assert "pdfuaid" not in about
        assert about.count("2026-11-02T10:00:00+01:00") == 3
        assert pdf.Root.Lang == String("en")


def kids(element: Object) -> list[Object]:
    return list(element.K) if isinstance(element.get("/K", Array()), Array) else [element.K]


def test_every_table_has_a_head(all_reports: dict[str, Report]) -> None:
    for name, report in all_reports.items():
        with Pdf.open(BytesIO(pdf(report))) as file:
            for table in elements(file, "Table"):
                assert Name.TH in [cell.S for row in kids(table) for cell in kids(row)], name


def test_what_a_cell_of_the_record_is_for_is_the_head_of_the_room_after_it(desk: Desk) -> None:
    with Pdf.open(BytesIO(pdf(desk.sheet("administration")))) as file:
        lines = [row for row in elements(file, "TR") if len(kids(row)) == 16]
        assert len(lines) == 28
        for line in lines:
            assert [str(cell.S) for cell in kids(line)] == ["/TH", "/TD"] * 8
            assert all(cell.A.Scope == Name.Row for cell in kids(line)[::2])
