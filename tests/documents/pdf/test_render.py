"""What is true of every page of every sheet: who, which, of how many, in which fonts, and the same bytes each time."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import ObjectStreamMode, Pdf, StreamDecodeLevel, parse_content_stream
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from il2desk.documents.model import blocks as b
from il2desk.documents.model.paper import Attachment, Paper, PaperError
from il2desk.documents.model.report import Report, SheetMark
from il2desk.documents.model.rich_text import plain
from il2desk.documents.pdf.render import to_pdf
from il2desk.documents.text import fonts
from tests.documents.desk import IDENTIFIER, NAME, Desk
from tests.documents.pdf_text import FONTS, outside_margins, pages, pdf, squeezed


@pytest.mark.parametrize("paper", list(Paper))
def test_every_page_says_who_which_page_and_what_it_was_made_with(all_reports: dict[str, Report], paper: Paper) -> None:
    for name, report in all_reports.items():
        printed = pages(pdf(report, paper))
        for number, page in enumerate(printed, start=1):
            words = squeezed(page)
            asked = [f"Page {number} of {len(printed)}", report.title, *map(plain, report.footer)]
            asked += [plain(fact.value) for fact in report.identity]
            asked += [words for mark in report.marks for words in (mark.word, mark.meaning)]
            assert [each for each in asked if squeezed(each) not in words] == [], (name, number)


@pytest.mark.parametrize("paper", list(Paper))
def test_nothing_is_drawn_outside_the_margins(all_reports: dict[str, Report], paper: Paper) -> None:
    assert {
        name: found
        for name, one in all_reports.items()
        if (found := outside_margins(pdf(one, paper), paper, one.reader))
    } == {}


def test_the_margin_check_sees_words_that_run_off_the_page() -> None:
    fonts.register(FONTS)
    held = BytesIO()
    canvas = Canvas(held, pagesize=Paper.A4.value)
    canvas.setFont(fonts.REGULAR, 10)
    canvas.drawString(500, 400, "words that run off the page")
    canvas.save()
    assert len(outside_margins(held.getvalue(), Paper.A4)) == 1


@pytest.mark.parametrize("paper", list(Paper))
def test_no_heading_stands_last_on_a_page(all_reports: dict[str, Report], paper: Paper) -> None:
    for name, report in all_reports.items():
        headings = {squeezed(block.text) for block in report.blocks if isinstance(block, b.Heading)}
        assert [last for page in pages(pdf(report, paper)) if (last := last_line(page)) in headings] == [], name


def last_line(page: str) -> str:
    """The last line of the body: the page count is drawn after it, head and foot before."""
    *_, last, count = (squeezed(line) for line in page.splitlines())
    assert count.startswith("Page")
    return last


LAST = "The last of what follows"
HEADING = b.Heading("The heading")
BOX = b.Box("Title of the box", tuple(b.Text(f"{LAST} {n}") for n in range(30)))
FOLLOWERS: dict[str, tuple[b.Block, ...]] = {
    "a table": (
        HEADING,
        b.Grid(("A", "B"), (("x", "y"),) * 12 + ((LAST, "y"),), (1, 1)),
    ),
    "a small heading and a table": (
        HEADING,
        b.Heading("Smaller", level=2),
        b.Grid(("A", "B"), ((LAST, "y"),) * 9, (1, 1)),
    ),
    "a lead and a list": (HEADING, b.Text("These are the leads:", leads=True), b.Bullets((LAST, *["item"] * 20))),
    "cards": (
        HEADING,
        b.CriterionCards(("O", "F", "A"), (b.Card(LAST, b.OutcomeShape.MET, "Met", "f", "a", ("n",)),) * 4),
    ),
    "a paragraph": (
        HEADING,
        b.Text(f"{LAST} " * 40),
    ),
    "a long box": (HEADING, BOX),
    "a long box without a heading": (BOX,),
}


@pytest.mark.parametrize("follower", FOLLOWERS)
def test_a_heading_never_stands_last_on_a_page_wherever_it_falls(desk: Desk, follower: str) -> None:
    draft = desk.summary(desk.judged(desk.case()))
    breaks = set()
    for lines in range(28, 52):
        filler = (b.Text("\n".join(["filler"] * lines)),)
        report = replace(draft, blocks=(*filler, *FOLLOWERS[follower]))
        last = last_line(pages(pdf(report))[0])
        breaks.add(last)
        leaders = ("The heading", "Smaller", "These are the leads:", "Title of the box")
        assert last not in {squeezed(one) for one in (*leaders, "A B", "A", "B", "O F A")}, lines
    assert squeezed("filler") in breaks, "no page break fell before the heading; the sweep proves nothing"
    assert len(breaks) > 1, "no page break fell behind the heading; the sweep proves nothing"


def test_each_page_has_the_size_of_its_paper(desk: Desk) -> None:
    for paper in Paper:
        for page in PdfReader(BytesIO(pdf(desk.consent(), paper))).pages:
            assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(paper.value, abs=0.01)


def test_the_same_report_gives_the_same_bytes(all_reports: dict[str, Report]) -> None:
    for report in all_reports.values():
        assert to_pdf((report,), Paper.A4, FONTS) == to_pdf((report,), Paper.A4, FONTS)


def test_another_instant_gives_other_bytes(desk: Desk) -> None:
    report = desk.consent()
    later = report.printed.replace(hour=11)
    assert pdf(report) != pdf(replace(report, printed=later))


def test_the_bytes_depend_neither_on_the_hash_seed_nor_on_the_clock(desk: Desk) -> None:
    here = Path(__file__).parents[3]
    script = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1])\n"
        "from tests.documents.desk import Desk; from tests.documents.pdf_text import pdf\n"
        "print(hashlib.sha256(pdf(Desk().planned_summary())).hexdigest())"
    )
    digests = {hashlib.sha256(pdf(desk.planned_summary())).hexdigest()}
    for seed, epoch, zone in (("1", "1", "UTC"), ("2", "1500000000", "Asia/Tokyo")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": epoch, "TZ": zone, "LC_ALL": "C"}
        ran = subprocess.run(
            [sys.executable, "-c", script, str(here)], env=environment, capture_output=True, text=True, check=True
        )
        digests.add(ran.stdout.strip())
    assert len(digests) == 1


def test_the_file_describes_itself_without_the_patient(desk: Desk) -> None:
    reader = PdfReader(BytesIO(pdf(desk.consent())))
    about = dict(reader.metadata or {})
    assert about["/Title"] == "Consent to treatment with high-dose aldesleukin"
    assert about["/Subject"] == "Case 3f0c9a52-7d1e-4b7c-9a43-9d0c1e2f3a4b, revision 4"
    assert about["/Author"].startswith("il2desk ")
    assert about["/CreationDate"] == "D:20261102100000+01'00'"
    assert reader.trailer["/Root"]["/Lang"] == "en"  # type: ignore[index]
    told = str(about)
    assert NAME.split()[0] not in told
    assert IDENTIFIER not in told


def test_no_action_script_link_or_attachment_is_in_a_sheet(desk: Desk) -> None:
    case = desk.case(pregnancy_reason="<a href='http://x'>y</a> <img src=/etc/passwd>")
    content = pdf(desk.summary(desk.judged(case)))
    for page in PdfReader(BytesIO(content)).pages:
        assert "/Annots" not in page
        objects = page["/Resources"].get("/XObject", {})  # type: ignore[union-attr]
        assert all(one.get_object()["/Subtype"] == "/Form" for one in objects.values())
    for word in (b"/JavaScript", b"/Launch", b"/URI", b"/EmbeddedFile", b"/OpenAction"):
        assert word not in laid_open(content)


def laid_open(content: bytes) -> bytes:
    """The file with nothing packed, so that every name in it can be searched for."""
    held = BytesIO()
    with Pdf.open(BytesIO(content)) as pdf:
        pdf.save(held, object_stream_mode=ObjectStreamMode.disable, stream_decode_level=StreamDecodeLevel.generalized)
    return held.getvalue()


def test_the_search_for_actions_sees_what_is_packed(desk: Desk) -> None:
    attached = Attachment("case.json", "The case", "application/json", "Source", b"{}")
    assert b"/EmbeddedFile" in laid_open(to_pdf((desk.consent(),), Paper.A4, FONTS, (attached,)))


def paths(content: bytes) -> int:
    """How many outlines of letters the first page repeats from elsewhere in the file."""
    with Pdf.open(BytesIO(content)) as pdf:
        return sum(str(operator) == "Do" for _, operator in parse_content_stream(pdf.pages[0]))


def test_a_mark_also_stands_large_behind_the_page_and_an_unmarked_page_has_none(desk: Desk) -> None:
    report = replace(desk.planned_summary(), blocks=(b.Text("Words."),), marks=())
    assert paths(pdf(report)) == 0
    words = (SheetMark("NOT CHECKED", "No dose."), SheetMark("RE-TIMED", "Moved."))
    for marks in (words[:1], words[1:], words):
        assert paths(pdf(replace(report, marks=marks))) == 1


def test_the_large_word_is_pale_hollow_and_drawn_before_all_else(desk: Desk) -> None:
    report = replace(desk.planned_summary(), marks=(SheetMark("NOT CHECKED", "No dose."),))
    with Pdf.open(BytesIO(pdf(report))) as file:
        operators = [str(operator) for _, operator in parse_content_stream(file.pages[0])]
        assert operators.index("Do") < min(operators.index(one) for one in ("Tj", "re", "l"))
        (form,) = file.pages[0].obj.Resources.XObject.values()
        drawn = parse_content_stream(form)
        assert not {str(operator) for _, operator in drawn} & {"f", "f*", "B", "b"}
        strokes = [[float(one) for one in operands] for operands, operator in drawn if str(operator) == "RG"]
        assert min(strokes[-1]) > 0.7


@pytest.mark.parametrize("damage", ["missing", "empty", "not a font"])
def test_a_missing_or_damaged_font_is_a_sentence(desk: Desk, tmp_path: Path, damage: str) -> None:
    for file in fonts.FILES.values():
        (tmp_path / file).write_bytes((FONTS / file).read_bytes())
    target = tmp_path / fonts.FILES[fonts.BOLD]
    if damage == "missing":
        target.unlink()
    else:
        target.write_bytes(b"" if damage == "empty" else b"no font at all")
    with pytest.raises(PaperError, match=r"NotoSans-Bold\.ttf is missing or damaged"):
        to_pdf((desk.consent(),), Paper.A4, tmp_path)
    assert to_pdf((desk.consent(),), Paper.A4, FONTS)
