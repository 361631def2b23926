"""The code on every page says which case, revision, set, sheet and page it is, and is drawn so that it can be read."""

import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import segno
from pikepdf import Pdf

from il2desk.documents.layout.page_code import QUIET, SIDE, message
from il2desk.documents.layout.styles import SCALES
from il2desk.documents.model.paper import Paper
from il2desk.documents.model.report import Report, SheetMark, Stamp
from il2desk.documents.pdf.render import to_pdf
from il2desk.domain.records.sheet_kinds import SheetKind
from tests.documents.desk import Desk
from tests.documents.pdf_text import FONTS, runs

DIGEST = "0123456789abcdef" * 4
CASE_IDS: dict[str, str | None] = {
    "3F0C-9A52-7D1E": "3F0C-9A52-7D1E",
    "3f0c9a52-7d1e-4b7c-9a43-9d0c1e2f3a4b": "3F0C9A52-7D1E-4B7C-9A43-9D0C1E2F3A4B",
    "a:b": "A:B",
    "X" * 40: "X" * 40,
    "X" * 41: None,
    "case_7": None,
    "ß": None,
    "\ud800": None,
}


def stamp(case_id: str) -> Stamp:
    return Stamp(case_id, 4, DIGEST, "3F2A-91C0")


@pytest.mark.parametrize("case_id", CASE_IDS)
def test_the_message_names_set_sheet_page_revision_digest_and_case(case_id: str) -> None:
    said = message(stamp(case_id), SheetKind.ORDER, 12)
    assert said.startswith("IL2D1:3F2A-91C0:ORDER:12:4:0123456789ABCDEF:")
    *_, case = said.split(":", 6)
    if CASE_IDS[case_id] is None:
        assert re.fullmatch(r"\*[0-9A-F]{16}", case)
    else:
        assert case == CASE_IDS[case_id]


def test_two_long_case_ids_have_different_codes() -> None:
    assert message(stamp("X" * 41), SheetKind.ORDER, 1) != message(stamp("X" * 42), SheetKind.ORDER, 1)


@pytest.fixture(scope="module")
def sheets() -> tuple[Report, ...]:
    desk = Desk()
    summary = replace(desk.planned_summary(), marks=(SheetMark("NOT CHECKED", "No dose."),))
    short = replace(summary.stamp, case_id="3F0C-9A52-7D1E")
    return (
        summary,
        desk.consent(),
        replace(summary, stamp=short),
        replace(summary, stamp=replace(short, case_id="ä" * 40)),
    )


def drawn(page: pikepdf.Page) -> tuple[float, float, float, list[str]]:
    """Left, bottom, size of a module, and the rows of a page's code, dark as #: read from its operators alone."""
    stream = page.obj.Contents.read_bytes().decode("latin-1")
    code = next(one for one in stream.splitlines() if one.count(" 1 re") > 100)
    before = stream[: stream.index(code)]
    step, _, left, bottom = map(float, re.findall(r"(\S+) 0 0 (\S+) (\S+) (\S+) cm", before)[-1])
    modules = [tuple(map(int, one)) for one in re.findall(r"(\d+) (\d+) (\d+) 1 re", code)]
    size = max(up for _, up, _ in modules) + 1
    rows = [[" "] * size for _ in range(size)]
    for across, up, length in modules:
        rows[size - 1 - up][across : across + length] = "#" * length
    return left, bottom, step, ["".join(row) for row in rows]


@pytest.mark.parametrize("paper", list(Paper))
def test_every_page_carries_its_own_code_module_for_module(sheets: tuple[Report, ...], paper: Paper) -> None:
    with Pdf.open(BytesIO(to_pdf(sheets, paper, FONTS))) as pdf:
        pages = [drawn(page)[3] for page in pdf.pages]
    numbers = [_pages(report, paper) for report in sheets]
    sides = [number + number % 2 for number in numbers[:-1]] + numbers[-1:]
    of = [number for count in sides for number in range(count)]
    whose = [report for report, count in zip(sheets, sides, strict=True) for _ in range(count)]
    assert len(pages) == len(of)
    for rows, report, number in zip(pages, whose, of, strict=True):
        code = segno.make_qr(message(report.stamp, report.sheet, number + 1), error="l", mask=3)
        assert rows == ["".join("#" if module else " " for module in row) for row in code.matrix]


def _pages(report: Report, paper: Paper) -> int:
    with Pdf.open(BytesIO(to_pdf((report,), paper, FONTS))) as pdf:
        return len(pdf.pages)


@pytest.mark.parametrize("paper", list(Paper))
def test_the_code_is_large_enough_and_nothing_is_written_in_its_quiet_zone(
    sheets: tuple[Report, ...], paper: Paper
) -> None:
    content = to_pdf(sheets, paper, FONTS)
    written = runs(content)
    with Pdf.open(BytesIO(content)) as pdf:
        for page, words in zip(pdf.pages, written, strict=True):
            left, bottom, step, rows = drawn(page)
            assert step * len(rows) == pytest.approx(SIDE, abs=0.1)
            assert step > 1.2  # four tenths of a millimetre
            quiet = QUIET * step
            beside = [
                one for one in words if one.right > left - quiet and bottom - quiet < one.y < bottom + SIDE + quiet
            ]
            assert beside == []
            assert bottom - quiet > SCALES[sheets[1].reader].edges.foot / 2


@pytest.mark.skipif(not (shutil.which("zbarimg") and shutil.which("pdftoppm")), reason="no reader of codes here")
@pytest.mark.parametrize("grey", [True, False])
def test_a_reader_finds_the_code_on_a_whole_page_at_150_dots_per_inch(
    sheets: tuple[Report, ...], tmp_path: Path, grey: bool
) -> None:
    for place, report in enumerate(sheets):
        (tmp_path / "x.pdf").write_bytes(to_pdf((report,), Paper.A4, FONTS))
        target = tmp_path / f"page-{place}"
        how = ["-gray"] if grey else []
        shot = ["pdftoppm", "-r", "150", *how, "-l", "1", "-singlefile", "-png", str(tmp_path / "x.pdf"), str(target)]
        subprocess.run(shot, check=True)
        read = ["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", f"{target}.png"]
        said = subprocess.run(read, check=True, capture_output=True, text=True).stdout
        assert said.strip() == message(report.stamp, report.sheet, 1)
