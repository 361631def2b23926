"""What is typed: one published case, with its dates moved so that it was recorded in these days."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

RESOURCES = Path(__file__).parents[2] / "resources"
CENTRE = ("--settings", str(RESOURCES / "sample" / "settings.toml"))
"""The options that give the program the settings of the published example's centre."""
RECORDED_ON = date(2026, 11, 20)
"""The day on which the published case was recorded."""


@dataclass(frozen=True)
class Question:
    """A question as it stands on the screen, and the words of its answers."""

    id: str
    page: str
    ask: str
    options: Mapping[str, str]


@dataclass(frozen=True)
class Deviation:
    """A criterion that is not met, the coded reason, own words, and who agrees."""

    criterion: str
    reason: str
    words: str
    second: str


@dataclass(frozen=True)
class Entries:
    """A patient and everything that is answered of them."""

    patient: Mapping[str, str]
    answers: Mapping[str, str]
    sites: tuple[str, ...]
    cycle: Mapping[str, str]
    clinician: str = "Dr. B. Example (not a real clinician)"
    checker: str = "N. Sample (not a real pharmacist)"
    deviations: tuple["Deviation", ...] = ()

    def of(self, name: str, identifier: str, date_of_birth: str) -> "Entries":
        """The same of another patient."""
        return replace(self, patient={"name": name, "identifier": identifier, "date_of_birth": date_of_birth})

    def but(self, *deviations: Deviation, **answers: str) -> "Entries":
        """Some other answers, and what they make needed."""
        return replace(self, answers={**self.answers, **answers}, deviations=deviations)

    def on(self, page: str) -> list[tuple[Question, str]]:
        """The questions of a page that are answered, in the order of the screen."""
        return [(one, self.answers[one.id]) for one in questions() if one.page == page and one.id in self.answers]


def published(today: date | None = None) -> Entries:
    """The sample case, moved to `today`; without one to today where the sample's centre is."""
    settings = centre()
    case: dict[str, Any] = json.loads((RESOURCES / "sample" / "case.json").read_text(encoding="utf-8"))
    moved = (today or datetime.now(ZoneInfo(settings["zone"])).date()) - RECORDED_ON
    [cycle] = case["cycles"]
    return Entries(
        patient=case["patient"],
        answers={name: _moved(text, moved) for name, text in case["answers"].items()},
        sites=tuple(one["id"] for one in case["sites"]),
        cycle={name: _moved(text, moved) for name, text in cycle.items() if isinstance(text, str)},
    )


@cache
def _pack() -> dict[str, Any]:
    [pack] = (RESOURCES / "guidelines").glob("*/*.toml")
    return tomllib.loads(pack.read_text(encoding="utf-8"))


@cache
def questions() -> tuple[Question, ...]:
    """Every question of the guideline, in the order of the screen."""
    return tuple(
        Question(
            one["id"], one["page"], one["ask"], {option["id"]: option["label"] for option in one.get("options", ())}
        )
        for one in _pack()["questions"]
    )


@cache
def steps() -> dict[str, str]:
    """The name of each step of the guideline, by its page."""
    return {one["id"]: one["step"] for one in _pack()["pages"]}


def deviation_reason(id_: str) -> str:
    """The words of a coded reason."""
    return next(str(one["label"]) for one in _pack()["deviation_reasons"] if one["id"] == id_)


def site(id_: str) -> str:
    """The words of a kind of site."""
    return next(str(one["label"]) for one in _pack()["sites"] if one["id"] == id_)


@cache
def centre() -> dict[str, str]:
    """The values a centre sets, those of the published example."""
    values = tomllib.loads((RESOURCES / "sample" / "settings.toml").read_text(encoding="utf-8"))
    return {name: str(one["value"]) for name, one in values.items() if isinstance(one, dict)}


def _moved(text: str, by: timedelta) -> str:
    """Each date in it later or earlier by as much; a year alone stays."""
    day, _, rest = text.partition(" ")
    try:
        return f"{date.fromisoformat(day) + by} {rest}".strip()
    except ValueError:
        return text
