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
from click.testing import CliRunner

from il2desk.app.sheet_service import SheetMaker
from il2desk.app.verify_pdf import LIMIT_OF_THIS, rebuilt, verify
from il2desk.app.wiring import open_returned
from il2desk.cli.main import program
from il2desk.domain.case.case import Case, canonical
from il2desk.domain.errors import Refusal
from il2desk.domain.records.pdf_payload import PdfStatus, Returned
from il2desk.domain.records.print_record import Replaced, as_judged
from il2desk.domain.records.sheet_kinds import SheetKind
from il2desk.domain.values.local_settings import PaperName
from il2desk.storage.pdf.pdf_payload import read_returned
from il2desk.storage.pdf.pdf_reader import PdfRefused
from il2desk.storage.site.paths import resources
from tests.cases import NOW, a_case, deviating, judged, packs, signed
from tests.cli.test_case_commands import run
from tests.returned_pdfs import (
    OF_ANOTHER_CASE,
    a_draft,
    a_sheet,
    changed,
    made,
    maker,
    of_another_patient,
    page_replaced,
    painted_over,
    printed,
    with_attachment,
)

CASES: dict[str, Callable[[], Case]] = {
    "signed": signed,
    "draft": a_case,
    "deviating": lambda: signed(deviating(a_case(ecog_grade="2"), "ecog")),
    "stop": lambda: signed(a_case(infection="active")),
    "nothing recorded": lambda: a_case(name=None, weight=None, weight_again=None, first_dose=None, sites=()),
}


def told(raw: bytes) -> tuple[PdfStatus, str]:
    found = verify(raw, packs(), maker())
    return found.standing, found.says


def says_changed(raw: bytes) -> str:
    standing, says = told(raw)
    assert standing is PdfStatus.CHANGED
    return says


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("kind", CASES)
def test_a_sheet_is_made_again_byte_for_byte_from_what_it_carries(kind: str, paper: PaperName) -> None:
    raw = printed(CASES[kind](), paper)
    assert rebuilt(read_returned(raw), packs(), SheetMaker(resources())) == raw
    assert told(raw)[0] is PdfStatus.UNCHANGED


def test_the_same_case_and_record_give_the_same_consent_sheet() -> None:
    assert printed(signed(), sheet=SheetKind.CONSENT) == printed(signed(), sheet=SheetKind.CONSENT)


