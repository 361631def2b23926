"""Figures of the literature are named, never typed again; what is not there is not made up."""

from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from il2desk.domain.packs.citations import Citation, Revision
from il2desk.domain.packs.reference import Figure, Figures, GroupOfPeople, Passage, figures_in_words, fill

CITE = (Citation(source="S11", at="abstract"),)
HISTORY = (Revision(version="1", date=date(2026, 11, 23), by="A. Tester", says="First."),)


def figures(*found: Figure) -> Figures:
    return Figures(
        schema="il2desk-figures-1",
        id="some-figures",
        version="1",
        released=date(2026, 11, 23),
        title="Some figures",
        revisions=HISTORY,
        figures=found,
    )


RESPONSE = Figure(id="response", figure=16, unit="percent", says="16 percent responded.", cite=CITE)
SURVIVAL = Figure(id="survival", figure=Decimal("19.60"), unit="months", says="19.6 months.", cite=CITE)


def test_a_figure_is_found_by_its_id_and_one_that_is_not_there_is_an_error() -> None:
    pack = figures(RESPONSE, SURVIVAL)
    assert pack.named("survival") is SURVIVAL
    with pytest.raises(KeyError, match="median"):
        pack.named("median")


def test_an_id_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValidationError, match="an id occurs twice"):
        figures(RESPONSE, RESPONSE)


def test_wording_is_filled_with_figures_and_a_gap_is_an_error() -> None:
    words = figures_in_words(figures(RESPONSE, SURVIVAL))
    assert fill("{response} of 100; {survival} months", words) == "16 of 100; 19.6 months"
    with pytest.raises(KeyError, match="median"):
        fill("{median} months", words)


def test_a_passage_is_exactly_one_thing() -> None:
    assert Passage(text="A").text == "A"
    for parts in (
        {},
        {"text": "A", "bullets": ("B",)},
        {"bullets": ("B",), "people": (GroupOfPeople(figure="response", says="x"),)},
    ):
        with pytest.raises(ValidationError, match="a passage is a text, or bullets, or rows, or people"):
            Passage(**parts)
