"""The file of local settings: what is written is read back; what is wrong is refused with file, place and reason."""

import os
import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from il2desk.domain.errors import Refusal
from il2desk.domain.values.characters import unprinted
from il2desk.domain.values.local_settings import (
    Days,
    Hours,
    LineSetting,
    LocalSettings,
    OwnHoldStopSet,
    PassageSetting,
    Setting,
)
from il2desk.storage.files.toml_file import LARGEST
from il2desk.storage.site.settings_file import SettingsRefused, parse_settings, read_settings, write_settings

SAMPLE = Path(__file__).parents[3] / "resources/sample/settings.toml"
HEAD = 'schema = "il2desk-settings-1"\n'
BY = 'set_by = "Dr One"\nset_on = 2026-11-01\n'
ANYWHERE = Path("settings.toml")

visible = st.one_of(
    st.characters(max_codepoint=0x52F, exclude_categories=["Cc", "Cf", "Cn", "Mn", "Me"]),
    st.sampled_from("محمدאברהםรสมช王小明花김철"),
).filter(lambda char: not unprinted(char))
lines = st.text(visible, min_size=1, max_size=200).filter(str.strip)
passages = st.text(st.one_of(visible, st.sampled_from('\n\t\r"\\')), min_size=1, max_size=400).filter(str.strip)
dates = st.dates()


def made(kind: type, values: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | st.builds(kind, value=values, set_by=lines, set_on=dates)


any_settings = st.builds(
    LocalSettings,
    sample=st.booleans(),
    zone=made(LineSetting, st.sampled_from(["Europe/Paris", "America/Argentina/Buenos_Aires", "UTC"])),
    centre=made(LineSetting, lines),
    contact_24h=made(LineSetting, lines),
    age_ecog=made(Days, st.integers(0, 3650)),
    expiry_hours=made(Hours, st.integers(1, 240)),
    hold_stop_set=made(OwnHoldStopSet, st.sampled_from(["A", "B", "own"])),
    held_dose_rule=made(PassageSetting, passages),
)


def refusal(text: str | bytes, path: Path = ANYWHERE) -> str:
    with pytest.raises(SettingsRefused) as caught:
        parse_settings(text.encode() if isinstance(text, str) else text, path)
    assert "\n" not in str(caught.value), "a refusal is one line on stderr"
    return str(caught.value)


@given(any_settings)
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, settings: LocalSettings) -> None:
    path = tmp_path_factory.getbasetemp() / "round-trip" / "settings.toml"
    write_settings(path, settings)
    assert read_settings(path) == settings


def test_file_and_folder_are_for_the_user_alone_and_no_trace_of_writing_is_left(tmp_path: Path) -> None:
    path = tmp_path / "config" / "settings.toml"
    write_settings(path, LocalSettings())
    write_settings(path, LocalSettings(sample=True))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert list(path.parent.iterdir()) == [path]
    assert read_settings(path).sample


@pytest.mark.parametrize("fails", ["fsync", "replace"])
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    path = tmp_path / "settings.toml"
    write_settings(path, LocalSettings())
    before = path.read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os if fails == "fsync" else Path, fails, refuse)
    with pytest.raises(SettingsRefused, match=r"settings\.toml: the file cannot be written: No space left"):
        write_settings(path, LocalSettings(sample=True))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_value_that_would_not_be_read_back_is_not_written(tmp_path: Path) -> None:
    hidden = LocalSettings(centre=LineSetting(value="a\u202eb", set_by="Dr One", set_on=date(2026, 11, 1)))
    with pytest.raises(Refusal, match=r"U\+202E"):
        write_settings(tmp_path / "settings.toml", hidden)
    assert list(tmp_path.iterdir()) == []


def test_the_sample_is_complete_but_for_logo_expiry_and_an_own_set_and_says_that_it_is_one() -> None:
    sample = read_settings(SAMPLE)
    unset = {name for name, setting in sample if setting is None}
    assert unset == {"logo", "expiry_hours", "own_hold_stop_set"}
    assert sample.sample
    for _, setting in sample:
        if isinstance(setting, Setting):
            assert (setting.set_by, setting.set_on) == ("Example, not a person", date(2026, 11, 1))


