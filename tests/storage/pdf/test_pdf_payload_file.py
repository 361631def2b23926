"""A PDF that comes back is read strictly and within bounds: exactly the case it was made from, or one sentence."""

import re
import tracemalloc
import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2desk.domain.case.case import canonical, case_digest
from il2desk.domain.records.pdf_payload import CASE_FILE, RECORD_FILE, SHEET_FILE, STAMP_FILE
from il2desk.domain.records.print_record import as_judged
from il2desk.domain.records.sheet_kinds import SheetKind
from il2desk.storage.pdf import pdf_reader
from il2desk.storage.pdf.pdf_payload import LARGEST_ATTACHED, MOST_FILES, read_returned
from il2desk.storage.pdf.pdf_reader import LARGEST_INSIDE, LARGEST_PDF, PdfRefused
from tests.cases import PATIENT, a_case, judged, signed
from tests.returned_pdfs import a_draft, a_sheet, attachment, changed, printed, with_attachment
from tests.storage.pdf_mutations import Mutation, mutations

MEGABYTE = 1_000_000


def refused(raw: bytes) -> str:
    with pytest.raises(PdfRefused) as refusal:
        read_returned(raw)
    said = str(refusal.value)
    assert said.endswith((".", ")"))
    assert len(said.splitlines()) == 1
    assert len(said) < 300
    assert said.isprintable()
    assert not any(one in said for one in PATIENT.values())
    return said


def test_a_sheet_gives_back_case_record_and_sheet() -> None:
    returned = read_returned(a_sheet())
    assert returned.case == as_judged(judged(signed()))
    assert returned.record.case == case_digest(returned.case)
    assert (returned.sheet, returned.record.paper, returned.record.copy_number) == (SheetKind.SUMMARY, "A4", 1)


def test_a_draft_gives_back_what_it_was_judged_by() -> None:
    case = read_returned(a_draft()).case
    assert case.answers == a_case().answers
    assert case.settings is not None
    assert case.packs
    assert case.zone == "Europe/Paris"


def test_a_consent_sheet_alone_carries_number_revision_and_digest_and_nothing_else() -> None:
    raw = printed(signed(), sheet=SheetKind.CONSENT)
    with pikepdf.open(BytesIO(raw)) as pdf:
        assert list(pdf.attachments) == [STAMP_FILE]
    stamp = attachment(raw, STAMP_FILE).decode()
    assert re.fullmatch(
        r'\{"case_id":"TEST-0001","digest":"[0-9a-f]{64}","revision":1,"schema":"il2desk-stamp-1"\}', stamp
    )
    assert "of case TEST-0001, revision 1" in refused(raw)


def test_what_is_attached_is_canonical_and_related_to_the_file() -> None:
    raw = a_sheet()
    assert attachment(raw).decode() == canonical(read_returned(raw).case)
    with pikepdf.open(BytesIO(raw)) as pdf:
        related = {str(one.UF): str(one.AFRelationship) for one in pdf.Root.AF}
        kinds = {str(one.EF.F.Subtype) for one in pdf.Root.AF}
    assert related == {CASE_FILE: "/Source", RECORD_FILE: "/Data", SHEET_FILE: "/Data"}
    assert kinds == {"/application/json"}


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "not a PDF"),
        (b"PK\x03\x04", "not a PDF"),
        (b"%PDF-1.7\n", "cut off"),
        (b"%PDF-1.7\n%%EOF", "damaged"),
        (b"%PDF-1.7\nstartxref\n0\n%%EOF", "damaged"),
        (b"%PDF-1.7\nstartxref\n99999999999999999999999\n%%EOF", "damaged"),
        (b"%PDF-" + bytes(LARGEST_PDF - 4), "larger than 20 megabytes"),
        (b"%PDF-" + bytes(LARGEST_PDF - 5), "cut off"),
    ],
    ids=["nothing", "zip", "head", "head and end", "no list", "far away", "too large", "just not too large"],
)
def test_a_file_that_is_no_whole_pdf_is_refused(raw: bytes, says: str) -> None:
    assert says in refused(raw)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.7, 0.99])
def test_a_file_cut_off_anywhere_is_refused(share: float) -> None:
    raw = a_sheet()
    assert "cut off" in refused(raw[: int(len(raw) * share)])


def save(**how: object) -> Callable[[bytes], bytes]:
    def saved(raw: bytes) -> bytes:
        target = BytesIO()
        with pikepdf.open(BytesIO(raw)) as pdf:
            pdf.save(target, **how)  # type: ignore[arg-type]
        return target.getvalue()

    return saved


