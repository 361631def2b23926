"""A file is made again byte for byte from what it carries, and one that was changed is told from one that was not."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from il2desk.app import open_returned
from il2desk.domain.case import Case, canonical
from il2desk.domain.print_record import Replaced, as_judged
from il2desk.domain.returned import RECORD_FILE, Returned
from il2desk.domain.settings import PaperName
from il2desk.returning import LIMIT_OF_THIS, Standing, rebuilt, verify
from il2desk.sheet_maker import SheetMaker
from il2desk.storage.pdf_streams import PdfRefused
from il2desk.storage.places import resources
from il2desk.storage.returned import read_returned
from tests.cases import NOW, a_case, deviating, judged, packs, signed
from tests.returned_pdfs import a_draft, a_sheet, attachment, changed, made, maker, printed, with_attachment
from tests.test_cli import run

CASES: dict[str, Callable[[], Case]] = {
    "signed": signed,
    "draft": a_case,
    "deviating": lambda: signed(deviating(a_case(ecog_grade="2"), "ecog")),
    "stop": lambda: signed(a_case(infection="active")),
    "nothing recorded": lambda: a_case(name=None, weight=None, weight_again=None, first_dose=None, sites=()),
}


def told(raw: bytes) -> tuple[Standing, str]:
    found = verify(raw, packs(), maker())
    return found.standing, found.says


def says_changed(raw: bytes) -> str:
    standing, says = told(raw)
    assert standing is Standing.CHANGED
    return says


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("kind", CASES)
def test_a_sheet_is_made_again_byte_for_byte_from_what_it_carries(kind: str, paper: PaperName) -> None:
    raw = printed(CASES[kind](), paper)
    assert rebuilt(read_returned(raw), packs(), SheetMaker(resources())) == raw
    assert told(raw)[0] is Standing.UNCHANGED


def test_the_same_case_and_record_give_the_same_consent_sheet() -> None:
    assert printed(signed(), sheet="consent") == printed(signed(), sheet="consent")


MAKE_AGAIN = """
import sys
from il2desk.found import only_locked_time_zones
from il2desk.returning import rebuilt
from il2desk.sheet_maker import SheetMaker
from il2desk.storage.library import load_packs
from il2desk.storage.places import resources
from il2desk.storage.returned import read_returned
only_locked_time_zones()
for file in sys.argv[1:]:
    raw = open(file, "rb").read()
    assert rebuilt(read_returned(raw), load_packs(resources()), SheetMaker(resources())) == raw, file
"""


@pytest.mark.parametrize(
    "place",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "99", "TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8", "SOURCE_DATE_EPOCH": "0"},
    ],
    ids=["Auckland", "Newfoundland"],
)
def test_another_process_place_and_hash_seed_make_the_same_bytes(tmp_path: Path, place: dict[str, str]) -> None:
    files = []
    for name, raw in {"a": a_sheet(), "b": a_draft(), "c": printed(a_case(), "Letter")}.items():
        (tmp_path / name).write_bytes(raw)
        files.append(str(tmp_path / name))
    done = subprocess.run(
        [sys.executable, "-c", MAKE_AGAIN, *files],
        capture_output=True,
        env={"PATH": os.environ["PATH"], **place},
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()


def test_shown_as_printed_a_sheet_is_judged_on_its_day_whatever_day_it_is() -> None:
    """The draft's LDH is fresh on the day of printing and stale a month later."""
    raw = printed(a_case(first_dose=None))
    later = judged(read_returned(raw).case, today=NOW.date().replace(month=12))
    assert later.finding("ldh").outcome != judged(a_case(first_dose=None)).finding("ldh").outcome
    assert made(later, read_returned(raw).record) == raw


def test_printed_again_it_is_the_next_copy_and_replaces_the_one_before() -> None:
    assessment = judged(signed())
    first = maker().record(assessment, "A4", NOW)
    again = maker().record(assessment, "A4", NOW, replaces=Replaced(revision=1, copy_number=first.copy_number))
    raw = made(assessment, again)
    assert again.copy_number == 2
    assert raw != made(assessment, first)
    assert told(raw)[0] is Standing.UNCHANGED


def test_a_record_of_another_case_makes_no_sheet() -> None:
    record = maker().record(judged(signed()), "A4", NOW)
    with pytest.raises(ValueError, match="changed since this print record was made"):
        made(judged(signed(a_case(weight="71"))), record)


def test_a_sheet_without_the_dose_that_its_record_gives_is_not_made() -> None:
    assessment = judged(signed())
    with pytest.raises(ValueError, match="dose shown is not the one"):
        maker().pdf("summary", assessment, None, maker().record(assessment, "A4", NOW))


