"""Where il2desk's files are: its own resources, local settings, the site's policy, and the folder of the case store."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass

PACKAGE = Path(__file__).resolve().parents[2]


def resources() -> Path:
    """The folder of packs, fonts and wording: inside an installed package, or beside it in a checkout or a bundle."""
    inside = PACKAGE / "resources"
    return inside if inside.is_dir() else PACKAGE.parent / "resources"


def settings_file() -> Path:
    """The file of local settings in the user's configuration folder; it need not exist."""
    from platformdirs import user_config_path

    return user_config_path("il2desk", appauthor=False) / "settings.toml"


def known_stores_file() -> Path:
    """The file that names the folders in which this user opened stores of cases; it need not exist."""
    from platformdirs import user_config_path

    return user_config_path("il2desk", appauthor=False) / "stores.json"


def window_file() -> Path:
    """The file of the size and place the window last had, in Qt's own form; it need not exist."""
    from platformdirs import user_config_path

    return user_config_path("il2desk", appauthor=False) / "window"


def policy_file() -> Path:
    """The site's policy; it need not exist.

    The folders are those of platformdirs, without the variables of the environment by which it lets them be moved:
    whoever sits at the keyboard sets those, and could set the policy aside with them.
    """
    return _site_folder() / "il2desk" / "policy.toml"


def _site_folder() -> Path:
    if sys.platform == "win32":
        import winreg

        folders = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders"
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, folders) as key:
            return Path(winreg.QueryValueEx(key, "Common AppData")[0])
    return Path("/Library/Application Support" if sys.platform == "darwin" else "/etc/xdg")