@pytest.mark.parametrize("user", ["", "secret"])
def test_an_encrypted_file_is_refused_with_and_without_a_password_to_open_it(user: str) -> None:
    locked = save(encryption=pikepdf.Encryption(owner="owner", user=user))(a_sheet())
    assert "encrypted or needs a password" in refused(locked)


def test_a_foreign_pdf_carries_no_case() -> None:
    target = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(target)
    assert "carries no case of il2desk" in refused(target.getvalue())
    assert "carries no case of il2desk" in refused(with_attachment(target.getvalue(), "notes.txt", b"{}"))


def test_other_attachments_beside_ours_are_left_alone() -> None:
    assert read_returned(with_attachment(a_sheet(), "notes.txt", b"x")) == read_returned(a_sheet())


@pytest.mark.parametrize("name", [CASE_FILE, RECORD_FILE, SHEET_FILE])
def test_a_missing_attachment_is_named(name: str) -> None:
    without = changed(a_sheet(), lambda pdf: pdf.attachments.__delitem__(name))
    assert f"The attachment {name} of this PDF is missing" in refused(without)


@pytest.mark.parametrize("name", [CASE_FILE, RECORD_FILE, SHEET_FILE])
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is damaged: line 1, column 1: it is not JSON"),
        (b"{}", "is damaged: schema: it is missing"),
        (b'{"schema": "il2desk-case-1", "schema": "il2desk-case-1"}', "a key stands twice"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"schema": "il2desk-future-7"}', "is of another version (il2desk-future-7) than this program reads"),
        (b'{"schema": "a\\nb\\u202e"}', "is of another version (a\\nb\\u202e)"),
        (b" " * (LARGEST_ATTACHED + 1), "unpacks to more than any sheet of il2desk holds"),
    ],
    ids=["empty", "no schema", "twice", "deep", "newer", "hostile", "large"],
)
def test_a_damaged_attachment_is_refused(name: str, content: bytes, says: str) -> None:
    assert says in refused(with_attachment(a_sheet(), name, content))


def test_a_case_attachment_exchanged_for_another_case_is_refused() -> None:
    other = attachment(printed(signed(a_case(weight="71"))))
    assert "is not the one its pages were printed from" in refused(with_attachment(a_sheet(), CASE_FILE, other))


def test_a_record_exchanged_for_another_of_the_same_case_is_refused() -> None:
    other = attachment(printed(signed(), copy_number=2), RECORD_FILE)
    assert "is not the one its pages were printed from" in refused(with_attachment(a_sheet(), RECORD_FILE, other))


