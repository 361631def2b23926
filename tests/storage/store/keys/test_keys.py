"""One data key, many wrappings: only the right passphrase or recovery key opens it; a changed line opens nothing."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from il2desk.domain.errors import StoreRefused
from il2desk.domain.records.store_records import User
from il2desk.domain.values.names import NAMESAKES
from il2desk.domain.values.parsing import Refused
from il2desk.domain.values.passphrase import LONGEST_PASSPHRASE, SHORTEST_PASSPHRASE
from il2desk.storage.store.keys.keys import (
    Costs,
    DataKey,
    KeyFile,
    new_keys,
    new_recovery_key,
    read_recovery_key,
    unwrap_for,
    unwrap_recovery,
    with_new_recovery,
    with_passphrase,
    with_user,
    without_user,
)
from tests.stores import CHEAP, NURSE, OTHER, OWNER, PASSPHRASE

PURPOSE = "database"


def some_keys() -> tuple[KeyFile, DataKey, str]:
    return new_keys(OWNER, "clinician", PASSPHRASE, CHEAP)


def opens(found: DataKey | None, data: DataKey) -> bool:
    return found is not None and found.derived(PURPOSE) == data.derived(PURPOSE)


def test_the_first_user_manages_and_the_passphrase_opens_the_key() -> None:
    keys, data, _ = some_keys()
    (user,) = (one.user for one in keys.users)
    assert (user.name, user.role, user.manages) == (OWNER, "clinician", True)
    assert opens(unwrap_for(keys, user, PASSPHRASE), data)
    assert unwrap_for(keys, user, OTHER) is None


def test_each_user_opens_the_same_key_with_a_passphrase_of_their_own() -> None:
    keys, data, _ = some_keys()
    keys = with_user(keys, data, NURSE, "nurse", OTHER, costs=CHEAP)
    first, second = (one.user for one in keys.users)
    assert not second.manages
    assert opens(unwrap_for(keys, first, PASSPHRASE), data)
    assert opens(unwrap_for(keys, second, OTHER), data)
    assert unwrap_for(keys, first, OTHER) is None
    assert unwrap_for(keys, second, PASSPHRASE) is None


@pytest.mark.parametrize("change", [{"name": "Dr. Eve Other"}, {"role": "administrator"}, {"manages": True}])
def test_a_line_whose_name_role_or_right_was_changed_opens_nothing(change: dict[str, Any]) -> None:
    keys, data, _ = some_keys()
    keys = with_user(keys, data, NURSE, "nurse", OTHER, costs=CHEAP)
    tampered = keys.model_copy(update={"users": (keys.users[0], keys.users[1].model_copy(update=change))})
    assert unwrap_for(tampered, tampered.users[1].user, OTHER) is None
    assert opens(unwrap_for(keys, keys.users[1].user, OTHER), data)


def test_a_wrapping_moved_to_another_user_or_store_opens_nothing() -> None:
    keys, data, recovery = some_keys()
    keys = with_user(keys, data, NURSE, "nurse", OTHER, costs=CHEAP)
    first, second = keys.users
    moved = keys.model_copy(update={"users": (first.model_copy(update={"wrapped": second.wrapped}), second)})
    elsewhere = keys.model_copy(update={"store": "00" * 8})
    assert unwrap_for(moved, first.user, OTHER) is None
    assert unwrap_for(elsewhere, first.user, PASSPHRASE) is None
    assert unwrap_recovery(elsewhere, recovery) is None


@pytest.mark.parametrize("field", ["box", "nonce", "salt"])
def test_a_single_changed_digit_of_a_wrapping_opens_nothing(field: str) -> None:
    keys, _, _ = some_keys()
    (line,) = keys.users
    text = getattr(line.wrapped, field)
    other = ("0" if text[0] != "0" else "1") + text[1:]
    changed = line.model_copy(update={"wrapped": line.wrapped.model_copy(update={field: other})})
    assert unwrap_for(keys.model_copy(update={"users": (changed,)}), line.user, PASSPHRASE) is None


def test_rights_that_the_key_file_does_not_state_open_nothing_and_cost_no_try() -> None:
    keys, _, _ = some_keys()
    user = keys.users[0].user
    with pytest.raises(StoreRefused, match="choose the user anew"):
        unwrap_for(keys, User(user.id, user.name, "administrator", True), PASSPHRASE)


def test_a_new_passphrase_replaces_the_old_one() -> None:
    keys, data, recovery = some_keys()
    user = keys.users[0].user
    changed = with_passphrase(keys, data, user, OTHER, CHEAP)
    assert unwrap_for(changed, user, PASSPHRASE) is None
    assert opens(unwrap_for(changed, user, OTHER), data)
    assert opens(unwrap_recovery(changed, recovery), data)


def test_a_passphrase_for_somebody_who_is_no_user_is_refused() -> None:
    keys, data, _ = some_keys()
    with pytest.raises(Refused, match="Choose the user anew"):
        with_passphrase(keys, data, User("00", "Nobody", "nurse", False), OTHER, CHEAP)


def test_a_passphrase_is_the_same_however_its_letters_are_composed() -> None:
    keys, data, _ = new_keys(OWNER, "clinician", "Mu\N{LATIN SMALL LETTER E WITH ACUTE}ller ﬁve words", CHEAP)
    user = keys.users[0].user
    assert opens(unwrap_for(keys, user, "Mue\N{COMBINING ACUTE ACCENT}ller five words"), data)
    assert unwrap_for(keys, user, "Mueller five words") is None


@pytest.mark.parametrize("length", [SHORTEST_PASSPHRASE, LONGEST_PASSPHRASE])
def test_the_shortest_and_the_longest_passphrase_open_what_they_wrapped(length: int) -> None:
    keys, data, _ = new_keys(OWNER, "clinician", "x" * length, CHEAP)
    assert opens(unwrap_for(keys, keys.users[0].user, "x" * length), data)
    assert unwrap_for(keys, keys.users[0].user, "x" * (length - 1)) is None


@pytest.mark.parametrize(
    "passphrase", ["x" * (SHORTEST_PASSPHRASE - 1), " " * SHORTEST_PASSPHRASE, "x" * (LONGEST_PASSPHRASE + 1), ""]
)
def test_a_passphrase_beyond_the_limits_is_refused_with_the_limit(passphrase: str) -> None:
    with pytest.raises(Refused, match=rf"{SHORTEST_PASSPHRASE}|{LONGEST_PASSPHRASE}"):
        new_keys(OWNER, "clinician", passphrase, CHEAP)


@pytest.mark.parametrize("name", ["", "  ", "Dr.", "two\nlines", "hidden\u202ename"])
def test_a_user_has_a_name_that_can_be_seen(name: str) -> None:
    with pytest.raises(Refused, match=r"^Name: "):
        new_keys(name, "nurse", PASSPHRASE, CHEAP)


@pytest.mark.parametrize(
    "name", ["DR BERTA SIGNER", " Dr. Berta Signer ", "Signer, Berta", "Berta Signer, RN", "B. Signer"]
)
def test_two_users_cannot_have_one_name_however_it_is_written(name: str) -> None:
    keys, data, _ = some_keys()
    with pytest.raises(Refused, match=f"^Name: {OWNER} is a user already. {re.escape(NAMESAKES)}"):
        with_user(keys, data, name, "nurse", OTHER, costs=CHEAP)


def test_two_namesakes_are_users_by_a_middle_name_or_by_a_number_each() -> None:
    keys, data, _ = some_keys()
    for name in ("Berta Maria Signer", "Carl Same (1234)", "Carl Same (5678)"):
        keys = with_user(keys, data, name, "nurse", OTHER, costs=CHEAP)
    assert len(keys.users) == 4


def test_a_passphrase_opens_whatever_blanks_stand_in_it() -> None:
    keys, data, _ = new_keys(OWNER, "clinician", "vier W\u00f6rter reichen", CHEAP)
    assert opens(unwrap_for(keys, keys.users[0].user, " vier\u00a0Wo\u0308rter  reichen "), data)
    assert unwrap_for(keys, keys.users[0].user, "Vier W\u00f6rter reichen") is None


def test_the_last_who_manages_cannot_go() -> None:
    keys, data, _ = some_keys()
    keys = with_user(keys, data, NURSE, "nurse", OTHER, costs=CHEAP)
    with pytest.raises(Refused, match="Somebody must be left who manages"):
        without_user(keys, keys.users[0].user)
    assert [one.name for one in without_user(keys, keys.users[1].user).users] == [OWNER]


def test_a_new_recovery_key_ends_the_old_one() -> None:
    keys, data, old = some_keys()
    changed, new = with_new_recovery(keys, data, CHEAP)
    assert unwrap_recovery(changed, old) is None
    assert opens(unwrap_recovery(changed, new), data)


@given(st.data())
def test_a_recovery_key_is_read_however_it_is_copied(data: st.DataObject) -> None:
    key = new_recovery_key()
    spelled = "".join(
        data.draw(st.sampled_from([mark, mark.lower(), {"0": "O", "1": "l", "V": "u", "-": " "}.get(mark, mark)]))
        for mark in key
    )
    assert read_recovery_key(spelled) == key


def test_a_recovery_key_has_eight_groups_of_four() -> None:
    groups = new_recovery_key().split("-")
    assert [len(group) for group in groups] == [4] * 8


def test_a_wrong_recovery_key_opens_nothing() -> None:
    keys, _, _ = some_keys()
    assert unwrap_recovery(keys, new_recovery_key()) is None


def test_a_misread_recovery_key_is_told_from_a_wrong_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("il2desk.storage.store.keys.keys.secrets.token_bytes", lambda length: bytes(range(length)))
    recovery = new_recovery_key()
    for at in range(0, len(recovery) - 2, 5):
        misread = recovery[:at] + ("7" if recovery[at] != "7" else "8") + recovery[at + 1 :]
        with pytest.raises(Refused, match="not as printed"):
            read_recovery_key(misread)
    with pytest.raises(Refused, match="this has 31"):
        read_recovery_key(recovery[:-1])
    with pytest.raises(Refused, match="32 letters and digits"):
        read_recovery_key(recovery[:-1] + "*")


def test_a_forgotten_key_derives_nothing_more() -> None:
    _, data, _ = some_keys()
    data.forget()
    with pytest.raises(StoreRefused, match="locked"):
        data.derived(PURPOSE)


def test_keys_for_two_purposes_have_nothing_in_common() -> None:
    _, data, _ = some_keys()
    assert data.derived("database") != data.derived("journal")
    assert len(data.derived("journal")) == 32


@pytest.mark.parametrize("costs", [{"iterations": 0}, {"iterations": 21}, {"memory_kib": 2_000_000}, {"lanes": 17}])
def test_a_strange_key_file_cannot_make_unlocking_endless(costs: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        Costs(**costs)