def _drawing(page: int, old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        contents = pdf.pages[page].obj.Contents
        before = contents.read_bytes()
        assert old in before
        contents.write(before.replace(old, new, 1))

    return change


def _on_page(number: int, key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: pdf.pages[number].obj.__setitem__(key, value)


def _covering(pdf: pikepdf.Pdf) -> None:
    """An annotation that hides what is under it: the page's own content stays as it was."""
    square = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Square, Rect=[100, 100, 300, 300])
    pdf.pages[2].obj.Annots = pikepdf.Array([pdf.make_indirect(square)])


def _another_font(pdf: pikepdf.Pdf) -> None:
    """The content stream stays, its letters mean others: all pages share the font, so page 1 is the first."""
    fonts = pdf.pages[0].obj.Resources.Font
    for font in fonts.values():
        if "/FontDescriptor" in font and "/FontFile2" in font.FontDescriptor:
            file = font.FontDescriptor.FontFile2
            file.write(file.read_bytes() + b"\0")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_drawing(0, b" Tj", b"  Tj"), "page 1 differs"),
        (_drawing(1, b"ET", b" ET"), "page 2 differs"),
        (_covering, "page 3 differs"),
        (_another_font, "page 1 differs"),
        (_on_page(1, "/Rotate", 180), "page 2 differs"),
        (_on_page(3, "/CropBox", pikepdf.Array([0, 0, 100, 100])), "page 4 differs"),
        (lambda pdf: pdf.pages.__delitem__(-1), "page 8 is missing"),
        (lambda pdf: pdf.pages.__delitem__(2), "page 3 differs"),
        (lambda pdf: pdf.pages.reverse(), "page 1 differs"),
        (lambda pdf: pdf.add_blank_page(), "page 9 was added"),
        (lambda pdf: pdf.attachments.__setitem__("x.txt", b"x"), "what is attached differs; its pages are unchanged"),
        (lambda pdf: pdf.docinfo.__setitem__("/Title", "x"), "the description of the file differs"),
        (lambda pdf: pdf.Root.__setitem__("/Lang", pikepdf.String("xx")), "the settings of the file differ"),
        (lambda pdf: pdf.Root.__setitem__("/Metadata", pdf.make_stream(b"x")), "the description of the file differs"),
        (lambda _: None, "rewritten by another program; its pages and what it carries are unchanged"),
    ],
)
def test_the_first_page_that_differs_is_named_or_what_else_does(
    change: Callable[[pikepdf.Pdf], None], says: str
) -> None:
    raw = changed(a_sheet(), change)
    assert read_returned(raw) == read_returned(a_sheet())
    assert says in says_changed(raw)


def _packed_anew(**how: object) -> bytes:
    target = BytesIO()
    with pikepdf.open(BytesIO(a_sheet())) as pdf:
        pdf.save(target, **how)  # type: ignore[arg-type]
    return target.getvalue()


