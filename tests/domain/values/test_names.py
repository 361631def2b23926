"""Two names are one person's where the words are the same, whatever stands beside them; two persons stay two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2desk.domain.values.names import NAMESAKES, names_someone, same_person

ANNA, BERTA = "Anna Example", "Berta Signer"
ONE = [
    *(
        (BERTA, one)
        for one in ("berta  SIGNER", "BertaSigner", "Signer Berta", "B\u00e9rta S\u012fgner", "SIGNER, BERTA")
    ),
    *(
        (BERTA, f"{title} {BERTA}")
        for title in ("Dr.", "Prof.Dr.med.", "PD Dr.", "Dott.ssa", "Dra.", "Frau", "Mme", "Uzm.")
    ),
    *(
        (BERTA, f"{role} {BERTA}")
        for role in ("Pharmacist", "Apothekerin", "Schwester", "Infirmi\u00e8re", "Mag. pharm.", "Herr")
    ),
    *((BERTA, f"{BERTA} {letters}") for letters in ("RN", "M.D.", "PhD", "Pharm. D.", "DO", "MD PhD")),
    *((BERTA, f"{BERTA}, {behind}") for behind in ("M.D., Ph.D.", "FRCPC", "XYZQ", "Clinical Pharmacist", "Ward 3")),
    ("\uff22erta Signer", BERTA),
    ("Berta\u00adSigner\u200e", BERTA),
    ("B\u0435rta Sign\u0435r", BERTA),
    ("B. Signer", BERTA),
    ("Anna M. Example", "Example, Anna Maria"),
    ("J.R. Smith", "JR Smith"),
    ("M.D. Smith", "Maria Dora Smith"),
    ("Anna-Maria Doe", "Anna Maria Doe"),
    ("AnnaMaria Doe", "Doe, Anna Maria"),
    ("Anna O\u2019Neill", "ONeill, Anna"),
    ("Anna van der Berg", "Van der Berg, Anna, MD"),
    ("Roe, Jane, DO", "Dr Jane Roe"),
    ("Apotheker M\u00fcller", "Mueller"),
    ("Nurse Jan Ma", "Jan Ma"),
    ("Jan Ma \u2013 pharmacist", "Jan Ma"),
    ("Sister Mary Head", "Mary Head, RN"),
    ("Senior Nurse Ed Fellow", "Ed Fellow"),
    ("Pan, pharmacist", "Dr. Pan"),
    ("\u0141ukasz Nowak", "Lukasz Nowak"),
    ("I\u015eIL Kaya", "I\u015f\u0131l Kaya"),
    ("Stra\u00dfe", "STRASSE"),
    ("J\u00fcrgen B\u00e4r", "Juergen Baer"),
    ("J\u00f6rg \u00d8rsted", "Joerg Oersted"),
    ("\u00c5se \u00c6bel", "Aase Aebel"),
    ("\u0110or\u0111e \u0110api\u0107", "Dorde Dapic"),
    ("\u738b\u5c0f\u660e", "\u5c0f\u660e \u738b"),
    ("1234", "1234"),
    (ANNA, f"{ANNA} (1234)"),
    (ANNA, "Example, Anna 1234"),
    (f"{ANNA} (no. 1234)", f"{ANNA} [1234]"),
    (f"{ANNA} (RN)", f"{ANNA} (Dr.)"),
    ("(Anna Example)", ANNA),
]
TWO = [
    (BERTA, "Berta Singe"),
    (BERTA, "Berta Singer"),
    (BERTA, "Carl Second"),
    ("Amy Lee", "May Lee"),
    ("Medina Drake", "Ina Rake"),
    ("Ana Lee", "Nana Lee"),
    ("\u738b\u5c0f\u660e", "\u738b\u660e\u5c0f"),
    ("\u0930\u093e\u092e", "\u0930\u092e\u093e"),
    (ANNA, "Anna Maria Example"),
    ("Anna B. Example", "Anna C. Example"),
    ("A. B.", "Adam Baker"),
    ("John Smith Jr", "John Smith"),
    ("Example, Anna", "Example, Berta"),
    ("Garc\u00eda L\u00f3pez, Mar\u00eda", "Garc\u00eda L\u00f3pez, Jos\u00e9"),
    ("Anna Pfleger", "Anna Apotheker"),
    ("Linh Do", "Linh Ma"),
    ("Nurse Linh Do", "Pharmacist Linh Ma"),
    ("Nurse Pan", "Nurse Ma"),
    ("Jan Ma", "Jan Nurse"),
    ("Phil Example", "Nat Example"),
    (f"{ANNA} (1234)", f"{ANNA} (5678)"),
    (f"{ANNA} 1234", f"{ANNA} 5678"),
    (f"{ANNA} (ward 3, 12)", f"{ANNA} (ward 3, 34)"),
    (f"{ANNA}, Oncology", f"{ANNA}, Pharmacy"),
    (BERTA, ""),
    ("", ""),
    ("Dr.", "Dr."),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_one_person_is_one_however_the_name_is_written(one: str, other: str) -> None:
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(("one", "other"), TWO)
def test_two_persons_are_two(one: str, other: str) -> None:
    assert not same_person(one, other)
    assert not same_person(other, one)


def test_what_a_refusal_advises_to_namesakes_works() -> None:
    advised = "Anna Example (1234)"
    assert f"\u201c{advised}\u201d" in NAMESAKES
    assert same_person(ANNA, advised)
    assert not same_person("Anna Example (5678)", advised)
    assert not same_person("Anna Maria Example", ANNA)


@given(st.text(max_size=60), st.text(max_size=60))
def test_every_name_is_its_own_and_neither_comes_first(one: str, other: str) -> None:
    assert same_person(one, one) is names_someone(one)
    assert same_person(one, other) is same_person(other, one)


def test_a_name_is_more_than_titles_and_punctuation() -> None:
    nobody = ("Dr.", "", " ", "M.D.", "-", "Prof. Dr. med.", "Frau Dr.", "()", "(RN)", "\u200e")
    assert [text for text in nobody if names_someone(text)] == []
    assert all(names_someone(text) for text in ("O", "Ma", "1234", "\u738b", "(Anna)", "Dr. O"))


def test_a_name_of_any_length_is_compared() -> None:
    assert same_person("a, " * 20_000, "A," * 20_000)
