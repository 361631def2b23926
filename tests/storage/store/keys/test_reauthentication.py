"""Who unlocked a store shows that they are back by the passphrase, also when its disk is gone."""

import shutil

import pytest

from il2desk.domain.errors import StoreRefused, WrongPassphrase
from il2desk.storage.store.care import users
from tests.stores import CHEAP, PASSPHRASE, Made

OTHER = "another long passphrase"


def test_the_passphrase_that_unlocked_it_is_known_without_the_disk(made: Made) -> None:
    shutil.rmtree(made.folder)
    made.store.presence.confirm(made.owner, PASSPHRASE)
    with pytest.raises(WrongPassphrase, match=r"not the passphrase of Dr\. Berta Signer\. Nothing was changed"):
        made.store.presence.confirm(made.owner, OTHER)


def test_the_passphrase_of_somebody_else_is_not_that_of_who_unlocked_it(made: Made) -> None:
    users.add_user(made.store, "Nurse Clara Third", "nurse", OTHER, costs=CHEAP)
    with pytest.raises(WrongPassphrase):
        made.store.presence.confirm(made.owner, OTHER)


def test_wrong_ones_slow_down_the_next_until_the_right_one_is_typed(made: Made) -> None:
    waits = []
    for typed in (*[OTHER] * 4, PASSPHRASE, OTHER):
        try:
            made.store.presence.confirm(made.owner, typed)
        except WrongPassphrase as problem:
            waits.append(problem.wait)
    assert waits == [0, 0, 2, 4, 0]


def test_a_passphrase_changed_meanwhile_is_the_one_that_counts(made: Made) -> None:
    users.change_passphrase(made.store, PASSPHRASE, OTHER, made.clock(), CHEAP)
    made.store.presence.confirm(made.owner, OTHER)
    with pytest.raises(WrongPassphrase):
        made.store.presence.confirm(made.owner, PASSPHRASE)


def test_who_may_manage_since_is_still_known(made: Made) -> None:
    second = users.add_user(made.store, "Dr. Carl Third", "clinician", OTHER, costs=CHEAP)
    users.let_manage(made.store, second, True, OTHER, CHEAP)
    manages, does_not = made.owner, users.let_manage(made.store, made.owner, False, PASSPHRASE, CHEAP)
    assert (manages.manages, does_not.manages, made.store.user) == (True, False, does_not)
    made.store.presence.confirm(does_not, PASSPHRASE)
    with pytest.raises(StoreRefused):
        made.store.presence.confirm(manages, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        made.store.presence.confirm(does_not, OTHER)