MAKE_AGAIN = """
import sys
from il2desk.app.startup_files import only_locked_time_zones
from il2desk.app.verify_pdf import rebuilt
from il2desk.app.sheet_service import SheetMaker
from il2desk.storage.packs.library import load_packs
from il2desk.storage.site.paths import resources
from il2desk.storage.pdf.pdf_payload import read_returned
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
    assert told(raw)[0] is PdfStatus.UNCHANGED


def test_a_record_of_another_case_makes_no_sheet() -> None:
    record = maker().record(judged(signed()), "A4", NOW)
    with pytest.raises(Refusal, match="changed since this print record was made"):
        made(judged(signed(a_case(weight="71"))), record)


def test_a_sheet_without_the_dose_that_its_record_gives_is_not_made() -> None:
    assessment = judged(signed())
    with pytest.raises(Refusal, match="dose shown is not the one"):
        maker().job(assessment, None, maker().record(assessment, "A4", NOW))


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
        (lambda pdf: pdf.Root.Pages.__setitem__("/CropBox", pikepdf.Array([0, 0, 100, 100])), "page 1 differs"),
        (lambda pdf: pdf.pages[-1].contents_add(b"0 0 m"), "page 8 differs"),
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


def test_a_bomb_among_the_pages_is_refused() -> None:
    import zlib

    packing = zlib.compressobj(9)
    packed = b"".join(packing.compress(bytes(1_000_000)) for _ in range(100)) + packing.flush()
    raw = changed(a_sheet(), lambda pdf: pdf.pages[0].obj.Contents.write(packed, filter=pikepdf.Name.FlateDecode))
    with pytest.raises(PdfRefused, match="unpacks to more"):
        told(raw)


def test_a_file_of_another_version_whose_pages_differ_cannot_be_compared() -> None:
    """What another version drew is not known here: a forger who names one is told the same."""
    raw = printed(signed(), program="0.0.9")
    for different in (painted_over(raw, 1), page_replaced(raw, 2, a_sheet()), changed(raw, _drawing(0, b"ET", b" ET"))):
        found = verify(different, packs(), maker())
        assert (found.standing, found.shown) == (PdfStatus.NOT_COMPARED, None)
        assert found.says.startswith("il2desk 0.0.9 made it, this is il2desk")
        assert "reads" not in found.in_words


def test_a_file_that_names_another_version_and_has_the_very_pages_of_its_case_is_as_good_as_ours() -> None:
    raw = printed(signed(), program="0.0.9")
    assert verify(raw, packs(), maker()).shown == raw
    assert verify(changed(raw, lambda _: None), packs(), maker()).shown == raw


@pytest.mark.parametrize("said", OF_ANOTHER_CASE)
def test_pages_that_are_not_those_of_the_case_are_never_shown_as_ours(said: str) -> None:
    found = verify(OF_ANOTHER_CASE[said](), packs(), maker())
    assert (found.standing, found.shown) == (PdfStatus.CHANGED, None)
    what = said.partition(":")[0]
    assert found.in_words == f"The pages of this file are not those of the case it carries: {what}."


def test_where_the_pages_are_unchanged_the_bytes_shown_are_those_that_were_printed() -> None:
    """Whatever another program made of the file around them."""
    for raw in (_packed_anew(linearize=True), a_sheet() + b"\n%more\n", b"\xef\xbb\xbf" + a_sheet()):
        assert verify(raw, packs(), maker()).shown == a_sheet()


@pytest.mark.parametrize("said", OF_ANOTHER_CASE)
def test_the_bytes_that_a_store_keeps_of_a_printing_decide(said: str) -> None:
    raw, kept = OF_ANOTHER_CASE[said](), attachment_fits(OF_ANOTHER_CASE[said]())
    assert verify(raw, packs(), maker(), kept).shown is None
    assert verify(kept, packs(), maker(), kept).standing is PdfStatus.UNCHANGED


def attachment_fits(raw: bytes) -> bytes:
    """The file that was printed from what is attached to this one."""
    return next(one for one in (a_sheet(), of_another_patient()) if read_returned(one) == read_returned(raw))


def test_kept_bytes_decide_of_a_file_of_another_version_too() -> None:
    drawn_then = changed(printed(signed(), program="0.0.9"), _drawing(0, b"ET", b" ET"))
    assert verify(drawn_then, packs(), maker()).shown is None
    assert verify(drawn_then, packs(), maker(), drawn_then).shown == drawn_then
    assert verify(painted_over(drawn_then, 2), packs(), maker(), drawn_then).shown is None


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"From: a@b\r\n\r\n", b"\0" * 1024])
def test_bytes_before_the_beginning_are_left_aside_and_named(before: bytes) -> None:
    assert read_returned(before + a_sheet()) == read_returned(a_sheet())
    says = f"{len(before)} bytes stand before its beginning that are no part of a PDF; its pages are unchanged"
    assert says in says_changed(before + a_sheet())
    assert "page 1 differs" in says_changed(before + painted_over(a_sheet(), 1))


def test_a_beginning_too_far_down_is_none() -> None:
    with pytest.raises(PdfRefused, match="not a PDF file"):
        read_returned(bytes(1025) + a_sheet())


def test_a_stream_packed_in_another_way_is_not_taken_for_the_same() -> None:
    """The bytes are those the page draws when they are not unpacked; a reader would unpack them, to nothing."""

    def repack(pdf: pikepdf.Pdf) -> None:
        contents = pdf.pages[0].obj.Contents
        contents.write(contents.read_bytes(), filter=pikepdf.Name.ASCIIHexDecode)

    assert "page 1 differs" in says_changed(changed(a_sheet(), repack))


def test_another_version_of_a_reference_pack_is_said() -> None:
    record = maker().record(judged(signed()), "A4", NOW)
    packs_then = {**record.packs, maker().consent.id: "0" * 64}
    standing, says = told(painted_over(printed(signed(), packs=packs_then), 1))
    assert standing is PdfStatus.NOT_COMPARED
    assert f"another version of {maker().consent.id}" in says


def test_a_case_of_a_pack_that_is_not_installed_is_read_but_not_compared_nor_shown() -> None:
    draft = judged(a_case())
    strange = as_judged(draft).model_copy(update={"packs": {**draft.packs.digests, "cco-ebs-8-5": "0" * 64}})
    raw = _carrying(strange)
    assert read_returned(raw).case.case_id == "TEST-0001"
    standing, says = told(raw)
    assert standing is PdfStatus.NOT_COMPARED
    assert "cannot be made anew here" in says
    with pytest.raises(Refusal, match=r"packs\.cco-ebs-8-5: this version of the pack is not installed"):
        open_returned(raw, packs())


def _carrying(case: Case) -> bytes:
    from il2desk.documents.pdf.attachments import attachments_of
    from il2desk.domain.case.case import case_digest

    record = maker().record(judged(a_case()), "A4", NOW).model_copy(update={"case": case_digest(case)})
    raw = a_draft()
    for one in attachments_of(SheetKind.SUMMARY, case, record):
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


def reopens(*words: str) -> tuple[int, str, str]:
    """Exit code and both outputs."""
    done = CliRunner().invoke(program, ["reopen", *words], standalone_mode=False)
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize("said", OF_ANOTHER_CASE)
def test_a_case_that_is_not_that_of_the_pages_is_not_given_and_the_page_is_named(pdf: Path, said: str) -> None:
    pdf.write_bytes(OF_ANOTHER_CASE[said]())
    code, out, error = reopens(str(pdf))
    assert (code, out) == (3, "")
    assert f"not those of the case it carries: {said.partition(':')[0]}. Its case is not given" in error
    assert error.count("\n") == 1


def test_asked_for_anyway_the_entries_are_given_without_what_was_signed_and_it_is_said(pdf: Path) -> None:
    pdf.write_bytes(painted_over(a_sheet(), 1))
    code, out, error = reopens(str(pdf), "--anyway")
    given = json.loads(out)
    assert (code, "page 1 differs. Its entries are given all the same" in error) == (0, True)
    assert given["answers"] == dict(signed().answers)
    assert given["signatures"] == given["second_checks"] == []


def test_a_case_of_another_version_is_given_anyway_only(pdf: Path) -> None:
    pdf.write_bytes(painted_over(printed(signed(), program="0.0.9"), 1))
    code, out, error = reopens(str(pdf))
    assert (code, out) == (3, "")
    assert "cannot be compared with the case it carries: il2desk 0.0.9 made it" in error
    assert reopens(str(pdf), "--anyway")[0] == 0


def test_a_case_whose_pages_are_unchanged_is_given_whole_and_what_else_differs_is_said(pdf: Path) -> None:
    assert reopens(str(pdf)) == (0, canonical(read_returned(a_sheet()).case) + "\n", "")
    pdf.write_bytes(b"\n\n" + a_sheet())
    code, out, error = reopens(str(pdf))
    assert (code, out) == (0, canonical(read_returned(a_sheet()).case) + "\n")
    assert "2 bytes stand before its beginning that are no part of a PDF; its pages are unchanged." in error


def test_a_case_is_written_to_a_new_file_and_never_over_another(pdf: Path, tmp_path: Path) -> None:
    out = tmp_path / "case.json"
    assert reopens(str(pdf), "--out", str(out)) == (0, f"{out}\n", "")
    assert out.read_text(encoding="utf-8") == canonical(read_returned(a_sheet()).case) + "\n"
    out.write_text("another")
    code, said, error = run("reopen", str(pdf), "--out", str(out))
    assert (code, said) == (2, "")
    assert error == f"{out}: there is a file of this name already. Nothing was written; choose another name."
    assert out.read_text() == "another"
    code, _, error = run("reopen", str(pdf), "--out", str(tmp_path / "none" / "case.json"))
    assert (code, error) == (
        2,
        f"{tmp_path / 'none' / 'case.json'}: it could not be written (No such file or directory)",
    )
    pdf.write_bytes(painted_over(a_sheet(), 1))
    assert reopens(str(pdf), "--out", str(tmp_path / "doubted.json"))[0] == 3
    assert sorted(one.name for one in tmp_path.iterdir()) == ["case.json", "sheet.pdf"]


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
    file.write_bytes(printed(signed(), sheet=SheetKind.CONSENT))
    code, _, error = run(command, str(file))
    assert code == 2
    assert "consent sheet saved alone, of case TEST-0001, revision 1" in error
