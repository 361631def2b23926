"""Local settings: what no source states and the centre decides; unset is a value of its own and never a default."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from il2desk.domain.values.model_base import Strict

LONGEST_BLOCK = 20_000
PaperName = Literal["A4", "Letter"]


class Setting(Strict):
    """A value with who set it and when."""

    value: Any
    set_by: Annotated[str, Field(min_length=1, max_length=200)]
    set_on: date


class Days(Setting):
    value: Annotated[int, Field(ge=0, le=3650)]


class Hours(Setting):
    value: Annotated[int, Field(ge=1, le=240)]


class LineSetting(Setting):
    value: Annotated[str, Field(min_length=1, max_length=200)]


class PassageSetting(Setting):
    value: Annotated[str, Field(min_length=1, max_length=4000)]


class PackBlock(Setting):
    value: Annotated[str, Field(min_length=1, max_length=LONGEST_BLOCK)]


class DilutionMethod(Setting):
    value: Literal["added", "replacing"]


class OwnHoldStopSet(Setting):
    value: Literal["A", "B", "own"]


class PaperSize(Setting):
    value: PaperName


class LocalSettings(Strict):
    """The centre's values; every field may be unset. Titles are shown to people."""

    settings_schema: Literal["il2desk-settings-1"] = Field(default="il2desk-settings-1", alias="schema")
    sample: bool = Field(default=False, title="These are example values, not a centre's")
    zone: LineSetting | None = Field(default=None, title="Time zone (IANA name)")
    centre: LineSetting | None = Field(default=None, title="Name of the centre")
    contact_24h: LineSetting | None = Field(default=None, title="24-hour contact for patients")
    paper: PaperSize | None = Field(default=None, title="Paper of the printed sheets")
    age_ecog: Days | None = Field(default=None, title="Oldest ECOG performance status, days before the first dose")
    age_ldh: Days | None = Field(default=None, title="Oldest LDH, days before the first dose")
    age_cns_imaging: Days | None = Field(default=None, title="Oldest CNS imaging, days before the first dose")
    age_weight: Days | None = Field(default=None, title="Oldest weight, days before the first dose")
    age_cardiopulmonary: Days | None = Field(
        default=None, title="Oldest cardiac and pulmonary work-up, days before the first dose"
    )
    age_pregnancy_test: Days | None = Field(default=None, title="Oldest pregnancy test, days before the first dose")
    dilution: DilutionMethod | None = Field(default=None, title="Drug volume: added to the bag, or replacing diluent")
    expiry_hours: Hours | None = Field(default=None, title="Expiry in hours from reconstitution to the end of infusion")
    hold_stop_set: OwnHoldStopSet | None = Field(default=None, title="Operative hold and stop set")
    own_hold_stop_set: PackBlock | None = Field(default=None, title="The centre's own hold and stop set, in TOML")
    counting_rule: PassageSetting | None = Field(default=None, title="Counting rule for relative items (set B)")
    held_dose_rule: PassageSetting | None = Field(default=None, title="Rule for a held dose")
    minimum_interval_rule: PassageSetting | None = Field(
        default=None, title="Rule for the shortest interval between doses"
    )
    supportive_medicines: PassageSetting | None = Field(default=None, title="Supportive medicines")
    logo: LineSetting | None = Field(default=None, title="Logo file")
    label_version_checked: LineSetting | None = Field(default=None, title="Label version last checked")

    def days(self, name: str) -> int | None:
        """The limit in days set under `name`, or None where it is unset."""
        setting = getattr(self, name)
        return None if setting is None else int(setting.value)

    def to_judge_by(self) -> "LocalSettings":
        """What a case is judged by and keeps: all but the paper, which says nothing about a patient."""
        return self if self.paper is None else self.model_copy(update={"paper": None})

    def label_checked_in_words(self) -> str:
        """Which label version the centre last checked and when, or that it has not recorded it, as a sentence."""
        checked = self.label_version_checked
        if checked is None:
            return "The centre has not recorded which version of the label it last checked."
        return f"Label version last checked: {checked.value} ({checked.set_on.isoformat()})."


def age_limits() -> frozenset[str]:
    """Names of the settings that limit how old an observation may be."""
    return frozenset(name for name in LocalSettings.model_fields if name.startswith("age_"))


def title_of(name: str) -> str:
    return LocalSettings.model_fields[name].title or name
