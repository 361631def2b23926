"""The file of local settings: refused with file, place and reason where it is wrong; written whole or not at all."""

import os
from contextlib import suppress
from itertools import count
from pathlib import Path

from pydantic import ValidationError

from il2desk.domain.values.local_settings import LONGEST_BLOCK, LineSetting, LocalSettings, PackBlock, Setting
from il2desk.domain.values.local_time import zone_called
from il2desk.domain.values.parsing import LONGEST_TEXT, Refused, read_line, read_text
from il2desk.storage.files.atomic_file import write_whole
from il2desk.storage.files.toml_file import FileRefused, content_of, first_fault, table_in

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


class SettingsRefused(FileRefused):
    """The file of settings cannot be used."""


def read_settings(path: Path) -> LocalSettings:
    """The settings in the file. Raises SettingsRefused, also where there is no such file."""
    return parse_settings(content_of(path, SettingsRefused), path)


def write_settings(path: Path, settings: LocalSettings) -> Path | None:
    """Replace the file, mode 0600, and make its folder, mode 0700, if there is none.

    A file that cannot be used is somebody's work with a slip in it: it is kept beside, under the name that is given.
    Raises SettingsRefused where they would not be read back as they are or cannot be written; the old file is left.
    """
    content = _toml(settings).encode()
    if parse_settings(content, path) != settings:
        raise SettingsRefused(path, "", "the settings would not be read back as they are; nothing was written.")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _put(path, content)
    except OSError as problem:
        why = problem.strerror or "the disk gives no reason"
        raise SettingsRefused(path, "", f"the file cannot be written: {why}.") from problem


def _put(path: Path, content: bytes) -> Path | None:
    aside = _set_aside(path)
    try:
        write_whole(path, content)
    except BaseException:
        if aside is not None:
            with suppress(OSError):
                aside.rename(path)
        raise
    return aside


def _set_aside(path: Path) -> Path | None:
    """Move what stands there and cannot be used to a name that is free."""
    if not os.path.lexists(path):
        return None
    try:
        read_settings(path)
    except SettingsRefused:
        names = (path.with_name(f"{path.stem}-faulty-{number}{path.suffix}") for number in count(1))
        return path.rename(next(one for one in names if not os.path.lexists(one)))
    return None


def parse_settings(content: bytes, path: Path) -> LocalSettings:
    """The settings in the content of a file; `path` is only named in a refusal."""
    data = table_in(content, path, SettingsRefused)
    try:
        settings = LocalSettings.model_validate(data)
    except ValidationError as problem:
        raise first_fault(problem, path, SettingsRefused) from None
    if "schema" not in data:
        raise SettingsRefused(path, "schema", f'write schema = "{settings.settings_schema}" on the first line.')
    for name, setting in settings:
        if isinstance(setting, Setting):
            _check_texts(path, name, setting)
    return settings


def _check_texts(path: Path, name: str, setting: Setting) -> None:
    """Texts are shown and printed: what a person may not type must not come in by the file either."""
    try:
        if not read_line(setting.set_by, "Who set it"):
            raise SettingsRefused(path, f"{name}.set_by", "nobody is named.")
        if isinstance(setting.value, str) and not _as_typed(setting, setting.value):
            raise SettingsRefused(path, f"{name}.value", "it is blank; leave the setting out to unset it.")
    except Refused as refusal:
        raise SettingsRefused(path, name, str(refusal)) from None
    if name == "zone":
        _check_zone(path, str(setting.value))
    elif name == "own_hold_stop_set":
        _check_own_set(path, str(setting.value))


def _as_typed(setting: Setting, value: str) -> str:
    if type(setting) is LineSetting:
        return read_line(value, "The value")
    return read_text(value, "The value", LONGEST_BLOCK if type(setting) is PackBlock else LONGEST_TEXT)


def _check_own_set(path: Path, value: str) -> None:
    from il2desk.storage.packs.library import PackRefused
    from il2desk.storage.packs.own_hold_stop_set import own_hold_stop_set

    try:
        own_hold_stop_set(value)
    except PackRefused as refusal:
        raise SettingsRefused(path, "own_hold_stop_set.value", str(refusal)) from None


def _check_zone(path: Path, value: str) -> None:
    if zone_called(value) is None:
        raise SettingsRefused(path, "zone.value", "not a known IANA time zone, such as Europe/Paris.")


def _toml(settings: LocalSettings) -> str:
    lines = [f"schema = {_string(settings.settings_schema)}", f"sample = {str(settings.sample).lower()}"]
    for name, setting in settings:
        if isinstance(setting, Setting):
            value = setting.value if isinstance(setting.value, int) else _string(setting.value)
            lines += ["", f"[{name}]", f"value = {value}"]
            lines += [f"set_by = {_string(setting.set_by)}", f"set_on = {setting.set_on.isoformat()}"]
    return "\n".join(lines) + "\n"


def _string(text: str) -> str:
    return '"' + "".join(_ESCAPES.get(mark) or _escaped(mark) for mark in text) + '"'


def _escaped(mark: str) -> str:
    return f"\\u{ord(mark):04X}" if mark < " " or mark == "\x7f" else mark
