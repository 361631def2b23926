"""Where il2desk's files are: its own resources, and the folder of local settings."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def resources() -> Path:
    """The folder of packs, fonts and wording: inside an installed package, or beside it in a checkout or a bundle."""
    inside = PACKAGE / "resources"
    return inside if inside.is_dir() else PACKAGE.parent / "resources"


def settings_file() -> Path:
    """The file of local settings in the user's configuration folder; it need not exist."""
    from platformdirs import user_config_path

    return user_config_path("il2desk", appauthor=False) / "settings.toml"
