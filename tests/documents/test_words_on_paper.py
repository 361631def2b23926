"""Recorded words come out of the PDF whole and as plain text, or the sheet is refused with the characters named."""

from dataclasses import replace

import pytest

from il2desk.documents.model import blocks as b
from il2desk.documents.model.paper import Paper, PaperError
from il2desk.documents.model.report import Report
from il2desk.documents.model.rich_text import spoken
from il2desk.domain.case.case import Patient, Site
from il2desk.domain.values.user_text import UserText
from tests.documents.desk import Desk
from tests.documents.pdf_text import body, outside_margins, pages, pdf, squeezed

PRINTABLE = {
    "markup": "<font color=red>red</font> & </para> <b>x <a href='x'> &lt; <img src=/etc/passwd>",
    "placeholders": "%s {0} {contact} %(x)s ../../x CON ends. ' \" \\",
    "Latin with many marks": "Łucja Őrsi-Nguyễn Thị Ánh ğışçö þæø ŵ",
    "Greek and Cyrillic": "Ελένη Παπαδοπούλου, Анна Иванова",
    "decomposed": "e\u0301le\u0300ve, Nguye\u0302\u0303n",
    "signs": "≥ 2 → ≤ 3 ± ≈ ≠ √",
    "one word of 200 letters": "W" * 200,
    "one word of 2,000 letters": "long" * 500,
    "a name of 200 characters": "Anna Maria " * 18,
    "a reason of 40 lines": "\n".join(f"Line {number} of the reason, with some words in it." for number in range(40)),
    "a reason of 200 lines": "\n".join(f"Line {number}" for number in range(200)),
    "2,000 words": "word " * 2_000,
    "blank lines and tabs": "above\n\n\tbelow",
}
REFUSED = {
    "Tamil": ("தமிழ்", "TAMIL LETTER TA"),
    "emoji": ("thumbs 👍", "U+1F44D THUMBS UP SIGN"),
    "NUL": ("a\x00b", "U+0000"),
    "escape": ("a\x1bb", "U+001B"),
    "direction override": ("a\u202eb", "RIGHT-TO-LEFT OVERRIDE"),
    "zero width": ("a\u200bb", "ZERO WIDTH SPACE"),
    "soft hyphen": ("a\u00adb", "SOFT HYPHEN"),
    "lone surrogate": ("a\ud800b", "U+D800"),
    "line separator": ("a\u2028b", "LINE SEPARATOR"),
    "a rare Han letter": ("𠮷", "U+20BB7"),
}


BESIDE = "¶"  # words of neighbouring cells, which stand between two parts of a cell that breaks over a page


def everywhere(words: str) -> dict[str, b.Block]:
    typed = UserText(words)
    card = b.Card(BESIDE, b.OutcomeShape.MET, BESIDE, typed, BESIDE, (BESIDE,))
    return {
        "text": b.Text(("Said: ", typed)),
        "bullet": b.Bullets((typed,)),
        "fact": b.LabelledValues((b.LabelledValue("Label", typed),)),
        "compact fact": b.LabelledValues((b.LabelledValue("Label", typed),), compact=True),
        "halved facts": b.LabelledValues(
            (b.LabelledValue("Label", BESIDE), b.LabelledValue("Label", typed)), compact=True, halved=True
        ),
        "fact across": b.Across((b.LabelledValue("Label", BESIDE), b.LabelledValue("", typed)), (1, 2)),
        "bullets in columns": b.Bullets((BESIDE, typed, BESIDE), columns=2),
        "slim banner": b.Banner("Title", (typed,), slim=True),
        "grid": b.Grid((BESIDE, BESIDE), ((typed, BESIDE),), (1, 3)),
        "card": b.CriterionCards((BESIDE, BESIDE, BESIDE), (card,)),
        "banner": b.Banner(typed, ("Line", typed), b.BannerTone.STOP),
        "box": b.Box("Title", (b.LabelledValues((b.LabelledValue("Label", typed),)),)),
        "together": b.KeepTogether((b.Heading("Title"), b.Text(typed))),
        "signature": b.SignatureLines(("Name", "Signature", "Date", "Time"), (b.SignatureBlock("Role", typed),)),
        "step": b.Steps((b.ArithmeticStep(BESIDE, typed, BESIDE),)),
        "tick box": b.TickBoxes((typed,), blanks=frozenset({0})),
    }


