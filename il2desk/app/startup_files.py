"""All that is read from the disk before a window opens: policy, packs and settings; and the clock it will go by."""

import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from il2desk.app.clock import moment, zone_called
from il2desk.domain.assessment.assessment import Packs
from il2desk.domain.values.local_settings import LocalSettings
from il2desk.storage.packs.library import load_packs, open_packs
from il2desk.storage.site.paths import resources, settings_file
from il2desk.storage.site.policy import Policy, read_policy
from il2desk.storage.site.settings_file import SettingsRefused, read_settings


@dataclass(frozen=True, slots=True)
class Found:
    """All that is read from the disk before a window opens, and the clock it will go by.

    `settings_fault` says why nothing is set although there is a file of settings.
    """

    packs: Packs
    settings: LocalSettings
    settings_file: Path
    now: Callable[[], datetime]
    policy: Policy
    settings_fault: str = ""


UNUSABLE = (
    "Nothing is set, because the file of settings cannot be used. {why} The file is left as it is; when settings are "
    "saved here, it is kept beside them under another name."
)


def find(settings: Path | None = None, now: str | None = None, today: str | None = None) -> Found:
    """Read policy, packs and settings. Raises what reading policy and packs raises; bad settings count as unset.

    It wants no Qt: once Qt for Python is loaded, it reads the source of every module that is imported.
    """
    only_locked_time_zones()
    policy = read_policy()
    packs, local, fault = open_packs(resources(), policy.intended_use), LocalSettings.model_construct(), ""
    try:
        local = settings_from(settings)
    except SettingsRefused as refusal:
        fault = UNUSABLE.format(why=refusal)
    zone = zone_called(local.zone.value if local.zone else None)
    fixed = moment(now, today, zone) if now or today else None
    return Found(packs, local, settings or settings_file(), lambda: fixed or moment(None, None, None), policy, fault)


def installed_packs() -> Packs:
    """The installed packs for the site's intended use, proven. Raises PackRefused or PolicyRefused."""
    return load_packs(resources(), read_policy().intended_use)


def settings_from(file: Path | None) -> LocalSettings:
    """The settings in `file`, or in the user's configuration folder, or none set where that file is absent.

    Raises SettingsRefused where there is a file that cannot be used.
    """
    own = settings_file()
    if file is None:
        try:
            own.lstat()
        except FileNotFoundError:
            return LocalSettings.model_construct()
        except OSError:
            pass  # something is there: reading it says why not
    return read_settings(file or own)


def only_locked_time_zones() -> None:
    """Leave the workstation's own time-zone data aside: only the locked tzdata counts."""
    zoneinfo.reset_tzpath(to=[])
