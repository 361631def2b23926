"""Which kept revisions a wrong pack or outcome concerns: exactly those, among ten thousand cases."""

import random
from hashlib import sha256
from io import BytesIO
from types import MappingProxyType

import pytest
from pypdf import PdfReader

from il2desk.documents.model.paper import Paper
from il2desk.documents.pdf.render import to_pdf
from il2desk.documents.sheets.recall_list import recall_list
from il2desk.domain.case.case import Case, Patient, canonical
from il2desk.domain.records.recall import Recall, Recalled
from il2desk.storage.site.paths import resources
from il2desk.storage.store.care.recall import recall_outcome, recall_pack
from tests.cases import NOW, a_first_cycle
from tests.stores import PACK, Made, a_stand, case_of, keep, save, signed_of

VERSIONS = ("2025.9.1", "2025.12.1", "2026.2.1", "2026.10.1", "2026.11.2")
OUTCOMES = ("met", "not_met", "cannot_tell")
MANY = 10_000


def fill(made: Made) -> tuple[dict[str, set[str]], dict[tuple[str, str], set[str]]]:
    """Ten thousand kept revisions; which cases used each version of the pack, and had each outcome."""
    chance = random.Random(4)
    digests = {version: sha256(version.encode()).hexdigest() for version in VERSIONS}
    used: dict[str, set[str]] = {version: set() for version in VERSIONS}
    had: dict[tuple[str, str], set[str]] = {}
    revisions, packs, findings = [], [], []
    for number in range(1, MANY + 1):
        case_id, version = f"S-{number:05d}", chance.choice(VERSIONS)
        named = MappingProxyType({"guide": digests[version]})
        case = Case(case_id=case_id, patient=Patient(name=f"Person {number}"), packs=named)
        digest = sha256(case_id.encode()).hexdigest()
        revisions.append(
            (number, case_id, 1, "signed", "Dr", digest, digest, None, canonical(case), NOW.isoformat(), "Dr")
        )
        packs.append((number, digests[version]))
        used[version].add(case_id)
        for criterion in ("ecog", "ldh"):
            outcome = chance.choice(OUTCOMES)
            findings.append((number, criterion, outcome))
            had.setdefault((criterion, outcome), set()).add(case_id)
    with made.store.ledger.writing() as db:
        db.executemany("INSERT INTO packs VALUES (?, 'guide', ?, x'00')", [(digests[one], one) for one in VERSIONS])
        db.execute("INSERT INTO packs VALUES (?, 'other', '2026.2.1', x'00')", ("ee" * 32,))
        db.executemany(f"INSERT INTO revisions VALUES ({', '.join('?' * 11)})", revisions)
        db.executemany("INSERT INTO revision_packs VALUES (?, ?)", packs)
        db.executemany("INSERT INTO findings VALUES (?, ?, ?)", findings)
    return used, had


def test_a_recall_among_ten_thousand_cases_finds_exactly_those_concerned(made: Made) -> None:
    used, had = fill(made)
    for first, last in ((0, 0), (1, 3), (2, 2), (3, 4)):
        found = recall_pack(made.store, "guide", VERSIONS[first], VERSIONS[last])
        expected = set().union(*(used[version] for version in VERSIONS[first : last + 1]))
        assert [row.case_id for row in found.rows] == sorted(expected)
        assert found.cases == len(expected)
    assert recall_pack(made.store, "other").rows == ()
    assert recall_pack(made.store, "guide", "2026.3", "2026.9").rows == ()
    assert len(recall_pack(made.store, "guide").rows) == MANY
    for (criterion, outcome), expected in had.items():
        found = recall_outcome(made.store, criterion, outcome)
        assert [row.case_id for row in found.rows] == sorted(expected)
    assert recall_outcome(made.store, "none", "met").rows == ()


def test_each_line_says_whose_which_when_and_how_far_the_case_has_come(made: Made) -> None:
    case = signed_of(case_of("A-1", "Łukasz Example", revision=3))
    save(made, case, a_stand("printed"))
    keep(made, case)
    (row,) = recall_pack(made.store, PACK.id, PACK.version, PACK.version).rows
    assert row == Recalled(
        "A-1", "Łukasz Example", "EX-0417", "1961-04-17", 3, "signed", made.clock().isoformat(), "printed"
    )
    keep(made, case_of("A-2", None, identifier=None))
    assert [(one.name, one.state) for one in recall_outcome(made.store, "ecog", "met").rows] == [
        ("Łukasz Example", "printed"),
        ("", "not listed"),
    ]


def test_a_case_that_went_on_with_its_second_cycle_is_recalled_once_and_as_it_now_stands(made: Made) -> None:
    first = signed_of(case_of("A-1"))
    keep(made, first)
    save(made, first, a_stand("printed"))
    save(made, case_of("A-1", revision=2, earlier=(a_first_cycle(),)).with_cycle(number=2))
    assert [one.state for one in recall_outcome(made.store, "ecog", "met").rows] == ["unfinished"]


def test_a_revision_whose_pack_was_not_kept_is_among_those_of_a_version_not_known(made: Made) -> None:
    case = signed_of(case_of("A-1"))
    (pack, *_) = case.packs
    keep(made, case, packs=())
    (row,) = recall_pack(made.store, pack, "1", "1").rows
    assert (row.case_id, row.known) == ("A-1", "version not known")
    assert recall_pack(made.store, "another").rows == ()


def test_a_recall_is_told_to_the_journal_without_names(made: Made) -> None:
    keep(made, signed_of(case_of("A-1")))
    recall_pack(made.store, "guide", "2026.1", None)
    recall_outcome(made.store, "ecog", "met")
    assert [one.body for one in made.entries("recall")] == [
        {"pack": "guide", "from": "2026.1", "to": "", "revisions": 1, "cases": 1},
        {"criterion": "ecog", "outcome": "met", "revisions": 1, "cases": 1},
    ]


@pytest.mark.parametrize("number", [0, 1, 120])
def test_the_printed_list_holds_every_line_and_counts_its_pages(made: Made, number: int) -> None:
    rows = tuple(
        Recalled(
            f"CASE-{at:03d}", f"Łukasz <b>Nr{at}</b>", f"MRN-{at:03d}", "", 2, "signed", NOW.isoformat(), "printed"
        )
        for at in range(number)
    )
    report = recall_list(Recall("Pack guide", rows), NOW, "Dr. A", made.store.journal.head())
    pdf = to_pdf([report], Paper.A4, resources() / "fonts")
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    text = "\n".join(pages)
    assert all(
        f"MRN-{at:03d}" in text and f"CASE-{at:03d}" in text and f"<b>Nr{at}</b>" in text for at in range(number)
    )
    assert all(f"Page {at} of {len(pages)}" in page for at, page in enumerate(pages, start=1))
    assert ("No kept revision is concerned" in text) == (number == 0)
    assert made.store.journal.head().head in text
    assert (len(pages) > 1) == (number > 100)


def test_the_same_recall_gives_the_same_bytes(made: Made) -> None:
    report = recall_list(Recall("Pack guide", ()), NOW, "Dr. A", made.store.journal.head())
    assert to_pdf([report], Paper.A4, resources() / "fonts") == to_pdf([report], Paper.A4, resources() / "fonts")
