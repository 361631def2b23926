"""The patient's sheet: all it must say, in plain words, its figures from the packs, and no value of the patient."""

import re
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pytest
import textstat
from pypdf import PdfReader

from il2desk.documents.model import blocks as b
from il2desk.documents.model.paper import Paper, PaperError
from il2desk.documents.model.report import Report
from il2desk.documents.model.rich_text import plain, spoken
from il2desk.documents.sections.provenance import imprint
from il2desk.documents.sheets.consent import consent_sheet
from il2desk.domain.packs.reference import ConsentWording, fill
from tests.cases import a_record
from tests.documents.desk import BORN, IDENTIFIER, NAME, NOW, Desk
from tests.documents.pdf_text import body, pages, pdf, squeezed

HARDEST_GRADE = 8


def prose(report: Report) -> str:
    """What the patient reads as sentences: a heading or a list item ends like one; the list of sources is left out."""
    until = next(at for at, block in enumerate(report.blocks) if plain_heading(block) == "Sources of the figures")
    said = [each.text.strip() for each in spoken(report.blocks[:until])]
    return " ".join(text if text.endswith((".", ":", "?")) or len(text) < 4 else f"{text}." for text in said if text)


def plain_heading(block: b.Block) -> str:
    return block.text if isinstance(block, b.Heading) else ""


def test_it_reads_at_grade_eight_or_lower(desk: Desk) -> None:
    for case in (desk.case(), desk.deviating()):
        assert textstat.flesch_kincaid_grade(prose(desk.consent(case))) <= HARDEST_GRADE


def test_each_section_reads_at_grade_eight_or_lower(desk: Desk) -> None:
    values = {figure.id: str(figure.figure) for figure in desk.library.figures.figures}
    for section in desk.wording.sections:
        said = [fill(text.text, values) for text in section.passages if text.text]
        said += [fill(item, values) for text in section.passages for item in text.bullets]
        assert not said or textstat.flesch_kincaid_grade(" ".join(said)) <= HARDEST_GRADE, section.heading


def test_the_grade_notices_hard_words() -> None:
    hard = (
        "Administration of aldesleukin necessitates hospitalisation because cardiovascular toxicities, "
        "including capillary leak syndrome, characteristically accompany the recommended immunotherapeutic regimen."
    )
    assert textstat.flesch_kincaid_grade(hard) > HARDEST_GRADE


@pytest.mark.parametrize(
    "said",
    [
        "6 of 100: the cancer disappeared completely",
        "So in 16 of 100 people the cancer shrank. These 16 include the 6 in whom it disappeared completely.",
        "Trials from 1985 to 1993 treated 270 people",
        "2 of 100 people died of the treatment",
        "was never compared with dacarbazine (an older cancer drug) or with placebo",
        "80 of 100 people had at least one harm that was severe",
        "Low blood pressure: 71",
        "at least 30",
        "intensive care",
        "a machine to help you breathe (ventilation)",
        "(dialysis)",
        "checkpoint inhibitors",
        "targeted therapy",
        "cell therapy",
        "a trial of a new treatment",
        "No treatment of the cancer",
        "pregnant or breastfeed",
        "(contraception)",
        "(fertility)",
        "Take no steroids unless",
        "contrast dye",
        "You may change your mind at any time",
        "The patient has capacity",
        "No interpreter was needed",
        "The patient was given a copy of this sheet",
        "Whom to call, day or night",
        "If you change your mind",
        "I no longer want to be treated",
    ],
)
def test_it_says_what_a_patient_must_know(desk: Desk, said: str) -> None:
    assert squeezed(said) in body(desk.consent())


def test_no_value_of_the_patient_is_on_it(desk: Desk) -> None:
    case = desk.case(weight="82.4 kg", ldh_value="213.7", fev1_litres="3.17")
    printed = body(desk.consent(case))
    for value in ("82.4", "213.7", "3.17", "49.44", "2026-11-03", "ECOG", "LDH"):
        assert value not in printed
    assert squeezed(NAME) not in printed
    on_top = squeezed(pages(pdf(desk.consent(case)))[0])
    assert all(squeezed(one) in on_top for one in (NAME, IDENTIFIER, BORN))


def test_the_value_check_sees_a_weight_that_slipped_in(desk: Desk) -> None:
    report = desk.consent(desk.case(weight="82.4 kg"))
    assert "82.4" in body(replace(report, blocks=(*report.blocks, b.Text("You weigh 82.4 kg."))))


