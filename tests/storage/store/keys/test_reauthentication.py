"""Who unlocked a store shows that they are back by the passphrase, also when its disk is gone."""

import shutil

import pytest

from il2desk.domain.errors import StoreRefused, WrongPassphrase
from tests.stores import PASSPHRASE, Made

OTHER = "another long passphrase"


def test_the_passphrase_that_unlocked_it_is_known_without_the_disk(made: Made) -> None:
    shutil.rmtree(made.folder)
    made.store.keys.confirm(made.owner, PASSPHRASE)
    with pytest.raises(WrongPassphrase, match=r"not the passphrase of Dr\. Berta Signer\. Nothing was changed"):
        made.store.keys.confirm(made.owner, OTHER)


def test_the_passphrase_of_somebody_else_is_not_that_of_who_unlocked_it(made: Made) -> None:
    made.users.add_user("Nurse Clara Third", "nurse", OTHER)
    with pytest.raises(WrongPassphrase):
        made.store.keys.confirm(made.owner, OTHER)


def test_wrong_ones_slow_down_the_next_until_the_right_one_is_typed(made: Made) -> None:
    waits = []
    for typed in (*[OTHER] * 4, PASSPHRASE, OTHER):
        try:
            made.store.keys.confirm(made.owner, typed)
        except WrongPassphrase as problem:
            waits.append(problem.wait)
    assert waits == [0, 0, 2, 4, 0]


def test_a_passphrase_changed_meanwhile_is_the_one_that_counts(made: Made) -> None:
    made.users.change_passphrase(PASSPHRASE, OTHER)
    made.store.keys.confirm(made.owner, OTHER)
    with pytest.raises(WrongPassphrase):
        made.store.keys.confirm(made.owner, PASSPHRASE)


def test_who_may_manage_since_is_still_known(made: Made) -> None:
    second = made.users.add_user("Dr. Carl Third", "clinician", OTHER)
    made.users.let_manage(second, True, OTHER)
    manages, does_not = made.owner, made.users.let_manage(made.owner, False, PASSPHRASE)
    assert (manages.manages, does_not.manages, made.store.user) == (True, False, does_not)
    made.store.keys.confirm(does_not, PASSPHRASE)
    with pytest.raises(StoreRefused):
        made.store.keys.confirm(manages, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        made.store.keys.confirm(does_not, OTHER)