def test_nothing_set_is_read_as_nothing_set() -> None:
    assert parse_settings(HEAD.encode(), ANYWHERE) == LocalSettings()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "settings.toml: schema: write schema"),
        ('schema = "il2desk-settings-9"', "settings.toml: schema: Input should be 'il2desk-settings-1'"),
        (HEAD + f"[age_ecg]\nvalue = 14\n{BY}", "settings.toml: age_ecg: nothing of this name is known here"),
        (HEAD + f"[age_ecog]\nvalue = 14\nunit = 'd'\n{BY}", "age_ecog.unit: nothing of this name"),
        (HEAD + f"[age_ecog]\nvalue = 14\nvalue = 15\n{BY}", "Cannot overwrite a value (at line 4"),
        (HEAD + f"[age_ecog]\nvalue = 14\n{BY}[age_ecog]\nvalue = 15\n{BY}", "(at line 6"),
        (HEAD + f'[age_ecog]\nvalue = "14"\n{BY}', "age_ecog.value: Input should be a valid integer"),
        (HEAD + f"[age_ecog]\nvalue = true\n{BY}", "age_ecog.value: Input should be a valid integer"),
        (HEAD + f"[age_ecog]\nvalue = 14.0\n{BY}", "age_ecog.value: Input should be a valid integer"),
        (HEAD + f"[age_ecog]\nvalue = -1\n{BY}", "age_ecog.value: Input should be greater than or equal to 0"),
        (HEAD + f"[age_ecog]\nvalue = 3651\n{BY}", "age_ecog.value: Input should be less than or equal to 3650"),
        (HEAD + f"[age_ecog]\nvalue = {'9' * 5000}\n{BY}", "a number is too long"),
        (HEAD + "deep = " + "[" * 100_000, "nested too deeply"),
        (HEAD + "[age_ecog]\nvalue = 14\nset_on = 2026-11-01\n", "age_ecog.set_by: this is missing"),
        (HEAD + '[age_ecog]\nvalue = 14\nset_by = " "\nset_on = 2026-11-01\n', "age_ecog.set_by: nobody is named"),
        (HEAD + '[age_ecog]\nvalue = 14\nset_by = "Dr"\nset_on = "2026-11-01"\n', "age_ecog.set_on: Input should be"),
        (HEAD + f'[dilution]\nvalue = "both"\n{BY}', "dilution.value: Input should be 'added' or 'replacing'"),
        (HEAD + f'[zone]\nvalue = "Paris"\n{BY}', "zone.value: not a known IANA time zone"),
        (HEAD + f'[zone]\nvalue = "../../etc/passwd"\n{BY}', "zone.value: not a known IANA time zone"),
        (HEAD + f'[contact_24h]\nvalue = "  "\n{BY}', "contact_24h.value: it is blank"),
        (HEAD + f'[contact_24h]\nvalue = "a\\nb"\n{BY}', "contact_24h: The value: a line break was entered"),
        (HEAD + f'[centre]\nvalue = "a\\u202Eb"\n{BY}', "centre: The value: it contains an invisible character"),
        (HEAD + f'[centre]\nvalue = "{"x" * 201}"\n{BY}', "centre.value: String should have at most 200 characters"),
        (HEAD.encode() + b'[centre]\nvalue = "H\xf4pital"\n', "line 3: this is not UTF-8"),
        (HEAD.encode("utf-16"), "line 1: this is not UTF-8"),
        (HEAD + f"[zone]\nvalue = “Europe/Paris”\n{BY}", "line 3: a curly quotation mark stands in it"),
        (HEAD + f'[zone]\nvalue = "Europe/Paris”\n{BY}', "line 3: a curly quotation mark stands in it"),
        (HEAD + f"[zone]\nvalue = Europe # “so”\n{BY}", "not well-formed TOML: Invalid value (at line 3"),
        (b"#" * (LARGEST + 1), "larger than 1000000 bytes"),
        (b"\x00\x01\x02", "not well-formed TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_place_and_reason(text: str | bytes, expected: str) -> None:
    assert expected in refusal(text)


def test_a_byte_order_mark_says_nothing_and_quotation_marks_in_a_text_are_text() -> None:
    text = HEAD + f'[centre]\nvalue = "Hospital “North”"\n{BY}'
    read = parse_settings(b"\xef\xbb\xbf" + text.encode(), ANYWHERE)
    assert read == parse_settings(text.encode(), ANYWHERE)
    assert read.centre is not None
    assert read.centre.value == "Hospital “North”"


FAULTY = (HEAD + f"[age_ecg]\nvalue = 14\n{BY}").encode()


def test_a_file_that_cannot_be_used_is_kept_beside_each_time_and_the_name_is_told(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    for number in (1, 2):
        path.write_bytes(FAULTY)
        kept = write_settings(path, LocalSettings(sample=True))
        assert kept == tmp_path / f"settings-faulty-{number}.toml"
        assert kept.read_bytes() == FAULTY
        assert read_settings(path).sample
    assert write_settings(path, LocalSettings()) is None, "a file that can be used is replaced"
    assert len(list(tmp_path.iterdir())) == 3


def test_a_faulty_file_stays_in_its_place_where_the_new_one_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(FAULTY)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(SettingsRefused, match=r"settings\.toml: the file cannot be written: No space left"):
        write_settings(path, LocalSettings())
    assert path.read_bytes() == FAULTY
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_or_unreadable_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused, match=r"none\.toml: there is no such file"):
        read_settings(tmp_path / "none.toml")
    with pytest.raises(SettingsRefused, match="cannot be read"):
        read_settings(tmp_path)


def test_a_refusal_does_not_quote_what_the_file_says() -> None:
    assert "Secret" not in refusal(f'{HEAD}[dilution]\nvalue = "Secret"\n{BY}')
