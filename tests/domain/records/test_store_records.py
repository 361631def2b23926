"""What a store tells of, the screen has words for."""

from typing import get_args

import pytest

from il2desk.domain.records.store_records import Kept, KeptAs, Role, Stand, State
from il2desk.ui.case.user_roles import ROLES
from il2desk.ui.cases.case_row import STATES
from tests.cases import NOW, a_case


def test_every_role_and_every_state_has_its_words_on_the_screen() -> None:
    assert set(get_args(Role)) == set(ROLES)
    assert set(get_args(State)) == set(STATES)


def test_a_case_is_saved_without_half_typed_text_unless_there_is_some() -> None:
    assert Stand("undetermined", "unfinished", "ldh").typed == ()


@pytest.mark.parametrize(
    ("kept_as", "how"),
    [("signed", "signed by A. Name"), ("checked", "checked by A. Name"), ("named", "kept as A. Name")],
)
def test_how_a_revision_was_kept_is_said_with_its_name(kept_as: KeptAs, how: str) -> None:
    kept = Kept(1, a_case(), kept_as, "A. Name", "{}", "0" * 64, None, NOW.isoformat(), "A. Name")
    assert kept.how == how
