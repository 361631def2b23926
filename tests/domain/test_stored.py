"""What a store tells of, the screen has words for."""

from typing import get_args

from il2desk.domain.stored import Role, Stand, State
from il2desk.ui.front.looks import STATES
from il2desk.ui.front.roles import ROLES


def test_every_role_and_every_state_has_its_words_on_the_screen() -> None:
    assert set(get_args(Role)) == set(ROLES)
    assert set(get_args(State)) == set(STATES)


def test_a_case_is_saved_without_half_typed_text_unless_there_is_some() -> None:
    assert Stand("undetermined", "unfinished", "ldh").typed == ()