def test_no_figure_is_typed_into_the_wording(desk: Desk) -> None:
    wording = desk.wording.model_dump(include={"sections", "declarations", "withdrawal", "deviation", "subtitle"})
    typed = set(re.findall(r"\d+", re.sub(r"interleukin-2", "", str(list(texts(wording))))))
    assert typed <= {"100"}


def texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list) else ()
    return [text for one in inner for text in texts(one)]


def test_a_changed_figure_changes_the_sheet(desk: Desk) -> None:
    figures = tuple(
        one.model_copy(update={"figure": 73}) if one.id == "hypotension" else one
        for one in desk.library.figures.figures
    )
    library = replace(desk.library, figures=desk.library.figures.model_copy(update={"figures": figures}))
    plan = desk.plan(desk.case())
    made = imprint(plan.clearance.assessment, library, a_record(plan.clearance.assessment, "A4", NOW))
    printed = body(consent_sheet(plan.clearance, desk.wording, library, made))
    assert squeezed("Low blood pressure: 73") in printed
    assert squeezed("Low blood pressure: 71") not in printed


def test_a_deviation_is_one_plain_sentence_without_values(desk: Desk) -> None:
    with_one, without = body(desk.consent(desk.deviating())), body(desk.consent())
    sentence = "Not every condition of the guideline for this treatment is met, and your doctors must explain why"
    assert squeezed(sentence) in with_one
    assert squeezed(sentence) not in without
    assert desk.wording.deviation.count(".") == 1
    assert "LDH" not in with_one
    assert "haematoma" not in with_one


def test_without_a_contact_there_is_no_sheet_but_a_sentence(desk: Desk) -> None:
    settings = desk.settings
    unset = Desk()
    unset.settings = settings.model_copy(update={"contact_24h": None})
    with pytest.raises(PaperError, match="24-hour contact"):
        unset.consent()


def test_the_contact_is_printed_as_the_centre_typed_it(desk: Desk) -> None:
    typed = "<b>Ward 7</b> & {centre} 01632 960 321"
    assert desk.settings.contact_24h is not None
    contact = desk.settings.contact_24h.model_copy(update={"value": typed})
    other = Desk()
    other.settings = desk.settings.model_copy(update={"contact_24h": contact})
    report = other.consent()
    assert squeezed(typed) in body(report)
    assert typed in [each.text for each in spoken(report) if each.recorded]


def test_example_settings_are_said_first(desk: Desk) -> None:
    first = desk.consent().blocks[0]
    assert isinstance(first, b.Banner)
    assert plain(first.title) == "Example only"


@pytest.mark.parametrize("paper", list(Paper))
def test_every_signature_has_room_for_date_and_time(desk: Desk, paper: Paper) -> None:
    printed = squeezed(" ".join(pages(pdf(desk.consent(), paper))))
    signers = [*(one for said in desk.wording.declarations for one in said.signers), *desk.wording.withdrawal.signers]
    head = "Name in capital letters Signature Date Time"
    assert printed.count(squeezed(head)) == len(signers) == 5


def test_the_picture_shows_a_hundred_people(desk: Desk) -> None:
    crowd = next(block for block in desk.consent().blocks if isinstance(block, b.PeopleChart))
    assert [count for count, _, _ in crowd.groups] == [6, 10, 84]


def test_as_many_people_are_drawn_as_are_told(desk: Desk) -> None:
    crowd = next(block for block in desk.consent().blocks if isinstance(block, b.PeopleChart))
    drawn = pdf(replace(desk.consent(), blocks=(crowd,)))
    page = PdfReader(BytesIO(drawn)).pages[0]
    contents = page.get_contents()
    assert contents is not None
    assert contents.get_data().count(b" Do") == 100 + len(crowd.groups)


def test_the_wording_is_one_pack_and_named_at_the_foot(desk: Desk) -> None:
    assert isinstance(desk.wording, ConsentWording)
    foot = squeezed(pages(pdf(desk.consent()))[0])
    assert squeezed(f"consent-en {desk.wording.version} ({desk.wording.digest[:8]})") in foot


@pytest.mark.parametrize("paper", list(Paper))
def test_figures_stand_on_the_page_that_says_what_they_count(desk: Desk, paper: Paper) -> None:
    printed = [squeezed(page) for page in pages(pdf(desk.consent(), paper))]
    tables = 0
    for section in desk.wording.sections:
        for lead, passage in pairwise(section.passages):
            if not passage.rows or not lead.text:
                continue
            counted = squeezed(lead.text.rsplit("}", 1)[-1].rsplit(". ", 1)[-1])
            page = next(one for one in printed if counted in one)
            after = page[page.index(counted) :]
            assert [row.label for row in passage.rows if squeezed(row.label) not in after] == []
            tables += 1
    assert tables == 2
