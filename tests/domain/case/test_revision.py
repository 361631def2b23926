"""What an entry makes of a case that was signed, or that is on paper or kept already."""

import pytest

from il2desk.domain.case.case import content_digest
from il2desk.domain.case.revision import edited, new_revision, unsigned
from tests.cases import a_case, signed


def test_an_entry_in_a_case_that_is_nowhere_else_changes_that_case() -> None:
    before, entered = a_case(), a_case(ecog_grade="0")
    assert edited(before, entered, is_out=False) is entered


def test_an_entry_takes_the_signature_away_and_what_signing_kept() -> None:
    before = signed()
    after = edited(before, before.with_answer("ecog_grade", "0"), is_out=False)
    assert (after.signatures, after.settings, after.zone, dict(after.packs)) == ((), None, None, {})
    assert (after.revision, after.answers["ecog_grade"]) == (before.revision, "0")


@pytest.mark.parametrize("before", [a_case(), signed()], ids=["unsigned", "signed"])
def test_an_entry_in_a_case_that_is_out_begins_a_revision_that_names_what_it_came_from(before) -> None:
    after = edited(before, before.with_answer("ecog_grade", "0"), is_out=True)
    assert (after.revision, after.parent) == (before.revision + 1, content_digest(before))
    assert after.signatures == ()
    assert new_revision(before).with_answer("ecog_grade", "0") == after


def test_without_its_signature_a_case_is_as_it_was_entered() -> None:
    assert unsigned(signed()) == a_case()