@pytest.fixture
def draft(desk: Desk) -> Report:
    return desk.summary(desk.judged(desk.case()))


@pytest.mark.parametrize("name", PRINTABLE)
def test_recorded_words_are_found_whole_in_every_kind_of_block_and_inside_the_margins(name: str, draft: Report) -> None:
    words, places = PRINTABLE[name], everywhere(PRINTABLE[name])
    between: list[b.Block] = [b.Text("Before")]
    for block in places.values():
        between += [block, b.Text("Between")]
    sheet = replace(draft, blocks=tuple(between))
    twice_in_the_banner = 1
    assert body(sheet).replace(BESIDE, "").count(squeezed(words)) >= len(places) + twice_in_the_banner
    assert outside_margins(pdf(sheet), Paper.A4) == []


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("place", everywhere(""))
def test_what_no_font_prints_is_refused_by_name_and_never_drawn_as_a_box(name: str, place: str, draft: Report) -> None:
    words, character = REFUSED[name]
    with pytest.raises(PaperError, match=character.replace("+", r"\+")):
        pdf(replace(draft, blocks=(everywhere(words)[place],)))


def test_lines_stay_lines(draft: Report) -> None:
    lines = pages(pdf(replace(draft, blocks=(b.Text(UserText("one\ntwo\r\nthree")),))))[0].splitlines()
    assert {"one", "two", "three"} <= {line.strip() for line in lines}


def test_the_refusal_quotes_nothing_but_the_characters(draft: Report) -> None:
    with pytest.raises(PaperError) as refusal:
        pdf(replace(draft, blocks=(b.Text(UserText("Secretname 👍")),)))
    assert "Secretname" not in str(refusal.value)


def test_a_long_name_stands_whole_on_every_page(desk: Desk) -> None:
    name = "Maria " * 33 + "X" * 90
    case = desk.case(patient=Patient(name=name, identifier="9" * 60, date_of_birth="1961-04-17"))
    sheet = desk.summary(desk.judged(case))
    for page in pages(pdf(sheet)):
        assert squeezed(name) in squeezed(page)
        assert "9" * 60 in squeezed(page)
    assert outside_margins(pdf(sheet), Paper.A4) == []


def test_a_name_that_would_fill_the_page_is_refused_in_a_sentence(desk: Desk) -> None:
    case = desk.case(patient=Patient(name="Maria " * 2000, identifier="1", date_of_birth="1961-04-17"))
    with pytest.raises(PaperError, match="too long to stand at the top"):
        pdf(desk.summary(desk.judged(case)))


def test_sixty_sites_with_hostile_names_are_all_on_the_summary(desk: Desk) -> None:
    names = [f"site {number} <img src=/etc/passwd> & </para>" for number in range(60)]
    sites = tuple(Site(id="other", text=name) for name in names)
    report = desk.summary(desk.judged(desk.case().model_copy(update={"sites": sites})))
    printed = body(report)
    for name in names:
        assert printed.count(squeezed(name)) >= 2


def test_typed_words_within_a_sentence_are_marked_as_recorded(desk: Desk) -> None:
    report = desk.summary(desk.judged(desk.case(pregnancy_reason="Post < menopausal")))
    said = [each for each in spoken(report) if "Post < menopausal" in each.text]
    assert said
    assert all(each.recorded for each in said)


def test_a_number_stays_on_the_line_of_its_unit(desk: Desk) -> None:
    draft = desk.summary(desk.judged(desk.case()))
    for filler in range(40, 90):
        lines = pages(pdf(replace(draft, blocks=(b.Text("x" * filler + " 42 million international units"),))))[0]
        assert "42 million" in lines.replace("\N{NO-BREAK SPACE}", " ")
