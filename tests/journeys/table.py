"""Writes docs/journeys.md from what each journey noted when it was over: `python -m tests.journeys.table`."""

import json
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOTED, TABLE = ROOT / "out" / "journeys", ROOT / "docs" / "journeys.md"
HEAD = """# Journeys

Written by `make journeys`, which starts the installed program in a real window and uses it as a person does, by real
keys and clicks inside the visible screen. An action is a field filled (however many keys), a choice or tick, or a
button, link, row, fold, shortcut or dialog control pressed. Tab and the wheel only lead there, and are counted apart.
What is typed is the published sample case; but for first starts and a new centre, the centre's settings are given with
`--settings`. The seconds are those of the machine that types, and of its load. Pictures
of every screen are kept in `out/journeys/`.

| Journey | Screen | Actions | Tab | Wheel | Seconds | Pictures |
|---|---|--:|--:|--:|--:|--:|
"""
COLUMNS = ("journey", "screen", "actions", "tabs", "scrolls", "seconds", "pictures")


def table() -> str:
    """One row for each journey, by name."""
    noted = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(NOTED.glob("*/record.json"))]
    return HEAD + "".join(f"| {_row(one)} |\n" for one in noted)


def _row(noted: dict[str, str | int]) -> str:
    return " | ".join(str(noted[column]) for column in COLUMNS)


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