@pytest.mark.parametrize(
    "how",
    [
        {"linearize": True},
        {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
        {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.generalized},
        {"qdf": True},
    ],
    ids=["linear", "object streams", "unpacked", "qdf"],
)
def test_a_file_packed_anew_is_rewritten_and_its_pages_unchanged(how: dict[str, object]) -> None:
    assert "rewritten by another program; its pages" in says_changed(_packed_anew(**how))


def _appended(raw: bytes) -> bytes:
    """An incremental update that gives page 2 another content: nothing of the file before it is touched."""
    with pikepdf.open(BytesIO(raw)) as pdf:
        page, root = pdf.pages[1].obj, pdf.Root.objgen[0]
        number, size = page.Contents.objgen[0], int(pdf.trailer.Size)
        body = page.Contents.read_bytes().replace(b"ET", b" ET", 1)
    start = len(raw)
    update = f"{number} 0 obj\n<</Length {len(body)}>>\nstream\n".encode() + body + b"\nendstream\nendobj\n"
    before = int(raw[raw.rindex(b"startxref") + 9 :].split()[0])
    table = (
        f"xref\n{number} 1\n{start:010d} 00000 n \ntrailer\n<</Size {size}/Root {root} 0 R/Prev {before}>>\n"
        f"startxref\n{start + len(update)}\n%%EOF\n"
    )
    return raw + update + table.encode()


def test_an_incremental_update_is_found_on_its_page() -> None:
    raw = _appended(a_sheet())
    assert raw.startswith(a_sheet())
    assert "page 2 differs" in says_changed(raw)


def test_bytes_behind_the_end_are_found() -> None:
    assert "added behind the end of the file; its pages are unchanged" in says_changed(a_sheet() + b"\n%more\n" * 500)


def test_the_attachments_of_another_case_do_not_fit_the_pages() -> None:
    other, raw = printed(signed(a_case(weight="71"))), a_sheet()
    for name in ("case.json", RECORD_FILE, "print-sheet.json"):
        raw = with_attachment(raw, name, attachment(other, name))
    assert read_returned(raw) == read_returned(other)
    assert "page 1 differs" in says_changed(raw)


def test_a_bomb_among_the_pages_is_refused() -> None:
    import zlib

    packing = zlib.compressobj(9)
    packed = b"".join(packing.compress(bytes(1_000_000)) for _ in range(100)) + packing.flush()
    raw = changed(a_sheet(), lambda pdf: pdf.pages[0].obj.Contents.write(packed, filter=pikepdf.Name.FlateDecode))
    with pytest.raises(PdfRefused, match="unpacks to more"):
        told(raw)


def test_a_file_of_another_program_version_is_compared_by_what_its_pages_say() -> None:
    raw = printed(signed(), program="0.0.9")
    standing, says = told(with_other_foot(raw))
    assert standing is Standing.OTHER_VERSION
    assert "il2desk 0.0.9 made it" in says
    assert "every page reads as this version writes it" in says


def with_other_foot(raw: bytes) -> bytes:
    """As that version would have packed it: the same text, other bytes."""
    return changed(raw, _drawing(0, b"ET", b" ET"))


def test_a_page_of_another_version_that_reads_otherwise_is_named() -> None:
    raw = changed(printed(signed(), program="0.0.9"), lambda pdf: pdf.pages.__delitem__(2))
    assert "page 3 is the first that reads otherwise" in told(raw)[1]
    shorter = changed(printed(signed(), program="0.0.9"), lambda pdf: pdf.pages.__delitem__(-1))
    assert "it has 7 pages, this version makes 8" in told(shorter)[1]


def test_another_version_of_a_reference_pack_is_said() -> None:
    record = maker().record(judged(signed()), "A4", NOW)
    packs_then = {**record.packs, maker().consent.id: "0" * 64}
    standing, says = told(changed(printed(signed(), packs=packs_then), lambda _: None))
    assert standing is Standing.OTHER_VERSION
    assert f"another version of {maker().consent.id}" in says


def test_a_case_of_a_pack_that_is_not_installed_is_read_but_not_compared_nor_shown() -> None:
    draft = judged(a_case())
    strange = as_judged(draft).model_copy(update={"packs": {**draft.packs.digests, "cco-ebs-8-5": "0" * 64}})
    raw = _carrying(strange)
    assert read_returned(raw).case.case_id == "TEST-0001"
    standing, says = told(raw)
    assert standing is Standing.OTHER_VERSION
    assert "no page is compared" in says
    with pytest.raises(ValueError, match=r"packs\.cco-ebs-8-5: this version of the pack is not installed"):
        open_returned(raw, packs())


def _carrying(case: Case) -> bytes:
    from il2desk.documents.attachments import attachments_of
    from il2desk.domain.case import case_digest

    record = maker().record(judged(a_case()), "A4", NOW).model_copy(update={"case": case_digest(case)})
    raw = a_draft()
    for one in attachments_of("summary", case, record):
        raw = with_attachment(raw, one.name, one.content)
    return raw


def test_the_window_is_given_what_the_file_carries() -> None:
    assert open_returned(a_sheet(), packs()) == read_returned(a_sheet())
    assert isinstance(open_returned(a_draft(), packs()), Returned)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    file = tmp_path / "sheet.pdf"
    file.write_bytes(a_sheet())
    return file


def test_reopen_prints_the_case_as_a_case_file(pdf: Path, tmp_path: Path) -> None:
    code, out, _ = run("reopen", str(pdf))
    assert (code, out) == (0, canonical(as_judged(judged(signed()))) + "\n")
    case = tmp_path / "case.json"
    case.write_text(out, encoding="utf-8")
    code, out, _ = run("assess", str(case), "--now", NOW.isoformat())
    assert (code, json.loads(out)["plan"]) == (0, "allowed")


def test_verify_says_unchanged_with_what_it_cannot_find(pdf: Path) -> None:
    code, out, _ = run("verify", str(pdf))
    assert code == 0
    assert out.splitlines() == [
        "unchanged: byte for byte what is made of the case and the print record in it.",
        LIMIT_OF_THIS,
    ]
    assert "finds edits, not forgers" in LIMIT_OF_THIS


def test_verify_says_changed_with_exit_3(pdf: Path) -> None:
    pdf.write_bytes(changed(a_sheet(), _drawing(1, b"ET", b" ET")))
    code, out, _ = run("verify", str(pdf))
    assert code == 3
    assert out.splitlines() == ["changed: page 2 differs.", LIMIT_OF_THIS]


@pytest.mark.parametrize("command", ["reopen", "verify"])
@pytest.mark.parametrize("content", [b"", b"hello", a_sheet()[:3000], None], ids=["empty", "foreign", "cut", "absent"])
def test_a_file_that_cannot_be_read_is_exit_2_and_one_line(tmp_path: Path, command: str, content: bytes | None) -> None:
    file = tmp_path / "a.pdf"
    if content is not None:
        file.write_bytes(content)
    code, out, error = run(command, str(file))
    assert (code, out) == (2, "")
    assert error.startswith(f"{file}: ")
    assert "\n" not in error


@pytest.mark.parametrize("command", ["reopen", "verify"])
def test_a_consent_sheet_alone_says_which_case_it_is_of(tmp_path: Path, command: str) -> None:
    file = tmp_path / "consent.pdf"
    file.write_bytes(printed(signed(), sheet="consent"))
    code, _, error = run(command, str(file))
    assert code == 2
    assert "consent sheet saved alone, of case TEST-0001, revision 1" in error
