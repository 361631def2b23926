"""The typed text of one local setting becomes its value, or a refusal in words; blank means unset."""

import re
from typing import Any, Literal, get_args, get_origin
from zoneinfo import available_timezones

from il2desk.domain.values.invisible import trimmed
from il2desk.domain.values.local_settings import Hours, LocalSettings, Setting
from il2desk.domain.values.parsing import LONGEST_LINE, Refused, read_line, read_text

ZONE = "zone"
_WHOLE = re.compile(r"0|[1-9][0-9]{0,5}")


class SettingSpec:
    """What the model says of one setting: title, kind of value, bounds or choices; `at_most` may be lowered."""

    def __init__(self, name: str, at_most: int | None = None) -> None:
        field = LocalSettings.model_fields[name]
        self.name = name
        self.title = field.title or name
        self.made_as: type[Setting] = get_args(field.annotation)[0]
        value = self.made_as.model_fields["value"]
        self.choices: tuple[str, ...] = get_args(value.annotation) if get_origin(value.annotation) is Literal else ()
        self.is_whole_number = value.annotation is int
        self.unit = ("hours" if self.made_as is Hours else "days") if self.is_whole_number else ""
        self.at_least: int = _bound(value.metadata, "ge") or 0
        self.at_most = at_most if at_most is not None else _bound(value.metadata, "le") or 0
        self.longest: int = _bound(value.metadata, "max_length") or 0
        self.is_passage = self.longest > LONGEST_LINE

    def read(self, typed: str) -> str | int | None:
        """The value, None where nothing is typed. Raises Refused with a sentence."""
        kept = trimmed(typed)
        if not kept:
            return None
        if self.is_whole_number:
            return self._read_number(kept)
        text = read_text(typed, self.title, self.longest) if self.is_passage else read_line(typed, self.title)
        if self.name == ZONE:
            return zone_named(text)
        return text

    def _read_number(self, typed: str) -> int:
        if not _WHOLE.fullmatch(typed) or not self.at_least <= int(typed) <= self.at_most:
            raise Refused(
                f"Type a whole number of {self.unit} from {self.at_least} to {self.at_most} in the digits 0 to 9, "
                "without unit or sign; or leave the field empty."
            )
        return int(typed)


def setting_names() -> tuple[str, ...]:
    """The settings a person sets, in the model's order."""
    return tuple(name for name, field in LocalSettings.model_fields.items() if _is_setting(field.annotation))


def _is_setting(annotation: Any) -> bool:
    kinds = get_args(annotation)
    return bool(kinds) and isinstance(kinds[0], type) and issubclass(kinds[0], Setting)


def _bound(metadata: list[Any], name: str) -> int | None:
    return next((int(getattr(one, name)) for one in metadata if hasattr(one, name)), None)


def zone_named(typed: str) -> str:
    """The zone's own name, also for one typed in small letters or with blanks. Raises Refused."""
    asked = "_".join(typed.split()).casefold()
    found = next((name for name in available_timezones() if name.casefold() == asked), None)
    if found is None:
        raise Refused("This is not a known IANA time zone. Write it as in Europe/Paris or America/Toronto.")
    return found
