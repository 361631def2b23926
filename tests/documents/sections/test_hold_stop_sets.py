"""Reference packs: a damaged one is refused with file, place and reason; what they hold is what the sources say."""

import shutil
from pathlib import Path

import pytest

from il2desk.storage.packs.library import PackRefused
from il2desk.storage.packs.reference import load_consent, load_library
from il2desk.storage.site.paths import resources
from tests.documents.desk import Desk

DAMAGE = {
    "a missing file": ("retreatment.toml", None, "", "retreatment.toml: "),
    "another encoding": ("references.toml", "Quirt", "Qu\udce9rt", "references.toml: line 20: this is not UTF-8"),
    "broken TOML": ("hold-stop-a.toml", "notes = [", "notes = ", "hold-stop-a.toml: "),
    "a duplicate key": ("hold-stop-a.toml", 'set_id = "A"', 'set_id = "A"\nset_id = "B"', "hold-stop-a.toml: "),
    "an unknown field": ("retreatment.toml", 'title = "', 'colour = "red"\ntitle = "', "retreatment.toml: colour: "),
    "a missing citation": (
        "hold-stop-b.toml",
        'cite = [{ source = "S16", at = "table 3" }]',
        "cite = []",
        "hold-stop-b.toml: cite: ",
    ),
    "an unknown source": ("benefit-and-harm.toml", 'source = "S27"', 'source = "S99"', "benefit-and-harm: S99, "),
    "a figure its sentence does not hold": (
        "benefit-and-harm.toml",
        "figure = 71",
        "figure = 72",
        "benefit-and-harm.toml: hypotension: ",
    ),
    "a figure that is text": (
        "benefit-and-harm.toml",
        "figure = 71",
        'figure = "71"',
        "benefit-and-harm.toml: figures.",
    ),
    "a set given twice": ("hold-stop-b.toml", 'set_id = "B"', 'set_id = "A"', "hold-stop-b.toml: set_id: "),
    "a figure id used twice": (
        "benefit-and-harm.toml",
        'id = "diarrhoea"',
        'id = "hypotension"',
        "benefit-and-harm.toml: an id occurs twice.",
    ),
}


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    shutil.copytree(resources() / "reference", tmp_path / "reference")
    return tmp_path / "reference"


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_pack_is_refused_with_file_place_and_reason(copies: Path, damage: str) -> None:
    name, old, new, said = DAMAGE[damage]
    file = copies / name
    if old is None:
        file.unlink()
    else:
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_bytes(text.replace(old, new, 1).encode("utf-8", "surrogateescape"))
    with pytest.raises(PackRefused) as refusal:
        load_library(copies)
    assert str(refusal.value).startswith(said)


def test_an_undamaged_copy_is_taken(copies: Path) -> None:
    assert set(load_library(copies).sets) == {"A", "B"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{hypotension}", "{hypotensoin}", "there is no figure hypotensoin"),
        ('figure = "complete_response"', 'figure = "no_such"', "there is no figure no_such"),
        ('figure = "no_response"', 'figure = "response"', "not a hundred"),
        ('text = "Your doctor', 'bullets = ["x"]\ntext = "Your doctor', "a passage is a text, or bullets"),
    ],
)
def test_wording_that_cannot_be_filled_is_refused(desk: Desk, tmp_path: Path, old: str, new: str, said: str) -> None:
    text = (resources() / "consent" / "en.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "en.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackRefused, match=said):
        load_consent(tmp_path / "en.toml", desk.library.figures)


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("response", "16"),
        ("complete_response", "6"),
        ("partial_response", "10"),
        ("treatment_deaths", "2"),
        ("severe", "80"),
        ("hypotension", "71"),
        ("diarrhoea", "67"),
        ("chills", "52"),
        ("arrhythmia", "10"),
        ("oliguria", "30"),
        ("partial_duration_months", "5.9"),
    ],
)
def test_figures_are_those_of_the_sources(desk: Desk, figure: str, value: str) -> None:
    assert str(desk.library.figures.named(figure).figure) == value


def test_the_responses_add_up(desk: Desk) -> None:
    named = desk.library.figures.named
    assert named("response").figure == named("complete_response").figure + named("partial_response").figure
    assert named("no_response").figure == 100 - named("response").figure


def test_figures_agree_with_the_regimen_of_the_guideline_pack(desk: Desk) -> None:
    regimen, named = desk.packs.guideline.regimen, desk.library.figures.named
    assert named("infusion_minutes").figure == regimen.infusion_minutes
    assert named("interval_hours").figure == regimen.interval_hours
    assert named("most_doses").figure == regimen.most_doses
    assert named("cycle_days").figure == desk.packs.product.label_days_of_dosing


def test_all_sources_from_s0_to_s31_are_listed(desk: Desk) -> None:
    assert [one.id for one in desk.library.references.sources] == [f"S{number}" for number in range(32)]


def test_sources_of_both_libraries_agree_on_how_much_was_read(desk: Desk) -> None:
    read = {one.id: one.read for one in desk.library.references.sources}
    for one in (*desk.packs.guideline.sources, *desk.packs.product.sources):
        assert read.get(one.id, one.read) == one.read, one.id


def test_only_set_b_needs_a_counting_rule(desk: Desk) -> None:
    assert {name: one.needs_counting_rule for name, one in desk.library.sets.items()} == {"A": False, "B": True}
