"""Names and reasons in other scripts are whole on every sheet, inside its margins."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from il2desk.documents.layout.styles import SCALES
from il2desk.documents.model.paper import Paper
from il2desk.documents.model.report import Report
from il2desk.documents.pdf.render import to_pdf
from il2desk.documents.text.paragraph import printable
from il2desk.domain.case.case import Patient, Site
from il2desk.domain.values.parsing import read_line, read_text
from tests.documents.desk import Desk
from tests.documents.glyphs import texts
from tests.documents.pdf_structure import faults
from tests.documents.pdf_text import pdf, squeezed
from tests.documents.test_words_on_paper import everywhere
from tests.documents.text.scripts import NAMES, SCRIPTS, assert_every_glyph_is_one, drawn, reason, recovered


def sheet_of(desk: Desk, name: str, text: str = "Falling since a haematoma.") -> Report:
    case = desk.deviating(text).model_copy(
        update={"patient": Patient(name=name, identifier="MRN 1", date_of_birth="1961-04-17")}
    )
    return desk.planned_summary(case)


def body(content: bytes) -> str:
    """The words of all pages without what stands on each: drawn first on all of them, and their count last."""
    printed = texts(content)
    same = next(at for at, chars in enumerate(zip(*printed, strict=False)) if len(set(chars)) > 1)
    assert same > 100
    return squeezed("".join(re.sub(r"Page \d+ of \d+$", "", page[same:]) for page in printed))


@SCRIPTS
def test_a_name_and_a_reason_of_forty_lines_are_read_back_from_the_summary_as_recorded(desk: Desk, script: str) -> None:
    name, why = NAMES[script], reason(script)
    assert (read_line(name, "Name"), read_text(why, "Reason")) == (name, why)
    content = pdf(sheet_of(desk, name, why))
    assert squeezed(printable(why)) in body(content)
    for page in texts(content):
        assert squeezed(name) in squeezed(page)
    assert_every_glyph_is_one(content)


@SCRIPTS
@pytest.mark.parametrize("paper", [Paper.A4, pytest.param(Paper.LETTER, marks=pytest.mark.proof)])
def test_nothing_of_another_script_leaves_the_margins(desk: Desk, script: str, paper: Paper) -> None:
    content = pdf(sheet_of(desk, NAMES[script], reason(script)), paper)
    edges, (width, height) = SCALES[sheet_of(desk, "x").reader].edges, paper.value
    for each in drawn(content):
        assert edges.side - 1 < each.x < width - edges.side + 1, each.face.name
        assert each.right < width - edges.side + 1, each.face.name
        assert edges.foot - 1 < each.y < height - edges.top, each.face.name


@SCRIPTS
def test_a_name_of_two_hundred_characters_stands_whole_on_every_page(desk: Desk, script: str) -> None:
    name = read_line((f"{NAMES[script]} " * 40)[:200].rstrip(), "Name")
    content = pdf(sheet_of(desk, name))
    printed = texts(content)
    assert len(printed) > 3
    assert [number for number, page in enumerate(printed) if squeezed(name) not in squeezed(page)] == []
    assert_every_glyph_is_one(content)


@pytest.mark.parametrize("script", ["Arabic", "Thai", "Chinese", "mixed"])
def test_sixty_sites_in_another_script_are_all_on_the_summary(desk: Desk, script: str) -> None:
    names = [f"{NAMES[script]} {number}" for number in range(60)]
    sites = tuple(Site(id="other", text=name) for name in names)
    content = pdf(desk.summary(desk.judged(desk.case().model_copy(update={"sites": sites}))))
    printed = recovered(content)
    assert [name for name in names if printed.count(squeezed(name)) < 2] == []
    assert_every_glyph_is_one(content)


@SCRIPTS
def test_every_kind_of_block_prints_every_script_whole(desk: Desk, script: str) -> None:
    words = f"{NAMES[script]} " * 30
    places = everywhere(words)
    sheet = replace(desk.summary(desk.judged(desk.case())), blocks=tuple(places.values()))
    content = pdf(sheet)
    assert recovered(content).replace("¶", "").count(squeezed(NAMES[script])) >= 30 * len(places)
    assert_every_glyph_is_one(content)


def test_a_plain_sheet_needs_no_font_of_another_script(desk: Desk, bare_folder: Path) -> None:
    assert to_pdf((desk.consent(),), Paper.A4, bare_folder) == pdf(desk.consent())


@pytest.mark.parametrize("words", ["ריאה שמאל", "الرئة اليسرى", "फेफड़ा", "左肺"])
def test_a_site_named_in_any_script_is_labelled_on_the_outline(desk: Desk, words: str) -> None:
    case = desk.case().model_copy(update={"sites": (Site(id="lung", text=words),)})
    assert faults(pdf(desk.planned_summary(case))) == []
