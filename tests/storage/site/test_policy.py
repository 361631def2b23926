"""A site's policy: read whole, refused with file, place and reason, and never quietly left aside."""

import re
from pathlib import Path

import pytest

from il2desk.app.startup_files import find
from il2desk.cli.case_commands import BAD_INPUT, failure
from il2desk.storage.files.toml_file import LARGEST
from il2desk.storage.site import paths
from il2desk.storage.site.paths import policy_file, resources
from il2desk.storage.site.policy import (
    BACKUP_REMINDER_DAYS,
    LOCK_AFTER_MINUTES,
    Policy,
    PolicyRefused,
    read_policy,
    store_folder,
)

HEAD = 'schema = "il2desk-policy-1"\n'


def policy(tmp_path: Path, text: str | bytes) -> Policy:
    file = tmp_path / "policy.toml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_policy(file)


def test_without_a_file_the_site_decided_nothing(tmp_path: Path) -> None:
    assert read_policy(tmp_path / "none" / "policy.toml") == Policy()
    assert not Policy().keep_nothing
    assert Policy().store is None


def test_what_the_site_decided_is_read(tmp_path: Path) -> None:
    read = policy(tmp_path, HEAD + 'store = "/srv/il2desk"\nlock_after_minutes = 240\nbackup_reminder_days = 365\n')
    assert read.store == Path("/srv/il2desk")
    assert (read.lock_after_minutes, read.backup_reminder_days) == (240, 365)
    assert policy(tmp_path, HEAD + "keep_nothing = true\n").keep_nothing


def test_what_it_leaves_out_is_as_shipped(tmp_path: Path) -> None:
    read = policy(tmp_path, HEAD)
    assert (read.lock_after_minutes, read.backup_reminder_days) == (LOCK_AFTER_MINUTES, BACKUP_REMINDER_DAYS)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", 'policy.toml: schema: write schema = "il2desk-policy-1" on the first line'),
        ("keep_nothing = true\n", "schema: write schema"),
        ('schema = "il2desk-policy-2"\n', "schema: Input should be 'il2desk-policy-1'"),
        (HEAD + "keep_nothin = true\n", "keep_nothin: nothing of this name is known here"),
        (HEAD + 'keep_nothing = "yes"\n', "keep_nothing: Input should be a valid boolean"),
        (HEAD + "keep_nothing = 1\n", "keep_nothing: Input should be a valid boolean"),
        (HEAD + "lock_after_minutes = 0\n", "lock_after_minutes: Input should be greater than or equal to 1"),
        (HEAD + "lock_after_minutes = 241\n", "lock_after_minutes: Input should be less than or equal to 240"),
        (HEAD + "lock_after_minutes = 5.0\n", "lock_after_minutes: Input should be a valid integer"),
        (HEAD + "lock_after_minutes = true\n", "lock_after_minutes: Input should be a valid integer"),
        (HEAD + "backup_reminder_days = 0\n", "backup_reminder_days: Input should be greater than or equal to 1"),
        (HEAD + "backup_reminder_days = 366\n", "backup_reminder_days: Input should be less than or equal to 365"),
        (HEAD + 'store = ""\n', "store: name the folder in full from the root"),
        (HEAD + 'store = "cases"\n', "store: name the folder in full"),
        (HEAD + 'store = "/"\n', "store: name the folder in full"),
        (HEAD + 'store = "~/cases"\n', "store: name the folder in full"),
        (HEAD + 'store = "/srv/../tmp"\n', "store: name the folder in full"),
        (HEAD + 'store = "/srv\\u0000"\n', "store: name the folder in full"),
        (HEAD + "store = 3\n", "store: write the folder in quotation marks"),
        (HEAD + 'keep_nothing = true\nstore = "/srv"\n', "keep_nothing that none are; leave one of them out"),
        (HEAD + HEAD, "not well-formed TOML"),
        (HEAD.encode("utf-16"), "line 1: this is not UTF-8"),
        (b"#" * (LARGEST + 1), "no file of this kind is"),
    ],
)
def test_a_wrong_file_is_refused_in_one_line(tmp_path: Path, text: str | bytes, says: str) -> None:
    with pytest.raises(PolicyRefused) as refused:
        policy(tmp_path, text)
    assert says in str(refused.value)
    assert str(refused.value).startswith(str(tmp_path / "policy.toml"))
    assert "\n" not in str(refused.value)


def test_a_file_that_is_there_and_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyRefused, match="cannot be read"):
        read_policy(tmp_path)
    (tmp_path / "dangling.toml").symlink_to(tmp_path / "gone.toml")
    with pytest.raises(PolicyRefused, match="there is no such file"):
        read_policy(tmp_path / "dangling.toml")
    (tmp_path / "file").touch()
    with pytest.raises(PolicyRefused, match="cannot be looked at"):
        read_policy(tmp_path / "file" / "policy.toml")


def test_a_byte_order_mark_says_nothing(tmp_path: Path) -> None:
    assert policy(tmp_path, b"\xef\xbb\xbf" + HEAD.encode() + b"keep_nothing = true\n").keep_nothing


def test_a_refusal_quotes_nothing_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(PolicyRefused) as refused:
        policy(tmp_path, HEAD + 'store = "Kowalska"\n')
    assert "Kowalska" not in str(refused.value)


def test_the_environment_cannot_set_the_policy_aside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable in ("XDG_CONFIG_DIRS", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(variable, str(tmp_path))
    monkeypatch.setattr(paths.sys, "platform", "linux")
    assert policy_file() == Path("/etc/xdg/il2desk/policy.toml")
    monkeypatch.setattr(paths.sys, "platform", "darwin")
    assert policy_file() == Path("/Library/Application Support/il2desk/policy.toml")


def test_the_site_s_own_place_is_read_where_none_is_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "il2desk").mkdir()
    (tmp_path / "il2desk" / "policy.toml").write_text(HEAD + "keep_nothing = true\n")
    monkeypatch.setattr(paths, "_site_folder", lambda: tmp_path)
    assert read_policy().keep_nothing


def test_the_store_is_the_policy_s_or_among_the_user_s_own_data(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert store_folder(Policy(store=Path("/srv/il2desk"))) == Path("/srv/il2desk")
    assert store_folder(Policy()).parts[-2:] == ("il2desk", "store")
    assert list(tmp_path.iterdir()) == [], "asking for the place makes nothing"


def test_a_wrong_policy_keeps_the_window_from_opening_and_the_refusal_is_one_of_bad_input(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "il2desk").mkdir()
    (tmp_path / "il2desk" / "policy.toml").write_text("keep_nothing = maybe")
    monkeypatch.setattr(paths, "_site_folder", lambda: tmp_path)
    with pytest.raises(PolicyRefused) as refused:
        find(resources() / "sample" / "settings.toml")
    assert failure(refused.value) == (str(refused.value), BAD_INPUT)


def test_the_policy_in_the_instructions_is_one_and_says_what_is_shipped(tmp_path: Path) -> None:
    text = (Path(__file__).parents[3] / "docs" / "install.md").read_text(encoding="utf-8")
    (block,) = re.findall(r'```toml\n(schema = "il2desk-policy-1".*?)```', text, re.DOTALL)
    assert policy(tmp_path, block) == Policy()
    assert policy(tmp_path, block.replace("# store", "store")).store == Path("/srv/il2desk")
