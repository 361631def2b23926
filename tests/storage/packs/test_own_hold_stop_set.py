"""The centre's own hold and stop set: taken in the shape of a reference pack, refused with place and reason."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from il2desk.domain.values.local_settings import LONGEST_BLOCK, LocalSettings, PackBlock
from il2desk.storage.packs.library import PackRefused
from il2desk.storage.packs.own_hold_stop_set import own_hold_stop_set
from il2desk.storage.site.settings_file import SettingsRefused, read_settings, write_settings

OWN_SET = """schema = "il2desk-hold-stop-1"
id = "hold-stop-own"
version = "3"
released = 2026-01-05
title = "Hold and stop rules of this hospital"
set_id = "own"
hold_means = "Hold"
stop_means = "Stop"
needs_counting_rule = false
cite = [{ source = "centre", at = "Ward protocol 12, version 3, 2026-01-05" }]
revisions = [{ version = "3", date = 2026-01-05, by = "A. Tester", says = "Third." }]

[[rows]]
system = "Heart"
hold = [{ says = "Systolic pressure < 90", until = "two readings above" }]
stop = [{ says = "Chest pain of any kind" }]
"""


def settings_with(text: str) -> LocalSettings:
    return LocalSettings(own_hold_stop_set=PackBlock(value=text, set_by="A. Tester", set_on=date(2026, 1, 5)))


def test_a_whole_block_becomes_a_set_with_its_digest() -> None:
    rules = own_hold_stop_set(OWN_SET)
    assert rules.rows[0].stop[0].says == "Chest pain of any kind"
    assert len(rules.digest) == 64


@pytest.mark.parametrize(
    ("wrong", "right", "says"),
    [
        ('set_id = "own"', 'set_id = "A"', "set_id: write"),
        ('id = "hold-stop-own"', 'id = "hold-stop-a"', "id: write"),
        ('source = "centre"', 'source = "S16"', "cite: write source"),
        ('hold_means = "Hold"', "hold_means = 1", "hold_means: "),
        ('hold_means = "Hold"', 'surprise = "x"', "surprise|hold_means"),
        ('stop = [{ says = "Chest pain of any kind" }]', "", "no row says when to stop"),
        ("Chest pain", "Chest\\u202Epain", r"rows\.0\.stop\.0\.says: it contains .*U\+202E"),
        ("[[rows]]", "[[rows", "Expected"),
        ('version = "3"', "version = ", "Invalid"),
    ],
)
def test_a_block_that_is_wrong_is_refused_with_place_and_reason(wrong: str, right: str, says: str) -> None:
    assert wrong in OWN_SET
    with pytest.raises(PackRefused, match=says) as refusal:
        own_hold_stop_set(OWN_SET.replace(wrong, right, 1))
    assert str(refusal.value).startswith("own hold and stop set: ")


def test_a_file_of_settings_keeps_the_block_as_it_was_typed(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    write_settings(file, settings_with(OWN_SET))
    assert read_settings(file) == settings_with(OWN_SET)


def test_a_file_of_settings_with_a_bad_block_is_refused_and_the_old_one_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    write_settings(file, settings_with(OWN_SET))
    with pytest.raises(SettingsRefused, match=r"own_hold_stop_set\.value: own hold and stop set: set_id"):
        write_settings(file, settings_with(OWN_SET.replace('set_id = "own"', 'set_id = "B"')))
    assert read_settings(file) == settings_with(OWN_SET)


@pytest.mark.parametrize(("length", "is_taken"), [(LONGEST_BLOCK, True), (LONGEST_BLOCK + 1, False)])
def test_a_block_may_be_twenty_thousand_characters_long(tmp_path: Path, length: int, is_taken: bool) -> None:
    text = OWN_SET + "#" + "x" * (length - len(OWN_SET) - 1)
    if is_taken:
        write_settings(tmp_path / "settings.toml", settings_with(text))
    else:
        with pytest.raises(ValidationError, match="at most"):
            settings_with(text)