def _with_raw_case(packed: bytes, filters: list[str]) -> bytes:
    def exchange(pdf: pikepdf.Pdf) -> None:
        names = pdf.Root.Names.EmbeddedFiles
        while "/Kids" in names:
            names = names.Kids[0]
        place = next(n for n, one in enumerate(names.Names) if str(one) == CASE_FILE) + 1
        stream = names.Names[place].EF.F
        stream.write(packed, filter=pikepdf.Array([pikepdf.Name(one) for one in filters]))

    target = BytesIO()
    with pikepdf.open(BytesIO(a_sheet())) as pdf:
        exchange(pdf)
        pdf.save(target, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return target.getvalue()


def _flate_bomb(megabytes: int) -> bytes:
    packing = zlib.compressobj(9)
    return b"".join(packing.compress(bytes(MEGABYTE)) for _ in range(megabytes)) + packing.flush()


@pytest.mark.parametrize("filters", [["/FlateDecode"], ["/FlateDecode", "/FlateDecode"]])
def test_an_attachment_bomb_is_refused_without_being_inflated(filters: list[str]) -> None:
    packed = _flate_bomb(300)
    for _ in filters[1:]:
        packed = zlib.compress(packed)
    raw = _with_raw_case(packed, filters)
    assert len(raw) < MEGABYTE
    tracemalloc.start()
    said = refused(raw)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "unpacks to more" in said
    assert most < 30 * MEGABYTE


def test_a_bomb_in_the_list_of_objects_is_refused_by_the_reader_underneath() -> None:
    """The list itself is packed: it inflates when the file is opened, before anything is looked at."""
    packed = _flate_bomb(2 * LARGEST_INSIDE // MEGABYTE)
    head = b"%PDF-1.7\n"
    words = f"1 0 obj\n<</Type/XRef/W[1 4 2]/Size 9/Root 2 0 R/Filter/FlateDecode/Length {len(packed)}>>stream\n"
    raw = head + words.encode() + packed + b"\nendstream\nendobj\nstartxref\n" + str(len(head)).encode() + b"\n%%EOF\n"
    assert "damaged" in refused(raw)


@pytest.mark.parametrize("filters", [["/LZWDecode"], ["/RunLengthDecode"], ["/Nonsense"]])
def test_an_attachment_packed_otherwise_than_ours_is_refused(filters: list[str]) -> None:
    assert "packed in a way il2desk never uses" in refused(_with_raw_case(b"\x80", filters))


def test_a_case_packed_twice_is_still_read() -> None:
    packed = zlib.compress(zlib.compress(attachment(a_sheet())))
    raw = _with_raw_case(packed, ["/FlateDecode", "/FlateDecode"])
    assert read_returned(raw) == read_returned(a_sheet())


def test_a_tree_of_attachments_without_end_is_refused() -> None:
    def endless(pdf: pikepdf.Pdf) -> None:
        tree = pdf.make_indirect(pikepdf.Dictionary())
        tree.Kids = pikepdf.Array([tree])
        pdf.Root.Names.EmbeddedFiles = tree

    assert "damaged" in refused(changed(a_sheet(), endless))


@pytest.mark.parametrize("number", [MOST_FILES, MOST_FILES + 1])
def test_too_many_attachments_are_refused(number: int) -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        for one in range(number - 3):
            pdf.attachments[f"{one}.txt"] = b""

    raw = changed(a_sheet(), add)
    if number > MOST_FILES:
        assert "damaged" in refused(raw)
    else:
        assert read_returned(raw) == read_returned(a_sheet())


def test_an_attachment_that_stands_twice_is_refused() -> None:
    def twice(pdf: pikepdf.Pdf) -> None:
        file = pdf.attachments[CASE_FILE].obj
        pdf.Root.Names.EmbeddedFiles = pikepdf.Dictionary(Names=[CASE_FILE, file, CASE_FILE, file])

    assert "damaged" in refused(changed(a_sheet(), twice))


@pytest.mark.parametrize("tree", [pikepdf.Array([]), pikepdf.Dictionary(Names=[CASE_FILE, 7]), pikepdf.Name.Odd])
def test_a_tree_of_attachments_of_the_wrong_kind_is_refused(tree: pikepdf.Object) -> None:
    refused(changed(a_sheet(), lambda pdf: pdf.Root.Names.__setattr__("EmbeddedFiles", tree)))


def test_a_file_packed_anew_by_another_program_is_read_the_same() -> None:
    packed = save(object_stream_mode=pikepdf.ObjectStreamMode.generate)(a_sheet())
    assert read_returned(packed) == read_returned(a_sheet())


def test_bytes_behind_the_end_do_not_keep_a_file_from_being_read() -> None:
    assert read_returned(a_sheet() + b"\nnot part of it\n" * 1000) == read_returned(a_sheet())


@given(mutation=mutations())
def test_any_damage_gives_the_same_case_or_a_sentence(mutation: Mutation) -> None:
    raw = mutation.of(a_sheet(), a_draft())
    try:
        returned = read_returned(raw)
    except PdfRefused as refusal:
        assert str(refusal).isprintable()
    else:
        assert returned in (read_returned(a_sheet()), read_returned(a_draft()))


@given(raw=st.binary(max_size=2000))
def test_any_bytes_are_refused_in_a_sentence(raw: bytes) -> None:
    refused(raw)
    refused(b"%PDF-1.7\n" + raw + b"\nstartxref\n9\n%%EOF\n")


@pytest.mark.parametrize("name", [b"/LZWDecode", b"/LZW ", b"/L#5AWDecode", b"/#4c#5a#57#44ecode"])
def test_the_filter_without_a_bound_is_refused_before_anything_is_parsed(name: bytes) -> None:
    with pytest.raises(PdfRefused, match="never uses"):
        pdf_reader._refuse_unread(b"%PDF-1.7 << /Filter " + name + b" >> %%EOF")


@pytest.mark.parametrize("packed", [b"\x00LZW\xff", b"/LZX", b"\x9c/LZW\x9c"])
def test_its_letters_in_packed_bytes_are_chance_and_refuse_nothing(packed: bytes) -> None:
    assert read_returned(a_sheet() + b"\n%" + packed + b"\n") == read_returned(a_sheet())
