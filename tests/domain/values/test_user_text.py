"""Sentences that know which words a person typed: marked where they enter, never searched for."""

import pytest

from il2desk.domain.values.user_text import Sentence, UserText, capitalized, joined, parts_of
from tests.cases import a_case, judged


def typed_in(text: str) -> list[str]:
    return [one.text for one in parts_of(text) if isinstance(one, UserText)]


def test_a_sentence_reads_as_one_text_and_keeps_its_parts() -> None:
    name = Sentence("by ", UserText(" Anna "))
    whole = joined("; ", (Sentence("Counted ", name), "as asked"))
    assert whole == "Counted by Anna; as asked"
    assert whole.parts == ("Counted ", "by ", UserText("Anna"), "; ", "as asked")
    assert joined("; ", ()) == ""
    assert parts_of("as asked") == ("as asked",)


@pytest.mark.parametrize(("text", "capital"), [("met", "Met"), ("", ""), (Sentence(UserText("anna"), " a"), "anna a")])
def test_a_capital_is_given_to_words_of_the_program_only(text: str, capital: str) -> None:
    assert capitalized(text) == capital


@pytest.mark.parametrize("typed", ["day", "dose", "14", "lung", "the"])
def test_words_typed_are_marked_and_no_equal_words_of_the_program(typed: str) -> None:
    case = a_case(sites=("lung", f"other:{typed}"), pregnancy="not_applicable", pregnancy_reason=typed)
    findings = {one.id: one for one in judged(case).findings}
    assert typed_in(findings["pregnancy"].found) == [typed]
    assert set(typed_in(findings["extent"].found)) == {typed}
    assert findings["extent"].found.startswith("Sites: Lung, ")
    assert typed_in(findings["ldh"].found) == []


def test_who_decided_a_count_is_marked_in_reason_and_verdict() -> None:
    sites = ("lung", "skin", "node")
    case = a_case(sites=sites, organ_count="2", organ_count_by="Dr. Second")
    assessment = judged(case)
    assert typed_in(assessment.verdict) == ["Dr. Second"] == typed_in(assessment.finding("extent").says)
    assert typed_in(assessment.banner) == ["Dr. Second"]
